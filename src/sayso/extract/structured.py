"""What a page says of itself for machines: JSON-LD, <meta>, <link>."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

ARTICLE = re.compile(r"Article|Posting|Report|Review$|Analysis|Opinion")
ORGANIZATION = re.compile(r"Organization$")
WEAK = re.compile(r"WebPage$|^Product$|^Event$")
# Objects under these keys are other articles, not this one.
ELSEWHERE = {
    "itemListElement",
    "comment",
    "hasPart",
    "relatedLink",
    "citation",
    "mentions",
    "about",
}
MOST_OBJECTS = 5_000  # A page has some dozens; a hostile one must not cost minutes.

Node = Mapping[str, Any]


class Structured(msgspec.Struct, frozen=True):
    """The article's JSON-LD object, the page's, the <meta> values, the address, all types."""

    article: Mapping[str, Any]
    page: Mapping[str, Any]
    meta: Mapping[str, str]
    canonical: str | None
    types: frozenset[str] = frozenset()


def structured(tree: Any) -> Structured:
    """Return what the head of a parsed page says of it.

    >>> from lxml import html
    >>> page = html.fromstring('<html><head><meta name="author" content="Ana Reyl"></head></html>')
    >>> structured(page).meta["author"]
    'Ana Reyl'
    """
    nodes = list(_nodes(tree))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    article: Node = next((node for node in nodes if _is(ARTICLE, node)), {})
    weak: Node = next((node for node in nodes if _is(WEAK, node)), {})
    return Structured(
        _resolved(article, by_id),
        _resolved(weak, by_id),
        _meta(tree),
        _canonical(tree),
        frozenset(name for node in nodes for name in _types(node)),
    )


def article_nodes(tree: Any) -> tuple[Node, ...]:
    """Return every JSON-LD object of a parsed page that is an article, in their order.

    >>> from lxml import html
    >>> data = '[{"@type": "NewsArticle", "headline": "Dam"}, {"@type": "WebSite"}]'
    >>> page = html.fromstring(f'<div><script type="application/ld+json">{data}</script></div>')
    >>> [node["headline"] for node in article_nodes(page)]
    ['Dam']
    """
    nodes = list(_nodes(tree))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    return tuple(_resolved(node, by_id) for node in nodes if _is(ARTICLE, node))


def text_of(value: object) -> str | None:
    """Return a JSON-LD value as one line of text: a string, or the name in an object or list.

    >>> text_of([{"@type": "Organization", "name": "Ostrava&nbsp;Herald"}])
    'Ostrava Herald'
    """
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("legalName")
        if isinstance(value, list):
            value = value[0] if value else None
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(html.unescape(value)).split()) or None


def texts_of(value: object) -> tuple[str, ...]:
    """Return every name in a JSON-LD value that may be a list.

    >>> texts_of([{"name": "Ana Reyl"}, "Bo Marsh"])
    ('Ana Reyl', 'Bo Marsh')
    """
    parts = value if isinstance(value, list) else [value]
    named = [part.get("name") if isinstance(part, dict) else None for part in parts]
    each = [
        single
        for part, names in zip(parts, named, strict=True)
        for single in (names if isinstance(names, list) else [part])
    ]
    return tuple(text for part in each if (text := text_of(part)))


def organizations(value: object) -> tuple[str, ...]:
    """Return the names in a JSON-LD value that are said to be organizations'.

    >>> organizations([{"@type": "Organization", "name": "Ostrava Wire"}, {"name": "Ana Reyl"}])
    ('Ostrava Wire',)
    """
    parts = value if isinstance(value, list) else [value]
    return tuple(
        text
        for part in parts
        if isinstance(part, dict) and _is(ORGANIZATION, part) and (text := text_of(part))
    )


def _is(kind: re.Pattern[str], node: Node) -> bool:
    return any(kind.search(name) for name in _types(node))


def _types(node: Node) -> tuple[str, ...]:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return tuple(name for name in names if isinstance(name, str))


def _resolved(node: Node, by_id: Mapping[str, Node]) -> Node:
    """The node with references such as {"@id": "#ana"} replaced by what they point to."""

    def follow(value: object) -> object:
        if isinstance(value, list):
            return [follow(part) for part in value[:50]]
        if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
            return by_id.get(value["@id"], value)
        return value

    return {key: follow(value) for key, value in node.items()}


def _nodes(tree: Any) -> Iterator[Node]:
    seen = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        stack: list[object] = [_parsed(script.text or "")]
        while stack and seen < MOST_OBJECTS:
            value = stack.pop()
            seen += 1
            if isinstance(value, dict):
                yield value
                stack.extend(
                    reversed([part for key, part in value.items() if key not in ELSEWHERE])
                )
            elif isinstance(value, list):
                stack.extend(reversed(value))


def _parsed(text: str) -> object:
    body = text.strip().removeprefix("<!--").removesuffix("-->").strip()
    body = body.removeprefix("//<![CDATA[").removeprefix("<![CDATA[")
    body = body.removesuffix("//]]>").removesuffix("]]>").strip().rstrip(";")
    for candidate in (body, body.replace("\n", " ").replace("\t", " ")):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _meta(tree: Any) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), html.unescape(content))
    return found


def _canonical(tree: Any) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            href = (link.get("href") or "").strip()
            if href.startswith(("http://", "https://")):
                return str(href)
    return None
