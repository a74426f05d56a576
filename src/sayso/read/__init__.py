"""Bytes -> Page: files, folders, archives, feeds, web archives, JSON lines, addresses, a pipe."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.model import Fetching, Page, PageError, Unreadable
from sayso.read import file
from sayso.read.addresses import is_address
from sayso.read.contents import in_stream, read_bytes

if TYPE_CHECKING:
    from sayso.read.fetch import Fetcher

__all__ = ["pages", "read_bytes"]

MEBIBYTE = 1 << 20
STANDARD_INPUT = "-"


def pages(
    paths: Iterable[str], max_page_mb: int, fetching: Fetching | None = None
) -> Iterator[Page | Unreadable]:
    """Yield the pages behind `paths` in the order given, and an Unreadable for each that is none.

    A folder stands for the captures in it, sorted; an archive, a feed and a file of JSON lines
    for the pages in them; `-` for standard input. A page larger than `max_page_mb` mebibytes is
    not read. An address is fetched where `fetching` says how.
    """
    limit = max_page_mb * MEBIBYTE
    fetcher: Fetcher | None = None
    for path in paths:
        try:
            if path == STANDARD_INPUT:
                whence = Page(content=b"", path="standard input")
                yield from in_stream(sys.stdin.buffer, whence, limit)
                continue
            if is_address(path):
                fetcher = fetcher or _fetcher(fetching, limit)
                yield from read_bytes(fetcher.page(path), limit)
                continue
            for found in file.files(path):
                if isinstance(found, Unreadable):
                    yield found
                else:
                    yield from _in_file(found, limit)
        # RuntimeError: links that go round in a circle.
        except (PageError, OSError, RuntimeError) as error:
            yield _unreadable("standard input" if path == STANDARD_INPUT else path, error)


def _fetcher(fetching: Fetching | None, limit: int) -> "Fetcher":
    if fetching is None:
        raise PageError("is an address; only `sayso add` and `sayso extract` fetch pages")
    from sayso.read.fetch import Fetcher

    return Fetcher(fetching, limit)


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
