"""The distinct values of one kind, each with its articles and origins."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from sayso.model import Annotated, Excerpt, Indicator, IndicatorValue, ReadingValue, content_id
from sayso.weigh.findings.sides import Side
from sayso.weigh.indicators.counted import PERSON, Counted
from sayso.weigh.indicators.readings import Value, revisions, value_of
from sayso.weigh.tolls import Toll

# Of a value that very many articles tell, the words of so many are kept.
MOST_TOLD = 6


def values_of(counted: Counted) -> tuple[IndicatorValue, ...]:
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
                unit=PERSON,
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
        unit=claim.unit,
        as_of=claim.as_of,
        claim=claim.id,
    )


def zeros(
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
