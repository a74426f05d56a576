"""Narratives of the past, which count from the date last told and not from their publication."""

from collections.abc import Sequence
from statistics import median

from sayso.annotate.times.absolute import month_number, year_number
from sayso.annotate.times.grammar import Hit
from sayso.annotate.times.moments import Moment
from sayso.annotate.times.relative import BACK, near, step_of

_FROM_NOW = frozenset({"deictic", "weekday", "near_weekday"})
# A text is a narrative of the past when it names at least so many years, when their middle one
# lies at least so many years before its publication, and when few words count from that day.
_NARRATIVE_YEARS = 5
_NARRATIVE_AGE = 2
_YEARS_FOR_EACH_DAY = 3
# A lone year so far from the month last told is an aside: the narrative goes on where it was.
# Any value from 2 to 10 serves WikiWars as well.
_ASIDE_YEARS = 5
# How far back a bracket may have opened, in characters.
_BRACKETS = 60


def is_narrative(found: Sequence[Hit], published: Moment | None) -> bool:
    """Return whether a text of these hits, published then, tells of the past.

    >>> is_narrative([], Moment(2025, 5, 4))
    False
    """
    years = [
        int(hit.slots["year"]) * (-1 if hit.slots.get("era", "")[:1] in "bB" else 1)
        for hit in found
        if "year" in hit.slots and hit.slots["year"].isdigit()
    ]
    if published is None:
        return bool(years)
    if any(_is_fresh(hit, published) for hit in found):
        return False
    near = sum(hit.make in _FROM_NOW for hit in found)
    if len(years) < _NARRATIVE_YEARS or near * _YEARS_FOR_EACH_DAY > len(years):
        return False
    return median(years) <= published.year - _NARRATIVE_AGE


def _is_fresh(hit: Hit, published: Moment) -> bool:
    """A text that tells a day of its own month is news."""
    return (
        hit.make == "date"
        and "day" in hit.slots
        and year_number(hit.slots) == published.year
        and month_number(hit.slots) == published.month
    )


def finer(told: Moment | None, moment: Moment) -> Moment:
    """Return what is told after a moment: a bare year that is the one told takes nothing away from the day told.

    >>> finer(Moment(1961, 5, 3), Moment(1961))
    Moment(year=1961, month=5, day=3)
    """
    return told if told and moment.month is None and moment.year == told.year else moment


def is_aside(text: str, hit: Hit, steady: Moment | None, moment: Moment) -> bool:
    """Return whether a narrative goes on from where it was before this time, not from it: after
    one that steps back ("the previous year"), one in brackets, and a year far away.

    >>> from sayso.annotate.times.grammar import hits
    >>> line = "as in the previous year"
    >>> is_aside(line, next(hits(line)), Moment(1961, 5), Moment(1960))
    True
    """
    if steady is None:
        return False
    steps_back = step_of(near(hit.slots)) < 0 or hit.slots.get("side", "").lower() in BACK
    if steps_back or _in_brackets(text, hit.start):
        return True
    if steady.month is None or moment.month is not None:
        return False
    return abs(moment.year - steady.year) > _ASIDE_YEARS


def _in_brackets(text: str, start: int) -> bool:
    begin = max(0, start - _BRACKETS)
    return text.rfind("(", begin, start) > text.rfind(")", begin, start)
