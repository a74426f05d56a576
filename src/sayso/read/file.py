"""Files, and the captures below folders."""

import os
import zlib
from collections.abc import Iterator
from pathlib import Path

from sayso.model import PageError, Unreadable
from sayso.read.kinds import OTHER_CAPTURES, SNIFFED, SUFFIXES, is_page, suffix
from sayso.read.streams import GZIP_MAGIC


def printable(path: Path | str) -> str:
    """Return a path as text; bytes of a name that are no UTF-8 show as `\\xff`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def files(path: str) -> Iterator[Path | Unreadable]:
    """Yield the file at `path`, or the captures below a folder, sorted.

    In a folder these are the files of known kinds and those that begin as a page or a feed;
    images, styles and scripts that a saved page brings along are passed over. What cannot be
    looked into is yielded as Unreadable. Raises PageError when there is nothing there, or a folder
    holds no page.
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
            kinds = " ".join(sorted(SUFFIXES))
            raise PageError(f"a folder without pages (looked for {kinds}, also with .gz)")
        yield from inside
    elif place.exists():
        yield place
    else:
        raise PageError("no such file or folder")


def _below(folder: Path, refused: list[OSError]) -> Iterator[Path]:
    for here, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and _is_capture(Path(here, name)):
                yield Path(here, name)


def _is_capture(entry: Path) -> bool:
    if suffix(entry.name) in OTHER_CAPTURES.union(SUFFIXES):
        return True
    if not entry.is_file():
        return False
    try:
        with entry.open("rb") as stream:
            start = stream.read(SNIFFED)
        if start.startswith(GZIP_MAGIC):
            start = zlib.decompressobj(wbits=31).decompress(start, SNIFFED)
    except (OSError, zlib.error):
        return False
    return is_page(start)
