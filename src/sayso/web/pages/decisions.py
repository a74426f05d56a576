"""The log of decisions: who decided what and when, whether it holds, to be undone one by one."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sayso.deciding.logged import Logged, log
from sayso.ledger import decisions, outdated
from sayso.show.decided_words import before_each, told_in_words
from sayso.show.decisions import COLUMNS, decision_rows
from sayso.web import addresses, parameters
from sayso.web.desk import Desk
from sayso.web.files import FORMATS
from sayso.web.panel import entries
from sayso.web.parameters import Kind, NotThere
from sayso.web.templates import page

PAGE = 50
HOLDS = ("yes", "undone", "superseded", "orphaned", "undoing")
KNOWN: Mapping[str, Kind] = {
    "who": parameters.text,
    "holds": parameters.one_of(*HOLDS),
    "subject": parameters.text,
    "page": parameters.whole(1, 1_000_000),
}


def listing(desk: Desk, request: Request) -> Response:
    """Return the log of decisions, the last first."""
    given = parameters.read(request.query_params, KNOWN)
    at = int(given.get("page", 1))
    with desk.ledger.reading() as connection:
        logged = log(connection)
        found = [each for each in logged if _fits(each, given)][::-1]
        shown = found[(at - 1) * PAGE : at * PAGE]
        listed = entries(connection, [each.decision for each in shown[::-1]])
        earlier = before_each(each.decision for each in logged)
        numbers = {each.decision.id: each.decision.number for each in shown}
        came_after = {each.id: earlier.get(numbers[each.id]) for each in listed}
        said = told_in_words(connection, [each for each in came_after.values() if each])
        seen = decisions.last(connection)
        due = outdated.is_due(connection)
    holds = {each.decision.id: each.holds for each in shown}
    path = "/decisions"
    return page(
        request,
        "decisions.html",
        listed=[(each, holds[each.id], subject(each.id, shown)) for each in listed],
        before_it={
            name: f"{said[each.number]}, by {each.who}, {each.at[:10]}"
            for name, each in came_after.items()
            if each
        },
        subjects={each.decision.id: each.decision.subject for each in shown},
        total=len(found),
        given=given,
        states=HOLDS,
        seen=seen,
        before=addresses.changed(path, given, page=at - 1 if at > 2 else "") if at > 1 else "",
        after=addresses.changed(path, given, page=at + 1) if len(found) > at * PAGE else "",
        files=[(name, addresses.changed(f"{path}.{name}", given, page="")) for name in FORMATS],
        due=due,
    )


def subject(id: str, shown: list[Logged]) -> str:
    """Return the address of what a decision was on, empty where it has no page."""
    found = next(each.decision for each in shown if each.decision.id == id)
    if found.kind in ("same-name", "apart-names"):
        return ""
    if found.kind in ("merge", "split", "rename"):
        return addresses.of("story", found.subject)
    if found.subject.startswith("art-"):
        return addresses.of("article", found.subject)
    return addresses.of("row", found.subject)


def file(desk: Desk, request: Request) -> Response:
    """Return the log as a file, in the order in which it was decided."""
    ending = request.path_params["format"]
    if ending not in FORMATS:
        raise NotThere(f"no format {ending[:20]!r}; there are {', '.join(FORMATS)}")
    given = parameters.read(request.query_params, KNOWN)
    with desk.ledger.reading() as connection:
        found = tuple(each for each in log(connection) if _fits(each, given))
    chosen = FORMATS[ending]
    way = "attachment" if chosen.download else "inline"
    return StreamingResponse(
        chosen.write(decision_rows(found), COLUMNS),
        media_type=chosen.media_type,
        headers={
            "Content-Disposition": f'{way}; filename="decisions.{ending}"',
            "Cache-Control": "private, no-cache",
        },
    )


def _fits(each: Logged, given: Mapping[str, str]) -> bool:
    its = each.decision
    return (
        given.get("who", its.who) == its.who
        and given.get("holds", each.holds) == each.holds
        and given.get("subject", its.subject) == its.subject
    )
