"""The steps as filters over JSON lines: extract, annotate, link."""

import logging
import sys
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Annotated, get_args

import msgspec
import typer

from sayso.fetching import DEFAULTS, with_fetching_options
from sayso.model import (
    Annotation,
    Article,
    Fetching,
    Page,
    PageError,
    Profile,
    SaysoError,
    Unreadable,
)
from sayso.reporting import print_all, with_other_keys
from sayso.worker.limits import DEFAULT_MEMORY_MB, DEFAULT_SECONDS, Limits

if TYPE_CHECKING:
    from sayso.worker.process import Worker

log = logging.getLogger("sayso")

DEFAULT_MAX_PAGE_MB = 20
PROFILES: Mapping[str, Profile] = {each: each for each in get_args(Profile)}

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
SecondsOption = Annotated[
    int,
    typer.Option("--max-page-seconds", min=1, help="Most processor seconds that a page may take."),
]
MemoryOption = Annotated[
    int,
    typer.Option("--max-page-memory-mb", min=1, help="Most memory that a page may take, in MB."),
]


@with_fetching_options
def extract(
    paths: PathsArgument,
    max_page_mb: Annotated[
        int, typer.Option("--max-page-mb", min=1, help="Largest page that is read, in MB.")
    ] = DEFAULT_MAX_PAGE_MB,
    max_page_seconds: SecondsOption = DEFAULT_SECONDS,
    max_page_memory_mb: MemoryOption = DEFAULT_MEMORY_MB,
    fetching: Fetching = DEFAULTS,
) -> None:
    """Print the article of each page as a line of JSON; an unreadable page as {path, error}."""
    from sayso.read import pages
    from sayso.worker.process import Worker

    limits = Limits(max_page_seconds, max_page_memory_mb)

    def articles() -> Generator[object, None, None]:
        with Worker(limits, annotating=False) as worker:
            worker.start()
            for turn in _derived(worker, pages(paths, max_page_mb, fetching), paths):
                if isinstance(turn, Unreadable):
                    yield turn
                else:
                    yield from (with_other_keys(turn.page, each) for each in turn.articles)

    print_all(articles())


def annotate(
    paths: LinesArgument = None,
    profile: Annotated[
        str,
        typer.Option("--profile", help="balanced, or precise: fewer attributions, and surer ones."),
    ] = "balanced",
    max_page_seconds: SecondsOption = DEFAULT_SECONDS,
    max_page_memory_mb: MemoryOption = DEFAULT_MEMORY_MB,
) -> None:
    """Read articles as lines of JSON, print their attributions, figures and times."""
    from sayso.worker.process import Worker

    limits = Limits(max_page_seconds, max_page_memory_mb)

    def annotations() -> Generator[object, None, None]:
        if profile not in PROFILES:
            raise SaysoError(f"no profile {profile!r}; there are {', '.join(PROFILES)}")
        with Worker(limits, annotating=True, profile=PROFILES[profile]) as worker:
            worker.start()
            for turn in _derived(worker, _lines(paths), paths):
                if isinstance(turn, Unreadable):
                    yield turn
                else:
                    yield from (with_other_keys(turn.page, each) for each in turn.annotations)

    print_all(annotations())


def link(
    paths: LinesArgument = None,
    only: Annotated[
        str | None, typer.Option("--only", help="copies or stories: that part alone.")
    ] = None,
) -> None:
    """Read articles as lines of JSON, print their stories, follow-ups, copies, what changed."""
    from sayso.link import PARTS, links_in_order
    from sayso.link import link as step
    from sayso.worker.process import Worker

    def found() -> Generator[object, None, None]:
        if only not in (None, *PARTS):
            raise SaysoError(f"no part {only!r}; there are {', '.join(PARTS)}")
        articles: dict[str, Article] = {}
        with Worker(Limits(), annotating=False) as worker:
            worker.start()
            for turn in _derived(worker, _lines(paths), paths):
                if isinstance(turn, Unreadable):
                    yield turn
                    continue
                for article in turn.articles:
                    if article.id in articles:
                        error = f"the id {article.id!r} was given to an article before it"
                        yield Unreadable(path=turn.page.path, error=error)
                    else:
                        articles[article.id] = article
        yield from links_in_order(step(tuple(articles.values()), only=only))

    print_all(found())


def article_in(path: str) -> Article:
    """Return the article of a captured page; raises PageError where it cannot be read."""
    from sayso.read import pages
    from sayso.worker.process import Worker

    with Worker(Limits(), annotating=False) as worker:
        found = list(islice(_derived(worker, pages([path], DEFAULT_MAX_PAGE_MB), [path]), 2))
    if len(found) != 1:
        raise PageError(f"{path}: holds more than one page; `sayso add` it, then give two ids")
    (only,) = found
    if isinstance(only, Unreadable):
        raise PageError(f"{path}: {only.error}")
    if len(only.articles) > 1:
        raise PageError(
            f"{path}: holds {len(only.articles)} articles; `sayso add` it, then give two ids"
        )
    return only.articles[0]


class _Derived(msgspec.Struct, frozen=True):
    page: Page
    articles: tuple[Article, ...]
    annotations: tuple[Annotation, ...]


def _derived(
    worker: "Worker", found: Iterable[Page | Unreadable], paths: Sequence[str] | None
) -> Iterator[_Derived | Unreadable]:
    """Yield what each page comes to, and each input that comes to nothing with its error.

    Whoever sends lines one by one to standard input gets the answer to each before the next.
    """
    ahead = bool(paths) and "-" not in (paths or ())
    for turn in worker.in_turn(found, _if_page, ahead=ahead):
        if isinstance(turn.item, Unreadable):
            yield turn.item
            continue
        derived = turn.derived
        assert derived is not None
        if derived.trace:
            log.error("%s\n%s", turn.item.path, derived.trace)
        if derived.error is not None:
            yield Unreadable(path=turn.item.path, error=derived.error)
        else:
            yield _Derived(turn.item, derived.articles, derived.annotations)


def _if_page(found: Page | Unreadable) -> Page | None:
    return found if isinstance(found, Page) else None


def _lines(paths: Sequence[str] | None) -> Iterator[Page | Unreadable]:
    from sayso.read import jsonl, pages

    limit = DEFAULT_MAX_PAGE_MB
    if paths:
        return pages(paths, limit)
    return jsonl.lines(sys.stdin.buffer, "standard input", limit << 20)
