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
    if before is not None and before.lower_ in ("to", "by", "at"):
        for token in (before.head, before.head.head if before.head.dep_ == "prep" else before.head):
            yield token
    if before is not None and before.pos_ == "VERB":
        yield before
    for token in doc[stop : stop + 2]:
        if token.pos_ == "NOUN" and token.i - stop < 2:
            yield token
    for i in range(stop, min(len(doc) - 1, limit)):
        if doc[i].lower_ in ("up", "down") and doc[i + 1].lower_ == "from":
            yield doc[i]
