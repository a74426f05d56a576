"""The process that takes pages through the steps, one after the other, until its input ends."""

import os
import signal
import sys
import traceback
from collections.abc import Iterator
from queue import SimpleQueue
from threading import Thread
from typing import IO

import msgspec

from sayso.model import Derived, Page, Profile
from sayso.worker.frames import read_frame, write_frame
from sayso.worker.limits import Limits, data_size, first_to_go, hold, let_go

# What a page may leave behind in the process, as a share of what it may take.
WORN = 0.5
# Read before the first page, so that no page pays for the libraries. Long and dated, as most pages
# are: what only others need takes 30 MB more and is left until one comes.
FIRST_PAGE = (
    "<html><body><article><h1>Dam holds</h1><time datetime='2025-10-14'>Tuesday</time>"
    + "".join(
        f"<p>At gate {n} the dam held all night, the river office said.</p>" for n in range(40)
    )
    + "</article></body></html>"
).encode()


class Task(msgspec.Struct, frozen=True):
    """What a process is started for."""

    limits: Limits
    annotating: bool
    profile: Profile = "balanced"


class Reply(msgspec.Struct, frozen=True):
    """What one page came to.

    `worn`: the process holds on to so much that another should take its place. `broken`: what is
    missing in the installation, as every page would find.
    """

    derived: Derived = Derived()
    worn: bool = False
    broken: str | None = None


def serve(task: Task, requests: Iterator[bytes], replies: IO[bytes]) -> None:
    """Answer each request, a page, with a reply; the first reply says that the process is ready."""
    from sayso.worker.steps import derive

    derive(Page(content=FIRST_PAGE, path="first"), task.annotating, task.profile)
    write_frame(replies, msgspec.msgpack.encode(Reply()))
    fresh = data_size() or 0
    for request in requests:
        page = msgspec.msgpack.decode(request, type=Page)
        hold(task.limits)
        try:
            reply = Reply(derive(page, task.annotating, task.profile))
        except MemoryError:
            reply = Reply(Derived(error=task.limits.too_large), worn=True)
        except ImportError as error:
            reply = Reply(broken=str(error))
        let_go()
        grown = (data_size() or 0) - fresh
        worn = reply.worn or grown > WORN * (task.limits.memory_mb << 20)
        write_frame(replies, msgspec.msgpack.encode(msgspec.structs.replace(reply, worn=worn)))


def _until_forsaken(stream: IO[bytes], requests: "SimpleQueue[bytes]") -> None:
    """Hand on what comes; the end of the input is the end of the parent, or its wish."""
    while (request := read_frame(stream)) is not None:
        requests.put(request)
    os._exit(0)


def main() -> None:
    """Serve the parent at the other ends of standard input and output."""
    first_to_go()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt ends
    task = msgspec.json.decode(sys.argv[1], type=Task)
    # What a library prints must not come between the replies.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_until_forsaken, args=(sys.stdin.buffer, requests), daemon=True).start()
    try:
        serve(task, iter(requests.get, None), replies)
    except Exception:
        traceback.print_exc()
    os._exit(1)  # what else waits for the other thread, which waits for the parent
