"""The loops over every pair of articles, compiled by numba: a tenth of numpy's time."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def shared(a, b, pairs, out):  # type: ignore[no-untyped-def]
    """Fill `out` with the products of rows of two sparse matrices whose terms are in order.

    Of each matrix, `a` and `b` are where the rows end, the terms and their values.
    """
    ends_a, terms_a, values_a = a
    ends_b, terms_b, values_b = b
    for pair in range(len(pairs)):
        i, j = pairs[pair, 0], pairs[pair, 1]
        x, y = ends_a[i], ends_b[j]
        last_x, last_y = ends_a[i + 1], ends_b[j + 1]
        total = 0.0
        while x < last_x and y < last_y:
            if terms_a[x] < terms_b[y]:
                x += 1
            elif terms_a[x] > terms_b[y]:
                y += 1
            else:
                total += values_a[x] * values_b[y]
                x += 1
                y += 1
        out[pair] = total


@njit(cache=True, nogil=True)
def fallen(rows, cuts, leaves, out):  # type: ignore[no-untyped-def]
    """Add to `out` for each row the leaves that it falls to in every tree."""
    feature, at, below, above = cuts
    for row in range(len(rows)):
        total = 0.0
        for tree in range(len(feature)):
            cut = 0
            while cut >= 0:
                low = rows[row, feature[tree, cut]] <= at[tree, cut]
                cut = below[tree, cut] if low else above[tree, cut]
            total += leaves[tree, -1 - cut]
        out[row] += total


@njit(cache=True, nogil=True)
def lightest(ends, values, most, out):  # type: ignore[no-untyped-def]
    """Set to nothing in `out` all but so many values of each row: of equal ones the last."""
    for row in range(len(ends) - 1):
        first, last = ends[row], ends[row + 1]
        if last - first > most:
            in_order = np.argsort(-values[first:last], kind="mergesort")
            for place in in_order[most:]:
                out[first + place] = 0.0


@njit(cache=True, nogil=True)
def likest(rows, columns, times, bounds, out):  # type: ignore[no-untyped-def]
    """Fill each line of `out` with the rows likest to that row: half by likeness, half by time too.

    `columns` are the `rows` by their terms. A row is looked for by a term so far before and behind
    as the term reaches; what is not known of a day counts as no distance. Places left are -1.
    """
    ends, terms, values = rows
    ends_of, rows_of, values_of = columns
    reach, days = times
    least, fades = bounds
    count, half = len(ends) - 1, out.shape[1] // 2
    alike = np.zeros(count)
    met = np.empty(count, dtype=np.int64)
    for row in range(count):
        number = 0
        for at in range(ends[row], ends[row + 1]):
            term, value = terms[at], values[at]
            first, last = ends_of[term], ends_of[term + 1]
            if reach[term] < count:
                posted = rows_of[first:last]
                last = first + np.searchsorted(posted, row + reach[term], side="right")
                first = first + np.searchsorted(posted, row - reach[term], side="left")
            for place in range(first, last):
                other = rows_of[place]
                if alike[other] == 0.0:
                    met[number] = other
                    number += 1
                alike[other] += value * values_of[place]
        chosen = 0
        for place in range(number):
            other = met[place]
            if alike[other] >= least and other != row:
                met[chosen] = other
                chosen += 1
            else:
                alike[other] = 0.0
        others = np.sort(met[:chosen])
        likeness = alike[others]
        timely = likeness.copy()
        for place in range(chosen):
            apart = abs(days[row] - days[others[place]])
            timely[place] *= 1.0 + (1.0 if np.isnan(apart) else np.exp(-apart / fades))
            alike[others[place]] = 0.0
        out[row] = -1
        best = np.argsort(-likeness, kind="mergesort")[:half]
        out[row, : len(best)] = others[best]
        best = np.argsort(-timely, kind="mergesort")[:half]
        out[row, half : half + len(best)] = others[best]
