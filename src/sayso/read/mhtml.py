"""Saved pages (MHTML): the page itself out of a MIME archive of it and all that it shows."""

import binascii
from collections.abc import Iterator
from datetime import UTC
from email import message_from_bytes, policy
from email.errors import CloseBoundaryNotFoundDefect, MessageError
from email.message import Message
from email.utils import parsedate_to_datetime

from sayso.model import Page, PageError

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
ADDRESSES = ("http://", "https://")
LONGEST_ADDRESS = 8_000


def page(archive: Page) -> Page:
    """Return the page that was saved in a MIME archive: the bytes of its root part, decoded.

    Its address and time are those that the archive states, else those that came with it. Raises
    PageError where there is no such part or its bytes cannot be decoded.

    >>> head = b"Content-Location: https://karsk.example/dam\\nContent-Type: text/html\\n\\n"
    >>> found = page(Page(path="dam.mht", content=head + b"<p>It held."))
    >>> found.url, found.content
    ('https://karsk.example/dam', b'<p>It held.')
    """
    try:
        message = message_from_bytes(archive.content, policy=policy.compat32)
        root = _root(message)
        if _is_cut_off(message, root):
            raise PageError("a saved page (MHTML) that is cut off in the midst of its page")
        content = _content(root)
        return Page(
            content=content,
            path=archive.path,
            url=_address(message, root) or archive.url,
            captured=_date(message) or archive.captured,
            media_type=root.get_content_type(),
            charset=_charset(root),
        )
    except (MessageError, RecursionError, ValueError, LookupError, TypeError) as error:
        raise PageError(f"a damaged saved page (MHTML): {type(error).__name__}: {error}") from None


def _root(message: Message) -> Message:
    """The part that `start` names, else the first one that is a page."""
    parts = [part for part in _parts(message) if part.get_content_type() in PAGE_TYPES]
    start = message.get_param("start")
    for part in parts:
        if start and str(part.get("Content-ID", "")).strip() == str(start).strip():
            return part
    # Saved out of a mail program, the page stands beside its text alone.
    pages = [part for part in parts if part.get_content_type() != "text/plain"]
    if not parts:
        raise PageError("a saved page (MHTML) without a page in it: it may be cut off, or a mail")
    return (pages or parts)[0]


def _parts(message: Message) -> Iterator[Message]:
    if not message.is_multipart():
        yield message
        return
    for part in message.walk():
        if not part.is_multipart():
            yield part


def _is_cut_off(message: Message, root: Message) -> bool:
    """Whether the archive ends in its page: cut off in a picture behind it, the page is whole."""
    unended = any(isinstance(each, CloseBoundaryNotFoundDefect) for each in message.defects)
    return unended and list(_parts(message))[-1] is root


def _content(root: Message) -> bytes:
    encoding = str(root.get("Content-Transfer-Encoding", "")).strip().lower()
    given = root.get_payload()
    if not isinstance(given, str) or not given.strip():
        raise PageError("a saved page (MHTML) whose page is empty")
    if encoding == "base64":
        raw = "".join(given.split()).encode("ascii", "surrogateescape")
        try:
            return binascii.a2b_base64(raw)
        except binascii.Error as error:
            raise PageError(f"a saved page (MHTML) whose base64 is damaged ({error})") from None
    decoded = root.get_payload(decode=True)
    if not isinstance(decoded, bytes):
        raise PageError("a saved page (MHTML) whose page cannot be decoded")
    return decoded


def _address(message: Message, root: Message) -> str | None:
    for stated in (root, message):
        for name in ("Content-Location", "Snapshot-Content-Location"):
            address = "".join(str(stated.get(name, "")).split())
            if address.lower().startswith(ADDRESSES) and len(address) <= LONGEST_ADDRESS:
                return address if address.isprintable() else None
    return None


def _date(message: Message) -> str | None:
    try:
        saved = parsedate_to_datetime(str(message.get("Date", "")))
        if saved.tzinfo is None:
            return saved.isoformat()
        return saved.astimezone(UTC).isoformat().replace("+00:00", "Z")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _charset(root: Message) -> str | None:
    name = root.get_param("charset")
    return name if isinstance(name, str) and name.isascii() and name.isprintable() else None
