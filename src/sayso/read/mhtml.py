"""Saved pages (MHTML): the page itself out of a MIME archive of it and all that it shows."""

import binascii
import re
from collections.abc import Iterator
from datetime import UTC
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parsedate_to_datetime

import msgspec

from sayso.model import Page, PageError

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
ADDRESSES = ("http://", "https://")
LONGEST_ADDRESS = 8_000  # Characters, as many as servers take.
LONGEST_HEAD = 1 << 16  # Bytes before the blank line of a part; real ones have hundreds.
MOST_PARTS = 2_000  # Looked at in one archive; the page stands before its pictures and styles.
MOST_NESTED = 5
BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n|\A\r?\n")


class Part(msgspec.Struct, frozen=True):
    """A part of an archive: its head, its bytes as they are packed, whether it ends the file."""

    head: Message
    packed: bytes
    is_last: bool = False


def page(archive: Page) -> Page:
    """Return the page that was saved in a MIME archive: the bytes of its root part, decoded.

    Its address and time are those that the archive states, else those that came with it. Raises
    PageError where there is no such part or its bytes cannot be decoded.

    >>> head = b"Content-Location: https://karsk.example/dam\\nContent-Type: text/html\\n\\n"
    >>> found = page(Page(path="dam.mht", content=head + b"<p>It held."))
    >>> found.url, found.content
    ('https://karsk.example/dam', b'<p>It held.')
    """
    whole = _part(archive.content, is_last=False)
    root = _root(whole)
    if root.is_last:
        raise PageError("a saved page (MHTML) that is cut off in the midst of its page")
    return msgspec.structs.replace(
        archive,
        content=_content(root),
        url=_address(root.head) or _address(whole.head) or archive.url,
        captured=_date(whole.head) or archive.captured,
        media_type=root.head.get_content_type(),
        charset=_charset(root.head),
    )


def _part(content: bytes, is_last: bool) -> Part:
    blank = BLANK_LINE.search(content, 0, LONGEST_HEAD)
    if blank is None and len(content) > LONGEST_HEAD:
        raise PageError("a saved page (MHTML) with a head without end")
    head = content[: blank.start() + 1] if blank else content
    packed = content[blank.end() :] if blank else b""
    return Part(message_from_bytes(head, policy=policy.compat32), packed, is_last)


def _root(whole: Part) -> Part:
    """The part that `start` names, else the first that is a page, else the first text."""
    start = str(whole.head.get_param("start") or "").strip()
    first = text = None
    for part in _parts(whole):
        kind = part.head.get_content_type()
        if kind not in PAGE_TYPES:
            continue
        if start and str(part.head.get("Content-ID", "")).strip() == start:
            return part
        if kind == "text/plain":  # saved out of a mail program, the page stands beside its text
            text = text or part
        else:
            first = first or part
        if first and not start:
            break
    if root := first or text:
        return root
    raise PageError("a saved page (MHTML) without a page in it: it may be cut off, or a mail")


def _parts(whole: Part) -> Iterator[Part]:
    waiting, looked_at = [(whole, 0)], 0
    while waiting:
        part, depth = waiting.pop(0)
        boundary = part.head.get_boundary()
        if part.head.get_content_maintype() != "multipart" or not boundary:
            yield part
            continue
        if depth == MOST_NESTED:
            continue
        inside = []
        for each in _split(part.packed, boundary):
            looked_at += 1
            if looked_at > MOST_PARTS:
                return
            if each.head.get_content_maintype() == "multipart":
                inside.append((each, depth + 1))
            else:
                yield each
        waiting = inside + waiting


def _split(packed: bytes, boundary: str) -> Iterator[Part]:
    line = re.escape(boundary.encode("utf-8", "surrogateescape"))
    borders = re.compile(rb"(?:\A|\r?\n)--" + line + rb"(?P<end>--)?[ \t]*(?=\r?\n|\Z)")
    begun: int | None = None
    for border in borders.finditer(packed):
        if begun is not None:
            yield _part(packed[begun : border.start()].lstrip(b"\r\n"), is_last=False)
        if border["end"]:
            return
        begun = border.end()
    if begun is not None:
        yield _part(packed[begun:].lstrip(b"\r\n"), is_last=True)


def _content(root: Part) -> bytes:
    encoding = str(root.head.get("Content-Transfer-Encoding", "")).strip().lower()
    content = root.packed
    if encoding == "base64":
        try:
            content = binascii.a2b_base64(content)
        except binascii.Error as error:
            raise PageError(f"a saved page (MHTML) whose base64 is damaged ({error})") from None
    elif encoding == "quoted-printable":
        content = binascii.a2b_qp(content)
    if not content.strip():
        raise PageError("a saved page (MHTML) whose page is empty")
    return content


def _address(head: Message) -> str | None:
    for name in ("Content-Location", "Snapshot-Content-Location"):
        address = "".join(str(head.get(name, "")).split())
        if address.lower().startswith(ADDRESSES) and len(address) <= LONGEST_ADDRESS:
            return address if address.isprintable() else None
    return None


def _date(head: Message) -> str | None:
    try:
        saved = parsedate_to_datetime(str(head.get("Date", "")))
        if saved.tzinfo is None:
            return saved.isoformat()
        return saved.astimezone(UTC).isoformat().replace("+00:00", "Z")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _charset(head: Message) -> str | None:
    name = head.get_param("charset")
    return name if isinstance(name, str) and name.isascii() and name.isprintable() else None
