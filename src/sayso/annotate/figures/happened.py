"""What happened to those who are counted, and whether their number rose or fell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from sayso.annotate.figures.draft import Counted
from sayso.data import load
from sayso.model import Change

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MOST_STEPS = 8  # up the parse, from the noun to the verb that governs it
_LOOKED_AT = 7  # tokens behind the noun when the parse gives no verb
_INTO = frozenset(("including", "among", "like", "plus"))


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
def _words() -> _Words:
    table = load("predicates")["happened"]
    return _Words(*(
        {word: name for name, entry in table.items() for word in entry[kind]}
        for kind in ("object", "subject", "nouns", "adjectives")
    ))  # fmt: skip


_SHARES = frozenset(("%", "percent", "cent", "half", "third", "thirds", "quarter", "quarters"))
# A death is a death whatever is done about it; a prisoner may be freed, visited, moved.
_FIRM = frozenset(("killed", "injured", "casualty", "infected"))


def happened(counted: Counted) -> Happened | None:
    """Return what the clause says of the counted; null where no word of the list does."""
    node, noun = counted.node, counted.noun
    if node is None:
        return None
    by_noun = _by_noun(noun) if noun is not None else None
    if by_noun and (by_noun.predicate in _FIRM or by_noun.verb.lemma_ == "arrest"):
        return by_noun
    if noun is None:
        found = _behind(node) or _near(node) or _clause(node) or _ahead(node)
        return _both(found) if found else None
    inside = _inside(counted)
    if inside and inside.predicate == "casualty":
        return inside
    if node != noun and (
        node.pos_ == "NUM" or node.lower_ in _SHARES
    ):  # the clause speaks of the part, what follows the noun of the whole
        found = _clause(node) or _behind(noun) or inside
    else:
        found = _behind(noun) or _clause(node) or _near(noun) or inside or _ahead(counted.first)
    if found and found.predicate == "destroyed" and counted.person:
        return by_noun  # an army that "lost 60 men" does not say how
    return _both(found) if found else by_noun


def predicate_of_noun(noun: Token) -> str | None:
    """Return the predicate that a noun such as "losses" or "toll" carries by itself."""
    found = _by_noun(noun)
    return found.predicate if found else None


def _by_noun(noun: Token) -> Happened | None:
    predicate = _words().nouns.get(noun.lower_) or _words().nouns.get(noun.lemma_.lower())
    return Happened(predicate, noun) if predicate else None


def _look(verb: Token, role: str) -> Happened | None:
    """The verb with a particle or complement first, then the verb alone."""
    table = _words().object if role == "object" else _words().subject
    lemma = verb.lemma_.lower()
    for child in (*verb.children, *verb.doc[verb.i + 1 : verb.i + 3]):
        for second in (child.lower_, child.lemma_.lower()):
            predicate = table.get(f"{lemma} {second}")
            if predicate:
                return Happened(predicate, verb)
    predicate = table.get(lemma) or table.get(verb.lower_)
    return Happened(predicate, verb) if predicate else None


def _both(found: Happened) -> Happened:
    """Killed or wounded together are casualties."""
    pair = {"killed", "injured"}
    if found.predicate not in pair:
        return found
    for other in (*found.verb.conjuncts, *found.verb.children):
        own = any(
            child.dep_ in ("nsubj", "nsubjpass", "dobj", "nummod") for child in other.children
        )
        near = abs(other.i - found.verb.i) == 2
        look = _words().object.get(other.lemma_.lower()) or _words().adjectives.get(other.lower_)
        if near and not own and look in pair - {found.predicate}:
            return Happened("casualty", found.verb)
    return found


def _inside(counted: Counted) -> Happened | None:
    """Captured vehicles; killed or wounded guards."""
    found: list[Happened] = []
    first, noun = counted.first, counted.noun
    if first is None or noun is None:
        return None
    for word in noun.doc[first.i : noun.i]:
        predicate = _words().adjectives.get(word.lower_) or (
            _words().object.get(word.lemma_.lower()) if word.tag_ in ("VBN", "VBD") else None
        )
        if predicate:
            found.append(Happened(predicate, word))
    names = {item.predicate for item in found}
    if {"killed", "injured"} <= names:
        return Happened("casualty", found[0].verb)
    return found[0] if found else None


def _behind(noun: Token) -> Happened | None:
    """A participle or a relative clause behind the noun: barns burned, guards who fled."""
    for child in noun.rights:
        if child.dep_ == "acl":
            found = _look(child, "subject" if child.tag_ == "VBG" else "object")
        elif child.dep_ == "relcl":
            roles = {c.dep_ for c in child.children if c.tag_ in ("WDT", "WP")}
            if not roles and any(c.tag_ in ("WDT", "WP") for c in child.subtree):
                continue  # "of whom N fled" speaks of the N
            found = _look(child, "subject" if "nsubj" in roles else "object")
        elif child.dep_ == "amod" and child.lower_ in _words().adjectives:
            found = Happened(_words().adjectives[child.lower_], child)
        else:
            continue
        if found:
            return found
    return None


def _clause(node: Token) -> Happened | None:
    """Climb from the noun to the verb that says what happened to it."""
    for _ in range(MOST_STEPS):
        head, role = node.head, node.dep_
        if head == node:
            return None
        if role in ("nsubj", "nsubjpass"):
            return _of_subject(head, role)
        if role in ("dobj", "dative", "attr", "oprd"):
            return _state(head, node) or _look(head, "object")
        if role == "pobj":
            step = _through_preposition(head)
            if step is None or isinstance(step, Happened):
                return step
            node = step
        elif role in (
            "conj",
            "appos",
            "nummod",
            "quantmod",
            "amod",
            "compound",
            "nmod",
            "npadvmod",
        ):
            node = head
        else:
            return None
    return None


def _of_subject(verb: Token, role: str) -> Happened | None:
    found = _state(verb, None)
    if found:
        return found
    if role == "nsubjpass":
        found = _look(verb, "object")
    else:
        found = _look(verb, "subject")
        has_object = any(child.dep_ == "dobj" for child in verb.children)
        if found is None and not has_object and verb.tag_ in ("VBN", "VBD"):
            found = _look(verb, "object")  # headlines: "12 killed in blast"
    if found is None and verb.lower_ in _words().adjectives:
        found = Happened(_words().adjectives[verb.lower_], verb)
    return found or _infinitive(verb)


def _infinitive(verb: Token) -> Happened | None:
    """Are believed to have died; were reported killed; were forced to flee."""
    for child in verb.rights:
        if child.dep_ in ("xcomp", "oprd"):
            passive = child.tag_ == "VBN" and not any(c.lower_ == "have" for c in child.children)
            found = _look(child, "object" if passive else "subject")
            if found:
                return found
    return None


def _state(verb: Token, before: Token | None) -> Happened | None:
    """Left homeless; were missing; remain without water."""
    for child in verb.rights:
        if before is not None and child.i < before.i:
            continue
        if (
            child.dep_ in ("acomp", "oprd", "ccomp", "xcomp", "attr", "amod", "advcl")
            or child.pos_ == "ADJ"
        ):
            predicate = _words().adjectives.get(child.lower_)
            if predicate:
                return Happened(predicate, child)
        if child.dep_ == "oprd" and child.tag_ == "VBN":
            found = _look(child, "object")
            if found:
                return found
        if child.dep_ == "prep" and child.lower_ == "without":
            lacking = {word.lower_ for word in child.subtree}
            if lacking & {"power", "electricity"}:
                return Happened("without_power", verb)
            if "water" in lacking:
                return Happened("without_water", verb)
    return None


def _through_preposition(preposition: Token) -> Token | Happened | None:
    owner = preposition.head
    if preposition.lower_ in _INTO:
        return owner
    if preposition.lower_ == "of":
        by_noun = _words().nouns.get(owner.lemma_.lower())
        if owner.pos_ == "NOUN" and owner.dep_ == "dobj":
            found = _look(owner.head, "object")
            if found and f"{owner.head.lemma_} {owner.lower_}" in _words().object:
                return found  # "seized control of N forts"
        if by_noun and owner.pos_ == "NOUN":
            return Happened(by_noun, owner)
        return owner if owner.pos_ == "NOUN" and owner.lower_ not in _SHARES else None
    if owner.pos_ == "VERB":
        found = _look(owner, "object")
        joined = found and found.predicate != _words().object.get(owner.lemma_.lower())
        return found if joined else None
    return None


def _near(noun: Token) -> Happened | None:
    """The first participle close behind, where only auxiliaries stand between."""
    for token in noun.doc[noun.i + 1 : noun.i + _LOOKED_AT]:
        if token.pos_ in ("AUX", "ADV", "PART") or token.lower_ in ("been", "were", "still"):
            continue
        if token.lower_ in _words().adjectives:
            return Happened(_words().adjectives[token.lower_], token)
        if token.tag_ in ("VBN", "VBD"):
            return _look(token, "object" if token.tag_ == "VBN" else "subject")
        return None
    return None


def _ahead(first: Token | None) -> Happened | None:
    """A headline's verb that the parse took for a name: Attack Kills 12 People."""
    if first is None:
        return None
    for token in reversed(first.doc[max(0, first.i - 3) : first.i]):
        word = token.lower_
        if token.text[0].isupper() and word.endswith(("s", "ed")):
            for stem in (
                word,
                word.removesuffix("s"),
                word.removesuffix("es"),
                word.removesuffix("ed"),
            ):
                if stem in _words().object:
                    return Happened(_words().object[stem], token)
    return None


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
