"""Guessed passwords: each wrong one makes the next attempt wait longer, by name and by address.

While one waits, nothing is checked, so that a thousand guesses a second are as good as a few.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec
import sqlalchemy as sa

from sayso.ledger.accounts.tables import guess

# People mistype; from then on each failure doubles the wait. An address may be that of an office.
FREE: Mapping[str, int] = {"name": 5, "address": 20}
# Of a name short: whoever guesses from elsewhere must not keep its owner out for long.
MOST_SECONDS: Mapping[str, float] = {"name": 60.0, "address": 900.0}
# What was quiet for so long begins anew.
FORGOTTEN_SECONDS = 3600.0
MOST_KEYS = 10_000

Kind = Literal["name", "address"]


class Key(msgspec.Struct, frozen=True):
    """Whom a guess is counted for."""

    kind: Kind
    value: str

    @property
    def stored(self) -> str:
        return f"{self.kind} {self.value[:100].casefold()}"


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a password is checked now: how long to wait, the failures in a row, those unheard."""

    seconds: float
    failed: int
    refused: int


def attempt(connection: sa.Connection, keys: Sequence[Key], at: float) -> Attempt:
    """Count an attempt as failed, before it is checked: so many at once are counted each.

    While one must wait it is refused unheard, and the wait grows no longer.
    """
    connection.execute(sa.delete(guess).where(guess.c.last < at - FORGOTTEN_SECONDS))
    known = {
        row["key"]: row
        for row in connection.execute(
            sa.select(guess).where(guess.c.key.in_([key.stored for key in keys]))
        ).mappings()
    }
    waiting = [row for row in known.values() if row["until"] > at]
    if waiting:
        named = [row["key"] for row in waiting]
        connection.execute(
            sa.update(guess).where(guess.c.key.in_(named)).values(refused=guess.c.refused + 1)
        )
        return Attempt(
            seconds=max(row["until"] - at for row in waiting),
            failed=max(row["failed"] for row in waiting),
            refused=max(row["refused"] + 1 for row in waiting),
        )
    for key in keys:
        before = known.get(key.stored)
        number = before["failed"] + 1 if before else 1
        values = {"failed": number, "last": at, "until": at + delay(key.kind, number)}
        if before is None:
            connection.execute(sa.insert(guess).values(key=key.stored, refused=0, **values))
        else:
            connection.execute(sa.update(guess).where(guess.c.key == key.stored).values(**values))
    _keep_few(connection)
    failures = [row["failed"] for row in known.values()]
    return Attempt(seconds=0.0, failed=max(failures, default=0) + 1, refused=0)


def passed(connection: sa.Connection, keys: Sequence[Key]) -> None:
    """Take back that an attempt failed; a name's earlier failures are forgotten, no address's."""
    for key in keys:
        its = guess.c.key == key.stored
        if key.kind == "name":
            connection.execute(sa.delete(guess).where(its))
        else:
            connection.execute(
                sa.update(guess).where(its).values(failed=guess.c.failed - 1, until=0.0)
            )


def delay(kind: Kind, failures: int) -> float:
    """Return how many seconds the next attempt waits after so many failures in a row.

    >>> [delay("name", n) for n in (4, 5, 6, 9, 30)]
    [0.0, 1.0, 2.0, 16.0, 60.0]
    """
    over = failures - FREE[kind]
    return min(2.0 ** min(over, 20), MOST_SECONDS[kind]) if over >= 0 else 0.0


def _keep_few(connection: sa.Connection) -> None:
    """Forget the oldest where somebody guesses names by the thousand."""
    newest = sa.select(guess.c.key).order_by(guess.c.last.desc()).limit(MOST_KEYS)
    connection.execute(sa.delete(guess).where(guess.c.key.not_in(newest)))
