"""The desk as an application: which address leads to which page, and what is said without one."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib import resources

import anyio.to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from sayso.model import SaysoError, StorageError
from sayso.show.report import style
from sayso.web import cache, forms, visitor
from sayso.web.access import SIGN_IN, SIGN_OUT, Access, Door
from sayso.web.desk import Desk
from sayso.web.files import FORMATS
from sayso.web.forms import Fields
from sayso.web.guard import Guard, Hosts
from sayso.web.pages import (
    around,
    article,
    change,
    compare,
    decide,
    decisions,
    find,
    inbox,
    listing,
    named,
    row,
    run,
    sign,
    story,
    taught,
    whole,
)
from sayso.web.parameters import NotThere, WrongParameter
from sayso.web.refusals import Refused, refusal, said
from sayso.web.tables import TABLES

log = logging.getLogger("sayso")

Page = Callable[[Desk, Request], Response]
Action = Callable[[Desk, Request, Fields], Response]
# More would only wait for each other's turn at the interpreter.
THREADS = 6
# A small answer is sooner sent than packed.
LEAST_PACKED = 1_024
PAGES: dict[str, Page] = {
    "/search": find.find,
    "/compare": compare.compare,
    "/read": run.run,
    "/export": around.export,
    "/help": around.words,
    "/timeline": whole.time,
    "/taken": whole.taken,
    "/report": whole.download,
    "/what-if": decide.what_if,
    "/decisions": decisions.listing,
    "/inbox": inbox.shown,
    "/change": change.change,
    "/taught": taught.shown,
    "/taught.toml": taught.file,
    "/story": story.story,
    "/story/{id:path}": story.story,
    "/article": article.article,
    "/article/{id:path}": article.article,
    "/row": row.row,
    "/row/{id:path}": row.row,
    "/outlet": named.outlet,
    "/outlet/{id:path}": named.outlet,
    "/source": named.source,
    "/source/{id:path}": named.source,
}


def app(desk: Desk, access: Access, hosts: Hosts) -> ASGIApp:
    """Return a desk, to be used as `access` says, answering to those hosts alone."""
    static = resources.files("sayso.web").joinpath("static")
    charts = resources.files("sayso.web").joinpath("charts")
    routes = [
        Route("/", lambda request: RedirectResponse("/stories")),
        Route("/static/report.css", _style),
        Route(SIGN_IN, _sign_in(access), methods=["GET", "POST"]),
        Route(SIGN_OUT, _sign_out(access), methods=["POST"]),
        Route("/decide", _acting(desk, decide.decide), methods=["POST"]),
        *(Route(path, _endpoint(desk, made)) for path, made in PAGES.items()),
        Route("/decisions.{format}", _endpoint(desk, decisions.file)),
        Route("/{table}.{format}", _endpoint(desk, _table)),
        Route("/{table}", _endpoint(desk, _table)),
        Mount("/static", StaticFiles(directory=str(static)), name="static"),
        Mount("/charts", StaticFiles(directory=str(charts)), name="charts"),
    ]
    made = Starlette(
        routes=routes,
        middleware=[
            Middleware(GZipMiddleware, minimum_size=LEAST_PACKED),
            Middleware(Door, access=access),
        ],
        exception_handlers={
            Refused: _refused,
            WrongParameter: _wrong,
            NotThere: _missing,
            StorageError: _unavailable,
            SaysoError: _wrong,
            HTTPException: _http,
            Exception: _broken,
        },
        lifespan=_few_threads,
    )
    # Around all, so that a fault of the desk's own is guarded too.
    return Guard(made, hosts)


@asynccontextmanager
async def _few_threads(_: Starlette) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


def _endpoint(desk: Desk, made: Page) -> Callable[[Request], Awaitable[Response]]:
    def answered(request: Request) -> Response:
        revision = desk.ledger.revision()
        return cache.answer(desk.cache, request, revision, lambda asked: made(desk, asked))

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(answered, request)

    return endpoint


def _style(request: Request) -> Response:
    return Response(style(), media_type="text/css", headers={"Cache-Control": "max-age=3600"})


def _table(desk: Desk, request: Request) -> Response:
    table, ending = request.path_params["table"], request.path_params.get("format")
    if table not in TABLES:
        raise NotThere(f"no page {table[:100]!r}; there are the tables {', '.join(TABLES)}")
    if ending is None:
        return listing.listing(desk, request)
    if ending not in FORMATS:
        raise NotThere(f"no format {ending[:20]!r}; there are {', '.join(FORMATS)}")
    return listing.file(desk, request)


def _acting(desk: Desk, made: Action) -> Callable[[Request], Awaitable[Response]]:
    """Return what takes a form: one of the desk's own pages, made for whoever sends it."""

    async def endpoint(request: Request) -> Response:
        fields = forms.own(request, await forms.read(request))
        return await run_in_threadpool(made, desk, request, fields)

    return endpoint


def _sign_in(access: Access) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        if request.method == "POST":
            fields = await forms.read(request)
            return await run_in_threadpool(sign.signed, access, request, fields)
        return await run_in_threadpool(sign.shown, access, request)

    return endpoint


def _sign_out(access: Access) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        if visitor.of(request) is not None:  # else the session is over already
            forms.own(request, await forms.read(request))
        return await run_in_threadpool(sign.signed_out, access, request)

    return endpoint


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return refusal(request, error)


async def _wrong(request: Request, error: Exception) -> Response:
    return said(request, 400, "Not understood", str(error))


async def _missing(request: Request, error: Exception) -> Response:
    return said(request, 404, "Not here", str(error))


async def _unavailable(request: Request, error: Exception) -> Response:
    return said(request, 503, "Not now", str(error))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        return said(request, 405, "Only to be read", "This address is read with GET and HEAD.")
    text = "There is no page at this address. Search, or begin at the stories."
    return said(request, error.status_code, "Not here", text)


async def _broken(request: Request, error: Exception) -> Response:
    log.error("%s", request.url.path, exc_info=error)
    return said(
        request, 500, "A fault of Sayso's own", "It is in the log of the command that serves."
    )
