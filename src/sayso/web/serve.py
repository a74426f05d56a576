"""Serving the desk on this machine."""

import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn

from sayso.ledger import open_ledger
from sayso.model import SaysoError
from sayso.web.app import app

HOST = "127.0.0.1"
# So many may knock at once before one is let in.
BACKLOG = 512
# Whoever has read a page has it; a longer wait would hold up Ctrl-C.
LAST_SECONDS = 2


def serve(folder: Path, port: int, say: Callable[[str], None], *, browse: bool = False) -> None:
    """Serve a ledger on loopback until interrupted; port 0 takes any that is free.

    Raises SaysoError where the port is taken.
    """
    with open_ledger(folder, read_only=True) as ledger, _bound(port) as bound:
        address = f"http://{HOST}:{bound.getsockname()[1]}/"
        say(f"{folder}: read it at {address} (Ctrl-C ends)")
        if browse:
            webbrowser.open(address)
        config = uvicorn.Config(
            app(ledger),
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=LAST_SECONDS,
        )
        with suppress(KeyboardInterrupt):  # how one ends it, and nothing is left half done
            uvicorn.Server(config).run(sockets=[bound])


def _bound(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((HOST, port))
        made.listen(BACKLOG)
    except OSError as error:
        made.close()
        raise SaysoError(
            f"port {port}: {error.strerror}; give another with --port, or 0 for any that is free"
        ) from None
    return made
