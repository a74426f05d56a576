"""A story, an article and a row's grounds, as read at a terminal."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.model import Article, Attribution, Certainty, Figure, Span, Story, Time
from sayso.show.quotation import Reading, name_of
from sayso.show.value import value
from sayso.show.why import Why

PIPE_WIDTH = 140
# Of a record these are said elsewhere on the page that explains it.
_ELSEWHERE = frozenset({"id", "start", "end", "text", "rule", "blocks", "cut", "found", "path"})
_MARKS = {"source": "bold green", "cue": "italic yellow", "figure": "bold cyan", "time": "magenta"}


def console() -> Console:
    """Return standard output; in a pipe, wide and without colours."""
    plain = Console()
    return plain if plain.is_terminal else Console(width=PIPE_WIDTH)


def counted(number: int, noun: str) -> str:
    """Return `1 article`, `2 articles`.

    >>> counted(1, "article"), counted(0, "story")
    ('1 article', '0 stories')
    """
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def listing(stories: Sequence[Story], articles: Sequence[Article]) -> RenderableType:
    """Return the stories of a ledger with their articles, then the articles in none."""
    by_id = {article.id: article for article in articles}
    parts: list[RenderableType] = []
    for story in stories:
        members = [by_id[each] for each in story.articles if each in by_id]
        if members:
            parts += [_head(story.id, members), _article_table(members), Text()]
    alone = [article for article in articles if article.story is None]
    if alone:
        parts += [_head("In no story", alone), _article_table(alone), Text()]
    return Group(*parts) if parts else Text("nothing here yet")


def story_page(name: str, readings: Sequence[Reading]) -> RenderableType:
    """Return a story: its articles, its figures side by side, and who says what."""
    articles = [reading.article for reading in readings]
    return Group(
        _head(name, articles),
        _article_table(articles),
        Text(),
        _figure_table(readings),
        Text(),
        _zero_table(readings),
        _speaker_table(readings),
        Text("`sayso why ID` prints what a row rests on; `sayso show ARTICLE` the marked text."),
    )


def article_page(reading: Reading) -> RenderableType:
    """Return an article: where each metadata value was found, the marked text, what was cut."""
    article = reading.article
    parts: list[RenderableType] = [
        Text(article.title or reading.page_name(), style="bold"),
        _metadata(article),
        Text(),
    ]
    marks = _marks(reading)
    for block in article.blocks:
        text = _marked(article.text, (block.start, block.end), marks)
        indent = 4 if block.kind == "quote" else 0
        parts.append(Padding(text, (0, 0, 0, indent)))
        if block.kind == "quote" and (block.author or block.date):
            posted = ", ".join(part for part in (block.author, block.date) if part)
            parts.append(Padding(Text(f"posted by {posted}", style="dim"), (0, 0, 0, indent)))
        parts.append(Text())
    if not article.blocks:
        parts += [_marked(article.text, (0, len(article.text)), marks), Text()]
    parts.append(_time_table(reading))
    if article.cut:
        parts += [Text(), _cut_table(article)]
    return Group(*parts)


def why_page(found: Why) -> RenderableType:
    """Return a row's grounds: its words in context, the chain, the rule, the captures."""
    context = Text(found.context, style="dim")
    for start, end in found.marked:
        context.stylize("not dim bold reverse", start, end)
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="bold")
    facts.add_column()
    facts.add_row("row", f"{found.kind} {found.id}")
    facts.add_row("article", escape(f"{found.title or 'without title'} ({found.article})"))
    facts.add_row("quotation", escape(f"“{found.quotation}”"))
    facts.add_row("chain", escape(" > ".join(found.chain)))
    facts.add_row("rule", escape(found.rule))
    for key, content in found.record.items():
        if key not in _ELSEWHERE and content not in (None, [], False, {}):
            facts.add_row(key, escape(str(content)))
    for capture in found.captures:
        where = capture["url"] or capture["path"]
        facts.add_row("captured", escape(f"{capture['captured'] or capture['added']} from {where}"))
        facts.add_row("", f"SHA-256 {capture['sha256']}")
    return Group(facts, Text(), Text("in context:", style="bold"), context)


def _head(name: str, articles: Sequence[Article]) -> Text:
    return Text.assemble((name, "bold"), "  ", counted(len(articles), "article"))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", expand=True, box=None)
    for column in columns:
        quoted = column in {"quotation", "title", "text"}
        table.add_column(column, overflow="fold", ratio=4 if quoted else None)
    table.pad_edge = False
    return table


