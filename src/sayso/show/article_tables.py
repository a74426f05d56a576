"""What was found in an article at a terminal: who says what, its figures, its times."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from sayso.model import Attribution, Certainty, Figure, Time
from sayso.show.quotation import Reading
from sayso.show.story_figures import ARROW
from sayso.show.terminal import heading, table
from sayso.show.value import value, what_counted


def who_says_what(reading: Reading) -> Iterator[RenderableType]:
    """Yield a table of the attributions: whoever told it first stands first in the chain."""
    if not reading.annotation.attributions:
        return
    yield heading("Who says what")
    made = table("who", "word", "how sure", "what", "id", wide="what")
    for each in reading.annotation.attributions:
        made.add_row(
            _chain(reading, each.id),
            reading.words(each.cue),
            _how_sure(reading, each),
            # One line each: the text above has the rest.
            Text(reading.words(each.content), no_wrap=True, overflow="ellipsis"),
            each.id,
        )
    yield made
    yield Text()


def figures(reading: Reading) -> Iterator[RenderableType]:
    """Yield a table of the figures: how many of what, when, and on whose word."""
    if not reading.annotation.figures:
        return
    yield heading("Figures")
    made = table("value", "of what", "when", "whose word", "id", wide="of what")
    for each in reading.annotation.figures:
        what = f"{what_counted(each)} {(each.predicate or '').replace('_', ' ')}".strip()
        summed = "(a sum that Sayso made)" if each.derived else ""
        sure = "" if each.certainty is Certainty.ASSERTED else f"({each.certainty.value})"
        whose = _chain(reading, each.attribution) or reading.page_name()
        made.add_row(
            value(each),
            " ".join(filter(None, (what, summed))),
            _when(reading, each),
            " ".join(filter(None, (whose, sure))),
            each.id,
        )
    yield made
    yield Text()


def times(reading: Reading) -> Iterator[RenderableType]:
    """Yield a table of the times with their days, and what they were counted from."""
    if not reading.annotation.times:
        return
    yield heading("Times")
    made = table("text", "type", "value", "interval", "counted from", "id", wide="text")
    for each in reading.annotation.times:
        made.add_row(
            each.text, each.type, each.value or "", _days(each), each.anchor or "", each.id
        )
    yield made
    yield Text()


def _chain(reading: Reading, attribution: str | None) -> str:
    return ARROW.join(map(reading.source, reading.links(attribution)))


def _how_sure(reading: Reading, attribution: Attribution) -> str:
    softened = [span for span in attribution.hedges if span not in attribution.cue]
    words = ", ".join(f"“{reading.words([each])}”" for each in softened)
    return f"{attribution.certainty.value} {words}".rstrip()


def _when(reading: Reading, figure: Figure) -> str:
    """The day that a count is of, else the words for when it happened."""
    time = reading.times.get(figure.time or "")
    return figure.as_of or (time.text if time else "")


def _days(time: Time) -> str:
    if time.interval is None:
        return ""
    begin, end = time.interval
    return begin if begin == end else f"{begin} to {end}"
