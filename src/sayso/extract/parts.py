"""Pages that hold several whole articles, such as captures of pages that go on as one scrolls.

Prefers one article to two: live blogs, comments, teasers and the sections of a long read have
headings, dates and names too. A part has a headline and prose of its own, and one mark more.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

import msgspec
from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from sayso.extract.html import huge, parse
from sayso.extract.pieces import fold
from sayso.extract.structured import Structured, article_nodes, structured, text_of
from sayso.extract.title import agreement

# What says that an element is an article of its own.
ADDRESSES = ("data-url", "data-permalink", "data-href", "data-article-url", "data-canonical-url")
NUMBERS = ("data-article-id", "data-articleid", "data-post-id", "data-content-id", "data-story-id")
# What a text must hold for an element to be so marked, and how that element is found.
MARKS = {
    "<article": "self::article",
    "Article": "contains(@itemtype, 'Article')",
    "BlogPosting": "contains(@itemtype, 'BlogPosting')",
    **{
        name: f"((self::div or self::section or self::main) and @{name})"
        for name in ADDRESSES + NUMBERS
    },
}
ANSWERS = re.compile(r"comment|respon[ds]|reply|disqus|review|livere|forum|question|answer", re.I)
LIVE = re.compile(
    r"live[-_ ]?(?:blog|update|post|feed|event|entr|report|coverage|stream)|minute[-_]by|timeline"
    r"|\bas it happened\b|\blive:",
    re.I,
)
HEADLINE = (2, 40)  # Words, from the shortest headline that tells something to the longest.
SITE_WORDS = 4  # Words of a heading from which it is no site's name.
LEAST_PARAGRAPHS = 3
LEAST_WORDS = 120  # In paragraphs that read as prose; teasers stay below 60.
PROSE_WORDS = 12  # Words of a paragraph that reads as prose.
MOST_LINKED = 0.5  # Share of a paragraph in links, above which it is a list of them.
MOST_PARTS = 50
AGREES = 0.6  # Token F1 of a headline and what the page states, as for titles.
SAME = 0.9
ENDED = (".", "!", "?", "…", "”", '"', "’", "»", "。", "！", "？", "।", "؟")
SIGNED = (
    ".//time | .//address | .//*[@rel='author' or contains(@itemprop, 'author')"
    " or contains(@itemprop, 'datePublished') or contains(@class, 'byline')"
    " or contains(@class, 'author') or contains(@class, 'dateline')]"
)
PATH = re.compile(r"https?://|/[^/]")
# What the page's head says of the site rather than of one article.
OF_THE_SITE = frozenset({"og:site_name", "application-name", "dcterms.publisher", "og:locale"})


class Part(msgspec.Struct, frozen=True):
    """One article of a page: its headline, a tree of its own, its own address where stated.

    The page's head speaks of the `main` part, and stands in no other's tree.
    """

    headline: str
    text: str
    tree: Any
    address: str | None
    main: bool


class _Whole(msgspec.Struct, frozen=True):
    """An element that holds a whole article."""

    element: Any
    headline: str
    head: Any


def parts(tree: Any, text: str) -> tuple[Part, ...]:
    """Return the articles of a page that holds several, in their order; else nothing.

    >>> from sayso.extract.html import parse
    >>> told = "<p>The dam at Ostrava held all night, the river office said on Monday evening.</p>"
    >>> one, two = (f"<article><h1>{head}</h1><time>Monday</time>{told * 10}</article>"
    ...     for head in ("Dam holds in Ostrava", "Ferry late in Karsk"))
    >>> several = parts(parse(one + two), one + two)
    >>> [part.headline for part in several], parts(parse(one), one)
    (['Dam holds in Ostrava', 'Ferry late in Karsk'], ())
    """
    tests = [test for mark, test in MARKS.items() if mark in text]
    marked = tree.xpath(f"//*[{' or '.join(tests)}]") if tests else []
    stated = text.count('"headline"')
    if len(marked) < 2 and stated < 2:
        return ()
    nodes = article_nodes(tree) if stated > 1 else ()
    whole = _alike(_wholes(tree, marked, nodes))
    if not 2 <= len(whole) <= MOST_PARTS or huge(tree):
        return ()
    said = structured(tree)
    titles = _titles(tree, said)
    if _is_live(tree, said) or _is_one(tree, whole, titles):
        return ()
    main = _main(whole, titles)
    return tuple(_part(tree, each, at == main, _node(each, nodes)) for at, each in enumerate(whole))


def _wholes(
    tree: Any, marked: Iterable[Any], nodes: Sequence[Mapping[str, Any]]
) -> tuple[_Whole, ...]:
    headed = {each for each in marked if next(each.iter("h1", "h2"), None) is not None}
    headed |= set(_around_stated(tree, nodes))
    if len(headed) < 2:
        return ()
    found = {
        each: whole for each in headed if (whole := _whole(each, headed)) and not _is_answer(each)
    }
    if len(found) < 2:
        return ()
    return tuple(
        found[each]
        for each in tree.iter()
        if each in found and not any(above in found for above in each.iterancestors())
    )


def _around_stated(tree: Any, nodes: Sequence[Mapping[str, Any]]) -> Iterator[Any]:
    """What stands around each headline that the page states for machines as an article's."""
    stated = [text for node in nodes if (text := text_of(node.get("headline")))]
    if len(set(stated)) < 2:
        return
    heads = [
        head
        for head in tree.xpath("//h1 | //h2")
        if any(agreement(fold(head.text_content()), text) >= SAME for text in stated)
    ]
    for head in heads:
        above = {ancestor for other in heads if other is not head for ancestor in _up(other)}
        own = None
        for ancestor in _up(head):
            if ancestor in above:
                break
            own = ancestor
        if own is not None and own is not head:
            yield own


