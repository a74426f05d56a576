"""Distances from an anchor: three days ago, two hours later, the day before."""

from collections.abc import Mapping
from datetime import date

from sayso.annotate.times.grammar import table
from sayso.annotate.times.moments import Moment, away, days_on
from sayso.annotate.times.relative import BACK, amount, shift
from sayso.annotate.times.setting import Maker, Meaning, Setting


def _make_distance(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """ "Ago" and "from now" count from the anchor, "earlier" and "later" from the date last told.
    A number left open gives PAST_REF or FUTURE_REF."""
    unit, side, number = slots["unit"].lower(), slots["side"].lower(), amount(slots)
    sign = -1 if side in BACK else 1
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
    if "and_half" in slots:
        number = f"{number}.5"
    on_day = "exact" in slots or (not from_now and unit in ("week", "fortnight"))
    if on_day and moment.date:
        return _exact(moment.date, sign * float(number), unit, slots.get("exact", ""), name)
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


def _exact(base: date, count: float, unit: str, exact: str, name: str | None) -> Meaning:
    """ "Fifty years ago today", "a week later" after a day: that very day."""
    step = {"yesterday": -1, "tomorrow": 1}.get(exact.strip().lower(), 0)
    start = days_on(base, step)
    day = away(start, count, unit) if start else None
    return Meaning(type="DATE", value=day.isoformat() if day else None, anchor=name)


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
    step = -1 if slots["side"].lower() in BACK else 1
    value = shift(moment, step, "day") if moment else None
    unit = slots["unit"].lower()
    if unit != "day":
        part = table("daypart")[unit]
        return Meaning(type="TIME", value=f"{value}T{part}" if value else None, anchor=name)
    return Meaning(type="DATE", value=value, anchor=name if value else None)


MAKERS: dict[str, Maker] = {
    "distance": _make_distance,
    "neighbour_day": _make_neighbour_day,
}
