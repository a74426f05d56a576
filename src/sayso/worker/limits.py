"""How much time and memory one page may take, held by the operating system."""

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import msgspec

# The slowest of 450 news pages takes 2 seconds; a page made to hurt is given up on in a minute.
DEFAULT_SECONDS = 60
DEFAULT_MEMORY_MB = 2048
PASSED = "passed the limit of"
STATM = Path("/proc/self/statm")
DATA_FIELD = 5
# Where memory runs out all the same, Linux ends the process with the highest score first.
OOM_SCORE = Path("/proc/self/oom_score_adj")
FIRST_TO_GO = "500"


class Limits(msgspec.Struct, frozen=True):
    """The seconds of processor time and the mebibytes that one page may take."""

    seconds: int = DEFAULT_SECONDS
    memory_mb: int = DEFAULT_MEMORY_MB

    @property
    def too_slow(self) -> str:
        """The error of a page that passed the limit of time."""
        return f"{PASSED} {self.seconds} seconds for one page (max_page_seconds)"

    @property
    def too_large(self) -> str:
        """The error of a page that passed the limit of memory."""
        return f"{PASSED} {self.memory_mb} MB of memory for one page (max_page_memory_mb)"


def first_to_go() -> None:
    """Let the system end this process rather than another where memory runs out."""
    with suppress(OSError):
        OOM_SCORE.write_text(FIRST_TO_GO)


def hold(limits: Limits) -> None:
    """Hold this process to the limits of a page that it is about to begin.

    The time is that of the processor, so that a busy machine comes to the same; the system ends
    the process with SIGPROF, whether it has a parent or not. The memory is counted from what the
    process has already. It is held where the system knows how: on Linux.
    """
    if sys.platform == "win32":
        return
    signal.setitimer(signal.ITIMER_PROF, limits.seconds)
    size = data_size()
    if size is None:
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = size + (limits.memory_mb << 20)
    bound = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_DATA, (bound, most))


def let_go() -> None:
    """End what `hold` began, once the page is done."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, 0)


def data_size() -> int | None:
    """Return the bytes of memory that this process can write to, None where nobody tells."""
    try:
        fields = STATM.read_bytes().split()
    except OSError:
        return None
    return int(fields[DATA_FIELD]) * os.sysconf("SC_PAGE_SIZE")
