"""Articles that came as lines of JSON rather than as pages."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

from sayso.model import Article, Page, PageError, Unreadable
from sayso.read.file import opened, printable

MEDIA_TYPE = "application/json"
# What of an article's keys a step need not print again: all that only the text's reader uses.
PASSED_ON = frozenset({"path", "url", "story"})
KNOWN_KEYS = frozenset(Article.__struct_fields__) - PASSED_ON


class _Line(msgspec.Struct):
    """What a line must have, and what it may."""

    text: str
    id: str | None = None


def is_lines(path: Path) -> bool:
    """Return whether the name is that of a file of JSON lines."""
    return path.name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson"))


def pages(path: Path, limit: int) -> Iterator[Page | Unreadable]:
    """Yield a page a line: its bytes are the line's, its path the file's with the line number."""
    with opened(path) as stream:
        yield from lines(stream, printable(path), limit)


def lines(stream: IO[bytes], name: str, limit: int) -> Iterator[Page | Unreadable]:
    """Yield a page for each line of a stream that is not blank."""
    count = 0
    for number, line in enumerate(_whole_lines(stream, limit), start=1):
        content = line.strip()
        path = f"{name}:{number}"
        if len(content) > limit:
            yield Unreadable(path=path, error=f"a line larger than {limit >> 20} MB")
        elif failed := _failed_before(content, path):
            yield failed
        elif content:
            yield Page(content=content, path=path, media_type=MEDIA_TYPE)
        count += bool(content)
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
        raise PageError(f"not an article: {error}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PageError(f"not a line of JSON: {error}") from None


def other_keys(page: Page) -> dict[str, Any]:
    """Return what a line holds that a step neither reads nor prints, to be passed on unchanged."""
    record = msgspec.json.decode(page.content)
    return {key: value for key, value in record.items() if key not in KNOWN_KEYS}


def _failed_before(content: bytes, path: str) -> Unreadable | None:
    """Return the error of a line `{path, error}` that an earlier step printed."""
    if b'"error"' not in content or b'"text"' in content:
        return None
    try:
        return msgspec.json.decode(content, type=Unreadable)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _whole_lines(stream: IO[bytes], limit: int) -> Iterator[bytes]:
    # A line without end must not fill the memory: past the limit its rest is read and dropped.
    while line := _readline(stream, limit + 2):
        if len(line) > limit + 1 and not line.endswith(b"\n"):
            while (rest := _readline(stream, 1 << 20)) and not rest.endswith(b"\n"):
                pass
        yield line


def _readline(stream: IO[bytes], size: int) -> bytes:
    try:
        return stream.readline(size)
    except (EOFError, zlib.error) as error:
        raise PageError(f"a damaged or truncated gzip ({error})") from None
