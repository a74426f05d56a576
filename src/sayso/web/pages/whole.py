"""A story read whole: its time, who took from whom, its report."""

from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sayso.ledger import outdated
from sayso.show.gather import gathered
from sayso.show.report import report
from sayso.show.report.descent import descent
from sayso.show.report.places import Places
from sayso.show.report.strip import strip
from sayso.show.report.text import short
from sayso.show.report.timeline import timeline
from sayso.show.reports import called, file_name
from sayso.show.told import Told
from sayso.web import addresses, parameters
from sayso.web.desk import Desk
from sayso.web.pages.story import address, story_called
from sayso.web.templates import page
from sayso.web.trees import descent_tree

# Of a story of more articles a timeline quotes so many for each day.
MOST_WHOLE = 40
MOST_TOLD = 12


def time(desk: Desk, request: Request) -> Response:
    """Return the timeline of a story: what was published when, what is told of each day."""
    return _of_whole(
        desk,
        request,
        lambda its, places: ("timeline.html", _days(places)),
    )


def _days(places: Places) -> Mapping[str, object]:
    days = timeline(places, MOST_TOLD if len(places.readings) > MOST_WHOLE else None)
    return {"timeline": days, "strip": strip(days, places)}


def taken(desk: Desk, request: Request) -> Response:
    """Return who took what from whom in a story, and who is cited."""
    return _of_whole(
        desk,
        request,
        lambda its, places: (
            "taken.html",
            {
                "descent": descent(its, places),
                "tree": descent_tree(its.links.copies, places),
            },
        ),
    )


Part = Callable[[Told, Places], tuple[str, Mapping[str, object]]]


def _of_whole(desk: Desk, request: Request, part: Part) -> Response:
    given = parameters.read(request.query_params, {"story": parameters.text})
    if "story" not in given:
        raise parameters.WrongParameter("which story? Give its name or id: ?story=...")
    with desk.ledger.reading() as connection:
        its = story_called(connection, given["story"])
    whole = gathered(desk.ledger, its)
    template, values = part(whole, Places(whole, address))
    return page(
        request, template, story=its, name=short(called(its)), due=whole.due, **dict(values)
    )


def download(desk: Desk, request: Request) -> Response:
    """Return the report of a story, one page of HTML that needs nothing else."""
    given = parameters.read(request.query_params, {"story": parameters.text})
    if "story" not in given:
        raise parameters.WrongParameter("which story? Give its name or id: ?story=...")
    with desk.ledger.reading() as connection:
        outdated.require(connection, str(desk.ledger.folder))
        its = story_called(connection, given["story"])
    made = report(called(its), gathered(desk.ledger, its))
    name = addresses.file_name(file_name(its).removesuffix(".html"), "html")
    return HTMLResponse(
        made.encode("utf-8", "replace"),
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
