"""The values of one entry of a feed as the feed writes them: RSS, RDF, Atom or JSON Feed."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from lxml import etree  # type: ignore[import-untyped]

from sayso.extract.html import parse
from sayso.extract.language import named_language
from sayso.extract.pieces import fold
from sayso.model import Page, PageError
from sayso.read.feed import ENTRIES, local, parsed

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

# RSS writes an author as "desk@karsk.example (Ana Reyl)".
MAILBOX = re.compile(r"\S+@\S+\s*\(([^()]*)\)|<?\S+@\S+>?")
TAGGED = re.compile(r"<(?:p|div|br|a|b|i|em|strong|h[1-6]|ul|ol|li|img|figure|blockquote)\b", re.I)


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


def of_xml(page: Page) -> Said:
    """Return what an entry of RSS, RDF or Atom says; raises PageError where there is no such.

    >>> feed = b"<rss><title>Karsk Courant</title><item><title>Dam &amp; town</title></item></rss>"
    >>> said = of_xml(Page(path="news.rss#1", content=feed))
    >>> said.title, said.outlet
    ('Dam & town', 'Karsk Courant')
    """
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


def of_json(page: Page) -> Said:
    """Return what an entry of a JSON Feed says; raises PageError where there is no such.

    >>> feed = b'{"title": "Karsk Courant", "items": [{"content_text": "The dam held."}]}'
    >>> of_json(Page(path="feed.json#1", content=feed)).plain
    'The dam held.'
    """
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


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
