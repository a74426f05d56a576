"""Around an article at a terminal: where its metadata was found, what disagrees, what was cut."""

from collections.abc import Iterator
from itertools import groupby
from typing import get_args

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from sayso.model import Article, Cut, CutKind
from sayso.show.language import not_read
from sayso.show.terminal import facts, heading, table

LONGEST_SHOWN = 300
KINDS: tuple[str, ...] = get_args(CutKind)


def metadata(article: Article) -> Table:
    """Return each metadata value with the place where it was found, and the warnings."""
    made = facts()
    made.add_column(style="dim", overflow="fold")
    values = {
        "published": article.published,
        "modified": article.modified,
        "authors": ", ".join(article.authors) or None,
        "outlet": article.outlet,
        "agency": article.agency,
        "dateline": article.dateline,
        "original_outlet": article.original_outlet,
        "original_url": article.original_url,
        "language": article.language,
        "url": article.url,
        "canonical": article.canonical if article.canonical != article.url else None,
        "path": article.path,
        "id": article.id,
    }
    for key, content in values.items():
        if content:
            where = article.found.get(key)
            shown = Text(content, no_wrap=key == "id")  # whole, to be copied
            made.add_row(key.replace("_", " "), shown, f"from {where}" if where else "")
    if why_not := not_read(article):
        made.add_row("warning", why_not, "")
    for warning in article.warnings:
        made.add_row("warning", warning, "")
    for note in article.corrections:
        made.add_row("correction", _short(note), f"from {article.found.get('corrections', 'page')}")
    return made


def disagreements(article: Article) -> Iterator[RenderableType]:
    """Yield a table of the fields on which places of the page disagree, that taken first."""
    if not article.stated:
        return
    yield heading("Where the page disagrees with itself")
    made = table("field", "value", "where", "taken because", wide="value")
    for field, values in article.stated.items():
        for at, each in enumerate(values):
            name = "" if at else field.replace("_", " ")
            why = "" if at else article.chosen.get(field, "")
            made.add_row(name, Text(_short(each.value), style="dim" if at else ""), each.where, why)
    yield made
    yield Text()


def left_out(article: Article) -> Iterator[RenderableType]:
    """Yield a table of what was cut out of the text, by kind, each with its reason."""
    if not article.cut:
        return
    yield heading("Left out of the text")
    made = table("kind", "reason", "text", wide="text")
    for kind, cuts in groupby(sorted(article.cut, key=_order), key=lambda cut: cut.kind):
        for at, cut in enumerate(cuts):
            made.add_row("" if at else kind, cut.reason, _short(cut.text))
    yield made


def _order(cut: Cut) -> tuple[int, str]:
    return (KINDS.index(cut.kind) if cut.kind in KINDS else len(KINDS), cut.kind)


def _short(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= LONGEST_SHOWN:
        return line
    return f"{line[:LONGEST_SHOWN]} … ({len(text):,} letters)"
