"""Who wrote a page, weighed out of every place that says so."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from sayso.data import load
from sayso.extract.agency import agency_named
from sayso.extract.headline import Near, headlines, near_headline
from sayso.extract.html import visible_lines
from sayso.extract.names import LONGEST, is_full_name
from sayso.extract.people import SPLIT, People, byline, people
from sayso.extract.pieces import fold
from sayso.extract.shown_bylines import SIGNED, shown_bylines
from sayso.extract.structured import Structured, organizations, text_of, texts_of
from sayso.model import Stated

LABEL_WORDS = 4  # Words of a line that only labels the next one.
FOOT_WORDS = 25  # Words of a line at the foot that names the writer.
MOST_BYLINES = 2  # Different marked bylines; more are those of other articles.
META = (
    "author", "parsely-author", "sailthru.author", "article:author", "dc.creator",
    "dcterms.creator", "byl", "article:author_name", "cxenseparse:author", "twitter:creator",
)  # fmt: skip


class _Named(msgspec.Struct, frozen=True):
    """The people that one place names."""

    people: People
    where: str


def page_people(tree: Any, head: Structured, outlet: str | None) -> People:
    """Return the authors of a parsed page: those whom it names for machines, unless it shows its
    readers others at the headline; else those of its bylines.

    >>> from sayso.extract.html import parse
    >>> from sayso.extract.structured import structured
    >>> page = parse('<p class="byline">By Ana Reyl and Bo Marsh</p>')
    >>> page_people(page, structured(page), None).authors
    ('Ana Reyl', 'Bo Marsh')
    """
    lines = visible_lines(tree)
    near = near_headline(tree, head, lines)
    title = " ".join(headlines(tree, head))
    machine = [
        _Named(people(values, _other(outlet, head, where)), where)
        for values, where in _stated(head)
    ]
    shown = [
        _Named(each.people, each.where) for each in shown_bylines(tree, near, lines, title, outlet)
    ]
    far = [
        _Named(people(values, outlet), where)
        for values, where in (*_marked(tree), *_opened_by(lines), *_at_foot(lines))
    ]
    agency = _agency(head, outlet) or next(
        (each.people.agency for each in (*machine, *shown, *far) if each.people.agency), None
    )
    chosen, reason = _chosen(
        _with_names(machine), _with_names(shown), _with_names(far), lines, near
    )
    stated = tuple(
        Stated(value="; ".join(each.people.authors), where=each.where)
        for each in _with_names((*machine, *shown, *far))
    )
    if chosen is None:
        return People((), agency, "author" if agency else None, stated)
    return People(chosen.people.authors, agency, chosen.where, stated, reason)


def _chosen(
    machine: Sequence[_Named],
    shown: Sequence[_Named],
    far: Sequence[_Named],
    lines: Sequence[str],
    near: Sequence[Near],
) -> tuple[_Named | None, str | None]:
    first = next(iter(machine), None)
    seen = next(iter(shown), None)
    if first is None:
        found = seen or next(iter(far), None)
        return found, found.where if found else None
    if seen is None:
        return first, first.where
    names, signed = _keys(first), _keys(seen)
    if signed < names and seen.where == SIGNED:
        about = _letters(" ".join(line.text for line in near if not _no_writer(line)))
        if not any(name in about for name in names - signed):
            return seen, f"{seen.where}; {first.where} adds people who do not sign"
    if names & signed:
        return first, f"{first.where}, {seen.where} agree" if names == signed else first.where
    whole = _letters(" ".join(lines))
    if any(name in whole for name in names):
        return first, f"{first.where}, seen on the page; {seen.where} names others"
    return seen, f"{seen.where}; {first.where} names somebody whom the page does not show"


def _no_writer(line: Near) -> bool:
    """ "Edited by", "Photographs by", "Contributions from": they work on it and do not write it."""
    said = f"{line.before if line.before.count(' ') < LABEL_WORDS else ''} {line.text}".lower()
    return any(word in said for word in load("bylines")["no_writers"])


def _with_names(named: Sequence[_Named]) -> list[_Named]:
    return [each for each in named if each.people.authors]


def _keys(named: _Named) -> set[str]:
    return {_letters(name) for name in named.people.authors}


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _other(outlet: str | None, head: Structured, where: str) -> str | None:
    """A site named after its writer states that name as a person's."""
    return None if where == "JSON-LD author" and _is_person(head.article.get("author")) else outlet


def _agency(head: Structured, outlet: str | None) -> str | None:
    bodies = organizations(head.article.get("author"))
    publisher = text_of(head.article.get("publisher"))
    return next((name for body in bodies if (name := _agency_of(body, outlet, publisher))), None)


def _stated(head: Structured) -> Iterator[tuple[tuple[str, ...], str]]:
    bodies = organizations(head.article.get("author"))
    names = texts_of(head.article.get("author"))
    yield tuple(name for name in names if name not in bodies), "JSON-LD author"
    yield texts_of(head.article.get("creator")), "JSON-LD creator"
    for name in META:
        value = head.meta.get(name, "")
        if value and "://" not in value and not value.startswith("@"):
            yield (value,), f"meta {name}"
    bodies = organizations(head.page.get("author"))
    names = texts_of(head.page.get("author"))
    yield tuple(name for name in names if name not in bodies), "JSON-LD author of the page"


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
        text = fold(" ".join(element.itertext()))
        if tokens & marks and len(text) <= 2 * LONGEST:
            read = people([text])
            if read.authors and all(map(is_full_name, read.authors)):
                bylines.setdefault(read.authors, text)
    if 1 <= len(bylines) <= MOST_BYLINES:
        yield (next(iter(bylines.values())),), "byline"


def _opened_by(lines: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Lines that open with "By", when the page has one such only."""
    opened = {line for line in lines if len(line) <= 2 * LONGEST and byline(line)}
    if len(opened) == 1:
        yield tuple(opened), "byline"


def _at_foot(lines: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """ "This post was written by ...", or a label with the name below it."""
    table = load("bylines")
    opener = re.compile(rf"\b(?:{'|'.join(table['foot_openers'])}) (?P<name>.{{2,60}})", re.I)
    named: set[str] = set()
    for before, line in zip(("", *lines), lines, strict=False):
        if (found := opener.search(line)) and line.count(" ") < FOOT_WORDS:
            named.update(people([SPLIT.split(found["name"])[0]]).authors)
        elif is_full_name(line) and before.lower().strip(" :—–-") in table["labels"]:
            named.add(line)
    full = {name for name in named if is_full_name(name)}
    if len(full) == 1:
        yield tuple(full), "byline at the foot"


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
