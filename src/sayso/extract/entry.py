"""An entry of a feed: its markup or words, and what the feed says of it."""

import html
import re
from datetime import datetime
from email.utils import parsedate_to_datetime

import msgspec

from sayso.data import load
from sayso.extract.dates import read_date
from sayso.extract.entry_said import Said, of_json, of_xml
from sayso.extract.html import html_body, parse, visible_lines
from sayso.extract.page_dates import Dates
from sayso.extract.people import People, people
from sayso.extract.pieces import Body, Piece, fold
from sayso.model import Cut, Page, PageError
from sayso.read.feed import JSON_ENTRY, XML_ENTRY

ENTRY_TYPES = frozenset({XML_ENTRY, JSON_ENTRY})

# As RFC 822 writes a time; the standard parser would read less careful ones as something else.
MAIL_DATE = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[\s-][A-Za-z]{3,9}[\s-]\d{4}\s+\d{1,2}:\d\d")
SHOWN = 0.5  # Share of an entry's words that its body keeps: all of an entry is its article's.
LONGEST_CLOSING = 400  # Characters: a title, the outlet's name and a few words.
CLOSING = "the line that closes a feed's entry"
SUMMARY = "summary: a feed's summary, not the whole article"
PLAIN = "plain-text: a feed's plain text, without the markup of the article"


class Entry(msgspec.Struct, frozen=True):
    """What an entry says; `found` says where."""

    body: Body
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    people: People = People()
    dates: Dates = Dates()
    language: str | None = None
    found: dict[str, str] = {}
    warnings: tuple[str, ...] = ()


def entry(page: Page) -> Entry:
    """Return what the page of one entry of a feed says; raises PageError where it says nothing.

    >>> item = b"<pubDate>Tue, 14 Oct 2031 08:00 GMT</pubDate><description>It held.</description>"
    >>> feed = b"<rss><title>Karsk Courant</title><item>" + item + b"</item></rss>"
    >>> read = entry(Page(path="news.rss#1", content=feed, media_type=XML_ENTRY))
    >>> read.outlet, read.dates.published, [warning.split(":")[0] for warning in read.warnings]
    ('Karsk Courant', '2031-10-14T08:00+00:00', ['summary'])
    """
    said = of_json(page) if page.media_type == JSON_ENTRY else of_xml(page)
    published, modified = _date(said.published), _date(said.modified)
    writers = people(said.authors, said.outlet)
    found = {
        "url": "feed entry" if page.url else None,
        "title": "feed entry" if said.title else None,
        "outlet": said.outlet_in if said.outlet else None,
        "language": "feed language" if said.language else None,
    }
    body = _without_closing(_body(said))
    if not body.pieces:
        raise PageError("an entry of a feed without text")
    warnings = [SUMMARY] if said.is_summary else [PLAIN] if said.plain else []
    return Entry(
        body=body,
        url=page.url,
        title=said.title,
        outlet=said.outlet,
        people=msgspec.structs.replace(writers, found="feed entry"),
        dates=Dates(
            published,
            "feed entry" if published else None,
            modified if modified != published else None,
            "feed entry" if modified and modified != published else None,
        ),
        language=said.language,
        found={field: where for field, where in found.items() if where},
        warnings=tuple(warnings),
    )


def _body(said: Said) -> Body:
    """The same cleaning as a page's; but an entry is its article, with nothing around it."""
    if said.markup is None:
        paragraphs = re.split(r"\n\s*\n", said.plain or "")
        return Body(tuple(Piece(text) for each in paragraphs if (text := fold(each))))
    title = html.escape(said.title or "")
    tree = parse(f"<html><body><article><h1>{title}</h1>{said.markup}</article></body></html>")
    if tree is None:
        return Body(())
    body, lines = html_body(tree), visible_lines(tree)
    shown = sum(map(len, lines)) - len(said.title or "")
    if body and sum(len(piece.text) for piece in body.pieces) >= SHOWN * shown:
        return body
    kept = lines[1:] if said.title and lines and lines[0] == fold(said.title) else lines
    return Body(tuple(Piece(line) for line in kept), body.cut if body else ())


def _without_closing(body: Body) -> Body:
    """The line that closes an entry, in the body or left out of it already, is a label."""
    *others, last = body.pieces or (Piece(""),)
    if _closes(last.text):
        cut = Cut(kind="label", text=last.text, reason=CLOSING)
        return msgspec.structs.replace(body, pieces=tuple(others), cut=(*body.cut, cut))
    cuts = (
        Cut(kind="label", text=each.text, reason=CLOSING) if _closes(each.text) else each
        for each in body.cut
    )
    return msgspec.structs.replace(body, cut=tuple(cuts))


def _closes(text: str) -> bool:
    table, lower = load("feeds"), text.lower()
    opens = lower.startswith(tuple(table["opens"])) and len(text) <= LONGEST_CLOSING
    return opens and any(each in lower for each in table["holds"])


def _date(stated: str | None) -> str | None:
    if not stated:
        return None
    if MAIL_DATE.match(stated):
        try:
            return parsedate_to_datetime(stated).isoformat(timespec="minutes")
        except (ValueError, TypeError, IndexError, OverflowError):
            return read_date(stated)
    try:
        whole = datetime.fromisoformat(stated)
    except ValueError:
        return read_date(stated)
    return (
        whole.isoformat(timespec="minutes")
        if len(stated) > len("2031-10-14")
        else read_date(stated)
    )
