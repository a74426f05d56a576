"""What one page gives: its body and what stands around it, each field with its places."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sayso.extract.addresses import host_of, is_of, same_page, same_site
from sayso.extract.entry import entry
from sayso.extract.flat import flat_page
from sayso.extract.html import html_body, visible_lines, without_tags
from sayso.extract.language import named_language
from sayso.extract.original import linked, original
from sayso.extract.outlet import address_line, outlet_in_copyright, page_outlet
from sayso.extract.page_dates import Dates, page_dates
from sayso.extract.page_people import page_people
from sayso.extract.people import People
from sayso.extract.pieces import Body
from sayso.extract.stated import Told, same_name, told
from sayso.extract.structured import Structured, structured, text_of
from sayso.extract.title import page_title
from sayso.model import Page, Stated

# Read off a title or a foot, a site's name may be its writer's.
STATED_OUTLET = ("meta og:site_name", "JSON-LD publisher")
BY_LINES = "lines-only: no article in the markup; the body was found by its lines"
CAPTURED = "the address that the page was captured from"
OWN_SITE = "it is of the outlet's own site, and the canonical link leads to another"


class Reading(msgspec.Struct, frozen=True):
    """What one page gave: its body and what stands around it, each field with its places."""

    body: Body
    told: Mapping[str, Told] = {}
    people: People = People()
    dates: Dates = Dates()
    languages: tuple[Stated, ...] = ()
    lines: tuple[str, ...] = ()
    said: Structured | None = None
    warnings: tuple[str, ...] = ()

    def value(self, field: str) -> str | None:
        """Return the value taken for a field, null where there is none."""
        found = self.told.get(field)
        return found.value if found else None


def read_entry(page: Page) -> Reading:
    """Return what the page of one entry of a feed gives; raises PageError for one without text."""
    said = entry(page)

    def in_feed(field: str, value: str | None) -> Told | None:
        return Told(value, said.found.get(field, "feed entry")) if value else None

    language = said.language
    return Reading(
        body=said.body,
        told=known(
            url=in_feed("url", said.url),
            title=in_feed("title", said.title),
            outlet=in_feed("outlet", said.outlet),
        ),
        people=said.people,
        dates=said.dates,
        languages=(Stated(value=language, where="feed language"),) if language else (),
        warnings=said.warnings,
    )


def read_html(page: Page, text: str, tree: Any) -> Reading:
    """Return what an HTML page gives; one without an article in its markup is read by its lines."""
    body = html_body(tree) if tree is not None else None
    if tree is None or body is None:
        lines = visible_lines(tree) if tree is not None else ()
        flat = read_flat("\n\n".join(lines) if lines else without_tags(text), page.url)
        if tree is None:
            return msgspec.structs.replace(flat, warnings=(BY_LINES,))
        head = _head(page, tree, flat.body)
        return msgspec.structs.replace(
            head,
            told={**{key: flat.told[key] for key in ("title",) if key in flat.told}, **head.told},
            dates=head.dates if head.dates.published else flat.dates,
            warnings=(BY_LINES,),
        )
    return _head(page, tree, body)


def _head(page: Page, tree: Any, body: Body) -> Reading:
    said = structured(tree)
    lines = body.lines or visible_lines(tree)
    address = _own_address(page.url, said)
    url = address.value if address else None
    outlet = page_outlet(tree, said, url, lines)
    named = (outlet.value if outlet else None, host_of(url), text_of(said.article.get("publisher")))
    first = original(said, url, lines)
    origin = told([each for each in first.outlets if not is_own(each.value, outlet)])
    link = linked(tree, origin.value) if origin and origin.where == "republication line" else None
    links = [Stated(value=link, where="link in the republication line")] if link else []
    stated_by = outlet is not None and outlet.where in STATED_OUTLET
    return Reading(
        body=body,
        told=known(
            url=address,
            canonical=told(_addresses(None, said)),
            title=page_title(tree, said, tuple(name for name in named if name)),
            outlet=outlet,
            original_outlet=origin,
            original_url=told([*links, *first.urls], None, same_page),
        ),
        people=page_people(tree, said, outlet.value if outlet and stated_by else None, lines),
        dates=page_dates(tree, said, url, page.captured, lines),
        languages=tuple(_languages(tree, said)),
        lines=lines,
        said=said,
    )


def _own_address(given: str | None, said: Structured) -> Told | None:
    """Return the address of the page itself; a canonical link may lead to who had it first."""
    opened, canonical = said.meta.get("og:url"), said.canonical
    if not given and opened and canonical and not same_site(opened, canonical):
        names = (said.meta.get("og:site_name"), text_of(said.article.get("publisher")))
        if is_of(opened, [name for name in names if name]):
            own = Stated(value=opened, where="meta og:url")
            return told([own, *_addresses(None, said)], OWN_SITE, same_page)
    return told(_addresses(given, said), CAPTURED if given else None, same_page)


def _addresses(given: str | None, said: Structured) -> Iterator[Stated]:
    for value, where in (
        (given, "capture"),
        (said.canonical, "canonical link"),
        (said.meta.get("og:url"), "meta og:url"),
    ):
        if value and (value == given or host_of(value)):
            yield Stated(value=value, where=where)


def _languages(tree: Any, said: Structured) -> Iterator[Stated]:
    for tag, where in (
        (tree.get("lang"), "<html lang>"),
        (text_of(said.article.get("inLanguage")), "JSON-LD inLanguage"),
        (said.meta.get("og:locale"), "meta og:locale"),
    ):
        if code := named_language(tag):
            yield Stated(value=code, where=where)


def is_own(name: str, outlet: Told | None) -> bool:
    """Return whether a name is that of the page's own outlet."""
    return outlet is not None and same_name(name, outlet.value)


def known(**fields: Told | None) -> Mapping[str, Told]:
    """Return the fields that have a value."""
    return {field: value for field, value in fields.items() if value is not None}


def read_flat(text: str, url: str | None) -> Reading:
    """Return what a flattened page gives: its body, and what the lines above it tell."""
    flat = flat_page(text)
    lines = tuple(cut.text for cut in flat.body.cut)
    stated, outlet = None if url else address_line(lines), outlet_in_copyright(lines)
    return Reading(
        body=flat.body,
        told=known(
            title=Told(flat.title, "line above the body") if flat.title else None,
            url=Told(url, "capture") if url else Told(stated, "address line") if stated else None,
            outlet=Told(outlet.value, outlet.where) if outlet else None,
        ),
        people=flat.people or People(),
        dates=flat.dates,
        lines=lines,
    )
