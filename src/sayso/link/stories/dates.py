"""The days that articles are of and the days that they name."""

import math
import re
from datetime import date
from functools import cache

import msgspec

from sayso.data import load
from sayso.model import Article

READ = 12_000  # As much as is read for the terms.
YEAR = re.compile(r"(?<![\d$£€.,])(?:19[5-9]\d|20[0-4]\d)(?![\d%]|,\d)")


class Named(msgspec.Struct, frozen=True):
    """The years and the days of the year, as (month, day), that an article names."""

    years: frozenset[int]
    days: frozenset[tuple[int, int]]


def day_number(article: Article) -> float:
    """Return the day of publication, counted from year one; NaN where not known.

    >>> day_number(Article(id="a", text="", published="2031-05-02T23:10:00+02:00"))
    741564.0
    """
    try:
        return float(date.fromisoformat((article.published or "")[:10]).toordinal())
    except ValueError:
        return float("nan")


def named_dates(article: Article) -> Named:
    """Return the years and days that the title and the first part of the text name.

    The year of publication is one of them: what is said about the latest year holds for it too.

    >>> named_dates(Article(id="a", text="The dam of 1968 broke on May 2, 2031.")).days
    frozenset({(5, 2)})
    """
    text = f"{article.title or ''}\n{article.text[:READ]}"
    years = {int(year) for year in YEAR.findall(text)}
    day = day_number(article)
    if not math.isnan(day):
        years.add(date.fromordinal(int(day)).year)
    pattern, months = _month_day()
    days = {
        (months[(after or before).lower()], int(first or last))
        for after, first, last, before in pattern.findall(text)
    }
    return Named(years=frozenset(years), days=frozenset(days))


@cache
def _month_day() -> tuple[re.Pattern[str], dict[str, int]]:
    tables = load("times")["tables"]
    months = {
        name.lower(): number
        for table in (tables["month"], tables["month_short"])
        for name, number in table.items()
    }
    names = "|".join(sorted(months, key=len, reverse=True))
    return re.compile(
        rf"\b({names})\b\.? ?(\d{{1,2}})(?!\d)|(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)? ({names})\b", re.I
    ), months
