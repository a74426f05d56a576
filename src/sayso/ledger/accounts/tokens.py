"""Tokens, with which programs of a person ask: shown once, kept as hashes, for a time."""

import re
import secrets

import sqlalchemy as sa

from sayso.ledger.accounts.sessions import Signed
from sayso.ledger.accounts.tables import hashed, person, token
from sayso.model import SaysoError

# What a token begins with, so that it is known where it was pasted in the wrong place.
BEGINS = "sayso_"
_TOKEN = re.compile(r"sayso_[0-9a-f]{8}_[\w-]{43}", re.ASCII)


def make(connection: sa.Connection, name: str, about: str, at: float, until: float) -> str:
    """Return a new token of a person, which is nowhere to be had again."""
    named = secrets.token_hex(4)
    made = f"{BEGINS}{named}_{secrets.token_urlsafe(32)}"
    connection.execute(
        sa.insert(token).values(
            id=named, hash=hashed(made), name=name, about=about, made=at, until=until
        )
    )
    return made


def find(connection: sa.Connection, given: str, at: float) -> Signed | None:
    """Return whose program asks with a token, None where it is none or its time is over."""
    row = (
        connection.execute(
            sa.select(person.c.name, person.c.role)
            .join(token, token.c.name == person.c.name)
            .where(token.c.hash == hashed(given), token.c.until > at)
        )
        .mappings()
        .first()
    )
    return Signed(name=row["name"], role=row["role"]) if row else None


def revoke(connection: sa.Connection, named: str) -> None:
    """Make a token worth nothing, by its id; raises SaysoError where there is none."""
    done = connection.execute(sa.delete(token).where(token.c.id == named))
    if not done.rowcount:
        ids = connection.execute(sa.select(token.c.id).order_by(token.c.made)).scalars()
        raise SaysoError(f"no token {named[:80]!r}; there are: {', '.join(ids) or 'none'}")


def seen_in(text: str) -> str | None:
    """Return the id of a token that stands in a text, None without one.

    >>> seen_in("/claims?key=sayso_01ab23cd_" + 43 * "x")
    '01ab23cd'
    """
    found = _TOKEN.search(text)
    return found[0][len(BEGINS) : len(BEGINS) + 8] if found else None
