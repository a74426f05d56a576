"""Rows that a person corrected hold the corrected record, and beside it what the machine had."""

from collections.abc import Collection, Mapping

import msgspec
import sqlalchemy as sa

from sayso.decided.annotation import corrected
from sayso.decision import Mark
from sayso.ledger import columns, decisions, schema
from sayso.ledger.several import several
from sayso.model import Attribution, Copy, Figure, Mutation, Time, Unquantified

Corrected = Attribution | Figure | Time | Unquantified | Copy | Mutation
RECORDS: Mapping[sa.Table, type[Corrected]] = {
    schema.attribution: Attribution,
    schema.figure: Figure,
    schema.time: Time,
    schema.unquantified: Unquantified,
    schema.copy: Copy,
    schema.mutation: Mutation,
}


def apply_all(connection: sa.Connection) -> None:
    """Bring all rows in line with the corrections that stand."""
    apply(connection, {each.subject for each in decisions.log(connection, kinds=("correct",))})


def apply_in(connection: sa.Connection, rows: Collection[str]) -> None:
    """Bring some rows in line, where there is any correction at all."""
    if decisions.any_of(connection, "correct"):
        apply(connection, rows)


def apply(connection: sa.Connection, rows: Collection[str]) -> None:
    """Bring some rows in line with the corrections that stand; what was undone is undone."""
    marks = decisions.marks(connection, rows)
    for table in RECORDS:
        for part in several(rows):
            query = sa.select(table.c.id, table.c.record, table.c[schema.MACHINE])
            for row in connection.execute(query.where(table.c.id.in_(part))).all():
                _bring_in_line(connection, table, _Held(*row), marks.get(row.id, Mark()).fields)


class _Held(msgspec.Struct, frozen=True):
    id: str
    record: str
    machine: str | None


def _bring_in_line(
    connection: sa.Connection,
    table: sa.Table,
    row: _Held,
    fields: Mapping[str, object],
) -> None:
    original = row.machine or row.record
    if not fields and row.machine is None:
        return
    try:
        record = corrected(msgspec.json.decode(original, type=RECORDS[table]), fields)
    except msgspec.ValidationError:  # a newer Sayso reads it as something of another kind
        return
    values = (
        columns.of_linked(table, record)
        if isinstance(record, Copy | Mutation)
        else columns.of_span(record)
    )
    values[schema.MACHINE] = original if fields else None
    connection.execute(sa.update(table).where(table.c.id == row.id).values(**values))
