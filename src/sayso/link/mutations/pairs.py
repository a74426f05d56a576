"""Sentences of a beside the sentences of b that they became."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from sayso.link.mutations.alignment import Alignment, Difference
from sayso.link.mutations.words import Word
from sayso.model import MutationType

# Fewer common words than this, and less than half of the shorter, are no common sentence.
COMMON_WORDS = 3
# Below this share of common words the sentence was written anew; what differs is no copying slip.
COMMON_SHARE = 0.5
# Below this share a difference may come of the rewriting.
CLOSE_SHARE = 0.65
# Words left out or put in are less of a rewriting than words in the place of others.
ONE_SIDED = 0.25


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Words `i0:i1` of a, whole sentences, that became the words `j0:j1` of b.

    `mirror` is the alignment seen from b. A pair is not `close` where much of the sentence was
    written anew.
    """

    alignment: Alignment
    mirror: Alignment
    i0: int
    i1: int
    j0: int
    j1: int
    differences: tuple[Difference, ...]
    close: bool = True

    @property
    def a(self) -> tuple[Word, ...]:
        return self.alignment.a

    @property
    def b(self) -> tuple[Word, ...]:
        return self.alignment.b

    @property
    def lost(self) -> tuple[int, ...]:
        """The words of a that b does not have."""
        return tuple(i for each in self.differences for i in range(each.i0, each.i1))

    @property
    def gained(self) -> tuple[int, ...]:
        """The words of b that a does not have."""
        return tuple(j for each in self.differences for j in range(each.j0, each.j1))

    def flipped(self) -> "Pair":
        """Return the same pair seen from b."""
        return Pair(
            alignment=self.mirror,
            mirror=self.alignment,
            i0=self.j0,
            i1=self.j1,
            j0=self.i0,
            j1=self.i1,
            differences=tuple(
                Difference(i0=each.j0, i1=each.j1, j0=each.i0, j1=each.i1)
                for each in self.differences
            ),
            close=self.close,
        )

    def across(self, i0: int, i1: int) -> tuple[int, int]:
        """Return the words of b, within the pair, that stand where a has its words `i0:i1`."""
        first, stop = self.alignment.across(i0, i1)
        first = min(max(first, self.j0), self.j1)
        return first, max(first, min(stop, self.j1))


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What differs: words `i0:i1` of a, words `j0:j1` of b, with what kind of change it is."""

    type: MutationType
    subtype: str
    i0: int
    i1: int
    j0: int
    j1: int
    candidate: bool = False

    def flipped(self) -> "Change":
        """Return the same change seen from b; its subtype is the caller's to turn."""
        return msgspec.structs.replace(self, i0=self.j0, i1=self.j1, j0=self.i0, j1=self.i1)


def pairs(alignment: Alignment) -> Iterator[Pair]:
    """Yield the pairs of sentences that are one sentence and differ in some words."""
    mirror = alignment.flipped()
    by_a, by_b = _ranges(alignment.a), _ranges(alignment.b)
    for i0, i1 in by_a.values():
        shared = Counter(
            alignment.b[alignment.to_b[i]].sentence for i in range(i0, i1) if alignment.to_b[i] >= 0
        )
        linked = [
            k
            for k, common in shared.items()
            if common >= COMMON_WORDS or common * 2 >= min(_size(by_b[k]), i1 - i0)
        ]
        if not linked:
            continue
        j0, j1 = min(by_b[k][0] for k in linked), max(by_b[k][1] for k in linked)
        common = sum(shared[k] for k in linked)
        found = tuple(_within(alignment.differences, (i0, i1), (j0, j1)))
        share = common / (common + sum(map(_weight, found)))
        if found and common >= COMMON_WORDS and share >= COMMON_SHARE:
            close = share >= CLOSE_SHARE
            yield Pair(
                alignment=alignment,
                mirror=mirror,
                i0=i0,
                i1=i1,
                j0=j0,
                j1=j1,
                differences=found,
                close=close,
            )


def _weight(each: Difference) -> float:
    old, new = each.i1 - each.i0, each.j1 - each.j0
    return max(old, new) * (1.0 if old and new else ONE_SIDED)


def _ranges(words: Sequence[Word]) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for i, word in enumerate(words):
        first, _ = found.get(word.sentence, (i, i))
        found[word.sentence] = (first, i + 1)
    return found


def _size(span: tuple[int, int]) -> int:
    return span[1] - span[0]


def _within(
    differences: Sequence[Difference], a: tuple[int, int], b: tuple[int, int]
) -> Iterator[Difference]:
    """The differences cut to the sentences; one that lies outside on both sides is left out."""
    for k in range(bisect_left(differences, a[0], key=lambda each: each.i1), len(differences)):
        each = differences[k]
        if each.i0 > a[1]:
            return
        i0, i1 = max(each.i0, a[0]), min(each.i1, a[1])
        j0, j1 = max(each.j0, b[0]), min(each.j1, b[1])
        if i0 <= i1 and j0 <= j1 and (i0 < i1 or j0 < j1):
            yield Difference(i0=i0, i1=i1, j0=j0, j1=j1)
