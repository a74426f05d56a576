"""Feeds saved as files: each entry a page of its own, the same in tomorrow's feed."""

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec
from lxml import etree  # type: ignore[import-untyped]

from sayso.model import Page, PageError, Unreadable

# What an entry's page says that it is; `sayso.extract.entry` reads both.
XML_ENTRY = "application/vnd.sayso.entry+xml"
JSON_ENTRY = "application/vnd.sayso.entry+json"

ENTRIES = frozenset({"item", "entry"})
# What of the feed itself stays with each entry: what it is called, and by whom and in which
# language it is written. All else may change from day to day though the entry does not.
FRAME = frozenset({"channel", "title", "link", "language", "author", "creator", "publisher"})
FRAME_JSON = frozenset({"version", "title", "home_page_url", "language", "author", "authors"})
# What of an entry counts its readers rather than says anything.
COUNTS = frozenset({"comments", "total", "community", "statistics", "commentRss"})
ABOUT_FEED = frozenset({"self", "hub", "next", "prev", "previous", "first", "last", "edit"})
NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
XML_OWN = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
ENDED = re.compile(rb"</(?:rss|(?:[\w-]+:)?(?:RDF|feed))\s*>\s*(?:<!--.*?-->\s*)*\Z", re.S)
LONGEST_NAME = 300  # Characters of an entry's id in its path.
SCHEMES = frozenset({"http", "https"})


class Names(msgspec.Struct, frozen=True):
    """What an entry goes by."""

    name: str
    link: str | None = None


