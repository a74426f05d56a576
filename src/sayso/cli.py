"""The command line: parse, call, print. Exit codes: 0 done, 1 some inputs failed, 2 wrong usage."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from sayso.model import PageError, SaysoError, Unreadable
from sayso.reporting import (
    INTERRUPTED,
    SOME_FAILED,
    Tally,
    complain,
    ledger_in,
    output,
    print_all,
    print_json,
    progress,
    reporting,
    with_other_keys,
)

DEFAULT_LEDGER = Path("sayso-ledger")
DEFAULT_MAX_PAGE_MB = 20

app = typer.Typer(
    name="sayso",
    help="On whose say-so? Reads captured news pages and keeps a ledger of who says what, on "
    "whose word, how sure, and with which figures.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 done, 1 some inputs failed (named on standard error), 2 wrong usage.",
)

LedgerOption = Annotated[
    Path,
    typer.Option("--ledger", "-l", envvar="SAYSO_LEDGER", help="The ledger's folder."),
]
StoryOption = Annotated[str | None, typer.Option("--story", "-s", help="Only this story.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]
PathsArgument = Annotated[
    list[str],
    typer.Argument(
        help="Captured pages, HTML or text, .gz too; folders; WARC, WACZ; JSON lines.",
        show_default=False,
    ),
]


@app.command(
    epilog="Example: sayso add captures/ dump.warc.gz --story 'Velmar dam'",
)
def add(
    paths: PathsArgument,
    ledger: LedgerOption = DEFAULT_LEDGER,
    story: Annotated[
        str | None, typer.Option("--story", "-s", help="Put the pages into this story.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Add captured pages to a ledger, made where there is none.

    A run that was cut off goes on where it stopped when it is begun again.
    """
    from sayso import pipeline
    from sayso.ledger import open_ledger

    with reporting(), open_ledger(ledger, create=True) as opened:
        tally = Tally()
        for added in progress(pipeline.add(opened, paths, story), "adding"):
            tally.count(added)
            if json:
                print_json(added)
        if not json:
            print(tally.summary(ledger))  # noqa: T201
    tally.leave()


