"""Whether a number rose or fell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.data import load
from sayso.model import Change

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def change(doc: Doc, first: int, stop: int, limit: int) -> Change | None:
    """Return `up` or `down` where the number at tokens `first` to `stop` is what it rose to or by.

    `limit` is the token at which the next number begins.

    "from 39" is where it came from, and has none.
    """
    directions: tuple[Change, ...] = ("up", "down")
    for direction in directions:
        words = load("predicates")["change"][direction]
        if any(token.lemma_.lower() in words for token in _changers(doc, first, stop, limit)):
            return direction
    return None


def _changers(doc: Doc, first: int, stop: int, limit: int) -> Iterator[Token]:
    before = doc[first - 1] if first else None
    moved = _moves_things(doc, first, stop)
    if before is not None and before.lower_ in ("up", "down") and before.dep_ != "prt":
        yield before
    if before is not None and before.lower_ in ("to", "by", "at"):
        for token in (before.head, before.head.head if before.head.dep_ == "prep" else before.head):
            yield token
    if before is not None and before.pos_ == "VERB" and not moved:
        yield before
    for token in doc[stop : stop + 2]:
        fewer = token.lower_ in ("fewer", "less", "lower", "smaller") and token.i == stop
        if (token.pos_ == "NOUN" and token.i - stop < 2) or fewer:
            yield token
    for i in range(stop, min(len(doc) - 1, limit)):
        follows = doc[i + 1].lower_ in ("from", "on") or (i - stop < 2 and doc[i - 1].text == ",")
        if doc[i].lower_ in ("up", "down") and follows:
            yield doc[i]


def _moves_things(doc: Doc, first: int, stop: int) -> bool:
    """Whether the verb before is of moving and the number counts: dropped 38 pallets."""
    verb = doc[first - 1] if first else None
    noun = doc[stop] if stop < len(doc) else None
    if verb is not None and verb.lemma_.lower() == "raise" and doc[first].is_currency:
        return True  # a fund that raised $18 million
    return (
        verb is not None
        and noun is not None
        and verb.lemma_.lower() in load("predicates")["change"]["moving"]
        and noun.pos_ == "NOUN"
        and noun.lemma_.lower() not in ("point", "seat", "place", "percent", "cent")
    )
