"""The dates that a page shows its readers: in the lines about the headline, and in date lines."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import msgspec

from sayso.data import load
from sayso.extract.date_places import Candidate, Kind
from sayso.extract.dates import (
    DIGIT,
    LONGEST,
    WORDS,
    Order,
    date_kind,
    date_line,
    only_dates,
    plain,
    read_date,
)
from sayso.extract.headline import Near
from sayso.extract.heads import head_line
from sayso.extract.html import huge, visible_lines
from sayso.extract.relative import relative_date

SEPARATOR = re.compile(r"\s?[|·•]\s?|\s[–—-]\s")
IN_PROSE = re.compile(r"\b(?:on|in|by|until|since|from|before|after) (?:\w+,? )?(?:\w+ \d|\d)")
DATE_WORDS = 6  # Words of a date with its time and zone.
ABOVE = -1  # Lines above and below a headline
CLOSE = 4  # within which a line with a date among other words still counts.
LONGEST_MIXED = 90  # Characters of such a line.
MOST_CONTAINERS = 100  # Parts of a page that are not its article; beyond, it is a list.
AGO = "line at the headline: how long ago"


def shown_near(near: tuple[Near, ...], captured: str | None) -> Iterator[Candidate]:
    """Return the dates in the lines about the headline.

    >>> lines = (Near("Published 3 May 2031", 1), Near("Updated: 4 May 2031", 2))
    >>> [(found.kind, found.place) for found in shown_near(lines, None)]
    [('published', 'labelled line'), ('modified', 'labelled line')]
    """
    for rank, line in enumerate(near):
        if len(line.text) > 2 * LONGEST or _not_the_page(line.text):
            continue
        for found in _in_line(line, captured):
            yield msgspec.structs.replace(found, rank=rank)


def lines_with_dates(lines: Iterable[str], order: Order | None) -> list[Candidate]:
    """Return the lines anywhere on a page that hold a date and nothing else.

    >>> [found.kind for found in lines_with_dates(["Updated 3 May 2031", "It was 2031."], None)]
    ['modified']
    """
    found: list[Candidate] = []
    before = ""
    for line in lines:
        if date_line(line, order):
            said = _label(before) + line
            place = "labelled far line" if _labelled(said) else "far line"
            found.append(Candidate(line, _kind(said), place, "date line"))
        before = line
    return found


def apart_lines(tree: Any) -> frozenset[str]:
    """Return the lines that stand among comments, other articles or the site's own lines.

    >>> from sayso.extract.html import parse
    >>> apart_lines(parse("<h1>Dam holds</h1><div class='comments'><p>3 May 2031</p></div>"))
    frozenset({'3 May 2031'})
    """
    if huge(tree):
        return frozenset()
    lines: set[str] = set()
    taken: set[Any] = set()
    for container in tree.xpath(_containers())[:MOST_CONTAINERS]:
        within = any(above in taken for above in container.iterancestors())
        if not within and next(container.iter("h1"), None) is None:
            taken.add(container)
            lines.update(visible_lines(container))
    return frozenset(lines)


@cache
def _containers() -> str:
    parts = load("page_dates")["elsewhere"]
    named = " or ".join(f"contains(@class, '{part}') or contains(@id, '{part}')" for part in parts)
    within = "ancestor::*[self::article or self::main]"
    boxes = "self::div or self::section or self::ul or self::ol or self::aside"
    return (
        f"//body//*[({boxes}) and ({named})]"
        f" | //footer[not({within})] | //aside[not({within})] | //nav"
    )


def _in_line(line: Near, captured: str | None) -> Iterator[Candidate]:
    text = line.text
    for part in _parted(text):
        if not DIGIT.search(part) or not _read(part):
            if ago := relative_date(part, captured):
                yield Candidate(ago, _kind(part), "line", AGO)
        elif date_line(part, "day") or date_line(part, "month"):
            said = _label(line.before) + part
            place = "labelled line" if _labelled(said) else "line"
            yield Candidate(part, _kind(said), place, "date line at the headline")
        elif head := head_line(part):
            place = "labelled line" if _labelled(part) and not head.people else "line"
            yield Candidate(head.date, _kind(part), place, "byline with its date")
        elif ABOVE <= line.below <= CLOSE and len(part) <= LONGEST_MIXED:
            pieces = [piece for piece in SEPARATOR.split(part) if _read(piece)]
            if len(pieces) == 1 and only_dates(pieces[0]):
                yield Candidate(pieces[0], _kind(part), "line", "line at the headline")
            elif not part.endswith((".", "!", "?")) and (stamp := _at_edge(part)):
                place = "stamped line" if "T" in stamp else "mixed line"
                yield Candidate(part, _kind(part), place, "line at the headline")


def _at_edge(part: str) -> str | None:
    """A date at either end of a line stands beside it; one inside is part of what it says."""
    text = plain(part)
    words = text.split()
    if IN_PROSE.search(text.lower()):
        return None
    ends = (" ".join(words[-DATE_WORDS:]), " ".join(words[:DATE_WORDS]))
    return next((value for end in ends if (value := _read(end))), None)


def _read(part: str) -> str | None:
    return read_date(part, "day") or read_date(part, "month")


def _kind(said: str) -> Kind:
    return "modified" if date_kind(said) == "modified" else "published"


def _label(before: str) -> str:
    """A label may stand on a line of its own: "Page updated:"."""
    short = before.count(" ") < 3 and not DIGIT.search(before)
    return f"{before} " if short and _labelled(before) else ""


def _labelled(text: str) -> bool:
    return _labels().search(plain(text)) is not None


def _parted(text: str) -> list[str]:
    """ "Updated ... First published ..." says two dates."""
    return [part for part in _labels().split(text) if part]


@cache
def _labels() -> re.Pattern[str]:
    """The empty place before a label; in "last updated" it is before the first word."""
    table = load("page_dates")
    phrases = sorted((*table["labels"], *table["modified"]), key=len, reverse=True)
    return re.compile(
        rf"(?i)(?<![^\W\d_])(?<!last )(?<!first )(?<!date )(?=(?:{'|'.join(phrases)})\b)"
    )


def _not_the_page(text: str) -> bool:
    """ "Today is ...", "From the ... edition": a day, and not the article's."""
    words = set(WORDS.findall(text.lower()))
    return bool(words & {*load("page_dates")["not_the_page"]}) and not _labelled(text)
