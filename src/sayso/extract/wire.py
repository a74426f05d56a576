"""The agency that wrote an article, out of all the places where a page may name it."""

from collections.abc import Iterator

import msgspec

from sayso.extract.agency import (
    Dateline,
    agency_in_credits,
    agency_named,
    agency_of_site,
)
from sayso.extract.outlet import copyright_name
from sayso.extract.people import People
from sayso.extract.stated import Told, same_name, told
from sayso.extract.structured import Structured, texts_of
from sayso.model import Cut, Stated

STATED = ("sourceOrganization", "provider", "contributor", "copyrightHolder")


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What a page shows that may name an agency."""

    dateline: Dateline | None = None
    said: Structured | None = None
    people: People = People()
    signed: str | None = None
    cut: tuple[Cut, ...] = ()
    lines: tuple[str, ...] = ()
    site: str | None = None
    outlet: str | None = None


def page_agency(evidence: Evidence) -> Told | None:
    """Return the agency behind an article: its dateline goes before all other places.

    >>> page_agency(Evidence(lines=("Copyright 2031 The Associated Press. All rights reserved.",)))
    Told(value='AP', where='copyright line', stated=(), why=None)
    """
    return told(_named(evidence), None, same_name)


def _named(evidence: Evidence) -> Iterator[Stated]:
    opened, people = evidence.dateline, evidence.people
    credited = agency_in_credits(evidence.cut)
    places = (
        (opened.agency if opened else None, "dateline"),
        *(_in_json(evidence.said) if evidence.said else ()),
        (people.agency, people.found or "byline"),
        (evidence.signed, "last line"),
        (credited[0] if credited else None, "credit line"),
        (_in_copyright(evidence), "copyright line"),
        (agency_of_site(evidence.site), "the site is the agency's own"),
        (agency_named(evidence.outlet or ""), "the outlet is the agency"),
    )
    for name, where in places:
        if name:
            yield Stated(value=name, where=where)


def _in_json(said: Structured) -> Iterator[tuple[str | None, str]]:
    for key in STATED:
        for name in texts_of(said.article.get(key)):
            yield agency_named(name), f"JSON-LD {key}"


def _in_copyright(evidence: Evidence) -> str | None:
    """Two agencies at one foot are the page's suppliers, and neither is this text's."""
    lines = (*evidence.lines, *(cut.text for cut in evidence.cut))
    named = {
        agency
        for line in lines
        if (name := copyright_name(line)) and (agency := agency_named(name))
    }
    return named.pop() if len(named) == 1 else None
