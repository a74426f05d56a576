"""The inbox: one finding or candidate change after the other, decided by a key each."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from sayso.ledger import decisions, outdated
from sayso.model import Mutation
from sayso.show.report.findings import KINDS
from sayso.show.why_told import why
from sayso.web import addresses, inbox, parameters, visitor
from sayso.web.desk import Desk
from sayso.web.pages.row import view_of
from sayso.web.pages.story import story_called
from sayso.web.panel import entries
from sayso.web.parameters import Kind
from sayso.web.templates import page

PATH = "/inbox"
KNOWN: Mapping[str, Kind] = {
    "story": parameters.text,
    "type": parameters.one_of(*inbox.PARTS),
    "skip": parameters.whole(0, 10_000_000),
}


def shown(desk: Desk, request: Request) -> Response:
    """Return what is to be looked at next, with what it rests on."""
    given = dict(parameters.read(request.query_params, KNOWN))
    skip = int(given.pop("skip", 0))
    who = visitor.of(request)
    with desk.ledger.reading() as connection:
        if "story" in given:
            given["story"] = story_called(connection, given["story"]).id
        done = inbox.looked_at(connection)
        progress = inbox.progress(connection, given, done)
        found = inbox.item(connection, given, skip, done)
        mine = [
            each
            for each in decisions.log(connection, kinds=inbox.LOOKED_AT)
            if who is not None and each.who == who.name and each.undone is None
        ]
        last = entries(connection, mine[-1:])
        seen = decisions.last(connection)
        due = outdated.is_due(connection)
    kind = _kind(found)
    return page(
        request,
        "inbox.html",
        item=found,
        view=view_of(desk, why(desk.ledger, found.id)) if found else None,
        kind=kind,
        weight=KINDS[kind].weight if kind in KINDS else "plain",  # type: ignore[index]
        story=getattr(found.record, "story", "") if found else "",
        sign=KINDS[kind].sign if kind in KINDS else "Δ",  # type: ignore[index]
        meaning=KINDS[kind].meaning if kind in KINDS else MEANT,  # type: ignore[index]
        sides=_sides(found),
        progress=progress,
        skip=skip,
        given=given,
        parts=inbox.PARTS,
        last=last,
        seen=seen,
        here=_at(given, skip),
        after=_at(given, skip + 1),
        before=_at(given, skip - 1) if skip else "",
        first=_at(given, 0),
        due=due,
    )


MEANT = "something that perhaps changed as a report was copied or told again"


def _kind(found: inbox.Item | None) -> str:
    if found is None:
        return ""
    return "candidate change" if isinstance(found.record, Mutation) else found.record.type


def _sides(found: inbox.Item | None) -> str:
    """Return the address of the two articles of a change side by side."""
    if found is None or not isinstance(found.record, Mutation):
        return ""
    return addresses.table("compare", "", a=found.record.a.id, b=found.record.b.id)


def _at(given: Mapping[str, str], skip: int) -> str:
    return addresses.changed(PATH, given, skip=skip or "")
