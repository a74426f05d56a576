"""Durations, sets, and references to no date in particular."""

import re
from collections.abc import Mapping

from sayso.annotate.times.grammar import table
from sayso.annotate.times.moments import away
from sayso.annotate.times.relative import amount, base_of, near, step_of
from sayso.annotate.times.setting import (
    Maker,
    Meaning,
    Setting,
    led_by,
    looks_ahead,
    word_after,
    word_before,
    words,
)
from sayso.model import Interval

# A number with up to three words that say of what.
_RATE = re.compile(
    r"(?:\d[\d,.]*|(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|dozens|hundreds|"
    r"thousands|millions|half|several)\b)(?: (?:of|a|million|billion|thousand|hundred))*"
    r"(?: [a-z%-]+){0,3}\s$"
)
# A speed or a flow is a figure with its unit.
_SHORT = frozenset({"second", "minute", "hour"})
# Quarters are of a year only where they run on; else "three quarters" is a share.
_RUN = re.compile(r"consecutive|straight|successive|past|next|last", re.IGNORECASE)


def length(number: str, unit: str) -> str:
    """Return a TIMEX3 duration.

    >>> length("90", "minute"), length("2", "fortnight"), length("X", "year")
    ('PT90M', 'P4W', 'PXY')
    """
    letter = table("unit")[unit]
    if letter[0].isdigit() and number != "X":
        whole = float(number) * int(letter[0])
        return f"P{whole:g}{letter[1:]}"
    letter = letter.lstrip("2")
    return f"PT{number}{letter[1:]}" if letter[0] == "T" else f"P{number}{letter}"


def _make_duration(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """A length of time; "a day", "a second" and "three quarters" only where surely one."""
    unit, own = slots["unit"].lower(), setting.text[setting.start : setting.end]
    word = slots.get("amount", "").lower()
    if word in ("a", "an") and "near" not in slots and "approx" not in slots:
        joined = "-" in own or "and_half" in slots or own.lower().startswith(("another", "the "))
        reaches = word_after(setting).lower() in words("reaches")
        if not joined and not reaches and not led_by(setting, "a_leads"):
            return _per_unit(unit, setting)
    if unit == "second" and not own.endswith("seconds"):
        return None
    if unit == "quarter" and not _RUN.search(own):
        return None
    if own.endswith("old") and word_after(setting).lower() in words("aged"):
        return None
    if "amount" not in slots and "digits" not in slots and "tens" not in slots:
        number = "X" if "plural" in slots else "1"
    else:
        number = amount(slots)
    if "and-a-half" in own or ("and a half" in own and "." not in number):
        number = f"{number}.5"
    days = _reach(number, unit, slots, setting)
    return Meaning(
        type="DURATION",
        value=length(number, unit),
        mod=table("approx").get(slots.get("approx", "").lower()),
        days=days,
        anchor=base_of(near(slots), setting)[1] if days else None,
    )


def _reach(number: str, unit: str, slots: Mapping[str, str], setting: Setting) -> Interval | None:
    """ "The past three days" reach from three days before the anchor up to it."""
    step = step_of(near(slots))
    moment, _ = base_of(near(slots), setting)
    base = moment.date if moment else None
    if base is None or step == 0 or number == "X":
        return None
    other = away(base, step * float(number), unit)
    if other is None:
        return None
    begin, end = sorted((base.isoformat(), other.isoformat()))
    return begin, end


def _per_unit(unit: str, setting: Setting) -> Meaning | None:
    """ "20 miles a day", "$5 a barrel a day": a number stands before it, with what it counts."""
    if (
        unit in _SHORT
        or not _RATE.search(setting.before)
        or word_after(setting).lower() in words("no_rate")
    ):
        return None
    return Meaning(type="SET", value=length("1", unit), rule="so many a unit")


def _make_bare_duration(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    if setting.before.endswith("-"):
        return None
    if not led_by(setting, "open_leads") and slots["unit"].lower() != "decade":
        return None
    return Meaning(type="DURATION", value=length("X", slots["unit"].lower()))


def _make_duration_range(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """TIMEX3 has no range of lengths: the low end, marked as such."""
    if slots["unit"].lower() == "second":
        return None
    value = length(amount(slots), slots["unit"].lower())
    return Meaning(type="DURATION", value=value, mod="EQUAL_OR_MORE")


def _make_every(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    if "weekday" in slots:
        value = f"XXXX-WXX-{table('weekday')[slots['weekday'].lower()]}"
        if "daypart" in slots:
            value += f"T{table('daypart')[slots['daypart'].lower()]}"
    elif "month" in slots:
        value = f"XXXX-{int(table('month')[slots['month'].lower()]):02d}"
    elif "season" in slots:
        value = f"XXXX-{table('season')[slots['season'].lower()]}"
    elif "daypart" in slots:
        value = f"XXXX-XX-XXT{table('daypart')[slots['daypart'].lower()]}"
    else:
        own = setting.text[setting.start : setting.end].lower().split()
        counted = any(name in slots for name in ("digits", "tens", "amount"))
        number = "2" if "other" in own else amount(slots) if counted else "1"
        value = length(number, slots["unit"].lower())
    return Meaning(type="SET", value=value)


def _make_times_a_unit(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    unit = slots["unit"].lower()
    return Meaning(type="SET", value=length("1", "year" if unit == "annum" else unit))


def _make_frequency(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """A capital inside a sentence makes it a title: "the Daily Courier"."""
    word, leading = slots["frequency"], word_before(setting)
    if word[0].isupper() and (leading or word_after(setting)[:1].isupper()):
        return None
    return Meaning(type="SET", value=table("frequency")[word.lower()])


def _make_reference(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    word, leading = slots["ref"].lower(), word_before(setting).lower()
    # "They soon withdrew" says nothing of a time.
    if word.endswith("soon") and (leading in ("as", "too", "so") or not looks_ahead(setting)):
        return None
    if setting.after.startswith("-") or (word == "recent" and leading in ("most", "more")):
        return None
    if word == "the past" and leading not in ("in", "of", "from"):
        return None
    if word == "the future" and word_after(setting).lower() == "of":
        return None
    return Meaning(type="DATE", value=table("ref").get(word, "PRESENT_REF"))


MAKERS: dict[str, Maker] = {
    "duration": _make_duration,
    "bare_duration": _make_bare_duration,
    "duration_range": _make_duration_range,
    "every": _make_every,
    "times_a_unit": _make_times_a_unit,
    "frequency": _make_frequency,
    "reference": _make_reference,
}
