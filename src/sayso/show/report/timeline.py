"""What is told of each day, and what was published on it."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from sayso.model import Interval
from sayso.show.report.places import Places, Quote, Ref, Spot
from sayso.show.report.text import short
from sayso.show.report.when import days, published

# Above it a list of days is long enough that those told of in one article only are folded.
LONG_LIST = 24
# What lies further from the reports than a month is their background, or their outlook.
BACKGROUND = timedelta(days=31)


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """An article as published."""

    ref: Ref
    title: str


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """A day or a period: the quotations that tell of it, the articles published on it."""

    label: str
    interval: Interval
    told: tuple[Quote, ...]
    reports: tuple[Report, ...]


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The days in their order; `aside` are those that a long list can do without."""

    days: tuple[Day, ...]
    aside: tuple[Day, ...]
    undated: tuple[Report, ...]


def timeline(places: Places, most: int | None = None) -> Timeline:
    """Return the days and periods that the articles tell of or were published on.

    With `most`, of what is told of a day so many mentions are quoted.
    """
    told: dict[Interval, list[Spot]] = {}
    reports: dict[Interval, list[Report]] = {}
    undated = []
    for reading in places.readings:
        article = reading.article
        for time in reading.annotation.times:
            if time.interval:
                spot = Spot(article=article.id, start=time.start, end=time.end)
                told.setdefault(time.interval, []).append(spot)
        report = Report(ref=places.ref(article.id), title=short(article.title or ""))
        if published(article) is None:
            undated.append(report)
        else:
            # The day as the page writes it: its readers' day, whatever the zone.
            written = (article.published or "")[:10]
            reports.setdefault((written, written), []).append(report)
    made = [
        Day(
            label=days(interval),
            interval=interval,
            told=places.quotes(told.get(interval, [])[:most]),
            reports=tuple(reports.get(interval, ())),
        )
        for interval in sorted({*told, *reports})
    ]
    shown = _shown(made, [begin for begin, _ in reports])
    return Timeline(
        days=tuple(each for each in made if each.interval in shown),
        aside=tuple(each for each in made if each.interval not in shown),
        undated=tuple(undated),
    )


def _shown(made: Sequence[Day], published_on: Sequence[str]) -> set[Interval]:
    near = [each for each in made if _near(each.interval, published_on)]
    if len(near) > LONG_LIST:
        near = [each for each in near if _weighty(each)]
    return {each.interval for each in near}


def _near(interval: Interval, published_on: Sequence[str]) -> bool:
    try:
        begin, end = map(date.fromisoformat, interval)
        first, last = (date.fromisoformat(each) for each in (min(published_on), max(published_on)))
    except ValueError:
        return not published_on
    return first - begin <= BACKGROUND and end - last <= BACKGROUND


def _weighty(day: Day) -> bool:
    articles = {spot.article for quote in day.told for spot in quote.spots}
    return bool(day.reports) or len(articles) > 1
