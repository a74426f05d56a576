"""The pairs of articles that are worth comparing: each with those most like it."""

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]

from sayso.link.stories.vectors import Floats, Ints

MOST = 40  # Neighbours of an article, half of them near in time too: holds 94 of 100 true pairs.
# Two articles with less in common than this share their language only: of the true pairs 2 of 100
# have less, of all that are compared 40.
LEAST_ALIKE = 0.08
TERMS = 80  # An article's weightiest terms, by which its neighbours are sought.
RARE = 300  # Articles with a term, above which it is sought among the nearest in time alone.
NEAR = 600  # Articles before and after, in order of time, that count as nearest.
ROWS = 256
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
    held = np.bincount(sought.indices, minlength=sought.shape[1])
    rare = _only(sought, held <= RARE)
    frequent = _only(sought, held > RARE)
    columns = rare.T.tocsr()
    when = days[order]
    found: list[Ints] = []
    for start in range(0, count, ROWS):
        stop = min(count, start + ROWS)
        low, high = max(0, start - NEAR), min(count, stop + NEAR)
        near = frequent[start:stop] @ frequent[low:high].T
        near = sparse.csr_array(
            (near.data, near.indices + low, near.indptr), shape=(stop - start, count)
        )
        alike = sparse.coo_array(rare[start:stop] @ columns + near)
        lines, others = (each.astype(np.int64) for each in alike.coords)
        kept = (alike.data >= LEAST_ALIKE) & (lines + start != others)
        lines, others, likeness = lines[kept], others[kept], alike.data[kept]
        apart = np.nan_to_num(np.abs(when[lines + start] - when[others]))
        for value in (likeness, likeness * (1.0 + np.exp(-apart / FADES))):
            best = _best(lines, others, value)
            found.append(order[np.column_stack([lines[best] + start, others[best]])])
    both = np.sort(np.concatenate(found), axis=1)
    return np.unique(both, axis=0)


def _middle(days: Floats) -> float:
    known = days[~np.isnan(days)]
    return float(np.median(known)) if len(known) else 0.0


def _best(lines: Ints, others: Ints, values: Floats) -> Ints:
    """Return where the highest values of each line stand, of equal ones the first."""
    in_order = np.lexsort((others, -values, lines))
    sorted_lines = lines[in_order]
    rank = np.arange(len(in_order)) - np.searchsorted(sorted_lines, sorted_lines)
    best: Ints = in_order[rank < MOST // 2]
    return best


def _only(matrix: sparse.csr_array, columns: np.ndarray) -> sparse.csr_array:
    data = matrix.data * columns[matrix.indices]
    kept = sparse.csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape, copy=True)
    kept.eliminate_zeros()  # In place, hence the copy.
    return kept


def _weightiest(matrix: sparse.csr_array) -> sparse.csr_array:
    lengths = np.diff(matrix.indptr)
    line = np.repeat(np.arange(len(lengths)), lengths)
    order = np.lexsort((matrix.indices, -matrix.data, line))
    place = np.arange(len(order)) - np.repeat(matrix.indptr[:-1], lengths)
    data = matrix.data.copy()
    data[order[place >= TERMS]] = 0.0
    return _only(
        sparse.csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape),
        np.ones(matrix.shape[1], dtype=bool),
    )
