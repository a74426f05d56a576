"""Days with a name: fixed, counted in their month, from Easter, or with the moon."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from sayso.annotate.times.absolute import year_for, year_number
from sayso.annotate.times.moments import moment_of, spell, spell_week
from sayso.annotate.times.relative import near, step_of
from sayso.annotate.times.setting import Maker, Meaning, Setting
from sayso.data import load
from sayso.model import Interval

# From a feast of the moon to the next that is the nearer: half a year of 354 days.
_HALF_YEAR = timedelta(177)


def _make_holiday(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    name = slots["holiday"].lower()
    year, anchor = year_number(slots), None
    first, length = None, 1
    if feast := _feasts().get(name):
        first, length = _of_feast(feast["days"], year, slots, setting), feast["length"]
        anchor = setting.anchor_name if year is None else None
    else:
        rule = _days()[name]
        if year is None:
            year, anchor = _year(rule, slots, setting), setting.anchor_name
        first = _holiday(rule, year) if year and 1 <= year <= 9999 else None
    if first is None:
        return Meaning(type="DATE", value=None)
    if "weekend" in slots:
        days = _weekend(first)
        value = f"{spell_week(date.fromisoformat(days[1]))}-WE"
        return Meaning(type="DATE", value=value, days=days, anchor=anchor)
    value, last = spell(moment_of(first)), (first + timedelta(length - 1)).isoformat()
    if length == 1:
        return Meaning(type="DATE", value=value, anchor=anchor)
    return Meaning(type="DATE", value=f"{value}/{last}", days=(value, last), anchor=anchor)


def _year(rule: Mapping[str, int], slots: Mapping[str, str], setting: Setting) -> int | None:
    base = setting.anchor
    if base is None:
        return None
    about = _holiday(rule, max(1, min(base.year, 9999)))
    if "near" in slots and base.date:
        step = step_of(near(slots))
        return base.year + (step if (about - base.date).days * step <= 0 else 0)
    return year_for(about.month, about.day, setting)


def _of_feast(
    listed: tuple[date, ...], year: int | None, slots: Mapping[str, str], setting: Setting
) -> date | None:
    """The feast of a year told, else the one before or after the anchor, or the nearest."""
    if year is not None:
        return next((day for day in listed if day.year == year), None)
    base = setting.anchor.date if setting.anchor else None
    if base is None:
        return None
    step = step_of(near(slots))
    if step:
        asked = [day for day in listed if (day - base).days * step > 0]
        return min(asked, key=lambda day: abs(day - base), default=None)
    nearest = min(listed, key=lambda day: abs(day - base))
    return nearest if abs(nearest - base) <= _HALF_YEAR else None


def _weekend(first: date) -> Interval:
    """From the holiday to Sunday where it falls late in the week, to it where it is a Monday."""
    weekday = first.isoweekday()
    if weekday == 1:
        return (first - timedelta(2)).isoformat(), first.isoformat()
    sunday = first + timedelta(7 - weekday)
    begin = first if weekday >= 4 else sunday - timedelta(1)
    return min(begin, sunday - timedelta(1)).isoformat(), sunday.isoformat()


@cache
def _days() -> dict[str, dict[str, int]]:
    return {name.lower(): rule for name, rule in load("holidays")["days"].items()}


@cache
def _feasts() -> dict[str, dict[str, Any]]:
    table = load("feasts")["feasts"]
    found: dict[str, dict[str, Any]] = {}
    for name, feast in table.items():
        kept = table[feast["like"]] if "like" in feast else feast
        days = tuple(date.fromisoformat(day) for day in kept["days"])
        found[name.lower()] = {"length": kept["length"], "days": days}
    return found


def _holiday(rule: Mapping[str, int], year: int) -> date:
    if "easter" in rule:
        return easter(year) + timedelta(rule["easter"])
    if "day" in rule:
        return date(year, rule["month"], rule["day"])
    month = rule["month"]
    if rule["nth"] > 0:
        first = date(year, month, 1)
        nth = first + timedelta((rule["weekday"] - first.isoweekday()) % 7 + 7 * (rule["nth"] - 1))
        return nth + timedelta(rule.get("after", 0))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    return last - timedelta((last.isoweekday() - rule["weekday"]) % 7)


def easter(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar (the anonymous computus of 1876).

    >>> easter(2025)
    datetime.date(2025, 4, 20)
    """
    century = year // 100
    golden = year % 19
    lift = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    lift -= (lift // 28) * (1 - (29 // (lift + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + lift + 2 - century + century // 4) % 7
    span = lift - weekday
    month = 3 + (span + 40) // 44
    return date(year, month, span + 28 - 31 * (month // 4))


MAKERS: dict[str, Maker] = {"holiday": _make_holiday}
