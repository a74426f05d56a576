"""Writing what is derived from several articles: stories, links, claims, origins, findings.

It is written whole. While an article has been added, derived anew or moved since, the ledger says
that linking is due, and what rested on that article is gone.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

import msgspec
import sqlalchemy as sa

from sayso.ledger import schema
from sayso.model import ClaimValue, Excerpt, Links, StorageError, Weighed

DUE = "linking due"
_OF_STORIES = (schema.claim, schema.origin, schema.finding, schema.indicator)
_OF_PAIRS = (
    *(schema.copy, schema.quotation, schema.retelling, schema.mutation),
    schema.follow_up,
)


def is_due(connection: sa.Connection) -> bool:
    """Return whether articles were added, derived anew or moved since the last linking."""
    query = sa.select(schema.meta.c.value).where(schema.meta.c.key == DUE)
    return connection.execute(query).scalar() is not None


OUT_OF_DATE = (
    "stories, links and findings are not up to date: a run is under way or was cut off, or an "
    "older Sayso made this ledger; give the same `sayso add` again, or run `sayso rebuild`"
)


def require(connection: sa.Connection, place: str) -> None:
    """Raise StorageError where linking is due: what is not up to date is not handed on."""
    if is_due(connection):
        raise StorageError(f"{place}: {OUT_OF_DATE}")


def make_due(connection: sa.Connection) -> None:
    """Note that what is derived from several articles is no longer up to date."""
    if not is_due(connection):
        connection.execute(sa.insert(schema.meta).values(key=DUE, value="yes"))


def forget(connection: sa.Connection, sha256: str) -> None:
    """Remove what rests on the article of a page, and note that linking is due."""
    make_due(connection)
    owned = sa.select(schema.article.c.id).where(schema.article.c.sha256 == sha256)
    member = schema.membership.c
    stories = sa.select(member.story).where(member.article.in_(owned))
    for table in _OF_STORIES:
        connection.execute(sa.delete(table).where(table.c.story.in_(stories)))
    for table in _OF_PAIRS:
        touched = table.c.a.in_(owned) | table.c.b.in_(owned)
        connection.execute(sa.delete(table).where(touched))
    connection.execute(sa.delete(schema.membership).where(member.article.in_(owned)))


def replace(connection: sa.Connection, links: Links, weighed: Sequence[Weighed]) -> None:
    """Put what was derived from all articles in place of what stood there before."""
    for table in (schema.membership, schema.story, *_OF_PAIRS, *_OF_STORIES):
        connection.execute(sa.delete(table))
    _insert(connection, schema.story, links.stories)
    _insert(connection, schema.copy, links.copies)
    _insert(connection, schema.quotation, links.quotations)
    _insert(connection, schema.retelling, links.retellings)
    _insert(connection, schema.mutation, links.mutations)
    _insert(connection, schema.follow_up, links.follow_ups)
    _insert(connection, schema.claim, chain.from_iterable(each.claims for each in weighed))
    _insert(connection, schema.origin, chain.from_iterable(each.origins for each in weighed))
    _insert(connection, schema.finding, chain.from_iterable(each.findings for each in weighed))
    _insert(connection, schema.indicator, chain.from_iterable(each.indicators for each in weighed))
    members = [
        {"story": story.id, "article": article, "place": place}
        for story in links.stories
        for place, article in enumerate(story.articles)
    ]
    if members:
        connection.execute(sa.insert(schema.membership), members)
    connection.execute(sa.delete(schema.meta).where(schema.meta.c.key == DUE))


def _insert(connection: sa.Connection, table: sa.Table, records: Iterable[msgspec.Struct]) -> None:
    rows = [_row(table, place, record) for place, record in enumerate(records)]
    if rows:
        connection.execute(sa.insert(table), rows)


def _row(table: sa.Table, place: int, record: msgspec.Struct) -> dict[str, object]:
    """Return a row whose columns are the record's own fields, an id where one holds a record."""
    row: dict[str, object] = {
        "place": place,
        "record": msgspec.json.encode(record).decode(),
    }
    for column in table.columns:
        if column.name not in row:
            value = getattr(record, column.name)
            row[column.name] = value.id if isinstance(value, Excerpt | ClaimValue) else value
    return row
