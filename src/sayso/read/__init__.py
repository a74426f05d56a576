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
                yield from _in_file(found, limit)
        except PageError as error:
            yield Unreadable(path=path, error=str(error))


def _in_file(path: Path, limit: int) -> Iterator[Page | Unreadable]:
    try:
        if warc.is_archive(path):
            yield from warc.pages(path, limit)
        elif jsonl.is_lines(path):
            yield from jsonl.pages(path, limit)
        else:
            yield file.page(path, limit)
    except PageError as error:
        yield Unreadable(path=str(path), error=str(error))
    except OSError as error:
        yield Unreadable(path=str(path), error=error.strerror or str(error))
