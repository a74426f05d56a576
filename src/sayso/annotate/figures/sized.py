"""A number without a noun behind it: what it is the size of, by its clause or by its neighbour."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from sayso.annotate.figures.counted import group_of, is_person
from sayso.annotate.figures.draft import Counted, Draft, tokens_of
from sayso.annotate.figures.happened import happened
from sayso.annotate.figures.measured_thing import measured_thing, phrase_of
from sayso.annotate.numbers.units import is_money
from sayso.data import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What is more than this is no percentage.
MOST_PERCENT = 100
MOST_STEPS = 4  # up the parse, from the number to the verb that puts it there
_DASHES = ("-", "\u2010", "\u2011")
# Before a number that is another name for the one before it, or an older one: "or some 22 tons",
# "down from a record 97".
_SOFT = frozenset(("about", "some", "roughly", "nearly", "almost", "around"))
_BEFORE_OLD = frozenset(
    (*_SOFT, "a", "an", "the", "record", "only", "just", "earlier", "previous", "its", "peak", "of")
)
_COMPARING = frozenset((("compared", "with"), ("compared", "to"), ("if", "possible"), ("up", "on"),
                        ("down", "on"), ("rather", "than")))  # fmt: skip
_OF_THEM = frozenset(("them", "whom", "which", "that", "these", "those", "it"))


def of_something(doc: Doc, draft: Draft, found: Sequence[Draft], before: Sequence[Draft]) -> Draft:
    """Return the draft with what it is the size of, where the sentence says so.

    `found` are the figures before it in the sentence, `before` those of the sentence before.
    """
    first, stop = tokens_of(doc, draft.start, draft.end)
    if stop <= first:
        return draft
    last = found[-1] if found else None
    if _is_of_them(doc, stop) and _is_part(draft):
        whole = next((d for d in reversed(found) if d.counted.text and not _is_part(d)), None)
        return draft if whole is None else _like(draft, whole, with_unit=False)
    if last is not None and _renames(doc, draft, last, first):
        return msgspec.structs.replace(_like(draft, last, with_unit=False), renames=len(found) - 1)
    if last is not None and last.counted.text and _is_of_which(doc, last, first):
        return _like(draft, last, with_unit=False)
    old = _first_of_change(found, draft)
    if old is not None and _goes_on_from(doc, draft, old, first):
        return _like(draft, old, with_unit=True)
    root = doc[first:stop].root
    if _is_hyphened(doc.text[draft.start : draft.end]):
        return draft  # a 26-metre-high bank
    thing = (
        _inside(doc, first, stop, draft)
        or _worth(doc, first)
        or measured_thing(root, measured=draft.number.unit is not None)
        or _paid_for(doc, draft, stop)
    )
    if thing is not None and _may_be(draft, thing):
        return _of(doc, draft, thing)
    known = [*before, *found]
    if known and known[-1].counted.text and _puts_it_at(root):
        return _like(draft, known[-1], with_unit=False)
    return draft


def is_inner(doc: Doc, own: Counted, end: int) -> bool:
    """Return whether a number tells what a thing has: a 12-storey tower, a six-person boat.

    What befalls the tower befalls no storeys; a four-member family is its members.
    """
    if doc.text[end : end + 1] not in _DASHES or not doc.text[end + 1 : end + 2].isalpha():
        return False
    noun = own.noun
    while (
        noun is not None
        and noun.dep_ in ("compound", "amod", "nmod", "nummod")
        and noun.head != noun
    ):
        noun = noun.head
    if noun is None or noun is own.noun:
        return False
    table = load("counted")
    return noun.lemma_.lower() not in (*table["sized"]["groups"], *table["sized"]["made_of"])


def _is_hyphened(text: str) -> bool:
    _, dash, behind = text.rpartition("-")
    return bool(dash) and behind[:1].isalpha()


def _inside(doc: Doc, first: int, stop: int, draft: Draft) -> Token | None:
    """One farmer in eight: the noun within the share."""
    if not draft.number.rule.startswith("share"):
        return None
    parts = load("numbers")["parts"]
    nouns = (token for token in doc[first:stop] if token.pos_ == "NOUN")
    return next((token for token in nouns if token.lemma_.lower() not in parts), None)


def _worth(doc: Doc, first: int) -> Token | None:
    """A package, worth $225 million: the noun before."""
    if first < 2 or doc[first - 1].lower_ != "worth":
        return None
    near = doc[first - 3] if doc[first - 2].text == "," and first > 2 else doc[first - 2]
    return near if near.pos_ == "NOUN" else None


def _paid_for(doc: Doc, draft: Draft, stop: int) -> Token | None:
    """Rs 640 crore for drought relief: what the money is for."""
    if draft.number.unit is None or not is_money(draft.number.unit) or stop + 1 >= len(doc):
        return None
    preposition = doc[stop]
    if preposition.lower_ != "for":
        return None
    thing = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    lasting = thing is not None and thing.lower_ in load("numbers")["dates"]["spans"]
    return thing if thing is not None and thing.pos_ == "NOUN" and not lasting else None


def _puts_it_at(root: Token) -> bool:
    """The ministry puts it at 55 percent."""
    node = root
    for _ in range(MOST_STEPS):
        if node.head == node:
            return False
        node = node.head
        if node.pos_ == "VERB":
            return any(c.dep_ == "dobj" and c.lower_ in ("it", "them") for c in node.children)
    return False


def _is_part(draft: Draft) -> bool:
    return draft.number.unit == "percent" or draft.number.rule.startswith("share")


def _is_of_them(doc: Doc, stop: int) -> bool:
    words = [token.lower_ for token in doc[stop : stop + 2]]
    return words[:1] == ["of"] and words[1:] != [] and words[1] in _OF_THEM


def _is_of_which(doc: Doc, last: Draft, first: int) -> bool:
    """Whether "of which" parts the number from the one before it."""
    words = [token.lower_ for token in doc[tokens_of(doc, last.start, last.end)[1] : first]]
    return any(pair in (("of", "which"), ("of", "whom")) for pair in itertools.pairwise(words))


def _renames(doc: Doc, draft: Draft, last: Draft, first: int) -> bool:
    """Whether the number is another name for the figure right before it: 38 pallets, 22 tons."""
    closed = tokens_of(doc, last.start, last.end)[1]
    if (
        doc[first - 1].text == "("
        and first - 1 == closed
        and last.number.unit
        and draft.number.unit
    ):
        return True  # 31 kilometres (19 miles)
    end = last.counted.noun.i + 1 if last.counted.noun is not None else None
    unlike = draft.number.unit != last.number.unit or _is_part(draft) != _is_part(last)
    if end is None or end >= first or not unlike:
        return False
    words = [token.lower_ for token in doc[end:first]]
    while words and words[-1] in _SOFT:
        words.pop()
    return words[-2:] == [",", "or"] or words in ([","], ["or"], ["("])


def _first_of_change(found: Sequence[Draft], draft: Draft) -> Draft | None:
    """The figure that an older one is held against: not the 10% by which it fell from 764,000."""
    last = found[-1] if found else None
    share = last is not None and last.number.unit == "percent" and draft.number.unit is None
    if share and (draft.number.best or 0) > MOST_PERCENT:
        return found[-2] if len(found) > 1 else None
    return last


def _goes_on_from(doc: Doc, draft: Draft, last: Draft, first: int) -> bool:
    """Whether the number is what the one before it rose or fell from, or is held against."""
    if last.counted.text is None or draft.number.unit not in (None, last.number.unit):
        return False
    start = tokens_of(doc, last.start, last.end)[1]
    words = [token.lower_ for token in doc[start:first]]
    while words and words[-1] in _BEFORE_OLD:
        words.pop()
    pair = tuple(words[-2:])
    return pair in _COMPARING or words[-1:] in (["from"], ["against"], ["versus"])


def _may_be(draft: Draft, thing: Token) -> bool:
    """A bare number is of things or of several people: a man who is 40 is not 40 men."""
    if draft.number.unit is not None or _is_part(draft):
        return True
    several = thing.tag_ in ("NNS", "NNPS") or _is_group(thing)
    return several or not is_person(thing)


def _is_group(thing: Token) -> bool:
    return thing.lemma_.lower() in load("counted")["sized"]["groups"]


def _of(doc: Doc, draft: Draft, thing: Token) -> Draft:
    begin, last = phrase_of(thing)
    own = Counted(
        text=doc.text[doc[begin].idx : thing.idx + len(thing)],
        person=is_person(thing) or _is_group(thing),
        group=group_of(doc, begin, last),
        first=doc[begin],
        noun=thing,
        node=draft.counted.node,
    )
    unit = draft.number.unit
    said = None
    if unit is None:
        said = happened(own)
    elif is_money(unit) and thing.lemma_.lower() in load("counted")["sized"]["costs"]:
        return msgspec.structs.replace(draft, counted=own, predicate="cost", verb=thing)
    if said is None:
        return msgspec.structs.replace(draft, counted=own)
    return msgspec.structs.replace(draft, counted=own, predicate=said.predicate, verb=said.verb)


def _like(draft: Draft, other: Draft, with_unit: bool) -> Draft:
    """The draft with the noun of another, and with its unit where it was left out."""
    number = draft.number
    if with_unit and number.unit is None and other.number.unit is not None:
        number = msgspec.structs.replace(number, unit=other.number.unit)
    held = msgspec.structs.replace(
        other.counted, first=None, noun=None, node=draft.counted.node, carried=other.counted.text
    )
    return msgspec.structs.replace(
        draft,
        number=number,
        counted=held,
        predicate=draft.predicate or other.predicate,
        verb=draft.verb or other.verb,
    )
