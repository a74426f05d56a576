"""Web archives: the pages in a WARC, or in the WARCs of a WACZ."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from sayso.model import Page, PageError, Unreadable

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
            yield from _in_warc(stream, str(path), limit)


def _in_wacz(path: Path, limit: int) -> Iterator[Page | Unreadable]:
    try:
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if is_archive(Path(name)):
                    with archive.open(name) as stream:
                        yield from _in_warc(stream, f"{path}/{name}", limit)
    except zipfile.BadZipFile as error:
        raise PageError(f"a damaged web archive ({error})") from None


def _in_warc(stream: IO[bytes], name: str, limit: int) -> Iterator[Page | Unreadable]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource
    seen = 0
    try:
        for record in ArchiveIterator(stream, record_types=wanted, auto_decode="all"):
            headers, http = record.headers, record.http_headers
            is_error = http is not None and http.status_code != 200
            media_type = (
                record.http_content_type or (headers.get("Content-Type") or "").split(";")[0]
            )
            if is_error or media_type not in PAGE_TYPES:
                continue
            path = f"{name}#{record.record_id}"
            content = record.reader.read(limit + 1)
            seen += 1
            if len(content) > limit:
                yield Unreadable(path=path, error=f"larger than {limit >> 20} MB")
                continue
            yield Page(
                content=content,
                path=path,
                url=headers.get("WARC-Target-URI"),
                captured=headers.get("WARC-Date"),
                media_type=media_type,
                charset=record.http_charset,
            )
    except (OSError, ValueError) as error:
        yield Unreadable(path=name, error=f"a damaged web archive after {seen} pages ({error})")
        return
    if not seen:
        yield Unreadable(path=name, error="a web archive without a captured page")
