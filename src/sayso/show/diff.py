"""Two articles side by side: what one took from the other, and what changed on the way."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from sayso.ledger import Ledger, search, told
from sayso.model import (
    Article,
    Copy,
    Excerpt,
    Links,
    Mutation,
    Retelling,
    SaysoError,
    SharedQuotation,
    Span,
)
from sayso.show.direction import TURNED

Linked = TypeVar("Linked", Copy, SharedQuotation)
Told = TypeVar("Told", Retelling, Mutation)


class Diff(msgspec.Struct, frozen=True, kw_only=True):
    """Two articles and the links between them, turned so that `a` is the first one asked for.

    Which side was the source is told by the `direction` of the copies and retellings, turned too.
    `shared_a` and `shared_b` are the shares of each text, 0 to 1, that stand in copied passages.
    `counts` says how many mutations there are of each type, the most frequent first; `within` are
    those in which one of the two articles contradicts itself.
    """

    a: Article
    b: Article
    shared_a: float
    shared_b: float
    copies: tuple[Copy, ...]
    quotations: tuple[SharedQuotation, ...]
    retellings: tuple[Retelling, ...]
    mutations: tuple[Mutation, ...]
    within: tuple[Mutation, ...] = ()
    counts: dict[str, int] = msgspec.field(default_factory=dict)


class Aligned(msgspec.Struct, frozen=True, kw_only=True):
    """Stretches of two texts that stand side by side; None where one has nothing there."""

    a: Span | None
    b: Span | None


def diff(ledger: Ledger, a: str, b: str) -> Diff:
    """Return two articles of a ledger side by side, by their ids or the beginnings of ids."""
    with ledger.reading() as connection:
        first, second = (search.article_called(connection, each) for each in (a, b))
        links = told.links_of(connection, first.id)
        own = (m for m in told.links_of(connection, second.id).mutations if m.a.id == m.b.id)
        mutations = dict.fromkeys((*links.mutations, *own))
        return difference(first, second, msgspec.structs.replace(links, mutations=tuple(mutations)))


def difference(a: Article, b: Article, links: Links) -> Diff:
    """Return two articles side by side with those of the links that are between them.

    Raises SaysoError for an article beside itself, unless it repeats a post embedded in it.
    """
    copies = tuple(_turned(each, a.id) for each in _between(links.copies, a.id, b.id))
    if a.id == b.id and not copies:
        raise SaysoError(
            f"{a.id!r} is both of the articles, and it repeats no post that is embedded in it; "
            "name two articles"
        )
    passages = [passage for copy in copies for passage in copy.passages]
    mutations = tuple(_swapped(each, a.id) for each in _told(links.mutations, a.id, b.id))
    inside = {a.id, b.id} if a.id != b.id else set()
    return Diff(
        a=a,
        b=b,
        shared_a=_share(a.text, [each[:2] for each in passages]),
        shared_b=_share(b.text, [each[2:] for each in passages]),
        copies=copies,
        quotations=tuple(_turned(each, a.id) for each in _between(links.quotations, a.id, b.id)),
        retellings=tuple(_swapped(each, a.id) for each in _told(links.retellings, a.id, b.id)),
        mutations=mutations,
        within=tuple(
            each for each in links.mutations if each.a.id == each.b.id and each.a.id in inside
        ),
        counts=dict(Counter(each.type for each in mutations).most_common()),
    )


def aligned(found: Diff) -> tuple[Aligned, ...]:
    """Return the texts in stretches side by side, in the order of the first.

    What stands in the second alone comes before the passage that it precedes there. Of an article
    beside itself only what it says twice is returned.
    """
    passages = sorted({each for copy in found.copies for each in copy.passages})
    if found.a.id == found.b.id:
        return tuple(Aligned(a=(a0, a1), b=(b0, b1)) for a0, a1, b0, b1 in passages)
    before = _gaps(found.b.text, [each[2:] for each in passages])
    rows: list[Aligned] = []
    at = 0
    for a0, a1, b0, b1 in passages:
        rows += _only_a(found.a.text, (at, a0))
        rows += [Aligned(a=None, b=gap) for gap in before.pop(b0, ())]
        rows.append(Aligned(a=(a0, a1), b=(b0, b1)))
        at = max(at, a1)
    rows += _only_a(found.a.text, (at, len(found.a.text)))
    rows += [Aligned(a=None, b=gap) for gaps in before.values() for gap in gaps]
    return tuple(rows)


def _only_a(text: str, span: Span) -> list[Aligned]:
    return [Aligned(a=span, b=None)] if text[span[0] : span[1]].strip() else []


def _gaps(text: str, spans: Iterable[Span]) -> dict[int, list[Span]]:
    """Return the stretches between spans, by the start of the span that each comes before."""
    gaps: dict[int, list[Span]] = {}
    at = 0
    for start, end in sorted(spans):
        if text[at:start].strip():
            gaps.setdefault(start, []).append((at, start))
        at = max(at, end)
    if text[at:].strip():
        gaps[len(text) + 1] = [(at, len(text))]
    return gaps


def _share(text: str, spans: Sequence[Span]) -> float:
    covered, at = 0, 0
    for start, end in sorted(spans):
        covered += max(0, end - max(at, start))
        at = max(at, end)
    return covered / len(text) if text else 0.0


def _between(links: Iterable[Linked], a: str, b: str) -> Iterable[Linked]:
    return (each for each in links if {each.a, each.b} == {a, b})


def _told(links: Iterable[Told], a: str, b: str) -> Iterable[Told]:
    return (each for each in links if {each.a.id, each.b.id} == {a, b})


def _turned(link: Linked, first: str) -> Linked:
    if link.a == first:
        return link
    passages = tuple((b0, b1, a0, a1) for a0, a1, b0, b1 in link.passages)
    turned = msgspec.structs.replace(link, a=link.b, b=link.a, passages=passages)
    if isinstance(turned, Copy):
        return msgspec.structs.replace(turned, direction=TURNED[turned.direction])
    return turned


def _swapped(link: Told, first: str) -> Told:
    if link.a.id == first:
        return link
    # Only the columns change places: what was there before is told by the direction.
    sides: tuple[Excerpt, Excerpt] = (link.b, link.a)
    swapped = msgspec.structs.replace(link, a=sides[0], b=sides[1])
    if isinstance(swapped, Retelling):
        return msgspec.structs.replace(swapped, direction=TURNED[swapped.direction])
    return swapped
