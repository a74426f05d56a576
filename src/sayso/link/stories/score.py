"""How likely two articles are of one event, by boosted trees that are kept as a table."""

from functools import cache

import numpy as np

from sayso.data import load
from sayso.link.stories.compiled import fallen
from sayso.link.stories.pairs import Pairs
from sayso.link.stories.vectors import Floats
from sayso.trees import Trees, trees


def likelihoods(pairs: Pairs) -> Floats:
    """Return for each pair of articles how likely they are of one event, from 0 to 1."""
    model = _model()
    rows = pairs.features[:, [pairs.names.index(name) for name in model.names]]
    odds = np.full(len(rows), model.base)
    cuts = (model.feature, model.at, model.below, model.above)
    fallen(np.ascontiguousarray(rows), cuts, model.leaves, odds)
    likely: Floats = 1.0 / (1.0 + np.exp(-odds))
    return likely


@cache
def _model() -> Trees:
    return trees(load("story_weights"))
