"""What is no longer up to date of what is derived from several articles.

While an article has been added, derived anew or moved since, the ledger says that linking is due.
"""

from collections.abc import Iterable

import msgspec
import sqlalchemy as sa

from sayso.ledger import schema, waiting
from sayso.ledger.several import several
from sayso.model import StorageError

ALL_DUE = "linking due"
ARTICLE, STORY = "article", "story"


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """What is no longer up to date: everything, or some articles and stories by their ids."""

    everything: bool
    articles: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()


def is_due(connection: sa.Connection) -> bool:
    """Return whether articles were added, derived anew or moved since the last linking."""
    return _all_due(connection) or bool(
        connection.execute(sa.select(schema.due.c.id).limit(1)).scalar()
    )


def due(connection: sa.Connection) -> Due:
    """Return what is due, the articles in order of capture."""
    c = schema.due.c
    joined = schema.article.join(schema.due, (c.id == schema.article.c.id) & (c.kind == ARTICLE))
    articles = sa.select(c.id).select_from(joined).order_by(schema.article.c.position)
    stories = sa.select(c.id).where(c.kind == STORY).order_by(c.id)
    return Due(
        everything=_all_due(connection),
        articles=tuple(connection.execute(articles).scalars()),
        stories=tuple(connection.execute(stories).scalars()),
    )


def _all_due(connection: sa.Connection) -> bool:
    query = sa.select(schema.meta.c.value).where(schema.meta.c.key == ALL_DUE)
    return connection.execute(query).scalar() is not None


OUT_OF_DATE = (
    "stories, links and findings are not up to date: a run is under way or was cut off, or an "
    "older Sayso made this ledger; give the same `sayso add` again, or run `sayso rebuild`"
)


def require(connection: sa.Connection, place: str) -> None:
    """Raise StorageError where anything is due or waits: it is not handed on as it is."""
    if is_due(connection):
        raise StorageError(f"{place}: {OUT_OF_DATE}")
    if number := waiting.count(connection):
        raise StorageError(f"{place}: {waiting_told(number)}")


def waiting_told(number: int) -> str:
    """Return what is told where stories are not weighed by the last decisions yet.

    >>> waiting_told(1).partition(":")[0]
    '1 story is still to be weighed by what was decided last'
    """
    which = "1 story is" if number == 1 else f"{number:,} stories are"
    return (
        f"{which} still to be weighed by what was decided last: try again in a while; where no "
        "desk and no command is at it, `sayso ls` on a ledger that can be written to does it"
    )


def note_all_due(connection: sa.Connection) -> None:
    """Note that nothing of what is derived from several articles is up to date."""
    if not _all_due(connection):
        connection.execute(sa.insert(schema.meta).values(key=ALL_DUE, value="yes"))


def make_all_due(connection: sa.Connection) -> None:
    """Note that all is due, and take every article out of the indexes of what is linked."""
    note_all_due(connection)
    for table in schema.INDEXES:
        connection.execute(sa.delete(table))


def make_due(connection: sa.Connection, kind: str, ids: Iterable[str]) -> None:
    """Note that articles, or stories, are no longer up to date."""
    rows = [{"kind": kind, "id": each} for each in ids]
    if rows:
        connection.execute(sa.insert(schema.due).prefix_with("OR IGNORE"), rows)


def settled(connection: sa.Connection, kind: str, ids: Iterable[str]) -> None:
    """Note that articles, or stories, are up to date again."""
    c = schema.due.c
    for part in several(ids):
        connection.execute(sa.delete(schema.due).where(c.kind == kind, c.id.in_(part)))


def done(connection: sa.Connection) -> None:
    """Note that everything is up to date."""
    connection.execute(sa.delete(schema.due))
    connection.execute(sa.delete(schema.meta).where(schema.meta.c.key == ALL_DUE))
