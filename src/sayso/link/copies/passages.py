"""Runs of equal words -> passages: whole sentences where most of a sentence is the same."""

import msgspec
import numpy as np

from sayso.link.copies.runs import Runs
from sayso.link.copies.words import Flags, Ints, Words

MOST = 0.5  # Of a sentence's words, that must be in equal runs for the whole sentence to count.
# Equal words that say something even where they are the lesser part of a sentence: fewer may be a
# title with its name, or a phrase that anybody uses.
TELLING = 8
GAP = 6  # Words that may differ between two stretches of one passage, as in light paraphrase.


class Stretches(msgspec.Struct, frozen=True, kw_only=True):
    """Words a0 to a1 of text `a` and b0 to b1 of text `b`, with `equal` words in runs.

    In the order of a, b and a0; ends are exclusive.
    """

    a: Ints
    b: Ints
    a0: Ints
    a1: Ints
    b0: Ints
    b1: Ints
    equal: Ints

    def __getitem__(self, which: Ints | Flags | slice) -> "Stretches":
        return Stretches(
            a=self.a[which],
            b=self.b[which],
            a0=self.a0[which],
            a1=self.a1[which],
            b0=self.b0[which],
            b1=self.b1[which],
            equal=self.equal[which],
        )


def stretches(words: Words, found: Runs) -> Stretches:
    """Return what each sentence of one text shares with one of the other.

    >>> import numpy as np
    >>> from sayso.link.copies.words import words_of
    >>> words = words_of(["The dam held. Nobody fled.", "The dam held. Nobody fled."])
    >>> one = np.array([0])
    >>> same = Runs(a=one, b=one + 1, i=one, j=one + 5, length=one + 5)
    >>> both = stretches(words, same)
    >>> both.a0.tolist(), both.b1.tolist()
    ([0, 3], [8, 10])
    """
    if not len(found.a):
        return Stretches(**dict.fromkeys(Stretches.__struct_fields__, found.a))
    within = np.arange(int(found.length.sum())) - np.repeat(
        np.cumsum(found.length) - found.length, found.length
    )
    row = np.repeat(np.arange(len(found.a)), found.length)
    i, j = found.i[row] + within, found.j[row] + within
    first, second = words.sentence(i), words.sentence(j)
    new = np.ones(len(row), dtype=bool)
    new[1:] = (np.diff(first) != 0) | (np.diff(second) != 0) | (np.diff(j) < 0)
    opens = np.flatnonzero(new)
    last = np.append(opens[1:], len(row)) - 1
    return Stretches(
        a=found.a[row[opens]],
        b=found.b[row[opens]],
        a0=i[opens],
        a1=i[last] + 1,
        b0=j[opens],
        b1=j[last] + 1,
        equal=np.diff(np.append(opens, len(row))),
    )


def telling(words: Words, found: Stretches) -> Stretches:
    """Return the stretches that are more than a name or a phrase."""
    return found[(found.equal >= TELLING) | of_most(words, found)]


def of_most(words: Words, found: Stretches) -> Flags:
    """Return which stretches hold most of a sentence of either text."""
    lengths = np.diff(words.bounds)
    shorter = np.minimum(lengths[words.sentence(found.a0)], lengths[words.sentence(found.b0)])
    flags: Flags = found.equal >= MOST * shorter
    return flags


def whole(words: Words, found: Stretches, quoted: Flags) -> Stretches:
    """Return the stretches, each grown to its sentence where it holds most of the sentence.

    Where one text quotes what the other says itself, it grows no farther than the quotation.
    """
    bounds = words.bounds
    edges = np.flatnonzero(np.diff(quoted)) + 1
    edges = np.concatenate([[0], edges, [len(quoted)]])
    sides = []
    other = {0: found.b0, 1: found.a0}
    for side, (low, high) in enumerate(((found.a0, found.a1), (found.b0, found.b1))):
        sentence = words.sentence(low)
        start, end = bounds[sentence], bounds[sentence + 1]
        quoting = quoted[low] & ~quoted[other[side]]
        around = np.searchsorted(edges, low, side="right")
        start = np.where(quoting, np.maximum(start, edges[around - 1]), start)
        end = np.where(quoting, np.clip(edges[around], high, end), end)
        most = found.equal >= MOST * (end - start)
        sides += [np.where(most, start, low), np.where(most, end, high)]
    return Stretches(
        a=found.a,
        b=found.b,
        a0=sides[0],
        a1=sides[1],
        b0=sides[2],
        b1=sides[3],
        equal=found.equal,
    )


def joined(words: Words, found: Stretches) -> Stretches:
    """Return the stretches, those made one that follow each other in both texts.

    A sentence that stands in one of the texts only parts them.
    """
    if len(found.a) < 2:
        return found
    ahead, behind = slice(1, None), slice(None, -1)
    new = np.ones(len(found.a), dtype=bool)
    new[1:] = (np.diff(found.a) != 0) | (np.diff(found.b) != 0)
    for low, high in ((found.a0, found.a1), (found.b0, found.b1)):
        gap = low[ahead] - high[behind]
        skipped = words.sentence(low[ahead]) - words.sentence(high[behind] - 1)
        new[1:] |= (gap > GAP) | (skipped > 1) | (low[ahead] < low[behind])
    opens = np.flatnonzero(new)
    return Stretches(
        a=found.a[opens],
        b=found.b[opens],
        a0=found.a0[opens],
        a1=np.maximum.reduceat(found.a1, opens),
        b0=found.b0[opens],
        b1=np.maximum.reduceat(found.b1, opens),
        equal=np.add.reduceat(found.equal, opens),
    )
