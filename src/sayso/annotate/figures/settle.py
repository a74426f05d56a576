"""Where and when it happened, on whose word, and how sure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.annotate.certainty import certainty_of
from sayso.annotate.figures.denied import is_denied
from sayso.annotate.figures.draft import Draft, tokens_of
from sayso.annotate.numbers.unit_names import names
from sayso.data import load
from sayso.model import Attribution, Certainty, Span, Time

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PLACING = frozenset(("in", "at", "near", "outside", "inside", "across", "around", "off", "along"))
_CLIMB = 6  # steps up the parse from a time to the verb that it belongs to


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


def time_of(draft: Draft, doc: Doc | None, times: Sequence[Time], sentence: Span) -> str | None:
    """Return the id of the time that says when it happened, and not when it was said.

    Lengths of time and repeated times say nothing of when.
    """
    if draft.number.unit and draft.number.unit.endswith("of age"):
        return None
    within = [t for t in times if t.type in ("DATE", "TIME")]
    if doc is None:
        return (
            min(within, key=lambda t: abs(t.start - sentence[0] - draft.start)).id
            if len(within) == 1
            else None
        )
    node = draft.verb or draft.counted.node
    own = _verb_of(node) if node is not None else None
    best: tuple[int, int, str] | None = None
    for time in within:
        local = time.start - sentence[0]
        first, stop = tokens_of(doc, local, time.end - sentence[0])
        if stop <= first:
            continue
        root = doc[first:stop].root
        verb = _verb_of(root)
        under = draft.counted.noun is not None and draft.counted.noun.is_ancestor(root)
        rank = 0 if under or (own is not None and verb == own) else _rank(own, verb)
        if rank is None:
            continue
        candidate = (rank, abs(local - draft.start), time.id)
        best = min(best, candidate) if best else candidate
    return best[2] if best else None


def _rank(own: Token | None, verb: Token | None) -> int | None:
    """How near the verb of a time is to the figure's own; null for a verb of saying, or afar."""
    if own is None or verb is None or verb.lemma_.lower() in load("predicates")["saying"]["verbs"]:
        return None
    if verb in own.conjuncts or own in verb.conjuncts:
        return 1
    if verb.is_ancestor(own):
        return 2
    apart = verb.dep_ in ("relcl", "acl")
    return None if apart else 3


def _verb_of(token: Token) -> Token | None:
    for _ in range(_CLIMB):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head == token:
            return None
        token = token.head
    return None


def place_of(draft: Draft, times: Sequence[Span]) -> str | None:
    """Return the place that a preposition names for the counted or for what happened to them.

    `times` are spans of the sentence that are dates and so no places.
    """
    holders = [token for token in (draft.counted.noun, draft.verb) if token is not None]
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
