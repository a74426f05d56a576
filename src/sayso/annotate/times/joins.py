"""Matches that stand side by side and are one expression: "Monday, 3 May", "Friday night"."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from sayso.annotate.times.grammar import Hit

_DAYS = frozenset({"date", "weekday", "near_weekday", "deictic", "numeric_date", "holiday"})
_DAY_FIRST = re.compile(r",? (?:the )?", re.IGNORECASE)
_BEFORE_PART = re.compile(r" |['’]s | in the ", re.IGNORECASE)
_AFTER_PART = re.compile(r" | of | of the ", re.IGNORECASE)
_ON_DAY = re.compile(r" on (?:the )?", re.IGNORECASE)
_PREFIXED = re.compile(r" |[-–]| the |", re.IGNORECASE)
# What "early", "late" and the like stand before; what "about" and "more than" stand before.
_HAS_EDGE = _DAYS | {
    *("month", "month_of_year", "season", "near_month", "near_season", "bare_season"),
    *("part_of_year", "century", "decade", "near_unit", "year", "daypart", "distance"),
    *("nth_weekday", "fiscal", "weekday_of_week"),
}
_HAS_BOUND = frozenset({"duration", "duration_range", "distance", "year", "clock", "month", "date"})
# "Over the past week" bounds nothing.
_PREPOSITIONS = frozenset({"over", "under", "about", "around", "some"})
_LONGEST = 9


def joined(text: str, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield the hits, those that are one expression as one.

    >>> from sayso.annotate.times.grammar import hits
    >>> line = "It rained on Friday night."
    >>> [line[hit.start:hit.end] for hit in joined(line, hits(line))]
    ['Friday night']
    """
    held: Hit | None = None
    for hit in hits:
        if held is None:
            held = hit
            continue
        if _is_part(held) and hit.make in _DAYS and _ON_DAY.fullmatch(text, held.end, hit.start):
            # "9 a.m. on Monday" is two times, the first of them on the day of the second.
            yield _with_clock(held, hit, held, held) or held
            held = hit
            continue
        one = _one(text, held, hit)
        if one is None:
            yield held
            held = hit
        else:
            held = one
    if held is not None:
        yield held


def _one(text: str, left: Hit, right: Hit) -> Hit | None:
    gap = text[left.end : right.start]
    if len(gap) > _LONGEST:
        return None
    if left.make == "prefix":
        wanted = _HAS_EDGE if "mod" in left.slots else _HAS_BOUND
        if right.make not in wanted or not _PREFIXED.fullmatch(gap):
            return None
        if "near" in right.slots and left.slots.get("approx", "").lower() in _PREPOSITIONS:
            return None
        both = {**right.slots, **left.slots}
        return msgspec.structs.replace(right, start=left.start, slots=both)
    if left.make == "weekday" and right.make == "date" and "day" in right.slots:
        return _spanning(left, right, right) if _DAY_FIRST.fullmatch(gap) else None
    if left.make in _DAYS and _is_part(right):
        return _with_clock(left, left, right) if _BEFORE_PART.fullmatch(gap) else None
    if _is_part(left) and left.make != "overnight" and right.make in _DAYS and not right.clock:
        return _with_clock(left, right, left, right) if _AFTER_PART.fullmatch(gap) else None
    return None


def _is_part(hit: Hit) -> bool:
    """A part of the day; "overnight" only after a day, as it may name its own weekdays."""
    if hit.make == "overnight":
        return "weekday" not in hit.slots and "into" not in hit.slots
    return hit.make in ("clock", "daypart") and "near" not in hit.slots


def _spanning(first: Hit, second: Hit, meant: Hit) -> Hit:
    return msgspec.structs.replace(meant, start=first.start, end=second.end)


def _with_clock(first: Hit, day: Hit, clock: Hit, last: Hit | None = None) -> Hit | None:
    """A month is no day; and a day has one time."""
    if day.clock is not None or (day.make == "date" and "day" not in day.slots):
        return None
    rule = f"{day.rule}, {clock.rule}"
    end = (last or clock).end
    return msgspec.structs.replace(day, start=first.start, end=end, clock=clock, rule=rule)
