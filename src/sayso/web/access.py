"""Who asks, and what they may: decided before any page is made, so that a new page is closed too.

A visitor is whoever sits at the keyboard of this machine (where there are no accounts), someone
signed in, a program with a token, or, of a desk that is published, anybody.
"""

import logging
import secrets
import time
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from sayso.ledger.accounts import Accounts, sessions, tokens
from sayso.ledger.accounts.sessions import Signed
from sayso.ledger.accounts.tables import Role
from sayso.web import forms, visitor
from sayso.web.known import Known
from sayso.web.parameters import LONGEST
from sayso.web.refusals import Refused, refusal, wants_json
from sayso.web.visitor import Visitor, form_mark

log = logging.getLogger("sayso.access")

SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
# Files of the desk itself, the same for everybody and with nothing of the ledger in them.
OPEN = ("/static/", "/charts/")
# Writes nothing, but keeps the ledger busy: not to be asked by a picture on another site.
WHAT_IF = "/what-if"
READING = frozenset({"GET", "HEAD"})
# What others call a token; none is ever taken from an address, which logs and histories keep.
NAMES_OF_TOKENS = frozenset({"token", "access_token", "api_key", "apikey", "authorization"})
PROXIED = frozenset({"x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded"})
BEARER = "bearer "


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """How a desk may be used: by whom, whether to be read alone, under which names."""

    known: Known | None = None
    keyboard: str = "unknown"
    read_only: bool = False
    writable: bool = True
    proxied: bool = False
    secret: str = msgspec.field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def accounts(self) -> Accounts | None:
        """Who may sign in, None while nobody has an account."""
        return self.known.now() if self.known else None


class Door:
    """Lets in who may come in, and says to the others why not."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(OPEN):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            refused = await run_in_threadpool(self._asked, request)
            if refused is not None:
                await refused(scope, receive, send)
                return
        except Refused as said:
            kept = await forms.kept(request)
            await refusal(request, Refused(said.status, said.title, str(said), kept))(
                scope, receive, send
            )
            return
        await self._app(scope, receive, send)

    def _asked(self, request: Request) -> Response | None:
        """Note who asks; return what is answered instead of a page, or raise Refused."""
        _no_token_in(request)
        if not self._access.proxied and PROXIED & set(request.headers):
            raise Refused(
                421,
                "Through a proxy",
                "This came through a proxy, which the desk was not told of; serve it with "
                "--behind-proxy and the proxy's address, so that it knows who asks.",
            )
        who = self._who(request)
        request.scope["sayso.visitor"] = who
        signing = request.url.path in (SIGN_IN, SIGN_OUT)
        acts = request.method not in READING or request.url.path == WHAT_IF
        if acts and (who is None or who.by != "token"):
            same_origin(request)
        if signing:
            return None
        if who is None:
            return _unsigned(request, was=bool(visitor.kept(request, visitor.SIGNED)))
        if request.method not in READING and not who.may_decide:
            raise Refused(403, "Not allowed", _why_not(who))
        return None

    def _who(self, request: Request) -> Visitor | None:
        access, at = self._access, time.time()
        given = request.headers.get("authorization", "")
        if given.lower().startswith(BEARER):
            return self._program(given[len(BEARER) :].strip(), at)
        if access.read_only:
            return Visitor(name="", role="reader", by="nobody")
        accounts = access.accounts
        if accounts is None:
            mark = form_mark(access.secret)
            return Visitor(
                name=access.keyboard, role=self._role("analyst"), by="keyboard", form=mark
            )
        secret = visitor.kept(request, visitor.SIGNED)
        signed = _signed(accounts, secret, at) if secret else None
        if signed is None:
            return None
        return Visitor(
            name=signed.name, role=self._role(signed.role), by="session", form=form_mark(secret)
        )

    def _program(self, given: str, at: float) -> Visitor:
        accounts = self._access.accounts
        found = None
        if accounts is not None:
            with accounts.reading() as connection:
                found = tokens.find(connection, given, at)
        if found is None:
            log.warning("a token that is none, or no longer good")
            raise Refused(
                401,
                "No such token",
                "The token is none of this desk's, or its time is over; `sayso users token NAME` "
                "makes one.",
            )
        return Visitor(name=found.name, role=self._role(found.role), by="token")

    def _role(self, role: Role) -> Role:
        return role if self._access.writable and not self._access.read_only else "reader"


def _signed(accounts: Accounts, secret: str, at: float) -> Signed | None:
    with accounts.reading() as connection:
        found = sessions.find(connection, secret, at)
        due = found is not None and sessions.is_to_be_noted(connection, secret, at)
    if due:
        with accounts.writing() as connection:
            sessions.note(connection, secret, at)
    return found


def same_origin(request: Request) -> None:
    """Raise Refused where a page of another site sent this."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    ours = origin is None or urlsplit(origin).netloc == request.headers.get("host", "")
    if site not in ("same-origin", "none") or not ours:
        log.warning("refused what a page of %s sent", (origin or "another site")[:200])
        raise Refused(
            403, "Sent from elsewhere", "A page of another site sent this; nothing was written."
        )


def _no_token_in(request: Request) -> None:
    query = parse_qsl(request.url.query, keep_blank_values=True)
    named = tokens.seen_in(request.url.path) or next(
        filter(None, (tokens.seen_in(value) for _, value in query)), None
    )
    if named is None and not NAMES_OF_TOKENS & {name.lower() for name, _ in query}:
        return
    log.warning("a token in an address was refused: %s", named or "of another kind")
    revoke = f" It may be in a log by now: `sayso users revoke {named}`." if named else ""
    raise Refused(
        400,
        "A token in an address",
        "Addresses are kept by logs and histories, so no token is taken from one; send it in the "
        f"header `Authorization: Bearer TOKEN`.{revoke}",
    )


def _unsigned(request: Request, *, was: bool) -> Response:
    if request.method not in READING:
        raise Refused(
            401,
            "Signed out" if was else "Not signed in",
            "You are not signed in, or no longer; nothing was written. Sign in, then send it "
            "again.",
        )
    if wants_json(request):
        answer = refusal(
            request,
            Refused(401, "Not signed in", "a token is needed: Authorization: Bearer TOKEN"),
        )
        answer.headers["WWW-Authenticate"] = 'Bearer realm="sayso"'
        return answer
    there = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    asked = {"next": there} if there != "/" and len(there) <= LONGEST else {}
    if was:
        asked["over"] = "yes"
    return RedirectResponse(
        f"{SIGN_IN}?{urlencode(asked)}" if asked else SIGN_IN,
        status_code=303,
        headers={"Cache-Control": "no-store"},
    )


def _why_not(who: Visitor) -> str:
    if who.by == "nobody":
        return "This desk is published to be read; nothing can be changed in it."
    return f"{who.name} is a reader here and may not decide; an analyst may. Nothing was written."
