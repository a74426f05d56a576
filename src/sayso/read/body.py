"""The body of a response: unpacked as it comes, and never beyond its limit."""

import zlib
from collections.abc import Iterable, Iterator

import msgspec

from sayso.model import PageError

GZIP_MAGIC = b"\x1f\x8b"
# The most that is unpacked at once: a small packet may hold a thousand times its size.
STEP = 1 << 16
GZIP_WINDOW = zlib.MAX_WBITS + 16


class Body(msgspec.Struct, frozen=True):
    """The bytes of a response; when not `whole` there was more than the limit."""

    content: bytes
    whole: bool


def read(chunks: Iterable[bytes], packing: str, limit: int) -> Body:
    """Return at most `limit` unpacked bytes of a body.

    Raises PageError when it is packed in a way that was not asked for, or damaged.
    """
    packing = packing.strip().lower()
    if packing in ("gzip", "x-gzip"):
        chunks = _unpacked(chunks)
    elif packing not in ("", "identity"):
        raise PageError(f"packed as {packing!r}, which was not asked for")
    content = bytearray()
    for part in chunks:
        content += part
        if len(content) > limit:
            return Body(bytes(content[:limit]), whole=False)
    return Body(bytes(content), whole=True)


def _unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(GZIP_WINDOW)
    try:
        for chunk in chunks:
            data = chunk
            while data:
                if unpacker.eof:
                    if not data.startswith(GZIP_MAGIC):  # padding, which browsers pass over too
                        return
                    unpacker = zlib.decompressobj(GZIP_WINDOW)
                yield unpacker.decompress(data, STEP)
                data = unpacker.unconsumed_tail or unpacker.unused_data
        yield unpacker.flush()
    except zlib.error as error:
        raise PageError(f"a damaged gzip was sent ({error})") from None
    if not unpacker.eof:
        raise PageError("a truncated gzip was sent")
