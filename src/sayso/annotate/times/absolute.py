"""Dates that name their month, year, decade or century themselves."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from sayso.annotate.times.grammar import table
from sayso.annotate.times.moments import Moment, spell, spell_week, valid, year_text
from sayso.annotate.times.setting import (
    Maker,
    Meaning,
    Setting,
    led_by,
    looks_ahead,
    mod_of,
    word_after,
    word_before,
    words,
)

# A day without its year is taken as coming when it is so near and the last one so far.
_SOON = timedelta(45)
_FRESH, _FAR = timedelta(21), timedelta(300)
# In a narrative a month that lies so many months back has come round again.
_COME_ROUND = 8
# '29 and below are years of this century.
_TURN = 30
_STREET = re.compile(
    r" (?:[NSEW]\. )?[A-Z][a-z]+ (?:Avenue|Ave|Street|St|Road|Rd|Boulevard|Lane|Drive)\b"
)
_WIDE_MONTHS = frozenset({"march", "may", "april", "june", "august"})


def month_number(slots: Mapping[str, str]) -> int | None:
    """Return the month a match names, by word or number.

    >>> month_number({"month_short": "Sept"})
    9
    """
    if short := slots.get("month_short"):
        return int(table("month_short")[short.lower()])
    if name := slots.get("month"):
        return int(name) if name.isdigit() else int(table("month")[name.lower()])
    return None


def year_number(slots: Mapping[str, str]) -> int | None:
    """Return the year a match names, negative before our era.

    >>> year_number({"year": "44", "era": "BC"})
    -44
    """
    if "two_digits" in slots:
        return century_of(int(slots["two_digits"]))
    if "year" not in slots:
        return None
    digits = slots["year"]
    if len(digits) == 2 and "first" in slots and "era" not in slots:
        # "1951-53": the second year leaves its century out.
        digits = slots["first"][-4:-2] + digits
    year = int(digits)
    return -year if slots.get("era", "").upper().startswith("B") else year


def century_of(short: int) -> int:
    """Return the year that two digits after an apostrophe mean: '68 is 1968, '09 is 2009.

    >>> century_of(68), century_of(9)
    (1968, 2009)
    """
    return (2000 if short < _TURN else 1900) + short


def year_for(month: int, day: int | None, setting: Setting) -> int | None:
    """Return the year of a month or day told without one: the latest up to the anchor, or the
    next where the sentence looks ahead; in a narrative the year last told.

    >>> place = Setting(text="In May", start=3, end=6, anchor=Moment(2025, 2, 27),
    ...     anchor_name="published", told=None)
    >>> year_for(5, None, place)
    2024
    """
    anchor = setting.anchor
    if anchor is None:
        return None
    if setting.narrative:
        back = (anchor.month or month) - month
        return anchor.year + (1 if back >= _COME_ROUND else 0)
    today = anchor.date
    if today is None:
        return None
    years = (today.year - 1, today.year, today.year + 1)
    days = [date(y, month, day or 1) for y in years if valid(Moment(y, month, day or 1))]
    first = today.replace(day=1) if day is None else today
    coming = [d for d in days if d >= first]
    past = [d for d in days if d <= first]
    if coming and coming[0] == first:
        return first.year
    soon = day is not None and coming and coming[0] - today <= _SOON
    # What has just been is meant, however the sentence goes on: "planned for 8-14 April".
    fresh = past and today - past[-1] <= _FRESH and coming and coming[0] - today > _FAR
    if coming and (not past or soon or (not fresh and looks_ahead(setting))):
        return coming[0].year
    return past[-1].year if past else None


def _make_date(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    month, year = month_number(slots), year_number(slots)
    day = int(slots["day"]) if "day" in slots else None
    if month is None:
        return None
    anchor = None
    if year is None:
        year, anchor = year_for(month, day, setting), setting.anchor_name
        if not valid(Moment(2000, month, day)):
            return None
        if year is None:
            unknown = f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")
            return Meaning(type="DATE", value=unknown, mod=mod_of(slots))
    moment = Moment(year, month, day)
    if not valid(moment):
        return None
    value = spell(moment)
    if "hour" in slots:
        value += f"T{slots['hour']}:{slots['minute']}"
        return Meaning(type="TIME", value=value)
    return Meaning(type="DATE", value=value, mod=mod_of(slots), anchor=anchor)


def _make_month(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """A month that is also a name or a verb needs a word before it that asks for a time."""
    wide = slots["month"].lower() in _WIDE_MONTHS
    named = word_after(setting)[:1].isupper() and setting.after[:1] == " "
    if wide and named and led_by(setting, "month_weak_leads"):
        return None
    if wide and "mod" not in slots and not led_by(setting, "month_leads"):
        return None
    if wide and word_after(setting)[:1].isupper() and word_before(setting)[:1].isupper():
        return None
    return _make_date(slots, setting)


def _make_numeric_date(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """Day and month in either order: where both are possible and no other date of the text shows
    its order, the value is left open and the interval holds both."""
    first, second, year = int(slots["first"]), int(slots["second"]), int(slots["year"])
    if slots["mark"] == "." and len(slots["year"]) < 4:
        return None
    if len(slots["year"]) < 4:
        year += 2000 if year < 70 else 1900
    day_first, month_first = Moment(year, second, first), Moment(year, first, second)
    readings = [day_first] if slots["mark"] == "." else [day_first, month_first]
    if setting.day_first is not None and len(readings) > 1:
        readings = [day_first if setting.day_first else month_first]
    possible = sorted({m.date for m in readings if valid(m) and m.date})
    if not possible:
        return None
    if len(possible) == 1:
        return Meaning(type="DATE", value=possible[0].isoformat())
    return Meaning(
        type="DATE", value=None, days=(possible[0].isoformat(), possible[-1].isoformat())
    )


def _make_week_of_month(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """The first week is days 1 to 7, the last the last seven; valued as the ISO week it fills."""
    found = _make_date({key: slots[key] for key in slots if key != "ordinal"}, setting)
    nth = int(table("ordinal")[slots["ordinal"].lower()])
    if found is None or not found.value or not found.value[:4].isdigit() or nth > 5:
        return None
    if found.value[:4] == "9999":
        return None
    year, month = int(found.value[:4]), int(found.value[5:7])
    following = date(year + month // 12, month % 12 + 1, 1)
    last = following - timedelta(1)
    begin = last - timedelta(6) if nth < 0 else date(year, month, 1) + timedelta(7 * (nth - 1))
    if begin > last:
        return None
    end = min(begin + timedelta(6), last)
    return Meaning(
        type="DATE",
        value=spell_week(begin + timedelta(3)),
        days=(begin.isoformat(), end.isoformat()),
        anchor=found.anchor,
    )


def _make_decade(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    if "decade" in slots:
        first = int(slots["decade"])
    else:
        short = slots.get("short") or table("decade_word")[slots["decade_word"].lower()]
        own = setting.text[setting.start : setting.end].lower()
        if "mod" not in slots and not own.startswith(("the ", "'", "’")):
            return None
        # "The 20s" of a text of this century are its own; older decades are the last century's.
        century = setting.anchor.year // 100 if setting.narrative and setting.anchor else 19
        first = century * 100 + int(short)
    if first < 100 or (first < 1000 and "era" not in slots) or first > 2100:
        return None
    early = slots.get("era", "").upper().startswith("B")
    return Meaning(type="DATE", value=f"{'BC' * early}{first // 10:03d}", mod=mod_of(slots))


def _make_century(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    nth = int(slots.get("digits") or table("ordinal")[slots["ordinal"].lower()])
    if not 1 <= nth <= 22:
        return None
    early = slots.get("era", "").upper().startswith("B")
    return Meaning(type="DATE", value=f"{'BC' * early}{nth - 1:02d}", mod=mod_of(slots))


def _make_year(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """Four digits are a year where the words beside them do not count or number something."""
    year = year_number(slots)
    if year is None or year == 0 or year > 2100:
        return None
    named = "era" in slots or "mod" in slots or "last" in slots
    if not named and not _is_year(setting):
        return None
    mod = mod_of(slots) or table("approx").get(slots.get("approx", "").lower())
    return Meaning(type="DATE", value=year_text(year), mod=mod)


def _is_year(setting: Setting) -> bool:
    following, leading = word_after(setting), word_before(setting)
    if following.lower() in words("counted") or following[:1] == "%":
        return False
    if following[:1].isupper() and following.lower() in words("streets"):
        return False
    if following == "vintage" or _on_street(setting):
        return False
    if leading.lower() in words("not_year"):
        return False
    if led_by(setting, "year_strong"):
        return True
    plural = following.islower() and following.endswith("s") and len(following) > 3
    if plural and following not in words("plural_ok"):
        return False
    # After a name ("Sirocco 1900") it is a model or a title, unless something stands between.
    named = leading[:1].isupper() and setting.before[-1:] == " " and len(leading) > 1
    return led_by(setting, "year_leads") or not (named or leading.isdigit())


def _on_street(setting: Setting) -> bool:
    """ "1990 Monroe Avenue": a house number."""
    return bool(_STREET.match(setting.after))


def _make_short_year(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    if not led_by(setting, "year_strong"):
        return None
    return Meaning(type="DATE", value=str(century_of(int(slots["short"]))))


MAKERS: dict[str, Maker] = {
    "date": _make_date,
    "month": _make_month,
    "numeric_date": _make_numeric_date,
    "week_of_month": _make_week_of_month,
    "decade": _make_decade,
    "century": _make_century,
    "year": _make_year,
    "short_year": _make_short_year,
}
