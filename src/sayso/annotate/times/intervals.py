"""The whole days that a TIMEX3 value covers, both ends included."""

import re
from calendar import monthrange
from datetime import date, timedelta

from sayso.model import Interval

Days = tuple[date, date]

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_QUARTER = re.compile(r"(\d{4})-([QH])([1-4])")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEARS = re.compile(r"(\d{2,4})")
_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_OPEN = frozenset({"BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER"})


def interval_of(value: str | None, mod: str | None = None) -> Interval | None:
    """Return the first and last day of a value; START, MID and END take a third of it.

    An open side (BEFORE, AFTER), a year before our era and a value with unknown parts have none.

    >>> interval_of("2021-08", "START")
    ('2021-08-01', '2021-08-10')
    >>> interval_of("2021-WI")
    ('2021-12-01', '2022-02-28')
    """
    days = _days(value) if value and mod not in _OPEN else None
    if days is None:
        return None
    begin, end = _third(days, mod)
    return begin.isoformat(), end.isoformat()


def _third(days: Days, mod: str | None) -> Days:
    begin, end = days
    third = ((end - begin).days + 1) // 3
    if third == 0:
        return days
    if mod == "START":
        return begin, begin + timedelta(third - 1)
    if mod == "MID":
        return begin + timedelta(third), end - timedelta(third)
    if mod == "END":
        return end - timedelta(third - 1), end
    return days


def _days(value: str) -> Days | None:
    try:
        return _parsed(value)
    except ValueError:
        return None


def _parsed(value: str) -> Days | None:
    if match := _DAY.fullmatch(value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    if match := _WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return monday + timedelta(5 if match[3] else 0), monday + timedelta(6)
    if match := _QUARTER.fullmatch(value):
        length = 3 if match[2] == "Q" else 6
        return _months(int(match[1]), length * (int(match[3]) - 1) + 1, length)
    if match := _SEASON.fullmatch(value):
        return _months(int(match[1]), _FIRST_MONTH[match[2]], 3)
    if match := _MONTH.fullmatch(value):
        return _months(int(match[1]), int(match[2]), 1)
    if match := _YEARS.fullmatch(value):
        length = int(10 ** (4 - len(value)))
        first = int(value) * length
        return date(first, 1, 1), date(first + length - 1, 12, 31)
    return None


def _months(year: int, month: int, count: int) -> Days:
    whole = year * 12 + month - 1 + count - 1
    last_year, last_month = whole // 12, whole % 12 + 1
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])
