"""What a host asks of robots: RFC 9309, matched by Protego."""

import re
from typing import TYPE_CHECKING

import msgspec

from sayso.read.addresses import Address
from sayso.read.network import PRODUCT

if TYPE_CHECKING:
    from protego import Protego

PATH = "/robots.txt"
LIMIT = 500 << 10  # RFC 9309, 2.5: at least 500 KiB are read; what comes after is not
MOST_REDIRECTS = 5  # RFC 9309, 2.3.1.2: at least five are followed; more count as no rules
# A host that asks for more gets this much: above it one would think that Sayso hangs.
LONGEST_DELAY = 30.0

# Only the group of every robot and that of this one matter. The names of all others are made one:
# a file of ten thousand names over ten thousand rules must not cost a hundred million.
_AGENT = re.compile(r"\s*user[-\s]*agent[\s:]*(.*)", re.I)
_TOKEN = re.compile(r"[a-z_-]+", re.I)
_EVERY_ROBOT = re.compile(r"\*\s*(?:#|$)")


class Rules(msgspec.Struct, frozen=True):
    """What a host allows. Without `rules` it allows all; not to be had, nothing."""

    rules: "Protego | None" = None
    unreachable: str | None = None


def rules(content: bytes) -> Rules:
    """Return the rules in the bytes of a robots.txt.

    >>> found = rules(b"User-agent: *\\nDisallow: /private\\nCrawl-delay: 2")
    >>> from sayso.read.addresses import parsed
    >>> refusal(found, parsed("https://karsk-courant.example/private/1"))
    'robots.txt of karsk-courant.example disallows it; --ignore-robots reads it anyway'
    >>> delay(found)
    2.0
    """
    from protego import Protego

    lines = content[:LIMIT].decode("utf-8-sig", "replace").splitlines()
    return Rules(Protego.parse("\n".join(map(_named_for_us, lines))))


def refusal(found: Rules, address: Address) -> str | None:
    """Return why an address may not be fetched, None where it may."""
    host = address.authority
    if found.unreachable is not None:
        return (
            f"robots.txt of {host} cannot be had ({found.unreachable}), so nothing there is "
            "fetched; --ignore-robots reads it anyway"
        )
    if found.rules is None or found.rules.can_fetch(address.url, PRODUCT):
        return None
    return f"robots.txt of {host} disallows it; --ignore-robots reads it anyway"


def delay(found: Rules) -> float:
    """Return the seconds that a host asks to be left alone between two pages, within reason."""
    asked = found.rules.crawl_delay(PRODUCT) if found.rules else None
    return min(asked or 0.0, LONGEST_DELAY)


def _named_for_us(line: str) -> str:
    agent = _AGENT.match(line)
    if not agent or _EVERY_ROBOT.match(agent[1]):
        return line
    token = _TOKEN.match(agent[1])
    is_own = token is not None and token[0].lower() == PRODUCT.lower()
    return f"User-agent: {PRODUCT if is_own else 'another'}"
