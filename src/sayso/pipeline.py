"""The one page that names the steps in order: read, extract, annotate, ledger."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import sqlalchemy as sa

from sayso.annotate import annotate
from sayso.extract import extract
from sayso.ledger import Ledger, custody, decisions, schema, write
from sayso.ledger.write import Derived
from sayso.model import Article, Page, PageError, StorageError, Unreadable
from sayso.read import jsonl, pages

log = logging.getLogger("sayso")


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one input: the id of its article, or the error why there is none."""

    path: str
    article: str | None = None
    error: str | None = None
    is_new: bool = False


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something in a ledger that is not as it was written."""

    path: str
    sha256: str | None
    error: str


def article_of(page: Page) -> Article:
    """Return the article of a page, or the one that a line of JSON holds; raises PageError."""
    return jsonl.article(page) if page.media_type == jsonl.MEDIA_TYPE else extract(page)


def derive(page: Page) -> Derived:
    """Return what a page comes to; an error never stops the run, it is what the page came to."""
    try:
        article = article_of(page)
        return Derived(article=article, annotation=annotate(article))
    except PageError as error:
        return Derived(error=str(error))
    except Exception as error:
        log.exception("%s", page.path)
        return Derived(error=f"Sayso failed on this page ({type(error).__name__}: {error})")


def add(
    ledger: Ledger, paths: Sequence[str], story: str | None = None, limit: int | None = None
) -> Iterator[Added]:
    """Yield what became of each page behind `paths` as it is stored, in the order given.

    Each page is written whole or not at all. A run that was cut off goes on where it stopped
    when it is begun again with the same paths and story. `limit` is a page's largest size in
    mebibytes, the ledger's setting where not given.
    """
    arguments = [[str(Path(path).resolve()) for path in paths], story]
    with ledger.sole_writer():
        with ledger.writing() as connection:
            run = write.begin_run(connection, msgspec.json.encode(arguments).decode())
        counts = {"pages": 0, "failed": 0}
        for found in pages(paths, limit or ledger.config.max_page_mb):
            if isinstance(found, Unreadable):
                with ledger.writing() as connection:
                    write.unreadable(connection, run, found)
                added = Added(path=found.path, error=found.error)
            else:
                added = _add_page(ledger, run, found, story)
            counts["failed" if added.error else "pages"] += 1
            log.info("add %s: %s", added.path, added.error or added.article)
            yield added
        with ledger.writing() as connection:
            write.finish_run(connection, run, counts)


def _add_page(ledger: Ledger, run: int, page: Page, story: str | None) -> Added:
    sha256 = page.sha256
    with ledger.reading() as connection:
        known = write.outcome(connection, sha256)
        is_done = write.is_captured(connection, run, page)
    if is_done and known:
        return Added(path=page.path, article=known["article"], error=known["error"])
    derived = None if known else derive(page)
    try:
        ledger.vault.put(page)
    except OSError as error:
        raise ledger.explained(error) from error
    with ledger.writing() as connection:
        write.capture(connection, run, page)
        if story is not None:
            decisions.decide(connection, ledger.config.who, decisions.STORY, sha256, story)
            write.put_in_story(connection, sha256, story)
        if derived:
            write.replace(connection, sha256, _unless_taken(connection, sha256, derived))
        result = write.outcome(connection, sha256)
    assert result is not None
    return Added(
        path=page.path, article=result["article"], error=result["error"], is_new=known is None
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
        with ledger.writing() as connection:
            custody.append(connection, "rebuild", "ledger", {"pages": len(kept)})


def _rebuild_page(ledger: Ledger, row: sa.RowMapping) -> Added:
    sha256 = row["sha256"]
    try:
        content = ledger.vault.get(sha256)
    except StorageError as error:  # what was derived from the bytes while they were whole stays
        return Added(path=row["path"], error=str(error))
    derived = derive(
        Page(
            content=content,
            path=row["path"],
            url=row["url"],
            captured=row["captured"],
            media_type=row["media_type"],
            charset=row["charset"],
        )
    )
    with ledger.writing() as connection:
        checked = _unless_taken(connection, sha256, derived)
        write.replace(connection, sha256, checked)
    article = checked.article.id if checked.article else None
    return Added(path=row["path"], article=article, error=checked.error)


def verify(ledger: Ledger) -> Iterator[Fault | None]:
    """Yield None for each captured page that is as it was, a Fault for each that is not.

    The chain of custody is checked last. The check itself is an act, and recorded.
    """
    faults = 0
    with ledger.reading() as connection:
        kept = tuple(_captured_pages(connection))
        broken = custody.broken_at(connection)
    for row in kept:
        fault = ledger.vault.fault(row["sha256"])
        faults += fault is not None
        yield Fault(path=row["path"], sha256=row["sha256"], error=fault) if fault else None
    if broken is not None:
        faults += 1
        yield Fault(
            path=f"custody row {broken}", sha256=None, error="the chain of custody is broken here"
        )
    with ledger.writing() as connection:
        custody.append(connection, "verify", "ledger", {"pages": len(kept), "faults": faults})


def _captured_pages(connection: sa.Connection) -> Iterable[sa.RowMapping]:
    """Yield each page once, as first captured, in that order."""
    first = sa.select(sa.func.min(schema.capture.c.id)).group_by(schema.capture.c.sha256)
    return connection.execute(
        sa.select(schema.capture)
        .where(schema.capture.c.id.in_(first))
        .order_by(schema.capture.c.id)
    ).mappings()
