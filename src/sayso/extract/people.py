"""Who wrote an article, from what the page says for machines or from its byline."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import msgspec

from sayso.data import load
from sayso.extract.agency import agency_named, called_agency
from sayso.extract.dates import month_numbers
from sayso.extract.html import visible_lines
from sayso.extract.pieces import fold
from sayso.extract.structured import Structured, organizations, text_of, texts_of

MOST_BYLINES = 2  # Different marked bylines; more are those of other articles.
LONGEST = 60  # Characters in a name.
SPLIT = re.compile(r"\s*[;|•·/]\s*|\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|und|et|y)\s+|\s+&\s+")
NAME = re.compile(r"[^\W\d_][\w.’'‘-]*(?: [\w.’'‘-]+){0,5}")
NUMBERED = re.compile(r"\s?\d")  # A date or a count that follows a name on its line.
META = (
    "author", "parsely-author", "sailthru.author", "article:author", "dc.creator",
    "dcterms.creator", "byl", "article:author_name", "cxenseparse:author", "twitter:creator",
)  # fmt: skip


class People(msgspec.Struct, frozen=True):
    """The authors by name, the agencies that stood among them, and where both were found."""

    authors: tuple[str, ...] = ()
    agency: str | None = None
    found: str | None = None


def page_people(tree: Any, head: Structured, outlet: str | None) -> People:
    """Return the authors of a parsed page: JSON-LD, then meta, then its bylines when they agree.

    >>> from sayso.extract.html import parse
    >>> from sayso.extract.structured import structured
    >>> page = parse('<p class="byline">By Ana Reyl and Bo Marsh</p>')
    >>> page_people(page, structured(page), None).authors
    ('Ana Reyl', 'Bo Marsh')
    """
    bodies = organizations(head.article.get("author"))
    publisher = text_of(head.article.get("publisher"))
    agency = next((name for body in bodies if (name := _agency_of(body, outlet, publisher))), None)
    for values, where in (*_stated(head), *_marked(tree), *_opened_by(tree)):
        # A site named after its writer states that name as a person's.
        is_person = where == "JSON-LD author" and _is_person(head.article.get("author"))
        read = people(values, None if is_person else outlet)
        agency = agency or read.agency
        if read.authors:
            return People(read.authors, agency, where)
    return People((), agency, "author" if agency else None)


def people(values: Iterable[str], outlet: str | None = None) -> People:
    """Return names of people out of strings that may join several, or add degrees and trades.

    >>> people(["By Ana Reyl, Ph.D., and Bo Marsh, Associated Press"])
    People(authors=('Ana Reyl', 'Bo Marsh'), agency='AP', found=None)
    """
    names: dict[str, str] = {}
    agency = None
    for value in values:
        for joined in SPLIT.split(_opened(value[:500])):
            part = NUMBERED.split(joined)[0].strip(" -–—,(")
            if named := agency_named(part):
                agency = agency or named
            elif called_agency(part) and (outlet is None or part.lower() != outlet.lower()):
                agency = agency or part
            elif _is_name(part, outlet):
                names.setdefault(part.lower(), part)
    return People(tuple(names.values()), agency)


def byline(line: str) -> People | None:
    """Return who a line of text names when it is a byline, null when it is none.

    >>> byline("By Ana Reyl, Ostrava Correspondent").authors
    ('Ana Reyl',)
    >>> byline("By Friday the water had gone.")
    """
    match = re.match(
        r"(?:[Bb][Yy]|[Ww]ritten [Bb]y|[Ss]tory [Bb]y|[Pp]osted [Bb]y|Authors?:) ?:? ?", line
    )
    if not match or len(line) > 2 * LONGEST or line.endswith((".", "!", "?")):
        return None
    read = people([line[match.end() :]])
    proper = all(word[0].isupper() for name in read.authors for word in name.split()[::2])
    return read if (read.authors or read.agency) and proper else None


def _stated(head: Structured) -> Iterator[tuple[tuple[str, ...], str]]:
    bodies = organizations(head.article.get("author"))
    names = texts_of(head.article.get("author"))
    yield tuple(name for name in names if name not in bodies), "JSON-LD author"
    yield texts_of(head.article.get("creator")), "JSON-LD creator"
    for name in META:
        value = head.meta.get(name, "")
        if value and "://" not in value and not value.startswith("@"):
            yield (value,), f"meta {name}"
    yield texts_of(head.page.get("author")), "JSON-LD author of the page"


def _marked(tree: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """Elements marked as byline; many different ones belong to teasers of other articles."""
    elements = tree.xpath(
        "//*[@rel='author' or @itemprop='author'"
        " or contains(@class, 'author') or contains(@class, 'byline')]"
    )
    bylines: dict[tuple[str, ...], str] = {}
    for element in elements[:200]:
        tokens = {
            element.get("rel") or "",
            element.get("itemprop") or "",
            *(element.get("class") or "").lower().split(),
        }
        text = fold(" ".join(element.itertext()))
        if tokens & _marks() and len(text) <= 2 * LONGEST:
            read = people([text])
            if read.authors or read.agency:
                bylines.setdefault(read.authors, text)
    if 1 <= len(bylines) <= MOST_BYLINES:
        yield (next(iter(bylines.values())),), "byline"


def _opened_by(tree: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """Lines that open with "By", when the page has one such only."""
    lines = {line for line in visible_lines(tree) if len(line) <= 2 * LONGEST and byline(line)}
    if len(lines) == 1:
        yield tuple(lines), "byline"


def _agency_of(body: str, outlet: str | None, publisher: str | None) -> str | None:
    """The page's own publisher is no agency to it, whatever its name."""
    if named := agency_named(body):
        return named
    if body.lower() in {name.lower() for name in (outlet, publisher) if name}:
        return None
    return body if body.lower().endswith(tuple(load("datelines")["organization_ends"])) else None


def _is_person(value: object) -> bool:
    values = value if isinstance(value, list) else [value]
    return all(isinstance(part, dict) and part.get("@type") == "Person" for part in values)


def _opened(value: str) -> str:
    text = " ".join(value.split())
    for opener in load("bylines")["openers"]:
        if text.lower().startswith(f"{opener} "):
            return text[len(opener) + 1 :].strip()
    return text


def _is_name(part: str, outlet: str | None) -> bool:
    table = load("bylines")
    lower = part.lower()
    words = lower.split()
    if not 1 < len(part) <= LONGEST or not NAME.fullmatch(part) or "@" in part:
        return False
    if lower in table["degrees"] or (len(words) == 1 and (part.isupper() or part.islower())):
        return False
    if set(words) & {*table["no_person"], *table["roles"]} or lower in month_numbers():
        return False
    return outlet is None or lower not in {outlet.lower(), f"the {outlet.lower()}"}


@cache
def _marks() -> frozenset[str]:
    return frozenset(load("bylines")["marked"])
