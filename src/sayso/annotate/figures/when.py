"""When what a figure tells of happened or will, and not when it was said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.annotate.figures.draft import Draft, tokens_of
from sayso.data import load
from sayso.model import Span, Time

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLIMB = 6  # steps up the parse from a time to the verb that it belongs to
_HELD_AGAINST = frozenset(("from", "against", "than", "versus"))
_MEANWHILE = frozenset(("when", "as", "while"))
_NOUNS = frozenset(("NOUN", "PROPN"))


def time_of(draft: Draft, doc: Doc | None, times: Sequence[Time], sentence: Span) -> str | None:
    """Return the id of the time that says when it happened, and not when it was said.

    Lengths of time and repeated times say nothing of when; nor does "now".
    """
    if draft.number.unit and draft.number.unit.endswith("of age"):
        return None
    within = [t for t in times if t.type in ("DATE", "TIME") and t.value != "PRESENT_REF"]
    if doc is None:
        return (
            min(within, key=lambda t: abs(t.start - sentence[0] - draft.start)).id
            if len(within) == 1
            else None
        )
    first, stop = tokens_of(doc, draft.start, draft.end)
    old = first > 0 and doc[first - 1].lower_ in _HELD_AGAINST
    own = _own_verb(draft)
    best: tuple[int, int, str] | None = None
    for time in within:
        local = time.start - sentence[0]
        opens, closes = tokens_of(doc, local, time.end - sentence[0])
        if closes <= opens:
            continue
        near = 0 <= opens - stop <= 2
        if (old and not near) or _is_of_another(doc, opens, closes, first, stop):
            continue
        rank = _rank(draft, own, doc[opens:closes].root)
        if near and (rank is None or rank > 0):
            rank = 0  # "720 in 2019"
        if rank is None or (rank > 0 and _parted(doc, opens, first)):
            continue
        candidate = (rank, abs(local - draft.start), time.id)
        best = min(best, candidate) if best else candidate
    return best[2] if best else None


def _own_verb(draft: Draft) -> Token | None:
    """The verb of the figure; null for a noun that stands inside another's phrase."""
    if draft.verb is not None:
        return _verb_of(draft.verb)
    node = draft.counted.node
    for _ in range(_CLIMB):
        if node is None or node.pos_ in ("VERB", "AUX"):
            return node
        if node.head == node:
            return None
        within = node.dep_ == "pobj" and node.head.head.pos_ in _NOUNS and node.head.lower_ != "of"
        node = None if within else node.head
    return None


def _is_of_another(doc: Doc, opens: int, closes: int, first: int, stop: int) -> bool:
    """Whether the time is another figure's own, or only compared with: than in 2007, 39 a day
    earlier, against 720 in 2019."""
    before = [token.lower_ for token in doc[max(0, opens - 2) : opens]]
    if "than" in before or (before[-1:] == ["on"] and before[:1] == ["point"]):
        return True
    if doc[closes - 1].lower_ in ("earlier", "before") and opens > 0:
        return True
    k = opens - 1
    while k > 0 and doc[k].lower_ in ("in", "on", "at", "for", "the", "a"):
        k -= 1
    numbered = k > 0 and doc[k].like_num and doc[k - 1].lower_ in _HELD_AGAINST
    return numbered and not first <= k < stop


def _parted(doc: Doc, opens: int, first: int) -> bool:
    low, high = sorted((opens, first))
    return any(token.text == ";" for token in doc[low:high])


def _rank(draft: Draft, own: Token | None, root: Token) -> int | None:
    """How near the time is to the figure; null where it belongs to something else."""
    if draft.counted.noun is not None and draft.counted.noun.is_ancestor(root):
        return 0
    verb = _verb_of(root)
    if own is None or verb is None:
        return None
    if verb == own:
        return 0
    if verb.lemma_.lower() in load("predicates")["saying"]["verbs"]:
        return None
    if verb in own.conjuncts or own in verb.conjuncts:
        return 1 if _shared(own, verb, root) else None
    if own.is_ancestor(verb) and verb.dep_ == "advcl" and _opens_with(verb, _MEANWHILE):
        return 1  # were killed when rockets hit a depot on Monday
    if verb.dep_ == "xcomp" and own.is_ancestor(verb):
        return 1  # are expected to leave on Friday
    return 2 if verb.is_ancestor(own) else None


def _opens_with(verb: Token, words: frozenset[str]) -> bool:
    return any(child.lower_ in words and child.i < verb.i for child in verb.children)


def _shared(own: Token, verb: Token, time: Token) -> bool:
    """Whether a time at one of two joined verbs is of both.

    On Friday two died and six were hurt; two died and six were hurt on Friday; but "it shuts
    eight plants by May and pays four" and ", and exports stop in August" are not.
    """
    if verb.i < own.i:
        return time.i < verb.i or (time.dep_ == "pobj" and time.head.lower_ == "since")
    between = own.doc[own.i : verb.i]
    commas = any(token.text == "," and token.nbor().lower_ in ("and", "but") for token in between)
    return not commas


def _verb_of(token: Token) -> Token | None:
    for _ in range(_CLIMB):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head == token:
            return None
        token = token.head
    return None
