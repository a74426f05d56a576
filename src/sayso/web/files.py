"""A table as a file: JSON, JSON lines, CSV, XLSX; every row with its quotation and permalink."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from sayso.show.report.text import writable
from sayso.show.tables import harmless

Row = Mapping[str, object]
Chunks = Iterator[bytes]
# So many rows are written at a time.
ROWS = 200
# What a cell of a workbook can hold, and a sheet (Microsoft's "Excel specifications and limits").
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_575


def _json(rows: Iterable[Row], columns: Sequence[str]) -> Chunks:
    yield b"["
    for number, row in enumerate(rows):
        yield (b",\n" if number else b"\n") + msgspec.json.encode(_ordered(row, columns))
    yield b"\n]\n"


def _jsonl(rows: Iterable[Row], columns: Sequence[str]) -> Chunks:
    for row in rows:
        yield msgspec.json.encode(_ordered(row, columns)) + b"\n"


def _ordered(row: Row, columns: Sequence[str]) -> Row:
    return {column: row.get(column) for column in columns}


def _csv(rows: Iterable[Row], columns: Sequence[str]) -> Chunks:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
        yield buffer.getvalue().translate(writable).encode()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode()


def _cell(value: object) -> object:
    if isinstance(value, list | tuple | dict):
        return msgspec.json.encode(value).decode()
    return harmless(value) if isinstance(value, str) else value


def _xlsx(rows: Iterable[Row], columns: Sequence[str]) -> Chunks:
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "constant_memory": False})
    sheet = book.add_worksheet("table")
    head = book.add_format({"bold": True})
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column, head)
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            break
        for at, column in enumerate(columns):
            value = row.get(column)
            if isinstance(value, bool):
                sheet.write_boolean(number, at, value)
            elif isinstance(value, int | float):
                sheet.write_number(number, at, value)
            elif value is not None:
                # Written as a string, it is no formula and no link whatever it begins with.
                text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
                sheet.write_string(number, at, text[:LONGEST_CELL].translate(writable))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, 0, max(0, len(columns) - 1))
    book.close()
    yield buffer.getvalue()


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of file, and what makes it."""

    media_type: str
    write: Callable[[Iterable[Row], Sequence[str]], Chunks]
    download: bool = True


FORMATS: Mapping[str, Format] = {
    "json": Format(media_type="application/json", write=_json, download=False),
    "jsonl": Format(media_type="application/x-ndjson", write=_jsonl),
    "csv": Format(media_type="text/csv; charset=utf-8", write=_csv),
    "xlsx": Format(
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write=_xlsx,
    ),
}
