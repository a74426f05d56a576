"""What is said where a page is not given, as a page or, for a program, as JSON."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sayso.model import SaysoError
from sayso.web.files import FORMATS
from sayso.web.templates import page

_ENDINGS = tuple(f".{each}" for each in FORMATS)


class Refused(SaysoError):  # noqa: N818
    """What is not allowed, with its status, and what was sent, so that nothing written is lost."""

    def __init__(
        self, status: int, title: str, text: str, kept: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(text)
        self.status = status
        self.title = title
        self.kept = kept or {}


def wants_json(request: Request) -> bool:
    """Return whether a program asks."""
    accepted = request.headers.get("accept", "")
    asks = "application/json" in accepted and "text/html" not in accepted
    return asks or request.url.path.endswith(_ENDINGS)


def said(request: Request, status: int, title: str, text: str) -> Response:
    """Return a page that says what is wrong."""
    return refusal(request, Refused(status, title, text))


def refusal(request: Request, refused: Refused) -> Response:
    """Return a page that says what was refused, with what was sent below it."""
    if wants_json(request):
        return JSONResponse({"error": str(refused)}, status_code=refused.status)
    made = page(
        request,
        "error.html",
        title=refused.title,
        text=str(refused),
        kept=refused.kept,
        due=False,
    )
    made.status_code = refused.status
    made.headers["Cache-Control"] = "no-store"
    return made
