"""What each article tells of one kind, and which value is read of all of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from sayso.model import ReadingValue
from sayso.weigh.indicators.counted import INJURED, KILLED, Counted
from sayso.weigh.indicators.readings import (
    NOBODY,
    PASSING,
    Value,
    Vote,
    chosen,
    newer_values,
    number_of,
    value_of,
    weight_of,
)
from sayso.weigh.tolls import Told

SAME_DEAD = ", of those that tell as many dead as are read"
AMONG_THE_DEAD = "whoever was hurt is among the dead: who tells of these tells of nobody hurt"


def readings_of(
    counted: Mapping[str, Counted],
    told: Mapping[str, Told],
    moments: Mapping[str, str],
) -> Mapping[str, ReadingValue]:
    """Return the reading of each kind; `moments` are when the articles were published."""
    votes = {kind: _votes(each, told, moments) for kind, each in counted.items()}
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
        read[INJURED] = _hurt(counted, votes, read)
    return {
        kind: msgspec.structs.replace(reading, unit=counted[kind].unit)
        for kind, reading in read.items()
    }


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
        newer = newer_values(counted[INJURED].whole, told_of_both)
        found = chosen(told_of_both, newer)
        if len(told_of_both) == len(votes[INJURED]):
            return found
        return msgspec.structs.replace(found, rule=f"{found.rule}{SAME_DEAD}")
    most = max((vote.number for vote in votes[INJURED]), default=0.0)
    if most <= dead and dead:
        return ReadingValue(low=None, best=0.0, high=None, rule=AMONG_THE_DEAD)
    return read[INJURED]