def _up(element: Any) -> Iterator[Any]:
    yield element
    yield from element.iterancestors()


def _whole(element: Any, others: set[Any]) -> _Whole | None:
    """An article with a headline, prose and a mark of its own, outside of those within it."""
    heads: dict[str, Any] = {}
    words = paragraphs = 0
    for each in element.iter("h1", "h2", "p"):
        if any(above in others for above in _between(each, element)):
            continue
        text = fold(each.text_content())
        length = text.count(" ") + 1
        if each.tag == "p":
            prose = _is_prose(each, text)
            words, paragraphs = words + prose * length, paragraphs + prose
        elif HEADLINE[0] <= length <= HEADLINE[1]:
            heads.setdefault(each.tag, each)
    head = heads.get("h1", heads.get("h2"))
    if head is None or paragraphs < LEAST_PARAGRAPHS or words < LEAST_WORDS:
        return None
    signed = any(
        not any(above in others for above in _between(each, element))
        for each in element.xpath(SIGNED)
    )
    if not signed and not any(element.get(name) for name in ADDRESSES):
        return None
    return _Whole(element, fold(head.text_content()), head)


def _between(element: Any, top: Any) -> Iterator[Any]:
    for above in element.iterancestors():
        if above is top:
            return
        yield above


def _is_prose(paragraph: Any, text: str) -> bool:
    if text.count(" ") + 1 < PROSE_WORDS or not text.endswith(ENDED):
        return False
    linked = sum(len(fold(link.text_content())) for link in paragraph.iter("a"))
    return linked <= MOST_LINKED * len(text)


def _alike(wholes: tuple[_Whole, ...]) -> tuple[_Whole, ...]:
    """Those of the commonest make: heading, tag and depth; with headlines that differ."""
    makes: dict[tuple[str, str], list[_Whole]] = {}
    for whole in wholes:
        makes.setdefault((whole.head.tag, whole.element.tag), []).append(whole)
    most = max(makes.values(), key=len, default=[])
    unlike = {whole.headline.lower(): whole for whole in reversed(most)}
    return tuple(whole for whole in most if unlike[whole.headline.lower()] is whole)


def _is_answer(element: Any) -> bool:
    """Comments, replies and reviews, by their own names or those around them."""
    for each in _up(element):
        if each.tag in ("body", "html"):
            return False
        names = f"{each.get('class') or ''} {each.get('id') or ''} {each.get('itemtype') or ''}"
        if each.tag in ("aside", "footer", "nav") or ANSWERS.search(names):
            return True
    return False


