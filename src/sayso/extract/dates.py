"""Dates as pages write them beside an article: attributes, date lines, bylines."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Literal

from sayso.data import load
from sayso.extract.clock import clock, clock_words, time_of_day

FIRST_YEAR = 1990  # Before it there were no web pages; earlier dates are the subject's.
LAST_YEAR = 2099  # Later ones are of another calendar (the Buddhist 2574), or slips.
LONGEST = 120  # Characters of a line that can be a date line; longer ones are prose.

Order = Literal["day", "month"]  # Which of two numbers comes first.

ISO = re.compile(
    r"(?<!\d)(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)(?!\d)"
    r"(?:[T ]\s?(?P<H>\d\d?):(?P<M>\d\d)(?::\d\d(?:[.,]\d{1,9})?)?\s?(?P<z>Z|[+-]\d\d:?\d\d)?"
    r"(?!\s?[ap]\.?m\b))?",
    re.I,
)
COMPACT = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:T?(?P<H>\d\d)(?P<M>\d\d)(?:\d\d)?)?$"
)
SLASHED = re.compile(
    r"(?<![\d/.])(?P<y>(?:19|20)\d\d)(?:[/.]|\. )(?P<m>\d\d?)(?:[/.]|\. )(?P<d>\d\d?)(?!\d)"
)
COUNTED = re.compile(  # Chinese, Japanese, Korean.
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?[年년]\s?(?P<m>\d\d?)\s?[月월]\s?(?P<d>\d\d?)\s?[日号일]"
)
DAY_FIRST = re.compile(
    r"(?<![\d./-])(?P<a>\d\d?)(?P<sep>[./-])(?P<b>\d\d?)(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)"
)
SHORT_YEAR = re.compile(r"(?<![\d./-])(?P<a>\d\d?)(?P<sep>/)(?P<b>\d\d?)/(?P<y>\d\d)(?![\d/])")
# Elements side by side leave no space in the text: "AbroadMAY 3, 2031Updated".
ABUTTING = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ][A-Za-z])|(?<=\d)(?=[A-Z][a-z])")
DIGIT = re.compile(r"\d")
WORDS = re.compile(r"[^\W\d_]+")


def read_date(text: str, order: Order | None = None) -> str | None:
    """Return the one date that a date line or attribute holds, in ISO form; null when there is
    none, or when its order of day and month is neither certain nor given.

    >>> read_date("Thursday, Feb. 27, 2025 06:44 pm"), read_date("03/04/2025")
    ('2025-02-27T18:44', None)
    >>> read_date("03/04/2025", "day"), read_date("2025年2月27日")
    ('2025-04-03', '2025-02-27')
    """
    text = plain(text)
    if found := ISO.search(text):
        rest = text[: found.start()] + " " + text[found.end() :]
        time = time_of_day(found["H"], found["M"], found["z"]) or clock(rest)
        return _iso(found["y"], found["m"], found["d"], time)
    if found := COMPACT.match(text):
        return _iso(found["y"], found["m"], found["d"], time_of_day(found["H"], found["M"], None))
    for found in _in_words(text):
        month = month_numbers()[found["month"].lower()]
        return _iso(found["y"], str(month), found["d"], _beside(text, found))
    for pattern in (COUNTED, SLASHED):
        if found := pattern.search(text):
            return _iso(found["y"], found["m"], found["d"], _beside(text, found))
    if found := DAY_FIRST.search(text) or SHORT_YEAR.search(text):
        days = _readings(found)
        chosen = days.get(order, "") if len(days) == 2 and order else None
        if chosen is None and len(set(days.values())) == 1:
            chosen = next(iter(days.values()))
        return chosen + _beside(text, found) if chosen else None
    return None


def readings(text: str) -> dict[Order, str]:
    """Return the day that a date in numbers is by either order; empty when it is none such.

    >>> readings("03/04/2025 10:00"), readings("25/04/2025"), readings("3 April 2025")
    ({'day': '2025-04-03', 'month': '2025-03-04'}, {'day': '2025-04-25'}, {})
    """
    text = plain(text)
    if ISO.search(text) or next(_in_words(text), None) or SLASHED.search(text):
        return {}
    found = DAY_FIRST.search(text) or SHORT_YEAR.search(text)
    return _readings(found) if found else {}


def date_line(line: str, order: Order | None = None) -> tuple[str, str] | None:
    """Return ("published" | "modified", ISO date) when a line says nothing but a date.

    >>> date_line("Last updated: 4 March 2025, 10:05 GMT")
    ('modified', '2025-03-04T10:05+00:00')
    >>> date_line("The dam broke on 4 March 2025 after days of rain.")
    """
    line = " ".join(line[: LONGEST + 1].split())
    if len(line) > LONGEST or not DIGIT.search(line) or not only_dates(line):
        return None
    value = read_date(line, order)
    return (date_kind(line), value) if value else None


def only_dates(line: str) -> bool:
    """Return whether a line has no word but those that stand with dates.

    >>> only_dates("Published on 4 March 2025"), only_dates("Flood of 4 March 2025")
    (True, False)
    """
    return all(word in date_words() for word in WORDS.findall(plain(line).lower()))


def date_kind(line: str) -> str:
    """Return "modified" when a date line speaks of a later change, else "published".

    >>> date_kind("Last updated 3 March 2031"), date_kind("3 March 2031")
    ('modified', 'published')
    """
    said = set(WORDS.findall(line.lower().replace("edited by", "")))
    first = {"published", "posted", "first"}
    return "modified" if said & _later() and not said & first else "published"


def plain(text: str) -> str:
    """Return a line with its digits and spaces as ASCII ones, without marks of direction.

    >>> plain("٢٧ فبراير ٢٠٢٥")
    '27 فبراير 2025'
    """
    text = text[: 2 * LONGEST]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = "".join(_ascii(sign) for sign in text if unicodedata.category(sign) != "Cf")
    return " ".join(ABUTTING.sub(" ", text).split())


@cache
def month_numbers() -> dict[str, int]:
    """Return the number of each month by any of its names, in lower case.

    >>> month_numbers()["sept"], month_numbers()["août"]
    (9, 8)
    """
    groups = [load("page_dates")["months"]]
    groups += [language["months"] for language in _languages()]
    return {
        unicodedata.normalize("NFKC", name): number
        for months in groups
        for number, names in enumerate(months, 1)
        for name in names
    }


@cache
def date_words() -> frozenset[str]:
    """Return the lower-case words that a date line is made of, in every language known.

    >>> {"updated", "march", "uhr"} <= date_words(), "dam" in date_words()
    (True, False)
    """
    table = load("page_dates")
    words = _words(table["published"]) | _words(table["modified"])
    for other in _languages():
        words |= _words((*other["words"], *other["modified"]))
    words |= _words(month_numbers()) | {*table["weekdays"]} | clock_words()
    return frozenset(words | {"on", "at", "date", "of", "the", "t", "z", "st", "nd", "rd", "th"})


def _ascii(sign: str) -> str:
    number = unicodedata.decimal(sign, None)
    return sign if number is None else str(number)


def _languages() -> list[dict[str, list[str]]]:
    return list(load("page_dates")["languages"].values())


def _words(phrases: Iterable[str]) -> set[str]:
    return {
        word for phrase in phrases for word in WORDS.findall(unicodedata.normalize("NFKC", phrase))
    }


@cache
def _later() -> frozenset[str]:
    words = _words(load("page_dates")["modified"])
    for other in _languages():
        words |= _words(other["modified"])
    return frozenset(words - {"on", "at", "date"})


@cache
def _worded() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    names = "|".join(map(re.escape, sorted(month_numbers(), key=len, reverse=True)))
    month = rf"(?<![^\W\d_])(?P<month>{names})(?![^\W\d_])"
    return (
        re.compile(rf"{month}\.?\s(?P<d>\d\d?)(?:st|nd|rd|th)?,?\s(?P<y>\d{{4}})(?!\d)", re.I),
        re.compile(
            r"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th|er|\.|º|o|a)?[\s-](?:(?:of|de)\s)?"
            rf"{month}[.,]{{0,2}}[\s-](?:del?\s)?(?P<y>\d{{4}})(?!\d)",
            re.I,
        ),
        re.compile(rf"(?<!\d)(?P<y>(?:19|20)\d\d)\.?\s{month}\.?\s(?P<d>\d\d?)(?!\d)", re.I),
    )


def _in_words(text: str) -> Iterator[re.Match[str]]:
    matches = [found for pattern in _worded() if (found := pattern.search(text))]
    yield from sorted(matches, key=lambda found: found.start())


def _readings(found: re.Match[str]) -> dict[Order, str]:
    """Dots part numbers where the day comes first."""
    year = f"20{found['y']}" if len(found["y"]) == 2 else found["y"]
    day = _iso(year, found["b"], found["a"], "")
    month = _iso(year, found["a"], found["b"], "") if found["sep"] != "." else None
    read: dict[Order, str] = {"day": day} if day else {}
    return read | ({"month": month} if month else {})


def _beside(text: str, found: re.Match[str]) -> str:
    return clock(text[: found.start()] + " " + text[found.end() :])


def _iso(year: str, month: str, day: str, time: str) -> str | None:
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return value.isoformat() + time if FIRST_YEAR <= value.year <= LAST_YEAR else None
