"""The lines that a page shows around its headline, where dates and bylines stand."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from sayso.extract.pieces import fold
from sayso.extract.structured import Structured, text_of

BEFORE = 4  # Lines above a headline that may hold its date: a desk, a day, a kicker.
AFTER = 14  # Lines below it, among share buttons and a standfirst.
MOST_PLACES = 4  # A headline stands in a crumb trail and above the article; more is a list.
PROSE_WORDS = 25  # Words of a line that belongs to the text or is a standfirst.
MOST_PROSE = 2  # A standfirst and a first paragraph may go before the byline.
SIGNS = re.compile(r"[\W_]+")
MOST_PARTS = 60  # Pieces of text in an element that is a line.
LONGEST = 400  # Characters of a line that can be a headline.
SHORTEST = 12  # Letters of a headline that a line may hold among others.


class Near(msgspec.Struct, frozen=True):
    """A line, how many lines below the headline it stands, and the line before it."""

    text: str
    below: int
    before: str = ""


def near_headline(tree: Any, head: Structured, lines: tuple[str, ...]) -> tuple[Near, ...]:
    """Return the lines about the headline, the nearest first.

    >>> from sayso.extract.html import parse, visible_lines
    >>> from sayso.extract.structured import structured
    >>> page = parse("<h1>Dam holds</h1><p>3 May 2031</p><p>The dam at Ostrava held.</p>")
    >>> [line.text for line in near_headline(page, structured(page), visible_lines(page))][:2]
    ['3 May 2031', 'The dam at Ostrava held.']
    """
    found: dict[int, Near] = {}
    for place in _places(tree, head, lines):
        prose = 0
        for at in range(place + 1, min(len(lines), place + 1 + AFTER)):
            _nearer(found, at, Near(lines[at], at - place, lines[at - 1]))
            prose += lines[at].count(" ") >= PROSE_WORDS
            if prose > MOST_PROSE:
                break
        for at in range(max(0, place - BEFORE), place):
            _nearer(found, at, Near(lines[at], at - place, lines[at - 1] if at else ""))
        _nearer(found, place, Near(lines[place], 0))
    return tuple(sorted((near for near in found.values() if near.below), key=_distance))


def headlines(tree: Any, head: Structured) -> tuple[str, ...]:
    """Return what may be the headline: its heading, and what the page calls itself.

    >>> from sayso.extract.html import parse
    >>> from sayso.extract.structured import structured
    >>> page = parse("<title>Dam holds - Herald</title><h1>Dam holds</h1>")
    >>> headlines(page, structured(page))
    ('Dam holds',)
    """
    return tuple(dict.fromkeys(name for name in _headlines(tree, head) if name))


def _headlines(tree: Any, head: Structured) -> Iterator[str]:
    for heading in tree.iter("h1"):
        yield fold(heading.text_content())
    yield head.meta.get("og:title", "")
    yield text_of(head.article.get("headline")) or ""


def _places(tree: Any, head: Structured, lines: tuple[str, ...]) -> tuple[int, ...]:
    names = headlines(tree, head)
    title = fold(tree.findtext(".//title") or "")
    called = {letters(name) for name in names} - {""}
    # An <h1> that is the site's own name stands on every page of it.
    agreed = {name for name in called if name in letters(title)} or called
    bare = {at: letters(line) for at, line in enumerate(lines) if len(line) <= LONGEST}
    spots = [at for at, line in bare.items() if line in agreed]
    if not spots:
        long = [name for name in called if len(name) >= SHORTEST]
        spots = [
            at
            for at, line in bare.items()
            if len(line) >= SHORTEST and any(name in line or line in name for name in long)
        ]
    return tuple(spots[:MOST_PLACES])


def shown_in(element: Any) -> str:
    """Return the text that an element shows, of a long one its start.

    >>> from sayso.extract.html import parse
    >>> shown_in(parse("<p>By <a>Ana Reyl</a></p>"))
    'By Ana Reyl'
    """
    parts = islice(element.itertext(), MOST_PARTS)
    return fold(" ".join(part[:LONGEST] for part in parts))


def letters(text: str) -> str:
    """Return the letters and digits of a text alone, without case.

    >>> letters("Ana-Maria O'Reyl")
    'anamariaoreyl'
    """
    return SIGNS.sub("", text.casefold())


def _nearer(found: dict[int, Near], at: int, near: Near) -> None:
    known = found.get(at)
    if known is None or _distance(near) < _distance(known):
        found[at] = near


def _distance(near: Near) -> tuple[int, bool]:
    return abs(near.below), near.below < 0
