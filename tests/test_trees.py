"""Boosted trees out of a table."""

import math

import numpy as np
import pytest

from sayso.trees import likelihoods, trees

TABLE = {
    "features": ["words", "signs"],
    "base": 0.5,
    "trees": [
        {"cuts": [[0, 4.0, -1, 1], [1, 0.1, -2, -3]], "leaves": [-2.0, 1.5, -0.5]},
        {"cuts": [[1, 0.5, -1, -2]], "leaves": [0.25, -3.0]},
    ],
}


@pytest.mark.parametrize(
    ("words", "signs", "leaves"),
    [(4.0, 0.0, -2.0 + 0.25), (5.0, 0.1, 1.5 + 0.25), (5.0, 0.2, -0.5 + 0.25), (9.0, 0.9, -3.5)],
)
def test_each_row_falls_to_a_leaf_of_each_tree(words: float, signs: float, leaves: float) -> None:
    # The columns come in another order than the table's, with one that it does not know.
    rows = np.array([[signs, 7.0, words]])
    (found,) = likelihoods(trees(TABLE), rows, ("signs", "unknown", "words"))
    assert found == pytest.approx(1 / (1 + math.exp(-(0.5 + leaves))))


def test_rows_do_not_depend_on_one_another() -> None:
    rows = np.array([[float(at % 7), (at % 5) / 5] for at in range(50)])
    model = trees(TABLE)
    alone = [likelihoods(model, row[None], ("words", "signs"))[0] for row in rows]
    assert likelihoods(model, rows, ("words", "signs")).tolist() == alone
