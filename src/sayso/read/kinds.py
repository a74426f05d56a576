"""What a file is, by its first bytes; by its name where these do not say it."""

import codecs
import re
from typing import Literal

from sayso.read.streams import GZIP_MAGIC

Kind = Literal["gzip", "zip", "warc", "lines", "mhtml", "feed", "page"]

SNIFFED = 4096  # Bytes; a feed's and a saved page's heads are shorter.
PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".txt")
# Read in a folder or a zip by their names; the others there only where they begin like a page.
SUFFIXES: dict[str, Kind] = {
    ".html": "page", ".htm": "page", ".xhtml": "page", ".txt": "page",
    ".mht": "mhtml", ".mhtml": "mhtml", ".jsonl": "lines", ".ndjson": "lines",
    ".warc": "warc", ".wet": "warc", ".wacz": "zip", ".zip": "zip", ".rss": "feed",
    ".atom": "feed",
}  # fmt: skip
# Captures that are not read: named rather than passed over.
OTHER_CAPTURES = frozenset({".pdf", ".webarchive"})
ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# One of what may stand before a document's first element; taken one by one, so that no text,
# however it was made, costs more than its length.
BEFORE = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)", re.S | re.I)
MOST_BEFORE = 20
FEED = re.compile(r"\s*<(?:rss|(?:[\w-]{1,20}:)?(?:RDF|feed))[\s>]")
JSON_FEED = re.compile(r'\s*\{.*"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/', re.S)
LINE = re.compile(r'\s*\{[ \t]*(?=")[^\n]*"(?:text|html|content|error)"[ \t]*:')
HEADERS = re.compile(
    r"(?:From [^\n]*\n)?(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*)+"
)
SAVED = re.compile(
    r"^(?:content-type:\s*multipart/related|(?:snapshot-)?content-location:)", re.I | re.M
)
HTML = re.compile(r"<html[\s>]|<!doctype html", re.I)


def kind_of(start: bytes, name: str) -> Kind:
    """Return what begins so and is called so.

    >>> kind_of(b"WARC/1.1", "crawl"), kind_of(b"<rss version='2.0'>", "news.xml")
    ('warc', 'feed')
    >>> kind_of(b"The dam held.", "notes.txt")
    'page'
    """
    if start.startswith(GZIP_MAGIC):
        return "gzip"
    if start.startswith(ZIP_MAGIC):
        return "zip"
    if start.startswith(b"WARC/"):
        return "warc"
    text = _text(start)
    name = name.lower().removesuffix(".gz")
    if is_feed(text):
        return "feed"
    if is_saved_page(text):
        return "mhtml"
    if name.endswith(PAGE_SUFFIXES):
        return "page"
    if LINE.match(text):
        return "lines"
    by_name = SUFFIXES.get(suffix(name), "page")
    # A feed is known by its first element only; pages saved as HTML are called .mht, too.
    is_page = by_name == "feed" or (by_name == "mhtml" and text.lstrip().startswith("<"))
    return "page" if is_page else by_name


def suffix(name: str) -> str:
    """Return the last suffix of a name, the one before where that is `.gz`.

    >>> suffix("crawl.WARC.gz"), suffix("notes")
    ('.warc', '')
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1].lower().removesuffix(".gz")
    return last[last.rindex(".") :] if "." in last[1:] else ""


def is_feed(text: str) -> bool:
    """Return whether a text begins as a feed of XML or JSON."""
    at = 0
    for _ in range(MOST_BEFORE):
        before = BEFORE.match(text, at)
        if before is None:
            break
        at = before.end()
    return bool(FEED.match(text, at) or JSON_FEED.match(text))


def is_saved_page(text: str) -> bool:
    """Return whether a text begins with the head of a saved page (MHTML), not of any mail."""
    head = HEADERS.match(text.replace("\r\n", "\n"))
    return bool(head and "mime-version:" in head[0].lower() and SAVED.search(head[0]))


def is_page(start: bytes) -> bool:
    """Return whether a file that begins so, whatever it is called, is a page or holds some.

    >>> is_page(b"<!DOCTYPE html><p>It held."), is_page(b"p { margin: 0 }")
    (True, False)
    """
    text = _text(start)
    return bool(
        HTML.search(text[:1024]) or is_feed(text) or is_saved_page(text) or text.startswith("WARC/")
    )


def _text(start: bytes) -> str:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start.decode("utf-16", "replace")
    return start.removeprefix(codecs.BOM_UTF8).decode("latin-1")
