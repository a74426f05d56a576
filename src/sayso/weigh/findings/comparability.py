"""How two claims of two values stand to each other: the rules in their order."""

from collections.abc import Sequence, Set
from datetime import timedelta

import msgspec

from sayso.data import load
from sayso.model import Claim, FindingType
from sayso.weigh.claims.likeness import (
    groups_differ,
    growing,
    is_of_people,
    periods_differ,
    things_differ,
)
from sayso.weigh.claims.statements import Statement
from sayso.weigh.findings.heard import Heard
from sayso.weigh.findings.sides import Side, Voice
from sayso.weigh.times import days_apart

# Claims without an indicator are compared where their sentences share so much that they tell of
# one thing: three words, and two in five of the shorter. By hand, from invented stories.
SHARED_WORDS = 3
SHARED_PART = 0.4
# No two accounts of one matter differ by more.
FACTOR = 10
# Of what is said, without who says it, this much; of two periods, so many words are enough.
SAID_PART = 0.5
FEWEST_SAID = 2


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """A type of finding with the rule that fired, and the slot where one is unknown or differs."""

    type: FindingType
    rule: str
    slot: str | None = None
    candidate: bool = False


def bounds(claim: Claim) -> tuple[float, float]:
    """Return a claim's value as a closed interval with open ends allowed.

    >>> bounds(Claim(id="c", story="s", text="", low=14, bound=">="))
    (14, inf)
    """
    if claim.best is not None and claim.low is None and claim.high is None:
        return claim.best, claim.best
    low = claim.low if claim.low is not None else claim.best
    high = claim.high if claim.high is not None else None
    return (low if low is not None else float("-inf"), high if high is not None else float("inf"))


def overlap(one: Claim, other: Claim) -> bool:
    """Return whether two values can both hold."""
    a, b = bounds(one), bounds(other)
    return a[0] <= b[1] and b[0] <= a[1]


def gap(one: Claim, other: Claim) -> float:
    """Return how far two values lie apart, 0 where they overlap."""
    a, b = sorted((bounds(one), bounds(other)))
    return max(0.0, b[0] - a[1])


def one_topic(one: Side, other: Side) -> bool:
    """Return whether two claims tell of one thing, so that a reader would set them side by side."""
    if not one.stated or not other.stated:
        return False
    if one.claim.unit and other.claim.unit and one.claim.unit != other.claim.unit:
        return False
    if one.claim.derived and other.claim.derived:
        return False
    if any(each.part for each in (*one.stated, *other.stated)):
        return False
    a, b = one.stated[0], other.stated[0]
    # Jobs and those who lose them are set side by side; the dead and their cattle are not.
    are_jobs = "jobs" in (a.thing, b.thing) and one.claim.indicator == other.claim.indicator
    if is_of_people(a) != is_of_people(b) and a.thing and b.thing and not are_jobs:
        return False
    if one.is_past != other.is_past:
        return False
    if one.claim.indicator and other.claim.indicator:
        same = one.claim.indicator == other.claim.indicator
        return same or (_are_kin(one, other) and not set(one.articles) & set(other.articles))
    if a.thing and b.thing and a.thing != b.thing:
        return False
    return not set(one.articles) & set(other.articles) and _one_matter(a, b)


def _one_matter(one: Statement, other: Statement) -> bool:
    """Whether two figures without an indicator are of one matter, by their sentences."""
    numbers = [
        next((abs(part) for part in each.value[:3] if part is not None), 0.0)
        for each in (one, other)
    ]
    if max(numbers) > FACTOR * min(numbers):
        return False
    if periods_differ(one, other) and _share(one.said, other.said) >= FEWEST_SAID:
        return True
    begun = one.since == other.since and one.since is not None
    shared = len(one.words & other.words)
    shared += begun
    is_like = shared >= SHARED_PART * min(len(one.words), len(other.words))
    return (shared >= SHARED_WORDS and is_like) or (
        _share(one.said, other.said, int(begun)) >= SHARED_WORDS
    )


def _share(one: Set[str], other: Set[str], more: int = 0) -> int:
    """The number of words in common, 0 where they are less than half of the fewer.

    `more` is what the two share beside their words: the day from which both count.
    """
    shared = len(one & other) + more
    return shared if shared >= SAID_PART * min(len(one), len(other)) else 0


def kin(indicator: str | None) -> str | None:
    """Return the kind of count that an indicator is set beside: the sick and those in hospital.

    >>> kin("hospitalized"), kin("killed")
    ('infected', 'killed')
    """
    table: dict[str, str] = load("weigh_claims_indicators")["kin"]
    return table.get(indicator or "", indicator)


def _are_kin(one: Side, other: Side) -> bool:
    alike = kin(one.claim.indicator) == kin(other.claim.indicator)
    return alike and bool(one.stated[0].words & other.stated[0].words)


def mismatch(one: Side, other: Side) -> Verdict | None:
    """Return the first slot in which two claims of one topic differ, null where none does."""
    a, b = one.stated[0], other.stated[0]
    if things_differ(a, b) or groups_differ(a, b):
        return _apart("counted class")
    if one.claim.additive != other.claim.additive:
        return _apart("additive or total")
    if one.since and other.since and one.since != other.since:
        return _apart("period")
    if periods_differ(a, b):
        return _apart("period")
    if one.places and other.places and not _one_place(one, other):
        return _apart("place")
    is_of_a_day = not _may_grow(one, other)
    if is_of_a_day and one.when and other.when and days_apart(one.when, other.when) > 0:
        return _apart("event time")
    return None if one.claim.indicator == other.claim.indicator else _apart_in_kind(one, other)


