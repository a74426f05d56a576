"""The tables of `accounts.sqlite`, and the record of a person; times are seconds since 1970.

They stand apart from the ledger, whose folder is copied, handed on and published: without this
file it has no secret in it. Of passwords, sessions and tokens only hashes are kept.
"""

import hashlib
from typing import Literal, get_args

import msgspec
import sqlalchemy as sa

Role = Literal["reader", "analyst"]
ROLES: tuple[Role, ...] = get_args(Role)

metadata = sa.MetaData()

person = sa.Table(
    "person",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, nullable=False),
    # Empty for a name that only programs go by.
    sa.Column("password", sa.Text, nullable=False),
    sa.Column("added", sa.Text, nullable=False),
)

session = sa.Table(
    "session",
    metadata,
    sa.Column("hash", sa.Text, primary_key=True),
    sa.Column("name", sa.ForeignKey("person.name", ondelete="CASCADE"), nullable=False),
    sa.Column("begun", sa.Float, nullable=False),
    sa.Column("seen", sa.Float, nullable=False),
)

token = sa.Table(
    "token",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("hash", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.ForeignKey("person.name", ondelete="CASCADE"), nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("made", sa.Float, nullable=False),
    sa.Column("until", sa.Float, nullable=False),
)

# How often a password was wrong: `key` is a name or an address, `until` when it is heard again.
guess = sa.Table(
    "guess",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("failed", sa.Integer, nullable=False),
    sa.Column("last", sa.Float, nullable=False),
    sa.Column("until", sa.Float, nullable=False),
    sa.Column("refused", sa.Integer, nullable=False),
)


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Someone who may sign in."""

    name: str
    role: Role
    added: str
    has_password: bool


def hashed(secret: str) -> str:
    """Return the hash under which a random secret is kept; of 256 bits, it needs no slow one."""
    return hashlib.sha256(secret.encode()).hexdigest()
