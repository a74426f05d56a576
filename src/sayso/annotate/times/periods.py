"""Stretches told by their ends: the week ending June 5, the first nine months of 2024."""

from collections.abc import Mapping
from datetime import date, timedelta

from sayso.annotate.times.absolute import month_number, year_for, year_number
from sayso.annotate.times.grammar import table
from sayso.annotate.times.intervals import interval_of
from sayso.annotate.times.lengths import length
from sayso.annotate.times.moments import (
    Moment,
    away,
    last_of_month,
    months_on,
    spell,
    spell_week,
    valid,
    year_text,
)
from sayso.annotate.times.relative import amount, base_of, near, shift, step_of
from sayso.annotate.times.setting import (
    Maker,
    Meaning,
    Setting,
    led_by,
    looks_ahead,
    word_after,
    words,
)


def _make_period(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """Valued by its two ends, as TIMEX3 has no letters for it; a whole week by its ISO number."""
    unit, count = slots["unit"].lower(), amount(slots) if _counted(slots) else "1"
    day, anchor = _day_named(slots, setting)
    if day is None or not count.replace(".", "").isdigit():
        return Meaning(type="DATE", value=None)
    if "within" in slots:
        return _holding(unit, day, anchor)
    if "open" in slots:
        if "whole_month" in slots:
            day = day.replace(day=1)
        last = away(day, float(count), unit)
        return _between(day, last - timedelta(1) if last else None, anchor)
    first = away(day + timedelta(1), -float(count), unit)
    if "whole_month" in slots and first:
        first = first.replace(day=1)
    return _between(first, day, anchor)


def _counted(slots: Mapping[str, str]) -> bool:
    return any(name in slots for name in ("digits", "tens", "amount"))


def _day_named(slots: Mapping[str, str], setting: Setting) -> tuple[date | None, str | None]:
    month, year, anchor = month_number(slots) or 1, year_number(slots), None
    day = int(slots["day"]) if "day" in slots else None
    if year is None:
        year, anchor = year_for(month, day, setting), setting.anchor_name
    if year is None or not 1 <= year <= 9999 or not valid(Moment(year, month, day)):
        return None, None
    return date(year, month, day or last_of_month(year, month)), anchor


def _holding(unit: str, day: date, anchor: str | None) -> Meaning | None:
    """ "The week of June 2" is the ISO week that holds the day."""
    if unit not in ("week", "weekend"):
        return None
    value = spell_week(day) + ("-WE" if unit == "weekend" else "")
    return Meaning(type="DATE", value=value, anchor=anchor)


def _between(first: date | None, last: date | None, anchor: str | None) -> Meaning | None:
    if first is None or last is None or first > last:
        return Meaning(type="DATE", value=None)
    days = (first.isoformat(), last.isoformat())
    named = (
        year_text(first.year),
        f"{first.year:04d}-H{1 if first.month == 1 else 2}",
        f"{first.year:04d}-Q{(first.month + 2) // 3}",
        days[0][:7],
        spell_week(first),
    )
    value = next((each for each in named if interval_of(each) == days), "/".join(days))
    return Meaning(type="DATE", value=value, days=days, anchor=anchor)


def _make_edge_of(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """ "The first nine months of 2024", "the last two weeks of March"."""
    whole, anchor = _whole(slots, setting)
    span = interval_of(whole)
    unit = slots["unit"].lower()
    number = amount(slots) if _counted(slots) else "1"
    if span is None or not number.isdigit():
        return Meaning(type="DURATION", value=length(number, unit))
    first, last = (date.fromisoformat(day) for day in span)
    if slots["edge"].lower() in ("first", "opening"):
        end = away(first, int(number), unit)
        last = min(last, end - timedelta(1)) if end else last
    else:
        begin = away(last + timedelta(1), -int(number), unit)
        first = max(first, begin) if begin else first
    days = (first.isoformat(), last.isoformat())
    if not _counted(slots):
        return Meaning(type="DATE", value=days[0], anchor=anchor)
    return Meaning(type="DURATION", value=length(number, unit), days=days, anchor=anchor)


def _whole(slots: Mapping[str, str], setting: Setting) -> tuple[str | None, str | None]:
    month, year = month_number(slots), year_number(slots)
    if month is not None:
        anchor = None if year is not None else setting.anchor_name
        year = year if year is not None else year_for(month, None, setting)
        return (spell(Moment(year, month)), anchor) if year else (None, None)
    if year is not None:
        return year_text(year), None
    which = near(slots) if "near" in slots else "SAME"
    moment, anchor = base_of(which, setting)
    unit = slots["whole"].lower()
    return (shift(moment, step_of(which), unit) if moment else None), anchor


def _make_day_told(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """ "On the 20th": of the month last told in the sentence or narrative, else the latest."""
    day = int(slots["day"])
    if "unit" in slots:
        which = near(slots) if "near" in slots else "SAME"
        moment, anchor = base_of(which, setting)
        there = months_on(moment, step_of(which)) if moment and moment.month else None
    else:
        follows = setting.after.lstrip()[:1]
        alone = not follows or follows in ".,;:)" or word_after(setting) in words("day_follows")
        if not led_by(setting, "day_leads") or not alone:
            return None
        there, anchor = _month_meant(day, setting)
    told = Moment(there.year, there.month, day) if there else None
    if told is None or not valid(told):
        return Meaning(type="DATE", value=None)
    return Meaning(type="DATE", value=spell(told), anchor=anchor)


def _month_meant(day: int, setting: Setting) -> tuple[Moment | None, str | None]:
    told = setting.told
    if told and told.month and (setting.told_here or setting.narrative):
        return told, "narrative"
    base = setting.anchor
    if base is None or base.month is None or base.day is None:
        return None, None
    ahead = looks_ahead(setting)
    step = -1 if day > base.day and not ahead else 1 if day < base.day and ahead else 0
    return months_on(base, step), setting.anchor_name


def _make_the_day(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """ "Ended the day at 7,114": the day last told, else the anchor's."""
    if not led_by(setting, "told_leads"):
        return None
    moment, anchor = setting.past_anchor, setting.past_anchor_name
    if moment and moment.day is None:
        moment, anchor = setting.anchor, setting.anchor_name
    value = shift(moment, 0, slots["unit"].lower()) if moment else None
    return Meaning(type="DATE", value=value, anchor=anchor if value else None)


def _make_told_time(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """ "At that time", "during this period": the date last told; "this time" alone is none."""
    if not led_by(setting, "time_leads"):
        return None
    told = setting.told
    value = spell(told) if told else "PAST_REF"
    return Meaning(type="DATE", value=value, anchor="narrative" if told else None)


def _make_turn(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """The turn of the century nearest to the anchor; of the nineties, their first year."""
    size = {"century": 100, "millennium": 1000}.get(slots.get("unit", "").lower(), 0)
    year = int(slots["decade"]) if "decade" in slots else 0
    if "decade_word" in slots:
        year = 1900 + int(table("decade_word")[slots["decade_word"].lower()])
    elif size and setting.past_anchor:
        year = (setting.past_anchor.year + size // 2) // size * size
    if not year or setting.past_anchor is None:
        return Meaning(type="DATE", value=None)
    value = year_text(year) if year else None
    return Meaning(type="DATE", value=value, mod="APPROX", anchor=setting.past_anchor_name)


MAKERS: dict[str, Maker] = {
    "period": _make_period,
    "edge_of": _make_edge_of,
    "day_told": _make_day_told,
    "the_day": _make_the_day,
    "told_time": _make_told_time,
    "turn": _make_turn,
}
