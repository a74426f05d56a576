"""The database driver itself, for what is asked hundreds of times an article."""

import sqlite3
from collections.abc import Sequence
from typing import cast

import msgspec
import sqlalchemy as sa


def cursor_of(connection: sa.Connection) -> sqlite3.Cursor:
    """Return a cursor of the driver, within the transaction of the connection."""
    return cast(sqlite3.Connection, connection.connection.driver_connection).cursor()


def listed(values: Sequence[int] | Sequence[str]) -> str:
    """Return values as `json_each` takes them: any number of them in one question."""
    return msgspec.json.encode(values).decode()
