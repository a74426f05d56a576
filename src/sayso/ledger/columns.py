"""The columns of a derived row: what one filters and joins by, beside its whole record."""

import msgspec
import sqlalchemy as sa

from sayso.ledger import schema
from sayso.model import (
    Attribution,
    ClaimValue,
    Excerpt,
    Figure,
    Time,
    Unquantified,
)

Row = dict[str, object]


def of_span(record: Attribution | Figure | Time | Unquantified) -> Row:
    """Return the columns of a span but its id and article.

    >>> of_span(Figure(id="f", start=3, end=5, text="40", best=40))["best"]
    40
    """
    match record:
        case Attribution() as each:
            row: Row = {
                "place": min(span[0] for span in (*each.cue, *each.source, *each.content)),
                "source_name": each.source_name,
                "source_kind": each.source_kind,
                "certainty": each.certainty.value,
                "parent": each.parent,
            }
        case Figure() as each:
            row = {
                "place": each.start,
                "low": each.low,
                "best": each.best,
                "high": each.high,
                "unit": each.unit,
                "counted": each.counted,
                "predicate": each.predicate,
                "attribution": each.attribution,
                "derived": each.derived,
            }
        case Time() as each:
            row = {
                "place": each.start,
                "type": each.type,
                "value": each.value,
                "begins": each.interval[0] if each.interval else None,
                "ends": each.interval[1] if each.interval else None,
            }
        case Unquantified() as each:
            row = {"place": each.start, "kind": each.kind}
    return {**row, "record": encoded(record)}


def of_linked(table: sa.Table, record: msgspec.Struct) -> Row:
    """Return the columns, the record's own fields; its id where one holds a record."""
    row: Row = {"record": encoded(record)}
    for column in table.columns:
        if column.name not in row and column.name not in _ELSEWHERE:
            value = getattr(record, column.name)
            row[column.name] = value.id if isinstance(value, Excerpt | ClaimValue) else value
    return row


# What the writer gives a row: its place in the table, and what the machine had before a person.
_ELSEWHERE = frozenset({"place", schema.MACHINE})


def encoded(record: msgspec.Struct) -> str:
    """Return a record as JSON."""
    return msgspec.json.encode(record).decode()
