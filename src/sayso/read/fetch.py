"""Addresses -> Page: fetched politely, one at a time, with the headers that came along."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus

import httpcore
import msgspec

from sayso.model import FETCH_PAUSE, FETCH_TIMEOUT, Fetching, Page, PageError
from sayso.read import body, jsonl, robots
from sayso.read.addresses import Address, parsed, redirected
from sayso.read.file import printable
from sayso.read.network import Deadline, Network, NotConnectedError, asked
from sayso.read.response import (
    answered,
    charset,
    declared_size,
    header,
    headers,
    media_type,
    target,
)

MOST_REDIRECTS = 10
# The hosts whose rules are remembered in one run.
MOST_RULES = 500
# A line of JSON is an article that somebody gave, with its id and its story. What a server sends
# as JSON is never taken for one.
JSON_OF_A_SERVER = "application/feed+json"


class Fetcher:
    """Fetches the addresses of one run: it knows what hosts ask for, and when they were asked."""

    def __init__(self, fetching: Fetching, limit: int, network: Network | None = None) -> None:
        self._network = network or Network(allow_private=fetching.allow_private)
        self._ignore_robots = fetching.ignore_robots
        self._seconds = fetching.timeout or FETCH_TIMEOUT
        self._pause = FETCH_PAUSE if fetching.pause is None else fetching.pause
        self._limit = limit
        # What the operating system trusts, and what Mozilla does.
        self._trust = httpcore.default_ssl_context()
        self._rules: dict[str, robots.Rules | NotConnectedError] = {}
        self._left_at: dict[str, float] = {}

    def page(self, path: str) -> Page:
        """Return the page at an address; raises PageError where there is none to be had."""
        address = parsed(path)
        passed: list[str] = []
        seconds = self._seconds
        while True:
            with _told_of(passed, address):
                self._wait_for(address)
                began = time.monotonic()
                with self._asked(address, seconds) as response:
                    named = target(response)
                    if named is None:
                        return self._page(response, path, address, tuple(passed))
                seconds -= time.monotonic() - began
                passed.append(address.url)
                onward = redirected(address, named)
            address = _next(passed, onward)

    def _page(
        self, response: httpcore.Response, path: str, address: Address, passed: tuple[str, ...]
    ) -> Page:
        media = media_type(response)
        found = body.Body(b"", whole=False)
        if declared_size(response) <= self._limit:
            packing = header(response, "content-encoding")
            found = body.read(response.iter_stream(), packing, self._limit)
        if not found.whole:
            raise PageError(
                f"larger than the {self._limit >> 20} MB that a page may have "
                "(max_page_mb in config.toml)"
            )
        if not found.content:
            raise PageError("answered with an empty page")
        return Page(
            content=found.content,
            path=printable(path),
            url=address.url,
            captured=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            media_type=JSON_OF_A_SERVER if media == jsonl.MEDIA_TYPE else media,
            charset=charset(response),
            headers=headers(response),
            redirects=passed,
        )

    @contextmanager
    def _asked(self, address: Address, seconds: float) -> Iterator[httpcore.Response]:
        deadline = Deadline(seconds, self._seconds)
        try:
            with asked(address, self._network, self._trust, deadline) as response:
                yield response
        finally:
            self._left_at[address.host] = time.monotonic()

    def _wait_for(self, address: Address) -> None:
        """Ask for the host's rules, then leave it alone for as long as they say."""
        pause = self._pause
        if not self._ignore_robots:
            rules = self._rules_of(address)
            if refusal := robots.refusal(rules, address):
                raise PageError(refusal)
            pause = max(pause, robots.delay(rules))
        left_at = self._left_at.get(address.host)
        if left_at is not None:
            time.sleep(max(0.0, left_at + pause - time.monotonic()))

    def _rules_of(self, address: Address) -> robots.Rules:
        known = self._rules.get(address.origin)
        if known is None:
            while len(self._rules) >= MOST_RULES:
                self._rules.pop(next(iter(self._rules)))
            try:
                known = self._read_rules(address)
            except NotConnectedError as error:  # as the page would be; not tried for each anew
                known = error
            self._rules[address.origin] = known
        if isinstance(known, NotConnectedError):
            raise PageError(str(known))
        return known

    def _read_rules(self, address: Address) -> robots.Rules:
        """Return what a host asks of robots; raises NotConnectedError where there is no host."""
        place = msgspec.structs.replace(address, target=robots.PATH)
        deadline = Deadline(self._seconds, self._seconds)
        for number in range(robots.MOST_REDIRECTS + 1):
            try:
                with asked(place, self._network, self._trust, deadline) as response:
                    named = target(response)
                    if named is None:
                        return _rules_in(response)
                place = redirected(place, named)
            except PageError as error:
                if not number and isinstance(error, NotConnectedError):
                    raise
                return robots.Rules(unreachable=str(error))
        return robots.Rules()  # RFC 9309, 2.3.1.2


def _rules_in(response: httpcore.Response) -> robots.Rules:
    if response.status == HTTPStatus.OK:
        packing = header(response, "content-encoding")
        return robots.rules(body.read(response.iter_stream(), packing, robots.LIMIT).content)
    if HTTPStatus.BAD_REQUEST <= response.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return robots.Rules()  # RFC 9309, 2.3.1.3: there are none
    return robots.Rules(unreachable=answered(response))


def _next(passed: list[str], address: Address) -> Address:
    if address.url in passed:
        raise PageError(f"redirected in a circle: {' to '.join((*passed, address.url))}")
    if len(passed) > MOST_REDIRECTS:
        raise PageError(f"redirected more than {MOST_REDIRECTS} times, last to {address.url}")
    return address


@contextmanager
def _told_of(passed: list[str], address: Address) -> Iterator[None]:
    """Name the address in an error where it is another than the one that was asked for."""
    try:
        yield
    except PageError as error:
        if not passed:
            raise
        raise PageError(f"redirected to {address.url}: {error}") from None
