"""Wording that many unrelated articles use: a formula, which nobody took from another."""

import numpy as np

from sayso.link.copies.compiled import SHINGLE
from sayso.link.copies.pairs import Shared
from sayso.link.copies.words import Flags, Ints

# Groups of related articles that use a wording, before it is a formula: "could not be reached for
# comment" is in hundreds, what two papers took from a third is in two or three.
LEAST_GROUPS = 5
# Days over which they are spread: what many take from one report they take while it is news.
SPREAD = 14
# The same where no article of a group has a date.
LEAST_UNDATED = 10
UNDATED = -1


def formulas(found: Shared, days: Ints, words: int, related: tuple[Ints, Ints]) -> Flags:
    """Return which of all words stand in a wording that many groups of articles use, over time.

    `days` numbers the day of each text, -1 where it is not known; `related` are the pairs of
    texts with much in common: a wire in hundreds of outlets is one group.

    >>> none, six = np.zeros(6, int), np.arange(6)
    >>> shared = Shared(hash=none, group=none, place=six * 10, text=six, distinct=none + 1)
    >>> nobody = np.empty(0, int)
    >>> monthly = six * 30
    >>> int(formulas(shared, monthly, 60, (nobody, nobody)).sum())
    30
    >>> int(formulas(shared, monthly, 60, (none[1:], six[1:])).sum())
    0
    """
    if not len(found.group):
        return np.zeros(words, dtype=bool)
    texts = len(days)
    family = _families(texts, related)
    first = np.full(texts, np.iinfo(np.int64).max)
    known = days != UNDATED
    np.minimum.at(first, family[known], days[known])
    group, member = np.divmod(np.unique(found.group * texts + family[found.text]), texts)
    dated = first[member] < np.iinfo(np.int64).max
    count = int(found.group[-1]) + 1
    often = np.bincount(group[dated], minlength=count) >= LEAST_GROUPS
    low, high = np.full(count, np.iinfo(np.int64).max), np.full(count, np.iinfo(np.int64).min)
    np.minimum.at(low, group[dated], first[member[dated]])
    np.maximum.at(high, group[dated], first[member[dated]])
    used = often & (high > low + SPREAD)
    used |= np.bincount(group[~dated], minlength=count) >= LEAST_UNDATED
    covered = np.zeros(words + SHINGLE, dtype=bool)
    place = found.place[used[found.group] & (found.place >= 0)]  # -1 stands in another text
    for step in range(SHINGLE):
        covered[place + step] = True
    return covered[:words]


def _families(texts: int, related: tuple[Ints, Ints]) -> Ints:
    """For each text the first one that it is related to, over others or at once."""
    a, b = related
    family = np.arange(texts)
    while True:
        before = family.copy()
        least = np.minimum(family[a], family[b])
        np.minimum.at(family, family[a], least)
        np.minimum.at(family, family[b], least)
        family = family[family]
        if np.array_equal(before, family):
            return family
