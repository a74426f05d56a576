"""Runs of equal words in two texts, grown from their seeds."""

import msgspec
import numpy as np

from sayso.link.copies.fingerprints import SHINGLE
from sayso.link.copies.pairs import Seeds
from sayso.link.copies.words import Flags, Hashes, Ints, Words, powers

LEAST = 8  # Equal words of a pair in all: fewer may leave no fingerprint in other pairs.
LONGEST_STEP = 14  # Runs grow by steps of 2**14, 2**13, ... 1 words.


class Runs(msgspec.Struct, frozen=True, kw_only=True):
    """Words i to i + length of text `a` that equal words j to j + length of text `b` > `a`.

    In the order of a, b and i.
    """

    a: Ints
    b: Ints
    i: Ints
    j: Ints
    length: Ints

    def __getitem__(self, which: Ints | Flags) -> "Runs":
        return Runs(
            a=self.a[which],
            b=self.b[which],
            i=self.i[which],
            j=self.j[which],
            length=self.length[which],
        )


def runs(words: Words, found: Seeds, barred: Flags) -> Runs:
    """Return the longest runs of equal words around the seeds; no run holds a barred word.

    >>> from sayso.link.copies.fingerprints import fingerprints
    >>> from sayso.link.copies.pairs import seeds, shared
    >>> from sayso.link.copies.words import words_of
    >>> line = "the dam above the town gave way before dawn"
    >>> words = words_of([line, "they say " + line])
    >>> common = shared(fingerprints(words), 2)
    >>> none = np.zeros(len(common.group), dtype=bool)
    >>> grown = runs(words, seeds(common, none), np.zeros(len(words.hash), dtype=bool))
    >>> grown.i.tolist(), grown.j.tolist(), grown.length.tolist()
    ([0], [11], [9])
    """
    if not len(found.a):
        return Runs(a=found.a, b=found.b, i=found.i, j=found.j, length=found.i)
    pair = found.a * len(words.first) + found.b
    order = np.lexsort((found.i, found.i - found.j, pair))
    pair, i, j = pair[order], found.i[order], found.j[order]
    same = (np.diff(pair) == 0) & (np.diff(i - j) == 0)
    # Shingles of one diagonal that touch are one run.
    opens = np.concatenate([[True], ~(same & (np.diff(i) <= SHINGLE))])
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(i)) - 1
    sums = _sums(words.hash, barred)
    low, high = _ends(words, found.a[order][first]), _ends(words, found.b[order][first])
    back = _grown(sums, (i[first], j[first]), (low[0], high[0]), back=True)
    ahead = _grown(sums, (i[last] + SHINGLE, j[last] + SHINGLE), (low[1], high[1]), back=False)
    grown = Runs(
        a=found.a[order][first],
        b=found.b[order][first],
        i=i[first] - back,
        j=j[first] - back,
        length=i[last] + SHINGLE + ahead - (i[first] - back),
    )
    # Most pairs share one phrase: they are dropped before the dear part.
    number = np.cumsum(np.diff(pair[first], prepend=-1) != 0) - 1
    shared = np.bincount(number, weights=grown.length)[number]
    return _apart(_distinct(grown[shared >= LEAST]))


def _ends(words: Words, text: Ints) -> tuple[Ints, Ints]:
    return words.first[text], words.first[text + 1]


def _sums(hashes: Hashes, barred: Flags) -> tuple[Hashes, Hashes]:
    """Running sums whose differences are hashes of word sequences; barred words equal none."""
    own = np.where(
        barred, np.arange(len(hashes), dtype=np.uint64) * np.uint64(2) + np.uint64(1), hashes
    )
    up, down = powers(len(hashes) + 1)
    sums = np.zeros(len(hashes) + 1, dtype=np.uint64)
    np.cumsum(own * up[:-1], out=sums[1:])
    return sums, down


def _grown(
    sums: tuple[Hashes, Hashes], at: tuple[Ints, Ints], limits: tuple[Ints, Ints], *, back: bool
) -> Ints:
    """By how many words each run can grow to one side."""
    total, down = sums
    (i, j), (edge_i, edge_j) = at, limits
    room = np.minimum(np.abs(i - edge_i), np.abs(j - edge_j))
    grown = np.zeros(len(i), dtype=np.int64)
    active = np.flatnonzero(room)
    most = int(room.max()).bit_length() - 1
    steps = [1 << bit for bit in range(min(LONGEST_STEP, max(most, 0)), -1, -1)]
    # A run longer than the first steps together takes the longest as often as it needs.
    while len(active):
        before = grown[active].copy()
        for step in steps:
            fits = active[room[active] - grown[active] >= step]
            offset = grown[fits] + step if back else grown[fits]
            p, q = (
                (i[fits] - offset, j[fits] - offset)
                if back
                else (i[fits] + offset, j[fits] + offset)
            )
            equal = (total[p + step] - total[p]) * down[p] == (total[q + step] - total[q]) * down[q]
            grown[fits[equal]] += step
        active = active[grown[active] - before >= 2 * steps[0] - 1]
    return grown


def _distinct(found: Runs) -> Runs:
    """Runs of one diagonal that grew into each other are one; those inside another are none."""
    pair = found.a * (int(found.b.max(initial=0)) + 1) + found.b
    order = np.lexsort((found.i - found.j, -found.length, found.i, pair))
    found, pair = found[order], pair[order]
    kept = np.ones(len(pair), dtype=bool)
    kept[1:] = (np.diff(pair) != 0) | (np.diff(found.i) != 0) | (np.diff(found.j) != 0)
    return found[kept]


def _apart(found: Runs) -> Runs:
    """Runs that overlap in either text are cut short, the longer one kept whole."""
    for _ in range(2):
        found = _cut(found, found.i)
        found = _cut(found, found.j)
    return found


def _cut(found: Runs, side: Ints) -> Runs:
    order = np.lexsort((-found.length, side, found.b, found.a))
    found, side = found[order], side[order]
    if len(side) < 2:
        return found
    same = (np.diff(found.a) == 0) & (np.diff(found.b) == 0)
    over = np.where(same, side[:-1] + found.length[:-1] - side[1:], 0).clip(min=0)
    shorter = found.length[1:] <= found.length[:-1]
    front = np.concatenate([[0], np.where(shorter, over, 0)])
    back = np.concatenate([np.where(shorter, 0, over), [0]])
    length = found.length - front - back
    trimmed = Runs(a=found.a, b=found.b, i=found.i + front, j=found.j + front, length=length)
    trimmed = trimmed[length >= SHINGLE - 2]
    return trimmed[np.lexsort((trimmed.i, trimmed.b, trimmed.a))]
