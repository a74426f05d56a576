"""An entry of a feed: its markup or words, and what the feed says of it."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec
from lxml import etree  # type: ignore[import-untyped]

from sayso.data import load
from sayso.extract.dates import read_date
from sayso.extract.html import html_body, parse, visible_lines
from sayso.extract.language import named_language
from sayso.extract.page_dates import Dates
from sayso.extract.people import People, people
from sayso.extract.pieces import Body, Piece, fold
from sayso.model import Cut, Page, PageError
from sayso.read.feed import ENTRIES, JSON_ENTRY, XML_ENTRY, local, parsed

ENTRY_TYPES = frozenset({XML_ENTRY, JSON_ENTRY})

DC = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
ATOM = "{http://www.w3.org/2005/Atom}"
ATOM_03 = "{http://purl.org/atom/ns#}"
# RSS stands in no namespace, or in one of its own from version 0.90 to 1.1.
OWN = ("", "{http://purl.org/rss/1.0/}", "{http://my.netscape.com/rdf/simple/0.9/}", ATOM, ATOM_03)
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Where each value may stand, the first that is there counts.
PUBLISHED = (*(f"{own}{name}" for own in OWN for name in ("pubDate", "published", "issued")),
             f"{TERMS}issued", f"{DC}date")  # fmt: skip
MODIFIED = (*(f"{own}{name}" for own in OWN for name in ("updated", "modified")),
            f"{TERMS}modified")  # fmt: skip
AUTHORS = (f"{DC}creator", *(f"{own}author" for own in OWN), f"{DC}contributor")
LANGUAGES = (f"{DC}language", *(f"{own}language" for own in OWN))
TITLES = tuple(f"{own}title" for own in OWN)
WHOLE = (ENCODED, f"{ATOM}content", f"{ATOM_03}content")
SUMMARIES = tuple(f"{own}{name}" for own in OWN for name in ("description", "summary"))

# As RFC 822 writes a time; the standard parser would read less careful ones as something else.
MAIL_DATE = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[\s-][A-Za-z]{3,9}[\s-]\d{4}\s+\d{1,2}:\d\d")
# RSS writes an author as "desk@karsk.example (Ana Reyl)".
MAILBOX = re.compile(r"\S+@\S+\s*\(([^()]*)\)|<?\S+@\S+>?")
TAGGED = re.compile(r"<(?:p|div|br|a|b|i|em|strong|h[1-6]|ul|ol|li|img|figure|blockquote)\b", re.I)
SHOWN = 0.5  # Share of an entry's words that its body keeps: all of an entry is its article's.
LONGEST_CLOSING = 400  # Characters: a title, the outlet's name and a few words.
SUMMARY = "a feed's summary, not the whole article"
PLAIN = "a feed's plain text, without the markup of the article"


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


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """The values of an entry as the feed writes them, whatever its format."""

    title: str | None = None
    markup: str | None = None
    plain: str | None = None
    is_summary: bool = False
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    outlet: str | None = None
    outlet_in: str = "feed title"
    language: str | None = None


def entry(page: Page) -> Entry:
    """Return what the page of one entry of a feed says; raises PageError where it says nothing.

    >>> item = b"<pubDate>Tue, 14 Oct 2031 08:00 GMT</pubDate><description>It held.</description>"
    >>> feed = b"<rss><title>Karsk Courant</title><item>" + item + b"</item></rss>"
    >>> read = entry(Page(path="news.rss#1", content=feed, media_type=XML_ENTRY))
    >>> read.outlet, read.dates.published, read.warnings
    ('Karsk Courant', '2031-10-14T08:00+00:00', ("a feed's summary, not the whole article",))
    """
    said = _of_json(page) if page.media_type == JSON_ENTRY else _of_xml(page)
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


def _of_xml(page: Page) -> Said:
    root = parsed(page.content, lenient=True)
    entries = (
        [each for each in root.iter(etree.Element) if local(each) in ENTRIES]
        if root is not None
        else []
    )
    if len(entries) != 1:
        raise PageError(f"no entry of a feed: {len(entries)} entries where there should be one")
    item = entries[0]
    feed = next((each for each in root if local(each) == "channel"), root)
    whole, short = _element(item, WHOLE), _element(item, SUMMARIES)
    content = whole if whole is not None and _markup(whole) else short
    markup = _markup(content) if content is not None else None
    is_text = markup is not None and not TAGGED.search(markup)
    source = _element(item, tuple(f"{own}source" for own in OWN))
    origin = _title(source) or (fold(source.text or "") if source is not None else "")
    return Said(
        title=_title(item),
        markup=None if is_text else markup,
        plain=html.unescape(markup) if markup and is_text else None,
        is_summary=content is short and content is not None,
        authors=tuple(_authors(item)) or tuple(_authors(feed)),
        published=_value(item, PUBLISHED),
        modified=_value(item, MODIFIED),
        outlet=origin or _value(feed, (f"{DC}publisher",)) or _title(feed),
        outlet_in="feed entry" if origin else "feed title",
        language=_language(item) or _language(feed) or _language(root),
    )


def _of_json(page: Page) -> Said:
    try:
        feed = msgspec.json.decode(page.content)
        (item,) = feed["items"]
        said = item.get
    except (msgspec.DecodeError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PageError(f"no entry of a JSON feed: {error}") from None
    markup, plain = _string(said("content_html")), _string(said("content_text"))
    summary = _string(said("summary"))
    return Said(
        title=fold(_string(said("title")) or "") or None,
        markup=markup,
        plain=None if markup else plain or summary,
        is_summary=not (markup or plain) and bool(summary),
        authors=tuple(_names(item)) or tuple(_names(feed)),
        published=_string(said("date_published")),
        modified=_string(said("date_modified")),
        outlet=fold(_string(feed.get("title")) or "") or None,
        language=named_language(_string(said("language")) or _string(feed.get("language"))),
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
    if not body.pieces:
        return body
    *others, last = body.pieces
    table, text = load("feeds"), last.text.lower()
    closes = text.startswith(tuple(table["opens"])) and any(each in text for each in table["holds"])
    if not closes or len(text) > LONGEST_CLOSING:
        return body
    cut = Cut(kind="label", text=last.text, reason="the line that closes a feed's entry")
    return Body(tuple(others), (*body.cut, cut))


def _element(holder: Any, names: Iterable[str]) -> Any | None:
    if holder is None:
        return None
    by_name: dict[str, Any] = {}
    for child in holder:
        if isinstance(child.tag, str):
            by_name.setdefault(child.tag, child)
    return next((by_name[name] for name in names if name in by_name), None)


def _value(holder: Any, names: Iterable[str]) -> str | None:
    for name in names:
        element = _element(holder, (name,))
        if element is not None and (text := fold("".join(element.itertext()))):
            return text
    return None


def _markup(element: Any) -> str | None:
    """An element's content as markup: escaped within it, or as elements of XHTML."""
    if element.get("type") in ("text", "text/plain"):
        return html.escape("".join(element.itertext()), quote=False).strip() or None
    if not len(element):
        return (element.text or "").strip() or None
    parts = [html.escape(element.text or "", quote=False)]
    for child in element:
        parts.append(etree.tostring(_bare(child), encoding="unicode", method="html"))
    return "".join(parts).strip() or None


