"""A story at a terminal: its articles, its figures side by side, who says what."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.model import Article, Attribution, Certainty, Figure
from sayso.show.quotation import Reading
from sayso.show.story_links import copies, findings, mutations, origins
from sayso.show.terminal import articles_table, heading, table
from sayso.show.told import Told, counts
from sayso.show.value import counted as how_many
from sayso.show.value import origins_in_words, value

INDENT = (0, 0, 0, 6)
OTHER = "other figures"
CHAIN = "from the page to the source"


def story_page(told: Told) -> RenderableType:
    """Return the page of a story: findings and origins first, then what they rest on."""
    readings = sorted(told.readings, key=lambda reading: _moment(reading.article))
    whole = counts(told)
    head = f"{how_many(whole.articles, 'article')}, {origins_in_words(whole.n_min, whole.n_max)}"
    title = told.story.title if told.story.title and not told.story.given else told.story.id
    return Group(
        Text.assemble((title, "bold"), f"   {head}"),
        Text(),
        *findings(told),
        *origins(told),
        heading("Articles"),
        articles_table(reading.article for reading in readings),
        Text(),
        *copies(told),
        *mutations(told),
        *_figures(readings),
        *_unquantified(readings),
        heading("Who says it"),
        _speakers(readings),
        Text(),
        Text(
            "`sayso why ID` prints what a row rests on, `sayso show ID` an article with its marks, "
            "`sayso diff A B` two articles side by side.",
            style="dim",
        ),
    )


def _moment(article: Article) -> str:
    """Return when an article was published, to sort by; without a zone it is taken for UTC."""
    try:
        moment = datetime.fromisoformat(article.published or "")
    except ValueError:
        return "~"  # after all dates
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC).isoformat()


def _figures(readings: Sequence[Reading]) -> Iterator[RenderableType]:
    found = [(figure, reading) for reading in readings for figure in reading.annotation.figures]
    # What can be compared stands together; figures of no known event come last.
    found.sort(key=lambda pair: (pair[0].predicate or "~", _size(pair[0])))
    for predicate, group in groupby(found, key=lambda pair: pair[0].predicate or OTHER):
        yield heading(predicate.replace("_", " "))
        for figure, reading in group:
            yield _figure_line(figure, reading)
            if not figure.derived:
                yield Padding(_quotation(figure, reading), INDENT)
        yield Text()


def _size(figure: Figure) -> float:
    known = (figure.best, figure.low, figure.high)
    return next((value for value in known if value is not None), 0)


def _figure_line(figure: Figure, reading: Reading) -> Table:
    line = Table.grid(expand=True, padding=(0, 2))
    line.add_column(width=34, overflow="fold")
    line.add_column(ratio=1, overflow="fold")
    line.add_column(no_wrap=True, style="dim")
    what = f"[bold cyan]{value(figure)}[/] {_what(figure)}"
    chain = " > ".join(reading.chain(figure.attribution))
    sure = "" if figure.certainty is Certainty.ASSERTED else f" [yellow]({figure.certainty})[/]"
    summed = " [yellow](a sum that Sayso made)[/]" if figure.derived else ""
    line.add_row(what, chain + sure + summed, figure.id)
    return line


def _what(figure: Figure) -> str:
    counted, unit = figure.counted or "", figure.unit or ""
    if unit in {"person", "percent"} or unit in counted:
        unit = ""
    both = f"{unit} of {counted}" if unit and counted else unit or counted
    return f"more {both}" if figure.additive else both


def _quotation(figure: Figure, reading: Reading) -> Text:
    text = reading.article.text
    first, last = reading.around(figure.start, figure.end)
    quoted = Text(f"“{text[first:last]}”", style="dim")
    quoted.stylize("not dim bold", figure.start - first + 1, figure.end - first + 1)
    return quoted


def _unquantified(readings: Sequence[Reading]) -> Iterator[RenderableType]:
    found = [(each, reading) for reading in readings for each in reading.annotation.unquantified]
    if found:
        yield heading("Zero, or a number not known")
    for each, reading in found:
        quotation = reading.quotation(each.start, each.end)
        yield Columns([f"{each.kind:8}", reading.page_name()])
        yield Padding(f"[dim]“{quotation}”[/]", INDENT)
    if found:
        yield Text()


def _speakers(readings: Sequence[Reading]) -> Table:
    made = table(CHAIN, "statements", "how sure", wide=CHAIN)
    said: dict[tuple[str, ...], list[Attribution]] = {}
    for reading in readings:
        for each in reading.annotation.attributions:
            said.setdefault(reading.chain(each.id), []).append(each)
    for chain, statements in said.items():
        sure = Counter(each.certainty.value for each in statements)
        made.add_row(
            " > ".join(chain),
            str(len(statements)),
            ", ".join(f"{number} {name}" for name, number in sure.most_common()),
        )
    return made
