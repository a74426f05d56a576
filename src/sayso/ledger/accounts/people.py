"""The people who may sign in."""

import unicodedata

import sqlalchemy as sa

from sayso.ledger.accounts import passwords
from sayso.ledger.accounts.tables import ROLES, Person, Role, person, session, token
from sayso.ledger.clock import now
from sayso.model import SaysoError

LONGEST_NAME = 60


def name_of(written: str) -> str:
    """Return a name as it is kept: composed letters, one space at the most.

    Raises SaysoError where it is no name.

    >>> name_of("  Jana   Orlo ")
    'Jana Orlo'
    """
    name = " ".join(unicodedata.normalize("NFKC", written).split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable() or "=" in name[:1]:
        raise SaysoError(f"{written[:80]!r} is no name; give 1 to {LONGEST_NAME} letters")
    return name


def role_of(written: str) -> Role:
    """Return a role; raises SaysoError naming those that there are."""
    for each in ROLES:
        if written == each:
            return each
    raise SaysoError(f"no role {written[:80]!r}; there are {', '.join(ROLES)}")


def everyone(connection: sa.Connection) -> tuple[Person, ...]:
    """Return those who may sign in, by their names."""
    rows = connection.execute(sa.select(person).order_by(person.c.name)).mappings()
    return tuple(_person(row) for row in rows)


def called(connection: sa.Connection, name: str) -> Person | None:
    """Return the person of a name, small and great letters alike, None without one."""
    row = _row(connection, name)
    return _person(row) if row else None


def require(connection: sa.Connection, written: str) -> Person:
    """Return the person of a name; raises SaysoError naming those that there are."""
    found = called(connection, name_of(written))
    if found is None:
        names = ", ".join(each.name for each in everyone(connection)[:20]) or "nobody yet"
        raise SaysoError(f"nobody is called {written[:80]!r}; there are: {names}")
    return found


def add(connection: sa.Connection, written: str, role: Role, password: str | None) -> Person:
    """Add a person; without a password a name that only programs go by, with a token.

    Raises SaysoError where the name is taken or the password does not do.
    """
    name = name_of(written)
    if taken := called(connection, name):
        raise SaysoError(f"there is a {taken.name!r} already; `sayso users passwd` changes theirs")
    hashed = "" if password is None else passwords.hashed(name, password)
    connection.execute(sa.insert(person).values(name=name, role=role, password=hashed, added=now()))
    return require(connection, name)


def remove(connection: sa.Connection, written: str) -> Person:
    """Remove a person with their sessions and tokens; what they decided stays under their name."""
    its = require(connection, written)
    connection.execute(sa.delete(person).where(person.c.name == its.name))
    return its


def set_password(connection: sa.Connection, written: str, password: str) -> Person:
    """Give a person another password; their sessions end, their tokens stay."""
    its = require(connection, written)
    hashed = passwords.hashed(its.name, password)
    connection.execute(sa.update(person).where(person.c.name == its.name).values(password=hashed))
    connection.execute(sa.delete(session).where(session.c.name == its.name))
    return require(connection, its.name)


def set_role(connection: sa.Connection, written: str, role: Role) -> Person:
    """Give a person another role, from their next step on."""
    its = require(connection, written)
    connection.execute(sa.update(person).where(person.c.name == its.name).values(role=role))
    return require(connection, its.name)


def password_of(connection: sa.Connection, name: str) -> str:
    """Return the hash of a person's password, empty where there is no person or none."""
    row = _row(connection, name)
    return str(row["password"]) if row else ""


def _row(connection: sa.Connection, name: str) -> sa.RowMapping | None:
    folded = " ".join(unicodedata.normalize("NFKC", name).split()).casefold()
    for row in connection.execute(sa.select(person)).mappings():
        if row["name"].casefold() == folded:
            return row
    return None


def _person(row: sa.RowMapping) -> Person:
    return Person(
        name=row["name"],
        role=row["role"],
        added=row["added"],
        has_password=bool(row["password"]),
    )


def tokens_of(connection: sa.Connection, name: str) -> tuple[sa.RowMapping, ...]:
    """Return what there is to tell of a person's tokens: `id`, `about`, `made`, `until`."""
    c = token.c
    query = sa.select(c.id, c.about, c.made, c.until).where(c.name == name).order_by(c.made)
    return tuple(connection.execute(query).mappings())
