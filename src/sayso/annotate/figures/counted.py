"""What a number counts: the noun phrase behind it, or the one that it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from sayso.annotate.figures.draft import Counted, Draft, tokens_of
from sayso.annotate.figures.predicates import state_of
from sayso.annotate.numbers import Number
from sayso.annotate.numbers.units import is_money
from sayso.data import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST_PHRASE = 12  # tokens looked at behind a number
_SKIPPED = frozenset((
    "more", "other", "additional", "further", "extra", "of", "the", "those", "these", "all", "-",
    "odd", "or", "so", "plus", "strong", "estimated", "its",
))  # fmt: skip
_BEING = frozenset(("were", "are"))
_MARKS = frozenset("\"”’'")
_PRONOUNS = frozenset(
    ("them", "whom", "which", "us", "you", "it", "others", "each", "that", "who", "whose")
)
_MODIFIERS = frozenset(("ADJ", "NUM", "ADV"))
_NOUNS = frozenset(("NOUN", "PROPN"))


def counted(doc: Doc, number: Number, start: int, end: int) -> Counted:
    """Return the noun phrase that the number at `start` to `end` of the parsed sentence counts."""
    first, stop = tokens_of(doc, start, end)
    if stop <= first:
        return Counted()
    root = doc[first:stop].root
    if number.unit and number.unit.endswith("of age"):
        return Counted(node=root)
    noun_at = _behind_number(doc, stop, number)
    if noun_at is None and number.unit and number.unit != "percent":
        noun_at = _phrase_before(doc, first)
    if noun_at is None:
        return Counted(node=root)
    begin, last = noun_at
    if doc[last].lemma_.lower() in _changes() and last + 1 < len(doc):  # "an 8% drop in rents"
        begin, last = _phrase(doc, last + 1, money=True) or (begin, last)
    noun = doc[last]
    return Counted(
        text=doc.text[doc[begin].idx : noun.idx + len(noun)],
        person=is_person(noun),
        group=group_of(doc, begin, last),
        first=doc[begin],
        noun=noun,
        node=_upper(root, noun),
    )


def _behind_number(doc: Doc, stop: int, number: Number) -> tuple[int, int] | None:
    """The phrase behind a number: a 15-member council counts members, a measure needs its "of"."""
    words = [token.lower_ for token in doc[stop : stop + 2]]
    if words == ["-", "odd"]:
        return _phrase(doc, stop + 2, money=False)
    if (
        words[:1] == ["-"]
        and stop + 1 < len(doc)
        and doc[stop + 1].pos_ in ("NOUN", "ADJ", "PROPN")
    ):
        return (stop + 1, stop + 1) if number.unit is None else None
    if words in (["of", "them"], ["of", "whom"]):  # "six of them nurses"
        begin = stop + 3 if doc[stop + 2 : stop + 3].text in _BEING else stop + 2
        found = _phrase(doc, begin, money=False)
        return found if found and found[0] == begin else None
    if words[:1] and words[0] in _BEING and number.unit is None:  # "nine were adults"
        found = _phrase(doc, stop + 1, money=False)
        return found if found and doc[found[1]].dep_ == "attr" else None
    money = bool(number.unit and is_money(number.unit))
    measured = number.unit not in (None, "percent") and not money
    if measured and words[:1] != ["of"] and not number.vague:
        return None
    return _phrase(doc, stop, money=money)


@cache
def _changes() -> frozenset[str]:
    table = load("predicates")["change"]
    return frozenset((*table["up"], *table["down"]))


def _upper(root: Token, noun: Token) -> Token:
    return root if root != noun and root.is_ancestor(noun) else noun


def _phrase(doc: Doc, i: int, money: bool) -> tuple[int, int] | None:
    """First and last token of the noun phrase that begins at or shortly behind token `i`."""
    limit = min(len(doc), i + LONGEST_PHRASE)
    k = i
    while k < limit and (
        doc[k].lower_ in _SKIPPED
        or (k == i and doc[k].text in _MARKS)
        or (money and doc[k].lower_ == "in" and doc[k - 1].lower_ in ("more", doc[i - 1].lower_))
    ):
        k += 1
    behind_of = k > i
    if money and not behind_of:
        return None
    begin, last = k, -1
    while k < limit:
        token = doc[k]
        if token.tag_ == "POS" or token.lower_.endswith(("'s", "’s")):
            begin, last = k + 1, -1
        elif token.pos_ in _NOUNS and not (last >= 0 and _closed(doc, last, token)):
            last = k
        elif last >= 0 and token.lower_ != "-":
            break
        elif token.lower_ in ("his", "her", "their", "its", "our", "my") and k == begin:
            pass
        elif token.lower_ in ("a", "an", "the") and behind_of and k == begin:
            begin = k + 1
        elif not _modifies(token) or (token.dep_ == "cc" and k == begin):
            break
        k += 1
    if last < 0 or doc[last].lower_ in _PRONOUNS or doc[last].lower_ in _lists("heads", "generic"):
        return None
    if doc[last].lemma_.lower() in _calendar() or doc[begin].tag_ == "VBD":
        return None  # "from 12,000 last week", "another 37 needed treatment"
    while begin < last and (
        doc[begin].pos_ == "NUM" or doc[begin].is_punct or doc[begin].tag_ == "PRP$"
    ):
        begin += 1
    return begin, last


_NEAR_DAYS = ("today", "yesterday", "tomorrow")


@cache
def _calendar() -> frozenset[str]:
    """Words that say when, and are counted by nobody: a length of time is no figure."""
    dates = load("numbers")["dates"]
    return frozenset((*dates["spans"], *dates["months"], *dates["days"], *_NEAR_DAYS)) - {
        "second",
        "quarter",
    }


def _closed(doc: Doc, last: int, token: Token) -> bool:
    """Whether the phrase ended with its plural noun, so that the next noun opens another."""
    held = token.lower_ in ("hostage", "prisoner", "captive")  # took twelve soldiers hostage
    plural = doc[last].tag_ in ("NNS", "NNPS") and token.i == last + 1
    return plural and (held or doc[last].dep_ != "compound")


def _modifies(token: Token) -> bool:
    """Whether the token stands before its noun: fresh, captured, killed or wounded, pre-war."""
    if token.lower_ == "-" or (token.i + 1 < len(token.doc) and token.nbor().lower_ == "-"):
        return True  # stood-down lorries
    if token.pos_ in _MODIFIERS:
        return token.pos_ != "ADV" or (
            token.dep_ == "advmod" and token.head.pos_ == "ADJ" and token.head.i > token.i
        )
    if token.tag_ in ("VBN", "VBG", "VBD") or token.dep_ == "cc":
        following = token.nbor() if token.i + 1 < len(token.doc) else token
        return (
            following.pos_ in _NOUNS
            or following.dep_ == "cc"
            or following.pos_ == "ADJ"
            or (token.dep_ == "cc" and following.tag_ in ("VBN", "VBD"))
        )
    return False


def _phrase_before(doc: Doc, first: int) -> tuple[int, int] | None:
    """Gusts of 120 mph: a measure behind its noun."""
    if first < 2 or doc[first - 1].lower_ != "of" or doc[first - 2].pos_ != "NOUN":
        return None
    begin = first - 2
    while begin > 0 and doc[begin - 1].pos_ in ("ADJ", "NOUN", "PROPN"):
        begin -= 1
    return begin, first - 2


@cache
def _lists(name: str, key: str) -> frozenset[str]:
    return frozenset(load("counted")[name][key])


def is_person(noun: Token) -> bool:
    """Return whether the noun names people: by the list, by its ending, or a people's name."""
    word = noun.lower_
    if word in _lists("people", "plural"):
        return True
    if noun.tag_ == "NNPS" or word in _lists("people", "things"):
        return noun.tag_ == "NNPS"
    return (
        noun.pos_ == "NOUN"
        and len(word) > 4
        and word.endswith(tuple(_lists("people", "endings")))
        and word not in _lists("people", "things")
    )


