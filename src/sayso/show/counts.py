"""What a story counts, at a terminal: the current value of each kind, then all the others."""

from collections.abc import Iterator, Mapping

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.model import Indicator, IndicatorValue
from sayso.show.decisions import said_of
from sayso.show.story_links import DECIDED, INDENT
from sayso.show.terminal import heading, line
from sayso.show.told import Told
from sayso.show.value import amount, counted, origins_in_words

MOST_KINDS = 12
MOST_VALUES = 8
NO_VALUE = "no current value"
WHICH = (
    "The value that is best supported now, by the rule named; then all that are told: current, "
    "those that their origin has revised, and what is never read: parts, additions, older events, "
    "other units, slips of copying."
)


def counts_of_kinds(told: Told) -> Iterator[RenderableType]:
    """Yield each indicator with its reading and the rule of it, then its other values."""
    if not told.weighed.indicators:
        return
    yield heading("What is counted")
    yield Text(WHICH, style="dim")
    ranked = sorted(told.weighed.indicators, key=lambda each: -_articles(each))
    for indicator in ranked[:MOST_KINDS]:
        yield _line(indicator)
        yield from _others(indicator)
        if said := said_of(told.marks.get(indicator.id)):
            yield Padding(Text(said, style=DECIDED), INDENT)
    if (left := len(ranked) - MOST_KINDS) > 0:
        yield Text(f"and {counted(left, 'indicator')} more: `sayso export indicators`", style="dim")
    yield Text()


def _articles(indicator: Indicator) -> int:
    return len({article for value in indicator.values for article in value.articles})


def _line(indicator: Indicator) -> Table:
    reading = indicator.reading
    now = amount(reading.low, reading.best, reading.high, reading.unit)
    name = indicator.indicator.replace("_", " ")
    label = Text.assemble((name, "bold"), ": ", (now or NO_VALUE, "bold cyan"))
    return line(label, reading.rule, indicator.id)


def _others(indicator: Indicator) -> Iterator[RenderableType]:
    values = indicator.values
    named = {each.claim: _amount(each) for each in values if each.claim}
    current = [each for each in values if each.total and each.revised_to is None]
    revised = [each for each in values if each.total and each.revised_to is not None]
    unread = [each for each in values if not each.total]
    for label, group in (
        ("current", current),
        ("earlier", revised),
        ("never read", unread),
    ):
        if group:
            told = [_told(each, named) for each in group[:MOST_VALUES]]
            more = len(group) - MOST_VALUES
            rest = f"; and {more} more" if more > 0 else ""
            yield Padding(Text(f"{label}: {'; '.join(told)}{rest}", style="dim"), INDENT)


def _told(value: IndicatorValue, named: Mapping[str, str]) -> str:
    parts = [counted(len(value.articles), "article"), origins_in_words(*value.origins)]
    if value.as_of:
        begin, end = value.as_of
        parts.append(f"as of {begin}" if begin == end else f"as of {begin} to {end}")
    if value.revised_to:
        parts.append(f"revised to {named.get(value.revised_to, value.revised_to)}")
    return f"{_amount(value)} ({', '.join(parts)})"


def _amount(value: IndicatorValue) -> str:
    return amount(value.low, value.best, value.high, value.unit)
