"""Years and weeks that one expression lends to another: "May 15 to August 16, 1988"."""

import re
from collections.abc import Iterable

import msgspec

from sayso.annotate.times.absolute import month_number, year_number
from sayso.annotate.times.grammar import Hit, table

# What may stand between two dates that share one year; the rest of a longer gap is another thing.
_LIST = re.compile(r",?\s(?:and|or|to|until|till|through|into)\s(?:the\s)?|,\s|\s?[-–—/]\s?", re.I)
_RANGE = re.compile(r"\s(?:to|until|till|through)\s|\s?[-–—]\s?", re.IGNORECASE)
_DATED = frozenset({"date", "month", "bare_season", "season"})
_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def shared(text: str, hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits, those without a year with the one of the date they are told with.

    >>> from sayso.annotate.times.grammar import hits
    >>> line = "It lasted from June to August 1988."
    >>> [hit.slots.get("year") for hit in shared(line, hits(line))]
    ['1988', '1988']
    """
    found = list(hits)
    for place in range(len(found) - 2, -1, -1):
        left, right = found[place], found[place + 1]
        gap = text[left.end : right.start]
        if left.make == "clock" and right.clock is not None and _LIST.fullmatch(gap):
            # "Between 4pm and 6pm on Friday": one day for both.
            found[place] = msgspec.structs.replace(
                right, start=left.start, end=left.end, clock=left
            )
        elif _LIST.fullmatch(gap) and _lacks_year(left) and right.make in _DATED:
            found[place] = _lend(left, right, back=True, ranged=bool(_RANGE.fullmatch(gap)))
    for place in range(1, len(found)):
        left, right = found[place - 1], found[place]
        ranged = _RANGE.fullmatch(text[left.end : right.start])
        if ranged and _lacks_year(right) and left.make in _DATED:
            found[place] = _lend(right, left, back=False, ranged=True)
        elif ranged and left.make == right.make == "weekday":
            slots = {**right.slots, "runs_on": "1"}
            found[place] = msgspec.structs.replace(right, slots=slots)
    return found


def _lacks_year(hit: Hit) -> bool:
    return hit.make in _DATED and year_number(hit.slots) is None and "whole" not in hit.slots


def _lend(hit: Hit, owner: Hit, *, back: bool, ranged: bool) -> Hit:
    """A range that runs over the turn of the year begins in the year before."""
    year = year_number(owner.slots)
    first, last = (hit, owner) if back else (owner, hit)
    if year is None or year < 1:
        return hit
    if ranged and _month(first) > _month(last):
        year += -1 if back else 1
    make = {"month": "date", "bare_season": "season"}.get(hit.make, hit.make)
    slots = {**hit.slots, "year": f"{year:04d}"}
    return msgspec.structs.replace(hit, make=make, slots=slots)


def _month(hit: Hit) -> int:
    if season := hit.slots.get("season"):
        return _MONTHS[table("season")[season.lower()]]
    return month_number(hit.slots) or 1
