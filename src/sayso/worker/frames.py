"""Messages on a stream of bytes: each with its length before it."""

import struct
from typing import IO

LENGTH = struct.Struct("<Q")


def write_frame(stream: IO[bytes], message: bytes) -> None:
    """Write a message and see it off.

    >>> import io
    >>> stream = io.BytesIO()
    >>> write_frame(stream, b"dam")
    >>> read_frame(io.BytesIO(stream.getvalue()))
    b'dam'
    """
    stream.write(LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Return the next message, None at the end of the stream, also at one within a message."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    message = stream.read(length)
    return message if len(message) == length else None
