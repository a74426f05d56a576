"""Serving the desk: on this machine alone, or to others once it knows who they are."""

import gc
import ipaddress
import logging
import os
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import uvicorn

from sayso.ledger import Ledger, open_ledger
from sayso.ledger.accounts import Accounts
from sayso.ledger.store import LOG
from sayso.model import SaysoError, Serving
from sayso.web.access import Access
from sayso.web.app import app
from sayso.web.desk import Desk
from sayso.web.ending import run_until_told
from sayso.web.guard import LOOPBACK, Hosts, without_port
from sayso.web.known import Known
from sayso.web.weighing import weighing

# So many may knock at once before one is let in.
BACKLOG = 512
# Whoever has read a page has it; a longer wait would hold up Ctrl-C.
LAST_SECONDS = 2

Say = Callable[[str], None]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def serve(folder: Path, serving: Serving, say: Say, warn: Say) -> None:
    """Serve a ledger until interrupted; port 0 takes any that is free.

    Raises SaysoError where the port is taken, or others could come in without being known.
    """
    address = _number(serving.host)
    with (
        open_ledger(folder, read_only=True) as ledger,
        _writer(folder, serving) as writer,
        closing(Known(folder)) as known,
        _logging(folder),
        _bound(address, serving.port) as bound,
    ):
        _refuse_strangers(folder, serving, address, known.now())
        access = Access(
            known=known,
            keyboard=ledger.config.who,
            read_only=serving.read_only,
            writable=writer is not None,
            proxied=bool(serving.behind_proxy),
        )
        there = f"http://{_in_address(address)}:{bound.getsockname()[1]}/"
        say(f"{folder}: read it at {there} ({_who(access)}; Ctrl-C ends)")
        if not address.is_loopback and not serving.behind_proxy:
            warn("what is typed and read travels unencrypted; put a proxy with https before it")
        if serving.open:
            webbrowser.open(there)
        desk = Desk(ledger, writer)
        config = uvicorn.Config(
            app(desk, access, _hosts(serving, address)),
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            # Whom a header says that it comes from is believed of the named proxies alone.
            proxy_headers=bool(serving.behind_proxy),
            forwarded_allow_ips=list(serving.behind_proxy),
            timeout_graceful_shutdown=LAST_SECONDS,
        )
        # What is imported by now stays; to look through it again and again costs a page a fifth.
        gc.collect()
        gc.freeze()
        # Interrupting is how one ends it, and nothing is left half done.
        with weighing(desk), suppress(KeyboardInterrupt):
            run_until_told(config, bound)


def _who(access: Access) -> str:
    """Return who may come in, in a few words."""
    if access.read_only:
        return "published: whoever reaches it reads it"
    if access.accounts is not None:
        return "by those who sign in"
    return f"as {access.keyboard}" + ("" if access.writable else ", to read alone")


def _refuse_strangers(
    folder: Path, serving: Serving, address: Address, accounts: Accounts | None
) -> None:
    """Raise SaysoError where others could reach the desk and none of them would be known."""
    reached = next(
        (
            option
            for option, is_given in (
                (f"--host {serving.host}", not address.is_loopback),
                ("--behind-proxy", bool(serving.behind_proxy)),
                ("--name", bool(serving.name)),
            )
            if is_given
        ),
        None,
    )
    if reached is None or accounts is not None or serving.read_only:
        return
    raise SaysoError(
        f"{reached}: others could reach this desk and decide in it, so it must know them: add each "
        f"with `sayso users add NAME --ledger {folder}` (programs with --no-password and `sayso "
        "users token NAME`), or publish it with --read-only, to be read by everybody who reaches "
        f"it; without {reached.split(maxsplit=1)[0]} it stays on this machine"
    )


def _hosts(serving: Serving, address: Address) -> Hosts:
    names = {*LOOPBACK, *(without_port(name) for name in serving.name)}
    if address.is_loopback:
        return Hosts(names=frozenset(names))
    mine = {socket.gethostname().lower(), socket.getfqdn().lower()}
    return Hosts(names=frozenset(names | mine), numbers=True)


@contextmanager
def _writer(folder: Path, serving: Serving) -> Iterator[Ledger | None]:
    """Give the ledger to decide in, None where nothing is to be written or nothing can be."""
    if serving.read_only or not os.access(folder, os.W_OK):
        yield None
        return
    with open_ledger(folder) as ledger:
        threading.Thread(target=_warm, daemon=True).start()
        yield ledger


def _warm() -> None:
    """Load what deciding needs, before the first one who decides waits for it."""
    import sayso.link.retellings
    import sayso.link.stories  # noqa: F401
    from sayso.weigh.tolls import patterns

    patterns.after()
    patterns.before()


@contextmanager
def _logging(folder: Path) -> Iterator[None]:
    """Write who came in and who was refused into the ledger's log."""
    log = logging.getLogger("sayso.access")
    handler: logging.Handler = logging.StreamHandler()
    if os.access(folder, os.W_OK):  # else an archive's, or somebody else's
        handler = logging.FileHandler(folder / LOG, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s desk: %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(handler)
        handler.close()


def _number(host: str) -> Address:
    try:
        return ipaddress.ip_address(
            Serving(port=0).host if host == "localhost" else host.strip("[]")
        )
    except ValueError:
        raise SaysoError(
            f"--host {host[:200]!r}: is no address in numbers; give one of this machine's, such as "
            "192.0.2.7, or 0.0.0.0 for all of them; names go with --name"
        ) from None


def _in_address(address: Address) -> str:
    return f"[{address}]" if address.version == 6 else str(address)


def _bound(address: Address, port: int) -> socket.socket:
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((str(address), port))
        made.listen(BACKLOG)
    except OSError as error:
        made.close()
        raise SaysoError(
            f"{_in_address(address)}, port {port}: {error.strerror}; give another with --port, or "
            "0 for any that is free"
        ) from None
    return made
