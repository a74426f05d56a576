"""Days, weeks, months and years beside an anchor: yesterday, last week, the following year."""

from collections.abc import Mapping
from datetime import timedelta

from sayso.annotate.times.absolute import month_number, year_number
from sayso.annotate.times.grammar import table
from sayso.annotate.times.moments import (
    Moment,
    away,
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
    looks_back,
    mod_of,
)

_STEP = {"LAST": -1, "TOLD_LAST": -1, "THIS": 0, "SAME": 0, "NEXT": 1, "TOLD_NEXT": 1}
BACK = frozenset({"before", "earlier", "previous", "previously", "prior", "ago"})


def near(slots: Mapping[str, str]) -> str:
    """Return which neighbour of the anchor a match asks for; THIS where it says nothing.

    >>> near({"near": "the following"})
    'TOLD_NEXT'
    """
    return table("near")[slots["near"].lower()] if "near" in slots else "THIS"


def step_of(which: str) -> int:
    """Return -1 for the one before, 1 for the one after, 0 for the one itself.

    >>> step_of("TOLD_NEXT")
    1
    """
    return _STEP[which]


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
        return slots["digits"].removesuffix(".0").replace(",", "")
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


def _make_near_unit(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    unit, which = slots["unit"].lower(), near(slots)
    if "side" in slots:
        which = "TOLD_LAST" if slots["side"].lower() in BACK else "TOLD_NEXT"
    own = setting.text[setting.start : setting.end].lower()
    if unit == "day" and "mod" in slots and "near" not in slots:
        which = "SAME"
    word = slots.get("near", "").lower()
    if word in ("past", "the past") and unit != "weekend":
        return _rolling(unit, setting)
    if unit == "day" and which in ("LAST", "NEXT", "THIS") and word not in ("this", "next"):
        return None
    moment, name = base_of(which, setting)
    if unit == "day" and moment is not None and moment.day is None:
        moment, name = setting.anchor, setting.anchor_name
    steps = step_of(which)
    if "two" in slots:
        steps = -2 if slots["two"].lower().startswith("before") else 2
    if unit == "weekend":
        return _weekend(slots, moment, steps, setting)
    value = shift(moment, steps, unit) if moment else None
    middle = "MID" if own.startswith("mid") else None
    mod = mod_of(slots) or ("END" if "edge" in slots else middle)
    days = None
    whole = "edge" in slots or "of" in slots.get("mod", "").split()
    if value and unit == "year" and len(value) == 4 and whole:
        # "The end of the year" is its last month, not its last third.
        days = {
            "START": (f"{value}-01-01", f"{value}-01-31"),
            "END": (f"{value}-12-01", f"{value}-12-31"),
        }.get(mod or "")
    return Meaning(type="DATE", value=value, mod=mod, days=days, anchor=name if value else None)


def _rolling(unit: str, setting: Setting) -> Meaning | None:
    """ "The past week" is the seven days before the anchor; longer ones are lengths of time that
    reach up to it."""
    letter = table("unit")[unit]
    base = setting.anchor.date if setting.anchor else None
    begin = away(base, -1, unit) if base else None
    if base is None or begin is None:
        return Meaning(type="DURATION", value=f"P1{letter}")
    if unit == "week":
        days = (begin.isoformat(), (base - timedelta(1)).isoformat())
        return Meaning(type="DATE", value=spell_week(begin), days=days, anchor=setting.anchor_name)
    days = (begin.isoformat(), base.isoformat())
    return Meaning(type="DURATION", value=f"P1{letter}", days=days, anchor=setting.anchor_name)


def _weekend(
    slots: Mapping[str, str], moment: Moment | None, weeks: int, setting: Setting
) -> Meaning | None:
    base = moment.date if moment else None
    if base is None:
        return Meaning(type="DATE", value=None)
    on_weekend = base.isoweekday() > 5
    early = base.isoweekday() < 4 and not looks_ahead(setting)
    gone = not on_weekend and (early or looks_back(setting))
    if weeks == 0 and near(slots) == "THIS" and gone:
        weeks = -1
    day = days_on(base, 7 * weeks)
    value = f"{spell_week(day)}-WE" if day else None
    return Meaning(type="DATE", value=value, mod=mod_of(slots), anchor=setting.anchor_name)


def _make_near_month(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    number, which = month_number(slots) or 1, near(slots)
    moment, name = base_of(which, setting)
    if moment is None or (moment.month is None and which not in ("SAME", "TOLD_NEXT")):
        return Meaning(type="DATE", value=f"XXXX-{number:02d}", mod=mod_of(slots))
    year = moment.year
    month = moment.month or (12 if which == "TOLD_NEXT" else 1)
    if _STEP[which] < 0 and number >= month:
        year -= 1
    if _STEP[which] > 0 and number <= month:
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


def _make_year_ago(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """ "The year-ago quarter" is that of the one last told, a year back."""
    moment, unit = setting.past_anchor, slots["unit"].lower()
    if moment is None or moment.month is None or unit not in ("quarter", "month"):
        return Meaning(type="DATE", value=None)
    value = shift(months_on(moment, -12), 0, unit)
    return Meaning(type="DATE", value=value, anchor=setting.past_anchor_name)


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
    "near_unit": _make_near_unit,
    "near_month": _make_near_month,
    "month_of_year": _make_month_of_year,
    "same_period": _make_same_period,
    "year_ago": _make_year_ago,
}
