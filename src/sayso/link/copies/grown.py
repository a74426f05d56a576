"""Passages grown over the sentences beside them that say the same in other words."""

from bisect import bisect_right
from collections.abc import Iterator

import msgspec
import numpy as np
from rapidfuzz import fuzz

from sayso.link.copies.alignment import Alignment
from sayso.link.copies.passages import Stretches
from sayso.link.copies.words import KEPT, Flags, Ints

# Of 100, by letters in order (Indel): unrelated sentences of news stay below 60, a sentence with
# a third of its words changed reaches 75.
ALIKE = 70.0
SHORT = 24  # Letters of a sentence up to which it must be the same but for a sign.
SAME = 90.0
FARTHEST = 600  # Letters of a sentence that are compared.

Passed = tuple[int, int, int, int]  # Words a0 to a1 and b0 to b1.


class Sentences(msgspec.Struct, frozen=True):
    """The sentences of two texts of which a pair is made, one text after the other.

    Of each its first word (and where the last ends), and whether it is furniture. `quoted` is by
    word.
    """

    one: "_OfText"
    other: "_OfText"
    first: tuple[list[int], list[int]]
    barred: tuple[list[bool], list[bool]]
    quoted: Flags

    def alike(self, a: int, b: int) -> bool:
        first, second = self.one.letters(a), self.other.letters(b)
        least = ALIKE if min(len(first), len(second)) >= SHORT else SAME
        return fuzz.ratio(first, second, score_cutoff=least) > 0


class Parted:
    """The sentences of single texts of an alignment, kept while they are asked for again."""

    def __init__(self, found: Alignment) -> None:
        self._found = found
        self._kept: dict[int, _OfText] = {}
        words = found.words
        self._opening = np.searchsorted(words.bounds, words.first).tolist()

    def pair(self, a: int, b: int) -> Sentences:
        """Return the sentences of two texts by their numbers."""
        one, two = self._of(a), self._of(b)
        return Sentences(
            one,
            two,
            (one.first, two.first),
            (one.barred, two.barred),
            self._found.quoted,
        )

    def _of(self, text: int) -> "_OfText":
        kept = self._kept.get(text)
        if kept is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            bounds = self._found.words.bounds
            first = bounds[self._opening[text] : self._opening[text + 1] + 1]
            kept = self._kept[text] = _of_text(self._found, text, first)
        return kept


class _OfText(msgspec.Struct, frozen=True):
    text: str
    first: list[int]
    starts: list[int]
    ends: list[int]
    barred: list[bool]

    def letters(self, number: int) -> str:
        start = self.starts[number]
        return self.text[start : min(self.ends[number], start + FARTHEST)]


def _of_text(found: Alignment, text: int, first: Ints) -> _OfText:
    words = found.words
    low = int(words.first[text])
    offsets = words.offsets(text)
    return _OfText(
        words.texts[text],
        first.tolist(),
        offsets.start[first[:-1] - low].tolist(),
        offsets.end[first[1:] - low - 1].tolist(),
        found.barred[first[:-1]].tolist(),
    )


def grown(sentences: Sentences, found: Stretches) -> list[Passed]:
    """Return the passages of one pair of texts, with the sentences beside them that are alike."""
    rows = zip(
        found.a0.tolist(), found.a1.tolist(), found.b0.tolist(), found.b1.tolist(), strict=True
    )
    spans = [_rounded(sentences, row) for row in rows]
    taken = (set[int](), set[int]())
    places = []
    for a0, a1, b0, b1 in spans:
        inside = (
            bisect_right(sentences.first[0], a0) - 1,
            bisect_right(sentences.first[0], a1 - 1) - 1,
            bisect_right(sentences.first[1], b0) - 1,
            bisect_right(sentences.first[1], b1 - 1) - 1,
        )
        places.append(inside)
        taken[0].update(range(inside[0], inside[1] + 1))
        taken[1].update(range(inside[2], inside[3] + 1))
    added: list[Passed] = []
    first = sentences.first
    for (a0, a1, b0, b1), inside in zip(spans, places, strict=True):
        ahead = (inside[1], inside[3])
        if (a1, b1) == (first[0][ahead[0] + 1], first[1][ahead[1] + 1]):
            added += _beside(sentences, taken, ahead, 1)
        back = (inside[0], inside[2])
        if (a0, b0) == (first[0][back[0]], first[1][back[1]]):
            added += _beside(sentences, taken, back, -1)
    return _merged(sorted(spans + added))


def _rounded(sentences: Sentences, row: Passed) -> Passed:
    """A passage that begins or ends inside two sentences that are alike takes both whole.

    Not so where one quotes the other: the frame around a quotation is no part of it.
    """
    a0, a1, b0, b1 = row
    (one, two), quoted = sentences.first, sentences.quoted
    if quoted[a0] != quoted[b0]:
        return row
    a, b = bisect_right(one, a0) - 1, bisect_right(two, b0) - 1
    if (a0 > one[a] or b0 > two[b]) and sentences.alike(a, b):
        a0, b0 = one[a], two[b]
    a, b = bisect_right(one, a1 - 1) - 1, bisect_right(two, b1 - 1) - 1
    if (a1 < one[a + 1] or b1 < two[b + 1]) and sentences.alike(a, b):
        a1, b1 = one[a + 1], two[b + 1]
    return a0, a1, b0, b1


def _beside(
    sentences: Sentences, taken: tuple[set[int], set[int]], at: tuple[int, int], step: int
) -> Iterator[Passed]:
    """Pairs of sentences that are alike, on from `at`; one sentence may be left out in either."""
    a, b = at
    while True:
        for skip_a, skip_b in ((1, 1), (1, 2), (2, 1)):
            x, y = a + step * skip_a, b + step * skip_b
            if (
                _free(sentences.barred[0], taken[0], a, x)
                and _free(sentences.barred[1], taken[1], b, y)
                and sentences.alike(x, y)
            ):
                break
        else:
            return
        taken[0].add(x)
        taken[1].add(y)
        one, two = sentences.first
        yield one[x], one[x + 1], two[y], two[y + 1]
        a, b = x, y


def _free(barred: list[bool], taken: set[int], at: int, to: int) -> bool:
    """Whether the sentence `to`, and the one between where one is left out, can be taken."""
    if not 0 <= to < len(barred) or barred[to] or to in taken:
        return False
    between = (at + to) // 2
    return between in (at, to) or not (barred[between] or between in taken)


def _merged(spans: list[Passed]) -> list[Passed]:
    merged: list[Passed] = []
    for a0, a1, b0, b1 in spans:
        if merged and a0 <= merged[-1][1] and merged[-1][2] <= b0 <= merged[-1][3]:
            last = merged[-1]
            merged[-1] = (last[0], max(last[1], a1), last[2], max(last[3], b1))
        else:
            merged.append((a0, a1, b0, b1))
    return merged
