"""Changing a story: its name, which articles are in it, which other story it is part of."""

from starlette.requests import Request
from starlette.responses import Response

from sayso.ledger import decisions, outdated, search
from sayso.show.report.text import short
from sayso.web import parameters
from sayso.web.desk import Desk
from sayso.web.pages.story import story_called
from sayso.web.panel import entries, panel
from sayso.web.templates import page

# To choose from; the name of any other story can be typed.
MOST_STORIES = 200


def change(desk: Desk, request: Request) -> Response:
    """Return the page on which a story is renamed, merged, split, graded and noted."""
    given = parameters.read(request.query_params, {"story": parameters.text})
    if "story" not in given:
        raise parameters.WrongParameter("which story? Its page has the link to change it")
    with desk.ledger.reading() as connection:
        its = story_called(connection, given["story"])
        articles = tuple(search.articles(connection, its.id))
        ids = (its.id, *(each.id for each in articles))
        found = decisions.log(connection, ids)
        others = [each for each in search.stories(connection)[: MOST_STORIES + 1] if each != its]
        made = panel(connection, its.id)
        due = outdated.is_due(connection)
        log = entries(connection, found)
    return page(
        request,
        "change.html",
        story=its,
        name=short(its.called),
        articles=sorted(articles, key=lambda each: (each.published is None, each.published or "")),
        others=[(each.id, short(each.called, 90)) for each in others[:MOST_STORIES]],
        panel=made,
        log=log,
        due=due,
    )
