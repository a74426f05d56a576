"""What a rule proposes, before overlaps are settled and names resolved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from sayso.annotate.attributions.clauses import name_tokens, pieces, text_of
from sayso.annotate.attributions.sources import listed
from sayso.model import Certainty, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Source, cue and content as a rule found them, with offsets into one sentence or the text.

    `cited` marks Y in "X, citing Y, reported Z"; `strong`, a statement and no mere attitude;
    `name`, a source that stands beside the text; `wide`, what no list of cues vouches for;
    `nested`, an attitude that another tells of. `head`
    is where the word stands that decides, `common` tells of a source that is no name whether it is
    one or many, `key` that word and what it takes, and `traits` are what
    its sentence tells about how likely it reports anything.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    rule: str
    name: str | None = None
    told: tuple[Span, ...] = ()
    antecedent: tuple[Span, ...] = ()
    certainty: Certainty = Certainty.ASSERTED
    cited: bool = False
    strong: bool = True
    wide: bool = False
    nested: bool = False
    head: int = -1
    common: str = ""
    key: str = ""
    traits: tuple[float, ...] = ()


def token_span(*tokens: Token) -> Span:
    """Return the span from the first to the last of the tokens."""
    first, last = tokens[0], tokens[-1]
    return (first.idx, last.idx + len(last))


def name_span(doc: Doc, head: Token, verb: Token) -> tuple[Span, ...]:
    """Return the span of the words that name `head`, the subject of `verb`."""
    places = name_tokens(head, verb)
    first = doc[min(places)]
    if first.i > 0 and doc[first.i - 1].text == "Per" and first.pos_ == "PROPN":
        # The first name, which the parse took for a preposition.
        places |= {first.i - 1}
    spans = pieces(doc, places)
    if head.lower_ in listed("body_nouns") and max(places) == head.i < verb.i:
        # "The charity Bread and Roof said", which the parse took for two.
        more = _BESIDE.match(text_of(doc), head.idx + len(head), verb.idx)
        if more is not None and spans:
            spans = (*spans[:-1], (spans[-1][0], more.end("name")))
    return tuple(_named(text_of(doc), *span) for span in spans)


_BESIDE = re.compile(
    r"\s(?P<name>[A-Z][\w’'-]*(?:\s(?:(?:and|&)\s)?[A-Z][\w’'-]*)*)(?=\s(?:has|had|have|now|also|later)?\s?$|\s$)"
)


def _named(text: str, start: int, end: int) -> Span:
    """Return the span without signs and emblems before the first letter."""
    while start < end - 1 and not (text[start].isalnum() or text[start] in "$“‘'("):
        start += 1
    if text[start : start + 5].lower() == "even " and start + 5 < end:
        start += 5
    return (start, end)