def group_of(doc: Doc, begin: int, last: int) -> str | None:
    """Return the words of the phrase for nationality, age, sex or role, as they stand there."""
    words = [doc[i] for i in range(begin, last + 1)]
    capital = [t for t in words if t.text[0].isupper() and (t.i < last or t.tag_ == "NNPS")]
    endings = tuple(_lists("groups", "demonym_endings"))
    if (
        capital
        and capital[-1].lower_.endswith(endings)
        and (len(capital) == capital[-1].i - capital[0].i + 1)
    ):
        return doc.text[capital[0].idx : capital[-1].idx + len(capital[-1])]
    people = [t.lower_ for t in words if t.lower_ in _lists("groups", "people")]
    return people[0] if people else None


def number_word(doc: Doc, before: int) -> Token | None:
    """Return the nearest word for a number left of token `before`: number, toll, figure, count."""
    for i in (*range(before - 1, max(-1, before - 16), -1), *range(before + 1, before + 4)):
        if i >= len(doc):
            return None
        token: Token = doc[i]
        modifier = token.pos_ == "ADJ" and (
            token.dep_ == "amod" or (i + 1 < len(doc) and doc[i + 1].dep_ == "cc")
        )
        if token.lower_ in _lists("heads", "number") and not modifier:
            return token
        if doc[i].pos_ == "NUM" and doc[i].like_num:
            return None
    return None


def counted_by_word(doc: Doc, word: Token) -> Counted | None:
    """Return what "the number of stranded hikers" counts; people for a toll."""
    if word.i + 1 < len(doc) and doc[word.i + 1].lower_ == "of":
        found = _phrase(doc, word.i + 1, money=False)
        noun = doc[found[1]] if found else word
        if found and not _is_of_event(word, noun):
            text = _without_participles(doc, *found)
            return Counted(
                text=text,
                person=is_person(noun),
                group=group_of(doc, *found),
                first=doc[found[0]],
                noun=noun,
                node=word,
                carried=word.lower_,
            )
    if word.lower_ in _lists("heads", "of_people") or state_of(word) is not None:
        return Counted(text="people", person=True, node=word, carried=word.lower_)
    return None


def _is_of_event(word: Token, noun: Token) -> bool:
    """Whether a toll is of what took the people: "the toll of the Solveig", "of the flood"."""
    return (
        word.lower_ in _lists("heads", "of_people")
        and word.lower_ in ("toll", "losses", "casualties")
        and noun.tag_ in ("NN", "NNP")
        and not is_person(noun)
    )


def _without_participles(doc: Doc, begin: int, last: int) -> str:
    states = {
        word for entry in load("predicates")["happened"].values() for word in entry["adjectives"]
    }
    while begin < last and (doc[begin].tag_ in ("VBN", "VBD", "CC") or doc[begin].lower_ in states):
        begin += 1
    return doc.text[doc[begin].idx : doc[last].idx + len(doc[last])]


def reused(drafts: Sequence[Draft], elided: Draft) -> int | None:
    """Return the place of the earlier figure whose noun an elided one may take over.

    The nearest that tells of the same, else the nearest; a part ("including four") last.
    """
    fit = [
        k
        for k, draft in enumerate(drafts)
        if draft.counted.text and draft.number.unit is None and not draft.inner
    ]
    whole = [k for k in fit if not drafts[k].part] or fit
    same = [k for k in whole if elided.predicate and drafts[k].predicate == elided.predicate]
    return max(same or whole, default=None)
