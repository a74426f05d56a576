"""The outlet that a page is of, when the page does not name it for machines."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import msgspec

from sayso.data import load
from sayso.extract.pieces import fold
from sayso.extract.structured import Structured, text_of

LONGEST = 60  # Characters in the name of an outlet.
COPYRIGHT = re.compile(
    r"(?:^|[|•·–—] ?)(?:copyright ?)?(?:©|\(c\)|copyright) ?(?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?"
    r",? (?:by )?(?P<name>[^|•·©\n]{2,80})",
    re.I,
)
NAME_END = re.compile(r" [–—-] |[.,;]? (?:all rights|alle rechte|tous droits|todos los)|\. ", re.I)
SUFFIX = re.compile(r"\s[|–—·-]\s")
PREFIX = re.compile(r"(?P<name>[^:|]{3,40}): ")
ADDRESS = re.compile(
    r"(?:[\w-]{1,20}[ -])?(?:permalink|permanent link|url|link|source)\s?:\s?"
    r"(?P<url>https?://[^\s<>\"]{4,500})$",
    re.I,
)


class Named(msgspec.Struct, frozen=True):
    """A value and where on the page it was found."""

    value: str
    where: str


def page_outlet(tree: Any, said: Structured, url: str | None, lines: Iterable[str]) -> Named | None:
    """Return the outlet of a parsed page: what it names for machines, then title and foot.

    >>> from lxml import html
    >>> from sayso.extract.structured import structured
    >>> page = html.fromstring("<html><title>Dam holds - Ostrava Herald</title><p>Text</p></html>")
    >>> page_outlet(page, structured(page), "https://ostravaherald.example/dam", ()).value
    'Ostrava Herald'
    """
    for value, where in (
        (said.meta.get("og:site_name"), "meta og:site_name"),
        (text_of(said.article.get("publisher")), "JSON-LD publisher"),
        (said.meta.get("application-name"), "meta application-name"),
    ):
        if value:
            return Named(value, where)
    foot = outlet_in_copyright(lines)
    bodies = [said.meta.get(name, "") for name in ("dcterms.publisher", "dcterms.creator")]
    vouching = [_letters(_host(url)), *map(_letters, bodies), _letters(foot.value if foot else "")]
    title = fold(tree.findtext(".//title") or "")
    parts = SUFFIX.split(title)
    prefix = PREFIX.match(title)
    for part in (*parts[1:][-1:], *((prefix["name"],) if prefix else ())):
        letters = _letters(part.lower().removeprefix("the "))
        if len(letters) > 3 and any(letters in voice for voice in vouching):
            return Named(part.strip(), "<title>")
    if bodies[0]:
        return Named(bodies[0], "meta dcterms.publisher")
    return foot


def outlet_in_copyright(lines: Iterable[str]) -> Named | None:
    """Return the outlet that the only copyright line of a page names, without its company form.

    >>> outlet_in_copyright(["© 2031 Ostrava Herald Publishing Co."]).value
    'Ostrava Herald'
    """
    names = {name for line in lines if len(line) < 300 and (name := _copyright_name(line))}
    return Named(names.pop(), "copyright line") if len(names) == 1 else None


def address_line(lines: Iterable[str]) -> str | None:
    """Return the address that the one line such as "Permalink: https://..." gives a page.

    >>> address_line(["Permalink: https://herald.example/2031/dam"])
    'https://herald.example/2031/dam'
    """
    found = {match["url"] for line in lines if (match := ADDRESS.match(line[:600]))}
    return found.pop() if len(found) == 1 else None


def _copyright_name(line: str) -> str | None:
    found = COPYRIGHT.search(line)
    if not found:
        return None
    table = load("outlets")
    words = NAME_END.split(found["name"])[0].strip(" .,").split()
    while len(words) > 1 and words[-1].lower().strip(",") in table["company"]:
        words.pop()
    name = " ".join(words).strip(" ,.")
    proper = name[:1].isupper() and 2 < len(name) <= LONGEST and len(words) <= 6
    return name if proper and words[0].lower() not in table["no_outlet"] else None


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:  # a malformed address, such as http://[
        return ""


def _letters(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())
