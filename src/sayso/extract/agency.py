"""The news agency behind an article, and the dateline that its first paragraph opens with."""

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from sayso.data import load
from sayso.model import Cut

PLACE = r"(?P<place>[A-ZÀ-Þ][^()\n—–:;!?\"“”]{1,60}?)"
DAY = r"(?:,? (?P<day>(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?))?"
WITH_AGENCY = re.compile(
    PLACE + DAY + r",?\s?[(\[](?P<agency>[^()\[\]\n]{2,40})[)\]]\s?(?:--?|[—–:]|\.)\s?(?=\S)"
)
WITHOUT_AGENCY = re.compile(
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.’'-]+(?:[ /][A-ZÀ-Þ.’'-]+){0,3}"
    r"(?:, [A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})?)"
    + DAY
    + r"(?:\s?(?:--|[—–]|(?<=\s)-)\s?|(?<=\w{4}): )(?=[A-Z\"“‘'\d])"
)
ACRONYM = re.compile(r"[A-ZÀ-Þ]{2,6}(?:[/-][A-ZÀ-Þ]{2,6})?")
PROPER = re.compile(r"[A-ZÀ-Þ][\w’'&-]*(?: (?:(?:of|de|and|&) )?[A-ZÀ-Þ][\w’'&-]*){0,4}")
LEADING_AGENCY = re.compile(r"[(\[](?P<agency>[^()\[\]\n]{2,40})[)\]]\s?(?:--?|[—–])\s?(?=\S)")
WORDS_IN_PLACE = 7
SMALL = {
    "of",
    "de",
    "la",
    "le",
    "al",
    "el",
    "and",
    "the",
    "da",
    "do",
    "du",
    "des",
    "del",
    "upon",
    "on",
}


class Dateline(msgspec.Struct, frozen=True):
    """The dateline that opened a paragraph, and the paragraph without it."""

    text: str
    rest: str
    place: str | None = None
    agency: str | None = None
    day: str | None = None


def dateline(paragraph: str) -> Dateline | None:
    """Return the dateline of an article's first paragraph and the paragraph without it.

    >>> found = dateline("OSTRAVA, Velmaria (AP) — The dam held on Friday.")
    >>> found.place, found.agency, found.rest
    ('Ostrava, Velmaria', 'AP', 'The dam held on Friday.')
    """
    start = paragraph[:200]
    if found := WITH_AGENCY.match(start):
        place, agency = found["place"], agency_named(found["agency"])
        if _is_place(place, capitals=agency is None):
            return _split(paragraph, found, _cased(place), agency or _unlisted(found["agency"]))
    if (found := LEADING_AGENCY.match(start)) and (agency := agency_named(found["agency"])):
        return _split(paragraph, found, None, agency)
    if (found := WITHOUT_AGENCY.match(start)) and _is_place(found["place"], capitals=True):
        return _split(paragraph, found, _cased(found["place"]), None)
    return None


def agency_named(name: str) -> str | None:
    """Return the short name of a news agency by any of its names, null when it is none.

    >>> agency_named("The Associated Press"), agency_named("Ostrava Herald")
    ('AP', None)
    """
    return _names().get(" ".join(name.lower().split()))


def called_agency(name: str) -> bool:
    """Return whether a name that is in no table calls itself a news agency.

    >>> called_agency("Velmaria Press Agency"), called_agency("Ana Reyl")
    (True, False)
    """
    return " " in name and name.lower().endswith(tuple(load("datelines")["agency_ends"]))


def agency_of_site(site: str | None) -> str | None:
    """Return the agency whose own site this is, null when it is none's.

    >>> agency_of_site("apnews.com"), agency_of_site("herald.example")
    ('AP', None)
    """
    return _sites().get(site.removeprefix("www.")) if site else None


def agency_in_credits(cuts: Iterable[Cut]) -> tuple[str, str] | None:
    """Return the agency that a credit line below an article gives it to, and the line.

    >>> line = "Reporting by Ana Reyl; Editing by Bo Marsh"
    >>> agency_in_credits([Cut(kind="credit", text=line, reason="")])[0]
    'Reuters'
    """
    for cut in cuts:
        if cut.kind != "credit":
            continue
        line = cut.text.strip("() .")
        lower = line.lower()
        # Reuters alone signs so: reporting, then writing or editing, parted by semicolons.
        if lower.startswith("reporting by") and re.search(r"; ?(?:writing|editing) by", lower):
            return "Reuters", line
        if named := agency_named(line.removeprefix("Source:").strip()):
            return named, line
    return None


def _unlisted(name: str) -> str | None:
    """An agency that no table knows: capitals, or one proper name, after a place in capitals."""
    table = load("datelines")
    if ACRONYM.fullmatch(name):
        return name if name not in table["no_agency"] else None
    if not PROPER.fullmatch(name) or name.isupper():
        return None
    words = name.upper().split()
    if any(word in table["no_agency"] for word in words):
        return None
    return name if len(words) == 1 or called_agency(name) else None


def _split(paragraph: str, found: re.Match[str], place: str | None, agency: str | None) -> Dateline:
    day = found.groupdict().get("day")
    return Dateline(
        text=found[0].strip(), rest=paragraph[found.end() :], place=place, agency=agency, day=day
    )


def _is_place(text: str, *, capitals: bool) -> bool:
    """A place is in capitals when no known agency vouches for the dateline."""
    first = text.split(",", maxsplit=1)[0]
    if len(text.split()) > WORDS_IN_PLACE or first.strip().upper() in _no_place():
        return False
    letters = [sign for sign in first if sign.isalpha()]
    if capitals:
        return len(letters) > 2 and all(sign.isupper() for sign in letters)
    return all(word[0].isupper() or word in SMALL for word in first.split())


def _cased(place: str) -> str:
    def word(text: str, first: bool) -> str:
        if not text.isupper() or "." in text or len(text) == 1:
            return text
        lower = text.lower()
        return (
            lower
            if lower in SMALL and not first
            else "-".join(part[:1].upper() + part[1:] for part in lower.split("-"))
        )

    return " ".join(word(text, not at) for at, text in enumerate(place.strip(" ,").split()))


@cache
def _names() -> dict[str, str]:
    return {
        name.lower(): short
        for short, table in load("agencies").items()
        for name in (short, *table["names"], *table["dateline"])
    }


@cache
def _sites() -> dict[str, str]:
    return {table["site"]: short for short, table in load("agencies").items()}


@cache
def _no_place() -> frozenset[str]:
    return frozenset(load("datelines")["no_place"])
