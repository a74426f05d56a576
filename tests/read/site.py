"""A web site on loopback that answers, or misbehaves, as a test tells it to."""

import http.server
import socket
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import httpcore

from sayso.read.network import Network, looked_up

# For localhost and 127.0.0.1, signed by itself, from 2020 to 2120: known to nobody but the tests.
CERTIFICATE = Path(__file__).parent / "localhost.pem"
# A network address of the public internet; Dialled never connects to it.
PUBLIC = "198.41.0.4"

Answer = bytes | Callable[[BinaryIO], None]


def answer(
    body: bytes = b"", status: str = "200 OK", type: str | None = "text/html", **headers: str
) -> bytes:
    """The bytes of a whole response."""
    given = {key.replace("_", "-"): value for key, value in headers.items()}
    lines = {"Content-Length": str(len(body)), **({"Content-Type": type} if type else {}), **given}
    head = "".join(f"{key}: {value}\r\n" for key, value in lines.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    return answer(status=status, Location=to)


class Site:
    """What is at each path is set in `at`; `asked` are the paths that were asked for."""

    def __init__(self, *, tls: bool = False) -> None:
        self.at: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.times: list[float] = []
        self.heads: list[dict[str, str]] = []
        self.closing = threading.Event()
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._server.block_on_close = False
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port: int = self._server.server_port
        self.scheme = "https" if tls else "http"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def pages_asked(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]

    def hang(self, _: BinaryIO) -> None:
        """Answer nothing for as long as the test lasts."""
        self.closing.wait(30)

    def drip(self, start: bytes) -> Callable[[BinaryIO], None]:
        """Answer with a start, then a byte now and then, without end."""

        def dripping(out: BinaryIO) -> None:
            out.write(start)
            for _ in range(300):
                out.write(b"x")
                out.flush()
                if self.closing.wait(0.1):
                    return

        return dripping

    def close(self) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.times.append(time.monotonic())
                site.heads.append(dict(self.headers))
                found = site.at.get(self.path, answer(b"nothing here", "404 Not Found"))
                try:
                    if callable(found):
                        found(self.wfile)  # type: ignore[arg-type]
                    else:
                        self.wfile.write(found)
                except OSError:  # the other side has had enough
                    pass
                self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler


class Dialled(httpcore.SyncBackend):
    """Connects to loopback whatever the network address, and notes which it was."""

    def __init__(self) -> None:
        self.to: list[str] = []

    def connect_tcp(self, host: str, port: int, *rest: object) -> httpcore.NetworkStream:
        self.to.append(host)
        return super().connect_tcp("127.0.0.1", port, *rest)  # type: ignore[arg-type]


def internet(*, allow_private: bool = False, **hosts: list[str]) -> Network:
    """A network whose hosts have the network addresses given; `_` in a name stands for a dot.

    No name is looked up elsewhere; a number that stands for an address is read as the system does.
    """
    known = {name.replace("_", "."): found for name, found in hosts.items()}

    def resolve(host: str, port: int) -> list[str]:
        return known.get(host) or looked_up(host, port, socket.AI_NUMERICHOST)

    return Network(resolve=resolve, backend=Dialled(), allow_private=allow_private)
