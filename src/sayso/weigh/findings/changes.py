"""Which mutations touch which mentions."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import msgspec

from sayso.model import Annotated, Claim, Excerpt, Links, Mention, Mutation, Span
from sayso.weigh.names import Party
from sayso.weigh.roll import roll
from sayso.weigh.texts import sentences

# A number that changed is marked by itself or with a word or two around it.
AROUND_FIGURE = 12

# "He" names nobody.
SHORTEST_SOURCE = 4

Pair = frozenset[str]


class Touched(msgspec.Struct, frozen=True, kw_only=True):
    """A mutation and the mentions that its two ends stand in."""

    mutation: Mutation
    a: Mention
    b: Mention


class Place(msgspec.Struct, frozen=True):
    """A mention with the claim that it is of."""

    claim: str
    mention: Mention


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """The mutations between claims, by the ids of the two; of a claim with itself, by its own.

    `copied` are the pairs of articles of which one copied from the other, `took` those of which
    it is known, the source first. `sources` are the words by which speakers are named, `speakers`
    who speaks in the articles whose source was changed.
    """

    touched: Mapping[Pair, Sequence[Touched]]
    second_hand: frozenset[str]
    copied: frozenset[Pair] = frozenset()
    took: frozenset[tuple[str, str]] = frozenset()
    sources: frozenset[str] = frozenset()
    speakers: Mapping[str, tuple[Party, ...]] = {}

    def among(self, one: Claim, other: Claim) -> Sequence[Touched]:
        """Return the mutations that lie between a mention of `one` and a mention of `other`."""
        return self.touched.get(frozenset((one.id, other.id)), ())


def changes(claims: Sequence[Claim], annotated: Sequence[Annotated], links: Links) -> Changes:
    """Return which mutations touch mentions of which claims, and which mentions cite an outlet."""
    needed = {end.id for each in links.mutations for end in (each.a, each.b)}
    pages = {
        each.article.id: _Page(
            spans=sentences(each.article.text),
            figures=tuple((f.start, f.end) for f in each.annotation.figures),
        )
        for each in annotated
        if each.article.id in needed
    }
    places: dict[str, list[Place]] = defaultdict(list)
    for claim in claims:
        for mention in claim.mentions:
            places[mention.article].append(Place(claim.id, mention))
    found: dict[Pair, dict[str, Touched]] = defaultdict(dict)
    for mutation in links.mutations:
        if mutation.a.id not in pages or mutation.b.id not in pages:
            continue
        ends = (mutation.a, mutation.b)
        by_figure = mutation.type == "figure" or any(_has_figure(e, pages[e.id]) for e in ends)
        sides = [_touching(end, pages[end.id], places[end.id], by_figure) for end in ends]
        for a, b in product(*sides):
            both = found[frozenset((a.claim, b.claim))]
            both.setdefault(mutation.id, Touched(mutation=mutation, a=a.mention, b=b.mention))
    return Changes(
        touched={pair: tuple(each.values()) for pair, each in found.items()},
        second_hand=frozenset(name for each in annotated for name in _second_hand(each)),
        sources=frozenset(
            each.article.text[start:end]
            for each in annotated
            for said in each.annotation.attributions
            for start, end in said.source
            if end - start > SHORTEST_SOURCE
        ),
        speakers=_speakers(annotated, links),
        copied=frozenset(frozenset((each.a, each.b)) for each in links.copies),
        took=frozenset((each.a, each.b) for each in links.copies if each.direction == "a>b")
        | frozenset((each.b, each.a) for each in links.copies if each.direction == "b>a"),
    )


def _speakers(annotated: Sequence[Annotated], links: Links) -> Mapping[str, tuple[Party, ...]]:
    changed = {
        end.id for each in links.mutations if each.type == "attribution" for end in (each.a, each.b)
    }
    told = [each for each in annotated if each.article.id in changed]
    parties = roll(told)
    return {
        each.article.id: tuple(
            dict.fromkeys(
                parties[said.id] for said in each.annotation.attributions if said.id in parties
            )
        )
        for each in told
    }


class _Page(msgspec.Struct, frozen=True, kw_only=True):
    spans: tuple[Span, ...]
    figures: tuple[Span, ...]

    def sentence(self, at: int) -> Span:
        index = bisect_right(self.spans, (at, float("inf"))) - 1
        return self.spans[index] if index >= 0 else (at, at)


def _touching(
    end: Excerpt, page: _Page, places: Sequence[Place], by_figure: bool
) -> Iterator[Place]:
    for place in places:
        mention = place.mention
        if by_figure:
            start, stop = mention.start - AROUND_FIGURE, mention.end + AROUND_FIGURE
        else:
            start, stop = page.sentence(mention.start)
        if end.start <= stop + 1 and start <= end.end + 1:
            yield place


def _has_figure(end: Excerpt, page: _Page) -> bool:
    """Whether the words that changed hold a number, as in "at least 14"."""
    first = bisect_left(page.figures, (end.start, 0))
    return any(
        start < end.end and end.start < stop
        for start, stop in page.figures[max(0, first - 1) : first + 1]
    )


def _second_hand(annotated: Annotated) -> Iterator[str]:
    """The figures, and attributions, in whose chain an outlet stands."""
    chain = {each.id: each for each in annotated.annotation.attributions}
    inner = {each.parent: each.id for each in chain.values() if each.parent}
    citing: set[str] = set()
    for name in chain:
        at: str | None = name
        for _ in range(len(chain)):
            if at not in chain:
                break
            if chain[at].source_kind == "outlet":
                citing.add(name)
                break
            at = chain[at].parent
    yield from citing
    for figure in annotated.annotation.figures:
        if figure.attribution in citing or inner.get(figure.attribution or "") in citing:
            yield figure.id
