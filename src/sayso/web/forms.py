"""What a form sent: read within bounds, and taken only from a page of the desk's own."""

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from sayso.web import visitor
from sayso.web.refusals import Refused

# The longest note in letters of four bytes, each written as %XX, with room for the rest.
MOST_BYTES = 200_000
MOST_FIELDS = 200
MARK = "form"

Fields = Mapping[str, str]


async def read(request: Request) -> Fields:
    """Return the fields of a form; of a name given several times all, a line each.

    Raises Refused where it is too long, or no form.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise Refused(
            415, "No form", f"{kind[:80] or 'nothing'!r} was sent; a form sends urlencoded fields"
        )
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                raise Refused(
                    413,
                    "Too long",
                    f"More than {MOST_BYTES:,} bytes were sent. A note has some thousand letters "
                    "at the most; nothing was written.",
                )
    except ClientDisconnect:
        raise Refused(
            400, "Cut off", "The form did not arrive whole; nothing was written."
        ) from None
    return _fields(bytes(body))


def _fields(body: bytes) -> Fields:
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"
        )
    except ValueError:
        raise Refused(400, "No form", "What was sent is no form in UTF-8.") from None
    found: dict[str, str] = {}
    for name, value in pairs:
        text = value.replace("\r\n", "\n").replace("\x00", "")
        found[name] = f"{found[name]}\n{text}" if name in found else text
    return found


def own(request: Request, fields: Fields) -> Fields:
    """Return the fields without the mark, which is that of who asks.

    Raises Refused where the form is not from a page that was made for them.
    """
    who = visitor.of(request)
    rest = {name: value for name, value in fields.items() if name != MARK}
    if who is not None and who.by == "token":
        return rest
    if who is None or not is_mark(fields.get(MARK, ""), who.form):
        raise Refused(
            403,
            "An old page",
            "The page that this was sent from was not made for you as you are signed in now: it is "
            "old, or of another site. Nothing was written; load it again, then send it again.",
            rest,
        )
    return rest


def is_mark(given: str, wanted: str) -> bool:
    """Return whether a form brought the mark back that it was given."""
    return bool(wanted) and hmac.compare_digest(given.encode(), wanted.encode())


async def kept(request: Request) -> Fields:
    """Return what was sent, to be shown where it was refused; empty where it is no form."""
    if request.method in ("GET", "HEAD"):
        return {}
    try:
        fields = await read(request)
    except Refused:
        return {}
    return {
        name: value
        for name, value in fields.items()
        if value.strip() and name not in (MARK, "password", "seen", "back")
    }
