"""What a chart of an indicator is drawn from: each value, when, by whose word; also as a table."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from sayso.model import Article, Claim, Indicator, Origin, Root, Weighed
from sayso.show.report.amount import amount
from sayso.show.report.text import plain, short
from sayso.show.report.when import moment, published
from sayso.web import addresses

# More colours cannot be told apart; further origins are drawn as one.
MOST_ORIGINS = 7
MOST_CHARTS = 4
# Of a value that forty others outnumber a chart shows nothing that one could tell apart.
MOST_VALUES = 24
REST = "other origins"
NOBODY = "nobody given"


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """A value as it was first reported from an origin; an open end is None."""

    when: str
    low: float | None
    best: float | None
    high: float | None
    value: str
    origin: str
    articles: int
    href: str


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """An indicator over time by origin; `more` values that fewer articles carry are left out."""

    indicator: str
    name: str
    points: tuple[Point, ...]
    more: int


def charted(weighed: Weighed, articles: Sequence[Article]) -> tuple[Chart, ...]:
    """Return the indicators that changed or are told by several, with their points in time."""
    claims = {claim.id: claim for claim in weighed.claims if not claim.derived}
    origins = {origin.claim.id: origin for origin in weighed.origins}
    when = {each.id: each for each in articles if published(each) is not None}
    made: list[Chart] = []
    for indicator in sorted(weighed.indicators, key=_carried, reverse=True):
        if len(made) == MOST_CHARTS:
            break
        carried = sorted(indicator.values, key=lambda value: -len(value.articles))[:MOST_VALUES]
        points = sorted(
            (
                point
                for value in carried
                if (claim := claims.get(value.claim or ""))
                for point in _points(claim, origins.get(claim.id), when)
            ),
            key=lambda each: each.when,
        )
        if len({(each.value, each.origin) for each in points}) > 1:
            made.append(
                Chart(
                    indicator=indicator.indicator,
                    name=short(indicator.indicator.replace("_", " ")),
                    points=_named(points),
                    more=len(indicator.values) - len(carried),
                )
            )
    return tuple(made)


def _carried(indicator: Indicator) -> int:
    return sum(len(each.articles) for each in indicator.values)


def _points(claim: Claim, origin: Origin | None, when: Mapping[str, Article]) -> Iterator[Point]:
    for root in origin.roots if origin else ():
        told = _told(root, claim, when)
        if told:
            yield Point(
                when=_when(claim, min(told, key=moment)),
                low=claim.low,
                best=claim.best,
                high=claim.high,
                value=amount(claim),
                origin=short(plain(root.name), 60) if root.name else NOBODY,
                articles=len(told),
                href=addresses.of("row", claim.id),
            )


def _told(root: Root, claim: Claim, when: Mapping[str, Article]) -> Sequence[Article]:
    mine = [each for each in claim.mentions if each.id in root.mentions]
    ids = dict.fromkeys(each.article for each in mine or claim.mentions)
    return [when[each] for each in ids if each in when]


def _when(claim: Claim, first: Article) -> str:
    if claim.as_of:
        return claim.as_of[1]
    known = published(first)
    assert known is not None
    return known.isoformat()


def _named(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return the points with the names of few origins, those that most articles carry."""
    carried: dict[str, int] = {}
    for each in points:
        carried[each.origin] = carried.get(each.origin, 0) + each.articles
    kept = sorted(carried, key=lambda name: -carried[name])[:MOST_ORIGINS]
    return tuple(
        each if each.origin in kept else msgspec.structs.replace(each, origin=REST)
        for each in points
    )
