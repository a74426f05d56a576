"""Where it happened, on whose word, and how sure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.annotate.certainty import certainty_of
from sayso.annotate.figures.denied import is_denied
from sayso.annotate.figures.draft import Draft
from sayso.annotate.numbers.unit_names import names
from sayso.model import Attribution, Certainty, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PLACING = frozenset(("in", "at", "near", "outside", "inside", "across", "around", "off", "along"))


def attribution_of(span: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    """Return the innermost attribution whose content covers the span: the cited, not the citing."""
    covering = [
        found
        for found in attributions
        if any(start <= span[0] and span[1] <= end for start, end in found.content)
    ]
    outer = {found.parent for found in covering}
    inner = [found for found in covering if found.id not in outer] or covering
    return min(inner, key=lambda found: sum(e - s for s, e in found.content), default=None)


def certainty(
    attribution: Attribution | None, sentence: str, draft: Draft, doc: Doc | None
) -> Certainty:
    """Return the certainty of the attribution, else of the figure's own clause.

    A figure that its clause denies is denied, whoever denies it.
    """
    if doc is not None and is_denied(doc, draft):
        return Certainty.DENIED
    if attribution is not None:
        return attribution.certainty
    return certainty_of(sentence, draft.start, draft.end)


def place_of(draft: Draft, times: Sequence[Span]) -> str | None:
    """Return the place that a preposition names for the counted or for what happened to them.

    `times` are spans of the sentence that are dates and so no places.
    """
    own = [token for token in (draft.counted.noun, draft.verb) if token is not None]
    # "Cases of cholera in the province": the place hangs on what they are of.
    of = [
        thing
        for token in own[:1]
        for each in token.children
        if each.dep_ == "prep" and each.lower_ == "of"
        for thing in each.children
        if thing.dep_ == "pobj"
    ]
    holders = [*own[:1], *of, *own[1:]]
    for holder in holders:
        for child in holder.children:
            if child.dep_ != "prep" or child.lower_ not in _PLACING:
                continue
            for place in child.children:
                if place.dep_ == "pobj" and not _dated(place, times):
                    text = _place_text(place)
                    if text:
                        return text
    return None


def _dated(token: Token, times: Sequence[Span]) -> bool:
    return any(start < token.idx + len(token) and token.idx < end for start, end in times)


def _place_text(place: Token) -> str | None:
    """A phrase with a name in it: Varsk, Dunel province, the town of Meral."""
    if (place.lemma_.lower(),) in names():
        # "Within kilometres of the Tesna" is a distance.
        return None
    words = [
        t
        for t in place.subtree
        if t.i <= place.i and t.dep_ in ("compound", "det", "amod", "poss", "case")
    ]
    words = [*words, place]
    last = place
    for child in place.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            last = next((c for c in child.children if c.pos_ == "PROPN"), place)
    if not any(t.pos_ == "PROPN" for t in (*words, last)):
        return None
    begin = min(words, key=lambda t: t.i)
    begin = begin.nbor() if begin.dep_ == "det" and begin.i < place.i else begin
    return place.doc.text[begin.idx : last.idx + len(last)]
