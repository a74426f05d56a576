"""Which article took from which, as far as that is known, and who cites whom."""

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sayso.model import Copy
from sayso.show import copied
from sayso.show.copied import source_of, taker_of, undirected
from sayso.show.report.places import LONGEST_NAME, Places, Quote, Ref, Spot
from sayso.show.report.text import short
from sayso.show.told import Told

# Deeper levels are set in no further: a phone has no room, and the words say who took from whom.
DEEPEST = 6
MOST_BESIDES = 3


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What one article took from another, with what the direction rests on."""

    source: Ref
    letters: int
    passages: int
    evidence: tuple[str, ...]
    quote: Quote


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """An article in the tree: from which it took most, and from which it took besides.

    `is_shown` says that its longest passage is printed here: no other before it took the same.
    """

    ref: Ref
    title: str
    agency: str
    depth: int
    taken: Taken | None
    is_shown: bool
    besides: tuple[Taken, ...]
    more: int
    given_to: int


class Together(msgspec.Struct, frozen=True, kw_only=True):
    """Articles that share text, each pair of them or `whole` false; the longest passage."""

    refs: tuple[Ref, ...]
    whole: bool
    letters: int
    quote: Quote


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """The same words in two articles, or twice in one."""

    a: Ref
    b: Ref
    letters: int
    why: str
    quote: Quote


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet that articles cite, with its own articles where the story has some."""

    name: str
    pages: tuple[Ref, ...]
    quotes: tuple[Quote, ...]


class Descent(msgspec.Struct, frozen=True, kw_only=True):
    """The tree, read from the top, and what does not fit into it."""

    tree: tuple[Node, ...]
    alone: tuple[Ref, ...]
    unknown: tuple[Together, ...]
    within: tuple[Shared, ...]
    speech: tuple[Shared, ...]
    citations: tuple[Citation, ...]


def descent(told: Told, places: Places) -> Descent:
    """Return who took from whom, who shares speech with whom, who cites whom."""
    known = [each for each in told.links.copies if {each.a, each.b} <= set(places.number)]
    between = [each for each in known if each.a != each.b]
    directed = [each for each in between if each.direction != "unknown"]
    touched = {each for copy in directed for each in (copy.a, copy.b)}
    sharing = {each for copy in between for each in (copy.a, copy.b)}
    apart = [each for each in places.number if each not in sharing]
    return Descent(
        tree=tuple(_tree(directed, touched, places)),
        alone=places.refs(apart),
        unknown=tuple(_together(each, places) for each in undirected(between)),
        within=tuple(_shared(each, places) for each in known if each.a == each.b),
        speech=tuple(
            Shared(
                a=places.ref(each.a),
                b=places.ref(each.b),
                letters=sum(a1 - a0 for a0, a1, _, _ in each.passages),
                why=short(each.speaker or "", LONGEST_NAME),
                quote=_passage(each.b, [(b0, b1) for _, _, b0, b1 in each.passages], places),
            )
            for each in told.links.quotations
            if {each.a, each.b} <= set(places.number)
        ),
        citations=tuple(_citations(places)),
    )


def _taken_by(copies: Iterable[Copy]) -> Mapping[str, Sequence[Copy]]:
    """Return for each article the copies by which it took, the longest first."""
    found: dict[str, list[Copy]] = {}
    for copy in copies:
        found.setdefault(taker_of(copy), []).append(copy)
    return {taker: sorted(each, key=_letters, reverse=True) for taker, each in found.items()}


def _letters(copy: Copy) -> int:
    return sum(a1 - a0 for a0, a1, _, _ in copy.passages)


def taken_from(copies: Iterable[Copy], number: Mapping[str, int]) -> Mapping[str, Copy]:
    """Return for each article that took the copy by which it took most, without circles.

    The articles are those that have a `number`, and go by it.
    """
    parents: dict[str, Copy] = {}
    taken_by = _taken_by(copies)
    for taker in sorted(taken_by, key=number.__getitem__):
        for copy in taken_by[taker]:
            if not _rests_on(source_of(copy), taker, parents):
                parents[taker] = copy
                break
    return parents


