"""Stories that wait to be weighed anew by decisions, where these touch more than can be at once.

Their claims and findings are those from before these decisions until their turn comes.
"""

from collections.abc import Collection, Iterable, Mapping

import msgspec
import sqlalchemy as sa

from sayso.ledger import schema
from sayso.ledger.several import several


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A story that waits, and the numbers of the decisions that it waits to be weighed by."""

    story: str
    decisions: tuple[int, ...]


def add(connection: sa.Connection, waiting: Iterable[Waiting]) -> None:
    """Note that stories wait; one that waits already waits for further decisions.

    One that linking has not made yet, or makes anew, is weighed by what holds then.
    """
    by = {each.story: each.decisions for each in waiting}
    c = schema.story.c.id
    there = [
        story
        for part in several(by)
        for story in connection.execute(sa.select(c).where(c.in_(part))).scalars()
    ]
    rows = [{"story": story, "decision": n} for story in there for n in by[story]]
    if rows:
        connection.execute(sa.insert(schema.waiting).prefix_with("OR IGNORE"), rows)


def settled(connection: sa.Connection, story: str) -> None:
    """Note that a story waits no more."""
    connection.execute(sa.delete(schema.waiting).where(schema.waiting.c.story == story))


def of(connection: sa.Connection, story: str) -> Waiting | None:
    """Return what a story waits for, None where it is up to date."""
    c = schema.waiting.c
    query = sa.select(c.decision).where(c.story == story).order_by(c.decision)
    numbers = tuple(connection.execute(query).scalars())
    return Waiting(story=story, decisions=numbers) if numbers else None


def next_of_all(connection: sa.Connection) -> Waiting | None:
    """Return the story with the fewest articles that waits, None where all are up to date."""
    c, member = schema.waiting.c, schema.membership.c
    size = sa.select(sa.func.count()).where(member.story == c.story).scalar_subquery()
    query = sa.select(c.story).group_by(c.story).order_by(size, c.story).limit(1)
    story = connection.execute(query).scalar()
    return of(connection, story) if story is not None else None


def count(connection: sa.Connection) -> int:
    """Return how many stories wait."""
    query = sa.select(sa.func.count(schema.waiting.c.story.distinct()))
    return connection.execute(query).scalar() or 0


def claims(connection: sa.Connection, stories: Collection[str]) -> Mapping[str, int]:
    """Return how many claims each of some stories has; of one that has none, nothing."""
    c = schema.claim.c
    found: dict[str, int] = {}
    for part in several(stories):
        counted = sa.select(c.story, sa.func.count()).where(c.story.in_(part))
        found.update({row[0]: row[1] for row in connection.execute(counted.group_by(c.story))})
    return found
