"""How far two tellings state one claim, and what they have in common."""

from functools import cache

import msgspec

from sayso.data import load
from sayso.link.retellings.tellers import Citation, key
from sayso.link.retellings.tellings import Telling, same_days
from sayso.model import Certainty

# What each thing in common is worth. Set by reading what came out of the sample pages and of some
# forty stories about shootings: at ENOUGH a false retelling was rare.
ENOUGH = 4.5
RANGE = 4.0
DIGITS = (1.5, 2.0, 3.0)  # of a number with one, two, more significant digits
SMALL = 0.5
SMALLEST_DISTINCT = 13
ONE_END = 1.5
PREDICATE = 2.0
NEAR_PREDICATE = 1.0
SAME_NOUN, ALIKE_NOUN, ANY_NOUN = 1.0, 0.75, 0.5
NAME, MOST_NAMES = 0.5, 1.5
WORD, MOST_WORDS = 0.5, 2.0
CITED: dict[Citation, float] = {"cited": 3.0, "near": 2.0, "linked": 1.5, "none": 0.0}
SOURCE = 1.5
DAYS = 0.5
# Two tellings of one event seldom give it dates further apart than a misread weekday.
FURTHEST_DAYS = 10
# A predicate that turned into another needs a number that nothing else would bring back.
DISTINCT = 1.5
# Letters of a noun by which a compound is known: "steelworker", "schoolchild".
SHORTEST_ENDING = 5
# How many names in common are told to a reader.
MOST_SHOWN = 3


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """How much two tellings have in common; `turned` where their predicates differ."""

    score: float
    turned: bool = False
    is_end: bool = False

    @property
    def is_enough(self) -> bool:
        return self.score >= ENOUGH


def likeness(a: Telling, b: Telling, citation: Citation) -> Likeness | None:
    """Return how far two tellings state one claim; None where something speaks against it.

    `citation` says how far `b` is owed to the outlet of `a`.
    """
    if _is_denied(a) != _is_denied(b) and not sources(a) & sources(b):
        return None
    value = _value(a, b)
    noun = _noun(a, b)
    if value is None or noun is None or same_days(a, b, FURTHEST_DAYS) is False:
        return None
    if citation == "none" and _is_bare_number(a, b) and not sources(a) & sources(b):
        return None
    predicate = _predicate(a, b)
    turned = predicate is None
    if predicate is None:
        if citation == "none" or not _may_turn(a, b) or value < DISTINCT:
            return None
        predicate = 0.0
    score = value + noun + predicate
    score += min(MOST_NAMES, NAME * len(a.names & b.names))
    score += min(MOST_WORDS, WORD * len(a.words & b.words))
    score += max(CITED[citation], SOURCE if sources(a) & sources(b) else 0.0)
    if same_days(a, b, 0):
        score += DAYS
    return Likeness(score=score, turned=turned, is_end=set(a.ends) != set(b.ends))


def _is_denied(telling: Telling) -> bool:
    return telling.figure.certainty is Certainty.DENIED


def sources(telling: Telling) -> frozenset[str]:
    """Return the names of the sources that a telling rests on, in one spelling.

    "Police" and "officials" are no names: there are others of them everywhere.
    """
    return frozenset(
        key(each.source_name)
        for each in telling.chain
        if each.source_name
        and each.source_kind not in {"unnamed", "nobody"}
        and not _nameless() >= set(each.source_name.lower().split())
    )


def in_common(a: Telling, b: Telling) -> tuple[str, ...]:
    """Return what two tellings have in common, in words for a reader."""
    found = [_counted(a, b)]
    if a.figure.predicate and a.figure.predicate == b.figure.predicate:
        found.append(a.figure.predicate)
    shared = sources(a) & sources(b)
    found += [
        each.source_name
        for each in b.chain
        if key(each.source_name or "") in shared and each.source_name
    ]
    found += [each for each in sorted(a.runs & b.runs) if each not in " ".join(found)][:MOST_SHOWN]
    told = " ".join(found).split()
    found += [each for each in sorted(a.names & b.names) if each not in told][:MOST_SHOWN]
    return tuple(dict.fromkeys(found))


