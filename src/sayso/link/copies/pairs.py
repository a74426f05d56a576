"""Which texts share fingerprints, and where: the seeds of passages."""

from collections.abc import Callable

import msgspec
import numpy as np

from sayso.link.copies.fingerprints import Fingerprints
from sayso.link.copies.words import Flags, Hashes, Ints, Words

# Texts that one shingle pairs with every other text that has it; beyond these, only the first
# ones pair with all others, so that a wire in thousands of outlets stays affordable.
MOST_TEXTS = 256


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """The fingerprints that stand in more than one text, the first in each, group by group.

    `hash` is that of each group; `distinct` is how many different fingerprints each text has,
    shared or not.
    """

    hash: Hashes
    group: Ints
    place: Ints
    text: Ints
    distinct: Ints


class Seeds(msgspec.Struct, frozen=True, kw_only=True):
    """Places of one shingle in two texts `a` < `b`: words i and j."""

    a: Ints
    b: Ints
    i: Ints
    j: Ints


def shared(words: Words, prints: Fingerprints) -> Shared:
    """Return the fingerprints that two or more texts have in common.

    >>> from sayso.link.copies.fingerprints import fingerprints
    >>> from sayso.link.copies.words import words_of
    >>> line = "the dam above the town gave way before dawn"
    >>> words = words_of([line, "nobody saw it", "they say " + line])
    >>> found = shared(words, fingerprints(words))
    >>> sorted(set(found.text.tolist()))
    [0, 2]
    """
    hashes, place = prints.hash, prints.place
    text = words.text(place)
    new = np.ones(len(hashes), dtype=bool)
    new[1:] = hashes[1:] != hashes[:-1]
    kept = new.copy()
    kept[1:] |= text[1:] != text[:-1]
    texts = len(words.first) - 1
    repeated = np.bincount(text[~kept], minlength=texts)
    new, place, text, hashes = new[kept], place[kept], text[kept], hashes[kept]
    group = np.cumsum(new) - 1
    common = np.bincount(group, minlength=1)[group] > 1 if len(group) else new
    return Shared(
        hash=hashes[common & new],
        group=np.cumsum(new[common]) - 1,
        place=place[common],
        text=text[common],
        distinct=words.numbers - repeated,
    )


def seeds(
    found: Shared, left_out: Flags, wanted: Callable[[Ints, Ints], Flags] | None = None
) -> Seeds:
    """Return a seed for each shingle that two texts share, but for those that are left out.

    `wanted` says which pairs of texts are asked for, all where it is not given.
    """
    group, place, text = found.group[~left_out], found.place[~left_out], found.text[~left_out]
    if not len(group):
        none = np.empty(0, dtype=np.int64)
        return Seeds(a=none, b=none, i=none, j=none)
    opens = np.flatnonzero(np.diff(group, prepend=-1))
    sizes = np.diff(opens, append=len(group))
    first: list[Ints] = []
    second: list[Ints] = []
    for size in np.unique(sizes[sizes > 1]).tolist():
        low, high = np.triu_indices(size, 1, min(size, size))
        if size > MOST_TEXTS:
            low, high = low[low < MOST_TEXTS], high[low < MOST_TEXTS]
        rows = opens[sizes == size]
        one, two = (rows[:, None] + low).ravel(), (rows[:, None] + high).ravel()
        asked = slice(None) if wanted is None else wanted(text[one], text[two])
        first.append(one[asked])
        second.append(two[asked])
    if not first:
        none = np.empty(0, dtype=np.int64)
        return Seeds(a=none, b=none, i=none, j=none)
    one, two = np.concatenate(first), np.concatenate(second)
    return Seeds(a=text[one], b=text[two], i=place[one], j=place[two])
