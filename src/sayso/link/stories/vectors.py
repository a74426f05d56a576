"""Articles as sparse rows of weighted terms, and what rows have in common."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped]

from sayso.link.stories.compiled import shared
from sayso.link.stories.frequencies import AS_OF, BESIDE, Frequencies

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

BESIDE_EACH = 3.0  # As BESIDE, for each article given.
UNKNOWN = -1.0  # What two have in common of something that either lacks.


class Rows(msgspec.Struct, frozen=True):
    """One channel of terms: how often (`counts`), weights, and weights of length one (`unit`).

    `ids` are the columns of the terms, `held` in how many articles each stands.
    """

    counts: sparse.csr_array
    weights: sparse.csr_array
    unit: sparse.csr_array
    idf: Floats
    held: Floats
    ids: Mapping[str, int]


def rows(
    channel: Sequence[Mapping[str, int]], frequencies: Frequencies | None = None, kind: str = "w"
) -> Rows:
    """Return the rows of a channel, each term weighed by its count and its rarity.

    With `frequencies` a term is as rare as in the archive that they are of, where `kind` opens its
    key, else as rare as in the channel.

    >>> found = rows([{"dam": 2, "velmar": 1}, {"dam": 1}, {}])
    >>> found.unit.shape, bool(found.idf[0] < found.idf[1])
    ((3, 2), True)
    """
    ids: defaultdict[str, int] = defaultdict()
    ids.default_factory = ids.__len__
    columns: list[int] = []
    counts: list[int] = []
    ends = [0]
    for terms in channel:
        columns.extend(map(ids.__getitem__, terms))
        counts.extend(terms.values())
        ends.append(len(columns))
    shape = (len(channel), max(1, len(ids)))
    found = np.asarray(columns, dtype=np.int64)
    matrix = sparse.csr_array(
        (np.asarray(counts, dtype=np.float64), found, np.asarray(ends)), shape=shape
    )
    held: Floats = np.bincount(found, minlength=shape[1]).astype(np.float64)
    count = shape[0]
    if frequencies is not None:
        known = [frequencies.held.get(f"{kind}:{term}", 0) for term in ids] or [0]
        held = np.maximum(held, known)
        count = max(count, frequencies.articles)
    most = min(count, AS_OF)
    idf = np.log((BESIDE + (1.0 + BESIDE_EACH) * most) / (held * (most / max(1, count)) + 1.0))
    weights = with_data(matrix, (1.0 + np.log(matrix.data)) * idf[matrix.indices])
    return Rows(counts=matrix, weights=weights, unit=unit(weights), idf=idf, held=held, ids=ids)


def with_data(matrix: sparse.csr_array, data: Floats) -> sparse.csr_array:
    """Return a matrix with the places of `matrix` and other values."""
    return sparse.csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def unit(matrix: sparse.csr_array) -> sparse.csr_array:
    """Return the rows at length one; an empty row stays empty."""
    length = np.sqrt(totals(matrix.multiply(matrix)))
    length[length == 0] = 1.0
    return with_data(matrix, matrix.data / np.repeat(length, np.diff(matrix.indptr)))


def totals(matrix: sparse.csr_array) -> Floats:
    """Return the sum of each row."""
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()


def products(a: sparse.csr_array, b: sparse.csr_array, pairs: Ints) -> Floats:
    """Return for each pair (i, j) the product of row i of `a` and row j of `b`."""
    found = np.zeros(len(pairs))
    one, other = in_order(a), in_order(b)
    shared(one, other, np.ascontiguousarray(pairs, dtype=np.int64), found)
    return found


def in_order(matrix: sparse.csr_array) -> tuple[npt.NDArray[np.int32], ...]:
    """Return where the rows of a matrix end, its columns, in order, and the values in them."""
    matrix.sort_indices()  # In place, and no work where they are.
    ends, columns = (each.astype(np.int32, copy=False) for each in (matrix.indptr, matrix.indices))
    return ends, columns, matrix.data.astype(np.float64, copy=False)
