"""Weekdays: the latest up to the anchor, the next where the sentence looks ahead."""

from collections.abc import Mapping
from datetime import date, timedelta

from sayso.annotate.times.absolute import month_number, year_for, year_number
from sayso.annotate.times.grammar import table
from sayso.annotate.times.moments import Moment, days_on, months_on, valid
from sayso.annotate.times.relative import amount, base_of, near, step_of
from sayso.annotate.times.setting import (
    Maker,
    Meaning,
    Setting,
    looks_ahead,
    mod_of,
    word_before,
    words,
)

_BACK = frozenset({"ago", "earlier"})


def number_of(slots: Mapping[str, str]) -> int:
    """Return the ISO number of the weekday a match names.

    >>> number_of({"weekday_short": "Thurs"})
    4
    """
    if "weekday" in slots:
        return int(table("weekday")[slots["weekday"].lower()])
    return int(table("weekday_short")[slots["weekday_short"].lower()])


def _make_weekday(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """The day itself or the latest such day; the next where the sentence looks ahead."""
    if word_before(setting).lower() in words("named_days"):
        return None
    number = number_of(slots)
    base = setting.anchor.date if setting.anchor else None
    if base is None:
        return _unknown(number, slots)
    told = setting.told.date if "runs_on" in slots and setting.told else None
    if told:
        # "Monday through Friday": the first such day after the one told.
        return _on(told, (number - told.isoweekday()) % 7 or 7, slots, setting.anchor_name)
    ahead = setting.narrative or looks_ahead(setting)
    gap = (number - base.isoweekday()) % 7 if ahead else -((base.isoweekday() - number) % 7)
    return _on(base, gap, slots, setting.anchor_name)


def _make_near_weekday(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    number, which = number_of(slots), near(slots)
    moment, name = base_of(which, setting)
    base = moment.date if moment else None
    if base is None:
        return _unknown(number, slots)
    back, on = (base.isoweekday() - number) % 7, (number - base.isoweekday()) % 7
    if step_of(which) < 0:
        return _on(base, -(back or 7), slots, name)
    if which == "NEXT" and slots["near"].lower() == "next":
        # "Next Friday" is that of the next week, as the coming one is told by its name alone.
        # A week begins on Sunday here: told on a Monday, "next Sunday" is six days off.
        day = 0 if number == 7 and base.isoweekday() != 7 else number
        return _on(base, day - base.isoweekday() + 7, slots, name)
    if step_of(which) > 0:
        return _on(base, on or 7, slots, name)
    return _on(base, on if looks_ahead(setting) else -back, slots, name)


def _make_weekday_after(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """ "Tuesday week" is the Tuesday after the next one, "Friday last" the latest one gone."""
    number = number_of(slots)
    base = setting.anchor.date if setting.anchor else None
    if base is None:
        return _unknown(number, slots)
    back, on = (base.isoweekday() - number) % 7 or 7, (number - base.isoweekday()) % 7 or 7
    gaps = {"last": -back, "next": on, "week": on + 7, "fortnight": on + 14}
    return _on(base, gaps[slots["after"].lower()], slots, setting.anchor_name)


def _make_weekday_of_week(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """ "Friday of last week", "Monday next week": the day of that ISO week."""
    number, which = number_of(slots), near(slots)
    moment, name = base_of(which, setting)
    base = moment.date if moment else None
    if base is None:
        return _unknown(number, slots)
    return _on(base, number - base.isoweekday() + 7 * step_of(which), slots, name)


def _make_weekdays_away(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """ "Three Sundays ago" is the third Sunday before the anchor."""
    number, count = number_of(slots), amount(slots)
    moment, name = setting.anchor, setting.anchor_name
    if slots["side"].lower() in ("later", "earlier"):
        moment, name = setting.past_anchor, setting.past_anchor_name
    base = moment.date if moment else None
    if base is None or not count.isdigit():
        return Meaning(type="DATE", value=None)
    weeks = 7 * (int(count) - 1)
    if slots["side"].lower() in _BACK:
        return _on(base, -((base.isoweekday() - number) % 7 or 7) - weeks, slots, name)
    return _on(base, ((number - base.isoweekday()) % 7 or 7) + weeks, slots, name)


def _make_distance_weekday(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """ "A week ago Friday" is a week before the last Friday; "a year ago Thursday" the same date
    a year before the Thursday nearest to the anchor, as anniversaries are told on their eve."""
    number, count, unit = number_of(slots), amount(slots), slots["unit"].lower()
    base = setting.anchor.date if setting.anchor else None
    if base is None or not count.isdigit():
        return Meaning(type="DATE", value=None)
    back = (base.isoweekday() - number) % 7
    if unit == "week":
        return _on(base, -back - 7 * int(count), slots, setting.anchor_name)
    day = base + timedelta(7 - back if back > 3 else -back)
    before = months_on(Moment(day.year, day.month), -int(count) * (12 if unit == "year" else 1))
    moment = Moment(before.year, before.month, day.day)
    if not valid(moment) or moment.date is None:
        return Meaning(type="DATE", value=None)
    return _on(moment.date, 0, slots, setting.anchor_name)


def _make_nth_weekday(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """ "The third Monday in January", "the last Friday of the month"."""
    nth, number = int(table("ordinal")[slots["ordinal"].lower()]), number_of(slots)
    month, year, anchor = month_number(slots), year_number(slots), None
    if month is None:
        which = near(slots) if "near" in slots else "SAME"
        moment, anchor = base_of(which, setting)
        if moment is None or moment.month is None or slots.get("unit", "month").lower() != "month":
            return Meaning(type="DATE", value=None)
        there = months_on(moment, step_of(which))
        month, year = there.month or 1, there.year
    elif year is None:
        year, anchor = year_for(month, None, setting), setting.anchor_name
    if year is None or not 1 <= year <= 9998:
        return Meaning(type="DATE", value=None)
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    if nth < 0:
        last = following - timedelta(1)
        return _on(last, -((last.isoweekday() - number) % 7), slots, anchor)
    day = first + timedelta((number - first.isoweekday()) % 7 + 7 * (nth - 1))
    return _on(day, 0, slots, anchor) if day < following else None


def _unknown(number: int, slots: Mapping[str, str]) -> Meaning:
    return Meaning(type="DATE", value=f"XXXX-WXX-{number}", mod=mod_of(slots))


def _on(base: date, gap: int, slots: Mapping[str, str], name: str | None) -> Meaning | None:
    day = days_on(base, gap)
    value = day.isoformat() if day else None
    return Meaning(type="DATE", value=value, mod=mod_of(slots), anchor=name)


MAKERS: dict[str, Maker] = {
    "weekday": _make_weekday,
    "near_weekday": _make_near_weekday,
    "weekday_after": _make_weekday_after,
    "weekday_of_week": _make_weekday_of_week,
    "weekdays_away": _make_weekdays_away,
    "distance_weekday": _make_distance_weekday,
    "nth_weekday": _make_nth_weekday,
}