@app.command(epilog="Example: sayso ls --search 'evacuated Karsk'")
def ls(
    ledger: LedgerOption = DEFAULT_LEDGER,
    story: StoryOption = None,
    search: Annotated[
        str | None, typer.Option("--search", help="Only articles with all these words.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """List the stories and articles of a ledger."""
    from sayso.ledger import search as found

    with ledger_in(ledger) as opened, opened.reading() as connection:
        if story is not None:
            found.require_story(connection, story)
        articles = tuple(found.articles(connection, story, (search or "").strip() or None))
        stories = found.stories(connection)
        failures = found.failures(connection)
    if json:
        for article in articles:
            print_json(article)
        for path, error in failures:
            print_json(Unreadable(path=path, error=error))
        return
    from sayso.show.terminal import listing
    from sayso.show.terminal import show as print_page

    print_page(listing(stories, articles))
    for path, error in failures:
        complain(f"{path}: {error}")


@app.command(epilog="Example: sayso show 'Velmar dam'")
def show(
    what: Annotated[str, typer.Argument(help="A story's name, or an article's id.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
    json: JsonOption = False,
) -> None:
    """Show a story: its articles, its figures side by side, who says what; or one article."""
    from sayso.ledger import search
    from sayso.show.quotation import Reading
    from sayso.show.tables import readings, story_record
    from sayso.show.terminal import show as print_page

    with ledger_in(ledger) as opened:
        with opened.reading() as connection:
            names = {each.id for each in search.stories(connection)}
            article = None if what in names else search.article_called(connection, what)
            reading = article and Reading(article, search.annotation(connection, article.id))
        found = (reading,) if reading else tuple(readings(opened, what))
    if json:
        print_json(story_record(what, found))
    elif reading:
        from sayso.show.article_page import article_page

        print_page(article_page(reading))
    else:
        from sayso.show.story_page import story_page

        print_page(story_page(what, found))


@app.command(epilog="Example: sayso why fig-3a9c0d12e45b6789")
def why(
    id: Annotated[str, typer.Argument(help="The id of any row, or its beginning.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
    json: JsonOption = False,
) -> None:
    """Print what a row rests on: quotation in context, chain, rule, captures."""
    from sayso.show.terminal import show as print_page
    from sayso.show.why import why as grounds
    from sayso.show.why_page import why_page

    with ledger_in(ledger) as opened:
        found = grounds(opened, id)
    if json:
        print_json(found)
    else:
        print_page(why_page(found))


@app.command(epilog="Example: sayso export figures --format csv --out figures.csv")
def export(
    table: Annotated[
        str,
        typer.Argument(help="articles, attributions, figures, times, unquantified or stories."),
    ],
    ledger: LedgerOption = DEFAULT_LEDGER,
    format: Annotated[str, typer.Option("--format", "-f", help="jsonl or csv.")] = "jsonl",
    story: StoryOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="A file; standard output without it.")
    ] = None,
) -> None:
    """Print a table of the ledger; every row has its id and the quotation it rests on."""
    from sayso.show.tables import FORMATS, TABLES, rows

    with ledger_in(ledger) as opened:
        if format not in FORMATS:
            raise SaysoError(f"no format {format!r}; there are {', '.join(FORMATS)}")
        found = rows(opened, table, story)
        with output(out) as stream:
            FORMATS[format](found, TABLES[table].columns, stream)


@app.command()
def verify(ledger: LedgerOption = DEFAULT_LEDGER, json: JsonOption = False) -> None:
    """Hash every captured page anew and name what was altered; check the chain of custody."""
    from sayso import pipeline

    with ledger_in(ledger) as opened:
        found = pipeline.verify(opened)
    for fault in found.faults:
        complain(f"{fault.what}: {fault.error}")
    if not found.recorded:
        complain(f"{ledger}: cannot be written to, so this check is not in its custody")
    if json:
        print_json(found)
    else:
        print(  # noqa: T201
            f"{found.pages:,} pages and {found.acts:,} acts checked, "
            f"{len(found.faults):,} altered\nhead of the chain of custody: {found.head}"
        )
    if found.faults:
        raise typer.Exit(SOME_FAILED)


@app.command()
def rebuild(ledger: LedgerOption = DEFAULT_LEDGER, json: JsonOption = False) -> None:
    """Derive everything anew from the captured pages and the decisions, with the same ids."""
    from sayso import pipeline

    with ledger_in(ledger) as opened:
        tally = Tally()
        for added in progress(pipeline.rebuild(opened), "rebuilding"):
            tally.count(added)
            if json:
                print_json(added)
        if not json:
            print(f"{tally.articles:,} articles derived anew")  # noqa: T201
    tally.leave()


@app.command(epilog="Example: sayso extract page.html | sayso annotate")
def extract(
    paths: PathsArgument,
    max_page_mb: Annotated[
        int, typer.Option("--max-page-mb", min=1, help="Largest page that is read, in MB.")
    ] = DEFAULT_MAX_PAGE_MB,
) -> None:
    """Print the article of each page as a line of JSON; an unreadable page as {path, error}."""
    from sayso import pipeline
    from sayso.read import pages

    def articles() -> Iterator[object]:
        for page in pages(paths, max_page_mb):
            try:
                if isinstance(page, Unreadable):
                    raise PageError(page.error)
                with pipeline.guarded(page.path):
                    found = pipeline.article_of(page)
                yield with_other_keys(page, found)
            except PageError as error:
                yield Unreadable(path=page.path, error=str(error))

    print_all(articles())


@app.command(epilog="Example: sayso annotate articles.jsonl > spans.jsonl")
def annotate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Files of JSON lines; standard input without any."),
    ] = None,
) -> None:
    """Read articles as lines of JSON, print their attributions, figures and times."""
    from sayso import pipeline
    from sayso.annotate import annotate as step
    from sayso.read import jsonl, pages

    limit = DEFAULT_MAX_PAGE_MB

    def annotations() -> Iterator[object]:
        lines = (
            pages(paths, limit)
            if paths
            else jsonl.lines(sys.stdin.buffer, "standard input", limit << 20)
        )
        for line in lines:
            try:
                if isinstance(line, Unreadable):
                    raise PageError(line.error)
                with pipeline.guarded(line.path):
                    found = step(pipeline.article_of(line))
                yield with_other_keys(line, found)
            except PageError as error:
                yield Unreadable(path=line.path, error=str(error))

    print_all(annotations())


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from importlib.metadata import version as installed

        print(f"sayso {installed('sayso')}")  # noqa: T201
        raise typer.Exit


def main() -> None:
    """Run the command line."""
    # Text of any language may be printed, whatever a pipe or a terminal says that it takes.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        app()
    except KeyboardInterrupt:  # before a command had begun its work
        sys.exit(INTERRUPTED)
