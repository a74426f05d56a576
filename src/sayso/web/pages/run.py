"""The articles of a story one after the other, loaded as they come into view, with an end."""

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import Response

from sayso.ledger import outdated, search, told
from sayso.model import Links
from sayso.show.quotation import Reading
from sayso.show.report.text import short
from sayso.show.reports import called
from sayso.web import addresses, parameters
from sayso.web.desk import Desk
from sayso.web.pages.article import LAYERS, View, view
from sayso.web.pages.story import story_called
from sayso.web.parameters import NotThere, WrongParameter
from sayso.web.templates import page

# A text of so many letters is read in some ten minutes; what is longer is folded after them.
LONG = 6_000


def run(desk: Desk, request: Request) -> Response:
    """Return one article of a story, in the order of publication, and what leads to the next.

    Asked for by the page itself, it is that article alone, to stand below the one before.
    """
    known = {"story": parameters.text, "n": parameters.whole(1, 1_000_000)}
    given = parameters.read(request.query_params, known)
    if "story" not in given:
        raise WrongParameter("which story? Give its name or id: ?story=...")
    number = int(given.get("n", 1))
    with desk.ledger.reading() as connection:
        its = story_called(connection, given["story"])
        order = search.in_order_of_publication(connection, its.id)
        if number > len(order):
            raise NotThere(f"article {number}: the story has {len(order)}")
        shown = _view(connection, order[number - 1])
        due = outdated.is_due(connection)
    part = request.headers.get("hx-request") == "true"
    return page(
        request,
        "run-part.html" if part else "run.html",
        story=its,
        name=short(called(its)),
        view=shown,
        number=number,
        last=len(order),
        layers=LAYERS,
        first=_first(shown),
        here=addresses.table("read", "", story=its.id, n=number),
        next=addresses.table("read", "", story=its.id, n=number + 1) if number < len(order) else "",
        before=addresses.table("read", "", story=its.id, n=number - 1) if number > 1 else "",
        due=due,
    )


def _view(connection: sa.Connection, id: str) -> View:
    article = search.article(connection, id)
    assert article is not None
    reading = Reading(article, search.annotation(connection, id))
    links = told.links_of(connection, id)
    alone = Links(copies=links.copies)
    return view(reading, alone, {}, ())


def _first(shown: View) -> int:
    """Return how many paragraphs of a text stand before the fold."""
    letters = 0
    for number, paragraph in enumerate(shown.text, 1):
        letters += len(paragraph.html.striptags())
        if letters > LONG:
            return number
    return len(shown.text)
