"""The chain of custody: a row for each act, each sealed with the hash of the one before.

Whoever alters or removes a row breaks the chain from there on, and `broken_at` names the place.
"""

import hashlib
from collections.abc import Mapping

import msgspec
import sqlalchemy as sa

from sayso.ledger.clock import now, tool
from sayso.ledger.schema import custody

FIRST = "0" * 64
_SEALED = ("at", "act", "subject", "detail", "tool", "previous")


def append(connection: sa.Connection, act: str, subject: str, detail: Mapping[str, object]) -> None:
    """Write that `act` was done to `subject` now, by this version of the tool."""
    last = connection.execute(
        sa.select(custody.c.hash).order_by(custody.c.id.desc()).limit(1)
    ).scalar()
    row = {
        "at": now(),
        "act": act,
        "subject": subject,
        "detail": msgspec.json.encode(detail, order="sorted").decode(),
        "tool": tool(),
        "previous": last or FIRST,
    }
    connection.execute(sa.insert(custody).values(**row, hash=_seal(row)))


def broken_at(connection: sa.Connection) -> int | None:
    """Return the number of the first row that does not fit the chain, None when all do."""
    previous = FIRST
    for row in connection.execute(sa.select(custody).order_by(custody.c.id)).mappings():
        sealed = {key: row[key] for key in _SEALED}
        if row["previous"] != previous or row["hash"] != _seal(sealed):
            return int(row["id"])
        previous = row["hash"]
    return None


def _seal(row: Mapping[str, str]) -> str:
    return hashlib.sha256(msgspec.json.encode([row[key] for key in _SEALED])).hexdigest()
