"""The one page that names the steps in order: read, extract, annotate, link, weigh, ledger."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
import sqlalchemy as sa

from sayso.annotate import annotate
from sayso.extract import extract, given
from sayso.ledger import Ledger, custody, decisions, linked, schema, search, write
from sayso.ledger.write import Derived
from sayso.link import link
from sayso.link.parted import parted
from sayso.model import (
    Annotated,
    Annotation,
    Article,
    Fetching,
    Page,
    PageError,
    SaysoError,
    StorageError,
    Unreadable,
    Weighed,
)
from sayso.read import jsonl, pages
from sayso.read.addresses import is_address
from sayso.read.file import printable
from sayso.weigh import weigh

log = logging.getLogger("sayso")

OWN_FAULT = "Sayso failed on this page"


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one input: the id of its article, or the error why there is none.

    `moved_from` is the story that an article stood in before this run put it into another.
    """

    path: str
    article: str | None = None
    error: str | None = None
    is_new: bool = False
    moved_from: str | None = None


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something in a ledger that is not as it was written."""

    what: str
    error: str


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of a check. `head` is the seal over the last of the `acts` in custody."""

    pages: int
    acts: int
    head: str
    faults: tuple[Fault, ...]
    recorded: bool


def article_of(page: Page) -> Article:
    """Return the article of a page, or the one that a line of JSON holds; raises PageError."""
    return given(jsonl.article(page)) if page.media_type == jsonl.MEDIA_TYPE else extract(page)


def derive(page: Page) -> Derived:
    """Return what a page comes to; an error never stops the run, it is what the page came to."""
    try:
        with guarded(page.path):
            article = article_of(page)
            return Derived(article=article, annotation=annotate(article))
    except PageError as error:
        return Derived(error=str(error))


@contextmanager
def guarded(path: str, fault: str = OWN_FAULT) -> Iterator[None]:
    """Turn a fault of Sayso's own on one page into a PageError, so that the others go on.

    A fault that would befall every page, as of a broken installation, is let through.
    """
    try:
        yield
    except (PageError, ImportError, MemoryError):
        raise
    except Exception as error:
        log.exception("%s", path)
        raise PageError(f"{fault} ({type(error).__name__}: {error})") from error


def add(
    ledger: Ledger,
    paths: Sequence[str],
    story: str | None = None,
    limit: int | None = None,
    fetching: Fetching | None = None,
) -> Iterator[Added]:
    """Yield what became of each page behind `paths` as it is stored, in the order given.

    Each page is written whole or not at all. A run that was cut off goes on where it stopped
    when it is begun again with the same paths and story; an address that it has captured is not
    fetched again. `limit` is a page's largest size in mebibytes, the ledger's setting where not
    given. Addresses are fetched where `fetching` says how.
    """
    if story is not None and not story.strip():
        raise SaysoError("an empty name for a story")
    # Not resolved: a link that goes round in a circle is one bad input, and no reason to stop.
    given_as = [printable(path if is_address(path) else Path(path).absolute()) for path in paths]
    arguments = [given_as, story]
    with ledger.sole_writer():
        with ledger.writing() as connection:
            run = write.begin_run(connection, msgspec.json.encode(arguments).decode())
        before = dict(_fetched_before(ledger, run, paths))
        yield from before.values()
        remaining = [path for path in paths if path not in before]
        failed = sum(added.error is not None for added in before.values())
        counts = {"pages": len(before) - failed, "failed": failed}
        how = fetching and ledger.config.fetching(fetching)
        for found in pages(remaining, limit or ledger.config.max_page_mb, how):
            if isinstance(found, Unreadable):
                with ledger.writing() as connection:
                    write.unreadable(connection, run, found)
                added = Added(path=found.path, error=found.error)
            else:
                added = _add_page(ledger, run, found, story)
            counts["failed" if added.error else "pages"] += 1
            log.info("add %s: %s", added.path, added.error or added.article)
            yield added
        yield from link_anew(ledger)
        with ledger.writing() as connection:
            write.finish_run(connection, run, counts)


def _fetched_before(ledger: Ledger, run: int, paths: Iterable[str]) -> Iterator[tuple[str, Added]]:
    """Yield the addresses that a run had fetched before it was cut off, and what became of each."""
    with ledger.reading() as connection:
        for path in filter(is_address, paths):
            if known := write.fetched_before(connection, run, printable(path)):
                yield path, Added(path=path, article=known["article"], error=known["error"])