def _apart_in_kind(one: Side, other: Side) -> Verdict | None:
    """What befell the counted differs; where one is not told, it may be the same."""
    return _apart("predicate") if one.claim.indicator and other.claim.indicator else None


def _one_place(one: Side, other: Side) -> bool:
    """Whether two places may be one: a name in common, or named in the other's lead."""
    a, b = one.places or frozenset(), other.places or frozenset()
    scopes = [{each for each in places if each.startswith("~")} for places in (a, b)]
    if all(scopes) and not scopes[0] & scopes[1]:
        return False
    return bool(a & b or a & other.lead or b & one.lead)


def _apart(slot: str) -> Verdict:
    rules: dict[str, str] = load("weigh_findings_words")["apart"]
    return Verdict(type="not-comparable", rule=rules[slot], slot=slot)


def between(one: Side, other: Side, nobody: bool, open_ended: bool) -> Verdict | None:
    """Return how two values stand to each other on the word of distinct roots, null for nothing.

    The slots are known not to differ. Distinct origins are compatible where the values overlap.
    `nobody` says that one of the two roots is nobody who is known; `open_ended` that a count of
    this indicator is known to have grown.
    """
    if _number(one.claim) is not None and _number(one.claim) == _number(other.claim):
        return None
    if overlap(one.claim, other.claim):
        if nobody:
            return None
        return Verdict(type="compatible", rule="distinct origins, and both values can hold")
    slot = _unknown(one, other, open_ended)
    if slot == "differs":
        return _apart("as-of")
    if slot is None and nobody:
        slot = "origin"
    if slot:
        return Verdict(
            type="unclear", rule=load("weigh_findings_words")["unknown"][slot], slot=slot
        )
    return Verdict(type="conflict", rule="distinct origins, and the values cannot both hold")


def of_one_origin(one: Side, other: Side, a: Voice, b: Voice) -> Verdict | None:
    """Return how two values of one origin stand to each other, null for nothing.

    The later one is a revision, whatever the values.
    """
    if "cyclic" in (a.root.type, b.root.type) or _number(one.claim) == _number(other.claim):
        return None
    later = Verdict(type="revision", rule="same origin, a later count")
    if one.as_of and other.as_of and days_apart(one.as_of, other.as_of) > 0:
        return later
    if both := frozenset(a.articles) & frozenset(b.articles):
        # Told in one breath: the old value and the new, or a whole and its part.
        return later if is_former(one, both) != is_former(other, both) else None
    if a.first and b.first and a.first != b.first:
        return later
    if overlap(one.claim, other.claim):
        return None
    return Verdict(
        type="unclear", rule="same origin, and which count is the later is not known", slot="as-of"
    )


def is_former(side: Side, articles: Set[str]) -> bool:
    """Return whether one of the articles itself tells of the value as one that held before."""
    return bool(side.former & articles)


def minor(group: Sequence[Side]) -> frozenset[str]:
    """Return the ids of the claims that are parts: told beside a greater value by the same voice.

    "The toll is now 23. Five died in the church alone, he said."
    """
    found = set()
    inside = {side.claim.id: frozenset(side.articles) for side in group}
    heard: dict[str, Heard] = {}
    for side in group:
        for whole in group:
            if side is whole or side.former:
                continue
            if (
                side.claim.additive
                and not whole.claim.additive
                and inside[side.claim.id] <= inside[whole.claim.id]
            ):
                # The toll is 13, and four more bodies are told beside it.
                found.add(side.claim.id)
                continue
            if side.claim.additive != whole.claim.additive:
                continue
            is_less = bounds(side.claim)[1] < bounds(whole.claim)[0]
            if not is_less or not inside[side.claim.id] <= inside[whole.claim.id]:
                continue
            if whole.claim.id not in heard:
                heard[whole.claim.id] = Heard(whole.voices)
            if any(heard[whole.claim.id].ones(voice) for voice in side.voices):
                found.add(side.claim.id)
    return frozenset(found)


def _number(claim: Claim) -> float | None:
    """The number that a value is built on: 14 for "14" as for "at least 14"."""
    known = {each for each in (claim.low, claim.best, claim.high) if each is not None}
    return known.pop() if len(known) == 1 else None


def _unknown(one: Side, other: Side, open_ended: bool) -> str | None:
    """The slot that must be known before two disjoint values conflict; `differs` for as-of."""
    if not _may_grow(one, other):
        return None
    if one.since and one.since == other.since and _told_together(one, other):
        return None
    if one.as_of and other.as_of:
        if days_apart(one.as_of, other.as_of) > 0:
            return "differs"
        return "as-of" if open_ended else None
    return "as-of" if open_ended or not _of_one_moment(one, other) else None


def _may_grow(one: Side, other: Side) -> bool:
    return (one.claim.indicator or other.claim.indicator) in growing()


def _told_together(one: Side, other: Side) -> bool:
    """Whether both were told within a day: "since June" then means the same days."""
    if one.first is None or other.first is None:
        return False
    return abs(one.first - other.first) <= timedelta(days=1)


def _of_one_moment(one: Side, other: Side) -> bool:
    """Whether both are told of one day, and neither as a count that still grows."""
    if one.grows or other.grows or not one.when or not other.when:
        return False
    is_closed = float("inf") not in (bounds(one.claim)[1], bounds(other.claim)[1])
    is_day = one.when[0] == one.when[1] and other.when == one.when
    return is_closed and is_day
