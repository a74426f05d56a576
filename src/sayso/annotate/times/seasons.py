"""Seasons, quarters, halves and holidays."""

from collections.abc import Mapping
from datetime import date, timedelta

from sayso.annotate.times.absolute import year_for, year_number
from sayso.annotate.times.grammar import table
from sayso.annotate.times.moments import moment_of, season_of, spell, year_text
from sayso.annotate.times.relative import base_of, near, shift
from sayso.annotate.times.setting import Maker, Meaning, Setting, led_by, looks_ahead, mod_of
from sayso.data import load

_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
# A season told without a year is the one that began up to nine months back or begins within
# three: so "the winter" told in late November is the coming one.
_AHEAD_MONTHS = 3


def _make_season(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    letters = table("season")[slots["season"].lower()]
    year = year_number(slots)
    anchor = None
    if year is None:
        moment, anchor = base_of(near(slots), setting)
        whole = shift(moment, _step(near(slots)), "year") if moment else None
        if whole is None or whole.startswith("BC"):
            return Meaning(type="DATE", value=f"XXXX-{letters}", mod=mod_of(slots))
        year = int(whole)
    value = f"{year_text(year)}-{letters}"
    return Meaning(type="DATE", value=value, mod=mod_of(slots), anchor=anchor)


def _make_near_season(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """ "Last fall" is the latest that is over, "next fall" the first that has not begun."""
    letters, which = table("season")[slots["season"].lower()], near(slots)
    moment, anchor = base_of(which, setting)
    if moment is None or moment.month is None:
        return Meaning(type="DATE", value=f"XXXX-{letters}", mod=mod_of(slots))
    first, now = _FIRST_MONTH[letters], moment.month
    year = moment.year - (1 if letters == "WI" and now < 3 else 0)
    inside = season_of(now) == letters
    begun = inside or (first <= now and letters != "WI")
    step = _step(which)
    if step < 0 and (inside or not begun):
        year -= 1
    if step > 0 and begun:
        year += 1
    if step == 0 and letters == "WI" and 3 <= now < 6 and not looks_ahead(setting):
        year -= 1
    value = f"{year_text(year)}-{letters}"
    return Meaning(type="DATE", value=value, mod=mod_of(slots), anchor=anchor)


def _make_bare_season(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """ "The fall of" a town, a spring and a fall are no seasons."""
    word = slots["season"].lower()
    letters = table("season")[word]
    asked = "mod" in slots or led_by(setting, "season_leads")
    if not asked or (word in ("fall", "spring") and setting.after.lstrip().startswith("of")):
        return None
    moment = setting.anchor
    if moment is None:
        return Meaning(type="DATE", value=f"XXXX-{letters}", mod=mod_of(slots))
    first, year = _FIRST_MONTH[letters], moment.year
    if not setting.narrative and moment.month:
        gap = first - moment.month
        if gap > _AHEAD_MONTHS and not looks_ahead(setting):
            year -= 1
        elif gap < -2 and looks_ahead(setting):
            year += 1
    value = f"{year_text(year)}-{letters}"
    return Meaning(type="DATE", value=value, mod=mod_of(slots), anchor=setting.anchor_name)


def _make_part_of_year(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    count = 2 if slots.get("part", "").lower() == "half" else 4
    letter = "H" if count == 2 else "Q"
    nth = int(slots.get("digits") or table("ordinal")[slots["ordinal"].lower()])
    if nth > count:
        return None
    year, anchor = year_number(slots), None
    if year is None:
        moment, anchor = base_of(near(slots), setting)
        if moment is None:
            return Meaning(type="DATE", value=None)
        if nth < 0 and "whole" not in slots:
            return Meaning(type="DATE", value=shift(moment, -1, "quarter"), anchor=anchor)
        year = moment.year + _step(near(slots))
        begun = (moment.month or 12) > (nth - 1) * 12 // count
        if "whole" not in slots and not begun and not looks_ahead(setting):
            year -= 1
    value = f"{year_text(year)}-{letter}{nth if nth > 0 else count}"
    return Meaning(type="DATE", value=value, mod=mod_of(slots), anchor=anchor)


def _make_holiday(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    name = slots["holiday"].lower()
    day = next(rule for key, rule in load("holidays")["days"].items() if key.lower() == name)
    year, anchor = year_number(slots), None
    if year is None:
        base = setting.anchor
        if base is None:
            return Meaning(type="DATE", value=None)
        anchor = setting.anchor_name
        about = _holiday(day, max(1, min(base.year, 9999)))
        found = year_for(about.month, about.day, setting)
        if "near" in slots and base.date and base.year > 0:
            step = _step(near(slots))
            found = base.year + (step if (about - base.date).days * step <= 0 else 0)
        if found is None:
            return Meaning(type="DATE", value=None)
        year = found
    if not 1 <= year <= 9999:
        return None
    value = spell(moment_of(_holiday(day, year)))
    return Meaning(type="DATE", value=value, anchor=anchor)


def _holiday(rule: Mapping[str, int], year: int) -> date:
    if "easter" in rule:
        return easter(year) + timedelta(rule["easter"])
    if "day" in rule:
        return date(year, rule["month"], rule["day"])
    month = rule["month"]
    if rule["nth"] > 0:
        first = date(year, month, 1)
        return first + timedelta((rule["weekday"] - first.isoweekday()) % 7 + 7 * (rule["nth"] - 1))
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


def _step(which: str) -> int:
    return {"LAST": -1, "TOLD_LAST": -1, "NEXT": 1, "TOLD_NEXT": 1}.get(which, 0)


MAKERS: dict[str, Maker] = {
    "season": _make_season,
    "near_season": _make_near_season,
    "bare_season": _make_bare_season,
    "part_of_year": _make_part_of_year,
    "holiday": _make_holiday,
}