def _bare(element: Any) -> Any:
    """The same elements in no namespace, as HTML has them."""
    for each in element.iter(etree.Element):
        name = local(each).rpartition(":")[2]
        each.tag = name if name.isascii() and name.isalnum() and name[0].isalpha() else "span"
    etree.cleanup_namespaces(element)
    return element


def _title(holder: Any) -> str | None:
    element = _element(holder, TITLES)
    if element is None:
        return None
    text = "".join(element.itertext())
    if TAGGED.search(text) or element.get("type") == "html":
        tree = parse(f"<div>{text}</div>")
        text = tree.text_content() if tree is not None else text
    return fold(html.unescape(text)) or None


def _authors(holder: Any) -> Iterator[str]:
    for name in AUTHORS:
        found = [child for child in holder if child.tag == name]
        for each in found:
            named = next((child for child in each if local(child) == "name"), each)
            text = fold("".join(named.itertext()))
            yield fold(MAILBOX.sub(lambda match: match[1] or "", text))
        if found:
            return


def _names(holder: Mapping[str, Any]) -> Iterator[str]:
    stated = holder.get("authors")
    for each in stated if isinstance(stated, list) else [holder.get("author")]:
        name = each.get("name") if isinstance(each, dict) else None
        if isinstance(name, str):
            yield name


def _language(holder: Any) -> str | None:
    return named_language(_value(holder, LANGUAGES) or holder.get(XML_LANG))


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


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
