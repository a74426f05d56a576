"""What the markup around a page's stretches of text tells of them, as numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from math import log1p
from typing import TYPE_CHECKING, Any

import msgspec

from sayso.data import load
from sayso.extract.shown import Shown

if TYPE_CHECKING:
    from sayso.extract.traits import Floats

TAGS = (
    "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr", "blockquote",
    "figcaption", "section", "article", "main", "header", "footer", "nav", "aside", "form", "dt",
    "dd", "pre", "body", "address", "figure", "ul", "ol", "table", "dl", "details", "summary",
    "center", "caption", "button", "label",
)  # fmt: skip
INSIDE = (
    "table", "ul", "ol", "dl", "blockquote", "figure", "article", "main", "aside", "form", "nav",
    "footer", "header",
)  # fmt: skip
MARKED_BY = ("class", "id", "role", "data-testid", "data-component")
LONGEST_MARK = 300
PROSE = 60  # Characters from which a stretch that ends as a sentence is prose.
PROSE_ENDS = (".", "!", "?", "”", '"', "’", "…")
MAIN_SHARE = 0.6  # Of the page's prose, that the innermost element counted as its body holds.
MOST_CLIMBED = 200  # Elements outwards that are looked at.

ON_ELEMENT = (
    "tag", "depth", *(f"in_{tag}" for tag in INSIDE), "article_body", "main_depth", "main_away",
    "siblings", "parts", "parent_prose", "parent_share", "second_share", "third_share",
    "title_away", "articles_before",
)  # fmt: skip
ON_TEXT = ("linked", "links", "bold", "headings_before", "kept")


def names() -> tuple[str, ...]:
    """Return the names of the columns, in order."""
    return (
        *ON_ELEMENT,
        *(f"{name}_{side}" for name in _marks() for side in ("near", "far")),
        *ON_TEXT,
    )


def markup_traits(found: Sequence[Shown], kept: "Floats", title_at: int | None) -> "Floats":
    """Return a row for each stretch, its columns named by names().

    `kept` is the share of each that another extractor keeps; `title_at` the place of the headline.
    """
    import numpy as np

    page = _Page(found, title_at)
    known: dict[Any, list[float]] = {}
    rows = []
    headings = 0
    for at, each in enumerate(found):
        row = known.get(each.element)
        if row is None:
            row = known[each.element] = page.on(each.element)
        headings += each.element.tag == "h1"
        on_text = (each.linked, min(each.links, 20), each.bold, min(headings, 10), kept[at])
        rows.append([*row, *on_text])
    return np.array(rows, dtype=np.float64)


class _Above(msgspec.Struct, frozen=True):
    """An element with what it and all around it say; `far` counts each mark, up to three.

    `to_main`, `to_title` and `article` are how many elements outwards the main part and what
    holds the headline are, and the number of the innermost <article>; -1 where there is none.
    """

    tag: str
    depth: int
    marks: tuple[int, ...]
    outer_marks: tuple[int, ...]
    far: tuple[int, ...]
    inside: tuple[bool, ...]
    is_body: bool
    to_main: int
    main_depth: int
    to_title: int
    article: int


class _Page:
    """Where a page's prose stands, and what is said of its elements; lives for one page."""

    def __init__(self, found: Sequence[Shown], title_at: int | None) -> None:
        self._above: dict[Any, _Above] = {}
        self._prose: Counter[Any] = Counter()
        self._articles: dict[Any, int] = {}
        prose: Counter[Any] = Counter()
        for each in found:
            if each.linked < 0.5 and len(each.text) > PROSE and each.text.endswith(PROSE_ENDS):
                prose[each.element] += len(each.text)
        around: dict[Any, list[Any]] = {}
        for element in dict.fromkeys(each.element for each in found):
            around[element] = _outwards(element)
            article = next((one for one in around[element] if one.tag == "article"), None)
            if article is not None:
                self._articles.setdefault(article, len(self._articles) + 1)
        for element, length in prose.items():
            for outer in around[element]:
                self._prose[outer] += length
        self._total = max(1, max(self._prose.values(), default=1))
        held = [
            (len(_outwards(element)), element)
            for element, length in self._prose.items()
            if length >= MAIN_SHARE * self._total
        ]
        depth, main = max(held, key=lambda pair: pair[0], default=(1, None))
        self._main_depth = depth - 1
        self._main = frozenset(_outwards(main)) if main is not None else frozenset()
        title = found[title_at].element if title_at is not None else None
        self._title = frozenset(_outwards(title)) if title is not None else frozenset()
        self._siblings = Counter((each.element.getparent(), each.element.tag) for each in found)
        self._parts = Counter(each.element for each in found)

    def above(self, element: Any) -> _Above:
        chain = []
        climbing = element
        while climbing is not None and climbing not in self._above:
            chain.append(climbing)
            climbing = climbing.getparent()
        outer = self._above[climbing] if climbing is not None else None
        for each in reversed(chain):
            outer = self._above[each] = self._inside(each, outer)
        assert outer is not None
        return outer

    def _inside(self, element: Any, outer: _Above | None) -> _Above:
        tag = element.tag if isinstance(element.tag, str) else ""
        marked = " ".join(filter(None, map(element.get, MARKED_BY)))[:LONGEST_MARK]
        own = marks_in(marked) if marked and tag not in ("body", "html") else ()
        far = outer.far if outer else (0,) * len(_marks())
        if own:
            far = tuple(min(3, count + (at in own)) for at, count in enumerate(far))
        inside = outer.inside if outer else (False,) * len(INSIDE)
        if tag in INSIDE:
            inside = tuple(was or tag == name for name, was in zip(INSIDE, inside, strict=True))
        depth = outer.depth + 1 if outer else 0
        is_main = element in self._main
        further = outer.to_title + 1 if outer and outer.to_title >= 0 else -1
        return _Above(
            tag=tag,
            depth=depth,
            marks=own,
            outer_marks=outer.marks if outer else (),
            far=far,
            inside=inside,
            is_body=(outer is not None and outer.is_body)
            or "articleBody" in (element.get("itemprop") or ""),
            to_main=0 if is_main or outer is None else outer.to_main + 1,
            main_depth=depth if is_main else outer.main_depth if outer else 0,
            to_title=0 if element in self._title else further,
            article=self._articles.get(element, 0)
            if tag == "article"
            else outer.article
            if outer
            else 0,
        )

    def on(self, element: Any) -> list[float]:
        """Return the traits of an element, the same for each stretch that stands in it."""
        above = self.above(element)
        parent = element.getparent()
        second = parent.getparent() if parent is not None else None
        third = second.getparent() if second is not None else None
        near = {*above.marks, *above.outer_marks}
        row: list[float] = [
            TAGS.index(above.tag) + 1 if above.tag in TAGS else 0,
            min(above.depth, 60),
            *above.inside,
            above.is_body,
            above.main_depth - self._main_depth,
            min(above.to_main, MOST_CLIMBED),
            min(self._siblings[parent, element.tag], 100),
            min(self._parts[element], 20),
            log1p(self._prose[parent]),
            *(self._prose[one] / self._total for one in (parent, second, third)),
            min(above.to_title, MOST_CLIMBED),
            min(above.article, 10),
        ]
        for at, count in enumerate(above.far):
            row += (at in near, count)
        return row


def _outwards(element: Any) -> list[Any]:
    found: list[Any] = []
    while element is not None and len(found) < MOST_CLIMBED:
        found.append(element)
        element = element.getparent()
    return found


def marks_in(marked: str) -> tuple[int, ...]:
    """Return the places in `body_marks.toml` of what an element's class, id and role speak of.

    >>> [list(load("body_marks"))[at] for at in marks_in("story-related-links")]
    ['related', 'article']
    """
    found: set[int] = set()
    for name in marked.split():
        found.update(_marks_in_name(name))
    return tuple(sorted(found))


@lru_cache(16_384)
def _marks_in_name(name: str) -> tuple[int, ...]:
    return tuple(at for at, mark in enumerate(_marks().values()) if mark.search(name))


@cache
def _marks() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(words, re.I) for name, words in load("body_marks").items()}
