"""The pages around the others: downloads, the words and keys used, and what went wrong."""

from starlette.requests import Request
from starlette.responses import Response

from sayso.ledger import outdated, search
from sayso.show.report.claims import ROOT_KINDS
from sayso.show.report.findings import KINDS
from sayso.show.reports import called
from sayso.web import parameters
from sayso.web.desk import Desk
from sayso.web.files import FORMATS
from sayso.web.tables import TABLES
from sayso.web.templates import page

# A list to choose from; the search finds the others.
MOST_STORIES = 200
KEYS = (
    ("j", "the next row, article or finding"),
    ("k", "the one before"),
    ("Enter", "open it"),
    ("/", "search"),
    ("g then s", "stories"),
    ("g then f", "findings"),
    ("g then e", "export"),
    ("n", "the next page, or the next article of a run"),
    ("p", "the page before"),
    ("m", "marks on and off, in an article"),
    ("g then i", "inbox"),
    ("g then d", "decisions"),
    ("?", "this page"),
)
# Of analysts, on the page of a row, an article or a story, and in the inbox.
DECIDING = (
    ("a", "accept: on a page the button is chosen and Enter decides; in the inbox it decides"),
    ("x", "reject"),
    ("u", "unsure"),
    ("w", "write a note: the field first, then Enter or the button"),
    ("c", "correct a row; change a story"),
    ("o", "names and origins: one, two, independent"),
    ("r", "grade, likelihood, a longer note"),
    ("n", "in the inbox the next, undecided"),
    ("z", "undo what you decided last, where it is shown"),
    (
        "← →",
        "in the words to be marked: the end a word on; with Shift the beginning, with Alt a letter",
    ),
    ("1 2 3", "in the words to be marked: source, cue, content"),
)


def export(desk: Desk, request: Request) -> Response:
    """Return what can be had as a file: each table, and each story's report."""
    given = parameters.read(request.query_params, {"story": parameters.text})
    with desk.ledger.reading() as connection:
        stories = [(each.id, called(each)) for each in search.stories(connection)[:MOST_STORIES]]
        if "story" in given:
            given = {"story": search.require_story(connection, given["story"]).id}
        due = outdated.is_due(connection)
    whole = ("stories", "outlets", "sources")
    shown = [each for each in TABLES.values() if "story" not in given or each.name not in whole]
    return page(
        request,
        "export.html",
        tables=shown,
        formats=tuple(FORMATS),
        stories=stories,
        given=given,
        due=due,
    )


def words(desk: Desk, request: Request) -> Response:
    """Return the keys, and what the words mean."""
    parameters.read(request.query_params, {})
    return page(
        request, "help.html", keys=KEYS, deciding=DECIDING, kinds=KINDS, roots=ROOT_KINDS, due=False
    )
