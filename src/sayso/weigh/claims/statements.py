"""What a figure states, slot by slot, as far as its sentence tells."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate

import msgspec

from sayso.data import load
from sayso.model import Annotated, Attribution, Bound, Certainty, Figure, Interval, Span, Time
from sayso.weigh.claims.happened import indicator_of
from sayso.weigh.claims.stems import stems
from sayso.weigh.claims.things import group_of, head_of, thing_of
from sayso.weigh.texts import sentences
from sayso.weigh.times import day

Value = tuple[float | None, float | None, float | None, Bound | None]

# These say that the writer does not put the figure forward.
NOT_STATED = frozenset(
    (Certainty.DENIED, Certainty.DOUBTED, Certainty.UNVERIFIED, Certainty.CONDITIONAL)
)
# "300 died and another 40 were hurt": what an addition goes on from stands close before it.
REACH = 120
# "Two times", "three times": said of anything.
FEW_TIMES = 3
_NO_CLAUSE = ("counted", "put a figure", "raised a count")
# A chain deeper than this is debris.
DEEPEST = 6
# Of a longer sentence what stands around the figure is read.
WINDOW = 600


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """A figure with the slots that decide whether two figures speak of the same thing.

    `words` are the stems of its sentence, `said` of what is said in it, without who says so;
    `part` marks a share of a whole that the text names;
    `when` is the time told beside it, `as_of` the time of the count, `since` the day from which
    it counts, `period` the days that it is over; `revised` that the text itself gives a newer
    value.
    """

    id: str
    article: str
    start: int
    end: int
    sentence: str
    words: frozenset[str]
    said: frozenset[str] = frozenset()
    value: Value
    text: str = ""
    indicator: str | None = None
    unit: str | None = None
    counted: str | None = None
    thing: str | None = None
    group: str | None = None
    place: str | None = None
    when: Interval | None = None
    as_of: Interval | None = None
    since: str | None = None
    period: Interval | None = None
    additive: bool = False
    approximate: bool = False
    derived: bool = False
    part: bool = False
    revised: bool = False
    certainty: Certainty = Certainty.ASSERTED
    attribution: str | None = None


def value_of(figure: Figure) -> Value:
    """Return what two figures must share to state one value: low, best, high and bound.

    >>> value_of(Figure(id="f", start=0, end=2, text="40", low=40, best=40, high=40))
    (None, 40, None, None)
    """
    low, best, high = figure.low, figure.best, figure.high
    if low is not None and low == high:
        low, best, high = None, low, None
    return (low, best, high, figure.bound if best is None else None)


def statements(annotated: Annotated) -> tuple[Statement, ...]:
    """Return what the figures of an article state, in order.

    Left out are ages, clock times and the like, and numbers within the name of a source ("two
    officials"). Figures denied or doubted are there, with their certainty.

    >>> text = "The march drew 900 people."
    >>> from sayso.model import Annotation, Article
    >>> found = Figure(id="f", start=15, end=18, text="900", best=900, unit="person",
    ...     counted="people")
    >>> both = Annotated(article=Article(id="a", text=text),
    ...     annotation=Annotation(id="a", figures=(found,)))
    >>> [(each.value[1], each.thing) for each in statements(both)]
    [(900, 'anyone')]
    """
    text = annotated.article.text
    spans = sentences(text)
    starts = [start for start, _ in spans]
    times = {time.id: time for time in annotated.annotation.times}
    named = [s for each in annotated.annotation.attributions for s in each.source]
    spoken = {each.id: each for each in annotated.annotation.attributions}
    within = {figure.id for figure in _covered(annotated.annotation.figures, named)}
    # "To 19 from 14 on Friday": the old count is not Friday's.
    revised = {
        relation.target
        for figure in annotated.annotation.figures
        for relation in figure.relations
        if relation.type == "revises"
    }
    read: list[Statement] = []
    for figure in annotated.annotation.figures:
        if _is_incidental(figure, text) or figure.id in within:
            continue
        index = max(0, bisect_right(starts, figure.start) - 1)
        start, end = spans[index] if spans else (0, len(text))
        # In steps, so that neighbours share what is read.
        start = max(start, (figure.start // WINDOW - 1) * WINDOW)
        end = min(end, (figure.end // WINDOW + 2) * WINDOW)
        time = None if figure.id in revised else times.get(figure.time or "")
        stated = _statement(annotated, figure, (start, max(end, figure.end)), time)
        by = spoken.get(figure.attribution or "")
        if stated.certainty is Certainty.UNVERIFIED and by is not None and is_stated(by):
            stated = msgspec.structs.replace(stated, certainty=Certainty.HEDGED)
        said = _said(text, figure, (start, end), spoken)
        read.append(msgspec.structs.replace(stated, revised=figure.id in revised, said=stems(said)))
    return tuple(_totals(read, annotated))


def _statement(
    annotated: Annotated, figure: Figure, span: tuple[int, int], time: Time | None
) -> Statement:
    text = annotated.article.text
    sentence = text[span[0] : span[1]]
    when = time.interval if time else None
    is_since = time is not None and bool(_SINCE.search(text, max(0, time.start - 12), time.end))
    thing = thing_of(figure)
    at = (figure.start - span[0], figure.end - span[0])
    counting = figure.change is not None or bool(_AS_OF.search(sentence, 0, at[0]))
    return Statement(
        id=figure.id,
        article=annotated.article.id,
        start=figure.start,
        end=figure.end,
        sentence=sentence,
        words=stems(sentence),
        value=value_of(figure),
        text=figure.text,
        indicator=indicator_of(figure, thing, sentence[: at[0]], sentence[at[1] :]),
        unit=figure.unit,
        counted=figure.counted,
        thing=thing,
        group=group_of(figure.group),
        place=figure.place,
        when=None if is_since else when,
        as_of=when if counting and not is_since else None,
        since=when[0] if when and is_since else None,
        period=_period(when, annotated) if is_since else when,
        additive=figure.additive,
        approximate=figure.approximate,
        derived=figure.derived,
        part=any(each.type == "subset_of" for each in figure.relations),
        certainty=_certainty(figure, sentence[at[1] :]),
        attribution=figure.attribution,
    )


def _said(text: str, figure: Figure, span: Span, spoken: Mapping[str, Attribution]) -> str:
    """The words of a sentence without who says so: what its outermost speaker in it says."""
    said, at = span, spoken.get(figure.attribution or "")
    for _ in range(DEEPEST):
        if at is None:
            break
        held = next((part for part in at.content if part[0] <= figure.start < part[1]), None)
        # "The mission counted 23 breaches": what it counted is no clause.
        if held is not None and not at.rule.startswith(_NO_CLAUSE):
            said = (max(held[0], span[0]), min(held[1], span[1]))
        at = spoken.get(at.parent or "")
    return text[slice(*said)]


# "350 would lose their jobs if contractors were counted": a scope, no condition.
_COUNTED_IN = re.compile(
    r"\b(?:if|when|once|should)\s[^.;]{3,60}\b(?:counted|included|added|taken\sin)\b", re.IGNORECASE
)


def is_stated(said: Attribution) -> bool:
    """Return whether the writer puts forward what is said.

    "Her figure could not be checked", in a sentence of its own, is a caveat to what he reports.
    """
    if said.certainty is not Certainty.UNVERIFIED:
        return said.certainty not in NOT_STATED
    end = max((end for _, end in said.content), default=0)
    return bool(said.caveats) and all(start > end for start, _ in said.caveats)


def _certainty(figure: Figure, after: str) -> Certainty:
    is_scope = figure.certainty is Certainty.CONDITIONAL and _COUNTED_IN.search(after)
    return Certainty.ASSERTED if is_scope else figure.certainty


def _period(since: Interval | None, annotated: Annotated) -> Interval | None:
    """The days from one until the article was published."""
    last = day(annotated.article.published)
    return (since[0], last) if since and last and since[0] <= last else None


_AS_OF = re.compile(r"\b(?:as of|as at)\b", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)


def _covered(figures: Sequence[Figure], named: Sequence[Span]) -> Iterator[Figure]:
    """The figures that stand within one of the spans."""
    spans = sorted(named)
    ends = list(accumulate((end for _, end in spans), max))
    for figure in figures:
        last = bisect_right(spans, (figure.start, float("inf"))) - 1
        if last >= 0 and figure.start < ends[last]:
            yield figure


def _is_incidental(figure: Figure, text: str) -> bool:
    nothing: Mapping[str, Sequence[str]] = load("weigh_claims_counted")["nothing"]
    head = head_of(figure.counted)
    if head in load("weigh_claims_counted")["often"]["words"]:
        return (figure.best or 0) <= FEW_TIMES or _rate().match(text, figure.end) is not None
    return figure.unit in nothing["units"] or head in nothing["counted"]


@cache
def _rate() -> re.Pattern[str]:
    often = load("weigh_claims_counted")["often"]
    times, rates = "|".join(often["words"]), "|".join(often["rates"])
    return re.compile(rf"\s*(?:{times})?\s*(?:{rates})\b", re.IGNORECASE)


def _totals(read: Sequence[Statement], annotated: Annotated) -> list[Statement]:
    """Where "another 40" goes on from a figure of another kind, the 40 are a total of their own.

    "300 died and another 2,700 were injured": nobody was injured before. And what is said
    instead of an addition ("at least 1,000 more, some say 3,000") is an addition.
    """
    by_id = {each.id: each for each in read}
    relations = {each.id: each.relations for each in annotated.annotation.figures}
    settled: list[Statement] = []
    for index, each in enumerate(read):
        targets = [(r.type, by_id.get(r.target)) for r in relations[each.id]]
        base = next((t for kind, t in targets if kind == "in_addition_to" and t), None)
        rival = next((t for kind, t in targets if kind == "alternative_to" and t), None)
        if each.additive and base is None and index:
            before = read[index - 1]
            between = annotated.article.text[before.end : each.start]
            is_near = len(between) < REACH and "\n\n" not in between
            base = before if is_near and before.unit == each.unit else None
        additive = each.additive
        if additive and base is not None and each.indicator and base.indicator:
            additive = base.indicator == each.indicator
        elif additive and each.indicator in load("weigh_claims_indicators")["beside"]:
            additive = False
        elif rival is not None and rival.additive:
            additive = True
        settled.append(msgspec.structs.replace(each, additive=additive))
    return settled
