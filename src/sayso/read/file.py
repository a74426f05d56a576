"""Files and folders of captured pages, plain or gzipped."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from sayso.model import Page, PageError

GZIP_MAGIC = b"\x1f\x8b"
# In a folder only these are taken: a saved page brings its images and scripts along.
KNOWN_SUFFIXES = frozenset(
    {".html", ".htm", ".xhtml", ".txt", ".jsonl", ".ndjson", ".warc", ".wacz"}
)


def files(path: str) -> Iterator[Path]:
    """Yield the file at `path`, or the files of known kinds below a folder, sorted.

    Raises PageError when there is nothing there, or a folder holds no page.
    """
    if path.startswith(("http://", "https://")):
        raise PageError("is an address; Sayso reads captured pages: save it first, or give a WARC")
    place = Path(path)
    if place.is_dir():
        inside = sorted(entry for entry in place.rglob("*") if _is_page(entry, place))
        if not inside:
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
    if not path.is_file():
        raise PageError("is not a regular file")
    with opened(path) as stream:
        content = read_at_most(stream, limit)
    return Page(content=content, path=str(path))


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


def _is_page(entry: Path, folder: Path) -> bool:
    if any(part.startswith(".") for part in entry.relative_to(folder).parts):
        return False
    name = Path(entry.stem) if entry.suffix.lower() == ".gz" else entry
    return name.suffix.lower() in KNOWN_SUFFIXES and entry.is_file()
