"""Stories that a decision left waiting, weighed one after the other."""

import logging
from collections.abc import Iterator

import msgspec

from sayso.deciding.settle import weighed
from sayso.deciding.touched import is_touched
from sayso.ledger import Ledger, decisions, linked, outdated, search, waiting
from sayso.ledger.waiting import Waiting
from sayso.model import PageError, Story, Weighed
from sayso.worker.steps import guarded

log = logging.getLogger("sayso")


class WeighedAnew(msgspec.Struct, frozen=True, kw_only=True):
    """A story that waits no more, how many still do, and why it could not be weighed, if so."""

    story: str
    left: int
    error: str | None = None


def weigh_waiting(ledger: Ledger) -> Iterator[WeighedAnew]:
    """Weigh the stories that wait to be weighed by decisions, those with few articles first.

    Each is written by itself, so that nobody waits long and a crash costs one story. It is
    weighed before it is written: where somebody decides meanwhile, it is weighed again. Where
    nothing can be written, nothing is weighed.
    """
    while ledger.writable and (done := _weigh_next(ledger)) is not None:
        yield done


class _Next(msgspec.Struct, frozen=True):
    waiting: Waiting
    story: Story | None
    weighed: Weighed | None = None
    error: str | None = None


def _weigh_next(ledger: Ledger) -> WeighedAnew | None:
    while (found := _next(ledger)) is not None:
        named = found.waiting.story
        with ledger.writing() as connection:
            if outdated.is_due(connection):
                return None
            if waiting.of(connection, named) != found.waiting:
                continue
            if search.story_called(connection, named) != found.story:
                continue
            if found.weighed is not None:
                linked.replace_weighed(connection, named, found.weighed)
            waiting.settled(connection, named)
            return WeighedAnew(story=named, left=waiting.count(connection), error=found.error)
    return None


def _next(ledger: Ledger) -> _Next | None:
    with ledger.reading() as connection:
        if outdated.is_due(connection):
            return None
        first = waiting.next_of_all(connection)
        if first is None:
            return None
        story = search.story_called(connection, first.story)
        if story is None or not is_touched(connection, first):
            return _Next(first, story)
        try:
            with guarded(f"story {story.id}", "Sayso failed on this story"):
                standing = decisions.standing_all(connection)
                return _Next(first, story, weighed(connection, story, standing))
        except PageError as error:
            log.warning("story %s: %s; it is kept without findings", story.id, error)
            return _Next(first, story, Weighed(), str(error))
