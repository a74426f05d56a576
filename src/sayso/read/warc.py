"""Web archives: the pages in a WARC, one record after another, past what is damaged."""

import re
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from sayso.model import Page, PageError, Unreadable
from sayso.read.encoded import decoded

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

HTTP_OK = 200  # A part of a page (206) and one that had not changed (304) are no pages.
PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
# Records without HTTP of other targets are what a crawler notes down for itself.
TARGETS = ("http:", "https:", "file:", "ftp:")
RECORD = re.compile(rb"\x1f\x8b\x08|WARC/[01]\.[0-9]\r?\n")
CHUNK = 1 << 20
OVERLAP = 9  # Bytes of a beginning that may lie in one chunk, with its end in the next.
MOST_DAMAGES = 100  # Places in one archive from which reading goes on.


def pages(stream: IO[bytes], name: str, limit: int) -> Iterator[Page | Unreadable]:
    """Yield the successful responses of an archive that are pages, in order; text conversions
    (WET) and resources too.

    The path of each is `name`, `#` and the record's id. Where the archive is damaged an Unreadable
    is yielded, and reading goes on at the next record, if the stream can be read from any place.
    """
    from fastwarc.warc import ArchiveIterator

    at, seen, told = (stream.tell() if stream.seekable() else 0), 0, False
    for _ in range(MOST_DAMAGES):
        damage, begun = None, False
        try:
            for record in ArchiveIterator(stream, parse_http=False):
                at, begun = record.stream_pos, True
                try:
                    found = _in_record(record, f"{name}#{record.record_id}", limit)
                except PageError as error:
                    found = Unreadable(path=f"{name}#{record.record_id}", error=str(error))
                if found:
                    seen += isinstance(found, Page)
                    told = told or isinstance(found, Unreadable)
                    yield found
                if isinstance(found, Unreadable) and found.error.startswith(TRUNCATED):
                    damage = found.error
                    break
        except (OSError, ValueError) as error:
            damage = f"a damaged web archive after {seen} pages ({error})"
            if begun or not told:
                told = True
                yield Unreadable(path=name, error=damage)
        following = _next_record(stream, at + 1) if damage and stream.seekable() else None
        if following is None:
            break
        at = stream.seek(following)
    else:
        yield Unreadable(path=name, error=f"damaged in {MOST_DAMAGES} places: not read further")
    if not seen and not told:
        yield Unreadable(path=name, error="a web archive without a captured page")


TRUNCATED = "a truncated web archive"


def _next_record(stream: IO[bytes], start: int) -> int | None:
    """Where the next record seems to begin."""
    stream.seek(start)
    kept = b""
    while chunk := stream.read(CHUNK):
        searched = kept + chunk
        if found := RECORD.search(searched):
            return start + found.start()
        start += len(searched) - OVERLAP
        kept = searched[-OVERLAP:]
    return None


def _in_record(record: "WarcRecord", path: str, limit: int) -> Page | Unreadable | None:
    if not _is_wanted(record):
        return None
    declared = record.content_length
    if declared > limit:  # too large to hold; only worth a word if it is a page at all
        record.parse_http(auto_decode="none")
        return _too_large(path, limit) if _is_page(record) else None
    record.freeze()
    if record.content_length < declared:
        missing = declared - record.content_length
        return Unreadable(path=path, error=f"{TRUNCATED}: {missing} bytes are missing")
    record.parse_http(auto_decode="none")
    if not _is_page(record):
        return None
    return Page(
        content=decoded(record.reader.read(), _encodings(record), limit),
        path=path,
        url=_target(record) or None,
        captured=record.headers.get("WARC-Date"),
        media_type=_media_type(record),
        charset=record.http_charset,
    )


def _is_wanted(record: "WarcRecord") -> bool:
    from fastwarc.warc import WarcRecordType

    if record.record_type == WarcRecordType.response:
        return True
    own = (WarcRecordType.resource, WarcRecordType.conversion)
    target = _target(record).lower()
    return record.record_type in own and (not target or target.startswith(TARGETS))


def _target(record: "WarcRecord") -> str:
    # The first WARC standard has it in pointed brackets.
    return (record.headers.get("WARC-Target-URI") or "").strip("<> ")


def _encodings(record: "WarcRecord") -> list[str]:
    names = ("Content-Encoding", "Transfer-Encoding") if record.http_headers else ()
    stated = (record.http_headers.get(name) or "" for name in names)
    return [each for value in stated for each in value.split(",")]


def _is_page(record: "WarcRecord") -> bool:
    http = record.http_headers
    return (http is None or http.status_code == HTTP_OK) and _media_type(record) in PAGE_TYPES


def _media_type(record: "WarcRecord") -> str:
    stated = record.http_content_type or record.headers.get("Content-Type") or ""
    return stated.split(";")[0].strip().lower()


def _too_large(path: str, limit: int) -> Unreadable:
    return Unreadable(path=path, error=f"larger than the {limit >> 20} MB that a page may have")
