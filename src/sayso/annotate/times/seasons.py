"""Seasons, quarters and halves of years."""

from collections.abc import Mapping

from sayso.annotate.times.absolute import year_number
from sayso.annotate.times.grammar import table
from sayso.annotate.times.moments import season_of, year_text
from sayso.annotate.times.relative import base_of, near, shift, step_of
from sayso.annotate.times.setting import Maker, Meaning, Setting, led_by, looks_ahead, mod_of

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
        whole = shift(moment, step_of(near(slots)), "year") if moment else None
        if whole is None or whole.startswith("BC"):
            return Meaning(type="DATE", value=f"XXXX-{letters}", mod=mod_of(slots))
        year = int(whole)
    value = f"{year_text(year)}-{letters}"
    return Meaning(type="DATE", value=value, mod=mod_of(slots), anchor=anchor)


def _make_near_season(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """ "Last fall" is the latest that is over, "next fall" the first that has not begun."""
    letters, which = table("season")[slots["season"].lower()], near(slots)
    moment, anchor = base_of(which, setting)
    if moment is not None and moment.month is None and which == "SAME":
        value = f"{year_text(moment.year)}-{letters}"
        return Meaning(type="DATE", value=value, mod=mod_of(slots), anchor=anchor)
    if moment is None or moment.month is None:
        return Meaning(type="DATE", value=f"XXXX-{letters}", mod=mod_of(slots))
    first, now = _FIRST_MONTH[letters], moment.month
    year = moment.year - (1 if letters == "WI" and now < 3 else 0)
    inside = season_of(now) == letters
    begun = inside or (first <= now and letters != "WI")
    step = step_of(which)
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
    count = 2 if slots.get("part", "").lower() in ("half", "h") else 4
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
        year = moment.year + step_of(near(slots))
        begun = (moment.month or 12) > (nth - 1) * 12 // count
        if "whole" not in slots and not begun and not looks_ahead(setting):
            year -= 1
    part = f"{letter}{nth if nth > 0 else count}"
    if "fiscal" in slots:
        return Meaning(type="DATE", value=f"FY{year_text(year)}-{part}", mod=mod_of(slots))
    value = f"{year_text(year)}-{part}"
    return Meaning(type="DATE", value=value, mod=mod_of(slots), anchor=anchor)


MAKERS: dict[str, Maker] = {
    "season": _make_season,
    "near_season": _make_near_season,
    "bare_season": _make_bare_season,
    "part_of_year": _make_part_of_year,
}