def link_anew(ledger: Ledger) -> Iterator[Added]:
    """Derive stories, links, claims, origins and findings from all articles, where that is due.

    Yields the stories that Sayso failed on, with the error; they are kept without findings. Where
    the linking itself fails, the articles stay as they are and linking stays due.
    """
    with ledger.reading() as connection:
        if not linked.is_due(connection):
            return
        articles = tuple(search.articles(connection))
        by_id = {article.id: article for article in articles}

        def annotation_of(article: Article) -> Annotation:
            return search.annotation(connection, article.id)

        try:
            with guarded("links", "Sayso failed to link the articles"):
                links = link(articles, annotation_of)
        except PageError as error:
            yield Added(path=str(ledger.folder), error=str(error))
            return
        weighed: list[Weighed] = []
        for story, inside in parted(links):
            members = (by_id[each] for each in story.articles)
            annotated = [
                Annotated(article=each, annotation=annotation_of(each)) for each in members
            ]
            try:
                with guarded(f"story {story.id}", "Sayso failed on this story"):
                    weighed.append(weigh(story, annotated, inside))
            except PageError as error:
                yield Added(path=f"story {story.id!r}", error=str(error))
    with ledger.writing() as connection:
        linked.replace(connection, links, weighed)


def _add_page(ledger: Ledger, run: int, page: Page, story: str | None) -> Added:
    sha256 = page.sha256
    with ledger.reading() as connection:
        known = write.outcome(connection, sha256)
        is_done = write.is_captured(connection, run, page)
    if known and (known["error"] or "").startswith(OWN_FAULT):
        known = None  # a better Sayso may do better
    if is_done and known:
        return Added(path=page.path, article=known["article"], error=known["error"])
    derived = None if known else derive(page)
    try:
        damage = ledger.vault.put(page)
    except OSError as error:
        raise ledger.explained(error) from error
    with ledger.writing() as connection:
        before = write.story_of(connection, sha256)
        if damage:
            custody.append(connection, "restore", sha256, {"was": damage, "path": page.path})
        if not is_done:
            write.capture(connection, run, page)
        if story is not None:
            decisions.decide(connection, ledger.config.who, decisions.STORY, sha256, story)
            write.put_in_story(connection, sha256, story)
        if derived:
            write.replace(connection, sha256, _unless_taken(connection, sha256, derived))
        result = write.outcome(connection, sha256)
    assert result is not None
    return Added(
        path=page.path,
        article=result["article"],
        error=result["error"],
        is_new=known is None,
        moved_from=before if story not in (None, before) else None,
    )


def _unless_taken(connection: sa.Connection, sha256: str, derived: Derived) -> Derived:
    article = derived.article
    owner = write.article_owner(connection, article.id) if article else None
    if article is None or owner in (None, sha256):
        return derived
    return Derived(error=f"the id {article.id!r} belongs to another page (SHA-256 {owner[:16]}…)")


def rebuild(ledger: Ledger) -> Iterator[Added]:
    """Yield what became of each captured page as everything is derived from it anew.

    The ids come out as they were. Cut off, it leaves every page either as before or anew.
    """
    with ledger.sole_writer():
        with ledger.reading() as connection:
            kept = tuple(_captured_pages(connection))
        for row in kept:
            yield _rebuild_page(ledger, row)
        yield from link_anew(ledger)
        with ledger.writing() as connection:
            custody.append(connection, "rebuild", "ledger", {"pages": len(kept)})


def _rebuild_page(ledger: Ledger, row: sa.RowMapping) -> Added:
    sha256 = row["sha256"]
    try:
        content = ledger.vault.get(sha256)
    except StorageError as error:  # what was derived from the bytes while they were whole stays
        return Added(path=row["path"], error=str(error))
    derived = derive(write.captured_page(row, content))
    with ledger.writing() as connection:
        checked = _unless_taken(connection, sha256, derived)
        write.replace(connection, sha256, checked)
    article = checked.article.id if checked.article else None
    return Added(path=row["path"], article=article, error=checked.error)


def verify(ledger: Ledger) -> Verified:
    """Return what is not as it was written: captured bytes, sightings, decisions, custody.

    The check is an act itself and is recorded, where the ledger may be written to.
    """
    with ledger.reading() as connection:
        kept = tuple(_captured_pages(connection))
        acts, head = custody.head(connection)
        broken = custody.broken_at(connection)
        faults = [
            Fault(what=row["path"], error=fault)
            for row in kept
            if (fault := ledger.vault.fault(row["sha256"]))
        ]
        faults += [
            Fault(what="custody", error=error) for error in custody.contradictions(connection)
        ]
    if broken is not None:
        faults.append(Fault(what=f"custody row {broken}", error="the chain is broken here"))
    try:
        with ledger.writing() as connection:
            counts = {"pages": len(kept), "faults": len(faults)}
            custody.append(connection, "verify", "ledger", counts)
        recorded = True
    except StorageError:
        recorded = False
    return Verified(pages=len(kept), acts=acts, head=head, faults=tuple(faults), recorded=recorded)


def _captured_pages(connection: sa.Connection) -> Iterable[sa.RowMapping]:
    """Yield each page once, as first captured, in that order."""
    first = sa.select(sa.func.min(schema.capture.c.id)).group_by(schema.capture.c.sha256)
    return connection.execute(
        sa.select(schema.capture)
        .where(schema.capture.c.id.in_(first))
        .order_by(schema.capture.c.id)
    ).mappings()
