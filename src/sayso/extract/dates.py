"""Dates as pages write them beside an article: attributes, date lines, bylines."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from sayso.data import load

FIRST_YEAR = 1990  # Before it there were no web pages; earlier dates are the subject's.
LONGEST = 120  # Characters of a line that can be a date line; longer ones are prose.

ISO = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)(?!\d)"
    r"(?:[T ]\s?(?P<H>\d\d?):(?P<M>\d\d)(?::\d\d(?:[.,]\d{1,9})?)?\s?(?P<z>Z|[+-]\d\d:?\d\d)?)?"
)
COMPACT = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:T?(?P<H>\d\d)(?P<M>\d\d)(?:\d\d)?)?$"
)
SLASHED = re.compile(r"(?P<y>(?:19|20)\d\d)[/.](?P<m>\d\d?)[/.](?P<d>\d\d?)(?!\d)")
DAY_FIRST = re.compile(r"(?P<a>\d\d?)(?P<sep>[./-])(?P<b>\d\d?)(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)")
CLOCK = re.compile(
    r"(?<![\d:.])(?P<H>\d\d?)[:.h](?P<M>\d\d)(?::\d\d)?(?!\d)\s?(?P<half>[ap]\.?\s?m\b\.?)?"
    r"|(?<![\d:.])(?P<h>\d\d?)\s?(?P<only>[ap]\.?\s?m\b\.?)",
    re.I,
)
ZONE = re.compile(r"\b(?:GMT|UTC)\b\s?(?P<z>[+-]\d\d?(?::?\d\d)?)?|(?P<o>[+-]\d\d:?\d\d)\b")
DIGIT = re.compile(r"\d")


def read_date(text: str) -> str | None:
    """Return the one date that a date line or attribute holds, in ISO form; null when there is
    none or its order of day and month is not certain.

    >>> read_date("Thursday, Feb. 27, 2025 06:44 pm"), read_date("03/04/2025")
    ('2025-02-27T18:44', None)
    """
    text = " ".join(text[: 2 * LONGEST].split())
    if found := ISO.search(text):
        return _iso(found["y"], found["m"], found["d"], _time(found["H"], found["M"], found["z"]))
    if found := COMPACT.match(text):
        return _iso(found["y"], found["m"], found["d"], _time(found["H"], found["M"], None))
    for found in _in_words(text):
        month = month_numbers()[found["month"].lower()]
        rest = text[: found.start()] + " " + text[found.end() :]
        return _iso(found["y"], str(month), found["d"], _clock(rest))
    if found := SLASHED.search(text):
        rest = text[: found.start()] + " " + text[found.end() :]
        return _iso(found["y"], found["m"], found["d"], _clock(rest))
    if found := DAY_FIRST.search(text):
        first, second = int(found["a"]), int(found["b"])
        rest = text[: found.start()] + " " + text[found.end() :]
        if found["sep"] == "." or first > 12 or first == second:
            return _iso(found["y"], found["b"], found["a"], _clock(rest))
        if second > 12:
            return _iso(found["y"], found["a"], found["b"], _clock(rest))
    return None


def date_line(line: str) -> tuple[str, str] | None:
    """Return ("published" | "modified", ISO date) when a line says nothing but a date.

    >>> date_line("Last updated: 4 March 2025, 10:05 GMT")
    ('modified', '2025-03-04T10:05+00:00')
    >>> date_line("The dam broke on 4 March 2025 after days of rain.")
    """
    line = " ".join(line[: LONGEST + 1].split())
    if len(line) > LONGEST or not DIGIT.search(line):
        return None
    value = read_date(line)
    if value is None:
        return None
    words = re.findall(r"[^\W\d_]+", line.lower())
    if any(word not in date_words() for word in words):
        return None
    return date_kind(line), value


def date_kind(line: str) -> str:
    """Return "modified" when a date line speaks of a later change, else "published".

    >>> date_kind("Last updated 3 March 2031"), date_kind("3 March 2031")
    ('modified', 'published')
    """
    said = set(re.findall(r"[^\W\d_]+", line.lower().replace("edited by", "")))
    later = _words(load("page_dates")["modified"])
    for other in _languages():
        later |= set(other["modified"])
    first = {"published", "posted", "first"}
    return "modified" if said & later and not said & first else "published"


@cache
def month_numbers() -> dict[str, int]:
    english = load("page_dates")["months"]
    months = {
        name: number
        for language in _languages()
        for number, name in enumerate(language["months"], 1)
    }
    return months | {name: number for number, group in enumerate(english, 1) for name in group}


def _languages() -> list[dict[str, list[str]]]:
    return [table for table in load("page_dates").values() if isinstance(table, dict)]


def _words(phrases: Iterable[str]) -> set[str]:
    return {word for phrase in phrases for word in phrase.split()} - {"on", "at", "date"}


@cache
def date_words() -> frozenset[str]:
    """Return the lower-case words that a date line is made of, in every language known.

    >>> {"updated", "march", "uhr"} <= date_words(), "dam" in date_words()
    (True, False)
    """
    table = load("page_dates")
    zones = "gmt utc est edt cst cdt mst mdt pst pdt cet cest bst ist am pm a p m t z st nd rd th"
    words = _words(table["published"]) | _words(table["modified"])
    for other in _languages():
        words |= {*other["words"], *other["modified"]}
    words |= {*month_numbers(), *table["weekdays"]}
    return frozenset(words | {"on", "at", "date", "of", "the", "et", "time", *zones.split()})


@cache
def _worded() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = "|".join(sorted(month_numbers(), key=len, reverse=True))
    return (
        re.compile(
            rf"\b(?P<month>{names})\b\.?\s(?P<d>\d\d?)(?:st|nd|rd|th)?,?\s(?P<y>\d{{4}})\b", re.I
        ),
        re.compile(
            rf"\b(?P<d>\d\d?)(?:st|nd|rd|th|er|\.|º)?[\s-](?:(?:of|de)\s)?(?P<month>{names})\b[.,]{{0,2}}"
            r"[\s-](?:del?\s)?"
            r"(?P<y>\d{4})\b",
            re.I,
        ),
    )


def _in_words(text: str) -> Iterator[re.Match[str]]:
    matches = [found for pattern in _worded() if (found := pattern.search(text))]
    yield from sorted(matches, key=lambda found: found.start())


def _time(hour: str | None, minute: str | None, zone: str | None) -> str:
    if hour is None or minute is None or int(hour) > 23 or int(minute) > 59:
        return ""
    return f"T{int(hour):02}:{minute}{_zone(zone)}"


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone == "Z":
        return "+00:00"
    digits = zone[1:].replace(":", "")
    digits = digits if len(digits) == 4 else f"{digits:0>2}00"
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"


def _clock(text: str) -> str:
    """A clock time without a zone stays without: it is the page's own."""
    found = CLOCK.search(text)
    if not found:
        return ""
    hour = int(found["H"] or found["h"])
    half = (found["half"] or found["only"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    named = ZONE.search(text)
    zone = (named["z"] or named["o"] or "Z") if named else None
    return _time(str(hour), found["M"] or "00", zone)


def _iso(year: str, month: str, day: str, time: str) -> str | None:
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return value.isoformat() + time if value.year >= FIRST_YEAR else None
