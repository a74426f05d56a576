"""The days that articles are of and the days that they name."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

import msgspec

from sayso.data import load
from sayso.link.stories.terms import HEAD, READ, TOKEN, Terms
from sayso.model import Article

YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d(?<![\d$£€.,]\d{4})(?![\d%]|,\d)")
# With blanks beside the slashes, as pages that were cut into tokens have them. Which of two numbers
# up to twelve is the month is not known: the American order is taken, and is months off at worst.
NUMERIC = re.compile(r"(?<![\d/])(\d{1,2}) ?[/.] ?(\d{1,2}) ?[/.] ?((?:19[5-9]|20[0-4])\d)(?!\d)")
MONTHS = 12
OPENING = 300  # Characters in which a page tells its own date.
ENDINGS = ("st", "nd", "rd", "th")
WEEK = 7


class Named(msgspec.Struct, frozen=True):
    """The days that an article names.

    `years` and `days` of the year, as (month, day), anywhere; `weekdays` in its head, in order,
    Monday 0; `told` the days of the head as day numbers, where the day of publication is known.
    """

    years: frozenset[int]
    days: frozenset[tuple[int, int]]
    weekdays: tuple[int, ...]
    told: tuple[float, ...]


def day_number(article: Article) -> float:
    """Return the day of publication, counted from year one; NaN where not known.

    >>> day_number(Article(id="a", text="", published="2031-05-02T23:10:00+02:00"))
    741564.0
    """
    try:
        return float(date.fromisoformat((article.published or "")[:10]).toordinal())
    except ValueError:
        return float("nan")


def day_of(article: Article) -> float:
    """Return the day of publication; where it is not known, the first that the text opens with.

    A page without a date often keeps it as its first line. NaN where there is none.

    >>> day_of(Article(id="a", text="Pellin, 2 May 2031 - The dam above Velmar broke."))
    741564.0
    """
    day = day_number(article)
    if not math.isnan(day):
        return day
    head = f"{article.title or ''}\n{article.text[:OPENING]}"
    tokens = TOKEN.findall(head)
    for place, (month, number) in _days_of_year(tokens):
        for year in tokens[place + 1 : place + 3]:
            if len(year) == 4 and YEAR.fullmatch(year):
                return _ordinal(int(year), month, number) or float("nan")
    for a, b, year in NUMERIC.findall(head):
        day_first = int(a) > MONTHS
        month, number = (int(b), int(a)) if day_first else (int(a), int(b))
        return _ordinal(int(year), month, number) or float("nan")
    return float("nan")


def named_dates(article: Article, found: Terms) -> Named:
    """Return the days that the title and the first part of the text name.

    The year of publication is one of them: what is said about the latest year holds for it too.

    >>> from sayso.link.stories.terms import terms
    >>> dam = Article(id="a", text="The dam broke on Friday, May 2.", published="2031-05-03")
    >>> found = named_dates(dam, terms(dam))
    >>> found.days, found.weekdays, found.told
    (frozenset({(5, 2)}), (4,), (741564.0,))
    """
    text = f"{article.title or ''}\n{article.text[:READ]}"
    years = {int(year) for year in YEAR.findall(text)}
    day = day_of(article)
    if not math.isnan(day):
        years.add(date.fromordinal(int(day)).year)
    days = dict(_days_of_year(found.tokens))
    weekdays = _weekdays()
    head = found.tokens[:HEAD]
    named = tuple(dict.fromkeys(weekdays[token] for token in head if token in weekdays))
    told = [] if math.isnan(day) else list(_told(head, int(day), named, days))
    return Named(
        years=frozenset(years),
        days=frozenset(days.values()),
        weekdays=named,
        told=tuple(sorted(set(told))),
    )


def _days_of_year(tokens: Sequence[str]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the places of months that a day stands beside, with month and day."""
    months = _months()
    if months.keys().isdisjoint(tokens):
        return
    for place, token in enumerate(tokens):
        if token in months:
            for beside in (place + 1, place - 1):
                number = _day(tokens[beside]) if 0 <= beside < len(tokens) else None
                if number:
                    yield place, (months[token], number)
                    break


def _day(token: str) -> int | None:
    digits = token[:-2] if token[-2:] in ENDINGS else token
    return (
        int(digits) if len(digits) <= 2 and digits.isdecimal() and 1 <= int(digits) <= 31 else None
    )


def _told(
    head: Sequence[str], day: int, weekdays: Sequence[int], days: Mapping[int, tuple[int, int]]
) -> Iterator[float]:
    before = load("story_words")["told_by_publication"]
    for token in head:
        if token in before:
            yield float(day - before[token])
    published = date.fromordinal(day)
    for weekday in weekdays:
        yield float(day - (published.weekday() - weekday) % WEEK)
    for place, (month, number) in days.items():
        if place < len(head):
            years = (published.year, published.year - 1)
            told = [_ordinal(year, month, number) for year in years]
            yield from [each for each in told if each and each <= day][:1]


def _ordinal(year: int, month: int, day: int) -> float | None:
    try:
        return float(date(year, month, day).toordinal())
    except ValueError:
        return None


@cache
def _months() -> Mapping[str, int]:
    tables = load("times")["tables"]
    return {
        written: number
        for table in (tables["month"], tables["month_short"])
        for name, number in table.items()
        for written in (name, name.upper())
    }


@cache
def _weekdays() -> Mapping[str, int]:
    table = load("times")["tables"]["weekday"]
    return {
        written: number - 1 for name, number in table.items() for written in (name, name.upper())
    }
