"""The body of an HTTP response as it was sent, to the bytes of the page."""

import io
import zlib
from collections.abc import Callable, Mapping, Sequence

from sayso.model import PageError
from sayso.read.streams import Readable, read_at_most

RAW = -zlib.MAX_WBITS  # Some servers send "deflate" without the head that RFC 9110 asks for.
MARKUP = (b"<", b"\xef\xbb\xbf<")
LONGEST_SIZE = 16  # Hexadecimal digits of a chunk's size.


def decoded(body: bytes, encodings: Sequence[str], limit: int) -> bytes:
    """Return a body without its encodings, named in the order in which they were applied.

    Crawlers often keep the decoded body under its old head: one that begins as markup, or does
    not begin as it is declared to, is returned as it is. Raises PageError where it is damaged or
    unpacks past `limit`.

    >>> decoded(b"8\\r\\nThe dam \\r\\n5\\r\\nheld.\\r\\n0\\r\\n\\r\\n", ["chunked"], 100)
    b'The dam held.'
    """
    for name in reversed(encodings):
        unpack = UNPACKERS.get(name.strip().lower())
        if unpack is None or body.lstrip().startswith(MARKUP):
            continue
        try:
            body = unpack(body, limit)
        except (zlib.error, OSError, ValueError) as error:
            raise PageError(f"its {name} encoding is damaged ({error})") from None
    return body


def _inflated(body: bytes, limit: int) -> bytes:
    head = body[:2]
    is_gzip = head == b"\x1f\x8b"
    is_zlib = len(head) == 2 and head[0] & 15 == 8 and int.from_bytes(head, "big") % 31 == 0
    member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32 if is_gzip or is_zlib else RAW)
    content = member.decompress(body, limit + 1)
    if len(content) <= limit and not member.eof:
        raise ValueError("it ends before its end")
    return _checked(content, limit)


def _unchunked(body: bytes, limit: int) -> bytes:
    stream = io.BytesIO(body)
    parts: list[bytes] = []
    while line := stream.readline():
        size = line.split(b";")[0].strip()
        if not size or len(size) > LONGEST_SIZE:
            raise ValueError("no size of a chunk where one should be")
        length = int(size, 16)
        if not length:
            return b"".join(parts)
        part = stream.read(length)
        parts.append(part)
        if len(part) < length:
            break
        stream.readline()
    raise ValueError("it ends before its end")


def _brotli(body: bytes, limit: int) -> bytes:
    from fastwarc.stream_io import BrotliReader

    return _read(BrotliReader(io.BytesIO(body)), limit)


def _zstd(body: bytes, limit: int) -> bytes:
    from fastwarc.stream_io import ZstdReader

    return _read(ZstdReader(io.BytesIO(body)), limit)


def _read(reader: Readable, limit: int) -> bytes:
    return read_at_most(reader, limit)


def _checked(content: bytes, limit: int) -> bytes:
    return read_at_most(io.BytesIO(content), limit)


UNPACKERS: Mapping[str, Callable[[bytes, int], bytes]] = {
    "gzip": _inflated, "x-gzip": _inflated, "deflate": _inflated, "br": _brotli, "zstd": _zstd,
    "chunked": _unchunked,
}  # fmt: skip
