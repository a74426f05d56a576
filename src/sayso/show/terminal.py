"""What the terminal pages share: the console, counts, tables."""

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from sayso.model import Article, Story
from sayso.show.quotation import name_of

PIPE_WIDTH = 120


def console() -> Console:
    """Return standard output; in a pipe, of one width and without colours."""
    plain = Console(highlight=False)
    return plain if plain.is_terminal else Console(width=PIPE_WIDTH, highlight=False)


def counted(number: int, noun: str) -> str:
    """Return `1 article`, `2 articles`.

    >>> counted(1, "article"), counted(0, "story")
    ('1 article', '0 stories')
    """
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def heading(text: str) -> Text:
    """Return the line that stands over a part of a page."""
    return Text(text.upper(), style="bold")


def table(*columns: str, wide: str) -> Table:
    """Return an empty table whose column `wide` takes the room that the others leave."""
    made = Table(box=None, expand=True, pad_edge=False, header_style="dim")
    for column in columns:
        made.add_column(column, overflow="fold", ratio=1 if column == wide else None)
    return made


def facts() -> Table:
    """Return an empty table of names and values."""
    made = Table.grid(padding=(0, 2))
    made.add_column(style="dim", no_wrap=True)
    made.add_column(overflow="fold")
    return made


def articles_table(articles: Iterable[Article]) -> Table:
    """Return a line an article."""
    made = table("published", "outlet", "agency", "title", "id", wide="title")
    for article in articles:
        made.add_row(
            (article.published or "no date")[:16].replace("T", " "),
            escape(name_of(article)),
            escape(article.agency or ""),
            escape(article.title or ""),
            article.id,
        )
    return made


def listing(stories: Sequence[Story], articles: Sequence[Article]) -> RenderableType:
    """Return the stories of a ledger with their articles, then the articles in none."""
    by_id = {article.id: article for article in articles}
    groups = [(story.id, [by_id[i] for i in story.articles if i in by_id]) for story in stories]
    groups.append(("In no story", [article for article in articles if article.story is None]))
    parts: list[RenderableType] = []
    for name, members in groups:
        if members:
            head = Text.assemble((name, "bold"), f"   {counted(len(members), 'article')}")
            parts += [head, articles_table(members), Text()]
    return Group(*parts) if parts else Text("no article")
