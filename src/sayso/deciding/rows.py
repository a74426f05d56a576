"""Any row of a ledger by its id or the beginning of it, and the stories that it is of."""

from collections.abc import Mapping

import msgspec
import sqlalchemy as sa

from sayso.ledger import schema, search, told
from sayso.ledger.corrections import RECORDS
from sayso.model import Article, Claim, SaysoError, Story


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row with its record; `article` is where a span stands, `machine` what the machine had."""

    id: str
    kind: str
    record: msgspec.Struct
    article: str | None = None
    machine: msgspec.Struct | None = None


SPANS: Mapping[str, sa.Table] = {
    "attribution": schema.attribution,
    "figure": schema.figure,
    "time": schema.time,
    "unquantified": schema.unquantified,
}


def row_called(connection: sa.Connection, id: str) -> Row:
    """Return the row of that id, or the one whose id begins so; a story by its name too.

    Raises SaysoError when there is none, or several.
    """
    if (story := search.story_called(connection, id)) is not None:
        return Row(id=story.id, kind="story", record=story)
    linked = told.called(connection, id)
    if linked is not None:
        kind = type(linked).__name__.lower()
        return Row(
            id=linked.id,
            kind="quotation" if kind == "sharedquotation" else kind,
            record=linked,
            machine=_machine(connection, linked.id),
        )
    whole, owner = search.whose(connection, id)
    if whole == owner:
        article = search.article(connection, whole)
        assert article is not None
        return Row(id=whole, kind="article", record=article, article=whole)
    for kind, table in SPANS.items():
        record = connection.execute(sa.select(table.c.record).where(table.c.id == whole)).scalar()
        if record is not None:
            return Row(
                id=whole,
                kind=kind,
                record=msgspec.json.decode(record, type=RECORDS[table]),
                article=owner,
                machine=_machine(connection, whole),
            )
    raise SaysoError(f"no row has the id {id!r}")


def _machine(connection: sa.Connection, id: str) -> msgspec.Struct | None:
    for table, kind in RECORDS.items():
        query = sa.select(table.c[schema.MACHINE]).where(table.c.id == id)
        if (record := connection.execute(query).scalar()) is not None:
            return msgspec.json.decode(record, type=kind)
    return None


def article_called(connection: sa.Connection, id: str) -> Article:
    """Return the article of that id, or the one whose id begins so; raises SaysoError if none."""
    row = row_called(connection, id)
    if not isinstance(row.record, Article):
        raise SaysoError(f"{id!r} is a {row.kind}, where the id of an article belongs")
    return row.record


def story_called(connection: sa.Connection, name: str) -> Story:
    """Return the story of that name or id; raises SaysoError naming those that there are."""
    return search.require_story(connection, name)


def claim_called(connection: sa.Connection, id: str) -> Claim:
    """Return the claim of that id, or of an origin's row; raises SaysoError if there is none."""
    row = row_called(connection, id)
    if row.kind == "origin":
        return claim_called(connection, row.record.claim.id)  # type: ignore[attr-defined]
    if not isinstance(row.record, Claim):
        raise SaysoError(
            f"{id!r} is a {row.kind}, where the id of a claim or of its origins belongs"
        )
    return row.record


def is_there(connection: sa.Connection, ids: "set[str]") -> "set[str]":
    """Return those of some ids that a row, an article or a story has."""
    from sayso.ledger.several import several

    tables = (*SPANS.values(), schema.article, schema.story, *told.RECORDS)
    return {
        found
        for table in tables
        for part in several(ids)
        for found in connection.execute(sa.select(table.c.id).where(table.c.id.in_(part))).scalars()
    }
