"""A story with all that a report about it needs."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from sayso.model import Finding, Links, RootType, Story, Weighed
from sayso.show.quotation import Reading
from sayso.weigh import counting
from sayso.weigh.counting import IDENTIFIED, UNIDENTIFIED, Count


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A story, its articles with what was found in them, how they hang together, what it weighs.

    `captures` are the sightings of each article's page, by the article's id: rows with `sha256`,
    `url`, `path`, `captured` and `added`. Where linking is `due`, links and weights are not known.
    """

    story: Story
    readings: tuple[Reading, ...]
    links: Links = Links()
    weighed: Weighed = Weighed()
    captures: Mapping[str, tuple[Mapping[str, str | None], ...]] = {}
    due: bool = False


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How many articles, and how many distinct origins at the least and at the most."""

    articles: int
    n_min: int
    n_max: int


def counts(told: Told) -> Counts:
    """Return the counts of a story as a whole: its articles, and the roots of all its claims.

    Sums that Sayso made add no origin; a root that stands behind several claims is counted once.

    >>> from sayso.model import Story
    >>> counts(Told(story=Story(id="Karsk", articles=()), readings=()))
    Counts(articles=0, n_min=0, n_max=0)
    """
    summed = {claim.id for claim in told.weighed.claims if claim.derived}
    found = distinct(each for each in told.weighed.origins if each.claim.id not in summed)
    return Counts(articles=len(told.readings), n_min=found.n_min, n_max=found.n_max)


class Ends(Protocol):
    """What has roots to be counted: an origin, or as much of one as that takes."""

    @property
    def roots(self) -> Sequence["End"]: ...


class End(Protocol):
    """Of a root what tells it from another."""

    @property
    def type(self) -> RootType: ...
    @property
    def name(self) -> str: ...
    @property
    def also(self) -> Sequence[str]: ...


def distinct(origins: Iterable[Ends]) -> Count:
    """Return how many distinct roots several claims have, at the least and at the most.

    Names that were merged for one claim are one for all, as far as they are identified.
    """
    roots = [root for origin in origins for root in origin.roots]
    same = {root.name.casefold(): root.name.casefold() for root in roots if _identified(root)}
    for root in filter(_identified, roots):
        for other in root.also:
            if other.casefold() in same:
                same[_first(other.casefold(), same)] = _first(root.name.casefold(), same)
    identified = {_first(name, same) for name in same}
    nameless = {root.name.casefold() for root in roots if root.type in UNIDENTIFIED}
    return counting.distinct(len(identified), len(nameless))


def alike(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """Return the findings in their order, those together that say the same to a reader.

    One revision that forty pages carry is forty rows, and one thing to read.
    """
    told: dict[tuple[str, str, bool], list[Finding]] = {}
    for each in findings:
        told.setdefault((each.text, each.rule, each.candidate), []).append(each)
    return tuple(map(tuple, told.values()))


def _identified(root: End) -> bool:
    return root.type in IDENTIFIED


def _first(name: str, same: Mapping[str, str]) -> str:
    while same[name] != name:
        name = same[name]
    return name
