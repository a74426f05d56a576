"""The body of an HTML page: the parsed tree, its pieces, and its captions."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from sayso.extract.blocks import article_blocks
from sayso.extract.captions import cuts_of
from sayso.extract.leftovers import Seen, leftovers, marked
from sayso.extract.pieces import Body, Piece, fold
from sayso.extract.shown import Shown, shown
from sayso.model import Cut

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

CAPTIONED = "img | .//picture | .//video | .//svg | .//iframe | .//noscript | .//amp-img"
CAPTION_CLASS = re.compile(
    r"\b(?:wp-caption-text|(?:image|photo|img|media|figure|picture)[-_]{1,2}(?:caption|credit)\w{0,20}|caption[-_]text)\b",
    re.I,
)
POST_CLASS = re.compile(r"\b(?:twitter-tweet|twitter-video|bluesky-embed|mastodon-embed)\b")
LINKED = 0.9  # Share of a stretch's characters in links, from which it is links alone.
BOX_NAMES = 10  # Names of a stretch's elements, from the innermost, that tell of a box about it.
BOXES = frozenset({"related", "sign-up", "tags", "comment", "menu"})
MOST_NAMES, MOST_MARKS = 12, 60  # Of one element, and of all around a stretch of text.
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
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        last = parser.error_log.last_error
        if last is not None and last.type == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        return None


def html_body(tree: Any) -> Body | None:
    """Return the body of a parsed page, null when the page is huge or shows no prose.

    What trafilatura takes for the article is one trait of many; trees over all of them decide.

    >>> page = parse("<article>" + "<p>The dam at Ostrava held all night, they said.</p>" * 9)
    >>> html_body(page).pieces[0].text
    'The dam at Ostrava held all night, they said.'
    """
    if huge(tree):
        return None
    tree, cuts = prepared(tree)
    found = shown(tree)
    chosen = article_blocks(found, tree) if found else ()
    if not any(chosen):
        return None
    known: dict[Any, tuple[str, ...]] = {}
    pieces, left = [], []
    for each, keep in zip(found, chosen, strict=True):
        names = marks(each.element, known)
        if keep and not _leads_elsewhere(each, names):
            pieces.append(Piece(each.text, kind=each.kind))
        else:
            left.append(Seen(each.text, names))
    lines = tuple(each.text for each in found)
    return Body(tuple(_joined(iter(pieces))), (*cuts, *leftovers(left)), lines)


def _leads_elsewhere(block: Shown, names: tuple[str, ...]) -> bool:
    """Links alone, side by side or in a box whose name says that it holds such."""
    if block.linked < LINKED:
        return False
    side_by_side = block.links > 1 and block.kind == "paragraph" and not block.text.endswith(ENDED)
    return side_by_side or _is_box(names)


def _is_box(names: tuple[str, ...]) -> bool:
    found = marked(names[:BOX_NAMES])
    return found is not None and found[0] in BOXES


def prepared(tree: Any) -> tuple[Any, tuple[Cut, ...]]:
    """Return a copy of a page without the captions of its pictures, posts in one paragraph."""
    tree = deepcopy(tree)
    cuts = tuple(_captions(tree))
    _mark_posts(tree)
    return tree, cuts


def marks(element: Any, known: dict[Any, tuple[str, ...]]) -> tuple[str, ...]:
    """Return what an element and those around it are called, the innermost first.

    `known` holds the answers of one page, by element.
    """
    chain = []
    while element is not None and element.tag not in ("body", "html") and element not in known:
        chain.append(element)
        element = element.getparent()
    found = known.get(element, ()) if element is not None else ()
    for each in reversed(chain):
        names = (each.get("class"), each.get("id"), each.get("role"), each.tag)
        own = [part for name in names if isinstance(name, str) for part in name.lower().split()]
        found = known[each] = (*own[:MOST_NAMES], *found)[:MOST_MARKS]
    return found


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
    return tuple(each.text for each in shown(tree))


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
