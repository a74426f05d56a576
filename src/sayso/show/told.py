"""A story with all that a report about it needs."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sayso.deciding.logged import Logged
from sayso.decision import Mark
from sayso.model import Finding, Links, Story, Weighed
from sayso.show.goes_on import Around
from sayso.show.quotation import Reading
from sayso.weigh.whole import distinct

# What is found of a count that its origin has revised need not be read beside that of the later
# one; what cannot be true, or changed on the way, is told of each.
WITH_LATER = frozenset({"revision", "unclear", "compatible", "not-comparable"})


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

    One revision that forty pages carry is forty rows, and one thing to read. Of one claim it is
    told once that some of its origins may be the same. What is found of a
    count that its origin has revised stands with what is found of the later count: of 9, then 14,
    then 19 dead the steps are told, and 9 and 19 with the last of them.
    """
    told: dict[tuple[str, str, bool], list[Finding]] = {}
    for each in findings:
        told.setdefault((_said(each), each.rule, each.candidate), []).append(each)
    groups = list(told.values())
    joined = _with_later(groups)
    beside: dict[int, list[Finding]] = {}
    for number, group in enumerate(groups):
        if number in joined:
            beside.setdefault(joined[number], []).extend(group)
    return tuple(
        (*group, *beside.get(number, ()))
        for number, group in enumerate(groups)
        if number not in joined
    )


def _said(finding: Finding) -> str:
    may_be_one = finding.type == "unclear" and finding.slot == "origin"
    return finding.claims[0] if may_be_one and len(finding.claims) == 1 else finding.text


def _with_later(groups: Sequence[Sequence[Finding]]) -> Mapping[int, int]:
    """Return by its number each group that is told with another, and which other."""
    later: dict[str, set[str]] = {}
    at: dict[tuple[object, ...], int] = {}
    compared = [n for n, (first, *_) in enumerate(groups) if _may_join(first)]
    for number in compared:
        first = groups[number][0]
        early, late = first.claims
        at.setdefault((_kind(first), early, late), number)
        if first.type == "revision":
            later.setdefault(early, set()).add(late)
        else:
            at.setdefault((_kind(first), late, early), number)
    found: dict[int, int] = {}
    for number in compared:
        first = groups[number][0]
        early, late = first.claims
        moved = [(each, late) for each in sorted(later.get(early, ()))]
        if first.type != "revision":
            moved += [(early, each) for each in sorted(later.get(late, ()))]
        others = (at.get((_kind(first), *pair)) for pair in moved)
        to = next((n for n in others if n is not None and _last(n, found) != number), None)
        if to is not None:
            found[number] = to
    return {number: _last(to, found) for number, to in found.items()}


def _may_join(finding: Finding) -> bool:
    return finding.type in WITH_LATER and len(finding.claims) == 2


def _last(number: int, found: Mapping[int, int]) -> int:
    while number in found:
        number = found[number]
    return number


def _kind(finding: Finding) -> tuple[object, ...]:
    """What two findings have in common of which one is told with the other.

    A revision is by one origin, which its sentence opens with.
    """
    by = finding.text.partition(":")[0] if finding.type == "revision" else ""
    return (finding.type, finding.rule, finding.candidate, by)
