"""A decoded page to its article: its body found, its metadata read."""

from typing import Any
from urllib.parse import urlsplit

import msgspec

from sayso.extract.agency import agency_in_credits, agency_named, agency_of_site
from sayso.extract.controls import without_controls
from sayso.extract.flat import flat_page
from sayso.extract.html import html_body, visible_lines, without_tags
from sayso.extract.language import guess_language, named_language
from sayso.extract.outlet import address_line, outlet_in_copyright, page_outlet
from sayso.extract.page_dates import Dates, page_dates
from sayso.extract.people import People, page_people
from sayso.extract.pieces import Body, lay_out
from sayso.extract.sift import Sifted, sift
from sayso.extract.structured import Structured, structured, text_of, texts_of
from sayso.extract.title import page_title
from sayso.model import Article, Page, PageError

# Read off a title or a foot, a site's name may be its writer's.
STATED_OUTLET = ("meta og:site_name", "JSON-LD publisher")


class Reading(msgspec.Struct, frozen=True):
    """What one page gave: its body and what stands around it; `found` says where."""

    body: Body
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    people: People = People()
    dates: Dates = Dates()
    agency: str | None = None
    language: str | None = None
    found: dict[str, str] = {}
    warnings: tuple[str, ...] = ()


class Source(msgspec.Struct, frozen=True):
    """A page or one part of it: its text, and its tree where the text is HTML that parses."""

    page: Page
    text: str
    html: bool
    tree: Any = None
    warnings: tuple[str, ...] = ()


def article_of(source: Source) -> Article:
    """Return the article of a page or a part of one; raises PageError for one without prose."""
    page, text = source.page, source.text
    reading = _read_html(page, text, source.tree) if source.html else _read_flat(text, page.url)
    sifted = sift(reading.body.pieces, reading.title)
    if not sifted.pieces:
        raise PageError(f"no article found: {_looks(text)}")
    return _article(page, reading, sifted, source.warnings)


def _read_html(page: Page, text: str, tree: Any) -> Reading:
    body = html_body(tree) if tree is not None else None
    if tree is None or body is None:
        lines = visible_lines(tree) if tree is not None else ()
        flat = _read_flat("\n\n".join(lines) if lines else without_tags(text), page.url)
        warning = "no article in the markup: the body was found by its lines"
        if tree is None:
            return msgspec.structs.replace(flat, warnings=(warning,))
        head = _head(page, tree, flat.body)
        return msgspec.structs.replace(
            head,
            title=head.title or flat.title,
            dates=head.dates if head.dates.published else flat.dates,
            warnings=(warning,),
        )
    return _head(page, tree, body)


def _head(page: Page, tree: Any, body: Body) -> Reading:
    said = structured(tree)
    found: dict[str, str] = {}
    url = page.url or said.canonical or said.meta.get("og:url")
    if url and url != page.url:
        found["url"] = "canonical link" if said.canonical else "meta og:url"
    named = page_outlet(tree, said, url, visible_lines(tree))
    outlet = named.value if named else None
    if named:
        found["outlet"] = named.where
    names = tuple(
        name for name in (outlet, _site(url), text_of(said.article.get("publisher"))) if name
    )
    title = page_title(tree, said, names)
    if title:
        found["title"] = title[1]
    agency = _stated_agency(said)
    if agency:
        found["agency"] = "JSON-LD sourceOrganization"
    language = named_language(tree.get("lang")) or named_language(said.meta.get("og:locale"))
    if language:
        found["language"] = "<html lang>" if tree.get("lang") else "meta og:locale"
    return Reading(
        body=body,
        url=url,
        title=title[0] if title else None,
        outlet=outlet,
        people=page_people(tree, said, outlet if found.get("outlet") in STATED_OUTLET else None),
        dates=page_dates(tree, said, url),
        agency=agency,
        language=language,
        found=found,
    )


def _read_flat(text: str, url: str | None) -> Reading:
    flat = flat_page(text)
    lines = [cut.text for cut in flat.body.cut]
    stated, outlet = None if url else address_line(lines), outlet_in_copyright(lines)
    found = {
        "title": "line above the body" if flat.title else None,
        "url": "address line" if stated else None,
        "outlet": outlet.where if outlet else None,
    }
    return Reading(
        body=flat.body,
        url=url or stated,
        outlet=outlet.value if outlet else None,
        title=flat.title,
        people=flat.people or People(),
        dates=flat.dates,
        found={field: where for field, where in found.items() if where},
    )


def _stated_agency(said: Structured) -> str | None:
    for key in ("sourceOrganization", "provider", "contributor", "copyrightHolder"):
        for name in texts_of(said.article.get(key)):
            if named := agency_named(name):
                return named
    return None


def _article(page: Page, reading: Reading, sifted: Sifted, warnings: tuple[str, ...]) -> Article:
    laid = lay_out(sifted.pieces)
    cuts = (*reading.body.cut, *sifted.cut)
    found = dict(reading.found)
    site = _site(reading.url)
    people = reading.people if reading.people.authors else sifted.people or reading.people
    dates = reading.dates
    published, modified = dates.published or sifted.published, dates.modified or sifted.modified
    opened = sifted.dateline
    credited = agency_in_credits(cuts)
    agencies = (
        (opened.agency if opened else None, "dateline"),
        (reading.agency, reading.found.get("agency", "")),
        (people.agency, people.found or "byline"),
        (credited[0] if credited else None, "credit line"),
        (agency_of_site(site), "the site is the agency's own"),
        (agency_named(reading.outlet or ""), "the outlet is the agency"),
    )
    agency, agency_in = next((pair for pair in agencies if pair[0]), (None, ""))
    language = reading.language or guess_language(laid.text)
    places = {
        "authors": (people.found or "byline") if people.authors else None,
        "published": (dates.published_in or "date line") if published else None,
        "modified": (dates.modified_in or "date line") if modified else None,
        "agency": agency_in or None,
        "dateline": "dateline" if opened and opened.place else None,
        "language": found.get("language") or ("common words" if language else None),
    }
    return Article(
        id=f"art-{page.sha256[:16]}",
        text=laid.text,
        path=page.path,
        url=reading.url,
        site=site,
        title=_plain(reading.title),
        authors=tuple(without_controls(each) for each in people.authors),
        outlet=_plain(reading.outlet),
        agency=agency,
        dateline=opened.place if opened else None,
        published=published,
        modified=modified,
        language=language,
        blocks=laid.blocks,
        cut=cuts,
        found=found | {field: place for field, place in places.items() if place},
        warnings=(*warnings, *reading.warnings),
    )


def _plain(text: str | None) -> str | None:
    # Structured data brings control characters of its own, as in "\\u001b".
    return without_controls(text) or None if text else None


def _site(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # a malformed address, such as http://[
        return None
    return host.removeprefix("www.") if host else None


def _looks(text: str) -> str:
    start = text.lstrip()[:200]
    if start.startswith(("{", "[")):
        return "it looks like JSON or a script"
    if start.startswith(("<?xml", "<rss")):
        return "it looks like XML or a feed"
    if start.startswith("<"):
        return "the page shows no prose; it may be made by its scripts"
    return "no line reads as prose"
