"""Articles that came as lines of JSON rather than as pages, and pages that came in such lines."""

import base64
import binascii
from collections.abc import Iterator
from typing import IO, Any, Literal

import msgspec

from sayso.model import Article, Page, PageError, Unreadable

MEDIA_TYPE = "application/json"
# A page in a line is captured as the line, so that its id and story are kept with it.
PAGE_TYPE = "application/vnd.sayso.page+json"
LINE_TYPES = frozenset({MEDIA_TYPE, PAGE_TYPE})
# What of an article's keys a step need not print again: all that only the text's reader uses.
PASSED_ON = frozenset({"path", "url", "story"})
KNOWN_KEYS = frozenset(Article.__struct_fields__) - PASSED_ON


class _Line(msgspec.Struct):
    """What a line must have, and what it may."""

    text: str
    id: str | None = None


class PageLine(msgspec.Struct, kw_only=True):
    """A page in a line of JSON: its markup or text, or its bytes in base64; whence, and when."""

    html: str | None = None
    content: str | None = None
    encoding: Literal["base64"] | None = None
    url: str | None = None
    captured: str | None = None
    media_type: str | None = None
    charset: str | None = None
    id: str | None = None
    story: str | None = None


class _Has(msgspec.Struct):
    """Which kind of a line it is, told without reading it whole."""

    text: msgspec.Raw = msgspec.Raw()
    html: msgspec.Raw = msgspec.Raw()
    content: msgspec.Raw = msgspec.Raw()


MOST_OTHERS = (
    10_000  # Lines one after another, blank or of another kind; beyond, it is no such file.
)
PAGE_KEYS = frozenset(PageLine.__struct_fields__)


def lines(stream: IO[bytes], name: str, limit: int) -> Iterator[Page | Unreadable]:
    """Yield a page for each line of a stream that is not blank: its bytes are the line's.

    Its path is `name` with the line's number. An article has `text`; a page `html` or `content`.
    """
    count = others = 0
    for number, line in enumerate(_whole_lines(stream, limit), start=1):
        content = line.strip()
        path = f"{name}:{number}"
        count += bool(content)
        others = 0 if content.startswith(b"{") else others + 1
        if others > MOST_OTHERS:
            error = f"no object of JSON in {MOST_OTHERS:,} lines: the rest was not read"
            yield Unreadable(path=path, error=error)
            return
        if len(content) > limit:
            yield Unreadable(path=path, error=f"a line larger than {limit >> 20} MB")
        elif failed := _failed_before(content, path):
            yield failed
        elif content:
            yield _line(content, path)
    if not count:
        yield Unreadable(path=name, error="an empty file")


def article(page: Page) -> Article:
    """Return the article that a line holds, its `id` and `story` kept.

    Raises PageError naming the key and what would be right.
    """
    try:
        line = msgspec.json.decode(page.content, type=_Line)
        record: dict[str, Any] = msgspec.json.decode(page.content)
        record = {key: value for key, value in record.items() if value is not None}
        record.setdefault("path", page.path)
        record["id"] = line.id or f"art-{page.sha256[:16]}"
        return msgspec.convert(record, Article)
    except msgspec.ValidationError as error:
        missing = "missing required field `text`" in str(error)
        right = "; an article has `text`, a page `html` or `content`" if missing else ""
        raise PageError(f"not an article: {error}{right}") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PageError(f"not a line of JSON: {error}") from None


def page_line(page: Page) -> PageLine:
    """Return what a line says of the page in it; raises PageError naming the key that is wrong."""
    try:
        line = msgspec.json.decode(page.content, type=PageLine)
    except msgspec.ValidationError as error:
        raise PageError(f"not a page: {error}") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PageError(f"not a line of JSON: {error}") from None
    if line.html is not None and line.content is not None:
        raise PageError("not a page: both `html` and `content`; give the one that was captured")
    if line.encoding and line.content is None:
        raise PageError("not a page: `encoding` is that of `content`, and there is none")
    return line


def page_in(page: Page) -> Page:
    """Return the page that a line holds, as if it had been captured by itself.

    >>> page_in(Page(path="a.jsonl:1", content=b'{"html": "<p>The dam held."}')).content
    b'<p>The dam held.'
    """
    line = page_line(page)
    text = line.html if line.content is None else line.content
    if text is None:
        raise PageError("not a page: neither `html` nor `content`")
    if line.encoding == "base64":
        try:
            content, charset = base64.b64decode(text, validate=True), line.charset
        except (binascii.Error, ValueError) as error:
            raise PageError(f"not a page: `content` is no base64 ({error})") from None
    else:  # a string of JSON was decoded already, whatever the page says of its bytes
        content, charset = text.encode("utf-8"), "utf-8"
    return Page(
        content=content,
        path=page.path,
        url=line.url or page.url,
        captured=line.captured or page.captured,
        media_type=line.media_type,
        charset=charset,
    )


def other_keys(page: Page) -> dict[str, Any]:
    """Return what a line holds that a step neither reads nor prints, to be passed on unchanged."""
    record = msgspec.json.decode(page.content)
    known = KNOWN_KEYS | PAGE_KEYS if page.media_type == PAGE_TYPE else KNOWN_KEYS
    return {key: value for key, value in record.items() if key not in known}


def _line(content: bytes, path: str) -> Page | Unreadable:
    page = Page(content=content, path=path, media_type=MEDIA_TYPE)
    try:
        has = msgspec.json.decode(content, type=_Has)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return page  # whoever reads the article says what is wrong with it
    nothing = (b"", b"null")
    if bytes(has.text) not in nothing or {bytes(has.html), bytes(has.content)} <= {*nothing}:
        return page
    try:
        line = page_line(page)
    except PageError as error:
        return Unreadable(path=path, error=str(error))
    return msgspec.structs.replace(
        page, url=line.url, captured=line.captured, charset=line.charset, media_type=PAGE_TYPE
    )


def _failed_before(content: bytes, path: str) -> Unreadable | None:
    """Return the error of a line `{path, error}` that an earlier step printed."""
    if b'"error"' not in content or b'"text"' in content:
        return None
    try:
        return msgspec.json.decode(content, type=Unreadable)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _whole_lines(stream: IO[bytes], limit: int) -> Iterator[bytes]:
    # A line without end must not fill the memory: past the limit its rest is read and dropped.
    while line := stream.readline(limit + 2):
        if len(line) > limit + 1 and not line.endswith(b"\n"):
            while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass
        yield line
