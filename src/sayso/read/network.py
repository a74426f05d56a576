"""One request to one address: resolved once, checked, connected to what was checked, in time."""

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version

import httpcore
import msgspec

from sayso.model import PageError
from sayso.read.addresses import Address
from sayso.read.private import kind

PRODUCT = "Sayso"
# Several addresses of a host are tried, and each may be silent.
CONNECT_SECONDS = 10.0
# A page may be made while one waits for it; what says nothing for so long says nothing any more.
SILENT_SECONDS = 20.0
ACCEPTED = "text/html,application/xhtml+xml,application/xml;q=0.9,text/*;q=0.8,*/*;q=0.5"

Resolve = Callable[[str, int], list[str]]


class NotConnectedError(PageError):
    """Nothing was sent: no such host, an address that is refused, no answer, no trust."""


def looked_up(host: str, port: int, flags: int = 0) -> list[str]:
    """Return the network addresses of a host, as the operating system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


class Network(msgspec.Struct, frozen=True):
    """The way out: how names are resolved, and how a network address is connected to."""

    resolve: Resolve = looked_up
    backend: httpcore.NetworkBackend = msgspec.field(default_factory=httpcore.SyncBackend)
    allow_private: bool = False


class Deadline:
    """The time until which all must be done, whatever comes in the meantime."""

    def __init__(self, seconds: float, whole: float) -> None:
        self._end = time.monotonic() + seconds
        self._whole = whole

    def left(self) -> float:
        """Return the seconds left; raises PageError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.passed()
        return left

    def passed(self) -> PageError:
        return PageError(f"not done after {self._whole:g} seconds; --timeout gives it more")

    def is_over(self) -> bool:
        return time.monotonic() >= self._end


@contextmanager
def asked(
    address: Address, network: Network, trust: ssl.SSLContext, deadline: Deadline
) -> Iterator[httpcore.Response]:
    """Give the response to one GET request, its body not read yet.

    Raises PageError saying what went wrong, also while the body is read.
    """
    headers: dict[bytes | str, bytes | str] = {
        "Host": address.authority,
        "User-Agent": f"{PRODUCT}/{version('sayso')}",
        "Accept": ACCEPTED,
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    url = httpcore.URL(
        scheme=address.scheme, host=address.host, port=address.port, target=address.target
    )
    backend = _Checked(network, deadline)
    with (
        _explained(),
        httpcore.ConnectionPool(ssl_context=trust, network_backend=backend) as pool,
        pool.stream("GET", url, headers=headers) as response,
    ):
        yield response


class _Checked(httpcore.NetworkBackend):
    """Connects to the very network addresses that were checked: no name is resolved twice."""

    def __init__(self, network: Network, deadline: Deadline) -> None:
        self._network = network
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        found = self._resolved(host, port)
        for each in found:
            if not self._network.allow_private and (what := kind(each)):
                where = host if host == each else f"{host} is at {each}, which"
                raise NotConnectedError(f"{where} is {_a(what)} address; --allow-private reads it")
        failed: Exception = NotConnectedError(f"the host {host!r} has no address")
        for each in found:
            seconds = min(CONNECT_SECONDS, self._deadline.left())
            try:
                stream = self._network.backend.connect_tcp(each, port, seconds)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Timed(stream, self._deadline)
        raise failed

    def _resolved(self, host: str, port: int) -> list[str]:
        """Resolve in a thread of its own: the system's resolver knows no time limit."""
        answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

        def resolve() -> None:
            try:
                answers.put(self._network.resolve(host, port))
            except OSError as error:
                answers.put(error)

        threading.Thread(target=resolve, daemon=True).start()
        try:
            found = answers.get(timeout=self._deadline.left())
        except queue.Empty:
            raise self._deadline.passed() from None
        if isinstance(found, OSError):
            reason = found.strerror or str(found)
            raise NotConnectedError(f"the host {host!r} cannot be found ({reason})")
        return found


class _Timed(httpcore.NetworkStream):
    """A connection that ends with its deadline, however slowly it drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with self._in_time():
            return self._stream.read(max_bytes, self._seconds(SILENT_SECONDS))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        with self._in_time():
            self._stream.write(buffer, self._seconds(SILENT_SECONDS))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        seconds = self._seconds(CONNECT_SECONDS)
        with self._in_time():
            stream = self._stream.start_tls(ssl_context, server_hostname, seconds)
        return _Timed(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)

    def _seconds(self, most: float) -> float:
        return min(most, self._deadline.left())

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        try:
            yield
        except httpcore.TimeoutException:
            if self._deadline.is_over():
                raise self._deadline.passed() from None
            raise


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except httpcore.ConnectTimeout:
        raise NotConnectedError("does not answer") from None
    except httpcore.ConnectError as error:
        raise NotConnectedError(_not_connected(error)) from None
    except httpcore.TimeoutException:
        raise PageError(f"sent nothing for {SILENT_SECONDS:g} seconds") from None
    except httpcore.ProtocolError as error:
        raise PageError(f"sent what is no HTTP ({error})") from None
    except (httpcore.NetworkError, httpcore.UnsupportedProtocol) as error:
        raise PageError(f"broke off ({error})") from None


def _not_connected(error: httpcore.ConnectError) -> str:
    cause = error.args[0] if error.args else None
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not to be trusted ({cause.verify_message})"
    if isinstance(cause, ssl.SSLError):
        return f"speaks no TLS that can be trusted ({cause.reason or cause})"
    reason = cause.strerror if isinstance(cause, OSError) else None
    return f"cannot be connected to ({reason or error})"


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
