"""Search over everything: articles, claims, figures, who says it, times; some of each, then all."""

from collections.abc import Mapping, Sequence

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso.ledger import listings, outdated, search
from sayso.ledger.browse import Asked, Counted
from sayso.model import SaysoError
from sayso.web import addresses, parameters
from sayso.web.cells import HEADS, Cell
from sayso.web.desk import Desk
from sayso.web.tables import TABLES, Row, Table
from sayso.web.templates import page

SOME = 6
FEWER = 3  # of stories, whose origins are counted for each
KNOWN = {
    "q": parameters.text,
    "predicate": parameters.text,
    "low": parameters.number,
    "high": parameters.number,
    "source": parameters.text,
    "outlet": parameters.text,
    "from": parameters.day,
    "to": parameters.day,
    "story": parameters.text,
}
# Their words are looked for in the articles that have them; their own tables look everywhere.
NEAR = ("stories", "sources", "attributions", "figures")
# In the order in which one reads them.
SEARCHED = ("stories", "claims", "figures", "articles", "sources", "attributions", "times")


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Some rows of a table that fit, how many there are, the address of all."""

    table: Table
    heads: tuple[str, ...]
    rows: tuple[tuple[Sequence[Cell], Row, int], ...]
    counted: Counted
    href: str


def find(desk: Desk, request: Request) -> Response:
    """Return some of each table that fits; the row itself where its id was given."""
    given = parameters.read(request.query_params, KNOWN)
    asked = {name: value for name, value in given.items() if name != "story"}
    if named := _an_id(desk, given):
        return RedirectResponse(named)
    found: list[Found] = []
    due = False
    if asked:
        with desk.ledger.reading() as connection:
            due = outdated.is_due(connection)
            for name in SEARCHED:
                table = TABLES[name]
                # A table that cannot be asked for all of it would show what does not fit.
                if set(given) <= set(table.filters):
                    where = _near(given) if name in NEAR else given
                    some = FEWER if name == "stories" else SOME
                    rows = table.rows(connection, Asked(where=where, limit=some))
                    heads = HEADS[name]
                    made = tuple((heads.cells(row), row, 1) for row in rows)
                    # What is all there needs no counting.
                    whole = Counted(total=len(made), more=False)
                    found.append(
                        Found(
                            table=table,
                            heads=tuple(head for head, _ in heads.heads),
                            rows=made,
                            counted=whole if len(made) < some else table.count(connection, where),
                            href=addresses.table(name, "", **given),
                        )
                    )
    return page(request, "find.html", given=given, found=found, asked=bool(asked), due=due)


def _near(given: Mapping[str, str]) -> Mapping[str, str]:
    return {listings.NEAR if name == "q" else name: value for name, value in given.items()}


def _an_id(desk: Desk, given: Mapping[str, str]) -> str:
    """Return the address of the row whose id was typed, empty where it is none."""
    words = given.get("q", "")
    if set(given) != {"q"} or "-" not in words or " " in words:
        return ""
    with desk.ledger.reading() as connection:
        if search.article(connection, words):
            return addresses.of("article", words)
        try:
            search.whose(connection, words)
        except SaysoError:
            return ""
    return addresses.of("row", words)
