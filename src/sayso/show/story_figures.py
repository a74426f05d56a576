"""What the articles of a story say at a terminal: figures, statements of zero, who says it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from rich.columns import Columns
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.decision import Mark
from sayso.model import Certainty, Figure
from sayso.show.decisions import said_of
from sayso.show.quotation import Reading
from sayso.show.story_links import DECIDED
from sayso.show.terminal import heading, line, table
from sayso.show.value import some_of, value, what_counted

INDENT = (0, 0, 0, 6)
NO_MARKS: Mapping[str, Mark] = {}
OTHER = "other figures"
CHAIN = "from the page to the source"
ARROW = " > "
Place = tuple[Figure, Reading]


def figures(
    readings: Sequence[Reading], marks: Mapping[str, Mark] = NO_MARKS
) -> Iterator[RenderableType]:
    """Yield the figures side by side, the same words of several articles once."""
    found = [(figure, reading) for reading in readings for figure in reading.annotation.figures]
    # What can be compared stands together; figures of no known event come last.
    found.sort(key=lambda pair: (pair[0].predicate or "~", _size(pair[0])))
    for predicate, group in groupby(found, key=lambda pair: pair[0].predicate or OTHER):
        yield heading(predicate.replace("_", " "))
        same: dict[object, list[Place]] = {}
        for figure, reading in group:
            same.setdefault(_said_alike(figure, reading), []).append((figure, reading))
        for places in same.values():
            yield _figure_line(places)
            if said := "; ".join(filter(None, (said_of(marks.get(f.id)) for f, _ in places))):
                yield Padding(Text(said, style=DECIDED), INDENT)
            if not places[0][0].derived:
                yield Padding(_quotation(*places[0]), INDENT)
        yield Text()


def _said_alike(figure: Figure, reading: Reading) -> object:
    first, last = reading.around(figure.start, figure.end)
    words = " ".join(reading.article.text[first:last].split())
    what = (value(figure), what_counted(figure), figure.certainty, figure.derived)
    return (*what, words, figure.start - first)


def _size(figure: Figure) -> float:
    known = (figure.best, figure.low, figure.high)
    return next((value for value in known if value is not None), 0)


def _figure_line(places: Sequence[Place]) -> Table:
    figure = places[0][0]
    chains = (ARROW.join(reading.chain(each.attribution)) for each, reading in places)
    sure = "" if figure.certainty is Certainty.ASSERTED else f" ({figure.certainty})"
    summed = " (a sum that Sayso made)" if figure.derived else ""
    return line(
        Text.assemble((value(figure), "bold cyan"), " ", what_counted(figure)),
        Text.assemble(some_of(chains, between="; "), (sure + summed, "yellow")),
        figure.id,
    )


def _quotation(figure: Figure, reading: Reading) -> Text:
    text = reading.article.text
    first, last = reading.around(figure.start, figure.end)
    quoted = Text(f"“{text[first:last]}”", style="dim")
    quoted.stylize("not dim bold", figure.start - first + 1, figure.end - first + 1)
    return quoted


def unquantified(readings: Iterable[Reading]) -> Iterator[RenderableType]:
    """Yield the statements of zero and of unknown numbers, the same words once."""
    found: dict[tuple[str, str], list[str]] = {}
    for reading in readings:
        for each in reading.annotation.unquantified:
            said = (each.kind, reading.quotation(each.start, each.end))
            found.setdefault(said, []).append(reading.page_name())
    if found:
        yield heading("Zero, or a number not known")
    for (kind, quotation), pages in found.items():
        yield Columns([f"{kind:8}", some_of(pages)])
        yield Padding(Text(f"“{quotation}”", style="dim"), INDENT)
    if found:
        yield Text()


def speakers(readings: Iterable[Reading]) -> Table:
    """Return who says something, through whom, and how sure, chains of one way together."""
    made = table(CHAIN, "statements", "how sure", wide=CHAIN)
    pages: dict[tuple[str, ...], list[str]] = {}
    said: dict[tuple[str, ...], Counter[str]] = {}
    for reading in readings:
        for each in reading.annotation.attributions:
            page, *way = reading.chain(each.id)
            pages.setdefault(tuple(way), []).append(page)
            said.setdefault(tuple(way), Counter())[each.certainty.value] += 1
    for names, sure in said.items():
        made.add_row(
            ARROW.join((some_of(pages[names]), *names)),
            f"{sure.total():,}",
            ", ".join(f"{number} {name}" for name, number in sure.most_common()),
        )
    return made
