"""Web archives: the pages in a WARC, or in the WARCs of a WACZ."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from sayso.model import Page, PageError, Unreadable
from sayso.read.file import printable

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

HTTP_OK = 200
PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})


def is_archive(path: Path) -> bool:
    """Return whether the name is that of a web archive."""
    return path.name.lower().endswith((".warc", ".warc.gz", ".wacz"))


def pages(path: Path, limit: int) -> Iterator[Page | Unreadable]:
    """Yield the successful responses of an archive that are pages, in order.

    The path of each is the archive's, `#` and the record's id. A damaged archive gives the pages
    before the damage, then an Unreadable.
    """
    if path.suffix.lower() == ".wacz":
        yield from _in_wacz(path, limit)
    else:
        with path.open("rb") as stream:
            yield from _in_warc(stream, printable(path), limit)


def _in_wacz(path: Path, limit: int) -> Iterator[Page | Unreadable]:
    try:
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if is_archive(Path(name)):
                    with archive.open(name) as stream:
                        yield from _in_warc(stream, f"{printable(path)}/{name}", limit)
    # RuntimeError: a password is asked for; NotImplementedError: packed in an unknown way.
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise PageError(f"a web archive that cannot be opened ({error})") from None


def _in_warc(stream: IO[bytes], name: str, limit: int) -> Iterator[Page | Unreadable]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource
    seen = 0
    try:
        for record in ArchiveIterator(stream, record_types=wanted, parse_http=False):
            found = _in_record(record, f"{name}#{record.record_id}", limit)
            if found:
                seen += 1
                yield found
    except (OSError, ValueError) as error:
        yield Unreadable(path=name, error=f"a damaged web archive after {seen} pages ({error})")
        return
    if not seen:
        yield Unreadable(path=name, error="a web archive without a captured page")


def _in_record(record: "WarcRecord", path: str, limit: int) -> Page | Unreadable | None:
    declared = record.content_length
    if declared > limit:  # too large to hold; only worth a word if it is a page at all
        record.parse_http()
        return _too_large(path, limit) if _is_page(record) else None
    record.freeze()
    if record.content_length < declared:
        missing = declared - record.content_length
        return Unreadable(path=path, error=f"a truncated web archive: {missing} bytes are missing")
    record.parse_http(auto_decode="all")
    if not _is_page(record):
        return None
    content = record.reader.read(limit + 1)
    if len(content) > limit:
        return _too_large(path, limit)
    return Page(
        content=content,
        path=path,
        url=record.headers.get("WARC-Target-URI"),
        captured=record.headers.get("WARC-Date"),
        media_type=_media_type(record),
        charset=record.http_charset,
    )


def _is_page(record: "WarcRecord") -> bool:
    http = record.http_headers
    return (http is None or http.status_code == HTTP_OK) and _media_type(record) in PAGE_TYPES


def _media_type(record: "WarcRecord") -> str:
    return record.http_content_type or (record.headers.get("Content-Type") or "").split(";")[0]


def _too_large(path: str, limit: int) -> Unreadable:
    return Unreadable(path=path, error=f"larger than the {limit >> 20} MB that a page may have")
