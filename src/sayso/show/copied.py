"""Copies of a story grouped for a reader: who took from one source, who share text."""

from collections.abc import Iterable, Sequence

import msgspec

from sayso.model import Copy


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """An article that others took from, with the copies that say so."""

    article: str
    copies: tuple[Copy, ...]


class Together(msgspec.Struct, frozen=True, kw_only=True):
    """Articles that share text, nobody knows who took it from whom.

    `whole` says that each shares text with each, else each does with some of the others.
    """

    articles: tuple[str, ...]
    copies: tuple[Copy, ...]
    whole: bool


def source_of(copy: Copy) -> str:
    """Return the article that a directed copy was taken from."""
    return copy.b if copy.direction == "b>a" else copy.a


def taker_of(copy: Copy) -> str:
    """Return the article that took a directed copy."""
    return copy.a if copy.direction == "b>a" else copy.b


def within(copies: Iterable[Copy]) -> tuple[Copy, ...]:
    """Return the copies within one article: its own words repeat a post embedded in it."""
    return tuple(each for each in copies if each.a == each.b)


def by_source(copies: Iterable[Copy]) -> tuple[Source, ...]:
    """Return the directed copies by the article they were taken from, the most taken first."""
    found: dict[str, list[Copy]] = {}
    for copy in copies:
        if copy.a != copy.b and copy.direction != "unknown":
            found.setdefault(source_of(copy), []).append(copy)
    made = (Source(article=article, copies=tuple(its)) for article, its in found.items())
    return tuple(sorted(made, key=lambda each: -len(each.copies)))


def undirected(copies: Iterable[Copy]) -> tuple[Together, ...]:
    """Return the copies of unknown direction as sets of articles, the largest first.

    >>> pairs = (("a", "b"), ("b", "c"), ("d", "e"))
    >>> copies = [Copy(id=a, a=a, b=b, direction="unknown", passages=()) for a, b in pairs]
    >>> [each.articles for each in undirected(copies)]
    [('a', 'b', 'c'), ('d', 'e')]
    """
    between = [each for each in copies if each.a != each.b and each.direction == "unknown"]
    heads: dict[str, str] = {}
    for copy in between:
        a, b = _head(copy.a, heads), _head(copy.b, heads)
        heads[b] = a
    members: dict[str, list[str]] = {}
    for article in heads:
        members.setdefault(_head(article, heads), []).append(article)
    theirs: dict[str, list[Copy]] = {}
    for copy in between:
        theirs.setdefault(_head(copy.a, heads), []).append(copy)
    made = (_together(articles, theirs[head]) for head, articles in members.items())
    return tuple(sorted(made, key=lambda each: -len(each.articles)))


def _head(article: str, heads: dict[str, str]) -> str:
    """Return the article that stands for a set, shortening the way to it."""
    while heads.setdefault(article, article) != article:
        heads[article] = heads[heads[article]]
        article = heads[article]
    return article


def _together(articles: Sequence[str], copies: Sequence[Copy]) -> Together:
    pairs = len({frozenset((each.a, each.b)) for each in copies})
    return Together(
        articles=tuple(articles),
        copies=tuple(copies),
        whole=pairs == len(articles) * (len(articles) - 1) // 2,
    )


def evidence(copies: Sequence[Copy]) -> tuple[str, ...]:
    """Return what the directions rest on; of several copies the kinds of grounds, each once."""
    if len(copies) == 1:
        return copies[0].evidence
    kinds = (each.partition(":")[0] for copy in copies for each in copy.evidence)
    return tuple(dict.fromkeys(kinds))
