"""Bytes -> Page: files, folders, web archives, lines of JSON and addresses."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.model import Fetching, Page, PageError, Unreadable
from sayso.read import file, jsonl, warc
from sayso.read.addresses import is_address

if TYPE_CHECKING:
    from sayso.read.fetch import Fetcher

__all__ = ["pages"]

MEBIBYTE = 1 << 20


def pages(
    paths: Iterable[str], max_page_mb: int, fetching: Fetching | None = None
) -> Iterator[Page | Unreadable]:
    """Yield the pages behind `paths` in the order given, and an Unreadable for each that is none.

    A folder stands for the files of known kinds in it, sorted; a web archive and a file of JSON
    lines stand for the pages in them. A page larger than `max_page_mb` mebibytes is not read. An
    address is fetched where `fetching` says how.
    """
    limit = max_page_mb * MEBIBYTE
    fetcher: Fetcher | None = None
    for path in paths:
        try:
            if is_address(path):
                fetcher = fetcher or _fetcher(fetching, limit)
                yield fetcher.page(path)
                continue
            for found in file.files(path):
                if isinstance(found, Unreadable):
                    yield found
                else:
                    yield from _in_file(found, limit)
        except (PageError, OSError, RuntimeError) as error:
            yield _unreadable(path, error)


def _fetcher(fetching: Fetching | None, limit: int) -> "Fetcher":
    if fetching is None:
        raise PageError("is an address; only `sayso add` and `sayso extract` fetch pages")
    from sayso.read.fetch import Fetcher

    return Fetcher(fetching, limit)


def _in_file(path: Path, limit: int) -> Iterator[Page | Unreadable]:
    try:
        if not path.is_file():
            raise PageError("is not a regular file")
        if warc.is_archive(path):
            yield from warc.pages(path, limit)
        elif jsonl.is_lines(path):
            yield from jsonl.pages(path, limit)
        else:
            yield file.page(path, limit)
    # RuntimeError: links that go round in a circle.
    except (PageError, OSError, RuntimeError) as error:
        yield _unreadable(path, error)


def _unreadable(path: Path | str, error: Exception) -> Unreadable:
    cause = error.strerror if isinstance(error, OSError) else None
    return Unreadable(path=file.printable(path), error=cause or str(error))
