"""Text of a page as the report prints it: shortened, safe to look at, with its marks."""

from collections.abc import Iterable, Sequence

import msgspec
from markupsafe import Markup, escape

from sayso.model import Span
from sayso.show.terminal import visible

# Six times the longest title among the sample pages: what is longer is no title.
LONGEST_TITLE = 600
# Half surrogates can be read from JSON and cannot be written as UTF-8.
writable = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
# They show nothing and re-order or hide what stands beside them.
_UNSEEN = dict.fromkeys((0x061C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x2028, 0x2029), " ")

# What is more than a look has its own element; the others are told apart by their class.
_ELEMENTS = {
    "here": "mark",
    "stretch": "mark",
    "differs": "mark",
    "same": "mark",
    "gone": "del",
    "new": "ins",
}


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a text that is set off: how (`kind`), the name of its place, a note before it.

    A mark without length is the name of a place alone; one with an address (`href`) is a link.
    """

    start: int
    end: int
    kind: str = ""
    anchor: str = ""
    note: Markup = Markup()
    href: str = ""


def plain(text: str) -> str:
    """Return the text with characters that act and cannot be seen made visible or blank.

    Each character stays one, so that offsets hold.

    >>> plain("Dam \\u202efails\\x07")
    'Dam �fails␇'
    """
    if text.isascii() and text.isprintable():  # most are, and a page has thousands
        return text
    return visible(text).translate(writable).translate(_UNSEEN)


def short(text: str, longest: int = LONGEST_TITLE) -> str:
    """Return the text on one line; a longer one is broken off, and how long it is is said.

    >>> short("Dam  fails"), short("a" * 2000, 5)
    ('Dam fails', 'aaaaa … (2,000 letters)')
    """
    head = " ".join(text[: 2 * longest].split())
    if len(head) <= longest and len(text) <= 2 * longest:
        return head
    return f"{head[:longest].rstrip()} … ({len(text):,} letters)"


def marked(text: str, window: Span, marks: Iterable[Mark]) -> Markup:
    """Return a stretch of a text as HTML, with what is marked in it set off.

    Marks may overlap: each piece carries the kinds of all that cover it.

    >>> str(marked("At least 40 left", (0, 11), [Mark(start=9, end=11, kind="figure")]))
    'At least <span class="figure">40</span>'
    """
    begin, stop = window
    inside = [each for each in marks if each.start < stop and begin <= max(each.start, each.end)]
    opens: dict[int, list[Mark]] = {}
    closes: dict[int, list[Mark]] = {}
    for each in inside:
        if each.end < begin or each.end == begin > each.start:
            continue
        opens.setdefault(max(begin, each.start), []).append(each)
        closes.setdefault(max(begin, min(stop, each.end)), []).append(each)
    kinds: dict[str, int] = {}
    links: list[str] = []
    pieces: list[Markup] = []
    cuts = sorted({begin, stop, *opens, *closes})
    for here, there in zip(cuts, [*cuts[1:], stop], strict=True):
        for each in opens.get(here, ()):
            pieces += [Markup('<a id="{}"></a>').format(each.anchor)] if each.anchor else []
            pieces += [each.note] if begin <= each.start else []
            if each.kind:
                kinds[each.kind] = kinds.get(each.kind, 0) + 1
            links += [each.href] if each.href else []
        for each in closes.get(here, ()):
            if each.kind:
                kinds[each.kind] -= 1
            if each.href in links:
                links.remove(each.href)
        covering = [kind for kind in kinds if kinds[kind]]
        pieces.append(_piece(plain(text[here:there]), covering, links[-1] if links else ""))
    return Markup("").join(pieces)


def _piece(text: str, kinds: Sequence[str], href: str) -> Markup:
    if not kinds or not text:
        return escape(text)
    element = next((_ELEMENTS[kind] for kind in kinds if kind in _ELEMENTS), "")
    names = " ".join(sorted(kinds))
    if not href:
        return Markup('<{0} class="{1}">{2}</{0}>').format(element or "span", names, text)
    link = Markup('<a class="{0}" href="{1}">{2}</a>').format(names, href, text)
    return Markup('<{0} class="{1}">{2}</{0}>').format(element, names, link) if element else link
