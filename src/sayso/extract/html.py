"""The body of an HTML page: the parsed tree, its pieces, and its captions."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from sayso.extract.captions import cuts_of
from sayso.extract.pieces import Body, Piece, fold
from sayso.model import BlockKind, Cut

OPENING = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*|<!--[^>]{0,2000}-->\s*){0,5}"
    r"<(?:!doctype\s+html|html|head|body|meta|title|div|p|article|section|main|h1|table|span)[\s>]",
    re.I,
)
DOCUMENT = re.compile(r"^[ \t]{0,200}<(?:!doctype\s+html|html|head|body)[\s>]", re.I | re.M)
TAG_LINE = re.compile(
    r"^[ \t]{0,200}</?(?:p|div|h[1-6]|ul|li|br|table|tr|td|article|section|a|img)[\s/>]",
    re.I | re.M,
)
TAG = re.compile(r"<[^<>]*>")
LOOKED_AT = 100_000  # Characters; tags show at the start.
MOST_ELEMENTS = 50_000  # An article has some thousands; beyond, trafilatura takes minutes.

BREAKS = {
    "p", "div", "head", "list", "item", "quote", "table", "row", "lb", "code", "br", "li", "ul",
    "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "section", "article", "main",
    "header", "footer", "nav", "aside", "figure", "figcaption", "form", "td", "th", "dt", "dd",
    "pre", "body", "address", "button", "option", "hr",
}  # fmt: skip
KINDS: dict[str, BlockKind] = {
    "head": "heading", "item": "list", "quote": "quote", "blockquote": "quote", "li": "list",
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading",
    "h6": "heading",
}  # fmt: skip
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
UNSEEN = {"script", "style", "noscript", "template", "svg", "iframe", "select", "head", "title"}
CAPTIONED = "img | .//picture | .//video | .//svg | .//iframe | .//noscript | .//amp-img"
CAPTION_CLASS = re.compile(
    r"\b(?:wp-caption-text|(?:image|photo|img|media|figure|picture)[-_]{1,2}(?:caption|credit)\w{0,20}|caption[-_]text)\b",
    re.I,
)
POST_CLASS = re.compile(r"\b(?:twitter-tweet|twitter-video|bluesky-embed|mastodon-embed)\b")
ENDED = (".", "!", "?", "…", ":", "”", '"', "’", ")")


def is_html(text: str) -> bool:
    """Return whether a text is HTML, by its tags; one that only speaks of tags is not.

    >>> is_html("<p>The dam held.</p>"), is_html("Dam holds\\n\\nif (a<b) { x('<p>') }")
    (True, False)
    """
    start = text[:LOOKED_AT]
    if OPENING.match(start) or DOCUMENT.search(start[:5_000]):
        return True
    tagged = len(TAG_LINE.findall(start))
    return tagged >= 3 and tagged * 5 >= sum(1 for line in start.splitlines() if line.strip())


def parse(text: str) -> Any | None:
    """Return the tree of an HTML text, null when nothing in it can be parsed.

    >>> parse("<p>The dam <b>held</b>.").text_content()
    'The dam held.'
    """
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def html_body(tree: Any) -> Body | None:
    """Return the body of a parsed page, null when trafilatura finds none or the page is huge.

    >>> page = parse("<article>" + "<p>The dam at Ostrava held all night, they said.</p>" * 9)
    >>> html_body(page).pieces[0].text
    'The dam at Ostrava held all night, they said.'
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    if huge(tree):
        return None
    headings = frozenset(fold(head.text_content()) for head in tree.iter(*HEADINGS))
    tree = deepcopy(tree)
    cuts = tuple(_captions(tree))
    _mark_posts(tree)
    document = bare_extraction(
        tree, output_format="xml", favor_precision=True, include_comments=False
    )
    if not isinstance(document, Document) or document.body is None:
        return None
    pieces = tuple(_joined(_pieces(document.body, frozenset())))
    return Body(tuple(_as_marked(pieces, headings)), cuts)


