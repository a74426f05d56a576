"""Addresses of the web as input: what one is, and what of it is sent."""

import ipaddress
import re
from urllib.parse import quote, urljoin, urlsplit

import msgspec

from sayso.model import PageError

PORTS = {"http": 80, "https": 443}
# Browsers and servers take a few thousand characters; rules of robots.txt are matched against it.
LONGEST = 8000
LONGEST_HOST = 253  # RFC 1035, as text
# What is left as it was given in a path and in a query: RFC 3986, and what is escaped already.
IN_PATH = "%/:=&~+!$,;'@()*"
IN_QUERY = IN_PATH + "?[]|"

_WITH_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# An underscore is no host name's but stands in many that answer.
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """An address taken apart; `host` in ASCII, an IPv6 address without its brackets."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The host as it stands in an address and in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        return self.origin + self.target


def is_address(path: str) -> bool:
    """Return whether an input is an address rather than a file; of whatever scheme.

    >>> is_address("https://karsk-courant.example/dam"), is_address("captures/dam.html")
    (True, False)
    """
    return _WITH_SCHEME.match(path) is not None


def parsed(text: str) -> Address:
    """Return an address taken apart, in ASCII and without its fragment.

    Raises PageError naming what is wrong with it.

    >>> parsed("HTTPS://Karsk-Courant.example/dam?p=høj#top").url
    'https://karsk-courant.example/dam?p=h%C3%B8j'
    """
    if len(text) > LONGEST:
        raise PageError(f"an address of more than {LONGEST:,} characters")
    if _CONTROLS.search(text):
        raise PageError("an address with a control character in it")
    try:
        parts = urlsplit(text.strip())
        name = parts.hostname
    except ValueError as error:
        raise PageError(f"not an address ({error})") from None
    if parts.scheme not in PORTS:
        raise PageError(f"only addresses of http and https are fetched, not of {parts.scheme!r}")
    if "@" in parts.netloc:
        raise PageError("an address with a user name or password; give it without")
    if not name:
        raise PageError("an address without a host")
    try:
        port = PORTS[parts.scheme] if parts.port is None else parts.port
    except ValueError:
        port = 0
    if not port:
        raise PageError("an address whose port is no number from 1 to 65535")
    path = _escaped(parts.path, IN_PATH) or "/"
    query = _escaped(parts.query, IN_QUERY)
    return Address(
        scheme=parts.scheme,
        host=_host(name, is_literal="[" in parts.netloc),
        port=port,
        target=f"{path}?{query}" if query else path,
    )


def redirected(address: Address, location: str) -> Address:
    """Return the address that a redirect from another leads to; raises PageError for none.

    >>> redirected(parsed("http://karsk-courant.example/a/b?c"), "../d").url
    'http://karsk-courant.example/d'
    """
    try:
        joined = urljoin(address.url, location.strip())
    except ValueError as error:
        raise PageError(f"not an address ({error})") from None
    return parsed(joined)


def _escaped(part: str, kept: str) -> str:
    # What came from the command line as no UTF-8 is escaped byte by byte.
    try:
        return quote(part, safe=kept, errors="surrogateescape")
    except UnicodeEncodeError:
        raise PageError("an address with half a character in it") from None


def _host(name: str, *, is_literal: bool) -> str:
    if is_literal:
        try:
            if "%" in name:  # names a network card of this machine
                raise ValueError
            return str(ipaddress.IPv6Address(name))
        except ValueError:
            raise PageError(f"{name!r} is no IPv6 address") from None
    host = name.removesuffix(".")
    if not host.isascii():
        host = _in_ascii(host)
    if len(host) > LONGEST_HOST or not all(map(_LABEL.fullmatch, host.split("."))):
        raise PageError(f"{name[:LONGEST_HOST]!r} is no host name")
    return host


def _in_ascii(host: str) -> str:
    import idna

    # Limited before it is looked at: its cost grows faster than its length.
    if len(host) > LONGEST_HOST:
        raise PageError("an address whose host name is too long")
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise PageError(f"{host!r} is no host name ({error})") from None
