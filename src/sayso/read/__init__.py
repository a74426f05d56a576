"""Bytes -> Page: files, folders, archives, feeds, web archives, lines of JSON, a pipe."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso.model import Page, PageError, Unreadable
from sayso.read import file
from sayso.read.contents import in_stream, read_bytes

__all__ = ["pages", "read_bytes"]

MEBIBYTE = 1 << 20
STANDARD_INPUT = "-"


def pages(paths: Iterable[str], max_page_mb: int) -> Iterator[Page | Unreadable]:
    """Yield the pages behind `paths` in the order given, and an Unreadable for each that is none.

    A folder stands for the captures in it, sorted; an archive, a feed and a file of JSON lines
    for the pages in them; `-` for standard input. A page larger than `max_page_mb` mebibytes is
    not read.
    """
    limit = max_page_mb * MEBIBYTE
    for path in paths:
        try:
            if path == STANDARD_INPUT:
                whence = Page(content=b"", path="standard input")
                yield from in_stream(sys.stdin.buffer, whence, limit)
                continue
            for found in file.files(path):
                if isinstance(found, Unreadable):
                    yield found
                else:
                    yield from _in_file(found, limit)
        # RuntimeError: links that go round in a circle.
        except (PageError, OSError, RuntimeError) as error:
            yield _unreadable("standard input" if path == STANDARD_INPUT else path, error)


def _in_file(path: Path, limit: int) -> Iterator[Page | Unreadable]:
    try:
        if not path.is_file():
            raise PageError("is not a regular file")
        with path.open("rb") as stream:
            yield from in_stream(stream, Page(content=b"", path=file.printable(path)), limit)
    except (PageError, OSError, RuntimeError) as error:
        yield _unreadable(path, error)


def _unreadable(path: Path | str, error: Exception) -> Unreadable:
    cause = error.strerror if isinstance(error, OSError) else None
    return Unreadable(path=file.printable(path), error=cause or str(error))
