"""A decoded page to its article: its body found, its metadata read."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sayso.extract.addresses import host_of, is_of, same_page, same_site
from sayso.extract.controls import without_controls
from sayso.extract.entry import entry
from sayso.extract.flat import flat_page
from sayso.extract.html import html_body, visible_lines, without_tags
from sayso.extract.language import named_language, page_language
from sayso.extract.notes import Noted, corrections, in_json, take_notes
from sayso.extract.original import linked, original, republished_from
from sayso.extract.outlet import address_line, outlet_in_copyright, page_outlet
from sayso.extract.page_dates import Dates, page_dates
from sayso.extract.page_people import page_people
from sayso.extract.people import People
from sayso.extract.pieces import Body, lay_out
from sayso.extract.sift import Sifted, sift
from sayso.extract.stated import Told, same_day, same_name, told
from sayso.extract.structured import Structured, structured, text_of
from sayso.extract.title import page_title
from sayso.extract.warn import Showing, refusal, warnings_of
from sayso.extract.wire import Evidence, page_agency
from sayso.model import Article, Cut, Page, PageError, Stated

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
        found = self.told.get(field)
        return found.value if found else None


class Source(msgspec.Struct, frozen=True):
    """A page or one part of it: its text, and its tree where the text is HTML that parses.

    `entry` says that the page is an entry of a feed.
    """

    page: Page
    text: str
    html: bool
    tree: Any = None
    warnings: tuple[str, ...] = ()
    entry: bool = False


def article_of(source: Source) -> Article:
    """Return the article of a page or a part of one; raises PageError for one without prose."""
    page, text = source.page, source.text
    if source.entry:
        reading = _read_entry(page)
    else:
        reading = _read_html(page, text, source.tree) if source.html else _read_flat(text, page.url)
    sifted = sift(reading.body.pieces, reading.value("title"))
    if not sifted.pieces:
        raise PageError(f"no article found: {_looks(text, reading.lines)}")
    return _article(page, reading, sifted, source.warnings)


def _read_entry(page: Page) -> Reading:
    said = entry(page)

    def in_feed(field: str, value: str | None) -> Told | None:
        return Told(value, said.found.get(field, "feed entry")) if value else None

    language = said.language
    return Reading(
        body=said.body,
        told=_known(
            url=in_feed("url", said.url),
            title=in_feed("title", said.title),
            outlet=in_feed("outlet", said.outlet),
        ),
        people=said.people,
        dates=said.dates,
        languages=(Stated(value=language, where="feed language"),) if language else (),
        warnings=said.warnings,
    )


def _read_html(page: Page, text: str, tree: Any) -> Reading:
    body = html_body(tree) if tree is not None else None
    if tree is None or body is None:
        lines = visible_lines(tree) if tree is not None else ()
        flat = _read_flat("\n\n".join(lines) if lines else without_tags(text), page.url)
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
    origin = told([each for each in first.outlets if not _is_own(each.value, outlet)])
    link = linked(tree, origin.value) if origin and origin.where == "republication line" else None
    links = [Stated(value=link, where="link in the republication line")] if link else []
    stated_by = outlet is not None and outlet.where in STATED_OUTLET
    return Reading(
        body=body,
        told=_known(
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


def _is_own(name: str, outlet: Told | None) -> bool:
    return outlet is not None and same_name(name, outlet.value)


def _known(**fields: Told | None) -> Mapping[str, Told]:
    return {field: value for field, value in fields.items() if value is not None}


def _read_flat(text: str, url: str | None) -> Reading:
    flat = flat_page(text)
    lines = tuple(cut.text for cut in flat.body.cut)
    stated, outlet = None if url else address_line(lines), outlet_in_copyright(lines)
    return Reading(
        body=flat.body,
        told=_known(
            title=Told(flat.title, "line above the body") if flat.title else None,
            url=Told(url, "capture") if url else Told(stated, "address line") if stated else None,
            outlet=Told(outlet.value, outlet.where) if outlet else None,
        ),
        people=flat.people or People(),
        dates=flat.dates,
        lines=lines,
    )


def _article(page: Page, reading: Reading, sifted: Sifted, decoding: tuple[str, ...]) -> Article:
    noted = take_notes(sifted.pieces)
    laid = lay_out(noted.pieces)
    cuts = (*reading.body.cut, *sifted.cut, *noted.cut)
    site = host_of(reading.value("url"))
    people = reading.people if reading.people.authors else sifted.people or reading.people
    dates = reading.dates
    published, modified = dates.published or sifted.published, dates.modified or sifted.modified
    opened, said = sifted.dateline, reading.said
    mended = in_json(said.article.get("correction")) if said else ()
    notes = corrections(cuts, mended)
    places = {
        "authors": (people.found or "byline") if people.authors else None,
        "published": (dates.published_in or "date line") if published else None,
        "modified": (dates.modified_in or "date line") if modified else None,
        "dateline": "dateline" if opened and opened.place else None,
        "corrections": ("JSON-LD correction" if mended else "note in the text") if notes else None,
    }
    fields = {
        **_first_published(reading, cuts),
        **reading.told,
        **_known(
            agency=page_agency(
                Evidence(
                    dateline=opened,
                    said=said,
                    people=people,
                    signed=noted.agency,
                    cut=cuts,
                    lines=reading.lines,
                    site=site,
                    outlet=reading.value("outlet"),
                )
            ),
            language=page_language(reading.languages, laid.text),
        ),
    }
    weighed = tuple(_weighed(people, dates))
    values = {field: _plain(value.value) for field, value in fields.items()}
    return Article(
        id=f"art-{page.sha256[:16]}",
        text=laid.text,
        path=page.path,
        **values,
        site=site,
        authors=tuple(without_controls(each) for each in people.authors),
        dateline=opened.place if opened else None,
        published=published,
        modified=modified,
        captured=page.captured,
        blocks=laid.blocks,
        cut=cuts,
        corrections=tuple(map(without_controls, notes)),
        found={field: value.where for field, value in fields.items()}
        | {field: place for field, place in places.items() if place},
        stated={
            field: value.stated for field, value in (*fields.items(), *weighed) if value.stated
        },
        chosen={field: value.why for field, value in (*fields.items(), *weighed) if value.why},
        warnings=(
            *(f"encoding: {each}" for each in decoding),
            *reading.warnings,
            *dates.warnings,
            *warnings_of(_showing(reading, noted, cuts)),
        ),
    )


def _weighed(people: People, dates: Dates) -> Iterator[tuple[str, Told]]:
    """Where places disagree on who and when; these two were weighed, not taken by rank."""
    for field, stated, agree, why in (
        ("published", dates.stated_published, same_day, dates.reason),
        ("modified", dates.stated_modified, same_day, None),
        ("authors", people.stated, None, people.reason),
    ):
        if found := told(stated, why, agree):
            yield field, found


def _first_published(reading: Reading, cuts: tuple[Cut, ...]) -> Mapping[str, Told]:
    """Who had it first, where only a line that was cut out of a flattened page says so."""
    named = {name for cut in cuts if (name := republished_from(cut.text))}
    if len(named) != 1:
        return {}
    (name,) = named
    own = _is_own(name, reading.told.get("outlet"))
    return {} if own else {"original_outlet": Told(name, "republication line")}


def _showing(reading: Reading, noted: Noted, cuts: tuple[Cut, ...]) -> Showing:
    said = reading.said
    return Showing(
        title=reading.value("title"),
        pieces=noted.pieces,
        lines=reading.lines or tuple(cut.text for cut in cuts),
        types=said.types if said else frozenset(),
        free=said.article.get("isAccessibleForFree") if said else None,
    )


def _plain(text: str | None) -> str | None:
    # Structured data brings control characters of its own, as in "\\u001b".
    return without_controls(text) or None if text else None


def _looks(text: str, lines: tuple[str, ...]) -> str:
    if refused := refusal("\n".join(lines)):
        return refused
    start = text.lstrip()[:200]
    if start.startswith(("{", "[")):
        return "it looks like JSON or a script"
    if start.startswith(("<?xml", "<rss")):
        return "it looks like XML or a feed"
    if start.startswith("<"):
        return "the page shows no prose; it may be made by its scripts"
    return "no line reads as prose"
