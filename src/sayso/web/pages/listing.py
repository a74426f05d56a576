"""A table as a page, and the same table as a file at the same address."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sayso.ledger import browse, outdated
from sayso.ledger.browse import Counted
from sayso.ledger.listings import LISTINGS
from sayso.web import addresses, parameters, weighing
from sayso.web.cells import HEADS, Cell
from sayso.web.desk import Desk
from sayso.web.files import FORMATS, Row
from sayso.web.parameters import OneOf
from sayso.web.tables import TABLES, Table
from sayso.web.templates import page

Where = Mapping[str, str]
Shown = tuple[Sequence[Cell], Row]


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """What a table can be narrowed to: each value, how many rows, its address."""

    name: str
    chosen: str
    values: tuple[tuple[str, int, str], ...]
    off: str


def listing(desk: Desk, request: Request) -> Response:
    """Return a table as a page."""
    table = TABLES[request.path_params["table"]]
    given = parameters.read(request.query_params, table.known)
    heads = HEADS[table.name]
    with desk.ledger.reading() as connection:
        found = [(heads.cells(row), row) for row in table.rows(connection, table.asked(given))]
        counted = table.count(connection, table.asked(given).where)
        facets = tuple(
            _facet(table, given, name, browse.facet(connection, LISTINGS[table.name], where, name))
            for name, where in _narrowed(table, given)
        )
        due = outdated.is_due(connection)
        waits = weighing.notice(connection)
    at = int(given.get("page", 1))
    size = table.asked(given).limit or len(found)
    return page(
        request,
        "listing.html",
        table_=table,
        heads=[_head(table, given, *head) for head in heads.heads],
        rows=_rolled_up(found),
        shown=len(found),
        choices={
            name: kind.values for name, kind in table.filters.items() if isinstance(kind, OneOf)
        },
        counted=counted,
        facets=facets,
        given=given,
        due=due,
        waits=waits,
        first=(at - 1) * size + 1,
        before=_page(table, given, at - 1) if at > 1 else "",
        after=_page(table, given, at + 1) if _goes_on(counted, at * size, len(found), size) else "",
        files=[(name, _file(table, given, name)) for name in FORMATS],
    )


def _rolled_up(found: Sequence[Shown]) -> Sequence[tuple[Sequence[Cell], Row, int]]:
    """Return the rows, those together that say the same to a reader, with how many they are."""
    same: dict[tuple[str, ...], list[Shown]] = {}
    for cells, row in found:
        text, rule = row.get("text"), row.get("rule")
        key = (f"{row.get('story')}", f"{text}", f"{rule}", f"{row.get('candidate')}")
        finding = "claims" in row and "mentions" in row
        same.setdefault(key if finding else (str(row["id"]),), []).append((cells, row))
    return [(*rows[0], len(rows)) for rows in same.values()]


def _goes_on(counted: Counted, shown: int, rows: int, size: int) -> bool:
    return rows == size and (counted.more or shown < counted.total)


def _page(table: Table, given: Where, number: int) -> str:
    return addresses.changed(f"/{table.name}", given, page=number if number > 1 else "")


def _file(table: Table, given: Where, chosen: str) -> str:
    return addresses.changed(f"/{table.name}.{chosen}", given, page="", size="")


def _head(table: Table, given: Where, name: str, sort: str) -> tuple[str, str, str]:
    """Return a column's head, the address that sorts by it, and how it is sorted now."""
    if not sort or sort not in table.sorts:
        return name, "", ""
    now = given.get("sort", "")
    way = {sort: "ascending", f"-{sort}": "descending"}.get(now, "")
    turned = f"-{sort}" if way == "ascending" else sort
    return name, addresses.changed(f"/{table.name}", given, sort=turned, page=""), way


def _narrowed(table: Table, given: Where) -> Iterator[tuple[str, Where]]:
    where = table.asked(given).where
    for name in table.facets:
        yield name, {key: value for key, value in where.items() if key != name}


def _facet(table: Table, given: Where, name: str, values: tuple[tuple[str, int], ...]) -> Facet:
    at = f"/{table.name}"
    return Facet(
        name=name.replace("_", " "),
        chosen=given.get(name, ""),
        values=tuple(
            (value, many, addresses.changed(at, given, **{name: value, "page": ""}))
            for value, many in values
        ),
        off=addresses.changed(at, given, **{name: "", "page": ""}),
    )


def file(desk: Desk, request: Request) -> Response:
    """Return all rows of a table that fit, as a file."""
    table = TABLES[request.path_params["table"]]
    chosen = FORMATS[request.path_params["format"]]
    given = parameters.read(request.query_params, table.known)
    asked = table.asked(given, whole=True)
    base = str(request.base_url).rstrip("/")

    def rows() -> Iterator[Row]:
        with desk.ledger.reading() as connection:
            for row in table.rows(connection, asked):
                yield {**row, "permalink": f"{base}{row['permalink']}"}

    named = addresses.file_name(table.name, given.get("story", ""), request.path_params["format"])
    way = "attachment" if chosen.download else "inline"
    return StreamingResponse(
        chosen.write(rows(), table.columns),
        media_type=chosen.media_type,
        headers={
            "Content-Disposition": f'{way}; filename="{named}"',
            "Cache-Control": "private, no-cache",
        },
    )
