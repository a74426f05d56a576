"""A decoded page to its article: its body found, its metadata read."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sayso.extract.addresses import host_of
from sayso.extract.controls import without_controls
from sayso.extract.language import page_language
from sayso.extract.notes import Noted, corrections, in_json, take_notes
from sayso.extract.original import republished_from
from sayso.extract.page_dates import Dates
from sayso.extract.people import People
from sayso.extract.pieces import lay_out
from sayso.extract.reading import Reading, is_own, known, read_entry, read_flat, read_html
from sayso.extract.sift import Sifted, sift
from sayso.extract.stated import Told, same_day, told
from sayso.extract.warn import Showing, refusal, warnings_of
from sayso.extract.wire import Evidence, page_agency
from sayso.model import Article, Cut, Page, PageError


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
        reading = read_entry(page)
    else:
        reading = read_html(page, text, source.tree) if source.html else read_flat(text, page.url)
    sifted = sift(reading.body.pieces, reading.value("title"))
    if not sifted.pieces:
        raise PageError(f"no article found: {_looks(text, reading.lines)}")
    return _article(page, reading, sifted, source.warnings)


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
        **known(
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
    own = is_own(name, reading.told.get("outlet"))
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
