"""What a story counts of each kind: every value, and the one that is best supported now."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from sayso.model import (
    Annotated,
    Claim,
    Excerpt,
    Indicator,
    IndicatorValue,
    Links,
    Origin,
    ReadingValue,
    content_id,
)
from sayso.weigh.findings.changes import Changes, changes
from sayso.weigh.findings.comparability import minor
from sayso.weigh.findings.mutated import slips
from sayso.weigh.findings.sides import Side, sides
from sayso.weigh.readings import (
    NOBODY,
    PASSING,
    Value,
    Vote,
    chosen,
    newer_values,
    number_of,
    revisions,
    value_of,
    weight_of,
)
from sayso.weigh.tolls import Told, Toll, tolls

NO_LINKS = Links()
# More values than so many of one kind are a list, of which the first are weighed.
MOST_SIDES = 64
# Of a value that very many articles tell, the words of so many are kept.
MOST_TOLD = 6
KILLED, INJURED = "killed", "injured"
AMONG_THE_DEAD = "whoever was hurt is among the dead: who tells of these tells of nobody hurt"


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
            told={key: toll for key, each in told.items() if (toll := _of_kind(each, kind))},
            unread=minor(groups[kind][:MOST_SIDES]) | slips(groups[kind][:MOST_SIDES], known),
        )
        for kind in kinds
    }
    votes = {kind: _votes(each, told, moments) for kind, each in counted.items()}
    read = _readings(counted, votes, told, moments)
    made = [
        Indicator(
            id=content_id("ind", name, kind),
            story=name,
            indicator=kind,
            values=_values(each),
            reading=read[kind],
        )
        for kind, each in counted.items()
    ]
    return (*made, *_zeros(name, kinds, annotated))


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of one kind: in claims, and by each article of what it is about."""

    kind: str
    sides: tuple[Side, ...]
    told: Mapping[str, Toll]
    unread: frozenset[str]

    @property
    def whole(self) -> list[Side]:
        """The claims that are totals of what the story is about."""
        return [
            side
            for side in self.sides[:MOST_SIDES]
            if not (
                side.claim.id in self.unread
                or all(each.part for each in side.stated)
                or side.claim.additive
                or side.claim.derived
                or side.is_past
            )
        ]


def _kinds(told: Mapping[str, Told]) -> tuple[str, ...]:
    return tuple(
        kind
        for kind in (KILLED, INJURED)
        if any(_of_kind(each, kind) is not None for each in told.values())
    )


def _of_kind(told: Told, kind: str) -> Toll | None:
    return {KILLED: told.killed, INJURED: told.injured}.get(kind)


def _votes(counted: Counted, told: Mapping[str, Told], moments: Mapping[str, str]) -> list[Vote]:
    """What each article tells: the count of what it is about, else its claims that are totals."""
    whole = counted.whole
    stated: dict[str, list[Value]] = defaultdict(list)
    for side in whole:
        for article in side.articles:
            stated[article].append(value_of(side.claim))
    articles = dict.fromkeys((*(key for side in whole for key in side.articles), *counted.told))
    votes: list[Vote] = []
    for article in articles:
        mine = stated.get(article, [])
        toll = counted.told.get(article)
        moment = moments.get(article, "")
        if toll is not None and not (toll.singly and mine):
            same = next((value for value in mine if number_of(value) == toll.number), None)
            value = same or (None, float(toll.number), None)
            weight = weight_of(toll.nth)
            votes.append(Vote(article=article, value=value, weight=weight, moment=moment))
        else:
            dead = _dead_only(told.get(article), counted.kind)
            votes += [
                Vote(article=article, value=value, weight=PASSING if dead else 1.0, moment=moment)
                for value in mine
                # "Shot four", where four are dead and nobody is hurt: they are these.
                if number_of(value) > dead
            ]
    return votes


def _dead_only(told: Told | None, kind: str) -> float:
    """How many dead an article tells of that tells of nobody hurt, where the hurt are asked for."""
    if kind != INJURED or told is None or told.killed is None:
        return 0.0
    return float(told.killed.number)


def _readings(
    counted: Mapping[str, Counted],
    votes: Mapping[str, Sequence[Vote]],
    told: Mapping[str, Told],
    moments: Mapping[str, str],
) -> Mapping[str, ReadingValue]:
    read: dict[str, ReadingValue] = {}
    for kind, each in counted.items():
        cast = list(votes[kind])
        if kind == KILLED:
            cast += _nobody(cast, told, moments)
        read[kind] = chosen(cast, newer_values(each.whole, cast))
        if not each.sides and all(toll.singly for toll in each.told.values()):
            rule = "one person is told of, without a number"
            read[kind] = msgspec.structs.replace(read[kind], rule=rule)
    if KILLED in read and INJURED in read:
        read[INJURED] = _hurt(counted, votes, told, read)
    return read


