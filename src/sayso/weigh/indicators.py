"""What a story counts of each kind: every value, and the one that is best supported now."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from sayso.model import (
    Annotated,
    Claim,
    Indicator,
    IndicatorValue,
    Links,
    Origin,
    ReadingValue,
    content_id,
)
from sayso.weigh.counting import IDENTIFIED
from sayso.weigh.findings.changes import changes
from sayso.weigh.findings.comparability import bounds, minor
from sayso.weigh.findings.mutated import slips
from sayso.weigh.findings.sides import Side, Voice, one_voice, sides
from sayso.weigh.singles import singles

Value = tuple[float | None, float | None, float | None]
Moment = tuple[str, str, float]

NO_LINKS = Links()
# More values than so many of one kind are a list, of which the first are weighed.
MOST_SIDES = 64

_ONE: Value = (None, 1.0, None)
_NEVER: Moment = ("", "", 0.0)


def indicators(
    claims: Sequence[Claim],
    origins: Sequence[Origin],
    annotated: Sequence[Annotated],
    links: Links = NO_LINKS,
    story: str | None = None,
) -> tuple[Indicator, ...]:
    """Return each indicator of a story with its distinct values and a reading of them.

    The reading is the value that most articles stand behind, where a later count by the same
    origin stands in the place of its earlier one. Parts of a whole, additions and sums that Sayso
    made are kept among the values and never read. An article that tells of one person killed or
    hurt, without a number, counts for one; a story of which only "nobody was killed" is said
    reads 0. Two values of equal support and time are read as the range between them. With `links`,
    a value that a slip in copying made is not read; `story` is the story's id, needed where there
    is no claim to tell it.

    >>> indicators((), (), ())
    ()
    """
    groups: dict[str, list[Side]] = defaultdict(list)
    for side in sides(claims, origins, annotated):
        if side.claim.indicator and side.stated:
            groups[side.claim.indicator].append(side)
    told = (*(each.story for each in claims), *(each.article.story for each in annotated))
    name = story or next((each for each in told if each), None)
    if name is None:
        return ()
    alone = _alone(groups, annotated)
    known = changes(claims, annotated, links)
    kinds = dict.fromkeys((*groups, *alone))
    found = [
        _indicator(
            Counted(
                story=name,
                kind=kind,
                sides=groups[kind],
                alone=tuple(alone.get(kind, ())),
                unread=minor(groups[kind][:MOST_SIDES]) | slips(groups[kind][:MOST_SIDES], known),
            )
        )
        for kind in kinds
    ]
    return (*found, *_zeros(name, kinds, annotated))


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of one kind: claims, and the articles that tell of one person only."""

    story: str
    kind: str
    sides: Sequence[Side]
    alone: Sequence[str]
    unread: frozenset[str]


def _alone(
    groups: Mapping[str, Sequence[Side]], annotated: Sequence[Annotated]
) -> Mapping[str, list[str]]:
    """The articles that give no number of a kind but tell of one person, by the kind."""
    found: dict[str, list[str]] = defaultdict(list)
    numbered = {
        (kind, article)
        for kind, group in groups.items()
        for side in group
        for article in side.articles
    }
    for each in annotated:
        for kind in sorted(singles(each)):
            if (kind, each.article.id) not in numbered:
                found[kind].append(each.article.id)
    return found


def _indicator(counted: Counted) -> Indicator:
    group = counted.sides
    whole = [each for each in group if _is_whole(each, counted.unread)]
    values = [_value(each) for each in group]
    if counted.alone:
        values.append(
            IndicatorValue(
                low=None, best=1.0, high=None, articles=tuple(counted.alone), origins=(0, 1)
            )
        )
    return Indicator(
        id=content_id("ind", counted.story, counted.kind),
        story=counted.story,
        indicator=counted.kind,
        values=tuple(values),
        reading=_reading(whole, counted.alone),
    )


def _is_whole(side: Side, parts: frozenset[str]) -> bool:
    claim = side.claim
    is_part = claim.id in parts or all(each.part for each in side.stated)
    return not (is_part or claim.additive or claim.derived)


def _value(side: Side) -> IndicatorValue:
    claim, origin = side.claim, side.origin
    return IndicatorValue(
        low=claim.low,
        best=claim.best,
        high=claim.high,
        articles=side.articles,
        origins=(origin.n_min, origin.n_max) if origin else (0, 0),
        as_of=claim.as_of,
        claim=claim.id,
    )


def _reading(group: Sequence[Side], alone: Sequence[str]) -> ReadingValue:
    """The current value that most articles stand behind; of two such, the later one."""
    articles: dict[Value, set[str]] = defaultdict(set)
    revised: set[Value] = set()
    last: dict[Value, Moment] = {}
    for line in _lines(group[:MOST_SIDES]):
        current = line[-1]
        value = (current.claim.low, current.claim.best, current.claim.high)
        articles[value].update(article for side in line for article in side.articles)
        last[value] = max(_when(current), last.get(value, _NEVER))
        if len(line) > 1:
            revised.add(value)
    if alone:
        articles[_ONE].update(alone)
        last.setdefault(_ONE, _NEVER)
    if not articles:
        return ReadingValue(low=None, best=None, high=None, rule="no total is told")
    most = max(len(each) for each in articles.values())
    leading = [value for value in articles if len(articles[value]) == most]
    latest = max(last[value][:2] for value in leading)
    equal = [value for value in leading if last[value][:2] == latest]
    if len(equal) > 1:
        return _range(equal)
    chosen = equal[0]
    rule = "the only value" if len(articles) == 1 else "the value that most articles rest on"
    if chosen in revised:
        rule = "the latest value of the origin that most articles rest on"
    elif last[chosen] == _NEVER:
        rule = "one person is told of, without a number"
    low, best, high = chosen
    return ReadingValue(low=low, best=best, high=high, rule=rule)


def _range(values: Sequence[Value]) -> ReadingValue:
    numbers = [number for value in values for number in value if number is not None]
    rule = "values of equal support, from the lowest to the highest"
    return ReadingValue(low=min(numbers), best=None, high=max(numbers), rule=rule)


def _lines(group: Sequence[Side]) -> list[list[Side]]:
    """The values of each known origin, the older first; a value of nobody known by itself."""
    lines: list[tuple[Voice, dict[str, Side]]] = []
    for side in group:
        for voice in side.voices:
            known = next((line for other, line in lines if one_voice(other, voice)), None)
            if known is None or voice.root.type not in IDENTIFIED:
                lines.append((voice, {side.claim.id: side}))
            else:
                known[side.claim.id] = side
    told = [sorted(line.values(), key=_when) for _, line in lines]
    return told or [[each] for each in group]


def _when(side: Side) -> Moment:
    as_of = side.as_of[1] if side.as_of else ""
    first = side.first.isoformat() if side.first else ""
    return (first, as_of, bounds(side.claim)[0])


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
