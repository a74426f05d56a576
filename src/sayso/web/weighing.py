"""Beside the pages: stories that a decision left waiting are weighed, one after the other."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from sayso.deciding import weigh_waiting
from sayso.ledger import Ledger, waiting
from sayso.ledger.decisions import PREFIX
from sayso.model import StorageError
from sayso.web.desk import Desk

# What another program left waiting when it was killed is found after so long.
LOOK_SECONDS = 60.0

log = logging.getLogger("sayso.access")


def notice(connection: sa.Connection, story: str | None = None) -> str:
    """Return what a page of a story, or of all, says where counts are not up to date yet."""
    if story is None:
        number = waiting.count(connection)
        which = "one story" if number == 1 else f"{number:,} stories"
        told = f"The counts of {which} are from before the last decisions" if number else ""
    else:
        found = waiting.of(connection, story)
        by = ", ".join(f"{PREFIX}{each}" for each in found.decisions) if found else ""
        told = f"The counts of this story are from before {by}" if by else ""
    return told and f"{told}; they are being brought up to date, so look again in a while."


@contextmanager
def weighing(desk: Desk) -> Iterator[None]:
    """Weigh what waits, whenever the desk has decided, until the desk ends."""
    if desk.writer is None:
        yield
        return
    ending = threading.Event()
    thread = threading.Thread(target=_weigh, args=(desk, desk.writer, ending), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        desk.decided.set()
        thread.join()


def _weigh(desk: Desk, ledger: Ledger, ending: threading.Event) -> None:
    while not ending.is_set():
        desk.decided.clear()
        try:
            for _ in weigh_waiting(ledger):
                if ending.is_set():
                    return
        except StorageError as error:  # a full disk, say: what waits goes on waiting
            log.warning("stories wait to be weighed: %s", error)
        desk.decided.wait(LOOK_SECONDS)
