"""The database driver itself, for what is asked hundreds of times an article."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

import msgspec
import sqlalchemy as sa

MOST_ASKED = 10_000  # Ids in one question of ours; SQLite takes 32,766.


def cursor_of(connection: sa.Connection) -> sqlite3.Cursor:
    """Return a cursor of the driver, within the transaction of the connection."""
    return cast(sqlite3.Connection, connection.connection.driver_connection).cursor()


def listed(values: Sequence[int] | Sequence[str]) -> str:
    """Return values as `json_each` takes them: any number of them in one question."""
    return msgspec.json.encode(values).decode()


def batched(ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield ids, each once and in order, so many at a time as one question may name."""
    once = sorted(set(ids))
    for start in range(0, len(once), MOST_ASKED):
        yield tuple(once[start : start + MOST_ASKED])
