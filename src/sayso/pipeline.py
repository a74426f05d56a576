"""The one page that names the steps in order: read, extract, annotate, link, weigh, ledger."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec
import sqlalchemy as sa

from sayso.decision import LONGEST_NAME
from sayso.ledger import Ledger, custody, decisions, given, outdated, schema, write
from sayso.model import (
    Derived,
    Fetching,
    Page,
    SaysoError,
    StorageError,
    Unreadable,
)
from sayso.read import pages
from sayso.read.addresses import is_address
from sayso.read.file import printable
from sayso.worker.limits import PASSED, Limits
from sayso.worker.process import Turn, Worker
from sayso.worker.steps import OWN_FAULT

log = logging.getLogger("sayso")

# Errors after which a page is tried again when it is added again: a better Sayso, or other limits,
# may do better.
TRIED_AGAIN = (OWN_FAULT, PASSED)


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one input: the ids of its articles, or the error why there is none.

    `moved_from` is the story that they stood in before this run put them into another.
    """

    path: str
    articles: tuple[str, ...] = ()
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
    if story is not None and len(story) > LONGEST_NAME:
        raise SaysoError(
            f"a name of a story has {LONGEST_NAME} characters at the most, not {len(story):,}"
        )
    # Not resolved: a link that goes round in a circle is one bad input, and no reason to stop.
    given_as = [printable(path if is_address(path) else Path(path).absolute()) for path in paths]
    arguments = [given_as, story]
    with ledger.sole_writer():
        with ledger.writing() as connection:
            run = write.begin_run(connection, msgspec.json.encode(arguments).decode())
            # Of a story that was renamed or merged since, the one that it is now.
            story = story and given.story_named(connection, story)
        before = dict(_fetched_before(ledger, run, paths))
        yield from before.values()
        remaining = [path for path in paths if path not in before]
        failed = sum(added.error is not None for added in before.values())
        counts = {"pages": len(before) - failed, "failed": failed}
        how = fetching and ledger.config.fetching(fetching)
        # What is sent or fetched page by page is stored page by page.
        ahead = not any(path == "-" or is_address(path) for path in remaining)
        found = pages(remaining, limit or ledger.config.max_page_mb, how)
        with _worker(ledger) as worker:
            for turn in worker.in_turn(found, partial(_to_derive, ledger), ahead=ahead):
                if isinstance(turn.item, Unreadable):
                    with ledger.writing() as connection:
                        write.unreadable(connection, run, turn.item)
                    added = Added(path=turn.item.path, error=turn.item.error)
                else:
                    added = _add_page(ledger, run, Turn(turn.item, turn.derived), story)
                counts["failed" if added.error else "pages"] += 1
                log.info("add %s: %s", added.path, added.error or " ".join(added.articles))
                yield added
        yield from _link(ledger)
        with ledger.writing() as connection:
            write.finish_run(connection, run, counts)


def _fetched_before(ledger: Ledger, run: int, paths: Iterable[str]) -> Iterator[tuple[str, Added]]:
    """Yield the addresses that a run had fetched before it was cut off, and what became of each."""
    with ledger.reading() as connection:
        for path in filter(is_address, paths):
            if known := write.fetched_before(connection, run, printable(path)):
                kept = write.articles_of(connection, known["sha256"])
                yield path, Added(path=path, articles=kept, error=known["error"])


def _link(ledger: Ledger) -> Iterator[Added]:
    from sayso.linking import link_due  # Here: it takes longer to load than a page to show.

    for failed in link_due(ledger):
        yield Added(path=failed.what, error=failed.error)


def _worker(ledger: Ledger) -> Worker:
    settings = ledger.config
    limits = Limits(settings.max_page_seconds, settings.max_page_memory_mb)
    return Worker(limits, annotating=True, profile=settings.profile)


def _to_derive(ledger: Ledger, found: Page | Unreadable) -> Page | None:
    """The page, where the ledger does not hold what it comes to."""
    if isinstance(found, Unreadable):
        return None
    with ledger.reading() as connection:
        return found if _known(connection, found.sha256) is None else None


def _known(connection: sa.Connection, sha256: str) -> sa.RowMapping | None:
    known = write.outcome(connection, sha256)
    return None if known and (known["error"] or "").startswith(TRIED_AGAIN) else known


def _add_page(ledger: Ledger, run: int, turn: Turn[Page], story: str | None) -> Added:
    page, sha256 = turn.item, turn.item.sha256
    with ledger.reading() as connection:
        known = _known(connection, sha256)
        is_done = write.is_captured(connection, run, page)
        kept = write.articles_of(connection, sha256)
    if is_done and known:
        return Added(path=page.path, articles=kept, error=known["error"])
    # The page before this one may have been the same.
    derived = None if known else _logged(page.path, turn.derived)
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
        kept = write.articles_of(connection, sha256)
    assert result is not None
    return Added(
        path=page.path,
        articles=kept,
        error=result["error"],
        is_new=known is None,
        moved_from=before if story not in (None, before) else None,
    )


def _logged(path: str, derived: Derived | None) -> Derived | None:
    if derived and derived.trace:
        log.error("%s\n%s", path, derived.trace)
    return derived


def _unless_taken(connection: sa.Connection, sha256: str, derived: Derived) -> Derived:
    for article in derived.articles:
        owner = write.article_owner(connection, article.id)
        if owner not in (None, sha256):
            path = write.first_path(connection, owner)
            return Derived(error=f"the id {article.id!r} belongs to another page, {path}")
    return derived


def rebuild(ledger: Ledger) -> Iterator[Added]:
    """Yield what became of each captured page as everything is derived from it anew.

    The ids come out as they were. Cut off, it leaves every page either as before or anew.
    """
    with ledger.sole_writer():
        with ledger.reading() as connection:
            kept = tuple(_captured_pages(connection))
        with ledger.writing() as connection:
            outdated.make_all_due(connection)
        with _worker(ledger) as worker:
            for turn in worker.in_turn(_out_of_vault(ledger, kept), _readable, ahead=True):
                if isinstance(turn.item, Unreadable):
                    yield Added(path=turn.item.path, error=turn.item.error)
                else:
                    yield _rebuild_page(ledger, Turn(turn.item, turn.derived))
        yield from _link(ledger)
        with ledger.writing() as connection:
            custody.append(connection, "rebuild", "ledger", {"pages": len(kept)})


def _out_of_vault(ledger: Ledger, kept: Iterable[sa.RowMapping]) -> Iterator[Page | Unreadable]:
    for row in kept:
        try:
            content = ledger.vault.get(row["sha256"])
        except StorageError as error:  # what was derived from the bytes while whole stays
            yield Unreadable(path=row["path"], error=str(error))
            continue
        yield write.captured_page(row, content)


def _readable(found: Page | Unreadable) -> Page | None:
    return found if isinstance(found, Page) else None


def _rebuild_page(ledger: Ledger, turn: Turn[Page]) -> Added:
    page, sha256 = turn.item, turn.item.sha256
    derived = _logged(page.path, turn.derived)
    assert derived is not None
    with ledger.writing() as connection:
        checked = _unless_taken(connection, sha256, derived)
        write.replace(connection, sha256, checked)
    kept = tuple(article.id for article in checked.articles)
    return Added(path=page.path, articles=kept, error=checked.error)


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
