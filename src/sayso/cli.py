"""The command line: parse, call, print. Exit codes: 0 done, 1 some inputs failed, 2 wrong usage."""

import io
import os
import sys
from pathlib import Path
from typing import Annotated, TextIO

import typer

from sayso import filters, marking, users
from sayso.exporting import DEFAULTS as DEFAULT_SHAPE
from sayso.exporting import Shape, with_shape_options
from sayso.fetching import DEFAULTS, with_fetching_options
from sayso.filters import PathsArgument
from sayso.model import Fetching, SaysoError, Serving, Unreadable
from sayso.reporting import (
    EMPTY,
    SOME_FAILED,
    Output,
    Tally,
    complain,
    ledger_in,
    linked_ledger_in,
    output,
    print_json,
    progress,
    reporting,
)
from sayso.serving import DEFAULTS as SERVED_HERE
from sayso.serving import with_serving_options

DEFAULT_LEDGER = Path("sayso-ledger")

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


@app.command(
    epilog="Example: sayso add captures/ https://karsk.example/dam --story 'Velmar dam'",
)
@with_fetching_options
def add(
    paths: PathsArgument,
    ledger: LedgerOption = DEFAULT_LEDGER,
    story: Annotated[
        str | None, typer.Option("--story", "-s", help="Put the pages into this story.")
    ] = None,
    json: JsonOption = False,
    fetching: Fetching = DEFAULTS,
) -> None:
    """Add pages to a ledger, made where there is none.

    A run that was cut off goes on where it stopped when it is begun again.
    """
    from sayso import pipeline
    from sayso.ledger import open_ledger

    with reporting(), open_ledger(ledger, create=True) as opened:
        tally = Tally()
        for added in progress(pipeline.add(opened, paths, story, fetching=fetching), "adding"):
            tally.count(added)
            if json:
                print_json(added)
        if not json:
            print(tally.summary(ledger))  # noqa: T201
    tally.leave()


