"""Dates that count from an anchor: last week, Thursday, three days later."""

from collections.abc import Mapping
from datetime import date

from sayso.annotate.times.absolute import month_number, year_number
from sayso.annotate.times.grammar import table
from sayso.annotate.times.moments import (
    Moment,
    days_on,
    months_on,
    spell,
    spell_week,
    year_text,
)
from sayso.annotate.times.setting import (
    Maker,
    Meaning,
    Setting,
    looks_ahead,
    mod_of,
    word_before,
    words,
)

_STEP = {"LAST": -1, "TOLD_LAST": -1, "THIS": 0, "SAME": 0, "NEXT": 1, "TOLD_NEXT": 1}
_BACK = frozenset({"before", "earlier", "previous", "previously", "prior", "ago"})


def near(slots: Mapping[str, str]) -> str:
    """Return which neighbour of the anchor a match asks for; THIS where it says nothing.

    >>> near({"near": "the following"})
    'TOLD_NEXT'
    """
    return table("near")[slots["near"].lower()] if "near" in slots else "THIS"


def base_of(which: str, setting: Setting) -> tuple[Moment | None, str | None]:
    """Return the moment to count from, and its name: "next" from now, "the next" from then.

    >>> place = Setting(text="", start=0, end=0, anchor=None, anchor_name=None,
    ...     told=Moment(2021, 5, 4))
    >>> base_of("SAME", place)
    (Moment(year=2021, month=5, day=4), 'narrative')
    """
    if which in ("SAME", "TOLD_LAST", "TOLD_NEXT"):
        return setting.past_anchor, setting.past_anchor_name
    return setting.anchor, setting.anchor_name


def shift(base: Moment, count: int, unit: str) -> str | None:
    """Return the value of the unit that lies `count` units on from the one that holds `base`.

    >>> shift(Moment(2021, 5, 4), -1, "week"), shift(Moment(2021), 2, "decade")
    ('2021-W17', '204')
    """
    if unit in ("day", "night"):
        day = days_on(base.date, count) if base.date else None
        return day.isoformat() if day else None
    if unit in ("week", "fortnight"):
        day = days_on(base.date, 7 * count) if base.date else None
        return spell_week(day) if day else None
    if unit == "month":
        return spell(months_on(base, count)) if base.month and base.year > 0 else None
    if unit == "quarter" and base.month:
        moved = months_on(base, 3 * count)
        return f"{moved.year:04d}-Q{((moved.month or 1) + 2) // 3}"
    year = base.year + count
    if unit == "year" and year:
        return year_text(year)
    size = {"decade": 10, "century": 100, "centurie": 100}.get(unit)
    if size is None:
        return None
    whole = abs(base.year) // size + (count if base.year > 0 else -count)
    return ("BC" if base.year < 0 else "") + f"{whole:0{3 if size == 10 else 2}d}"


def amount(slots: Mapping[str, str]) -> str:
    """Return the number of a match as digits, X where the words leave it open.

    >>> amount({"tens": "twenty", "ones": "five"}), amount({"amount": "several"})
    ('25', 'X')
    """
    if "digits" in slots:
        return slots["digits"].removesuffix(".0")
    if "tens" in slots:
        ones = table("amount")[slots["ones"].lower()] if "ones" in slots else "0"
        return str(int(table("tens")[slots["tens"].lower()]) + int(ones))
    return table("amount")[slots["amount"].lower()] if "amount" in slots else "X"