def entries(feed: Page) -> Iterator[Page | Unreadable]:
    """Yield a page for each entry of a feed: RSS, RDF, Atom or JSON Feed.

    Its bytes are the feed with that entry alone and without what changes from day to day, its
    path the feed's with `#` and the entry's id, else its link, else its number. A feed that is cut
    off gives the entries before, then an Unreadable. Raises PageError for what is no feed.

    >>> feed = b"<rss><channel><ttl>5</ttl><item><guid>k1</guid></item></channel></rss>"
    >>> page, = entries(Page(path="news.rss", content=feed))
    >>> page.path, page.content
    ('news.rss#k1', b'<rss><channel><item><guid>k1</guid></item></channel></rss>')
    """
    start = feed.content[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    yield from _of_json(feed) if start.startswith(b"{") else _of_xml(feed)


def local(element: Any) -> str:
    """Return an element's name without its namespace; empty for a comment or an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def parsed(content: bytes, charset: str | None = None, lenient: bool = False) -> Any:
    """Return the root of an XML document, null where a lenient parser finds none.

    No entity is resolved, no address loaded, no document larger or deeper than libxml2 takes
    by itself. Raises PageError where it is no XML and the parser is not lenient.
    """
    try:
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            recover=lenient,
            encoding=charset,
        )
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, LookupError, ValueError) as error:
        if lenient:
            return None
        raise PageError(f"a feed that is no XML ({error})") from None


def _of_xml(feed: Page) -> Iterator[Page | Unreadable]:
    # Named entities are HTML's, in text and in markup; none of a feed's own is ever resolved.
    content, broken = NAMED.sub(_numbered, feed.content), None
    try:
        root = parsed(content)
    except PageError as error:
        root, broken = parsed(content, feed.charset, lenient=True), str(error)
    if root is None:
        raise PageError(broken or "a feed that is no XML")
    etree.strip_elements(root, etree.Entity, with_tail=False)
    holders = [root, *(child for child in root if local(child) == "channel")]
    found = [each for holder in holders for each in holder if local(each) in ENTRIES]
    if not found:
        raise PageError(broken or "a feed without entries")
    whole = not broken or bool(ENDED.search(feed.content[-LONGEST_NAME:]))
    # Cut off, the last entry may be half of what it was.
    found = found if whole else found[:-1]
    names = [_names(entry, feed, number) for number, entry in enumerate(found, start=1)]
    places = [entry.getparent() for entry in found]
    for holder in holders:
        _leave_frame(holder)
    for entry, place, named in zip(found, places, names, strict=True):
        place.append(entry)
        content = bytes(etree.tostring(root, encoding="utf-8", xml_declaration=False))
        yield _entry(feed, named, content, XML_ENTRY)
        place.remove(entry)
    if not whole:
        read = f"entries read before the damage: {len(found)}"
        yield Unreadable(path=feed.path, error=f"a feed that is cut off; {read} ({broken})")


def _entry(feed: Page, named: Names, content: bytes, media_type: str) -> Page:
    """The page of an entry; when and how the feed was captured holds for it too."""
    return msgspec.structs.replace(
        feed,
        content=content,
        path=f"{feed.path}#{named.name}",
        url=named.link,
        media_type=media_type,
        charset="utf-8",
    )


def _numbered(named: re.Match[bytes]) -> bytes:
    signs = html5.get(named[1].decode() + ";")
    if named[1] in XML_OWN or not signs:
        return named[0]
    return "".join(f"&#{ord(sign)};" for sign in signs).encode()


def _leave_frame(holder: Any) -> None:
    """Take out of a feed its entries and what changes from day to day."""
    holder.text = None
    for child in list(holder):
        if local(child) in ENTRIES:
            _bare(child)
        if local(child) not in FRAME or _is_about_feed(child):
            holder.remove(child)
        child.tail = None


def _bare(entry: Any) -> None:
    entry.text = None
    for child in list(entry):
        if local(child) in COUNTS or _is_about_feed(child):
            entry.remove(child)
        child.tail = None


def _is_about_feed(link: Any) -> bool:
    return local(link) == "link" and link.get("rel") in ABOUT_FEED


def _names(entry: Any, feed: Page, number: int) -> Names:
    link = _link(entry, feed)
    name = _text(entry, "guid") or _text(entry, "id") or link or str(number)
    return Names(_short(name), link)


def _link(entry: Any, feed: Page) -> str | None:
    links = [child for child in entry if local(child) == "link"]
    stated = [_text(entry, "origLink")]
    stated += [each.get("href") for each in links if each.get("rel", "alternate") == "alternate"]
    stated += [each.text for each in links]
    guid = next((child for child in entry if local(child) == "guid"), None)
    if guid is not None and guid.get("isPermaLink") != "false":
        stated.append(guid.text if (guid.text or "").strip().startswith("http") else None)
    return next(
        (link for each in stated if each and (link := _absolute(entry.base, each, feed))), None
    )


def _absolute(base: str | None, stated: str, feed: Page) -> str | None:
    address = "".join(stated.split())
    try:
        whole = urljoin(base or feed.url or "", address)
        named = urlsplit(whole)
    except ValueError:  # a malformed address, such as http://[
        return None
    is_address = named.scheme in SCHEMES and named.hostname and whole.isprintable()
    return whole if is_address else None


def _text(entry: Any, name: str) -> str | None:
    for child in entry:
        if local(child) == name and (text := " ".join("".join(child.itertext()).split())):
            return text
    return None


def _short(name: str) -> str:
    return "".join(sign if sign.isprintable() else "�" for sign in name[:LONGEST_NAME])


def _of_json(feed: Page) -> Iterator[Page | Unreadable]:
    try:
        record = msgspec.json.decode(feed.content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PageError(f"a feed that is no JSON ({error})") from None
    items = record.get("items") if isinstance(record, dict) else None
    if not isinstance(items, list) or not items:
        raise PageError("a feed without entries")
    frame = {key: value for key, value in record.items() if key in FRAME_JSON}
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            yield Unreadable(path=f"{feed.path}#{number}", error="an entry that is no object")
            continue
        stated = item.get("url")
        link = _absolute(feed.url, stated, feed) if isinstance(stated, str) else None
        given = item.get("id")
        name = str(given) if isinstance(given, str | int) and given else link or str(number)
        content = msgspec.json.encode({**frame, "items": [item]})
        yield _entry(feed, Names(_short(name), link), content, JSON_ENTRY)
