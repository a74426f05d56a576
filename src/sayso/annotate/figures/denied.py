"""Whether the clause that states a figure says that it is not so."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sayso.annotate.figures.draft import Draft, tokens_of
from sayso.annotate.figures.predicates import predicate_words
from sayso.data import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MOST_STEPS = 4  # from the number to the verb that states it
_NOT = frozenset({"not", "n't", "n’t", "never"})
_STATING = frozenset({"be", "have"})
_STATED = frozenset({"attr", "acomp", "dobj", "oprd", "npadvmod"})
_WITHIN = frozenset({"nummod", "quantmod", "conj", "advmod", "amod", "nmod", "compound"})


def is_denied(doc: Doc, draft: Draft) -> bool:
    """Return whether the figure is said not to be so: "there are not 45 dead", "not 45".

    "Not only 45" and "not yet" deny nothing, and nor does one who does not say how many.
    """
    first, _ = tokens_of(doc, draft.start, draft.end)
    if first and draft.number.unit is None and _is_refused(doc[first - 1], draft):
        return True
    before = {token.lower_ for token in doc[max(0, first - 2) : first]}
    if draft.number.bound is not None or before & _softening():
        return False
    verb = draft.verb
    if verb is not None and verb.pos_ in ("VERB", "AUX"):
        negated = f"not {verb.lemma_.lower()}"
        absorbed = predicate_words().object.get(negated) or predicate_words().subject.get(negated)
        if absorbed != draft.predicate and _is_negated(verb):
            return True
    # "45 people were not missing": what they were not stands behind the verb of being.
    behind = verb is not None and verb.dep_ in _STATED and verb.head.lemma_ in _STATING
    if verb is not None and behind and _is_negated(verb.head):
        return True
    stating = _stating(draft, doc[first] if first < len(doc) else None)
    return stating is not None and _is_negated(stating)


def _is_refused(before: Token, draft: Draft) -> bool:
    """Whether "not 45 dead" or "no 45 dead" stands there; "No 45" is a name."""
    return before.lower_ in _NOT or (before.text == "no" and draft.counted.noun is not None)


def _stating(draft: Draft, number: Token | None) -> Token | None:
    """The verb of being or having that gives the number: there are 45, the toll is 45."""
    node = draft.counted.node or number
    for _ in range(MOST_STEPS):
        if node is None or node.head == node:
            return None
        if node.dep_ in _STATED:
            return node.head if node.head.lemma_ in _STATING else None
        if node.dep_ not in _WITHIN:
            return None
        node = node.head
    return None


def _is_negated(verb: Token) -> bool:
    """Whether a plain "not" stands by the verb, and no "not only" or "not yet"."""
    return any(
        child.dep_ == "neg" and child.lower_ in _NOT and not _is_softened(child)
        for child in verb.children
    )


def _is_softened(negation: Token) -> bool:
    following = negation.doc[negation.i + 1 : negation.i + 2]
    return any(token.lower_ in _softening() for token in following) or any(
        token.lower_ == "yet" for token in negation.head.children
    )


@cache
def _softening() -> frozenset[str]:
    return frozenset(load("predicates")["negation"]["softened_by"])
