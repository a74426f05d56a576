"""What goes around every answer: who may ask, and what a browser may do with it."""

from collections.abc import Iterable

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
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class Guard:
    """Answers those alone who asked for this host by its name, with the headers of safety.

    A page elsewhere can have its own name lead to this machine (DNS rebinding) and read what is
    served to it; the browser then sends that name as the host.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = LOOPBACK) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

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
        if without_port(host) not in self._hosts:
            refused = PlainTextResponse(
                f"This newsdesk answers to {', '.join(sorted(self._hosts))}, not to {host[:200]!r}."
                "\n",
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
