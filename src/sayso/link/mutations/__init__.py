"""What changed in the passages that one article took from another."""

from collections.abc import Iterator, Sequence

import msgspec

from sayso.link.mutations.alignment import Alignment, align
from sayso.link.mutations.attribution import attribution
from sayso.link.mutations.caveat import clause, kept_sentences, missing
from sayso.link.mutations.entity import entity
from sayso.link.mutations.figure import figure
from sayso.link.mutations.hedge import hedge
from sayso.link.mutations.pairs import Change, Pair, pairs
from sayso.link.mutations.passages import Stretch, spoken, stretches, unlike
from sayso.link.mutations.polarity import polarity
from sayso.link.mutations.quotation import quotation
from sayso.link.mutations.time import is_same_day, time
from sayso.link.mutations.words import Word
from sayso.link.undirected import undirected
from sayso.model import Article, Copy, Excerpt, Mutation, MutationType, Span, content_id

__all__ = ["mutations"]

# A sentence in which so many facts are changed was written on one pattern about something else.
ANOTHER_EVENT = 4
_FACTS = frozenset(("figure", "time", "entity"))
# In this order: a word that one kind has taken is not another's.
_KINDS = (clause, figure, time, polarity, attribution, entity, hedge)


def mutations(a: Article, b: Article, copy: Copy) -> tuple[Mutation, ...]:
    """Return what differs in the passages of a copy, from the source to what was taken from it.

    Where it is not known which is the source, `a` and `b` stand as in the copy, and neither the
    subtype nor the reason says who changed anything.

    >>> one = Article(id="a", text="At least 14 men drowned off Velmar Point, the mayor said.")
    >>> two = Article(id="b", text="14 men drowned off Velmar Point, the mayor said.")
    >>> copy = Copy(id="c", a="a", b="b", direction="a>b", passages=((0, 57, 0, 48),))
    >>> [(each.type, each.subtype, each.reason) for each in mutations(one, two, copy)]
    [('hedge', 'bound lost', '“At least 14” became “14”')]
    """
    back = copy.direction == "b>a"
    source, taken = (b, a) if back else (a, b)
    passages = [p if not back else (p[2], p[3], p[0], p[1]) for p in copy.passages]
    texts = (source.text, taken.text)
    wide = stretches(*texts, passages)
    alignments = [_aligned(texts, each) for each in wide]
    changes = (change for each in alignments for pair in pairs(each) for change in _of(pair))
    found = [*changes, *_around(texts, wide, alignments)]
    published = (source.published, taken.published)
    return tuple(
        _mutation(each, source, taken, copy.direction != "unknown")
        for each in _distinct(found)
        if not is_same_day(texts[0][slice(*each.old)], texts[1][slice(*each.new)], published)
    )


class _Found(msgspec.Struct, frozen=True, kw_only=True):
    """A change by its places in the source and in what was taken from it."""

    type: MutationType
    subtype: str
    old: Span
    new: Span
    candidate: bool = False


def _of(pair: Pair) -> Iterator[_Found]:
    """The changes of a sentence; a word that one kind explains is left out of the next."""
    changes = list(_each(pair))
    if sum(change.type in _FACTS for change in changes) < ANOTHER_EVENT:
        yield from (_found(pair, change) for change in changes)


def _each(pair: Pair) -> Iterator[Change]:
    lost, gained = set(pair.lost), set(pair.gained)
    for kind in _KINDS:
        for change in tuple(kind(pair)):
            old = lost.intersection(range(change.i0, change.i1))
            new = gained.intersection(range(change.j0, change.j1))
            if old or new:
                lost -= old
                gained -= new
                yield change
    yield from quotation(pair, lost, gained)


def _found(pair: Pair, change: Change) -> _Found:
    return _Found(
        type=change.type,
        subtype=change.subtype,
        old=_span(pair.a, change.i0, change.i1),
        new=_span(pair.b, change.j0, change.j1),
        candidate=change.candidate or not pair.close,
    )


def _span(words: Sequence[Word], k0: int, k1: int) -> Span:
    if k0 < k1:
        return words[k0].start, words[k1 - 1].end
    place = words[k0 - 1].end if k0 else words[0].start
    return place, place


def _aligned(texts: tuple[str, str], stretch: Stretch) -> Alignment:
    part = unlike(*texts, stretch)
    if part is None:
        return align(texts, (), ())
    return align(
        texts,
        tuple(spoken(texts[0], part.a0, part.a1)),
        tuple(spoken(texts[1], part.b0, part.b1)),
    )


def _around(
    texts: tuple[str, str], wide: Sequence[Stretch], alignments: Sequence[Alignment]
) -> Iterator[_Found]:
    """The caveats that stand in one text only."""
    for each in missing(texts, kept_sentences(texts[0], wide, alignments)):
        place = (each.place, each.place)
        old = (each.start, each.end)
        yield _Found(type="caveat", subtype="dropped", old=old, new=place, candidate=each.cut)
    turned = [Stretch(a0=each.b0, a1=each.b1, b0=each.a0, b1=each.a1) for each in wide]
    flipped = [alignment.flipped() for alignment in alignments]
    for each in missing(texts[::-1], kept_sentences(texts[1], turned, flipped)):
        place = (each.place, each.place)
        yield _Found(type="caveat", subtype="added", old=place, new=(each.start, each.end))


def _distinct(found: Sequence[_Found]) -> Iterator[_Found]:
    seen: set[tuple[str, Span, Span]] = set()
    for each in sorted(found, key=lambda each: (each.old, each.new)):
        key = (each.type, each.old, each.new)
        if key not in seen:
            seen.add(key)
            yield each


def _mutation(found: _Found, source: Article, taken: Article, directed: bool) -> Mutation:
    a, b = _excerpt(source, found.old), _excerpt(taken, found.new)
    return Mutation(
        id=content_id("mut", found.type, *(str(x) for x in (a.id, a.start, a.end)),
                      *(str(x) for x in (b.id, b.start, b.end))),
        type=found.type,
        subtype=found.subtype if directed else undirected(found.subtype),
        a=a,
        b=b,
        candidate=found.candidate,
        reason=_reason(a.text, b.text) if directed else _difference(a.text, b.text),
    )  # fmt: skip


def _excerpt(article: Article, span: Span) -> Excerpt:
    return Excerpt(id=article.id, start=span[0], end=span[1], text=article.text[slice(*span)])


def _reason(old: str, new: str) -> str:
    if not new:
        return f"“{old}” is gone"
    if not old:
        return f"“{new}” was added"
    return f"“{old}” became “{new}”"


def _difference(one: str, other: str) -> str:
    if not one or not other:
        return f"“{one or other}” stands in one text only"
    return f"“{one}” in one text, “{other}” in the other"
