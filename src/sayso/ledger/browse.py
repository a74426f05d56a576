"""Rows of any table by what one looks for: filtered, sorted, counted by facet, a page at a time."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

# Beyond it a count is told as "more than": counting all rows of a word that is in every text would
# take longer than reading the first page of them.
MOST_COUNTED = 2_000
# Of the rows that have a word so many are asked whether they fit the other filters too: all of a
# million rows' would take half a second. Where there are more, the count is told as "more than".
MOST_ASKED = 5_000
MOST_VALUES = 30  # of a facet: a longer list is no choice
Condition = sa.ColumnElement[bool]
Where = Mapping[str, str]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What rows are wanted: `where` has a value for each filter, `sort` is a column's name."""

    where: Where = {}
    sort: str = ""
    descending: bool = False
    limit: int | None = None
    offset: int = 0


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A row: its id, its record, and of a span the article that it stands in."""

    id: str
    record: msgspec.Struct
    article: str | None = None


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """How many rows there are; `more` says that they were not counted to the end."""

    total: int
    more: bool


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """A table as it can be looked through; `words` is the index of its words, `q` their filter."""

    table: sa.Table
    record: type[msgspec.Struct]
    filters: Mapping[str, Callable[[str], Condition]]
    facets: Mapping[str, sa.ColumnElement[object]]
    sorts: Mapping[str, sa.ColumnElement[object]]
    words: str = ""


def items(connection: sa.Connection, listing: Listing, asked: Asked) -> Iterator[Item]:
    """Yield the rows asked for, in the order asked for, else in that of the ledger."""
    c = listing.table.c
    owner = c.article if "article" in c else sa.null()
    query = _narrowed(sa.select(c.id, c.record, owner), listing, asked.where)
    if asked.sort:
        column = listing.sorts[asked.sort]
        query = query.order_by(column.desc() if asked.descending else column)
    query = query.order_by(_order(listing, asked.where)).limit(asked.limit).offset(asked.offset)
    for named, record, article in connection.execute(query):
        decoded = msgspec.json.decode(record, type=listing.record)
        yield Item(id=named, record=decoded, article=article)


def count(connection: sa.Connection, listing: Listing, where: Where) -> Counted:
    """Return how many rows there are, counted up to MOST_COUNTED."""
    some = _among(sa.select(sa.literal(1)), listing, where).limit(MOST_COUNTED + 1)
    total = connection.execute(sa.select(sa.func.count()).select_from(some.subquery())).scalar_one()
    more = total > MOST_COUNTED or (
        _has_words(listing, where) and len(where) > 1 and _many(connection, listing, where)
    )
    return Counted(total=min(total, MOST_COUNTED), more=more)


def _many(connection: sa.Connection, listing: Listing, where: Where) -> bool:
    """Return whether more rows have the words than are asked."""
    some = _words(listing, where).limit(MOST_ASKED + 1).subquery()
    found = connection.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()
    return int(found) > MOST_ASKED


def facet(
    connection: sa.Connection, listing: Listing, where: Where, name: str
) -> tuple[tuple[str, int], ...]:
    """Return the values of a facet with how often each is among the first MOST_COUNTED rows."""
    values = sa.select(listing.facets[name].label("value"))
    some = _among(values, listing, where).limit(MOST_COUNTED).subquery()
    number = sa.func.count()
    query = (
        sa.select(some.c.value, number)
        .where(some.c.value.is_not(None))
        .group_by(some.c.value)
        .order_by(number.desc(), some.c.value)
        .limit(MOST_VALUES)
    )
    return tuple((str(value), many) for value, many in connection.execute(query))


def _narrowed(query: sa.Select[Any], listing: Listing, where: Where) -> sa.Select[Any]:
    """Return a query of the rows that fit."""
    conditions = [listing.filters[name](value) for name, value in where.items()]
    if not _has_words(listing, where):
        return query.select_from(listing.table).where(*conditions)
    # Joined, not looked up in: so the words that are in every text are read no further than asked.
    index = sa.table(listing.words, sa.column("rowid", sa.Integer))
    number = next(iter(listing.table.primary_key))
    joined = index.join(listing.table, number == index.c.rowid)
    return query.select_from(joined).where(*conditions)


def _among(query: sa.Select[Any], listing: Listing, where: Where) -> sa.Select[Any]:
    """Return a query of the rows that fit, of the first MOST_ASKED that have the words."""
    if not _has_words(listing, where) or len(where) == 1:
        return _narrowed(query, listing, where)
    index = _words(listing, where).limit(MOST_ASKED).subquery()
    number = next(iter(listing.table.primary_key))
    others = [listing.filters[name](value) for name, value in where.items() if name != "q"]
    joined = index.join(listing.table, number == index.c.rowid)
    return query.select_from(joined).where(*others)


def _words(listing: Listing, where: Where) -> sa.Select[Any]:
    """Return a query of the numbers of the rows that have the words."""
    index = sa.table(listing.words, sa.column("rowid", sa.Integer))
    return sa.select(index.c.rowid).select_from(index).where(listing.filters["q"](where["q"]))


def _has_words(listing: Listing, where: Where) -> bool:
    return bool(listing.words) and "q" in where


def _order(listing: Listing, where: Where) -> sa.ColumnElement[object]:
    c = listing.table.c
    if _has_words(listing, where):
        return sa.literal_column(f"{listing.words}.rowid")
    if "position" in c:
        return c.position
    if "article" not in c:
        return c.place
    # In the order in which they were written, which is that of the texts.
    return sa.literal_column(f"{listing.table.name}.rowid")