def _tree(copies: Sequence[Copy], touched: Iterable[str], places: Places) -> Iterable[Node]:
    taken_by, parents = _taken_by(copies), taken_from(copies, places.number)
    children: dict[str, list[str]] = {}
    for taker, copy in parents.items():
        children.setdefault(source_of(copy), []).append(taker)
    in_order = sorted(touched, key=places.number.__getitem__)
    shown: set[str] = set()
    waiting = [(each, 0) for each in reversed(in_order) if each not in parents]
    while waiting:
        article, depth = waiting.pop()
        below = children.get(article, [])
        waiting += [(each, depth + 1) for each in reversed(below)]
        parent = parents.get(article)
        besides = [each for each in taken_by.get(article, ()) if each is not parent]
        its = places.reading[article].article
        taken = _taken(parent, places) if parent else None
        yield Node(
            ref=places.ref(article),
            title=short(its.title or ""),
            agency=short(its.agency or "", LONGEST_NAME),
            depth=min(depth, DEEPEST),
            taken=taken,
            is_shown=taken is not None and taken.quote.html not in shown,
            besides=tuple(_taken(each, places) for each in besides[:MOST_BESIDES]),
            more=max(0, len(besides) - MOST_BESIDES),
            given_to=len(below),
        )
        if taken:
            shown.add(taken.quote.html)


def _rests_on(article: str, other: str, parents: Mapping[str, Copy]) -> bool:
    while article != other and article in parents:
        article = source_of(parents[article])
    return article == other


def _taken(copy: Copy, places: Places) -> Taken:
    forward = copy.direction == "a>b"
    spans = [(b0, b1) if forward else (a0, a1) for a0, a1, b0, b1 in copy.passages]
    return Taken(
        source=places.ref(source_of(copy)),
        letters=_letters(copy),
        passages=len(copy.passages),
        evidence=copy.evidence,
        quote=_passage(copy.b if forward else copy.a, spans, places),
    )


def _together(same: copied.Together, places: Places) -> Together:
    longest = max(same.copies, key=_letters)
    return Together(
        refs=places.refs(same.articles),
        whole=same.whole,
        letters=_letters(longest),
        quote=_passage(longest.b, [(b0, b1) for _, _, b0, b1 in longest.passages], places),
    )


def _shared(copy: Copy, places: Places) -> Shared:
    return Shared(
        a=places.ref(copy.a),
        b=places.ref(copy.b),
        letters=_letters(copy),
        why="; ".join(copy.evidence),
        quote=_passage(copy.b, [(b0, b1) for _, _, b0, b1 in copy.passages], places),
    )


def _passage(article: str, spans: Sequence[tuple[int, int]], places: Places) -> Quote:
    """Return the longest of some passages, to show what is meant."""
    start, end = max(spans, key=lambda span: span[1] - span[0], default=(0, 0))
    return places.quotes([Spot(article=article, start=start, end=end)], "copied")[0]


def _citations(places: Places) -> Iterable[Citation]:
    pages: dict[str, list[str]] = {}
    for reading in places.readings:
        article = reading.article
        for name in {article.outlet, article.site} - {None, ""}:
            pages.setdefault(_key(str(name)), []).append(article.id)
    cited: dict[str, list[Spot]] = {}
    called: dict[str, str] = {}
    for reading in places.readings:
        for each in reading.annotation.attributions:
            name = each.source_name or ""
            its = pages.get(_key(name), ())
            named = its or (each.source_kind == "outlet" and _is_name(name))
            if not each.source or not named or reading.article.id in its:
                continue
            called.setdefault(_key(name), name)
            start, end = each.source[0]
            cited.setdefault(_key(name), []).append(
                Spot(article=reading.article.id, start=start, end=end)
            )
    for key, spots in sorted(cited.items(), key=lambda item: -len(item[1])):
        yield Citation(
            name=short(called[key], LONGEST_NAME),
            pages=places.refs(pages.get(key, ())),
            quotes=places.quotes(spots),
        )


def _is_name(name: str) -> bool:
    """Return whether a reader could look for it: "The newspaper" is no name."""
    return not re.sub(r"^(the|The|a|A) ", "", name)[:1].islower()


def _key(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()