def _counted(a: Telling, b: Telling) -> str:
    counted = a.figure.counted or b.figure.counted or ""
    if a.figure.unit not in {None, "person"}:
        return a.figure.text
    shared = set(a.ends) & set(b.ends)
    value = a.ends if set(a.ends) == set(b.ends) else (max(shared),)
    return f"{'–'.join(_written(each) for each in dict.fromkeys(value))} {counted}".strip()


def _written(number: float) -> str:
    return f"{number:,.0f}" if number == int(number) else f"{number:,}"


def _value(a: Telling, b: Telling) -> float | None:
    if a.figure.unit != b.figure.unit and not _are_counts(a, b):
        return None
    shared = set(a.ends) & set(b.ends)
    if not shared:
        return None
    if set(a.ends) == set(b.ends):
        if max(a.ends) <= 1 and not a.figure.predicate == b.figure.predicate is not None:
            return None
        return RANGE if a.is_range and not _is_vague(a) else _weight(a.ends[0])
    if a.is_range == b.is_range or _is_vague(a) or _is_vague(b):
        return None
    # The end of a range tells less than a number that was given as such.
    return min(ONE_END, _weight(max(shared)))


def _is_bare_number(a: Telling, b: Telling) -> bool:
    """Return whether nothing says what the number counts or what happened, in either telling."""
    return not any(each.head or each.figure.predicate or each.figure.unit for each in (a, b))


def _are_counts(a: Telling, b: Telling) -> bool:
    return {a.figure.unit, b.figure.unit} <= {None, "person"}


def _is_vague(telling: Telling) -> bool:
    return telling.figure.rule.startswith("vague")


def _weight(number: float) -> float:
    if number < SMALLEST_DISTINCT:
        return SMALL
    digits = f"{number:.6g}".replace(".", "").rstrip("0").lstrip("0")
    return DIGITS[min(len(digits), len(DIGITS)) - 1]


def _noun(a: Telling, b: Telling) -> float | None:
    """Return what the counted nouns are worth, None where they name different things."""
    if not a.head or not b.head:
        return 0.0
    if a.head == b.head:
        return SAME_NOUN
    if any(_is_in(a.head, each) and _is_in(b.head, each) for each in _alike()):
        return ALIKE_NOUN
    persons = {a.figure.unit, b.figure.unit} == {"person"}
    if persons and (a.head in _anybody() or b.head in _anybody()):
        return ANY_NOUN
    return None


def _is_in(head: str, group: frozenset[str]) -> bool:
    """Return whether a noun is one of a group, or ends in one: "steelworker" is a worker."""
    return head in group or any(
        head.endswith(each) for each in group if len(each) >= SHORTEST_ENDING
    )


def _predicate(a: Telling, b: Telling) -> float | None:
    one, other = a.figure.predicate, b.figure.predicate
    if one is None or other is None:
        return 0.0
    if one == other:
        return PREDICATE
    return NEAR_PREDICATE if are_near(one, other) else None


def are_near(one: str, other: str) -> bool:
    """Return whether two predicates may be said of one thing by two writers.

    >>> are_near("evacuated", "displaced"), are_near("missing", "killed")
    (True, False)
    """
    return frozenset({one, other}) in _near()


def _may_turn(a: Telling, b: Telling) -> bool:
    pair = {a.figure.predicate, b.figure.predicate}
    return any(pair <= group for group in _turned())


@cache
def _nameless() -> frozenset[str]:
    table = load("link_retold")
    return frozenset((*table["sources"]["generic"], *table["sources"]["open"], "the", "a", "an"))


@cache
def _anybody() -> frozenset[str]:
    return frozenset(load("link_retold")["counted"]["anybody"])


@cache
def _alike() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(each) for each in load("link_retold")["counted"]["alike"].values())


@cache
def _near() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(each) for each in load("link_retold")["predicates"]["near"])


@cache
def _turned() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(each) for each in load("link_retold")["predicates"]["turned"])