def huge(tree: Any) -> bool:
    """Return whether a tree has more elements than any article's page.

    >>> huge(parse("<p>The dam held."))
    False
    """
    return any(at > MOST_ELEMENTS for at, _ in enumerate(tree.iter()))


def visible_lines(tree: Any) -> tuple[str, ...]:
    """Return the lines that a page's body shows, one for each block of its markup.

    >>> visible_lines(parse("<h1>Dam holds</h1><p>It <b>held</b>.<script>x()</script></p>"))
    ('Dam holds', 'It held.')
    """
    body = tree.find("body")
    shown = tree if body is None else body
    return tuple(piece.text for piece in _pieces(shown, frozenset(UNSEEN)))


def without_tags(text: str) -> str:
    """Return an HTML text with its tags taken as line ends, for pages that no parser can hold.

    >>> without_tags("<div><p>The dam held.</p></div>").strip()
    'The dam held.'
    """
    return TAG.sub("\n", text)


def _captions(tree: Any) -> Iterator[Cut]:
    for element in tree.xpath(
        "//figcaption | //*[contains(@class, 'caption') or contains(@class, 'credit')]"
    ):
        if element.getparent() is None:
            continue
        if element.tag == "figcaption":
            figure = element.getparent()
            if not figure.xpath(f".//{CAPTIONED}"):
                continue
        elif not CAPTION_CLASS.search(element.get("class") or ""):
            continue
        text = fold(element.text_content())
        if len(text) > 2_000:
            continue
        element.drop_tree()
        if text:
            yield from cuts_of(text, "caption", "marked as the caption of a picture")


def _mark_posts(tree: Any) -> None:
    """An embedded post becomes a plain quotation in one paragraph, its signature last."""
    for element in tree.xpath("//blockquote[@class]"):
        if not POST_CLASS.search(element.get("class")):
            continue
        text = fold(" ".join(element.itertext()))
        tail = element.tail
        element.clear()
        element.tail = tail
        paragraph = etree.SubElement(element, "p")
        paragraph.text = text


def _as_marked(pieces: Iterable[Piece], headings: frozenset[str]) -> Iterator[Piece]:
    """Where trafilatura falls back to bare paragraphs, the page still says which are headings."""
    for piece in pieces:
        heading = piece.kind == "paragraph" and piece.text in headings
        yield Piece(piece.text, kind="heading") if heading else piece


def _pieces(root: Any, unseen: frozenset[str]) -> Iterator[Piece]:
    """Walk without recursion: pages may nest as deep as the parser allows."""
    buffer: list[str] = []
    kind: BlockKind = "paragraph"
    kinds: list[BlockKind] = []

    def flush() -> Iterator[Piece]:
        text = fold("".join(buffer))
        buffer.clear()
        if text:
            yield Piece(text, kind=kind)

    skipped: Any = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                buffer.append(element.tail or "")
            continue
        if not isinstance(tag, str) or (tag in unseen and element is not root):
            skipped = element
            continue
        if tag in BREAKS:
            yield from flush()
        if event == "start":
            kinds.append(kind)
            kind = KINDS.get(tag, kind)
            buffer.append(element.text or "")
        else:
            kind = kinds.pop()
            if tag == "cell":
                buffer.append(" | ")
            if element is not root:
                buffer.append(element.tail or "")
    yield from flush()


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """A line break inside a sentence is layout, not the end of a paragraph."""
    last: Piece | None = None
    for piece in pieces:
        text = piece.text.strip(" |")
        if not text:
            continue
        if (
            last is not None
            and last.kind == piece.kind == "paragraph"
            and not last.text.endswith(ENDED)
            and text[0].islower()
        ):
            last = Piece(f"{last.text} {text}", kind=last.kind)
            continue
        if last is not None:
            yield last
        last = Piece(text, kind=piece.kind)
    if last is not None:
        yield last
