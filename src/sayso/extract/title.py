"""The title of a page: its heading where that agrees with what the page says for machines."""

import re
from collections.abc import Iterator
from typing import Any

from sayso.extract.pieces import fold
from sayso.extract.structured import Structured, text_of

LONGEST = 400  # Characters; a longer heading is a page whose markup is broken.
AGREES = 0.6  # Token F1 of heading and machine title; edited headlines share about this much.
WORD = re.compile(r"\w+")
PART = re.compile(r"\s+(?:[|»·•]|::|[-–—]{1,2})\s+|\s*\|\s*")


def page_title(tree: Any, head: Structured, names: tuple[str, ...]) -> tuple[str, str] | None:
    """Return the title of a parsed page and where it was found; `names` are the site's own.

    >>> from lxml import html
    >>> from sayso.extract.structured import structured
    >>> page = html.fromstring("<html><title>Dam holds - Herald</title><h1>Dam holds</h1></html>")
    >>> page_title(page, structured(page), ("Herald",))
    ('Dam holds', '<h1>')
    """
    stated = [
        (without_site(fold(value), names), where)
        for value, where in _stated(tree, head)
        if value and fold(value) and len(value) <= LONGEST
    ]
    headings = [
        text
        for element in tree.iter("h1")
        if (text := fold(" ".join(element.itertext()))) and len(text) <= LONGEST
    ]
    ranked = [
        (max((agreement(heading, title) for title, _ in stated), default=0.0), -at, heading)
        for at, heading in enumerate(headings[:20])
    ]
    if ranked:
        score, _, heading = max(ranked)
        if score >= AGREES:
            # A heading that swallowed its byline opens with the title that the page states.
            for title, where in stated:
                if heading.startswith(title) and len(title.split()) > 3:
                    return title, where
            return heading, "<h1>"
    if stated:
        return stated[0]
    if len(headings) == 1 and not _same_as_any(headings[0], names):
        return headings[0], "<h1>"
    return None


def without_site(title: str, names: tuple[str, ...]) -> str:
    """Return a title without the name of the site that follows or precedes it.

    >>> without_site("Dam holds | Ostrava Herald", ("Ostrava Herald",))
    'Dam holds'
    """
    opening, colon, rest = title.partition(": ")
    if colon and rest and opening.lower() in {name.lower() for name in names}:
        return rest
    parts = list(PART.finditer(title))
    if not parts:
        return title
    last, first = parts[-1], parts[0]
    if _same_as_any(title[last.end() :], names):
        return without_site(title[: last.start()], names)
    if _same_as_any(title[: first.start()], names):
        return title[first.end() :]
    return title


def agreement(one: str, other: str) -> float:
    """Return the token F1 of two titles, from 0 to 1.

    >>> agreement("Dam holds", "Dam holds: officials")
    0.8
    """
    mine, theirs = set(WORD.findall(one.lower())), set(WORD.findall(other.lower()))
    total = len(mine) + len(theirs)
    return 2 * len(mine & theirs) / total if total else 0.0


def _stated(tree: Any, head: Structured) -> Iterator[tuple[str | None, str]]:
    yield text_of(head.article.get("headline")), "JSON-LD headline"
    yield head.meta.get("og:title"), "meta og:title"
    yield head.meta.get("twitter:title"), "meta twitter:title"
    yield text_of(head.article.get("name")), "JSON-LD name"
    yield tree.findtext(".//title"), "<title>"


def _same_as_any(text: str, names: tuple[str, ...]) -> bool:
    """Sites shorten and lengthen their names: "Herald", "The Ostrava Herald", "herald.example"."""
    mine = "".join(WORD.findall(text.lower().removeprefix("the ")))
    for name in names:
        theirs = "".join(WORD.findall(name.lower().removeprefix("the ")))
        if mine and theirs and (mine == theirs or (len(mine) > 3 and mine in theirs)):
            return True
        if len(theirs) > 3 and theirs in mine and len(text.split()) <= 5:
            return True
    return False
