"""Runs of equal words in two texts, grown from their seeds."""

import msgspec
import numpy as np

from sayso.link.copies import compiled
from sayso.link.copies.compiled import SHINGLE
from sayso.link.copies.pairs import Seeds
from sayso.link.copies.words import Flags, Ints, Words

LEAST = 8  # Equal words of a pair in all: fewer may leave no fingerprint in other pairs.


class Runs(msgspec.Struct, frozen=True, kw_only=True):
    """Words i to i + length of text `a` that equal words j to j + length of text `b` > `a`.

    In the order of a, b and i.
    """

    a: Ints
    b: Ints
    i: Ints
    j: Ints
    length: Ints

    def __getitem__(self, which: Ints | Flags | slice) -> "Runs":
        return Runs(
            a=self.a[which],
            b=self.b[which],
            i=self.i[which],
            j=self.j[which],
            length=self.length[which],
        )


def runs(words: Words, found: Seeds, barred: Flags) -> Runs:
    """Return the longest runs of equal words around the seeds; no run grows over a barred word.

    >>> from sayso.link.copies.fingerprints import fingerprints
    >>> from sayso.link.copies.pairs import seeds, shared
    >>> from sayso.link.copies.words import words_of
    >>> line = "the dam above the town gave way before dawn"
    >>> words = words_of([line, "they say " + line])
    >>> common = shared(words, fingerprints(words))
    >>> none = np.zeros(len(common.group), dtype=bool)
    >>> grown = runs(words, seeds(common, none), np.zeros(len(words.hash), dtype=bool))
    >>> grown.i.tolist(), grown.j.tolist(), grown.length.tolist()
    ([0], [11], [9])
    """
    if not len(found.a):
        return Runs(a=found.a, b=found.b, i=found.i, j=found.j, length=found.i)
    pair = found.a * len(words.first) + found.b
    order = np.lexsort((found.i, found.i - found.j, pair))
    rows = np.stack([found.a[order], found.b[order], found.i[order], found.j[order]])
    # Most pairs share one phrase: they are dropped before the dear part.
    a, b, i, j, length = compiled.grown(words.hash, words.first, barred, rows, LEAST)
    return _apart(_distinct(Runs(a=a, b=b, i=i, j=j, length=length)))


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
