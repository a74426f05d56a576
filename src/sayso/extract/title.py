"""The title of a page: its heading where that agrees with what the page says for machines."""

import re
from collections.abc import Iterator
from typing import Any

from sayso.extract.pieces import fold
from sayso.extract.stated import Told, same_letters, told
from sayso.extract.structured import Structured, text_of
from sayso.model import Stated

LONGEST = 400  # Characters; a longer heading is a page whose markup is broken.
AGREES = 0.6  # Token F1 of heading and machine title; edited headlines share about this much.
# The only heading of a page is the title that readers see, however machines were told of it; on
# 450 pages of news and blogs any value from .2 to .4 gives the same titles but two.
ALONE_AGREES = 0.3
SEEN = "the heading that readers see, as it shares most words with the titles for machines"
SAME = "the heading that readers see is the same"
OPENED = "the title for machines that the heading of the page opens with"
UNSEEN = "no heading of the page agrees with it, and it goes before the other titles for machines"
WORD = re.compile(r"\w+")
PART = re.compile(r"\s+(?:[|»·•]|::|[-–—]{1,2})\s+|\s*\|\s*")


def page_title(tree: Any, head: Structured, names: tuple[str, ...]) -> Told | None:
    """Return the title of a parsed page and where it was found; `names` are the site's own.

    Titles that differ by more than case, signs and the site's name are kept with it.

    >>> from lxml import html
    >>> from sayso.extract.structured import structured
    >>> page = html.fromstring("<html><title>Dam holds - Herald</title><h1>Dam holds</h1></html>")
    >>> found = page_title(page, structured(page), ("Herald",))
    >>> found.value, found.where, found.stated
    ('Dam holds', '<h1>', ())
    """
    stated = [
        Stated(value=without_site(fold(value), names), where=where)
        for value, where in _stated(tree, head)
        if value and fold(value) and len(value) <= LONGEST
    ]
    headings = [
        text
        for element in tree.iter("h1")
        if (text := fold(" ".join(element.itertext()))) and len(text) <= LONGEST
    ]
    ranked = [
        (max((agreement(heading, title.value) for title in stated), default=0.0), -at, heading)
        for at, heading in enumerate(headings[:20])
    ]
    others = [title for title in stated if not _same_as_any(title.value, names)]
    if ranked:
        score, _, heading = max(ranked)
        if score >= (AGREES if len(set(headings)) > 1 else ALONE_AGREES):
            # A heading that swallowed its byline opens with the title that the page states.
            for title in stated:
                if heading.startswith(title.value) and len(title.value.split()) > 3:
                    why = SAME if heading == title.value else OPENED
                    return told([title, *others], why, same_title)
            return told([Stated(value=heading, where="<h1>"), *others], SEEN, same_title)
    if stated:
        return told([stated[0], *others], UNSEEN, same_title)
    if len(headings) == 1 and not _same_as_any(headings[0], names):
        return Told(headings[0], "<h1>")
    return None


def same_title(one: str, other: str) -> bool:
    """Return whether two titles are one but for case, signs and a section that follows.

    >>> same_title("Dam holds", "Dam Holds - World"), same_title("Dam holds", "Dam falls")
    (True, False)
    """
    if same_letters(one, other):
        return True
    parts = (*PART.split(one)[:1], *PART.split(other)[:1])
    return (parts[0] != one or parts[1] != other) and (
        same_letters(parts[0], other) or same_letters(one, parts[1])
    )


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
