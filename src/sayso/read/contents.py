"""What a stream of bytes holds: one page, or many of any kind."""

import io
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from typing import IO

import msgspec

from sayso.model import Page, PageError, Unreadable
from sayso.read import feed, jsonl, mhtml, warc, zipped
from sayso.read.kinds import SNIFFED, kind_of
from sayso.read.streams import Allowance, Bounded, Unpacked, read_at_most, restarted

# A page of these types was made by a reader here, whatever its sender says of it.
OWN_TYPES = frozenset({jsonl.MEDIA_TYPE, jsonl.PAGE_TYPE, feed.XML_ENTRY, feed.JSON_ENTRY})
LARGEST_PIPED = 2 << 30  # Bytes of a zip that comes through a pipe, and must be kept to be read.


def read_bytes(page: Page, limit: int) -> Iterator[Page | Unreadable]:
    """Yield the pages in the bytes of one capture, each of at most `limit` bytes.

    What cannot be read is yielded as Unreadable. A page and a feed's entries have the capture's
    time; the page, where it names none of its own, its address too.

    >>> feed = b"<rss><channel><item><title>Dam holds</title></item></channel></rss>"
    >>> [each.path for each in read_bytes(Page(path="news", content=feed), 1 << 20)]
    ['news#1']
    """
    whence = msgspec.structs.replace(page, content=b"")
    try:
        yield from in_stream(io.BytesIO(page.content), whence, limit)
    except (PageError, OSError) as error:
        yield Unreadable(path=page.path, error=str(error))


def in_stream(
    stream: IO[bytes], whence: Page, limit: int, zipped_in: bool = False
) -> Iterator[Page | Unreadable]:
    """Yield the pages in a stream, whatever it is; `whence` is a page without its bytes yet.

    A zip in a zip and a gzip in a gzip are not opened. Raises PageError where nothing can be read.
    """
    start, stream = restarted(stream, SNIFFED)
    kind = kind_of(start, whence.path)
    if kind == "gzip":
        kind = kind_of(_unpacked_start(start), whence.path)
        if kind == "gzip":
            raise PageError("a gzip in a gzip: unpack it first")
        if kind != "warc":  # which is unpacked record by record
            stream = io.BufferedReader(Unpacked(stream))
    if kind == "warc":
        yield from warc.pages(stream, whence.path, limit)
    elif kind == "lines" and whence.headers is None:  # a server does not give articles with an id
        yield from jsonl.lines(stream, whence.path, limit)
    elif kind == "zip":
        if zipped_in:
            raise PageError("a zip in a zip: unpack it first")
        yield from _in_zip(stream, whence.path, limit)
    else:
        page = msgspec.structs.replace(whence, content=read_at_most(stream, limit))
        if page.media_type in OWN_TYPES:
            page = msgspec.structs.replace(page, media_type=None)
        if kind == "mhtml":
            yield mhtml.page(page)
        elif kind == "feed":
            yield from feed.entries(page)
        else:
            yield page


def _in_zip(stream: IO[bytes], path: str, limit: int) -> Iterator[Page | Unreadable]:
    with _kept(stream) as whole:
        for member in zipped.members(whole, path):
            if isinstance(member, Unreadable):
                yield member
                continue
            try:
                inside = Page(content=b"", path=member.path)
                yield from in_stream(member.stream, inside, limit, zipped_in=True)
            except PageError as error:
                yield Unreadable(path=member.path, error=str(error))


def _kept(stream: IO[bytes]) -> IO[bytes]:
    """A stream that can be read from any place: a pipe's is kept in a file without a name."""
    if stream.seekable():
        return stream
    allowance = Allowance(
        LARGEST_PIPED, f"a zip through a pipe, larger than {LARGEST_PIPED >> 30} GB: give its name"
    )
    kept = tempfile.TemporaryFile()  # noqa: SIM115  closed by whoever reads it
    try:
        shutil.copyfileobj(Bounded(stream, allowance), kept)
        kept.seek(0)
    except BaseException:
        kept.close()
        raise
    return kept


def _unpacked_start(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(packed, SNIFFED)
    except zlib.error:
        return b""  # by its name then; the damage is told by whoever reads it
