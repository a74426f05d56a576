"""An outlet or a source: what it published, or what it is given for, and in which words."""

import msgspec
import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import Response

from sayso.decision import ApartNames, SameName
from sayso.ledger import decisions, linked, listed
from sayso.ledger.browse import Asked
from sayso.web import addresses, parameters
from sayso.web.cells import HEADS
from sayso.web.desk import Desk
from sayso.web.pages.article import article_id
from sayso.web.panel import Entry, entries
from sayso.web.parameters import NotThere
from sayso.web.tables import TABLES
from sayso.web.templates import page
from sayso.weigh.bodies import fold

SHOWN = 40


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided on a name; `seen` is the number of the last decision of all."""

    seen: int
    log: tuple[Entry, ...]


def about(connection: sa.Connection, name: str) -> About:
    """Return what was decided on a name and others."""
    folded = fold(name)
    found = [
        each
        for each in decisions.log(connection, kinds=("same-name", "apart-names"))
        if isinstance(each.what, SameName | ApartNames)
        and folded in (fold(each.what.a), fold(each.what.b))
    ]
    return About(seen=decisions.last(connection), log=entries(connection, found))


def outlet(desk: Desk, request: Request) -> Response:
    """Return the page of an outlet."""
    name = article_id(request)
    parameters.read(request.query_params, {"id": parameters.text})
    with desk.ledger.reading() as connection:
        found = listed.outlet_of(connection, name)
        if found is None:
            raise NotThere(f"no outlet {name[:200]!r}; the list of outlets names those there are")
        articles = TABLES["articles"]
        asked = Asked(where={"outlet": name}, sort="published", limit=SHOWN)
        rows = [(HEADS["articles"].cells(row), row, 1) for row in articles.rows(connection, asked)]
        cited = listed.sources(connection, {"q": name})
        due = linked.is_due(connection)
        said = about(connection, name)
    return page(
        request,
        "named.html",
        kind="outlet",
        name=name,
        counts=f"{found.articles:,} {'article' if found.articles == 1 else 'articles'}",
        heads=[head for head, _ in HEADS["articles"].heads],
        rows=rows,
        total=found.articles,
        href=addresses.table("articles", "", outlet=name),
        cited=[each for each in cited if each.name.casefold() == name.casefold()],
        seen=said.seen,
        log=said.log,
        due=due,
    )


def source(desk: Desk, request: Request) -> Response:
    """Return the page of a source: each place where its word is given."""
    name = article_id(request)
    parameters.read(request.query_params, {"id": parameters.text})
    table, heads = TABLES["attributions"], HEADS["attributions"]
    with desk.ledger.reading() as connection:
        where = {"source": name}
        counted = table.count(connection, where)
        if not counted.total:
            raise NotThere(f"no source {name[:200]!r}; the list of sources names those there are")
        rows = [
            (heads.cells(row), row, 1)
            for row in table.rows(connection, Asked(where=where, limit=SHOWN))
        ]
        due = linked.is_due(connection)
        said = about(connection, name)
    many = f"{counted.total:,}{'+' if counted.more else ''}"
    return page(
        request,
        "named.html",
        kind="source",
        name=name,
        counts=f"{many} {'attribution' if counted.total == 1 else 'attributions'}",
        heads=[head for head, _ in heads.heads],
        rows=rows,
        total=counted.total,
        href=addresses.table("attributions", "", source=name),
        cited=(),
        seen=said.seen,
        log=said.log,
        due=due,
    )
