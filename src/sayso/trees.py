"""Boosted trees that are kept as a table of numbers: how likely each row of features is a hit."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


class Trees(msgspec.Struct, frozen=True):
    """All trees side by side, padded to the largest.

    `below` and `above` of a cut lead to a cut of the same tree, or to leaf k as -1 - k.
    """

    names: tuple[str, ...]
    base: float
    feature: "Ints"
    at: "Floats"
    below: "Ints"
    above: "Ints"
    leaves: "Floats"


def trees(table: Mapping[str, Any]) -> Trees:
    """Return the trees of a table with `features`, `base` and `trees` of `cuts` and `leaves`.

    A cut is [feature, value, next if not above it, next if above].
    """
    import numpy as np

    grown = table["trees"]
    cuts = max(len(tree["cuts"]) for tree in grown)
    leaves = max(len(tree["leaves"]) for tree in grown)
    numbers = np.zeros((4, len(grown), cuts))
    numbers[2:] = -1
    ends = np.zeros((len(grown), leaves))
    for at, tree in enumerate(grown):
        numbers[:, at, : len(tree["cuts"])] = np.array(tree["cuts"], dtype=np.float64).T
        ends[at, : len(tree["leaves"])] = tree["leaves"]
    return Trees(
        names=tuple(table["features"]),
        base=table["base"],
        feature=numbers[0].astype(np.int64),
        at=numbers[1],
        below=numbers[2].astype(np.int64),
        above=numbers[3].astype(np.int64),
        leaves=ends,
    )


def likelihoods(model: Trees, features: "Floats", names: Sequence[str]) -> "Floats":
    """Return for each row of features how likely it is a hit, from 0 to 1.

    `names` are the features' in the order of the columns; the model picks its own.
    """
    import numpy as np

    rows = features[:, [names.index(name) for name in model.names]]
    number, cuts = model.feature.shape
    # Every row falls through every tree at once; `at` is a cut among those of all trees.
    row = np.repeat(np.arange(len(rows)), number)
    tree = np.tile(np.arange(number), len(rows))
    place = np.arange(len(row))
    ends = np.zeros(len(row))
    feature, bound = model.feature.ravel(), model.at.ravel()
    below, above = model.below.ravel(), model.above.ravel()
    at = np.zeros(len(row), dtype=np.int64)
    while len(place):
        cut = tree * cuts + at
        low = rows[row, feature[cut]] <= bound[cut]
        at = np.where(low, below[cut], above[cut])
        landed = at < 0
        ends[place[landed]] = model.leaves[tree[landed], -1 - at[landed]]
        falling = ~landed
        row, tree, place, at = row[falling], tree[falling], place[falling], at[falling]
    logit = model.base + ends.reshape(len(rows), number).sum(axis=1)
    likely: Floats = 1.0 / (1.0 + np.exp(-logit))
    return likely
