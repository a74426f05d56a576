"""What goes around every answer: who may ask, and what a browser may do with it."""

import ipaddress

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Nothing runs, loads or is sent but what the desk itself serves; no style or script in a page.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # To other sites nothing; to the desk itself, so that a browser says where a form is from.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class Hosts(msgspec.Struct, frozen=True, kw_only=True):
    """The names that the desk answers to; `numbers`: any address in numbers too."""

    names: frozenset[str] = frozenset(LOOPBACK)
    numbers: bool = False


class Guard:
    """Answers those alone who asked for this host by its name, with the headers of safety.

    A page elsewhere can have its own name lead to this machine (DNS rebinding) and read what is
    served to it; the browser then sends that name as the host.
    """

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        host = Headers(scope=scope).get("host", "")
        name = without_port(host)
        if name not in self._hosts.names and not (self._hosts.numbers and is_number(name)):
            ours = ", ".join(sorted(self._hosts.names))
            refused = PlainTextResponse(
                f"This newsdesk answers to {ours}, not to {host[:200]!r}.\n",
                status_code=421,
            )
            await refused(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)


def without_port(host: str) -> str:
    """Return a host without its port, in small letters.

    >>> without_port("LocalHost:8000"), without_port("[::1]:8000"), without_port("[::1]")
    ('localhost', '[::1]', '[::1]')
    """
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()


def is_number(host: str) -> bool:
    """Return whether a host is an address in numbers.

    >>> is_number("192.0.2.7"), is_number("[2001:db8::7]"), is_number("desk.example")
    (True, True, False)
    """
    try:
        ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True
