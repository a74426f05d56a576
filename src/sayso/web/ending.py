"""How a served desk ends, told in the ledger's log: by which signal, by which fault."""

import logging
import signal
import socket
from types import FrameType

import uvicorn

log = logging.getLogger("sayso.access")


class _Told(uvicorn.Server):
    """A server that notes which signal ends it, before it lets go of what it is doing."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # At once: uvicorn raises the signal again at its end, and nothing runs after that.
        if not self.should_exit:
            log.info("ends: %s", signal.Signals(sig).name)
        super().handle_exit(sig, frame)


def run_until_told(config: uvicorn.Config, bound: socket.socket) -> None:
    """Serve until a signal or a fault ends it, and write which into the log.

    A terminal that is closed (SIGHUP) ends it as SIGTERM does, unless it was begun by nohup.
    """
    server = _Told(config)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
        signal.signal(signal.SIGHUP, server.handle_exit)
    log.info("begins at port %d", bound.getsockname()[1])
    try:
        server.run(sockets=[bound])
    except Exception:
        log.exception("ends by a fault of its own")
        raise
