"""When a page was published and when it was modified, each with where that stands."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

import msgspec

from sayso.data import load
from sayso.extract.dates import LONGEST, date_line, month_numbers, read_date
from sayso.extract.html import huge, visible_lines
from sayso.extract.structured import Structured, text_of

IN_URL = re.compile(
    r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d\d?|[a-z]{3})[/-](?P<d>\d\d?)(?=[/_.-]|$)", re.I
)
COMPACT_IN_URL = re.compile(r"[/_-](?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?=[/_.-]|$)")


class Dates(msgspec.Struct, frozen=True):
    """ISO dates with, for each, where on the page it was found."""

    published: str | None = None
    published_in: str | None = None
    modified: str | None = None
    modified_in: str | None = None


def page_dates(tree: Any, head: Structured, url: str | None) -> Dates:
    """Return the dates of a parsed page: JSON-LD, then meta, marked elements, the address.

    >>> from lxml import html
    >>> from sayso.extract.structured import structured
    >>> page = html.fromstring('<p><time datetime="2025-03-04T10:05Z">today</time></p>')
    >>> page_dates(page, structured(page), None).published
    '2025-03-04T10:05+00:00'
    """
    published = _first(_published(tree, head, url))
    modified = _first(_modified(tree, head))
    if not (published[0] and modified[0]):
        lines = [day for line in visible_lines(tree) if (day := date_line(line))]
        if not modified[0]:
            modified = _only_line(lines, "modified")
        if not published[0]:
            published = _only_line(lines, "published")
        if not published[0]:
            published = _guessed(
                tree, url, {value[:10] for kind, value in lines if kind == "modified"}
            )
    return Dates(published[0], published[1], modified[0], modified[1])


def _published(tree: Any, head: Structured, url: str | None) -> Iterator[tuple[str | None, str]]:
    table = load("page_dates")
    yield text_of(head.article.get("datePublished")), "JSON-LD datePublished"
    for name in table["meta_published"]:
        yield head.meta.get(name), f"meta {name}"
    yield text_of(head.page.get("datePublished")), "JSON-LD datePublished of the page"
    yield text_of(head.article.get("dateCreated")), "JSON-LD dateCreated"
    yield from _marked(tree, table["marked_published"])
    yield _from_url(url), "address"
    yield from _only_time(tree)


def _modified(tree: Any, head: Structured) -> Iterator[tuple[str | None, str]]:
    table = load("page_dates")
    yield text_of(head.article.get("dateModified")), "JSON-LD dateModified"
    for name in table["meta_modified"]:
        yield head.meta.get(name), f"meta {name}"
    yield text_of(head.page.get("dateModified")), "JSON-LD dateModified of the page"
    yield from _marked(tree, table["marked_modified"])


def _first(candidates: Iterable[tuple[str | None, str]]) -> tuple[str | None, str | None]:
    for value, where in candidates:
        if value and (read := read_date(value)):
            return read, where
    return None, None


def _marked(tree: Any, marks: list[str]) -> Iterator[tuple[str | None, str]]:
    for element in tree.xpath("//*[@itemprop or @pubdate or self::time]"):
        names = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower().split()
        if not set(names) & set(marks) and not ("pubdate" in marks and "pubdate" in element.attrib):
            continue
        value = element.get("datetime") or element.get("content")
        yield value or " ".join(element.itertext())[:LONGEST], f"<{element.tag}> marked as such"


def _only_time(tree: Any) -> Iterator[tuple[str | None, str]]:
    """Several different <time> days on a page may belong to other articles: then none counts."""
    values = [element.get("datetime") for element in tree.iter("time")]
    days = {read[:10] for value in values if value and (read := read_date(value))}
    if len(days) == 1:
        yield next(value for value in values if value and read_date(value)), "<time>"


def _only_line(lines: list[tuple[str, str]], kind: str) -> tuple[str | None, str | None]:
    """Date lines of several days belong to the teasers of other articles."""
    values = [value for line_kind, value in lines if line_kind == kind]
    if len({value[:10] for value in values}) == 1:
        return max(values, key=len), "date line"
    return None, None


def _guessed(tree: Any, url: str | None, modified: set[str]) -> tuple[str | None, str | None]:
    """htmldate's careful search; a first of January is its way to write a bare year."""
    from htmldate import find_date

    if huge(tree):
        return None, None
    guess = find_date(deepcopy(tree), original_date=True, extensive_search=False, url=url)
    if guess is None or guess.endswith("-01-01") or guess in modified:
        return None, None
    return guess, "htmldate"


def _from_url(url: str | None) -> str | None:
    for pattern in (IN_URL, COMPACT_IN_URL):
        if url and (found := pattern.search(url)):
            month = month_numbers().get(found["m"].lower(), found["m"])
            return f"{found['y']}-{month:0>2}-{found['d']:0>2}"
    return None
