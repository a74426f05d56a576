"""The pairs of articles that are worth comparing: each with those most like it."""

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]

from sayso.link.stories.compiled import lightest, likest
from sayso.link.stories.vectors import Floats, Ints, in_order

MOST = 40  # Neighbours of an article, half of them near in time too: holds 94 of 100 true pairs.
# Two articles with less in common than this share their language only: of the true pairs 2 of 100
# have less, of all that are compared 40.
LEAST_ALIKE = 0.08
TERMS = 80  # An article's weightiest terms, by which its neighbours are sought.
RARE = 300  # Articles with a term, above which it is sought among the nearest in time alone.
NEAR = 600  # Articles before and after, in order of time, that count as nearest.
FADES = 60.0  # Days after which an article is a third as near.


def candidates(rows: sparse.csr_array, days: Floats) -> Ints:
    """Return pairs (i, j), i < j, of rows that have much in common, each once and in order.

    `rows` have length one; `days` are day numbers, NaN where not known. The time taken grows with
    the number of rows, not with that of pairs.
    """
    count = rows.shape[0]
    if count < 2:
        return np.empty((0, 2), dtype=np.int64)
    order = np.argsort(np.nan_to_num(days, nan=_middle(days)), kind="stable")
    sought = _weightiest(rows)[order]
    # Of a term in more articles, those alone that stand near enough in order of time are read.
    reach = np.where(np.bincount(sought.indices, minlength=sought.shape[1]) > RARE, NEAR, count)
    found = np.empty((count, MOST), dtype=np.int64)
    held = sought.T.tocsr()
    bounds = (LEAST_ALIKE, FADES)
    likest(in_order(sought), in_order(held), (reach, days[order]), bounds, found)
    lines, ranks = np.nonzero(found >= 0)
    pairs = order[np.column_stack([lines, found[lines, ranks]])]
    return np.unique(np.sort(pairs, axis=1), axis=0)


def _middle(days: Floats) -> float:
    known = days[~np.isnan(days)]
    return float(np.median(known)) if len(known) else 0.0


def _weightiest(matrix: sparse.csr_array) -> sparse.csr_array:
    ends, columns, data = in_order(matrix)
    kept = data.copy()
    lightest(ends, data, TERMS, kept)
    found = sparse.csr_array((kept, columns, ends), shape=matrix.shape, copy=True)
    found.eliminate_zeros()  # In place, hence the copy.
    return found
