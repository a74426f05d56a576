"""The bylines that a page shows about its headline."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import msgspec

from sayso.data import load
from sayso.extract.headline import Near, shown_in
from sayso.extract.heads import head_line
from sayso.extract.names import is_full_name, leading_name
from sayso.extract.people import JOINED, SPLIT, People, byline, people
from sayso.extract.pieces import fold

SIGNED = "byline at the headline"
CLOSE = 3  # Lines below a headline within which a name by itself may be the writer's.
FEW_WORDS = 12  # Words of a line in which a name is linked to its writer's page.
MOST_LINKS = 400  # Links and marked elements looked at.
IN_LINE = re.compile(r"(?:^|\s)by (?P<names>[A-ZÀ-Þ].{2,80})$", re.I)
AT_PAGE = re.compile(r"[\w'’.-]+(?: [\w'’.-]+){1,3}")
PARTED = re.compile(r"\s?[|·•]\s?")
WORD = re.compile(r"\w+")
LONG = re.compile(r"(?:written|posted|words) by:? (?P<names>.{2,60})", re.I)
DATED = re.compile(r"\b(?:19|20)\d\d\b")


class Shown(msgspec.Struct, frozen=True):
    """Whom a line about the headline names, and how it does so."""

    people: People
    where: str


def shown_bylines(
    tree: Any, near: Sequence[Near], lines: Sequence[str], title: str, outlet: str | None
) -> Iterator[Shown]:
    """Return the bylines about a headline, the surest sort first.

    >>> from sayso.extract.html import parse
    >>> near = [Near("By Ana Reyl", 1)]
    >>> [each.people.authors for each in shown_bylines(parse("<p>x"), near, (), "", None)]
    [('Ana Reyl',)]
    """
    for line in near:
        if read := _in_line(line, outlet):
            yield Shown(read, SIGNED)
            break
    yield from _linked(tree, near, outlet)
    for line in near:
        if -2 <= line.below <= CLOSE and _is_known(line.text, tree, lines, title):
            yield Shown(People((line.text,)), "name at the headline")
            break


def _in_line(line: Near, outlet: str | None) -> People | None:
    text = JOINED.sub("By ", line.text)
    read = next((each for part in PARTED.split(text) if (each := byline(part))), None)
    if read is None and _label(line.before) and text.count(" ") <= FEW_WORDS:
        read = byline(f"By {text}") if not text.lower().startswith("by ") else None
    if read is None and DATED.search(text):
        head = head_line(text)
        read = head.people if head else None
        if read is None and (found := IN_LINE.search(text)):
            read = byline(f"By {found['names']}")
    if read is None and (found := LONG.match(text)):
        read = byline(f"By {SPLIT.split(found['names'])[0]}")
    if read is None or not read.authors:
        return None
    kept = people(read.authors, outlet)
    # A site named after its writer still signs with that name.
    own = [name for name in read.authors if is_full_name(name)]
    return kept if kept.authors else (People(tuple(own)) if own else None)


def _label(before: str) -> bool:
    return before.lower().strip(" :—–-|•") in load("bylines")["labels"]


def _linked(tree: Any, near: Sequence[Near], outlet: str | None) -> Iterator[Shown]:
    """Names that link to their writer's page, or that are marked as the author's."""
    ranks = {line.text: rank for rank, line in enumerate(near)}
    named: dict[int, list[str]] = {}
    for element in tree.xpath(_by_writers())[:MOST_LINKS]:
        text = shown_in(element)
        if not text or len(text) > 120:
            continue
        rank = next(
            (
                at
                for line, at in ranks.items()
                if text in line and line.count(" ") <= text.count(" ") + FEW_WORDS
            ),
            None,
        )
        if rank is None:
            continue
        for name in people([text], outlet).authors:
            if is_full_name(name) and name not in named.setdefault(rank, []):
                named[rank].append(name)
    best = min((rank for rank, names in named.items() if names), default=None)
    if best is not None:
        yield Shown(People(tuple(named[best])), "author link at the headline")


@cache
def _by_writers() -> str:
    """XPath of the links to writers' pages and the elements marked as theirs."""
    table = load("bylines")
    paths = " or ".join(f"contains(@href, '{path}')" for path in table["author_paths"])
    marks = " or ".join(f"contains(@class, '{mark[1:]}')" for mark in table["author_marks"])
    return f"//a[{paths}] | //*[@rel='author' or @itemprop='author' or {marks}]"


def _is_known(text: str, tree: Any, lines: Sequence[str], title: str) -> bool:
    """A name by itself is the writer's when the page tells of that person or shows a picture."""
    if not AT_PAGE.fullmatch(text) or not is_full_name(text) or leading_name(text) != text:
        return False
    if text.isupper() or {*text.lower().split()} & {*WORD.findall(title.lower())}:
        return False
    told = re.compile(
        rf"(?:{re.escape(text)} (?:is|has|was|writes)\b|\bby {re.escape(text)})", re.I
    )
    if any(told.search(line) for line in lines):
        return True
    return any(fold(image.get("alt") or "").lower() == text.lower() for image in tree.iter("img"))
