"""The outlet that a page is of, when the page does not name it for machines."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sayso.data import load
from sayso.extract.addresses import host_of
from sayso.extract.agency import agency_named
from sayso.extract.pieces import fold
from sayso.extract.stated import Told, same_name, told
from sayso.extract.structured import Structured, text_of
from sayso.model import Stated

LONGEST_LINE = 300  # Characters of a copyright line.
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


def page_outlet(tree: Any, said: Structured, url: str | None, lines: Iterable[str]) -> Told | None:
    """Return the outlet of a parsed page: what it names for machines, then title and foot.

    >>> from lxml import html
    >>> from sayso.extract.structured import structured
    >>> page = html.fromstring("<html><title>Dam holds - Ostrava Herald</title><p>Text</p></html>")
    >>> page_outlet(page, structured(page), "https://ostravaherald.example/dam", ()).value
    'Ostrava Herald'
    """
    foot = outlet_in_copyright(lines)
    named = told(_named(tree, said, url, foot), None, same_name)
    # The copyright line often names the house that owns an outlet: that is no disagreement.
    return named or (Told(foot.value, foot.where) if foot else None)


def _named(tree: Any, said: Structured, url: str | None, foot: Stated | None) -> Iterator[Stated]:
    for value, where in (
        (said.meta.get("og:site_name"), "meta og:site_name"),
        (text_of(said.article.get("publisher")), "JSON-LD publisher"),
        (said.meta.get("application-name"), "meta application-name"),
    ):
        if value:
            yield Stated(value=value, where=where)
    bodies = [said.meta.get(name, "") for name in ("dcterms.publisher", "dcterms.creator")]
    vouching = [
        _letters(host_of(url) or ""),
        *map(_letters, bodies),
        _letters(foot.value if foot else ""),
    ]
    title = fold(tree.findtext(".//title") or "")
    parts = SUFFIX.split(title)
    prefix = PREFIX.match(title)
    for part in (*parts[1:][-1:], *((prefix["name"],) if prefix else ())):
        letters = _letters(part.lower().removeprefix("the "))
        if len(letters) > 3 and any(letters in voice for voice in vouching):
            yield Stated(value=part.strip(), where="<title>")
    if bodies[0]:
        yield Stated(value=bodies[0], where="meta dcterms.publisher")


def outlet_in_copyright(lines: Iterable[str]) -> Stated | None:
    """Return the outlet that the only copyright line of a page names, without its company form.

    Beside an outlet's, the copyright line of an agency is that of the text.

    >>> outlet_in_copyright(["© 2031 Ostrava Herald Publishing Co."]).value
    'Ostrava Herald'
    """
    names = {name for line in lines if (name := copyright_name(line))}
    outlets = {name for name in names if agency_named(name) is None} or names
    return Stated(value=outlets.pop(), where="copyright line") if len(outlets) == 1 else None


def address_line(lines: Iterable[str]) -> str | None:
    """Return the address that the one line such as "Permalink: https://..." gives a page.

    >>> address_line(["Permalink: https://herald.example/2031/dam"])
    'https://herald.example/2031/dam'
    """
    found = {match["url"] for line in lines if (match := ADDRESS.match(line[:600]))}
    return found.pop() if len(found) == 1 else None


def copyright_name(line: str) -> str | None:
    """Return the name in a copyright line, without its company form, null when there is none.

    >>> copyright_name("Copyright 2031 The Velmarian Press Inc. All rights reserved.")
    'The Velmarian Press'
    """
    found = COPYRIGHT.search(line) if len(line) < LONGEST_LINE else None
    if not found:
        return None
    table = load("outlets")
    words = NAME_END.split(found["name"])[0].strip(" .,").split()
    while len(words) > 1 and words[-1].lower().strip(",") in table["company"]:
        words.pop()
    name = " ".join(words).strip(" ,.")
    proper = name[:1].isupper() and 2 < len(name) <= LONGEST and len(words) <= 6
    first = next((word for word in map(str.lower, words) if word != "the"), "the")
    return name if proper and first not in table["no_outlet"] else None


def _letters(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())
