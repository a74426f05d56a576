"""Streams that end with an error rather than give more than they may, and gzip unpacked so."""

import io
import zlib
from typing import IO, Protocol

from sayso.model import PageError

GZIP_MAGIC = b"\x1f\x8b"
CHUNK = 1 << 16
# Pages unpack to 4 to 10 times their packed size, generated tables to 50; deflate can do 1,032.
MOST_RATIO = 200
FREE = 1 << 20  # Bytes that anything may unpack to, however small it was packed.


class Readable(Protocol):
    """What every stream of bytes can do."""

    def read(self, size: int = -1, /) -> bytes: ...


class Allowance:
    """How many bytes may still be given, and what is said when they are used up."""

    def __init__(self, left: int, error: str) -> None:
        self.left = left
        self.error = error

    def take(self, size: int) -> None:
        """Use up `size` bytes; raises PageError where there are not so many."""
        self.left -= size
        if self.left < 0:
            raise PageError(self.error)


class Forward(io.RawIOBase):
    """A stream that is read once, from its beginning to its end, and knows how far it is."""

    def __init__(self) -> None:
        self._at = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:  # what reads web archives asks for it
        return self._at

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        given = self._given(len(buffer))
        buffer[: len(given)] = given
        self._at += len(given)
        return len(given)

    def _given(self, size: int) -> bytes:
        raise NotImplementedError


class Bounded(Forward):
    """A stream that gives no more than each of its allowances lets through."""

    def __init__(self, source: Readable, *allowances: Allowance) -> None:
        super().__init__()
        self._source = source
        self._allowances = allowances

    def _given(self, size: int) -> bytes:
        given = self._source.read(size)
        for allowance in self._allowances:
            allowance.take(len(given))
        return given


class Begun(Forward):
    """A stream whose first bytes were read already, from its beginning again."""

    def __init__(self, start: bytes, rest: Readable) -> None:
        super().__init__()
        self._start = start
        self._rest = rest

    def _given(self, size: int) -> bytes:
        if self._start:
            given, self._start = self._start[:size], self._start[size:]
            return given
        return self._rest.read(size)


class Unpacked(Forward):
    """What is packed in a stream of gzip members, one after another.

    What stands behind the last member is left alone, as gzip itself does. Raises PageError where
    a member is damaged or cut off, and where the whole unpacks to more than anyone packs.
    """

    def __init__(self, source: Readable) -> None:
        super().__init__()
        self._source = source
        self._member = zlib.decompressobj(wbits=31)
        self._packed = b""
        self._taken = 0
        self._ended = False

    def _given(self, size: int) -> bytes:
        while not self._ended:
            packed = self._packed or self._more()
            try:
                given = self._member.decompress(packed, size)
            except zlib.error as error:
                raise PageError(f"a damaged or truncated gzip ({error})") from None
            self._packed = self._member.unconsumed_tail
            if self._member.eof:
                self._next_member(self._member.unused_data)
            elif not packed and not given:
                raise PageError("a damaged or truncated gzip (it ends before its end)")
            if given:
                if self._at + len(given) > FREE + MOST_RATIO * self._taken:
                    raise PageError(f"a gzip that unpacks to more than {MOST_RATIO} times its size")
                return given
        return b""

    def _more(self) -> bytes:
        packed = self._source.read(CHUNK)
        self._taken += len(packed)
        return packed

    def _next_member(self, rest: bytes) -> None:
        rest = rest.lstrip(b"\0")  # tapes and some tools pad with zeros
        while len(rest) < len(GZIP_MAGIC) and (more := self._more()):
            rest = (rest + more).lstrip(b"\0")
        if rest.startswith(GZIP_MAGIC):
            self._member, self._packed = zlib.decompressobj(wbits=31), rest
        else:
            self._ended = True


def read_at_most(stream: Readable, limit: int) -> bytes:
    """Return all bytes of a stream; raises PageError past `limit`.

    >>> read_at_most(io.BytesIO(b"The dam held."), 20)
    b'The dam held.'
    """
    parts: list[bytes] = []
    left = limit + 1
    while left and (part := stream.read(min(left, CHUNK))):
        parts.append(part)
        left -= len(part)
    if not left:
        raise PageError(
            f"larger than the {limit >> 20} MB that a page may have (max_page_mb in config.toml)"
        )
    return b"".join(parts)


def restarted(stream: IO[bytes], size: int) -> tuple[bytes, IO[bytes]]:
    """Return the first bytes of a stream, and the stream from its beginning again.

    >>> start, stream = restarted(io.BytesIO(b"The dam held."), 3)
    >>> start, stream.read()
    (b'The', b'The dam held.')
    """
    start = b""
    while len(start) < size and (part := stream.read(size - len(start))):
        start += part
    if stream.seekable():
        stream.seek(-len(start), io.SEEK_CUR)
        return start, stream
    return start, io.BufferedReader(Begun(start, stream))
