"""The steps as filters over JSON lines: extract, annotate, link."""

import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Annotated

import typer

from sayso.fetching import DEFAULTS, with_fetching_options
from sayso.model import Article, Fetching, Page, PageError, SaysoError, Unreadable
from sayso.reporting import print_all, with_other_keys

DEFAULT_MAX_PAGE_MB = 20

PathsArgument = Annotated[
    list[str],
    typer.Argument(
        help="Captured pages: HTML, text, MHTML; folders, .gz, .zip; WARC, WACZ; feeds; JSON "
        "lines; addresses; - for standard input.",
        show_default=False,
    ),
]
LinesArgument = Annotated[
    list[str] | None,
    typer.Argument(help="Files of JSON lines; standard input without any."),
]


@with_fetching_options
def extract(
    paths: PathsArgument,
    max_page_mb: Annotated[
        int, typer.Option("--max-page-mb", min=1, help="Largest page that is read, in MB.")
    ] = DEFAULT_MAX_PAGE_MB,
    fetching: Fetching = DEFAULTS,
) -> None:
    """Print the article of each page as a line of JSON; an unreadable page as {path, error}."""
    from sayso import pipeline
    from sayso.read import pages

    def articles() -> Iterator[object]:
        for page in pages(paths, max_page_mb, fetching):
            try:
                if isinstance(page, Unreadable):
                    raise PageError(page.error)
                with pipeline.guarded(page.path):
                    found = pipeline.article_of(page)
                yield with_other_keys(page, found)
            except PageError as error:
                yield Unreadable(path=page.path, error=str(error))

    print_all(articles())


def annotate(paths: LinesArgument = None) -> None:
    """Read articles as lines of JSON, print their attributions, figures and times."""
    from sayso import pipeline
    from sayso.annotate import annotate as step

    def annotations() -> Iterator[object]:
        for line in _lines(paths):
            try:
                if isinstance(line, Unreadable):
                    raise PageError(line.error)
                with pipeline.guarded(line.path):
                    found = step(pipeline.article_of(line))
                yield with_other_keys(line, found)
            except PageError as error:
                yield Unreadable(path=line.path, error=str(error))

    print_all(annotations())


def link(
    paths: LinesArgument = None,
    only: Annotated[
        str | None, typer.Option("--only", help="copies or stories: that part alone.")
    ] = None,
) -> None:
    """Read articles as lines of JSON, print their stories, copies, mutations, retellings."""
    from sayso import pipeline
    from sayso.link import PARTS, links_in_order
    from sayso.link import link as step

    def found() -> Iterator[object]:
        if only not in (None, *PARTS):
            raise SaysoError(f"no part {only!r}; there are {', '.join(PARTS)}")
        articles: dict[str, Article] = {}
        for line in _lines(paths):
            try:
                if isinstance(line, Unreadable):
                    raise PageError(line.error)
                with pipeline.guarded(line.path):
                    article = pipeline.article_of(line)
                if article.id in articles:
                    raise PageError(f"the id {article.id!r} was given to an article before it")
                articles[article.id] = article
            except PageError as error:
                yield Unreadable(path=line.path, error=str(error))
        yield from links_in_order(step(tuple(articles.values()), only=only))

    print_all(found())


def article_in(path: str) -> Article:
    """Return the article of a captured page; raises PageError where it cannot be read."""
    from sayso import pipeline
    from sayso.read import pages

    found = list(islice(pages([path], DEFAULT_MAX_PAGE_MB), 2))
    if len(found) != 1:
        raise PageError(f"{path}: holds more than one page; `sayso add` it, then give two ids")
    if isinstance(found[0], Unreadable):
        raise PageError(f"{path}: {found[0].error}")
    return pipeline.article_of(found[0])


def _lines(paths: Sequence[str] | None) -> Iterator[Page | Unreadable]:
    from sayso.read import jsonl, pages

    limit = DEFAULT_MAX_PAGE_MB
    if paths:
        return pages(paths, limit)
    return jsonl.lines(sys.stdin.buffer, "standard input", limit << 20)
