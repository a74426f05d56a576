"""What a row rests on: quotation in context, chain, rule, captures; of a claim its origins."""

from collections.abc import Mapping

import msgspec
import sqlalchemy as sa
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from sayso.ledger import decisions, listed, outdated, search, told
from sayso.model import Article, Claim, Origin, SaysoError
from sayso.show.report.claims import ROOT_KINDS
from sayso.show.report.text import Mark, marked
from sayso.show.rows import Place
from sayso.show.stated import value_of
from sayso.show.value import count_of
from sayso.show.why import Why
from sayso.show.why_told import WhyTold, why
from sayso.web import addresses, parameters, weighing
from sayso.web.desk import Desk
from sayso.web.pages.article import article_id
from sayso.web.panel import Entry, entries, panel, scales
from sayso.web.parameters import NotThere
from sayso.web.templates import page
from sayso.web.trees import origin_tree

MOST_PLACES = 60
# Said elsewhere on the page, or offsets that say nothing to a reader.
_ELSEWHERE = frozenset(
    {
        *("id", "text", "rule", "blocks", "cut", "found", "path", "start", "end", "source", "cue"),
        *("content", "hedges", "caveats", "a", "b", "kind", "mentions", "claim", "reading"),
        *("reason", "passages", "evidence", "values", "roots", "documents", "conduits"),
        *("articles", "claims", "title"),
    }
)
_EMPTY: tuple[object, ...] = (None, False, [], (), {}, "")


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """A place that a row rests on, with its words in context."""

    article: str
    title: str
    html: Markup
    chain: tuple[str, ...]
    rules: tuple[str, ...]
    href: str
    captures: tuple[Mapping[str, str | None], ...]


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A row with its grounds as its page shows it."""

    id: str
    kind: str
    text: str
    rule: str
    fields: Mapping[str, str]
    grounds: tuple[Ground, ...]
    more: int


def row(desk: Desk, request: Request) -> Response:
    """Return what a row rests on."""
    named = article_id(request)
    parameters.read(request.query_params, {"id": parameters.text})
    as_json = False
    try:
        found = why(desk.ledger, named)
    except SaysoError as error:
        if orphaned := _orphaned(desk, named):
            return _without_row(request, named, orphaned)
        if not named.endswith(".json"):
            raise NotThere(str(error)) from None
        as_json = True
        try:
            found = why(desk.ledger, named.removesuffix(".json"))
        except SaysoError as second:
            raise NotThere(str(second)) from None
    if as_json:
        return JSONResponse(msgspec.to_builtins(found))
    if found.kind in ("article", "story"):
        return RedirectResponse(addresses.of(found.kind, found.id))
    with desk.ledger.reading() as connection:
        claim = _claim(connection, found)
        origin = _origin(connection, claim.id) if claim else None
        stands_in = _story_of(connection, found)
        places = _places(connection, found)
        due = outdated.is_due(connection)
        waits = weighing.notice(connection, stands_in) if stands_in else ""
        deciding = panel(connection, found.id)
    ways = _ways(found, origin) if origin else {}
    return page(
        request,
        "row.html",
        view=_view(found, places),
        claim=claim,
        value=value_of(claim) if claim else "",
        origin=origin,
        counts=count_of(origin) if origin else "",
        roots=ROOT_KINDS,
        ways=ways,
        tree=origin_tree(ways, _also(origin)) if origin else None,
        story=stands_in,
        panel=deciding,
        scales=scales(),
        due=due,
        waits=waits,
    )


def _orphaned(desk: Desk, named: str) -> tuple[Entry, ...]:
    """Return what was decided on a row that is there no longer."""
    with desk.ledger.reading() as connection:
        return entries(connection, decisions.log(connection, (named,)))


def _without_row(request: Request, named: str, orphaned: tuple[Entry, ...]) -> Response:
    made = page(request, "orphaned.html", id=named, log=orphaned, due=False)
    made.status_code = 404
    return made


def view_of(desk: Desk, found: Why | WhyTold) -> View:
    """Return a row with its grounds as a page shows it."""
    with desk.ledger.reading() as connection:
        return _view(found, _places(connection, found))


def _claim(connection: sa.Connection, found: Why | WhyTold) -> Claim | None:
    if found.kind == "claim":
        named = found.id
    elif found.kind == "origin":
        named = found.record["claim"]["id"]
    else:
        return None
    return next(iter(listed.claims_called(connection, [named])), None)


def _origin(connection: sa.Connection, claim: str) -> Origin | None:
    return told.origin_of(connection, claim)


def _also(origin: Origin) -> Mapping[str, str]:
    return {name: root.name for root in origin.roots for name in root.also}


def _ways(found: Why | WhyTold, origin: Origin) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return for each root, by its name, the chains that lead to it, each once."""
    grounds = {each.id: each.chain for each in getattr(found, "grounds", ())}
    return {
        root.name: tuple(dict.fromkeys(grounds[each] for each in root.mentions if each in grounds))
        for root in origin.roots
    }


def _story_of(connection: sa.Connection, found: Why | WhyTold) -> str:
    if "story" in found.record:
        return str(found.record["story"] or "")
    article = found.article if isinstance(found, Why) else ""
    return next(iter(search.stories_of(connection, article)), "")


def _places(connection: sa.Connection, found: Why | WhyTold) -> Mapping[str, Article]:
    grounds = (found,) if isinstance(found, Why) else found.grounds
    ids = dict.fromkeys(each.article for each in grounds[:MOST_PLACES])
    articles = {named: search.article(connection, named) for named in ids}
    return {named: each for named, each in articles.items() if each}


def _view(found: Why | WhyTold, articles: Mapping[str, Article]) -> View:
    grounds = (found,) if isinstance(found, Why) else found.grounds
    text = f"“{found.quotation}”" if isinstance(found, Why) else found.text
    return View(
        id=found.id,
        kind=found.kind,
        text=text,
        rule=found.rule,
        fields=_fields(found),
        grounds=tuple(_ground(each, articles) for each in grounds[:MOST_PLACES]),
        more=max(0, len(grounds) - MOST_PLACES),
    )


def _fields(found: Why | WhyTold) -> Mapping[str, str]:
    shown = {
        name.replace("_", " "): _plain(value)
        for name, value in found.record.items()
        if name not in _ELSEWHERE and value not in _EMPTY
    }
    if isinstance(found, Why):
        softened = {"hedges": found.hedges, "caveats": found.caveats}
        shown |= {
            name: ", ".join(f"“{w}”" for w in words) for name, words in softened.items() if words
        }
    return shown


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ": ".join(_plain(each) for each in value.values())
    if isinstance(value, list | tuple):
        return ", ".join(_plain(each) for each in value)
    return str(value)


def _ground(found: Why, articles: Mapping[str, Article]) -> Ground:
    marks = [Mark(start=start, end=end, kind="stretch") for start, end in found.marked]
    first, last = min(s for s, _ in found.marked), max(e for _, e in found.marked)
    article = articles.get(found.article)
    begin = _begins(found, article)
    return Ground(
        article=found.article,
        title=found.title or "without title",
        html=Markup("{}{}{}").format(
            "… " if found.goes_on[0] else "",
            marked(found.context, (0, len(found.context)), marks),
            " …" if found.goes_on[1] else "",
        ),
        chain=found.chain,
        rules=found.chain_rules,
        href=addresses.place(Place(found.article, begin + first, begin + last)),
        captures=found.captures,
    )


def _begins(found: Why, article: Article | None) -> int:
    """Return where the context begins in its article."""
    return max(0, article.text.find(found.context)) if article else 0
