"""Days, months and years as the text tells them, their arithmetic and their TIMEX3 spelling."""

import re
from calendar import monthrange
from datetime import date, timedelta
from math import ceil

import msgspec

_VALUE = re.compile(r"(BC)?(\d{2,4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}

_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "hour": 1 / 24, "minute": 0, "second": 0}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200, "centurie": 1200}


class Moment(msgspec.Struct, frozen=True):
    """A year, a month or a day; a year before our era is negative."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def date(self) -> date | None:
        if self.month is None or self.day is None or not 1 <= self.year <= 9999:
            return None
        return date(self.year, self.month, self.day)


def moment_of(day: date) -> Moment:
    """Return the moment of a calendar day.

    >>> moment_of(date(2021, 5, 4))
    Moment(year=2021, month=5, day=4)
    """
    return Moment(day.year, day.month, day.day)


def valid(moment: Moment) -> bool:
    """Return whether the calendar has this moment.

    >>> valid(Moment(2021, 2, 30))
    False
    """
    if not 1 <= (moment.month or 1) <= 12 or moment.year == 0 or abs(moment.year) > 9999:
        return False
    if moment.day is None:
        return True
    year = moment.year if moment.year > 0 else 2000
    return 1 <= moment.day <= monthrange(year, moment.month or 1)[1]


def year_text(year: int) -> str:
    """Return a year as TIMEX3 writes it.

    >>> year_text(-44), year_text(70)
    ('BC0044', '0070')
    """
    return f"BC{-year:04d}" if year < 0 else f"{year:04d}"


def spell(moment: Moment) -> str:
    """Return the TIMEX3 value of a moment at its own grain.

    >>> spell(Moment(2021, 5))
    '2021-05'
    """
    month = "" if moment.month is None else f"-{moment.month:02d}"
    return year_text(moment.year) + month + ("" if moment.day is None else f"-{moment.day:02d}")


def spell_week(day: date) -> str:
    """Return the value of the ISO week of a day.

    >>> spell_week(date(2021, 1, 1))
    '2020-W53'
    """
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def read(value: str) -> Moment | None:
    """Return the moment where a TIMEX3 date value begins, null where it names none.

    >>> read("2021-W18"), read("PAST_REF")
    (Moment(year=2021, month=5, day=3), None)
    """
    if not value.startswith(("BC", "0", "1", "2")):
        return None
    if "/" in value:
        return Moment(int(value[:4]))
    if week := _WEEK.match(value):
        return moment_of(date.fromisocalendar(int(week[1]), int(week[2]), 1))
    if len(value) > 6 and (start := _SEASON_START.get(value[-2:])):
        return Moment(_year(value[:-3]), start)
    if len(value) == 7 and value[4:6] == "-Q":
        return Moment(int(value[:4]), 3 * int(value[6]) - 2)
    match = _VALUE.fullmatch(value)
    if match is None or len(match[2]) < 4:
        return None
    month, day = (int(match[n]) if match[n] else None for n in (3, 4))
    moment = Moment(_year((match[1] or "") + match[2]), month, day)
    return moment if valid(moment) else None


def _year(text: str) -> int:
    return -int(text[2:]) if text.startswith("BC") else int(text)


def months_on(moment: Moment, count: int) -> Moment:
    """Return the month that lies `count` months on from a moment that has one.

    >>> months_on(Moment(2021, 11, 30), 3)
    Moment(year=2022, month=2, day=None)
    """
    whole = moment.year * 12 + (moment.month or 1) - 1 + count
    return Moment(whole // 12, whole % 12 + 1)


def last_of_month(year: int, month: int) -> int:
    """Return the number of days of a month.

    >>> last_of_month(2024, 2)
    29
    """
    return monthrange(year, month)[1]


def days_on(day: date, count: int) -> date | None:
    """Return the day `count` days on, null beyond the calendar.

    >>> days_on(date(2021, 5, 4), -4)
    datetime.date(2021, 4, 30)
    """
    try:
        return day + timedelta(count)
    except OverflowError:
        return None


def away(base: date, count: float, unit: str) -> date | None:
    """Return the day `count` units from a day, on the last of a month that has no such day.

    >>> away(date(2025, 3, 31), -1, "month"), away(date(2025, 3, 31), 36, "hour")
    (datetime.date(2025, 2, 28), datetime.date(2025, 4, 2))
    """
    if unit in _DAYS:
        whole = ceil(abs(count) * _DAYS[unit])
        return days_on(base, whole if count > 0 else -whole)
    if unit not in _MONTHS:
        return None
    there = months_on(Moment(base.year, base.month), round(count * _MONTHS[unit]))
    if there.month is None or not 1 <= there.year <= 9999:
        return None
    return date(there.year, there.month, min(base.day, last_of_month(there.year, there.month)))


def season_of(month: int) -> str:
    """Return the season that a month stands in, by whole months of the north.

    >>> season_of(12)
    'WI'
    """
    return ("WI", "SP", "SU", "FA")[month % 12 // 3]
