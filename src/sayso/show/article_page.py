"""An article at a terminal: where its metadata was found, its marked text, what was cut."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.model import Article, Span, Time
from sayso.show.language import not_read
from sayso.show.quotation import Reading
from sayso.show.terminal import facts, heading, table

SOURCE, CUE, FIGURE, TIME = "bold green", "italic yellow", "bold cyan", "magenta"
LONGEST_SHOWN = 300
QUOTE_INDENT = (0, 0, 0, 4)


def article_page(reading: Reading) -> RenderableType:
    """Return the page of an article."""
    article = reading.article
    return Group(
        Text(article.title or reading.page_name(), style="bold"),
        _metadata(article),
        Text(),
        Text.assemble(
            "marked: ",
            ("who speaks", SOURCE),
            ", ",
            ("the word that says so", CUE),
            ", ",
            ("figures", FIGURE),
            ", ",
            ("times", TIME),
            style="dim",
        ),
        Text(),
        *_body(reading),
        *_times(reading),
        *_cut(article),
    )


def _metadata(article: Article) -> Table:
    made = facts()
    made.add_column(style="dim")
    values = {
        "published": article.published,
        "modified": article.modified,
        "authors": ", ".join(article.authors) or None,
        "outlet": article.outlet,
        "agency": article.agency,
        "dateline": article.dateline,
        "language": article.language,
        "url": article.url,
        "path": article.path,
        "id": article.id,
    }
    for key, content in values.items():
        if content:
            where = article.found.get(key)
            made.add_row(key, content, f"from {where}" if where else "")
    if why_not := not_read(article):
        made.add_row("warning", why_not, "")
    for warning in article.warnings:
        made.add_row("warning", warning, "")
    return made


def _body(reading: Reading) -> Iterator[RenderableType]:
    article = reading.article
    marks = _marks(reading)
    if not article.blocks:
        yield _marked(article.text, (0, len(article.text)), marks)
        yield Text()
    for block in article.blocks:
        text = _marked(article.text, (block.start, block.end), marks)
        if block.kind == "heading":
            text.stylize("bold underline")
        posted = ", ".join(part for part in (block.author, block.date) if part)
        parts = [text, Text(f"posted by {posted}", style="dim")] if posted else [text]
        yield Padding(Group(*parts), QUOTE_INDENT if block.kind == "quote" else 0)
        yield Text()


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


def _times(reading: Reading) -> Iterator[RenderableType]:
    if not reading.annotation.times:
        return
    yield heading("Times")
    made = table("text", "type", "value", "interval", "counted from", "id", wide="text")
    for time in reading.annotation.times:
        made.add_row(
            time.text, time.type, time.value or "", _days(time), time.anchor or "", time.id
        )
    yield made
    yield Text()


def _days(time: Time) -> str:
    if time.interval is None:
        return ""
    begin, end = time.interval
    return begin if begin == end else f"{begin} to {end}"


def _cut(article: Article) -> Iterator[RenderableType]:
    if not article.cut:
        return
    yield heading("Left out of the text")
    made = table("kind", "reason", "text", wide="text")
    for cut in article.cut:
        text = " ".join(cut.text.split())
        if len(text) > LONGEST_SHOWN:
            text = f"{text[:LONGEST_SHOWN]} … ({len(cut.text):,} letters)"
        made.add_row(cut.kind, cut.reason, text)
    yield made