@app.command(epilog="Example: sayso ls --search 'evacuated Karsk'")
def ls(
    what: Annotated[
        str, typer.Argument(help="stories, with their articles; or decisions, oldest first.")
    ] = "stories",
    ledger: LedgerOption = DEFAULT_LEDGER,
    story: StoryOption = None,
    search: Annotated[
        str | None, typer.Option("--search", help="Only articles with all these words.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """List the stories and articles of a ledger, or what persons decided."""
    from sayso.ledger import search as found
    from sayso.show.goes_on import follows

    if what not in LISTED:
        raise SaysoError(f"nothing to list is called {what!r}; there are {', '.join(LISTED)}")
    if what == "decisions":
        if story is not None or search is not None:
            raise SaysoError("decisions are listed whole: leave --story and --search out")
        _list_decisions(ledger, json=json)
        return
    with linked_ledger_in(ledger) as opened, opened.reading() as connection:
        if story is not None:
            story = found.require_story(connection, story).id
        articles = tuple(found.articles(connection, story, (search or "").strip() or None))
        stories = found.stories(connection)
        before = follows(connection, [each.id for each in stories])
        # What could not be read is in no story, and has no words to be found by.
        failures = () if story or search else found.failures(connection)
    if json:
        for article in articles:
            print_json(article)
        for path, error in failures:
            print_json(Unreadable(path=path, error=error))
        return
    from sayso.show.terminal import listing
    from sayso.show.terminal import show as print_page

    print_page(listing(stories, articles, before))
    for path, error in failures:
        complain(f"{path or EMPTY}: {error}")


LISTED = ("stories", "decisions")


def _list_decisions(ledger: Path, *, json: bool) -> None:
    from sayso.show.decided_words import told_in_words
    from sayso.show.decisions import decision_rows, logged

    with ledger_in(ledger) as opened:
        found = logged(opened)
        with opened.reading() as connection:
            told = (
                {}
                if json
                else told_in_words(connection, [each.decision for each in found], ids=True)
            )
    if json:
        for row in decision_rows(found):
            print_json(row)
        return
    from sayso.show.decided_page import log_page
    from sayso.show.terminal import show as print_page

    print_page(log_page(found, told))


@app.command(epilog="Example: sayso show 'Velmar dam'")
def show(
    what: Annotated[str, typer.Argument(help="A story's name, or an article's id.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
    json: JsonOption = False,
) -> None:
    """Show a story: its articles, its figures side by side, who says what; or one article."""
    from sayso.ledger import search
    from sayso.show.gather import decided_on_article, gathered, reading_of
    from sayso.show.tables import article_record, story_record
    from sayso.show.terminal import show as print_page

    with linked_ledger_in(ledger) as opened:
        with opened.reading() as connection:
            story = search.story_called(connection, what)
            article = None if story else search.article_called(connection, what)
        told = gathered(opened, story) if story else None
        reading = reading_of(opened, article) if article else None
        decided = decided_on_article(opened, reading) if reading else ()
    if told:
        if json:
            print_json(story_record(told))
        else:
            from sayso.show.story_page import story_page

            print_page(story_page(told))
    elif reading:
        if json:
            print_json(article_record(reading, decided))
        else:
            from sayso.show.article_page import article_page

            print_page(article_page(reading, decided))


@app.command(epilog="Example: sayso diff art-7c5ae801 art-94746295")
def diff(
    a: Annotated[str, typer.Argument(help="An article's id, or a captured page.")],
    b: Annotated[str, typer.Argument(help="Another article's id, or a captured page.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
    json: JsonOption = False,
) -> None:
    """Show two articles side by side: what one took from the other, what changed on the way."""
    from sayso.show.diff import diff as of_ledger
    from sayso.show.diff import difference
    from sayso.show.terminal import show as print_page

    if Path(a).is_file() and Path(b).is_file():
        from sayso.link import link as links_among

        with reporting():
            if Path(a).samefile(b):
                raise SaysoError(f"{a}: the same page twice; give another to compare it with")
            first, second = (filters.article_in(each) for each in (a, b))
            found = difference(first, second, links_among((first, second)))
    else:
        pages = [each for each in (a, b) if Path(each).is_file()]
        if pages and not ledger.exists():
            other = b if pages[0] == a else a
            raise SaysoError(f"{other}: no such captured page, as {pages[0]} is one")
        with linked_ledger_in(ledger) as opened:
            try:
                found = of_ledger(opened, a, b)
            except SaysoError as error:
                if not pages:
                    raise
                raise SaysoError(
                    f"{error}; {pages[0]} is a captured page, and can be compared with another one"
                ) from None
    if json:
        print_json(found)
    else:
        from sayso.show.diff_page import diff_page

        print_page(diff_page(found))


@app.command(epilog="Example: sayso why fig-3a9c0d12e45b6789")
def why(
    id: Annotated[str, typer.Argument(help="The id of any row, or its beginning.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
    json: JsonOption = False,
) -> None:
    """Print what a row rests on: quotation in context, chain, rule, captures."""
    from sayso.show.terminal import show as print_page
    from sayso.show.why_page import why_page
    from sayso.show.why_told import why as grounds

    with linked_ledger_in(ledger) as opened:
        found = grounds(opened, id)
    if json:
        print_json(found)
    else:
        print_page(why_page(found))


@app.command(epilog="Example: sayso export figures --format csv --out figures.csv")
@with_shape_options
def export(
    table: Annotated[
        str,
        typer.Argument(help="A table, such as findings or figures; or report, a page of HTML."),
    ],
    ledger: LedgerOption = DEFAULT_LEDGER,
    story: StoryOption = None,
    shape: Shape = DEFAULT_SHAPE,
) -> None:
    """Print a table of the ledger, every row with its id and quotation; or a story's report."""
    from sayso.show.policies import coded
    from sayso.show.tables import FORMATS, TABLES, rows

    if shape.policy is not None and table != "indicators":
        raise SaysoError(f"a policy codes indicators, not {table!r}: leave --policy out")
    with linked_ledger_in(ledger) as opened:
        if table == "report":
            from sayso.show.reports import write_reports

            if shape.format != "jsonl":
                raise SaysoError(
                    f"a report is a page of HTML, not {shape.format!r}: leave --format out"
                )

            with output(None):
                for path in write_reports(opened, story, shape.out):
                    print(f"report: {path}")  # noqa: T201
            return
        if shape.format not in FORMATS:
            raise SaysoError(f"no format {shape.format!r}; there are {', '.join(FORMATS)}")
        if shape.policy is not None:
            columns, found = coded(opened, shape.policy, story)
        else:
            found, columns = rows(opened, table, story), TABLES[table].columns
        with output(shape.out) as stream:
            FORMATS[shape.format](found, columns, stream)


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
    from sayso.show.value import counted

    with ledger_in(ledger) as opened:
        tally = Tally()
        for added in progress(pipeline.rebuild(opened), "rebuilding"):
            tally.count(added)
            if json:
                print_json(added)
        if not json:
            print(f"{counted(tally.articles, 'article')} derived anew")  # noqa: T201
    tally.leave()


@app.command(epilog="Example: sayso serve --ledger demo-ledger --open")
@with_serving_options
def serve(ledger: LedgerOption = DEFAULT_LEDGER, serving: Serving = SERVED_HERE) -> None:
    """Serve the ledger as pages: on this machine alone, or to those who have an account."""
    with reporting():
        from sayso.web.serve import serve as served

        def say(line: str) -> None:
            print(line, flush=True)  # noqa: T201

        served(ledger, serving, say, complain)


app.add_typer(users.app, name="users")
app.add_typer(marking.app)
app.command(epilog="Example: sayso extract page.html | sayso annotate")(filters.extract)
app.command(epilog="Example: sayso annotate articles.jsonl > spans.jsonl")(filters.annotate)
app.command(epilog="Example: sayso link articles.jsonl --only copies")(filters.link)


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
    sys.stdout = _readable(sys.stdout, Output)
    sys.stderr = _readable(sys.stderr, io.TextIOWrapper)
    try:
        with reporting():
            try:
                app()
            finally:
                sys.stdout.flush()
    except typer.Exit as left:
        sys.exit(left.exit_code)


def _readable(stream: TextIO | None, kind: type[io.TextIOWrapper]) -> TextIO:
    if stream is None:  # closed by whoever began this process
        return Path(os.devnull).open("w", encoding="utf-8")
    is_terminal = stream.isatty()
    return kind(
        stream.detach() if isinstance(stream, io.TextIOWrapper) else stream.buffer,
        encoding=stream.encoding if is_terminal else "utf-8",
        errors="backslashreplace",
        line_buffering=is_terminal,
    )
