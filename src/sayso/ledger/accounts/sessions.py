"""Who is signed in: sessions, kept here and not in the browser, which has a secret alone."""

import secrets

import msgspec
import sqlalchemy as sa

from sayso.ledger.accounts.tables import Role, hashed, person, session

# A shift, and a morning's absence within it; OWASP's cheat sheet names shorter ones for banks.
LONGEST_SECONDS = 12 * 3600.0
IDLE_SECONDS = 2 * 3600.0
# A session is noted as in use at most this often.
NOTED_SECONDS = 60.0


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """Someone who is signed in, or a program of theirs."""

    name: str
    role: Role


def begin(connection: sa.Connection, name: str, at: float) -> str:
    """Return the secret of a new session of a person; sessions that are over are forgotten."""
    connection.execute(
        sa.delete(session).where(
            (session.c.begun < at - LONGEST_SECONDS) | (session.c.seen < at - IDLE_SECONDS)
        )
    )
    secret = secrets.token_urlsafe(32)
    connection.execute(sa.insert(session).values(hash=hashed(secret), name=name, begun=at, seen=at))
    return secret


def find(connection: sa.Connection, secret: str, at: float) -> Signed | None:
    """Return who is signed in with a secret, None where it is none or its time is over."""
    row = (
        connection.execute(
            sa.select(person.c.name, person.c.role)
            .join(session, session.c.name == person.c.name)
            .where(
                session.c.hash == hashed(secret),
                session.c.begun > at - LONGEST_SECONDS,
                session.c.seen > at - IDLE_SECONDS,
            )
        )
        .mappings()
        .first()
    )
    return Signed(name=row["name"], role=row["role"]) if row else None


def is_to_be_noted(connection: sa.Connection, secret: str, at: float) -> bool:
    """Return whether it is time to note that a session is in use."""
    seen = connection.execute(
        sa.select(session.c.seen).where(session.c.hash == hashed(secret))
    ).scalar()
    return seen is not None and seen < at - NOTED_SECONDS


def note(connection: sa.Connection, secret: str, at: float) -> None:
    """Note that a session is in use."""
    connection.execute(sa.update(session).where(session.c.hash == hashed(secret)).values(seen=at))


def end(connection: sa.Connection, secret: str) -> None:
    """End a session."""
    connection.execute(sa.delete(session).where(session.c.hash == hashed(secret)))
