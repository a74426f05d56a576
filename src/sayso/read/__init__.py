"""Bytes -> Page: files, folders, web archives and lines of JSON."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso.model import Page, PageError, Unreadable
from sayso.read import file, jsonl, warc

__all__ = ["pages"]

MEBIBYTE = 1 << 20


def pages(paths: Iterable[str], max_page_mb: int) -> Iterator[Page | Unreadable]:
    """Yield the pages behind `paths` in the order given, and an Unreadable for each that is none.

    A folder stands for the files of known kinds in it, sorted; a web archive and a file of JSON
    lines stand for the pages in them. A page larger than `max_page_mb` mebibytes is not read.
    """
    limit = max_page_mb * MEBIBYTE
    for path in paths:
        try:
            for found in file.files(path):
                if isinstance(found, Unreadable):
                    yield found
                else:
                    yield from _in_file(found, limit)
        except (PageError, OSError, RuntimeError) as error:
            yield _unreadable(path, error)


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
