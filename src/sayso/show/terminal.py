"""What the terminal pages share: the console, counts, tables.

Whatever is printed may come from a hostile page. Control characters, which a terminal would obey,
are shown as signs of their own, and nothing in a string is markup: styles are given by `Text`.
"""

from collections.abc import Iterable, Mapping, Sequence
from shutil import get_terminal_size

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from sayso.model import Article, Story
from sayso.show.language import not_read
from sayso.show.listing import Listing
from sayso.show.value import counted

PIPE_WIDTH = 120
NOTHING_BEFORE: Mapping[str, Sequence[str]] = {}
# Below it the words of a title or a chain could not be read.
LEAST_WIDE = 24
# The pictures that Unicode has for them; the other ones, and the overrides of writing direction,
# become the replacement sign.
_SIGNS = {code: 0x2400 + code for code in range(32) if code not in (9, 10)} | dict.fromkeys(
    (*range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD
)


class _Visible:
    """A page whose control characters are seen and not obeyed."""

    def __init__(self, page: RenderableType) -> None:
        self._page = page

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self._page, options):
            if segment.control:
                yield segment
            else:
                yield Segment(visible(segment.text), segment.style)


def visible(text: str) -> str:
    """Return the text with each control character but line feeds shown as a sign.

    >>> visible("Dam\\x1b[2J fails")
    'Dam␛[2J fails'
    """
    return text.translate(_SIGNS)


def show(page: RenderableType) -> None:
    """Print a page on standard output; in a pipe, as wide as COLUMNS says, without colours."""
    console = _console(None)
    if not console.is_terminal:
        console = _console(get_terminal_size((PIPE_WIDTH, 0)).columns)
    console.print(_Visible(page))


def _console(width: int | None) -> Console:
    # What a page says is never markup: `[/b]` in an id, `:fire:` in a title stay as they are.
    return Console(width=width, highlight=False, markup=False, emoji=False)


def heading(text: str) -> Text:
    """Return the line that stands over a part of a page."""
    return Text(text.upper(), style="bold")


def table(*columns: str, wide: str) -> Table:
    """Return an empty table whose column `wide` takes the room that the others leave."""
    made = Listing(box=None, expand=True, pad_edge=False, header_style="dim")
    for column in columns:
        if column == wide:
            made.add_column(column, overflow="fold", ratio=1, min_width=LEAST_WIDE)
        else:
            made.add_column(column, overflow="fold", no_wrap=column == "id", max_width=32)
    return made


def line(label: RenderableType, text: RenderableType, id: str) -> Table:
    """Return a line of a list: what it is, what is said of it, its id."""
    made = Listing.grid(expand=True, padding=(0, 2))
    made.add_column(width=34, overflow="fold")
    made.add_column(ratio=1, overflow="fold")
    made.add_column(no_wrap=True, style="dim")
    made.add_row(label, text, id)
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
            article.called,
            article.agency or "",
            _titled(article),
            article.id,
        )
    return made


def _titled(article: Article) -> Text:
    why_not = not_read(article)
    parted = "  " if article.title and why_not else ""
    return Text.assemble(article.title or "", parted, (why_not, "yellow"))


def listing(
    stories: Sequence[Story],
    articles: Sequence[Article],
    before: Mapping[str, Sequence[str]] = NOTHING_BEFORE,
) -> RenderableType:
    """Return the stories of a ledger with their articles, then the articles that stand alone.

    `before` names the stories that a story goes on from, by its id.
    """
    known = {story.id: story.called for story in stories}
    followed = {each for its in before.values() for each in its}
    by_id = {article.id: article for article in articles}
    parts: list[RenderableType] = []
    for story in stories:
        members = [by_id[each] for each in story.articles if each in by_id]
        called = story.given or story.name or story.id in before or story.id in followed
        if not members or (len(story.articles) == 1 and not called):
            continue
        for article in members:
            del by_id[article.id]
        all_of_them = counted(len(story.articles), "article")
        chosen = len(members) < len(story.articles)
        size = f"{len(members)} of {all_of_them}" if chosen else all_of_them
        found = "" if story.given else f"   {story.title or 'without title'} (joined by likeness)"
        name = Text(story.id, style="bold")
        if story.name:
            name, found = Text(story.name, style="bold"), f"   {story.id}"
        parts += [Text.assemble(name, f"   {size}{found}")]
        for each in before.get(story.id, ()):
            parts.append(Text(f"  follows up on “{known.get(each, each)}” ({each})", style="dim"))
        parts += [articles_table(members), Text()]
    if by_id:
        alone = counted(len(by_id), "article")
        parts += [Text.assemble(("In no story with others", "bold"), f"   {alone}")]
        parts += [articles_table(by_id.values()), Text()]
    return Group(*parts) if parts else Text("no article")
