"""Readings of a dependency parse: subjects, objects, and clauses as spans of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from sayso.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
# How a verb without a subject of its own comes by one.
_SHARED = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "dep", "ccomp"})
# What trails a name without naming.
LONGEST_DESCRIPTION = 16  # tokens of "who was not authorised to speak"
_AFTER_NAME = frozenset({"relcl", "advcl", "parataxis"})
_STOPS = frozenset({".", "!", "?", ",", ";", ":", "--", "-", "–", "—"})
# "The broadcaster, citing rescue workers, said": a link of its own and no part of the name.
CITING = frozenset({"citing", "quoting"})
_EDGE = " \t\n\r\xa0,;:—–-…"


@lru_cache(maxsize=4)
def text_of(doc: Doc) -> str:
    """Return the text of a parse, which spaCy puts together anew each time it is asked."""
    text: str = doc.text
    return text


def child(token: Token, *deps: str) -> Token | None:
    """Return the first child of `token` with one of the dependencies."""
    return next((each for each in token.children if each.dep_ in deps), None)


def subtree(token: Token, without: Iterable[Token] = ()) -> frozenset[int]:
    """Return the places of the tokens below `token`, less those below `without`."""
    taken = {each.i for each in token.subtree}
    for other in without:
        taken -= {each.i for each in other.subtree}
    return frozenset(taken)


def subject(verb: Token) -> Token | None:
    """Return the head of the subject of `verb`, its own or the one it shares."""
    token = verb
    for _ in range(6):
        own = child(token, "nsubj", "nsubjpass") or _behind_first_name(token)
        if own is not None:
            agent = child(token, "agent")
            if own.dep_ == "nsubjpass" and agent is not None and token.i != verb.i:
                return child(agent, "pobj") or own
            return own
        if token.dep_ in {"acl", "relcl"} and token.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return token.head if token.tag_ == "VBG" else None
        if token.dep_ not in _SHARED or token.head.i == token.i:
            return None
        reporter = token.head.head if token.dep_ == "pcomp" and token.head.lower_ == "as" else None
        quoted = child(reporter, "dobj") if reporter is not None else None
        if quoted is not None:
            # "The paper quoted her as saying": it is she who says it.
            return quoted
        token = token.head
    return None


def is_first_name(per: Token, verb: Token) -> bool:
    """Return whether "Per" is a name: "Per Aune said", and not "Per the board, he said"."""
    following = per.doc[per.i + 1 : per.i + 2]
    if per.text != "Per" or not any(token.pos_ == "PROPN" for token in following):
        return False
    return per.i > 0 or child(verb, *SUBJECTS) is None


def _behind_first_name(verb: Token) -> Token | None:
    """Return the last name behind the first name Per, which the parse took for "per"."""
    for each in verb.lefts:
        if each.text == "Per" and is_first_name(each, verb):
            return child(each, "pobj")
    return None


def agent(verb: Token) -> Token | None:
    """Return the doer that a passive verb names with "by"."""
    by = child(verb, "agent")
    return child(by, "pobj") if by is not None else None


def is_passive(verb: Token) -> bool:
    """Return whether the verb stands in the passive."""
    return child(verb, "auxpass", "nsubjpass") is not None and verb.tag_ == "VBN"


def name_tokens(head: Token, verb: Token) -> frozenset[int]:
    """Return the places of the words that name `head`, without clauses hung on it."""
    hung = [
        each
        for each in head.subtree
        if (each.dep_ in _AFTER_NAME and not _describes(each, verb))
        or (each.dep_ == "acl" and (verb.i in subtree(each) or each.lower_ in CITING))
    ]
    below = subtree(head)
    own = set(subtree(head, hung)) - (subtree(verb) if verb.i in below else set())
    own.add(head.i)
    conjoined = sorted(own)
    while conjoined[-1] > head.i and (
        head.doc[conjoined[-1]].dep_ == "cc" or head.doc[conjoined[-1]].text in _STOPS
    ):
        conjoined.pop()
    # A name is one run of words around its head; what the parser hung elsewhere is no part of it.
    return frozenset(_run_around(conjoined, head.i))


def _describes(clause: Token, verb: Token) -> bool:
    """Whether a clause says who somebody is: "an official who was not authorised to speak"."""
    places = subtree(clause)
    opens = clause.doc[min(places)]
    if len(places) > LONGEST_DESCRIPTION:
        return False
    return clause.dep_ == "relcl" and opens.lower_ in {"who", "whose"} and verb.i not in places


def _run_around(places: list[int], middle: int) -> list[int]:
    at = places.index(middle)
    low = at
    while low > 0 and places[low - 1] >= places[low] - 2:
        low -= 1
    high = at
    while high + 1 < len(places) and places[high + 1] <= places[high] + 2:
        high += 1
    return places[low : high + 1]


def pieces(doc: Doc, places: Iterable[int]) -> tuple[Span, ...]:
    """Return the spans in the sentence that the tokens cover, trimmed of commas and blanks."""
    runs: list[list[int]] = []
    bare = [place for place in sorted(places) if doc[place].text not in _STOPS]
    places = [place for place in places if bare and bare[0] <= place <= bare[-1]]
    for place in sorted(places):
        if runs and all(doc[i].is_punct or doc[i].is_space for i in range(runs[-1][-1] + 1, place)):
            runs[-1].append(place)
        else:
            runs.append([place])
    spans = ((doc[run[0]].idx, doc[run[-1]].idx + len(doc[run[-1]])) for run in runs)
    text = text_of(doc)
    trimmed = (trim(text, start, end) for start, end in spans)
    return tuple(span for span in trimmed if span[0] < span[1])


def trim(text: str, start: int, end: int) -> Span:
    """Return the span without blanks, commas and dashes at its edges.

    >>> trim("He left , it said", 7, 9)
    (7, 7)
    >>> trim("that 4 left, it said", 0, 12)
    (0, 11)
    """
    piece = text[start:end]
    start = end - len(piece.lstrip(_EDGE + ".")) if piece.strip(_EDGE + ".") else end
    if start == end:
        return (end - len(piece), end - len(piece))
    return (start, start + len(text[start:end].rstrip(_EDGE)))


def climb(token: Token, accept: Callable[[Token], bool]) -> Token | None:
    """Return the nearest head above `token` that `accept` takes."""
    while token.head.i != token.i:
        token = token.head
        if accept(token):
            return token
    return None
