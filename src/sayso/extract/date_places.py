"""Every place of a page that may say when it was published or changed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import msgspec

from sayso.data import load
from sayso.extract.dates import (
    DIGIT,
    LONGEST,
    Order,
    date_kind,
    date_line,
    month_numbers,
    only_dates,
    plain,
    read_date,
)
from sayso.extract.headline import Near
from sayso.extract.heads import head_line
from sayso.extract.pieces import fold
from sayso.extract.relative import relative_date
from sayso.extract.structured import Structured, text_of

IN_URL = re.compile(
    r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d\d?|[a-z]{3})[/-](?P<d>\d\d?)(?=[/_.-]|$)", re.I
)
COMPACT_IN_URL = re.compile(r"[/_-](?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?=[/_.-]|$)")
SEPARATOR = re.compile(r"\s?[|·•]\s?|\s[–—-]\s")
IN_PROSE = re.compile(r"\b(?:on|in|by|until|since|from|before|after) (?:\w+,? )?(?:\w+ \d|\d)")
DATE_WORDS = 6  # Words of a date with its time and zone.
ABOVE = -1
CLOSE = 4  # Lines below a headline within which a line with a date among others still counts.
LONGEST_MIXED = 90  # Characters of such a line.
MOST_MARKED = 200  # Elements; a page with more lists other articles.
AGO = "line at the headline: how long ago"
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


def shown_near(near: tuple[Near, ...], captured: str | None) -> Iterator[Candidate]:
    """Return the dates in the lines about the headline.

    >>> lines = (Near("Published 3 May 2031", 1), Near("Updated: 4 May 2031", 2))
    >>> [(found.kind, found.place) for found in shown_near(lines, None)]
    [('published', 'labelled line'), ('modified', 'labelled line')]
    """
    for rank, line in enumerate(near):
        if len(line.text) > 2 * LONGEST or _not_the_page(line.text):
            continue
        if not DIGIT.search(line.text):
            if ago := relative_date(line.text, captured):
                yield Candidate(ago, "published", "line", AGO, rank)
            continue
        for found in _in_line(line, captured):
            yield msgspec.structs.replace(found, rank=rank)


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
        shown = fold(" ".join(element.itertext()))[:LONGEST]
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


def lines_with_dates(lines: Iterable[str], order: Order | None) -> list[Candidate]:
    """Return the lines anywhere on a page that hold a date and nothing else.

    >>> [found.kind for found in lines_with_dates(["Updated 3 May 2031", "It was 2031."], None)]
    ['modified']
    """
    found: list[Candidate] = []
    for line in lines:
        if day := date_line(line, order):
            kind: Kind = "modified" if day[0] == "modified" else "published"
            place = "labelled far line" if _labelled(line) else "far line"
            found.append(Candidate(line, kind, place, "date line"))
    return found


_KINDS: tuple[Kind, ...] = ("published", "modified")
_KEYS: tuple[tuple[str, Kind], ...] = (
    ("datePublished", "published"),
    ("dateCreated", "published"),
    ("dateModified", "modified"),
)


def _in_line(line: Near, captured: str | None) -> Iterator[Candidate]:
    text = line.text
    for part in _parted(text):
        if not DIGIT.search(part):
            continue
        if ago := relative_date(part, captured):
            yield Candidate(ago, _kind(part), "line", AGO)
        elif date_line(part, "day") or date_line(part, "month"):
            said = _label(line.before) + part
            place = "labelled line" if _labelled(said) else "line"
            yield Candidate(part, _kind(said), place, "date line at the headline")
        elif head := head_line(part):
            kind: Kind = "modified" if head.kind == "modified" else "published"
            place = "labelled line" if _labelled(part) and not head.people else "line"
            yield Candidate(head.date, kind, place, "byline with its date")
        elif ABOVE <= line.below <= CLOSE and len(part) <= LONGEST_MIXED and _read(part):
            pieces = [piece for piece in SEPARATOR.split(part) if _read(piece)]
            if len(pieces) == 1 and only_dates(pieces[0]):
                yield Candidate(pieces[0], _kind(part), "line", "line at the headline")
            elif not part.endswith((".", "!", "?")) and (stamp := _at_edge(part)):
                place = "line" if "T" in stamp else "mixed line"  # A time of day is a stamp's.
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
    table = load("page_dates")
    lower = plain(text).lower()
    return any(phrase in lower for phrase in (*table["published"][:7], *table["modified"]))


def _parted(text: str) -> list[str]:
    """ "Updated ... First published ..." says two dates."""
    table = load("page_dates")
    phrases = sorted((*table["published"][:7], *table["modified"]), key=len, reverse=True)
    label = rf"(?i)(?<![^\W\d_])(?<!last )(?<!first )(?=(?:{'|'.join(phrases)})\b)"
    return [part for part in re.split(label, text) if part]


def _around(element: Any) -> str:
    above = element.getparent()
    said = fold(" ".join(above.itertext()))[: 2 * LONGEST] if above is not None else ""
    own = f"{element.get('class') or ''} {above.get('class') if above is not None else ''}"
    return f"{said} {own.replace('-', ' ').replace('_', ' ')}"


def _not_the_page(text: str) -> bool:
    return any(word in text.lower() for word in load("page_dates")["not_the_page"])
