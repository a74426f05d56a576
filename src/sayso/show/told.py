"""A story with all that a report about it needs."""

from collections.abc import Iterable, Mapping

import msgspec

from sayso.deciding.logged import Logged
from sayso.decision import Mark
from sayso.model import Finding, Links, Story, Weighed
from sayso.show.goes_on import Around
from sayso.show.quotation import Reading
from sayso.weigh.whole import distinct


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A story, its articles with what was found in them, how they hang together, what it weighs.

    `captures` are the sightings of each article's page, by the article's id: rows with `sha256`,
    `url`, `path`, `captured` and `added`. Where linking is `due`, links and weights are not known.
    `marks` are what persons said of rows, by their ids, `decisions` all that they decided of it;
    `around` is what it goes on from, what goes on from it, and what it shares with other stories.
    """

    story: Story
    readings: tuple[Reading, ...]
    links: Links = Links()
    weighed: Weighed = Weighed()
    captures: Mapping[str, tuple[Mapping[str, str | None], ...]] = {}
    due: bool = False
    marks: Mapping[str, Mark] = {}
    decisions: tuple[Logged, ...] = ()
    around: Around = Around()


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


def alike(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """Return the findings in their order, those together that say the same to a reader.

    One revision that forty pages carry is forty rows, and one thing to read.
    """
    told: dict[tuple[str, str, bool], list[Finding]] = {}
    for each in findings:
        told.setdefault((each.text, each.rule, each.candidate), []).append(each)
    return tuple(map(tuple, told.values()))
