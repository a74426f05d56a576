"""The stretches of text that a page's body shows, one for each block of its markup, in order."""

from collections.abc import Iterator
from typing import Any

import msgspec
from lxml import etree  # type: ignore[import-untyped]

from sayso.extract.pieces import fold
from sayso.model import BlockKind

BREAKS = {
    "p", "div", "table", "tr", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
    "section", "article", "main", "header", "footer", "nav", "aside", "figure", "figcaption",
    "form", "dt", "dd", "dl", "pre", "body", "address", "hr", "br", "caption", "details", "summary",
    "fieldset", "legend", "picture", "img", "center", "amp-img", "button", "video", "audio",
    "object", "textarea", "label",
}  # fmt: skip
EMPTY = {"br", "hr", "img", "picture"}
CELLS = {"td", "th"}
UNSEEN = {
    "script", "style", "noscript", "template", "svg", "iframe", "select", "option", "head", "title",
    "datalist", "math",
}  # fmt: skip
KINDS: dict[str, BlockKind] = {
    "blockquote": "quote", "li": "list", "dt": "list", "dd": "list", "h1": "heading",
    "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
}  # fmt: skip
BOLD = {"b", "strong"}


class Shown(msgspec.Struct, frozen=True):
    """A stretch of text, the innermost block element that it stands in, and what is in it.

    `linked` and `bold` are shares of its characters; `links` counts the links that begin in it.
    """

    text: str
    element: Any
    kind: BlockKind
    linked: float
    links: int
    bold: float


def shown(tree: Any) -> tuple[Shown, ...]:
    """Return what the body of a parsed page shows.

    >>> from lxml import html
    >>> page = html.fromstring("<div><h1>Dam holds</h1><p>It <a>held</a>.<script>x()</script></p>")
    >>> [(each.kind, each.text, each.links) for each in shown(page)]
    [('heading', 'Dam holds', 0), ('paragraph', 'It held.', 1)]
    """
    body = tree.find("body")
    return tuple(_walk(tree if body is None else body))


class _Walk:
    """One walk through a page: the open blocks, and the text since the last break."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._open: list[tuple[Any, BlockKind]] = [(root, "paragraph")]
        self._parts: list[str] = []
        self._inside_link = self._inside_bold = 0
        self._links = self._linked = self._bold = 0

    def enter(self, element: Any) -> Shown | None:
        """Return the stretch that ends where an element begins."""
        tag, found = element.tag, None
        if tag in BREAKS:
            found = self.leave()
            if tag not in EMPTY:
                self._open.append((element, KINDS.get(tag, self._open[-1][1])))
        elif tag == "a":
            self._inside_link += 1
            self._links += 1
        elif tag in BOLD:
            self._inside_bold += 1
        self.add(element.text)
        return found

    def close(self, element: Any) -> Shown | None:
        """Return the stretch that ends where an element ends."""
        tag, found = element.tag, None
        if tag in BREAKS:
            found = self.leave()
            if tag not in EMPTY and len(self._open) > 1:
                self._open.pop()
        elif tag == "a":
            self._inside_link -= 1
        elif tag in BOLD:
            self._inside_bold -= 1
        elif tag in CELLS:
            self.add(" | ")
        if element is not self._root:
            self.add(element.tail)
        return found

    def add(self, text: str | None) -> None:
        if text:
            self._parts.append(text)
            if self._inside_link or self._inside_bold:
                length = len(text.strip())
                self._linked += length if self._inside_link else 0
                self._bold += length if self._inside_bold else 0

    def leave(self) -> Shown | None:
        """Return the text since the last break, null when there is none."""
        if not self._parts:
            return None
        found = None
        if text := fold("".join(self._parts)).strip(" |"):
            element, kind = self._open[-1]
            linked = min(1.0, self._linked / len(text))
            bold = min(1.0, self._bold / len(text))
            found = Shown(text, element, kind, linked, self._links, bold)
        self._parts.clear()
        self._links = self._linked = self._bold = 0
        return found


def _walk(root: Any) -> Iterator[Shown]:
    """Walk without recursion: pages may nest as deep as the parser allows."""
    walk = _Walk(root)
    skipped: Any = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        found = None
        if skipped is not None:
            if element is skipped and event == "end":
                skipped = None
                walk.add(element.tail)
        elif event == "end":
            found = walk.close(element)
        elif not isinstance(element.tag, str) or (element.tag in UNSEEN and element is not root):
            skipped = element
        else:
            found = walk.enter(element)
        if found:
            yield found
    if found := walk.leave():
        yield found
