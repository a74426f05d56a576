"""What a story counts of each kind: every value, and the one that is best supported now."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sayso.model import Annotated, Claim, Indicator, Links, Origin, content_id
from sayso.weigh.findings.changes import Changes, changes
from sayso.weigh.findings.comparability import minor
from sayso.weigh.findings.mutated import slips
from sayso.weigh.findings.sides import Side, sides
from sayso.weigh.indicators.counted import INJURED, KILLED, MOST_SIDES, Counted, of_kind
from sayso.weigh.indicators.values import values_of, zeros
from sayso.weigh.indicators.votes import readings_of
from sayso.weigh.tolls import Told, tolls

NO_LINKS = Links()


def indicators(
    claims: Sequence[Claim],
    origins: Sequence[Origin],
    annotated: Sequence[Annotated],
    links: Links = NO_LINKS,
    story: str | None = None,
) -> tuple[Indicator, ...]:
    """Return each indicator of a story with its distinct values and a reading of them.

    The reading is the value that most articles give of what they are about, what stands in their
    titles and leads more than what stands below; a later count by the same origin stands in the
    place of its earlier one. Parts of a whole, additions, sums that Sayso made, counts of older
    events and slips of copying are kept among the values and never read. Killed and hurt are
    also read where they are told person by person; the hurt are read from the articles that tell
    as many dead as are read. An article on whose figures a person decided is read by its figures
    alone. A story of which only "nobody was killed" is said reads 0. Two
    values of equal support and time are read as the range between them. `story` is the story's
    id, needed where there is no claim to tell it.

    >>> indicators((), (), ())
    ()
    """
    given = (*(each.story for each in claims), *(each.article.story for each in annotated))
    name = story or next((each for each in given if each), None)
    if name is None:
        return ()
    known = changes(claims, annotated, links)
    return counted_in(name, sides(claims, origins, annotated), known, annotated)


def counted_in(
    name: str, found: Sequence[Side], known: Changes, annotated: Sequence[Annotated]
) -> tuple[Indicator, ...]:
    """Return the indicators of a story, by its id, whose claims' scope and changes are read."""
    groups: dict[str, list[Side]] = defaultdict(list)
    for side in found:
        if side.claim.indicator and side.stated:
            groups[side.claim.indicator].append(side)
    told = {
        each.article.id: whole for each in annotated if not each.decided and (whole := tolls(each))
    }
    moments = {each.article.id: each.article.published or "" for each in annotated}
    kinds = dict.fromkeys((*groups, *_kinds(told)))
    counted = {
        kind: Counted(
            kind=kind,
            sides=tuple(groups[kind]),
            told={key: toll for key, each in told.items() if (toll := of_kind(each, kind))},
            unread=minor(groups[kind][:MOST_SIDES]) | slips(groups[kind][:MOST_SIDES], known),
        )
        for kind in kinds
    }
    read = readings_of(counted, told, moments)
    made = [
        Indicator(
            id=content_id("ind", name, kind),
            story=name,
            indicator=kind,
            values=values_of(each),
            reading=read[kind],
        )
        for kind, each in counted.items()
    ]
    return (*made, *zeros(name, kinds, annotated))


def _kinds(told: Mapping[str, Told]) -> tuple[str, ...]:
    return tuple(
        kind
        for kind in (KILLED, INJURED)
        if any(of_kind(each, kind) is not None for each in told.values())
    )
