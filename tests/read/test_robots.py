"""What robots.txt says to Sayso."""

import time

import pytest

from sayso.read.addresses import parsed
from sayso.read.robots import delay, refusal, rules


def allowed(robots: str | bytes, path: str) -> bool:
    content = robots.encode() if isinstance(robots, str) else robots
    return refusal(rules(content), parsed(f"https://karsk.example{path}")) is None


@pytest.mark.parametrize(
    ("robots", "path", "is_allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?b", True),
        ("User-agent: *\nDisallow: /?s=", "/?s=flood", False),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
        ("User-agent: sayso\nDisallow: /", "/a", False),
        ("User-agent: Sayso/2.0\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Sayso\nDisallow: /private", "/a", True),
        ("User-agent: Sayso\nUser-agent: Otherbot\nDisallow: /a", "/a", False),
        # Names of others, also those that this one's name begins with.
        ("User-agent: say\nDisallow: /", "/a", True),
        ("User-agent: Saysobot\nDisallow: /", "/a", True),
        ("User-agent: Googlebot\nDisallow: /", "/a", True),
        ("User-agent: Googlebot\nDisallow: /\n\nUser-agent: * # all\nAllow: /", "/a", True),
        ("User-agent: Googlebot\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\rDisallow: /a\r", "/a", False),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("<!doctype html><p>Not found</p>", "/a", True),
    ],
)
def test_what_is_allowed(robots: str, path: str, is_allowed: bool) -> None:
    assert allowed(robots, path) == is_allowed


def test_bytes_that_are_no_text_allow_all() -> None:
    assert allowed(bytes(range(256)) * 50, "/a")


@pytest.mark.parametrize(
    ("asked", "kept"), [("2", 2), ("0.5", 0.5), ("86400", 30), ("-1", 0), ("soon", 0), ("nan", 0)]
)
def test_a_delay_is_kept_within_reason(asked: str, kept: float) -> None:
    assert delay(rules(f"User-agent: *\nCrawl-delay: {asked}".encode())) == kept


@pytest.mark.parametrize(
    "hostile",
    [
        b"".join(b"User-agent: a%d\n" % each for each in range(16_000))
        + b"Disallow: /x\n" * 20_000,
        b"User-agent: *\n" + b"".join(b"Disallow: /%d*a*b*a$\n" % each for each in range(25_000)),
        b"User-agent: *\nDisallow: /" + b"*a" * 200_000,
        b"\n" * 500_000,
        b" " * 500_000,
        b"user-agent" + b" " * 500_000,
    ],
    ids=["names", "rules", "stars", "lines", "blanks", "blank name"],
)
def test_a_hostile_robots_txt_costs_seconds_at_most(hostile: bytes) -> None:
    began = time.monotonic()
    assert allowed(hostile, "/" + "ab" * 3_000)
    assert time.monotonic() - began < 20
