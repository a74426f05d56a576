"""Clock times and parts of the day, alone or joined to a date."""

from collections.abc import Mapping

from sayso.annotate.times.grammar import table
from sayso.annotate.times.moments import Moment, days_on
from sayso.annotate.times.relative import base_of, near, shift, step_of
from sayso.annotate.times.setting import Maker, Meaning, Setting, led_by, mod_of


def time_of(make: str, slots: Mapping[str, str]) -> str:
    """Return the part of a TIMEX3 value that follows the day.

    >>> time_of("clock", {"hour": "6", "minute": "30", "half": "p.m.", "zone": "GMT"})
    'T18:30Z'
    >>> time_of("daypart", {"daypart": "afternoon"})
    'TAF'
    """
    if make == "daypart":
        return "T" + table("daypart")[slots["daypart"].lower()]
    if make == "overnight":
        return "TNI"
    if "word" in slots:
        return "T12:00" if slots["word"].lower() == "noon" else "T00:00"
    hour = int(slots.get("hour") or table("hour_word")[slots["hour_word"].lower()])
    if half := slots.get("half"):
        # "11 to 2 p.m." begins before noon.
        early = "last_hour" in slots and hour % 12 > int(slots["last_hour"]) % 12
        hour = hour % 12 + (12 if half[0] in "pP" and not early else 0)
    if part := slots.get("part"):
        late = part.lower() in ("afternoon", "evening") or (part.lower() == "night" and hour > 5)
        hour = hour % 12 + (12 if late else 0)
    minute = int(slots.get("minute", 0))
    if share := slots.get("share", "").lower():
        minute = 30 if share.startswith("half") else 45 if share.endswith("to") else 15
        hour = (hour - 1) % 24 if share.endswith("to") else hour
    zone = table("zone").get(slots.get("zone", "").lower(), "")
    return f"T{hour:02d}:{minute:02d}{zone}"


def day_of(setting: Setting) -> tuple[Moment | None, str | None]:
    """Return the day that a time without one falls on: one told close before, else the anchor.

    >>> place = Setting(text="", start=0, end=0, anchor=Moment(2021, 5, 4),
    ...     anchor_name="published", told=None)
    >>> day_of(place)
    (Moment(year=2021, month=5, day=4), 'published')
    """
    if setting.after.startswith((":", " –", " —")) or setting.before[-1:] in ("", "\n"):
        # The stamp of an entry: "9.58am: The dam is holding."
        return setting.anchor, setting.anchor_name
    told_day = setting.told_near and setting.told is not None and setting.told.day is not None
    if setting.told_here or setting.narrative or told_day:
        return setting.past_anchor, setting.past_anchor_name
    return setting.anchor, setting.anchor_name


def _make_clock(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """Bare "10:15" is a score or a verse unless a word or a zone makes it a time."""
    clear = ("half", "zone", "word", "part")
    sure = any(name in slots for name in clear) or "minute" not in slots
    if not sure and not led_by(setting, "clock_leads"):
        return None
    moment, anchor = day_of(setting)
    day = shift(moment, 0, "day") if moment else None
    bare = "half" not in slots and "approx" not in slots
    if "share" in slots and bare and not led_by(setting, "clock_leads"):
        return None
    value = (day or "XXXX-XX-XX") + time_of("clock", slots)
    return Meaning(type="TIME", value=value, anchor=anchor if day else None)


def _make_daypart(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """ "The night" is one told of; "at night" is any; "night vision" none."""
    own = setting.text[setting.start : setting.end].lower()
    ending = time_of("daypart", slots)
    if "near" in slots:
        which = near(slots)
        moment, anchor = base_of(which, setting)
        day = shift(moment, step_of(which), "day") if moment else None
    elif own.startswith("the ") or ("mod" in slots and "the" in own.split()):
        if not led_by(setting, "part_leads"):
            return None
        moment, anchor = day_of(setting)
        day = shift(moment, 0, "day") if moment else None
    elif led_by(setting, "daypart_leads"):
        # "At night" is any night, "by dawn" that of the day told.
        any_day = led_by(setting, "any_leads") and ending == "TNI"
        moment, anchor = (None, None) if any_day else day_of(setting)
        day = shift(moment, 0, "day") if moment else None
    else:
        return None
    if "hour" in slots:
        late = ending in ("TAF", "TEV", "TNI")
        hour = int(slots["hour"]) % 12 + (12 if late else 0)
        ending = f"T{hour:02d}:{slots.get('minute', '00')}"
    value = (day or "XXXX-XX-XX") + ending
    return Meaning(type="TIME", value=value, mod=mod_of(slots), anchor=anchor if day else None)


def _make_overnight(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """The night that ends on the anchor's morning covers two days; "overnight into Friday" the
    night that ends then, "overnight Thursday" the one that begins then."""
    base = setting.anchor.date if setting.anchor else None
    name = setting.anchor_name
    if base is None:
        return Meaning(type="TIME", value="XXXX-XX-XXTNI")
    first = days_on(base, -1)
    if "into" in slots:
        ends = int(table("weekday")[slots["into"].lower()])
        first = days_on(base, -((base.isoweekday() - ends) % 7) - 1)
    elif "weekday" in slots:
        begins = int(table("weekday")[slots["weekday"].lower()])
        first = days_on(base, -((base.isoweekday() - begins) % 7))
    last = days_on(first, 1) if first else None
    if first is None or last is None:
        return Meaning(type="TIME", value="XXXX-XX-XXTNI")
    told = first if "into" in slots or "weekday" in slots else base
    days = (first.isoformat(), last.isoformat())
    return Meaning(type="TIME", value=f"{told}TNI", days=days, anchor=name)


MAKERS: dict[str, Maker] = {
    "clock": _make_clock,
    "daypart": _make_daypart,
    "overnight": _make_overnight,
}
