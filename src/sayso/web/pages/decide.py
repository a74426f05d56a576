"""Deciding: what a form asks for, told before it is done, done, or told why it was not."""

from collections.abc import Mapping

import msgspec
import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from sayso.deciding import decide as taken
from sayso.deciding import what_if as tried
from sayso.decision import Asked, Decision
from sayso.ledger import Ledger, decisions, search, told
from sayso.model import SaysoError
from sayso.web import addresses, asking, parameters, visitor
from sayso.web.desk import Desk
from sayso.web.effects import effect_view
from sayso.web.forms import Fields
from sayso.web.pages.sign import local
from sayso.web.panel import Entry, entries
from sayso.web.refusals import Refused, wants_json
from sayso.web.templates import page

# Of a decision that was asked about in an address, which is read and changes nothing.
ASKED_ABOUT = (
    *("kind", "row", "story", "into", "name", "a", "b", "claim", "article", "grade", "word"),
    *("ladder", "decision", "articles"),
)
TRY = "try"


def decide(desk: Desk, request: Request, fields: Fields) -> Response:
    """Take the decision that a form asks for, and return the way back to its page."""
    ledger = _writer(desk)
    asked = _asked(fields)
    who = visitor.of(request)
    assert who is not None  # nobody else comes through the door
    if TRY in fields:
        return _preview(ledger, request, asked, fields)
    back = local(fields.get("back", "/decisions"))
    (outcome,) = taken(ledger, (asked,), who.name, _first(ledger, back))
    desk.decided.set()
    if outcome.decision is None:
        since = _since(ledger, asked, who.name)
        if since:
            return _conflict(request, fields, since, outcome.error or "")
        raise Refused(422, "Not decided", outcome.error or "", shown(fields))
    if wants_json(request):
        return JSONResponse(msgspec.to_builtins(outcome))
    mark = "" if "#" in back or back.startswith("/inbox") else f"#{outcome.decision.id}"
    return RedirectResponse(back + mark, status_code=303)


def what_if(desk: Desk, request: Request) -> Response:
    """Return what a decision would change; it is asked about, not taken."""
    given = parameters.read(request.query_params, dict.fromkeys(ASKED_ABOUT, parameters.text))
    who = visitor.of(request)
    if who is None or not who.may_decide:
        raise Refused(403, "Not allowed", "What a decision would change is told to analysts.")
    asked = _asked(given)
    effect = tried(_writer(desk), (asked,), who.name)
    part = "hx-request" in request.headers
    name = "effect-part.html" if part else "effect.html"
    return page(
        request, name, effect=effect_view(effect), fields=given, back="", seen="", due=False
    )


def _first(ledger: Ledger, back: str) -> str | None:
    """The story that is looked at where something is decided: it is not to wait."""
    kind, named = addresses.named(back)
    with ledger.reading() as connection:
        if kind == "story":
            story = search.story_called(connection, named)
            return story.id if story else None
        row = told.called(connection, named) if kind == "row" else None
    return getattr(row, "story", None)


def _writer(desk: Desk) -> Ledger:
    if desk.writer is None:
        raise Refused(403, "Not here", "This ledger is only to be read here; nothing was written.")
    return desk.writer


def _asked(fields: Mapping[str, str]) -> Asked:
    try:
        return asking.asked(fields)
    except SaysoError as error:
        raise Refused(422, "Not decided", str(error), shown(fields)) from None


def shown(fields: Fields) -> Fields:
    """Return what a form had, without what only the desk has use for."""
    return {
        name: value
        for name, value in fields.items()
        if value.strip() and name not in ("seen", "back", TRY) and not name.startswith("shown.")
    }


def _preview(ledger: Ledger, request: Request, asked: Asked, fields: Fields) -> Response:
    who = visitor.of(request)
    back = local(fields.get("back", "/"))
    effect = tried(ledger, (asked,), who.name if who else None, _first(ledger, back))
    again = {name: value for name, value in fields.items() if name != TRY}
    return page(
        request,
        "effect.html",
        effect=effect_view(effect),
        fields=again,
        back=back,
        due=False,
    )


def _since(ledger: Ledger, asked: Asked, who: str) -> tuple[Entry, ...]:
    """Return what others decided on the same subject since the page was made."""
    if asked.seen is None:
        return ()
    with ledger.reading() as connection:
        found = [
            each
            for each in decisions.since(connection, asked.seen)
            if each.who != who and _is_of(connection, each, asked)
        ]
        return entries(connection, found)


def _is_of(connection: sa.Connection, decision: Decision, asked: Asked) -> bool:
    from sayso.deciding.check import CHECKS

    try:
        return CHECKS[type(asked.what)](connection, asked).subject == decision.subject
    except SaysoError:  # undone meanwhile, or gone: then by what it names
        named = msgspec.to_builtins(asked.what).values()
        return decision.subject in named or f"dec-{decision.undoes}" in named


def _conflict(request: Request, fields: Fields, since: tuple[Entry, ...], said: str) -> Response:
    with_seen = {name: value for name, value in fields.items() if name not in (TRY, "seen")}
    newest = max(int(each.id.removeprefix("dec-")) for each in since)
    made = page(
        request,
        "conflict.html",
        since=since,
        said=said,
        fields={**with_seen, "seen": str(newest)},
        shown=shown(fields),
        back=local(fields.get("back", "/")),
        due=False,
    )
    made.status_code = 409
    return made
