"""Clock times and their zones beside a date."""

import re
from functools import cache

from sayso.data import load

CLOCK = re.compile(
    r"(?:(?P<early>午前|上午|오전)|(?P<late>午後|下午|오후))?\s?"
    r"(?<![\d:.])(?P<H>\d\d?)(?:[:.h时時点시]|\s[h]\s)\s?(?P<M>\d\d)(?:[:分분]\d\d)?(?!\d)\s?"
    r"(?P<half>[ap]\.?\s?m\b\.?)?"
    r"|(?<![\d:.])(?P<h>\d\d?)\s?(?P<only>[ap]\.?\s?m\b\.?)",
    re.I,
)
ZONE = re.compile(
    r"\b(?:GMT|UTC)\b\s?(?P<z>[+-]\d\d?(?::?\d\d)?)?|(?<=\d)\s?(?P<o>[+-]\d\d:?\d\d)\b"
)
WORD = re.compile(r"[^\W\d_]+")
WIDEST = 14  # Hours between a zone and Greenwich.


def clock(text: str) -> str:
    """Return the clock time in a line without its date, as "T18:44+00:00"; empty where none.

    A time without a zone stays without: it is the page's own.

    >>> clock("at 6:44 pm EDT"), clock("18.44 GMT"), clock("at night")
    ('T18:44-04:00', 'T18:44+00:00', '')
    """
    found = CLOCK.search(text)
    if not found:
        return ""
    hour = int(found["H"] or found["h"])
    half = (found["half"] or found["only"] or "").lower()
    if half or found["early"] or found["late"]:
        if not 0 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half.startswith("p") or found["late"] else 0)
    return time_of_day(str(hour), found["M"] or "00", _zone_in(text))


def time_of_day(hour: str | None, minute: str | None, zone: str | None) -> str:
    """Return an ISO time with its offset; empty where the numbers are no time.

    >>> time_of_day("7", "05", "+0530"), time_of_day("31", "05", None)
    ('T07:05+05:30', '')
    """
    if hour is None or minute is None or int(hour) > 23 or int(minute) > 59:
        return ""
    return f"T{int(hour):02}:{int(minute):02}{_zone(zone)}"


@cache
def clock_words() -> frozenset[str]:
    """Return the words that stand with a clock time in a date line.

    >>> {"gmt", "pm"} <= clock_words()
    True
    """
    others = "gmt utc cst mst bst ist et pt ct mt am pm a p m time"
    return frozenset({*load("page_dates")["zones"], *others.split()})


def _zone_in(text: str) -> str | None:
    if named := ZONE.search(text):
        return named["z"] or named["o"] or "Z"
    zones = load("page_dates")["zones"]
    names = [zones[word] for word in WORD.findall(text.lower()) if word in zones]
    return names[0] if len(set(names)) == 1 else None


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone in "Zz":
        return "+00:00"
    digits = zone[1:].replace(":", "")
    digits = digits if len(digits) == 4 else f"{digits:0>2}00"
    if int(digits[:2]) > WIDEST or int(digits[2:]) > 59:
        return ""
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"
