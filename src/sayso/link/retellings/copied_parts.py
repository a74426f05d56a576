"""What lies in copied passages, and is no retelling."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from sayso.model import Annotated, Copy, Passage, Span


class CopiedParts(msgspec.Struct, frozen=True, kw_only=True):
    """What each article took from another, and the passages between two.

    `taken` holds for the place of an article its spans, apart and in order.
    """

    taken: dict[int, list[Span]]
    passages: dict[tuple[int, int], tuple[Passage, ...]]

    def took(self, place: int, span: Span) -> bool:
        """Return whether an article took what stands in `span`, or nearly that, from another."""
        spans = self.taken.get(place, [])
        at = bisect_right(spans, (span[0], span[0] + 1)) - 1
        return any(_covers(each, span) for each in spans[max(0, at) : at + 2])

    def joins(self, one: tuple[int, Span], other: tuple[int, Span]) -> bool:
        """Return whether a passage between two articles covers a span of both."""
        (a, in_a), (b, in_b) = sorted((one, other))
        found = self.passages.get((a, b), ())
        return any(_covers((a0, a1), in_a) and _covers((b0, b1), in_b) for a0, a1, b0, b1 in found)


def copied_parts(articles: Sequence[Annotated], copies: Sequence[Copy]) -> CopiedParts:
    """Return what the articles took from one another; of two undated the later in line took it."""
    places = {each.article.id: place for place, each in enumerate(articles)}
    taken: dict[int, list[Span]] = defaultdict(list)
    passages: dict[tuple[int, int], tuple[Passage, ...]] = {}
    for copy in copies:
        a, b = places.get(copy.a), places.get(copy.b)
        if a is None or b is None or a == b:
            continue
        if copy.direction == "a>b" or (copy.direction == "unknown" and a < b):
            taken[b] += [(b0, b1) for _, _, b0, b1 in copy.passages]
        else:
            taken[a] += [(a0, a1) for a0, a1, _, _ in copy.passages]
        turned = tuple((b0, b1, a0, a1) for a0, a1, b0, b1 in copy.passages)
        pair = (a, b) if a < b else (b, a)
        passages[pair] = passages.get(pair, ()) + (copy.passages if a < b else turned)
    return CopiedParts(
        taken={place: _merged(spans) for place, spans in taken.items()}, passages=passages
    )


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _covers(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
