"""Addresses of a page: which of those it gives are one, and which are of another site."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

# Hosts in front of a site's name that show the same pages.
MIRRORS = frozenset({"www", "m", "amp", "mobile", "edition", "beta"})
AMP = re.compile(r"(?:/amp(?=/|$)|\.amp(?=\.html?$|$))", re.I)
LONGEST_SUFFIX = 3  # Letters of "co" in "co.uk", "com" in "com.au".


def host_of(url: str | None) -> str | None:
    """Return the host of an address without `www.`, null when it has none.

    >>> host_of("https://www.herald.example/dam")
    'herald.example'
    """
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # A malformed address, such as http://[
        return None
    return host.removeprefix("www.") if host else None


def same_page(one: str, other: str) -> bool:
    """Return whether two addresses lead to one page: scheme, query and mirror do not count.

    >>> same_page("http://m.herald.example/dam/?from=feed", "https://www.herald.example/dam")
    True
    """
    return _page(one) == _page(other)


def same_site(one: str, other: str) -> bool:
    """Return whether two addresses are of one site, or of two that share their main name.

    >>> same_site("https://news.herald.example/a", "https://herald.co.example/b")
    True
    >>> same_site("https://herald.example/a", "https://courier.example/b")
    False
    """
    mine, theirs = _main(host_of(one)), _main(host_of(other))
    return mine is None or theirs is None or mine == theirs


def is_of(url: str, names: Iterable[str]) -> bool:
    """Return whether the site of an address goes by one of these names of outlets.

    >>> is_of("https://www.ostravaherald.example/a", ("The Ostrava Herald",))
    True
    """
    host = "".join(re.findall(r"\w", host_of(url) or ""))
    letters = ("".join(re.findall(r"\w", name.lower().removeprefix("the "))) for name in names)
    return any(name and (name in host or name == _main(host_of(url))) for name in letters)


def _page(url: str) -> tuple[str, str]:
    host = host_of(url)
    if host is None:
        return ("", url)
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in MIRRORS:
        labels.pop(0)
    return ".".join(labels), AMP.sub("", urlsplit(url).path).rstrip("/").lower()


def _main(host: str | None) -> str | None:
    """The name that a site goes by: "herald" of "news.herald.co.uk"."""
    labels = (host or "").split(".")
    if len(labels) < 2:
        return None
    if len(labels) > 2 and len(labels[-2]) <= LONGEST_SUFFIX:
        return labels[-3]
    return labels[-2]
