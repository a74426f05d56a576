"""How likely two articles are of one event, by boosted trees that are kept as a table."""

from functools import cache

from sayso.data import load
from sayso.link.stories.pairs import Pairs
from sayso.link.stories.vectors import Floats
from sayso.trees import Trees, trees
from sayso.trees import likelihoods as of_rows


def likelihoods(pairs: Pairs) -> Floats:
    """Return for each pair of articles how likely they are of one event, from 0 to 1."""
    return of_rows(_model(), pairs.features, pairs.names)


@cache
def _model() -> Trees:
    return trees(load("story_weights"))
