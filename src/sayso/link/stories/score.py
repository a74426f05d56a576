"""How likely two articles are of one event, by boosted trees that are kept as a table."""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from sayso.data import load
from sayso.link.stories.compiled import fallen
from sayso.link.stories.pairs import Pairs
from sayso.link.stories.vectors import Floats
from sayso.trees import Trees, trees


def likelihoods(pairs: Pairs) -> Floats:
    """Return for each pair of articles how likely they are of one event, from 0 to 1."""
    likely: Floats = 1.0 / (1.0 + np.exp(-odds(pairs.features, pairs.names)))
    return likely


def odds(features: Floats, names: Sequence[str]) -> Floats:
    """Return the logarithm of the odds for each row of features, whose columns are `names`."""
    model = _model()
    rows = features[:, [names.index(name) for name in model.names]]
    found = np.full(len(rows), model.base)
    cuts = (model.feature, model.at, model.below, model.above)
    fallen(np.ascontiguousarray(rows), cuts, model.leaves, found)
    return found


@cache
def typical() -> Mapping[str, float]:
    """Return each feature's median over the pairs of two events in the gold sets."""
    table = load("story_weights")
    return dict(zip(table["features"], table["typical"], strict=True))


@cache
def _model() -> Trees:
    return trees(load("story_weights"))