def _article_table(articles: Iterable[Article]) -> Table:
    table = _table("", "published", "outlet", "agency", "title", "id")
    for article in articles:
        table.add_row(
            article.published or "no date",
            escape(name_of(article)),
            escape(article.agency or ""),
            escape(article.title or ""),
            article.id,
        )
    return table


def _figure_table(readings: Sequence[Reading]) -> Table:
    table = _table("Figures", "predicate", "value", "counted", "on whose word", "quotation", "id")
    found = [(figure, reading) for reading in readings for figure in reading.annotation.figures]
    # What can be compared stands together; what no event happened to comes last.
    found.sort(key=lambda pair: (pair[0].predicate is None, pair[0].predicate or ""))
    before = None
    for figure, reading in found:
        if before is not None and figure.predicate != before:
            table.add_section()
        before = figure.predicate
        table.add_row(
            figure.predicate or "—",
            value(figure) + (" (sum)" if figure.derived else ""),
            escape(_what(figure)),
            escape(" > ".join(reading.chain(figure.attribution))) + _how_sure(figure.certainty),
            escape(reading.quotation(figure.start, figure.end)),
            figure.id,
        )
    return table


def _what(figure: Figure) -> str:
    more = "more " if figure.additive else ""
    unit = figure.unit if figure.unit not in (None, "person", "percent") else ""
    return f"{more}{figure.counted or unit or ''}"


def _how_sure(certainty: Certainty) -> str:
    return "" if certainty is Certainty.ASSERTED else f" [yellow]({certainty})[/yellow]"


def _zero_table(readings: Sequence[Reading]) -> RenderableType:
    table = _table("Zero, or a number not known", "outlet", "kind", "quotation")
    for reading in readings:
        for each in reading.annotation.unquantified:
            quotation = reading.quotation(each.start, each.end)
            table.add_row(escape(reading.page_name()), each.kind, escape(quotation))
    return Group(table, Text()) if table.row_count else Text(end="")


def _speaker_table(readings: Sequence[Reading]) -> RenderableType:
    table = _table("Who says it", "chain", "statements", "how sure")
    said: dict[tuple[str, ...], list[Attribution]] = {}
    for reading in readings:
        for each in reading.annotation.attributions:
            said.setdefault(reading.chain(each.id), []).append(each)
    for chain, statements in said.items():
        sure = Counter(each.certainty.value for each in statements)
        table.add_row(
            escape(" > ".join(chain)),
            str(len(statements)),
            ", ".join(f"{count} {name}" for name, count in sure.most_common()),
        )
    return Group(table, Text())


def _metadata(article: Article) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column()
    table.add_column(style="dim")
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
    }
    for key, content in values.items():
        if content:
            where = article.found.get(key)
            table.add_row(key, escape(content), f"from {escape(where)}" if where else "")
    for warning in article.warnings:
        table.add_row("warning", escape(warning), "")
    return table


def _marks(reading: Reading) -> tuple[tuple[Span, str], ...]:
    marks: list[tuple[Span, str]] = []
    for attribution in reading.annotation.attributions:
        marks += [(span, _MARKS["source"]) for span in attribution.source]
        marks += [(span, _MARKS["cue"]) for span in attribution.cue]
    for time in reading.annotation.times:
        marks.append(((time.start, time.end), _MARKS["time"]))
    for figure in reading.annotation.figures:
        if not figure.derived:
            marks.append(((figure.start, figure.end), _MARKS["figure"]))
    return tuple(marks)


def _marked(text: str, block: Span, marks: Iterable[tuple[Span, str]]) -> Text:
    marked = Text(text[block[0] : block[1]])
    for (start, end), style in marks:
        if start < block[1] and block[0] < end:
            marked.stylize(style, max(0, start - block[0]), end - block[0])
    return marked


def _time_table(reading: Reading) -> Table:
    table = _table("Times", "text", "type", "value", "interval", "counted from", "id")
    for time in reading.annotation.times:
        table.add_row(
            escape(time.text), time.type, time.value or "", _days(time), time.anchor or "", time.id
        )
    return table


def _days(time: Time) -> str:
    if time.interval is None:
        return ""
    begin, end = time.interval
    return begin if begin == end else f"{begin} to {end}"


def _cut_table(article: Article) -> Table:
    table = _table("Left out of the text", "kind", "reason", "text")
    for cut in article.cut:
        shown = (
            cut.text if len(cut.text) < 200 else f"{cut.text[:200]}… ({len(cut.text):,} letters)"
        )
        table.add_row(cut.kind, escape(cut.reason), escape(" ".join(shown.split())))
    return table
