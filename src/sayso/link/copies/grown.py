"""Passages grown over the sentences beside them that say the same in other words."""

from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
from rapidfuzz import fuzz

from sayso.link.copies.alignment import Alignment
from sayso.link.copies.passages import Stretches
from sayso.link.copies.words import Flags, Ints, Words

# Of 100, by letters in order (Indel): unrelated sentences of news stay below 60, a sentence with
# a third of its words changed reaches 75.
ALIKE = 70.0
SHORT = 24  # Letters of a sentence up to which it must be the same but for a sign.
SAME = 90.0
FARTHEST = 600  # Letters of a sentence that are compared.

Passed = tuple[int, int, int, int]  # Words a0 to a1 and b0 to b1.


class Sentences(msgspec.Struct, frozen=True):
    """For each sentence: its first word, its text, its letters, and whether it is furniture.

    `quoted` is by word.
    """

    first: list[int]
    text: list[int]
    start: list[int]
    end: list[int]
    barred: list[bool]
    texts: Sequence[str]
    quoted: Flags

    def letters(self, at: int) -> str:
        low = self.start[at]
        return self.texts[self.text[at]][low : min(self.end[at], low + FARTHEST)]

    def alike(self, a: int, b: int) -> bool:
        first, second = self.letters(a), self.letters(b)
        least = ALIKE if min(len(first), len(second)) >= SHORT else SAME
        return fuzz.ratio(first, second, score_cutoff=least) > 0


def sentences_of(found: Alignment, texts: Sequence[str]) -> Sentences:
    """Return the sentences of all texts."""
    words = found.words
    first = np.flatnonzero(np.diff(words.sentence, prepend=-1))
    last = np.append(first[1:], len(words.sentence))[: len(first)] - 1
    return Sentences(
        first=[*first.tolist(), len(words.sentence)],
        text=words.text[first].tolist(),
        start=words.start[first].tolist(),
        end=words.end[last].tolist(),
        barred=found.barred[first].tolist(),
        texts=texts,
        quoted=found.quoted,
    )


def grown(words: Words, sentences: Sentences, found: Stretches) -> list[Passed]:
    """Return the passages of one pair of texts, with the sentences beside them that are alike."""
    of = words.sentence
    rows = zip(
        found.a0.tolist(), found.a1.tolist(), found.b0.tolist(), found.b1.tolist(), strict=True
    )
    spans = [_rounded(sentences, of, row) for row in rows]
    taken = (set[int](), set[int]())
    for a0, a1, b0, b1 in spans:
        taken[0].update(range(int(of[a0]), int(of[a1 - 1]) + 1))
        taken[1].update(range(int(of[b0]), int(of[b1 - 1]) + 1))
    added: list[Passed] = []
    for a0, a1, b0, b1 in spans:
        ahead = (int(of[a1 - 1]), int(of[b1 - 1]))
        if (a1, b1) == (sentences.first[ahead[0] + 1], sentences.first[ahead[1] + 1]):
            added += _beside(sentences, taken, ahead, 1)
        back = (int(of[a0]), int(of[b0]))
        if (a0, b0) == (sentences.first[back[0]], sentences.first[back[1]]):
            added += _beside(sentences, taken, back, -1)
    return _merged(sorted(spans + added))


def _rounded(sentences: Sentences, of: Ints, row: Passed) -> Passed:
    """A passage that begins or ends inside two sentences that are alike takes both whole.

    Not so where one quotes the other: the frame around a quotation is no part of it.
    """
    a0, a1, b0, b1 = row
    first, quoted = sentences.first, sentences.quoted
    if quoted[a0] != quoted[b0]:
        return row
    a, b = int(of[a0]), int(of[b0])
    if (a0 > first[a] or b0 > first[b]) and sentences.alike(a, b):
        a0, b0 = first[a], first[b]
    a, b = int(of[a1 - 1]), int(of[b1 - 1])
    if (a1 < first[a + 1] or b1 < first[b + 1]) and sentences.alike(a, b):
        a1, b1 = first[a + 1], first[b + 1]
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
                _free(sentences, taken[0], a, x)
                and _free(sentences, taken[1], b, y)
                and sentences.alike(x, y)
            ):
                break
        else:
            return
        taken[0].add(x)
        taken[1].add(y)
        yield sentences.first[x], sentences.first[x + 1], sentences.first[y], sentences.first[y + 1]
        a, b = x, y


def _free(sentences: Sentences, taken: set[int], at: int, to: int) -> bool:
    low, high = (at, to) if at < to else (to, at)
    inside = low >= 0 and high < len(sentences.text) and sentences.text[low] == sentences.text[high]
    return inside and not any(
        each in taken or sentences.barred[each] for each in range(low, high + 1) if each != at
    )


def _merged(spans: list[Passed]) -> list[Passed]:
    merged: list[Passed] = []
    for a0, a1, b0, b1 in spans:
        if merged and a0 <= merged[-1][1] and merged[-1][2] <= b0 <= merged[-1][3]:
            last = merged[-1]
            merged[-1] = (last[0], max(last[1], a1), last[2], max(last[3], b1))
        else:
            merged.append((a0, a1, b0, b1))
    return merged
