"""Figures: how many of what, what happened to them, where, when and on whose word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

import msgspec

from sayso.annotate.attributions.cues import LONGEST_SENTENCE
from sayso.annotate.figures.draft import Counted, Draft
from sayso.annotate.figures.read import drafts
from sayso.annotate.figures.relate import ties
from sayso.annotate.figures.settle import attribution_of, certainty, place_of
from sayso.annotate.figures.split import joined
from sayso.annotate.figures.sums import casualties
from sayso.annotate.figures.unquantified import unquantified
from sayso.annotate.figures.when import time_of
from sayso.annotate.numbers import Number, holds_number, numbers
from sayso.model import (
    Article,
    Attribution,
    Figure,
    Relation,
    Span,
    Time,
    Unquantified,
    content_id,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["figures", "holds_figure"]

Item = TypeVar("Item")

# A sentence with more numbers is a table or debris: nothing is read from it.
MOST_FIGURES = 60


class _Known(msgspec.Struct, frozen=True):
    """What is already known of one sentence when its figures are settled."""

    article: Article
    sentence: Span
    times: Sequence[Time]
    attributions: Sequence[Attribution]


def holds_figure(text: str) -> bool:
    """Return whether a sentence holds a quantity, so that its parse is worth having.

    >>> holds_figure("The 9th Company left."), holds_figure("Forty men left.")
    (False, True)
    """
    if len(text) > LONGEST_SENTENCE or not holds_number(text):
        return False
    return 0 < len(numbers(text)) <= MOST_FIGURES


def figures(
    article: Article,
    sentences: Sequence[Span],
    parses: Mapping[int, Doc],
    times: Sequence[Time],
    attributions: Sequence[Attribution],
) -> tuple[tuple[Figure, ...], tuple[Unquantified, ...]]:
    """Return the figures of an article, and its statements of none or of an unknown number.

    A number inside a time is no figure. A sentence without a parse gives values alone.
    """
    kept = _outside(numbers(article.text), [(time.start, time.end) for time in times])
    starts = [number.start for number in kept]
    dated = _by_sentence(sentences, [((time.start, time.end), time) for time in times])
    covered = [(span, said) for said in attributions for span in said.content]
    said_in = _by_sentence(sentences, covered)
    found: list[Figure] = []
    none: list[Unquantified] = []
    before: Sequence[Draft] = ()
    for i, (start, end) in enumerate(sentences):
        here = kept[bisect_left(starts, start) : bisect_left(starts, end)]
        doc = parses.get(i)
        none.extend(unquantified(article.text[start:end], start))
        if not 0 < len(here) <= MOST_FIGURES:
            before = ()
            continue
        if doc is None:
            read = tuple(Draft(n, n.start - start, n.end - start, Counted()) for n in here)
        else:
            doc = joined(article.text[start:end], start, here, doc)
            carried = before if "\n\n" not in article.text[max(0, start - 2) : start] else ()
            read = drafts(doc, here, start, carried)
        known = _Known(article, (start, end), dated.get(i, ()), said_in.get(i, ()))
        found.extend(_settled(known, doc, read))
        before = read
    return tuple(found), tuple(none)


def _by_sentence(
    sentences: Sequence[Span], items: Iterable[tuple[Span, Item]]
) -> dict[int, list[Item]]:
    """The items that touch each sentence, so that no figure is held against a whole page."""
    starts = [start for start, _ in sentences]
    found: dict[int, list[Item]] = {}
    for (start, end), item in items:
        first = max(0, bisect_right(starts, start) - 1)
        for i in range(first, bisect_left(starts, end)):
            found.setdefault(i, []).append(item)
    return found


def _outside(found: Sequence[Number], times: Sequence[Span]) -> list[Number]:
    """The numbers that no time expression touches; an age or a share is never a time."""
    ends = sorted(times)
    starts = [start for start, _ in ends]
    kept: list[Number] = []
    for number in found:
        i = bisect_left(starts, number.end)
        # The year in "15 percent a year" is a time and a part of the rate.
        rate = number.unit is not None and " per " in number.unit
        near = [(s, e) for s, e in ends[max(0, i - 2) : i] if not (rate and s > number.start)]
        aged = number.unit is not None and number.unit.endswith("of age")
        if (
            aged
            or _is_share(number)
            or not any(s < number.end and number.start < e for s, e in near)
        ):
            kept.append(number)
    return kept


def _settled(known: _Known, doc: Doc | None, read: Sequence[Draft]) -> list[Figure]:
    article, times, sentence = known.article, known.times, known.sentence
    start = sentence[0]
    text = article.text[start : sentence[1]]
    made = []
    local = [(time.start - start, time.end - start) for time in times]
    for draft in read:
        said = attribution_of((draft.number.start, draft.number.end), known.attributions)
        figure = _figure(article, draft)
        made.append(msgspec.structs.replace(
            figure,
            attribution=said.id if said else None,
            certainty=certainty(said, text, draft, doc),
            time=time_of(draft, doc, times, sentence),
            place=place_of(draft, local) if doc else None,
        ))  # fmt: skip
    if doc is None:
        return made
    related = _related(made, doc, read)
    total = casualties(article, related)
    return related if total is None else [*related, total]


def _figure(article: Article, draft: Draft) -> Figure:
    number, counted = draft.number, draft.counted
    person = "person" if counted.person and number.unit is None and not _is_share(number) else None
    rule = number.rule if not counted.carried else f"{number.rule}; noun from “{counted.carried}”"
    return Figure(
        id=content_id("fig", article.id, number.start, number.end),
        start=number.start,
        end=number.end,
        text=article.text[number.start : number.end],
        low=number.low,
        best=number.best,
        high=number.high,
        bound=number.bound,
        approximate=number.approximate,
        additive=number.additive,
        unit=number.unit or person,
        counted=counted.text,
        predicate=draft.predicate,
        change="up" if draft.change == "up" else "down" if draft.change == "down" else None,
        group=counted.group,
        rule=rule,
    )


def _is_share(number: Number) -> bool:
    return number.rule.startswith("share")


def _related(made: Sequence[Figure], doc: Doc, read: Sequence[Draft]) -> list[Figure]:
    relations = {
        tie.source: Relation(type=tie.type, target=made[tie.target].id) for tie in ties(doc, read)
    }
    return [
        msgspec.structs.replace(figure, relations=(relations[k],)) if k in relations else figure
        for k, figure in enumerate(made)
    ]