def _is_live(tree: Any, said: Structured) -> bool:
    if "LiveBlog" in str(said.article.get("@type")) or "Live" in said.meta.get("og:type", ""):
        return True
    title = tree.findtext(".//title") or ""
    names = tree.xpath("//body/@class | //article/@class | //main/@class | //body//*/@itemtype")
    return any(LIVE.search(each) for each in (title, said.canonical or "", *names))


def _is_one(tree: Any, whole: Sequence[_Whole], titles: Sequence[str]) -> bool:
    """Sections under one headline: a headline of a higher rank stands outside of them all."""
    inside = {each.element for each in whole}
    for head in tree.iter("h1"):
        text = fold(head.text_content())
        if any(above in inside for above in head.iterancestors()):
            continue
        if whole[0].head.tag != "h1" and text.count(" ") + 1 >= SITE_WORDS:
            return True
        if any(agreement(text, title) >= AGREES for title in titles):
            return True
    return False


def _titles(tree: Any, said: Structured) -> tuple[str, ...]:
    titles = (
        text_of(said.article.get("headline")),
        said.meta.get("og:title"),
        fold(tree.findtext(".//title") or ""),
    )
    return tuple(title for title in titles if title)


def _main(whole: Sequence[_Whole], titles: Sequence[str]) -> int | None:
    """The part that the page's head speaks of; a page that states no title speaks of its first."""
    scores = [
        max((agreement(each.headline, title) for title in titles), default=AGREES) for each in whole
    ]
    best = max(range(len(whole)), key=lambda at: (scores[at], -at))
    return best if scores[best] >= AGREES else None


def _node(whole: _Whole, nodes: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    for node in nodes:
        headline = text_of(node.get("headline")) or ""
        if agreement(headline, whole.headline) >= SAME:
            return node
    return None


def _part(tree: Any, whole: _Whole, main: bool, node: Mapping[str, Any] | None) -> Part:
    alone = etree.Element("html")
    if tree.get("lang"):
        alone.set("lang", tree.get("lang"))
    head = etree.SubElement(alone, "head")
    for each in tree.iter("meta", "link", "title", "script"):
        if (main and _is_of_head(each, stated=node is not None)) or _is_of_site(each):
            head.append(_copied(each))
    if node is not None:
        script = etree.SubElement(head, "script", type="application/ld+json")
        script.text = msgspec.json.encode(node).decode()
    etree.SubElement(alone, "body").append(_copied(whole.element))
    text = lxml_html.tostring(alone, encoding="unicode")
    return Part(whole.headline, text, parse(text), _address(whole.element, whole.head, node), main)


def _is_of_head(element: Any, stated: bool) -> bool:
    if element.tag == "script":  # what is stated of this part goes before what is stated of all
        return not stated and "ld+json" in (element.get("type") or "")
    return bool(element.tag == "meta" or element.getparent().tag == "head")


def _is_of_site(element: Any) -> bool:
    name = (element.get("property") or element.get("name") or "").lower()
    return element.tag == "meta" and name in OF_THE_SITE


def _copied(element: Any) -> Any:
    copy = deepcopy(element)
    copy.tail = None
    return copy


def _address(element: Any, headline: Any, node: Mapping[str, Any] | None) -> str | None:
    """The part's own address, as its element, its headline's link or the page's data give it."""
    stated = node or {}
    page = stated.get("mainEntityOfPage")
    candidates = [
        *(element.get(name) for name in ADDRESSES),
        text_of(stated.get("url")),
        page.get("@id") if isinstance(page, dict) else page,
        *element.xpath(".//*[@itemprop='mainEntityOfPage' or @itemprop='url']/@href"),
        *element.xpath(".//*[@itemprop='mainEntityOfPage']/@itemid"),
        *element.xpath(".//a[@rel='bookmark']/@href"),
        *headline.xpath("./a/@href | ./ancestor::a/@href"),
    ]
    return next((each for each in candidates if isinstance(each, str) and PATH.match(each)), None)
