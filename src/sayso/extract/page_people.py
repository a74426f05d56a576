"""Who wrote a page, weighed out of every place that says so."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from sayso.data import load
from sayso.extract.agency import agency_named
from sayso.extract.far_bylines import far_bylines
from sayso.extract.headline import Near, headlines, letters, near_headline
from sayso.extract.html import visible_lines
from sayso.extract.people import People, people
from sayso.extract.shown_bylines import SIGNED, shown_bylines
from sayso.extract.structured import Structured, organizations, text_of, texts_of
from sayso.model import Stated

LABEL_WORDS = 4  # Words of a line that only labels the next one.
META = (
    "author", "parsely-author", "sailthru.author", "article:author", "dc.creator",
    "dcterms.creator", "byl", "article:author_name", "cxenseparse:author", "twitter:creator",
)  # fmt: skip


class _Named(msgspec.Struct, frozen=True):
    """The people that one place names."""

    people: People
    where: str


def page_people(
    tree: Any, head: Structured, outlet: str | None, lines: tuple[str, ...] | None = None
) -> People:
    """Return the authors of a parsed page: those whom it names for machines, unless it shows its
    readers others at the headline; else those of its bylines. `lines` are the page's visible
    lines where they are known already.

    >>> from sayso.extract.html import parse
    >>> from sayso.extract.structured import structured
    >>> page = parse('<p class="byline">By Ana Reyl and Bo Marsh</p>')
    >>> page_people(page, structured(page), None).authors
    ('Ana Reyl', 'Bo Marsh')
    """
    lines = visible_lines(tree) if lines is None else lines
    near = near_headline(tree, head, lines)
    title = " ".join(headlines(tree, head))
    machine = [
        _Named(people(values, _other(outlet, head, where)), where)
        for values, where in _stated(head)
    ]
    first = next(shown_bylines(tree, near, lines, title, outlet), None)
    shown = [_Named(first.people, first.where)] if first else []
    named = _with_names((*machine, *shown))
    far: list[_Named] = []
    if not named:  # Bylines elsewhere on a page may be other articles'.
        far = [_Named(people(values, outlet), where) for values, where in far_bylines(tree, lines)]
        named = _with_names(far)
    agency = _agency(head, outlet) or next(
        (each.people.agency for each in (*machine, *shown, *far) if each.people.agency), None
    )
    chosen, reason = _chosen(_with_names(machine), _with_names(shown), lines, near)
    if chosen is None and named:
        chosen, reason = named[0], named[0].where
    stated = tuple(Stated(value="; ".join(each.people.authors), where=each.where) for each in named)
    if chosen is None:
        return People((), agency, "author" if agency else None, stated)
    return People(chosen.people.authors, agency, chosen.where, stated, reason)


def _chosen(
    machine: Sequence[_Named],
    shown: Sequence[_Named],
    lines: Sequence[str],
    near: Sequence[Near],
) -> tuple[_Named | None, str | None]:
    first = next(iter(machine), None)
    seen = next(iter(shown), None)
    if first is None or seen is None:
        found = first or seen
        return found, found.where if found else None
    names, signed = _keys(first), _keys(seen)
    if signed < names and seen.where == SIGNED:
        about = letters(" ".join(line.text for line in near if not _no_writer(line)))
        if not any(name in about for name in names - signed):
            return seen, f"{seen.where}; {first.where} adds people who do not sign"
    if names & signed:
        return first, f"{first.where}, {seen.where} agree" if names == signed else first.where
    whole = letters(" ".join(lines))
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
    return {letters(name) for name in named.people.authors}


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