def _make_deictic(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    word = slots["deictic"].lower()
    if setting.narrative and word == "today":
        return Meaning(type="DATE", value="PRESENT_REF")
    base = setting.anchor
    value = shift(base, int(table("deictic")[word]), "day") if base else None
    anchor = setting.anchor_name if value else None
    if word == "tonight":
        return Meaning(type="TIME", value=f"{value or 'XXXX-XX-XX'}TNI", anchor=anchor)
    return Meaning(type="DATE", value=value, mod=mod_of(slots), anchor=anchor)


def _make_weekday(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """The day itself or the latest such day; the next where the sentence looks ahead."""
    if word_before(setting).lower() in words("named_days"):
        return None
    number = _weekday(slots)
    base = setting.anchor.date if setting.anchor else None
    if base is None:
        return Meaning(type="DATE", value=f"XXXX-WXX-{number}", mod=mod_of(slots))
    ahead = setting.narrative or looks_ahead(setting)
    gap = (number - base.isoweekday()) % 7 if ahead else -((base.isoweekday() - number) % 7)
    return _on(base, gap, slots, setting.anchor_name)


def _make_near_weekday(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    number, which = _weekday(slots), near(slots)
    moment, name = base_of(which, setting)
    base = moment.date if moment else None
    if base is None:
        return Meaning(type="DATE", value=f"XXXX-WXX-{number}", mod=mod_of(slots))
    back, on = (base.isoweekday() - number) % 7, (number - base.isoweekday()) % 7
    if _STEP[which] < 0:
        return _on(base, -(back or 7), slots, name)
    if _STEP[which] > 0:
        return _on(base, on or 7, slots, name)
    return _on(base, on if looks_ahead(setting) else -back, slots, name)


def _weekday(slots: Mapping[str, str]) -> int:
    if "weekday" in slots:
        return int(table("weekday")[slots["weekday"].lower()])
    return int(table("weekday_short")[slots["weekday_short"].lower()])


def _on(base: date, gap: int, slots: Mapping[str, str], name: str | None) -> Meaning | None:
    day = days_on(base, gap)
    value = day.isoformat() if day else None
    return Meaning(type="DATE", value=value, mod=mod_of(slots), anchor=name)


def _make_near_unit(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    unit, which = slots["unit"].lower(), near(slots)
    if "side" in slots:
        which = "TOLD_LAST" if slots["side"].lower() in _BACK else "TOLD_NEXT"
    if unit == "day" and "mod" in slots and "near" not in slots:
        which = "SAME"
    word = slots.get("near", "").lower()
    if word in ("past", "the past"):
        return _rolling(unit, setting)
    if unit == "day" and which in ("LAST", "NEXT", "THIS") and word not in ("this", "next"):
        return None
    moment, name = base_of(which, setting)
    if unit == "weekend":
        return _weekend(slots, moment, which, setting)
    value = shift(moment, _STEP[which], unit) if moment else None
    mod = mod_of(slots)
    days = None
    if value and unit == "year" and len(value) == 4 and "of" in slots.get("mod", "").split():
        # "The end of the year" is its last month, not its last third.
        days = {
            "START": (f"{value}-01-01", f"{value}-01-31"),
            "END": (f"{value}-12-01", f"{value}-12-31"),
        }.get(mod or "")
    return Meaning(type="DATE", value=value, mod=mod, days=days, anchor=name if value else None)


def _rolling(unit: str, setting: Setting) -> Meaning | None:
    """ "The past week" is the seven days before the anchor; longer ones are lengths of time."""
    letter = table("unit")[unit]
    if unit != "week":
        return Meaning(type="DURATION", value=f"P1{letter}") if letter != "WE" else None
    base = setting.anchor.date if setting.anchor else None
    begin, end = (days_on(base, -7), days_on(base, -1)) if base else (None, None)
    if begin is None or end is None:
        return Meaning(type="DURATION", value="P1W")
    return Meaning(
        type="DATE",
        value=spell_week(begin),
        days=(begin.isoformat(), end.isoformat()),
        anchor=setting.anchor_name,
    )


def _weekend(
    slots: Mapping[str, str], moment: Moment | None, which: str, setting: Setting
) -> Meaning | None:
    base = moment.date if moment else None
    if base is None:
        return Meaning(type="DATE", value=None)
    on_weekend = base.isoweekday() > 5
    weeks = _STEP[which]
    early = not on_weekend and base.isoweekday() < 4
    if which == "THIS" and early and not looks_ahead(setting):
        weeks = -1
    day = days_on(base, 7 * weeks)
    value = f"{spell_week(day)}-WE" if day else None
    return Meaning(type="DATE", value=value, mod=mod_of(slots), anchor=setting.anchor_name)


def _make_near_month(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    number, which = month_number(slots) or 1, near(slots)
    moment, name = base_of(which, setting)
    if moment is None or moment.month is None:
        return Meaning(type="DATE", value=f"XXXX-{number:02d}", mod=mod_of(slots))
    year = moment.year
    if _STEP[which] < 0 and number >= moment.month:
        year -= 1
    if _STEP[which] > 0 and number <= moment.month:
        year += 1
    value = spell(Moment(year, number))
    return Meaning(type="DATE", value=value, mod=mod_of(slots), anchor=name)


def _make_month_of_year(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    moment, name = base_of(near(slots), setting)
    number = month_number(slots) or 1
    if moment is None:
        return Meaning(type="DATE", value=f"XXXX-{number:02d}", mod=mod_of(slots))
    value = spell(Moment(moment.year + _STEP[near(slots)], number))
    return Meaning(type="DATE", value=value, mod=mod_of(slots), anchor=name)


def _make_distance(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """ "Ago" and "from now" count from the anchor, "earlier" and "later" from the date last told.
    A number left open gives PAST_REF or FUTURE_REF."""
    unit, side, number = slots["unit"].lower(), slots["side"].lower(), amount(slots)
    sign = -1 if side in _BACK else 1
    from_now = side in ("ago", "hence", "from now")
    moment = setting.anchor if from_now else setting.past_anchor
    name = setting.anchor_name if from_now else setting.past_anchor_name
    rough = {"MORE_THAN": ("AFTER", "BEFORE"), "LESS_THAN": ("BEFORE", "AFTER")}
    mod = table("approx").get(slots.get("approx", "").lower())
    if mod in rough:
        mod = rough[mod][sign < 0]
    if number == "X":
        return Meaning(type="DATE", value="PAST_REF" if sign < 0 else "FUTURE_REF")
    if unit in ("second", "minute", "hour"):
        return _hours(moment, sign, name)
    if moment is None:
        return Meaning(type="DATE", value=None, mod=mod)
    whole = float(number) * (2 if unit == "fortnight" else 1)
    if unit in ("year", "decade") and whole % 1 and moment.month:
        unit, whole = "month", whole * (12 if unit == "year" else 120)
    if unit == "decade":
        unit, whole = "year", whole * 10
    value = shift(moment, sign * int(whole), unit)
    if value is None and setting.narrative and setting.anchor:
        # "Three days later" after a lone year goes on from the day before that aside.
        value = shift(setting.anchor, sign * int(whole), unit)
    return Meaning(type="DATE", value=value, mod=mod, anchor=name if value else None)


def _hours(moment: Moment | None, sign: int, name: str | None) -> Meaning:
    """Hours from an anchor known to the day alone may fall on the day beside it."""
    day = moment.date if moment else None
    other = days_on(day, sign) if day else None
    if day is None or other is None:
        return Meaning(type="TIME", value="XXXX-XX-XXTXX:XX")
    begin, end = sorted((day.isoformat(), other.isoformat()))
    return Meaning(type="TIME", value=f"{day}TXX:XX", days=(begin, end), anchor=name)


def _make_neighbour_day(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    moment, name = setting.past_anchor, setting.past_anchor_name
    step = -1 if slots["side"].lower() in _BACK else 1
    value = shift(moment, step, "day") if moment else None
    unit = slots["unit"].lower()
    if unit != "day":
        part = table("daypart")[unit]
        return Meaning(type="TIME", value=f"{value}T{part}" if value else None, anchor=name)
    return Meaning(type="DATE", value=value, anchor=name if value else None)


def _make_same_period(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    year, told = year_number(slots), setting.past_anchor
    if year is not None:
        return Meaning(type="DATE", value=year_text(year))
    if told is None:
        return Meaning(type="DATE", value=None)
    if "side" in slots or _STEP[near(slots)] < 0:
        told = Moment(told.year - 1, told.month)
    return Meaning(type="DATE", value=spell(told), anchor=setting.past_anchor_name)


MAKERS: dict[str, Maker] = {
    "deictic": _make_deictic,
    "weekday": _make_weekday,
    "near_weekday": _make_near_weekday,
    "near_unit": _make_near_unit,
    "near_month": _make_near_month,
    "month_of_year": _make_month_of_year,
    "distance": _make_distance,
    "neighbour_day": _make_neighbour_day,
    "same_period": _make_same_period,
}
