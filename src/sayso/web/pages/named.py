"""An outlet or a source: what it published, or what it is given for, and in which words."""

from collections.abc import Mapping
from typing import Any

import msgspec
import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import Response

from sayso.decision import ApartNames, SameName
from sayso.ledger import decisions, listed, outdated
from sayso.ledger.browse import Asked
from sayso.model import Claim
from sayso.show.sources import sources_in
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
MOST_CLAIMS = 8
# Stories, the latest, over which it is told what an outlet or a source did: `sayso export sources`
# tells it of all.
STORIES = 20


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


class Deeds(msgspec.Struct, frozen=True, kw_only=True):
    """What an outlet or a source did in the latest stories, as `sayso export sources` tells it."""

    stories: int
    row: Mapping[str, Any]
    claims: tuple[Claim, ...]


def deeds(connection: sa.Connection, kind: str, name: str) -> Deeds | None:
    """Return what an outlet or a source originated, passed on and changed, None where nothing."""
    stories = listed.stories_with(connection, kind, name, STORIES)
    rows = sources_in(connection, stories)
    same = (kind, fold(name))
    row = next((row for row in rows if (row["kind"], fold(str(row["name"]))) == same), None)
    if row is None:
        return None
    told: dict[str, Any] = dict(row)
    return Deeds(
        stories=len(stories),
        row=told,
        claims=listed.claims_called(connection, told["claims"][:MOST_CLAIMS]),
    )


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
        due = outdated.is_due(connection)
        said = about(connection, name)
        done = None if due else deeds(connection, "outlet", name)
    return page(
        request,
        "named.html",
        deeds=done,
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
        due = outdated.is_due(connection)
        said = about(connection, name)
        done = None if due else deeds(connection, "source", name)
    many = f"{counted.total:,}{'+' if counted.more else ''}"
    return page(
        request,
        "named.html",
        deeds=done,
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
