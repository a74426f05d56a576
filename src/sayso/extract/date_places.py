"""The places that state a page's dates for machines: JSON-LD, <meta>, marks, the address."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal

import msgspec

from sayso.data import load
from sayso.extract.dates import (
    DIGIT,
    LONGEST,
    date_kind,
    month_numbers,
)
from sayso.extract.headline import Near, shown_in
from sayso.extract.structured import Structured, text_of

IN_URL = re.compile(
    r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d\d?|[a-z]{3})[/-](?P<d>\d\d?)(?=[/_.-]|$)", re.I
)
COMPACT_IN_URL = re.compile(r"[/_-](?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?=[/_.-]|$)")
MOST_MARKED = 200  # Elements; a page with more lists other articles.
UP = 6  # Elements above a marked one whose names tell where it stands.

Kind = Literal["published", "modified"]


class Candidate(msgspec.Struct, frozen=True):
    """A date as it stands, whether it is said to be of publication or change, and where."""

    text: str
    kind: Kind
    place: str
    where: str
    rank: int = 0  # Among the places of its sort; the nearest to the headline comes first.


def stated_for_machines(head: Structured, url: str | None) -> Iterator[Candidate]:
    """Return the dates in JSON-LD, <meta> and the address.

    >>> head = Structured({}, {}, {"article:published_time": "2031-05-03"}, None)
    >>> [found.where for found in stated_for_machines(head, None)]
    ['meta article:published_time']
    """
    table = load("page_dates")
    for node, place, of in ((head.article, "json-ld", ""), (head.page, "page", " of the page")):
        for key, kind in _KEYS:
            if text := text_of(node.get(key)):
                named = "created" if key == "dateCreated" else place
                yield Candidate(text, kind, named, f"JSON-LD {key}{of}")
    weak = set(table["meta_weak"])
    for kind in _KINDS:
        for name in table[f"meta_{kind}"]:
            if text := head.meta.get(name):
                place = "weak meta" if name in weak else "meta"
                yield Candidate(text, kind, place, f"meta {name}")
    if day := day_in_address(url):
        yield Candidate(day, "published", "address", "address")


def marked(tree: Any, near: Sequence[Near]) -> Iterator[Candidate]:
    """Return the dates of <time> and of elements marked as dates, other articles' left out.

    >>> from sayso.extract.html import parse
    >>> page = parse("<time datetime='2031-05-03'>3 May</time>")
    >>> [found.place for found in marked(page, [Near("3 May", 1)])]
    ['time at headline']
    """
    table = load("page_dates")
    marks: dict[Kind, set[str]] = {kind: set(table[f"marked_{kind}"]) for kind in _KINDS}
    elements = tree.xpath("//*[@itemprop or @pubdate or self::time]")
    for element in elements[:MOST_MARKED]:
        names = {*f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower().split()}
        names |= {"pubdate"} if "pubdate" in element.attrib else set()
        kinds = [kind for kind in _KINDS if names & marks[kind]]
        if not kinds and element.tag != "time":
            continue
        shown = shown_in(element)[:LONGEST]
        text = element.get("datetime") or element.get("content") or shown
        if not DIGIT.search(text) or elsewhere(element):
            continue
        rank = next((at for at, line in enumerate(near) if shown in line.text), None)
        kind: Kind = kinds[0] if len(kinds) == 1 else "published"
        if len(kinds) != 1 and date_kind(_around(element)) == "modified":
            kind = "modified"
        place = "marked" if kinds else "time"
        where = f"<{element.tag}>" + (" marked as such" if kinds else "")
        if rank is not None and DIGIT.search(shown):
            place, where = "time at headline", f"{where} at the headline"
        yield Candidate(text, kind, place, where, rank or 0)


def day_in_address(url: str | None) -> str | None:
    """Return the day that an address holds, null when it holds none.

    >>> day_in_address("https://herald.example/2031/may/3/dam-holds")
    '2031-05-03'
    """
    for pattern in (IN_URL, COMPACT_IN_URL):
        if url and (found := pattern.search(url)):
            month = month_numbers().get(found["m"].lower(), found["m"])
            return f"{found['y']}-{month:0>2}-{found['d']:0>2}"
    return None


def elsewhere(element: Any) -> bool:
    """Return whether an element stands among comments, other articles or the site's own lines.

    >>> from sayso.extract.html import parse
    >>> elsewhere(parse("<div class='related-posts'><time>3 May</time></div>").find(".//time"))
    True
    """
    parts = load("page_dates")["elsewhere"]
    for at, above in enumerate(element.iterancestors()):
        if at >= UP or above.tag in ("body", "main"):
            return False
        named = f"{above.get('class') or ''} {above.get('id') or ''}".lower()
        apart = above.tag in ("aside", "footer", "nav")
        if apart and not any(up.tag == "article" for up in above.iterancestors()):
            return True
        if any(part in named for part in parts):
            return True
    return False


_KINDS: tuple[Kind, ...] = ("published", "modified")
_KEYS: tuple[tuple[str, Kind], ...] = (
    ("datePublished", "published"),
    ("dateCreated", "published"),
    ("dateModified", "modified"),
)


def _around(element: Any) -> str:
    above = element.getparent()
    said = shown_in(above)[: 2 * LONGEST] if above is not None else ""
    own = f"{element.get('class') or ''} {above.get('class') if above is not None else ''}"
    return f"{said} {own.replace('-', ' ').replace('_', ' ')}"
