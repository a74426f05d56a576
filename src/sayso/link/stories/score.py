"""How likely two articles are of one event, by boosted trees that are kept as a table."""

from functools import cache

import msgspec
import numpy as np

from sayso.data import load
from sayso.link.stories.pairs import Pairs
from sayso.link.stories.vectors import Floats, Ints


class Tree(msgspec.Struct, frozen=True):
    """Cuts by feature and value; `below` and `above` lead to a cut, or to leaf k as -1 - k."""

    feature: Ints
    at: Floats
    below: Ints
    above: Ints
    leaves: Floats


class Model(msgspec.Struct, frozen=True):
    """The trees, and the features that they expect, in order."""

    names: tuple[str, ...]
    base: float
    trees: tuple[Tree, ...]


def likelihoods(pairs: Pairs) -> Floats:
    """Return for each pair of articles how likely they are of one event, from 0 to 1."""
    model = _model()
    order = [pairs.names.index(name) for name in model.names]
    features = pairs.features[:, order]
    logit = np.full(len(features), model.base)
    for tree in model.trees:
        logit += _fall(tree, features)
    likely: Floats = 1.0 / (1.0 + np.exp(-logit))
    return likely


def _fall(tree: Tree, features: Floats) -> Floats:
    lines = np.arange(len(features))
    at = np.zeros(len(features), dtype=np.int64)
    found = np.zeros(len(features))
    while len(lines):
        low = features[lines, tree.feature[at]] <= tree.at[at]
        at = np.where(low, tree.below[at], tree.above[at])
        landed = at < 0
        found[lines[landed]] = tree.leaves[-1 - at[landed]]
        lines, at = lines[~landed], at[~landed]
    return found


@cache
def _model() -> Model:
    table = load("story_weights")
    return Model(
        names=tuple(table["features"]),
        base=table["base"],
        trees=tuple(
            Tree(
                feature=np.array([cut[0] for cut in tree["cuts"]], dtype=np.int64),
                at=np.array([cut[1] for cut in tree["cuts"]], dtype=np.float64),
                below=np.array([cut[2] for cut in tree["cuts"]], dtype=np.int64),
                above=np.array([cut[3] for cut in tree["cuts"]], dtype=np.int64),
                leaves=np.array(tree["leaves"], dtype=np.float64),
            )
            for tree in table["trees"]
        ),
    )