def _nobody(
    cast: Sequence[Vote], told: Mapping[str, Told], moments: Mapping[str, str]
) -> list[Vote]:
    """The articles that tell of the hurt alone, from the day on which somebody was dead."""
    first = min((vote.moment for vote in cast), default="")
    voting = {vote.article for vote in cast}
    return [
        Vote(article=each, value=(None, 0.0, None), weight=NOBODY, moment=moments.get(each, ""))
        for each in told
        if each not in voting and moments.get(each, "") >= first
    ]


def _hurt(
    counted: Mapping[str, Counted],
    votes: Mapping[str, Sequence[Vote]],
    told: Mapping[str, Told],
    read: Mapping[str, ReadingValue],
) -> ReadingValue:
    """The hurt as told by the articles that tell as many dead as are read."""
    reading = read[KILLED]
    dead = number_of((reading.low, reading.best, reading.high))
    killed: dict[str, set[float]] = defaultdict(set)
    for vote in votes[KILLED]:
        killed[vote.article].add(vote.number)
    told_of_both = [
        vote
        for vote in votes[INJURED]
        if dead in killed[vote.article] or (dead == 0 and not killed[vote.article])
    ]
    if told_of_both:
        return chosen(told_of_both, newer_values(counted[INJURED].whole, told_of_both))
    most = max((vote.number for vote in votes[INJURED]), default=0.0)
    if most <= dead and dead:
        return ReadingValue(low=None, best=0.0, high=None, rule=AMONG_THE_DEAD)
    return read[INJURED]


def _values(counted: Counted) -> tuple[IndicatorValue, ...]:
    """Each distinct value, with its articles: those of its claim, and those that tell it in all."""
    telling: dict[Value, list[Excerpt]] = defaultdict(list)
    for article, toll in counted.told.items():
        telling[(None, float(toll.number), None)].append(_excerpt(article, toll))
    whole = counted.whole
    totals = {side.claim.id for side in whole}
    revised = {old: new for old, new in revisions(whole).items() if new in totals and old in totals}
    values = []
    for side in counted.sides:
        total = side.claim.id in totals
        more = telling.pop(value_of(side.claim), []) if total else []
        value = _value(side, [each.id for each in more])
        values.append(
            msgspec.structs.replace(
                value,
                total=total,
                revised_to=revised.get(side.claim.id),
                told=tuple(more[:MOST_TOLD]),
            )
        )
    for (_, best, _), told in telling.items():
        # Told person by person, or in a title: by nobody that is known.
        values.append(
            IndicatorValue(
                low=None,
                best=best,
                high=None,
                articles=tuple(each.id for each in told),
                origins=(0, 1),
                told=tuple(told[:MOST_TOLD]),
            )
        )
    return tuple(values)


def _excerpt(article: str, toll: Toll) -> Excerpt:
    """The words of a count; those of a title stand nowhere in the text."""
    start, end = toll.place or (0, 0)
    return Excerpt(id=article, start=start, end=end, text=toll.words)


def _value(side: Side, more: Sequence[str]) -> IndicatorValue:
    claim, origin = side.claim, side.origin
    return IndicatorValue(
        low=claim.low,
        best=claim.best,
        high=claim.high,
        articles=tuple(dict.fromkeys((*side.articles, *more))),
        origins=(origin.n_min, origin.n_max) if origin else (0, 0),
        as_of=claim.as_of,
        claim=claim.id,
    )


def _zeros(
    story: str, groups: Mapping[str, None], annotated: Sequence[Annotated]
) -> list[Indicator]:
    """The indicators of which only zero is told."""
    told: dict[str, list[str]] = defaultdict(list)
    for each in annotated:
        for zero in each.annotation.unquantified:
            if zero.kind == "zero" and zero.predicate and zero.predicate not in groups:
                told[zero.predicate].append(each.article.id)
    return [
        Indicator(
            id=content_id("ind", story, kind),
            story=story,
            indicator=kind,
            values=(
                IndicatorValue(
                    low=None,
                    best=0.0,
                    high=None,
                    articles=tuple(dict.fromkeys(articles)),
                    origins=(0, 1),
                ),
            ),
            reading=ReadingValue(low=None, best=0.0, high=None, rule="none, in so many words"),
        )
        for kind, articles in told.items()
    ]
