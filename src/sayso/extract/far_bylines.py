"""Bylines away from the headline, for pages that name nobody there."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sayso.data import load
from sayso.extract.headline import shown_in
from sayso.extract.names import LONGEST, is_full_name
from sayso.extract.people import SPLIT, byline, people

FOOT_WORDS = 25  # Words of a line at the foot that names the writer.
MOST_BYLINES = 2  # Different marked bylines; more are those of other articles.


def far_bylines(tree: Any, lines: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Return the bylines of a page that are marked as such or the only ones, and where.

    >>> from sayso.extract.html import parse
    >>> next(far_bylines(parse('<p class="byline">By Ana Reyl</p>'), ()))
    (('By Ana Reyl',), 'byline')
    """
    yield from _marked(tree)
    yield from _opened_by(lines)
    yield from _at_foot(lines)


def _marked(tree: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """Elements marked as byline; many different ones belong to teasers of other articles."""
    elements = tree.xpath(
        "//*[@rel='author' or @itemprop='author'"
        " or contains(@class, 'author') or contains(@class, 'byline')]"
    )
    marks = frozenset(load("bylines")["marked"])
    bylines: dict[tuple[str, ...], str] = {}
    for element in elements[:200]:
        tokens = {
            element.get("rel") or "",
            element.get("itemprop") or "",
            *(element.get("class") or "").lower().split(),
        }
        text = shown_in(element) if tokens & marks else ""
        if 0 < len(text) <= 2 * LONGEST:
            read = people([text])
            if read.authors and all(map(is_full_name, read.authors)):
                bylines.setdefault(read.authors, text)
    if 1 <= len(bylines) <= MOST_BYLINES:
        yield (next(iter(bylines.values())),), "byline"


def _opened_by(lines: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Lines that open with "By", when the page has one such only."""
    opened = {
        line
        for line in lines
        if len(line) <= 2 * LONGEST
        and (read := byline(line))
        and all(map(is_full_name, read.authors))
    }
    if len(opened) == 1:
        yield tuple(opened), "byline"


def _at_foot(lines: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """ "This post was written by ...", or a label with the name below it."""
    table = load("bylines")
    opener = re.compile(rf"\b(?:{'|'.join(table['foot_openers'])}) (?P<name>.{{2,60}})", re.I)
    labels = frozenset(table["labels"])
    named: set[str] = set()
    for before, line in zip(("", *lines), lines, strict=False):
        if line.count(" ") < FOOT_WORDS and (found := opener.search(line)):
            named.update(people([SPLIT.split(found["name"])[0]]).authors)
        elif before.lower().strip(" :—–-") in labels and is_full_name(line):
            named.add(line)
    full = {name for name in named if is_full_name(name)}
    if len(full) == 1:
        yield tuple(full), "byline at the foot"
