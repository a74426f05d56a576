"""What is known of a figure while its sentence is being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sayso.annotate.numbers import Number
from sayso.model import Change

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class Counted(msgspec.Struct, frozen=True):
    """What a number counts: the noun phrase, and where it hangs in the parse.

    `first` opens and `noun` heads the phrase; by `node` phrase and number hang in the clause.
    `carried` says that the noun was taken over from another figure or a word for number.
    """

    text: str | None = None
    person: bool = False
    group: str | None = None
    first: Token | None = None
    noun: Token | None = None
    node: Token | None = None
    carried: str | None = None


class Draft(msgspec.Struct, frozen=True):
    """A number of a sentence with what the parse tells of it; offsets are the sentence's own.

    `verb` is the word that says what happened. `reuses` is the place, in the sentence's list, of
    the figure whose noun this one takes over, and `renames` of that which it is another name for;
    `part` is set behind "including", `inner` of what a thing has: a 12-storey tower.
    """

    number: Number
    start: int
    end: int
    counted: Counted
    predicate: str | None = None
    change: Change | None = None
    verb: Token | None = None
    reuses: int | None = None
    renames: int | None = None
    part: bool = False
    inner: bool = False


def tokens_of(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the token indexes that the characters touch, end exclusive.

    >>> import spacy
    >>> tokens_of(spacy.blank("en")("nearly 40 men"), 7, 9)
    (1, 2)
    """
    span = doc.char_span(start, min(end, len(doc.text)), alignment_mode="expand")
    return (span.start, span.end) if span is not None else (0, 0)
