"""Who stands before a verb of saying, where the parse has lost its subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.annotate.attributions.candidates import token_span
from sayso.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST_ASIDE = 30  # tokens of what is set off behind a name: its office, age and home
LONGEST_NAME = 6
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_HAVING = frozenset({"had", "has", "have"})
_OPENS_ASIDE = frozenset({"DT", "NN", "WP", "WP$", "CD", "JJ", "PRP$", "VBN"})
_CLOSED = frozenset({";", ":", "“", "”", '"', "''", "``"})
_NAMING = frozenset({"PROPN", "NOUN", "ADJ", "DET", "NUM", "PART"})


def speaker_before(verb: Token) -> Span | None:
    """Return the name and its apposition right before a finite verb: "Tarn, the mayor, told"."""
    doc = verb.doc
    last = verb.i - 1
    while last > 0 and doc[last].pos_ in {"ADV", "AUX"}:
        last -= 1
    if last < 0 or not _is_finite(verb):
        return None
    if doc[last].pos_ == "PROPN":
        first = _first_of_name(doc, last)
        opens = first == 0 or doc[first - 1].is_punct
        return token_span(doc[first], doc[last]) if opens else None
    if last < 2 or doc[last].text != ",":
        return None
    for comma in range(last - 1, max(0, last - LONGEST_ASIDE), -1):
        if doc[comma].text in _CLOSED:
            return None
        named = doc[comma - 1].pos_ in {"PROPN", "NOUN"}
        if doc[comma].text == "," and named and _describes(doc[comma + 1]):
            first = _first_of_name(doc, comma - 1)
            clause = doc[comma + 1].tag_ in {"WP", "WP$"}
            return token_span(doc[first], doc[comma - 1 if clause else last - 1])
    return None


def _is_finite(verb: Token) -> bool:
    had = any(each.dep_ == "aux" and each.lower_ in _HAVING for each in verb.children)
    return verb.tag_ in _FINITE or (verb.tag_ == "VBN" and had)


def _describes(token: Token) -> bool:
    """Whether an apposition, an age or a clause about somebody begins."""
    return token.tag_ in _OPENS_ASIDE and token.lower_ != "that"


def _first_of_name(doc: Doc, last: int) -> int:
    first = last
    while first > 0 and last - first < LONGEST_NAME and doc[first - 1].pos_ in _NAMING:
        first -= 1
    return first
