"""What a measure, a money or a bare number is the size of, where no noun stands behind it.

The subject of what rises, reaches or measures ("winds gusting to 95 km/h"), the object of what is
put at a number ("lifted its key rate to 3 percent"), the noun before "of" or a colon.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sayso.annotate.numbers.unit_names import names
from sayso.data import load

if TYPE_CHECKING:
    from spacy.tokens import Token

MOST_STEPS = 6  # up the parse, from the number to the verb that gives it
_OWNED_BY = frozenset(("of", "at", "between", "from", "to"))
_INNER = frozenset(("nummod", "quantmod", "advmod", "npadvmod", "amod", "nmod", "compound", "dep"))
_GIVEN = frozenset(("dobj", "attr", "npadvmod", "advmod", "oprd", "acomp", "ccomp", "dep", "nsubj"))
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(load("counted")["sized"][kind])


def measured_thing(root: Token, measured: bool) -> Token | None:
    """Return the noun that the number with the head `root` tells the size of, or null.

    A number that is `measured` has a unit; one without is of what rises to it or stands at it.
    """
    node = root
    for _ in range(MOST_STEPS):
        head, role = node.head, node.dep_
        if head == node:
            return None
        if role == "pobj" or (role == "pcomp" and head.pos_ == "ADP"):
            owner = _owner(head)
            if owner is not None:
                group = owner.lemma_.lower() in _words("groups")
                return owner if (measured or group) and _names_a_thing(owner, measured) else None
            node = head
        elif head.pos_ in ("VERB", "AUX"):
            if role not in (*_GIVEN, "prep", "conj", "xcomp"):
                return None
            return _of_verb(head, node, measured)
        elif role == "prep":
            node = head
        elif role == "appos" and head.pos_ == "NOUN" and measured:
            return head
        elif role in _INNER or role == "conj":
            node = head
        else:
            return None
    return None


def _owner(preposition: Token) -> Token | None:
    """The noun before "of" and "at"; of a fall of 5 percent what fell."""
    owner = preposition.head
    if owner.pos_ not in ("NOUN", "PROPN") or preposition.lower_ not in _OWNED_BY:
        return None
    if owner.lemma_.lower() not in _words("nouns"):
        return owner
    inner = next((c for c in owner.children if c.lower_ == "in" and c.dep_ == "prep"), None)
    thing = next((c for c in inner.children if c.dep_ == "pobj"), None) if inner else None
    return thing if thing is not None and thing.pos_ == "NOUN" else owner


def _of_verb(verb: Token, node: Token, measured: bool) -> Token | None:
    lemma = verb.lemma_.lower()
    if lemma in _words("placing"):
        thing = next((c for c in verb.children if c.dep_ == "dobj" and c != node), None)
        if thing is None or node.dep_ == "dobj":
            thing = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        if thing is not None:
            return thing if _names_a_thing(thing, measured) else None
    known = lemma in _words("reaching") or lemma in _changes()
    if not known or node.dep_ in _SUBJECTS:
        return None
    if node.dep_ == "dobj" and lemma in _words("placing"):
        return None  # who raised $18 million is not what rose
    thing = _subject(verb, measured)
    group = thing is not None and thing.lemma_.lower() in _words("groups")
    return thing if lemma != "be" or measured or group else None


@cache
def _changes() -> frozenset[str]:
    table = load("predicates")["change"]
    return frozenset((*table["up"], *table["down"]))


def _subject(verb: Token, measured: bool) -> Token | None:
    """The subject of the verb, of the one that it is joined to, or the noun that it describes."""
    for _ in range(MOST_STEPS):
        subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
        if subject is not None:
            relative = subject.tag_ in ("WDT", "WP") and verb.dep_ == "relcl"
            thing = verb.head if relative else subject
            return thing if _names_a_thing(thing, measured) else None
        if verb.dep_ == "acl" or (verb.dep_ == "amod" and verb.head.i < verb.i):
            return verb.head if _names_a_thing(verb.head, measured) else None
        if verb.dep_ not in ("xcomp", "conj") or verb.head.pos_ not in ("VERB", "AUX"):
            return None
        verb = verb.head
    return None


def _names_a_thing(noun: Token, measured: bool) -> bool:
    """Whether the noun can be what is counted; "turnout" is, of a percentage, "number" never."""
    word = noun.lower_
    heads = load("counted")["heads"]
    empty = word in heads["generic"] or noun.lemma_.lower() in _words("empty")
    stands_for_people = word in heads["number"] and not measured
    a_measure = (noun.lemma_.lower(),) in names() or word in load("numbers")["dates"]["spans"]
    return noun.pos_ in ("NOUN", "PROPN") and not (empty or stands_for_people or a_measure)


def phrase_of(noun: Token) -> tuple[int, int]:
    """First and last token of the noun with what stands before it, the article left out."""
    begin = noun.i
    for token in reversed(noun.doc[max(0, noun.i - 4) : noun.i]):
        if token.head.i not in range(token.i + 1, noun.i + 1) or token.dep_ not in (
            "compound", "amod", "nmod",
        ):  # fmt: skip
            break
        begin = token.i
    return begin, noun.i
