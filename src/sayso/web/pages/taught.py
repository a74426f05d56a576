"""What decisions taught, to be read and added to the data files by hand."""

from starlette.requests import Request
from starlette.responses import Response

from sayso.web import parameters, taught
from sayso.web.desk import Desk
from sayso.web.templates import page


def shown(desk: Desk, request: Request) -> Response:
    """Return what was taught, as a page."""
    parameters.read(request.query_params, {})
    with desk.ledger.reading() as connection:
        found = taught.lessons(connection)
    return page(request, "taught.html", lessons=found, text=taught.as_file(found), due=False)


def file(desk: Desk, request: Request) -> Response:
    """Return what was taught, as a file."""
    parameters.read(request.query_params, {})
    with desk.ledger.reading() as connection:
        text = taught.as_file(taught.lessons(connection))
    return Response(
        text,
        media_type="application/toml",
        headers={"Content-Disposition": 'attachment; filename="taught.toml"'},
    )
