"""What happened to those who are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.annotate.figures.draft import Counted
from sayso.annotate.figures.predicates import (
    Happened,
    by_noun,
    by_verb,
    predicate_words,
    with_other,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


MOST_STEPS = 8  # up the parse, from the noun to the verb that governs it
_CUT = frozenset(("dobj", "nsubjpass"))
_CUTTING = frozenset(
    ("cut", "knock", "disrupt", "interrupt", "sever", "lose", "shut", "fail", "go")
)
_LOOKED_AT = 7  # tokens behind the noun when the parse gives no verb
_INTO = frozenset(("including", "among", "like", "plus"))
_SHARES = frozenset(("%", "percent", "cent", "half", "third", "thirds", "quarter", "quarters"))
# A death is a death whatever is done about it; a prisoner may be freed, visited, moved.
# What lasts until something else befalls them.
_STATES = frozenset(("detained", "captured", "abducted", "missing", "stranded", "surrounded"))
_ENDING = frozenset(("freed", "rescued", "killed", "executed", "escaped", "injured", "evacuated"))
_PARENTS = frozenset(
    ("mother", "father", "parent", "mom", "mum", "dad", "grandmother", "grandfather")
)
_FIRM = frozenset(("killed", "injured", "casualty", "infected"))


def happened(counted: Counted) -> Happened | None:
    """Return what the clause says of the counted; null where no word of the list does."""
    node, noun = counted.node, counted.noun
    if node is None:
        return None
    told = by_noun(noun) if noun is not None else None
    if told and (told.predicate in _FIRM or told.verb.lemma_ == "arrest"):
        return told
    if noun is None:
        found = _behind(node) or _near(node) or _clause(node) or _ahead(node)
        return with_other(found) if found else None
    inside = _inside(counted)
    if inside and inside.predicate == "casualty":
        return inside
    found = _around(counted, node, noun, inside)
    if found and found.predicate == "hospitalized" and inside and inside.predicate == "injured":
        return inside  # the injured are that wherever they were brought
    if found and found.predicate == "remained" and told:
        return told  # hostages who remain are that still
    if found and found.predicate == "destroyed" and counted.person:
        return told  # an army that "lost 60 men" does not say how
    return with_other(found) if found else told


def _around(counted: Counted, node: Token, noun: Token, inside: Happened | None) -> Happened | None:
    """What is said around the noun: behind it, by its clause, within its phrase, in a headline."""
    if node != noun and (
        node.pos_ == "NUM" or node.lower_ in _SHARES
    ):  # the clause speaks of the part, what follows the noun of the whole
        return _clause(node) or _behind(noun) or inside
    behind = _behind(noun)
    if behind is not None and behind.predicate in _STATES:
        # They freed 17 hostages who had been held since spring: what ended it is told of them.
        clause = _clause(node)
        if clause is not None and clause.predicate in _ENDING:
            return clause
    return behind or _clause(node) or _near(noun) or inside or _ahead(counted.first)


def _inside(counted: Counted) -> Happened | None:
    """Captured vehicles; killed or wounded guards."""
    found: list[Happened] = []
    first, noun = counted.first, counted.noun
    if first is None or noun is None:
        return None
    for word in noun.doc[first.i : noun.i]:
        predicate = predicate_words().adjectives.get(word.lower_)
        if predicate is None and word.tag_ in ("VBN", "VBD"):
            predicate = predicate_words().object.get(word.lemma_.lower())
        elif predicate is None and word.pos_ == "ADJ" and word.lower_.endswith("ed"):
            stems = (word.lower_[:-2], word.lower_[:-1])  # "evicted", that the parse takes for
            predicate = next((p for s in stems if (p := predicate_words().object.get(s))), None)
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
            found = by_verb(child, "subject" if child.tag_ == "VBG" else "object")
        elif child.dep_ == "relcl":
            roles = {c.dep_ for c in child.children if c.tag_ in ("WDT", "WP")}
            if not roles and any(c.tag_ in ("WDT", "WP") for c in child.subtree):
                continue  # "of whom N fled" speaks of the N
            found = by_verb(child, "subject" if "nsubj" in roles else "object")
        elif child.dep_ == "amod" and child.lower_ in predicate_words().adjectives:
            found = Happened(predicate_words().adjectives[child.lower_], child)
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
        if role == "npadvmod" and head.lower_ == "short":
            return Happened("needed", head)  # $56 million short
        if role in ("nsubj", "nsubjpass"):
            return _of_subject(head, role)
        if role in ("dobj", "dative", "attr", "oprd"):
            return _state(head, node) or by_verb(head, "object")
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
        found = by_verb(verb, "object")
    else:
        found = by_verb(verb, "subject")
        has_object = any(child.dep_ == "dobj" for child in verb.children)
        if found is None and not has_object and verb.tag_ in ("VBN", "VBD"):
            found = by_verb(verb, "object")  # headlines: "12 killed in blast"
    if found is None and verb.lower_ in predicate_words().adjectives:
        found = Happened(predicate_words().adjectives[verb.lower_], verb)
    return found or _infinitive(verb)


def _infinitive(verb: Token) -> Happened | None:
    """Are believed to have died; were reported killed; were forced to flee."""
    for child in verb.rights:
        if child.dep_ in ("xcomp", "oprd"):
            passive = child.tag_ == "VBN" and not any(c.lower_ == "have" for c in child.children)
            found = by_verb(child, "object" if passive else "subject")
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
            predicate = predicate_words().adjectives.get(child.lower_)
            if predicate:
                return Happened(predicate, child)
        if child.dep_ == "oprd" and child.tag_ == "VBN":
            found = by_verb(child, "object")
            if found:
                return found
        held = next(child.children, None) if child.lower_ == "as" and child.dep_ == "prep" else None
        if held is not None and held.lower_ in predicate_words().adjectives:
            return Happened(predicate_words().adjectives[held.lower_], held)
        if child.dep_ == "prep" and child.lower_ == "beyond" and _governs(child, ("repair",)):
            return Happened("destroyed", verb)
        if child.dep_ == "prep" and child.lower_ == "among" and verb.lemma_ == "be":
            return _among(child)
        if child.dep_ == "prep" and child.lower_ == "without":
            lacking = {word.lower_ for word in child.subtree}
            if lacking & {"power", "electricity"}:
                return Happened("without_power", verb)
            if "water" in lacking:
                return Happened("without_water", verb)
    return None


def _governs(preposition: Token, words: tuple[str, ...]) -> bool:
    return any(child.lower_ in words for child in preposition.children)


def _among(preposition: Token) -> Happened | None:
    """Forty were among the infected, the dead, those held."""
    table = predicate_words()
    for child in preposition.subtree:
        found = table.adjectives.get(child.lower_) or table.nouns.get(child.lower_)
        if found is None and child.tag_ in ("VBN", "VBD", "JJ", "NN", "NNS"):
            found = table.object.get(child.lemma_.lower()) or table.object.get(
                child.lower_.removesuffix("ed")
            )
        if found:
            return Happened(found, child)
    return None


def clause_verb(node: Token) -> Token | None:
    """Return the verb whose object or passive subject the node is, or null."""
    for _ in range(MOST_STEPS):
        head = node.head
        if head == node:
            return None
        if node.dep_ in ("dobj", "nsubjpass"):
            return head
        if node.dep_ not in ("conj", "appos", "nummod", "quantmod", "amod", "compound", "nmod"):
            return None
        node = head
    return None


def _through_preposition(preposition: Token) -> Token | Happened | None:
    owner = preposition.head
    supply = _supply(preposition)
    if supply:
        return supply
    if preposition.lower_ in _INTO:
        return owner
    if preposition.lower_ == "of":
        if owner.lemma_.lower() in _PARENTS:
            return None  # a mother of three was hurt, and not the three
        told = predicate_words().nouns.get(owner.lemma_.lower())
        if owner.pos_ == "NOUN" and owner.dep_ == "dobj":
            found = by_verb(owner.head, "object")
            if found and f"{owner.head.lemma_} {owner.lower_}" in predicate_words().object:
                return found  # "seized control of N forts"
        if told and owner.pos_ == "NOUN":
            return Happened(told, owner)
        return owner if owner.pos_ == "NOUN" and owner.lower_ not in _SHARES else None
    if owner.pos_ == "VERB":
        found = by_verb(owner, "object")
        if found and found.predicate == "delivered" and preposition.lower_ == "to":
            return Happened("aided", owner)
        joined = found and found.predicate != predicate_words().object.get(owner.lemma_.lower())
        # Four people shot dead in two villages: whoever is hurt is hurt where the verb says it.
        return None if found is None or not joined or found.predicate in _FIRM else found
    return None


def _supply(preposition: Token) -> Happened | None:
    """Knocked out power to 700 homes: what those at the other end are left without."""
    owner = preposition.head
    nouns = [owner] if owner.pos_ == "NOUN" else [c for c in owner.children if c.dep_ in _CUT]
    verb = owner.head if owner.pos_ == "NOUN" else owner
    if preposition.lower_ not in ("to", "for", "in") or verb.lemma_.lower() not in _CUTTING:
        return None
    for noun in nouns:
        if noun.lower_ in ("power", "electricity") and noun.dep_ in (*_CUT, "nsubj"):
            return Happened("without_power", verb)
        if noun.lower_ == "water" and noun.dep_ in _CUT:
            return Happened("without_water", verb)
    return None


def _near(noun: Token) -> Happened | None:
    """The first participle close behind, where only auxiliaries stand between."""
    if noun.dep_ == "pobj" and noun.head.lower_ in ("at", "in", "from", "with", "on"):
        return None  # drivers at 14 depots struck
    for token in noun.doc[noun.i + 1 : noun.i + _LOOKED_AT]:
        if token.pos_ in ("AUX", "ADV", "PART") or token.lower_ in ("been", "were", "still"):
            continue
        if token.lower_ in predicate_words().adjectives:
            return Happened(predicate_words().adjectives[token.lower_], token)
        if token.tag_ in ("VBN", "VBD"):
            return by_verb(token, "object" if token.tag_ == "VBN" else "subject")
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
                if stem in predicate_words().object:
                    return Happened(predicate_words().object[stem], token)
    return None
