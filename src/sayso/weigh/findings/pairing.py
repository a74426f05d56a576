"""Pairs of articles."""

from collections.abc import Sequence
from itertools import islice

Pair = tuple[str, ...]

# Of larger sets of articles than make so many pairs the first of each stands for its set.
MOST_PAIRS = 9
# Where nothing is at odds, fewer will do.
FEW_PAIRS = 4
# Of a claim with more roots than so many the first are compared, the named and observed before the
# others: each pair of them is a finding, and ten thousand roots have fifty million. Of the stories
# of the benches none has a claim with more than 13.
MOST_VOICES = 24
# Of two values all pairs of their roots come to a finding or two, and a denial makes one of each:
# more can be heard. Roots that are one origin are compared whatever their number.
MOST_HEARD = 100


def pairs(one: Sequence[str], other: Sequence[str], most: int = MOST_PAIRS) -> list[Pair]:
    """Return the pairs of articles, one of each; of more than `most`, the first alone.

    One article that states both is named alone, where there is no pair.

    >>> pairs(("a", "b"), ("c",)), pairs(("a",), ("a",))
    ([('a', 'c'), ('b', 'c')], [('a',)])
    """
    if not one or not other:
        return []
    found = ((a, b) for a in one for b in other if a != b)
    size = len(one) * len(other) - len(set(one) & set(other))
    # A thousand articles on either side make a million pairs, of which one is wanted.
    chosen = list(islice(found, 1 if size > most else size))
    unique = dict.fromkeys((min(pair), max(pair)) for pair in chosen)
    return list(unique) or [(one[0],)]
