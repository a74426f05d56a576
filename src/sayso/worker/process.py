"""A process that takes pages through the steps, watched, and replaced when a page ends it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import IO, Generic, Self, TypeVar

import msgspec

from sayso.model import Derived, Page, Profile, SaysoError
from sayso.worker.child import Reply, Task
from sayso.worker.frames import read_frame, write_frame
from sayso.worker.limits import Limits
from sayso.worker.steps import OWN_FAULT

T = TypeVar("T")

TOO_SLOW = getattr(signal, "SIGPROF", 0)  # what `limits.hold` has the system send

# Seconds for a process to load its libraries, from a cold and slow disk too.
START_SECONDS = 300
# Seconds are counted one at a time: those in which a person has stopped the run do not count.
TICK = 1.0
# A process that waits rather than works is given up on after so many times a page's time.
PATIENCE = 10
CHILD = "from sayso.worker.child import main; main()"


class Turn(msgspec.Struct, Generic[T], frozen=True):
    """An item with what its page came to, None where it has no page."""

    item: T
    derived: Derived | None


class Worker:
    """Takes pages through the steps, one at a time, in a process that a page may end.

    A page that passes the limits, or that the process dies on, comes to an error; the next page
    gets a new process. The process ends with its parent, however that ends.
    """

    def __init__(self, limits: Limits, *, annotating: bool, profile: Profile = "balanced") -> None:
        self._task = Task(limits, annotating, profile)
        self._process: subprocess.Popen[bytes] | None = None
        self._replies: SimpleQueue[bytes | None] = SimpleQueue()
        self._ready = False

    def start(self) -> None:
        """Begin to load what the first page will need, and return at once."""
        if self._process is not None:
            return
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", CHILD, msgspec.json.encode(self._task).decode()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path or "." for path in sys.path)},
            # An interrupt at the keyboard is for the parent alone.
            process_group=None if sys.platform == "win32" else 0,
        )
        self._replies = SimpleQueue()
        self._ready = False
        assert self._process.stdout is not None
        Thread(target=_read, args=(self._process.stdout, self._replies), daemon=True).start()

    def send(self, page: Page) -> None:
        """Hand a page over; what it comes to is to be received before the next is sent."""
        message = msgspec.msgpack.encode(page)
        try:
            self._send(message)
        except OSError:  # it died while it had nothing to do
            self.close()
            self._send(message)

    def receive(self) -> Derived:
        """Return what the page that was sent comes to."""
        limits = self._task.limits
        try:
            reply = self._reply(PATIENCE * limits.seconds)
        except Empty:
            self.close()
            return Derived(error=limits.too_slow)
        if reply is None:
            ended = self._end()
            slow = ended == -TOO_SLOW
            return Derived(error=limits.too_slow if slow else f"{OWN_FAULT} ({_told(ended)})")
        if reply.broken is not None:
            raise ImportError(reply.broken)
        if reply.worn:
            self.close()
        return reply.derived

    def in_turn(
        self, items: Iterable[T], page_of: Callable[[T], Page | None], *, ahead: bool
    ) -> Iterator[Turn[T]]:
        """Yield each item with what its page comes to, in the order given.

        With `ahead` the process works on a page while the caller has the one before in hand, which
        comes only once the next was read: not for pages that somebody sends one by one.
        """
        before: list[tuple[T, bool]] = []
        for item in items:
            turns = [self._turn(*each) for each in before]
            before = [(item, self._begun(page_of(item)))]
            yield from turns
            if not ahead:
                yield from [self._turn(*each) for each in before]
                before = []
        yield from [self._turn(*each) for each in before]

    def _begun(self, page: Page | None) -> bool:
        if page is not None:
            self.send(page)
        return page is not None

    def _turn(self, item: T, sent: bool) -> Turn[T]:
        return Turn(item, self.receive() if sent else None)

    def close(self) -> None:
        """End the process, at once."""
        if self._process is not None:
            self._process.kill()
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _send(self, message: bytes) -> None:
        self.start()
        assert self._process is not None and self._process.stdin is not None
        if not self._ready:
            try:
                first = self._reply(START_SECONDS)
            except Empty:
                first = None
            if first is None:
                self.close()
                raise SaysoError(
                    "the process that reads pages does not start; is Sayso installed whole?"
                )
            self._ready = True
        write_frame(self._process.stdin, message)

    def _reply(self, seconds: int) -> Reply | None:
        """The next reply, None where the process died; raises Empty after so many seconds."""
        for _ in range(seconds):
            with suppress(Empty):
                message = self._replies.get(timeout=TICK)
                return msgspec.msgpack.decode(message, type=Reply) if message else None
        raise Empty

    def _end(self) -> int:
        """Wait for the process to end, and return its status."""
        assert self._process is not None
        process, self._process = self._process, None
        code = process.wait()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()
        return code


def _told(code: int) -> str:
    if code >= 0:
        return f"its process ended with status {code}"
    name = signal.Signals(-code).name
    memory = ", most often for want of memory" if name == "SIGKILL" else ""
    return f"its process was ended by {name}{memory}"


def _read(stream: IO[bytes], replies: "SimpleQueue[bytes | None]") -> None:
    """Pass replies on; None says that the process is no more."""
    with suppress(OSError, ValueError):  # closed while it was read from
        while (message := read_frame(stream)) is not None:
            replies.put(message)
    replies.put(None)
