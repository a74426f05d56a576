"""The words that say what happened: verbs, nouns and adjectives of the predicates' table."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from sayso.data import load

if TYPE_CHECKING:
    from spacy.tokens import Token


class Happened(msgspec.Struct, frozen=True):
    """A predicate of the list, and the word that says it."""

    predicate: str
    verb: Token


class _Words(msgspec.Struct, frozen=True):
    object: dict[str, str]
    subject: dict[str, str]
    nouns: dict[str, str]
    adjectives: dict[str, str]


@cache
def predicate_words() -> _Words:
    table = load("predicates")["happened"]
    return _Words(*(
        {word: name for name, entry in table.items() for word in entry[kind]}
        for kind in ("object", "subject", "nouns", "adjectives")
    ))  # fmt: skip


def predicate_of_noun(noun: Token) -> str | None:
    """Return the predicate that a noun such as "losses" or "toll" carries by itself."""
    found = by_noun(noun)
    return found.predicate if found else None


def by_noun(noun: Token) -> Happened | None:
    nouns = predicate_words().nouns
    predicate = nouns.get(noun.lower_) or nouns.get(noun.lemma_.lower())
    return Happened(predicate, noun) if predicate else None


def by_verb(verb: Token, role: str) -> Happened | None:
    """The verb with a particle or complement first, then the verb alone."""
    table = predicate_words().object if role == "object" else predicate_words().subject
    lemma = verb.lemma_.lower()
    if any(child.dep_ == "neg" for child in verb.children) and f"not {lemma}" in table:
        return Happened(table[f"not {lemma}"], verb)
    open_ended = any(child.dep_ == "xcomp" for child in verb.children)
    for child in (*verb.children, *verb.doc[verb.i + 1 : verb.i + 3]):
        if child.dep_ == "prt" and open_ended:
            continue  # what turned out to be so did not turn out
        if child.dep_ == "prep" and (child.i < verb.i or _leads_to_a_place(child)):
            predicate = _goal(table, lemma, child) if child.i > verb.i else None
            if predicate:
                return Happened(predicate, verb)
            continue
        for second in (child.lower_, child.lemma_.lower()):
            predicate = table.get(f"{lemma} {second}") or _goal(table, lemma, child)
            if predicate:
                return Happened(predicate, verb)
    predicate = table.get(lemma) or table.get(verb.lower_)
    if predicate == "detained" and lemma == "hold" and role == "object":
        holders = _subjects(verb)
        if holders & captors("nouns"):
            predicate = "abducted"
        elif holders and not holders & captors("law"):
            predicate = None
    if predicate == "detained" and role == "object" and _subjects(verb) & captors("courts"):
        predicate = "sentenced"
    return Happened(predicate, verb) if predicate else None


def _leads_to_a_place(preposition: Token) -> bool:
    """Took 40 people in the town: "in" is no particle of "take in"."""
    places = ("in", "out", "up", "down", "off", "away", "over", "on")
    return preposition.lower_ in places and any(c.dep_ == "pobj" for c in preposition.children)


def _subjects(verb: Token) -> set[str]:
    return {child.lemma_.lower() for child in verb.children if child.dep_ == "nsubj"}


def _goal(table: dict[str, str], lemma: str, preposition: Token) -> str | None:
    """Where somebody was brought, which tells more than that they were moved."""
    if preposition.dep_ != "prep" or preposition.lower_ not in ("to", "into", "in", "on", "from"):
        return None
    way = "from" if preposition.lower_ == "from" else "to"
    goals = (child.lemma_.lower() for child in preposition.children if child.dep_ == "pobj")
    return next((p for goal in goals if (p := table.get(f"{lemma} {way} {goal}"))), None)


def state_of(word: Token) -> Happened | None:
    """The state that a word for a number counts: the number of missing, of the injured."""
    following = [token for token in word.doc[word.i + 1 : word.i + 4] if token.lower_ != "the"]
    if len(following) < 2 or following[0].lower_ != "of":
        return None
    state, table = following[1], predicate_words()
    predicate = table.adjectives.get(state.lower_) or table.nouns.get(state.lower_)
    if predicate is None and state.tag_ in ("VBN", "VBD"):
        predicate = table.object.get(state.lemma_.lower())
    alone = state.pos_ in ("ADJ", "VERB") and not any(
        token.pos_ in ("NOUN", "PROPN", "ADJ", "CCONJ") for token in state.doc[state.i + 1 :][:1]
    )
    return Happened(predicate, state) if predicate and alone else None


@cache
def spares() -> dict[str, frozenset[str]]:
    """Return what is lost or gone without being destroyed or missing: jobs, seats."""
    table = load("predicates")["spares"]
    return {key: frozenset(entries) for key, entries in table.items()}


@cache
def of_people_alone(predicate: str) -> frozenset[str]:
    """Return the verbs that say `predicate` of people, and something else of things."""
    return frozenset(load("predicates")["of_people"].get(predicate, ()))


@cache
def of_things_alone(predicate: str) -> frozenset[str]:
    """Return the verbs that say `predicate` of things, and something else of people."""
    return frozenset(load("predicates")["of_things"].get(predicate, ()))


@cache
def captors(kind: str) -> frozenset[str]:
    """Return who holds people without being the law (`nouns`), and who holds them as the law."""
    return frozenset(load("predicates")["captors"][kind])


@cache
def nouns_of(kind: str) -> frozenset[str]:
    """Return the nouns of a kind: what is `flying`, which people are `forces`."""
    return frozenset(load("predicates")[kind]["nouns"])


def by_captors(found: Happened) -> Happened:
    """Return people seized by gunmen as abducted."""
    taken = found.predicate in ("seized", "stolen") and _subjects(found.verb) & captors("nouns")
    return Happened("abducted", found.verb) if taken else found


def fitting(found: Happened, noun: Token) -> Happened:
    """Return what a verb of several meanings says of this noun: troops pulled out, towers down."""
    word, verb = noun.lemma_.lower(), found.verb.lemma_.lower()
    if found.predicate == "intercepted" and verb == "bring" and word not in nouns_of("flying"):
        return Happened("destroyed", found.verb)
    if found.predicate == "rescued" and verb == "pull" and word in nouns_of("forces"):
        return Happened("withdrawn", found.verb)
    if found.predicate == "displaced" and word in nouns_of("prisoners"):
        return Happened("escaped", found.verb)
    if found.predicate == "deployed" and word in nouns_of("dwellers"):
        return Happened("evacuated", found.verb)
    if found.predicate == "rescued" and verb == "pick" and word in nouns_of("rallied"):
        return Happened("detained", found.verb)
    if found.predicate == "delivered" and verb == "hand" and word in ("hostage", "captive"):
        return Happened("freed", found.verb)
    return found


def with_other(found: Happened) -> Happened:
    """Killed or wounded together are casualties."""
    pair = {"killed", "injured"}
    if found.predicate not in pair:
        return found
    for other in (*found.verb.conjuncts, *found.verb.children):
        own = any(
            child.dep_ in ("nsubj", "nsubjpass", "dobj", "nummod") for child in other.children
        )
        near = abs(other.i - found.verb.i) == 2
        look = predicate_words().object.get(
            other.lemma_.lower()
        ) or predicate_words().adjectives.get(other.lower_)
        if near and not own and look in pair - {found.predicate}:
            return Happened("casualty", found.verb)
    return found
