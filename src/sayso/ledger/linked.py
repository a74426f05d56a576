"""Writing what is derived from several articles: stories, links, claims, origins, findings.

It is written whole. While an article has been added, derived anew or moved since, the ledger says
that linking is due, and what rested on that article is gone.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain

import msgspec
import sqlalchemy as sa

from sayso.ledger import columns, corrections, schema
from sayso.ledger.several import several
from sayso.model import Links, StorageError, Story, Weighed

DUE = "linking due"
_OF_STORIES = (schema.claim, schema.origin, schema.finding, schema.indicator)
_OF_PAIRS = (schema.copy, schema.quotation, schema.retelling, schema.mutation)


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
    _insert(connection, schema.claim, chain.from_iterable(each.claims for each in weighed))
    _insert(connection, schema.origin, chain.from_iterable(each.origins for each in weighed))
    _insert(connection, schema.finding, chain.from_iterable(each.findings for each in weighed))
    _insert(connection, schema.indicator, chain.from_iterable(each.indicators for each in weighed))
    _insert_members(connection, links.stories)
    corrections.apply_all(connection)
    connection.execute(sa.delete(schema.meta).where(schema.meta.c.key == DUE))


def replace_weighed(connection: sa.Connection, story: str, weighed: Weighed) -> None:
    """Put what one story weighs in place of what it weighed before."""
    for table in _OF_STORIES:
        connection.execute(sa.delete(table).where(table.c.story == story))
    _append(connection, schema.claim, weighed.claims)
    _append(connection, schema.origin, weighed.origins)
    _append(connection, schema.finding, weighed.findings)
    _append(connection, schema.indicator, weighed.indicators)


def replace_stories(
    connection: sa.Connection, gone: Collection[str], stories: Sequence[Story]
) -> None:
    """Put stories in place of others, each at the place of the one of its id, else at the end."""
    c, member = schema.story.c, schema.membership.c
    known = {*gone, *(story.id for story in stories)}
    query = sa.select(c.id, c.place).where(c.id.in_(known))
    places = {row.id: row.place for row in connection.execute(query)}
    end = _end(connection, schema.story)
    for each in known:
        connection.execute(sa.delete(schema.story).where(c.id == each))
        connection.execute(sa.delete(schema.membership).where(member.story == each))
        for table in _OF_STORIES:
            connection.execute(sa.delete(table).where(table.c.story == each))
    for story in stories:
        place = places.get(story.id, end)
        end += place == end
        _insert(connection, schema.story, [story], place)
    _insert_members(connection, stories)


def add_links(connection: sa.Connection, links: Links) -> None:
    """Add links at the end of their tables, but for those that are there."""
    for table, records in (
        (schema.retelling, links.retellings),
        (schema.mutation, links.mutations),
    ):
        new = {each.id: each for each in records}
        for part in several(new):
            there = connection.execute(sa.select(table.c.id).where(table.c.id.in_(part))).scalars()
            for each in there.all():
                del new[each]
        _append(connection, table, new.values())
        corrections.apply_in(connection, new)


def remove(connection: sa.Connection, table: sa.Table, ids: Collection[str]) -> None:
    """Remove some rows of a table."""
    for part in several(ids):
        connection.execute(sa.delete(table).where(table.c.id.in_(part)))


def _append(connection: sa.Connection, table: sa.Table, records: Iterable[msgspec.Struct]) -> None:
    _insert(connection, table, records, _end(connection, table))


def _end(connection: sa.Connection, table: sa.Table) -> int:
    last = connection.execute(sa.select(sa.func.max(table.c.place))).scalar()
    return 0 if last is None else int(last) + 1


def _insert_members(connection: sa.Connection, stories: Iterable[Story]) -> None:
    members = [
        {"story": story.id, "article": article, "place": place}
        for story in stories
        for place, article in enumerate(story.articles)
    ]
    if members:
        connection.execute(sa.insert(schema.membership), members)


def _insert(
    connection: sa.Connection, table: sa.Table, records: Iterable[msgspec.Struct], first: int = 0
) -> None:
    rows = [
        {"place": place, **columns.of_linked(table, record)}
        for place, record in enumerate(records, first)
    ]
    if rows:
        connection.execute(sa.insert(table), rows)
