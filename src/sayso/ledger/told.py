"""Reading what was derived from several articles: stories, links, claims, origins, findings."""

from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar

import msgspec
import sqlalchemy as sa

from sayso.ledger import driver, schema
from sayso.ledger.search import FEWEST_DIGITS, begins_so
from sayso.model import (
    Claim,
    Copy,
    Finding,
    FollowUp,
    Indicator,
    Links,
    Mutation,
    Origin,
    Retelling,
    SaysoError,
    SharedQuotation,
    Weighed,
)

Record = TypeVar("Record", bound=msgspec.Struct)
LinkRecord = (
    Copy | SharedQuotation | Retelling | Mutation | FollowUp | Claim | Origin | Finding | Indicator
)
RECORDS: Mapping[sa.Table, type[LinkRecord]] = {
    schema.copy: Copy,
    schema.quotation: SharedQuotation,
    schema.retelling: Retelling,
    schema.mutation: Mutation,
    schema.follow_up: FollowUp,
    schema.claim: Claim,
    schema.origin: Origin,
    schema.finding: Finding,
    schema.indicator: Indicator,
}


def links(connection: sa.Connection, story: str | None = None) -> Links:
    """Return the links between articles, those of one story with its follow-ups where given."""
    return Links(
        copies=tuple(_between(connection, schema.copy, Copy, story)),
        quotations=tuple(_between(connection, schema.quotation, SharedQuotation, story)),
        retellings=tuple(_between(connection, schema.retelling, Retelling, story)),
        mutations=tuple(_between(connection, schema.mutation, Mutation, story)),
        follow_ups=follow_ups(connection, story),
    )


def follow_ups(connection: sa.Connection, story: str | None = None) -> tuple[FollowUp, ...]:
    """Return the follow-ups of a story, and that which it is itself; of all where none is given."""
    table = schema.follow_up
    query = sa.select(table.c.record).order_by(table.c.place)
    if story is not None:
        query = query.where((table.c.story == story) | (table.c.follows == story))
    return tuple(
        msgspec.json.decode(record, type=FollowUp) for record in connection.execute(query).scalars()
    )


def links_between(connection: sa.Connection, articles: Collection[str]) -> Links:
    """Return the copies, the quotations and their mutations of which both ends are among some
    articles."""

    def records(table: sa.Table, type: type[Record], kept: str = "") -> tuple[Record, ...]:
        found = driver.cursor_of(connection).execute(
            f"SELECT record FROM {table.name} WHERE a IN (SELECT value FROM json_each(:ids))"
            f" AND b IN (SELECT value FROM json_each(:ids)) {kept} ORDER BY place",
            {"ids": driver.listed(sorted(articles))},
        )
        return tuple(msgspec.json.decode(row[0], type=type) for row in found.fetchall())

    return Links(
        copies=records(schema.copy, Copy),
        quotations=records(schema.quotation, SharedQuotation),
        mutations=records(schema.mutation, Mutation, "AND found_in <> 'retelling'"),
    )


def links_of(connection: sa.Connection, article: str) -> Links:
    """Return the links of one article with any other."""
    return Links(
        copies=tuple(_touching(connection, schema.copy, Copy, article)),
        quotations=tuple(_touching(connection, schema.quotation, SharedQuotation, article)),
        retellings=tuple(_touching(connection, schema.retelling, Retelling, article)),
        mutations=tuple(_touching(connection, schema.mutation, Mutation, article)),
    )


def weighed(connection: sa.Connection, story: str) -> Weighed:
    """Return the claims, origins, findings and indicators of a story."""
    return Weighed(
        claims=_of_story(connection, schema.claim, Claim, story),
        origins=_of_story(connection, schema.origin, Origin, story),
        findings=_of_story(connection, schema.finding, Finding, story),
        indicators=_of_story(connection, schema.indicator, Indicator, story),
    )


def origin_of(connection: sa.Connection, claim: str) -> Origin | None:
    """Return how many stand behind a claim, and who; None where it was not weighed."""
    query = sa.select(schema.origin.c.record).where(schema.origin.c.claim == claim)
    record = connection.execute(query).scalar()
    return msgspec.json.decode(record, type=Origin) if record else None


def called(connection: sa.Connection, id: str) -> LinkRecord | None:
    """Return the record of that id, or the one whose id begins so; None when there is none.

    Raises SaysoError when several ids begin so.
    """
    found: dict[str, LinkRecord] = {}
    for table, kind in RECORDS.items():
        query = sa.select(table.c.id, table.c.record)
        exact = connection.execute(query.where(table.c.id == id)).first()
        if exact:
            return msgspec.json.decode(exact.record, type=kind)
        if len(id.rsplit("-", 1)[-1]) >= FEWEST_DIGITS:
            begins = query.where(begins_so(table.c.id, id))
            for name, record in connection.execute(begins):
                found[name] = msgspec.json.decode(record, type=kind)
    if len(found) > 1:
        raise SaysoError(f"{id!r} begins several ids: {', '.join(sorted(found)[:5])}")
    return next(iter(found.values()), None)


def _between(
    connection: sa.Connection, table: sa.Table, type: type[Record], story: str | None
) -> Iterator[Record]:
    query = sa.select(table.c.record).order_by(table.c.place)
    if story is not None:
        member = schema.membership.c
        members = sa.select(member.article).where(member.story == story)
        query = query.where(table.c.a.in_(members), table.c.b.in_(members))
    for record in connection.execute(query).scalars():
        yield msgspec.json.decode(record, type=type)


def _touching(
    connection: sa.Connection, table: sa.Table, type: type[Record], article: str
) -> Iterator[Record]:
    query = sa.select(table.c.record).where((table.c.a == article) | (table.c.b == article))
    for record in connection.execute(query.order_by(table.c.place)).scalars():
        yield msgspec.json.decode(record, type=type)


def _of_story(
    connection: sa.Connection, table: sa.Table, type: type[Record], story: str
) -> tuple[Record, ...]:
    query = sa.select(table.c.record).where(table.c.story == story).order_by(table.c.place)
    records = ",".join(connection.execute(query).scalars())
    # Decoded at once: a story may have thousands.
    return msgspec.json.decode(f"[{records}]", type=tuple[type, ...])  # type: ignore[valid-type]
