"""What the head of a response says: whether it is a page, of what kind, or where the page is."""

from email.message import Message
from http import HTTPStatus

import httpcore

from sayso.model import PageError

REDIRECTS = frozenset({301, 302, 303, 307, 308})
HTML = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
FEEDS = frozenset(
    {
        *("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
        *("application/feed+json", "application/json", "application/xml", "text/xml"),
    }
)
ARCHIVES = frozenset({"multipart/related", "message/rfc822", "application/x-mimearchive"})
TEXTS = HTML | FEEDS | ARCHIVES


def header(response: httpcore.Response, name: str) -> str:
    """Return the first header of that name, empty without one."""
    return next((value for key, value in headers(response) if key.lower() == name), "")


def headers(response: httpcore.Response) -> tuple[tuple[str, str], ...]:
    """Return all headers as they came, in their order."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers
    )


def target(response: httpcore.Response) -> str | None:
    """Return the address that a redirect names, None where it is none; raises PageError."""
    if response.status not in REDIRECTS:
        return None
    # Not of the standard, but sent: an address in UTF-8 rather than escaped.
    raw = header(response, "location").encode("latin-1")
    try:
        named = raw.decode("utf-8").strip()
    except UnicodeDecodeError:
        named = raw.decode("latin-1").strip()
    if not named:
        raise PageError(f"{answered(response)} without saying where to")
    return named


def answered(response: httpcore.Response) -> str:
    """Return the status in words, with the time that the host asks to be left alone.

    >>> answered(httpcore.Response(503, headers=[("Retry-After", "120")]))
    'answered 503 Service Unavailable (Retry-After: 120)'
    """
    try:
        name = f" {HTTPStatus(response.status).phrase}"
    except ValueError:
        name = ""
    later = header(response, "retry-after")[:40]
    return f"answered {response.status}{name}" + (f" (Retry-After: {later})" if later else "")


def media_type(response: httpcore.Response) -> str | None:
    """Return the media type of a page of text, None where none is declared.

    Raises PageError when the response is no page: by its status, or of another media type.
    """
    if response.status != HTTPStatus.OK:
        raise PageError(answered(response))
    declared = header(response, "content-type").partition(";")[0].strip().lower()
    if declared and declared not in TEXTS:
        raise PageError(f"of the media type {declared[:80]!r}, which is no page of text")
    return declared or None


def charset(response: httpcore.Response) -> str | None:
    """Return the charset that the response declares, None without one.

    >>> charset(httpcore.Response(200, headers=[("Content-Type", 'text/html; charset="UTF-8"')]))
    'utf-8'
    """
    message = Message()
    message["Content-Type"] = header(response, "content-type")
    return message.get_content_charset()


def declared_size(response: httpcore.Response) -> int:
    """Return how many bytes the response says to have, 0 where it does not say."""
    length = header(response, "content-length")
    return int(length) if length.isdecimal() else 0
