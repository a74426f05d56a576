"""An article at a terminal: its marked text, numbered, with what stands around it."""

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.deciding.logged import Logged
from sayso.model import Span
from sayso.show.article_tables import figures, times, who_says_what
from sayso.show.decided_page import log_page
from sayso.show.provenance import disagreements, left_out, metadata
from sayso.show.quotation import Reading
from sayso.show.terminal import heading

SOURCE, CUE, FIGURE, TIME = "bold green", "italic yellow", "bold cyan", "magenta"
QUOTE_INDENT = (0, 0, 0, 4)


class _Legend:
    """What the colours of the text stand for, where there are any."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if console.color_system is None or console.no_color:
            return
        yield Text.assemble(
            "marked: ",
            ("who speaks", SOURCE),
            ", ",
            ("the word that says so", CUE),
            ", ",
            ("figures", FIGURE),
            ", ",
            ("times", TIME),
            style="dim",
        )
        yield Text()


def article_page(reading: Reading, decided: Sequence[Logged] = ()) -> RenderableType:
    """Return the page of an article, with what persons decided on it and its rows."""
    article = reading.article
    return Group(
        Text(article.title or reading.page_name(), style="bold"),
        metadata(article),
        Text(),
        *disagreements(article),
        _Legend(),
        *_body(reading),
        *who_says_what(reading),
        *figures(reading),
        *times(reading),
        *_decided(decided),
        *left_out(article),
    )


def _decided(decided: Sequence[Logged]) -> Iterator[RenderableType]:
    if decided:
        yield heading("What persons decided")
        yield log_page(decided)
        yield Text()


def _body(reading: Reading) -> Iterator[RenderableType]:
    article = reading.article
    marks = _marks(reading)
    if not article.blocks:
        yield _marked(article.text, (0, len(article.text)), marks)
        yield Text()
    for number, block in enumerate(article.blocks, start=1):
        text = _marked(article.text, (block.start, block.end), marks)
        if block.kind == "heading":
            text.stylize("bold underline")
        posted = ", ".join(part for part in (block.author, block.date) if part)
        parts = [text, Text(f"posted by {posted}", style="dim")] if posted else [text]
        content = Padding(Group(*parts), QUOTE_INDENT if block.kind == "quote" else 0)
        yield _numbered(number, len(article.blocks), content)
        yield Text()


def _numbered(number: int, last: int, content: RenderableType) -> Table:
    """A block with the number that it is addressed by, in a margin of its own."""
    made = Table.grid(padding=(0, 1))
    made.add_column(style="dim", justify="right", no_wrap=True, width=len(str(last)))
    made.add_column(overflow="fold")
    made.add_row(str(number), content)
    return made


def _marks(reading: Reading) -> tuple[tuple[Span, str], ...]:
    found = reading.annotation
    marks: list[tuple[Span, str]] = []
    for attribution in found.attributions:
        marks += [(span, SOURCE) for span in attribution.source]
        marks += [(span, CUE) for span in attribution.cue]
    marks += [((time.start, time.end), TIME) for time in found.times]
    marks += [((each.start, each.end), FIGURE) for each in found.figures if not each.derived]
    return tuple(marks)


def _marked(text: str, block: Span, marks: tuple[tuple[Span, str], ...]) -> Text:
    marked = Text(text[block[0] : block[1]])
    for (start, end), style in marks:
        if start < block[1] and block[0] < end:
            marked.stylize(style, max(0, start - block[0]), end - block[0])
    return marked
