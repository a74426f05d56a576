"""The members of a zip that lost its list of them, as when it was not downloaded to its end."""

import struct
import zlib
from collections.abc import Iterator
from typing import IO

import msgspec

from sayso.model import PageError
from sayso.read.streams import CHUNK, Forward

HEADER_MAGIC = b"PK\x03\x04"
HEADER = struct.Struct("<4s2xHH4xLL4xHH")
UTF8_NAME = 1 << 11
SIZES_FOLLOW = 1 << 3  # The packed size stands behind the member, and not in its header.
STORED, DEFLATED = 0, 8
MOST_MEMBERS = 100_000


class Local(msgspec.Struct, frozen=True):
    """A member as the header before it tells of it; `size` is null where it does not say it."""

    name: str
    flags: int
    packing: int
    checksum: int | None
    size: int | None
    at: int
    begins: int


def local_members(stream: IO[bytes]) -> tuple[Local, ...]:
    """Return the members of a zip by the headers before each of them, in their order.

    >>> import io
    >>> local_members(io.BytesIO(b"no zip at all"))
    ()
    """
    found: list[Local] = []
    at = 0
    while len(found) < MOST_MEMBERS and (header := _header(stream, at)):
        found.append(header)
        at = header.begins + (header.size or 0)
    return tuple(found)


class Salvaged(Forward):
    """The bytes of such a member; raises PageError where they are cut off or not what they were."""

    def __init__(self, stream: IO[bytes], member: Local) -> None:
        super().__init__()
        if member.packing == STORED and member.size is None:
            raise PageError("in a zip without its list, a stored member whose size is not known")
        self._stream = stream
        self._member = member
        self._read_to = member.begins
        self._left = member.size
        self._inflate = zlib.decompressobj(wbits=-15) if member.packing == DEFLATED else None
        self._packed = b""
        self._checksum = 0
        self._ended = False

    def _given(self, size: int) -> bytes:
        given = b""
        while not given and not self._ended:
            given = self._stored(size) if self._inflate is None else self._inflated(size)
        self._checksum = zlib.crc32(given, self._checksum)
        known = self._member.checksum
        if self._ended and known is not None and known != self._checksum:
            raise PageError("a damaged member of a zip (its checksum is another)")
        return given

    def _stored(self, size: int) -> bytes:
        given = self._more(size)
        self._ended = not self._left
        return given

    def _inflated(self, size: int) -> bytes:
        assert self._inflate is not None
        packed = self._packed or self._more(CHUNK)
        try:
            given = self._inflate.decompress(packed, size)
        except zlib.error as error:
            raise PageError(f"a damaged member of a zip ({error})") from None
        self._packed = self._inflate.unconsumed_tail
        self._ended = self._inflate.eof
        return given

    def _more(self, size: int) -> bytes:
        wanted = size if self._left is None else min(size, self._left)
        self._stream.seek(self._read_to)
        given = self._stream.read(wanted)
        self._read_to += len(given)
        if self._left is not None:
            self._left -= len(given)
        if not given and (self._inflate is not None or self._left):
            raise PageError("a member of a zip that is cut off")
        return given


def _header(stream: IO[bytes], start: int) -> Local | None:
    for at in _places(stream, start):
        stream.seek(at)
        head = stream.read(HEADER.size)
        if len(head) < HEADER.size:
            return None
        _, flags, packing, checksum, size, name_length, more = HEADER.unpack(head)
        name = stream.read(name_length)
        follows = bool(flags & SIZES_FOLLOW) or size == 0xFFFFFFFF
        if packing in (STORED, DEFLATED) and name:
            return Local(
                name.decode("utf-8" if flags & UTF8_NAME else "cp437", "replace"),
                flags,
                packing,
                None if follows else checksum,
                None if follows else size,
                at,
                at + HEADER.size + name_length + more,
            )
    return None


def _places(stream: IO[bytes], start: int) -> Iterator[int]:
    """Where headers seem to begin, from `start` on."""
    kept = b""
    while True:
        stream.seek(start)
        chunk = stream.read(CHUNK)
        if not chunk:
            return
        searched = kept + chunk
        found = searched.find(HEADER_MAGIC)
        if found >= 0:
            place = start - len(kept) + found
            yield place
            start, kept = place + 1, b""
        else:
            start += len(chunk)
            kept = searched[1 - len(HEADER_MAGIC) :]
