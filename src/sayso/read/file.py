"""Files and folders of captured pages, plain or gzipped."""

import gzip
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from sayso.model import Page, PageError, Unreadable

GZIP_MAGIC = b"\x1f\x8b"
KNOWN_SUFFIXES = frozenset(
    {".html", ".htm", ".xhtml", ".txt", ".jsonl", ".ndjson", ".warc", ".wacz"}
)
# Captures of other kinds: in a folder they are named rather than passed over.
OTHER_CAPTURES = frozenset({".mht", ".mhtml", ".pdf", ".webarchive"})
SNIFFED = 1024


def printable(path: Path | str) -> str:
    """Return a path as text; bytes of a name that are no UTF-8 show as `\\xff`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def files(path: str) -> Iterator[Path | Unreadable]:
    """Yield the file at `path`, or the captures below a folder, sorted.

    In a folder these are the files of known kinds and those that begin as HTML; images, styles
    and scripts that a saved page brings along are passed over. What cannot be looked into is
    yielded as Unreadable. Raises PageError when there is nothing there, or a folder holds no page.
    """
    if not path:
        raise PageError("an empty path")
    place = Path(path)
    if place.is_dir():
        refused: list[OSError] = []
        inside = sorted(_below(place, refused))
        for error in refused:
            yield Unreadable(path=printable(error.filename), error=error.strerror or str(error))
        if not inside and not refused:
            kinds = " ".join(sorted(KNOWN_SUFFIXES))
            raise PageError(f"a folder without pages (looked for {kinds}, also with .gz)")
        yield from inside
    elif place.exists():
        yield place
    else:
        raise PageError("no such file or folder")


def page(path: Path, limit: int) -> Page:
    """Return the page in a file of at most `limit` bytes, unpacked where it is gzipped.

    Raises PageError when it is larger, a damaged gzip, or not a file.
    """
    if path.suffix.lower() in {".mht", ".mhtml"}:
        raise PageError("a MIME archive (MHTML): save the page as HTML or as a WARC")
    with opened(path) as stream:
        content = read_at_most(stream, limit)
    return Page(content=content, path=printable(path))


def opened(path: Path) -> IO[bytes]:
    """Return the bytes of a file as a stream, unpacked where it is gzipped."""
    stream = path.open("rb")
    packed = stream.read(len(GZIP_MAGIC)) == GZIP_MAGIC
    stream.seek(0)
    return cast("IO[bytes]", gzip.GzipFile(fileobj=stream, mode="rb")) if packed else stream


def read_at_most(stream: IO[bytes], limit: int) -> bytes:
    """Return all bytes of a stream; raises PageError past `limit` or when it is damaged."""
    try:
        content = stream.read(limit + 1)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise PageError(f"a damaged or truncated gzip ({error})") from None
    if len(content) > limit:
        raise PageError(
            f"larger than the {limit >> 20} MB that a page may have (max_page_mb in config.toml)"
        )
    return content


def _below(folder: Path, refused: list[OSError]) -> Iterator[Path]:
    for here, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and _is_capture(Path(here, name)):
                yield Path(here, name)


def _is_capture(entry: Path) -> bool:
    name = Path(entry.stem) if entry.suffix.lower() == ".gz" else entry
    if name.suffix.lower() in KNOWN_SUFFIXES | OTHER_CAPTURES:
        return True
    if not entry.is_file():
        return False
    try:
        with opened(entry) as stream:
            start = stream.read(SNIFFED).lower()
    except (OSError, EOFError, zlib.error):
        return False
    return b"<html" in start or b"<!doctype html" in start
