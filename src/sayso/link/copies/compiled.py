"""The loops over every letter and every word, compiled by numba, as Python takes a hundred times as
long. They free the global lock, so that texts are read on all cores at once.
"""

import numpy as np
import numpy.typing as npt
from numba import njit

Bytes = npt.NDArray[np.uint8]
Codes = npt.NDArray[np.uint32]
Small = npt.NDArray[np.uint32]
Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

TABLE = 0x20000  # Code points with a class of their own; those above are ideographs and rare.
WORD, ALONE, STOP, LINE, SPACE, LITTLE, CAPITAL, JOINER = (1 << bit for bit in range(8))
SHINGLE = 5  # Words: the usual length for news (Broder 1997 and most text-reuse tools since).
WINDOW = 4  # Shingles: any eight words that two texts share leave one fingerprint in both.
LONGEST_ABBREVIATION = 5  # Letters: "Capt", "Supt".

_NONE = np.uint64(0xFFFFFFFFFFFFFFFF)
_PRIME = np.uint64(0x100000001B3)
_SEED = np.uint64(0xCBF29CE484222325)
_ODD = np.uint64(0x9E3779B97F4A7C15)
_M1, _M2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S27, _S30, _S31, _S32 = (np.uint64(bits) for bits in (27, 30, 31, 32))


@njit(cache=True, nogil=True)
def mixed(value):  # type: ignore[no-untyped-def]
    """A hash whose low bits are as good as its high bits (the mixer of splitmix64)."""
    value = (value ^ (value >> _S30)) * _M1
    value = (value ^ (value >> _S27)) * _M2
    return value ^ (value >> _S31)


@njit(cache=True, nogil=True)
def scanned(codes, bounds, tables, out, first):  # type: ignore[no-untyped-def]
    """Find the words of texts that lie between `bounds` in `codes`; return how many there are.

    `tables` are the classes of code points, the code points in small letters, and the sorted
    hashes of abbreviations in the case they have. Fills for each word `out`: its hash, its flags
    (1: opens a sentence, 2: alone), its start and its end in its text; and `first`, the first
    word of each text.
    """
    kinds, lower, titles = tables
    hashes, flags, start, end = out
    count = 0
    for text in range(len(bounds) // 2):
        low, high = bounds[2 * text], bounds[2 * text + 1]
        first[text] = count
        opening = count
        lines = 0
        stops = 0
        stop_one, stop_two = -1, -1
        exact = _SEED  # Of the word before, as it is written.
        at = low
        while at < high:
            code = codes[at]
            kind = kinds[min(code, TABLE)]
            if not kind & WORD:
                if kind & LINE:
                    lines += 1
                if kind & STOP:
                    if stops == 0:
                        stop_one = at
                    elif stops == 1:
                        stop_two = at
                    stops += 1
                at += 1
                continue
            begin = at
            opens = count == opening or lines > 1
            if stops and count > opening and not opens:
                spaced = kinds[min(codes[begin - 1], TABLE)] & SPACE != 0
                if begin - 2 >= low:
                    spaced = spaced or kinds[min(codes[begin - 2], TABLE)] & SPACE != 0
                sentence = spaced and kind & LITTLE == 0
                alone = kind & ALONE != 0
                if stops > 1 and ((sentence and begin - stop_two > 1) or alone):
                    opens = True
                elif (sentence and begin - stop_one > 1) or alone:
                    length = end[count - 1] - start[count - 1]
                    touches = codes[stop_one] == 46 and stop_one - low == end[count - 1]
                    letter = codes[low + start[count - 1]]
                    short = length == 1 and letter != 73
                    short = short and kinds[min(letter, TABLE)] & CAPITAL != 0
                    if 1 < length <= LONGEST_ABBREVIATION:
                        place = np.searchsorted(titles, exact)
                        short = place < len(titles) and titles[place] == exact
                    opens = not (touches and short)
            value = _SEED
            exact = _SEED
            alone = kind & ALONE != 0
            while True:
                if not kind & JOINER:
                    letter = lower[code] if code < TABLE else code
                    value = (value ^ np.uint64(letter)) * _PRIME
                    exact = (exact ^ np.uint64(code)) * _PRIME
                at += 1
                if at >= high:
                    break
                code = codes[at]
                joined = kind & JOINER == 0
                kind = kinds[min(code, TABLE)]
                if kind & JOINER and joined:
                    continue
                if alone or not kind & WORD or kind & ALONE:
                    break
            hashes[count] = np.uint32(mixed(value) >> _S32)
            flags[count] = (1 if opens else 0) | (2 if alone else 0)
            start[count] = begin - low
            end[count] = at - low
            count += 1
            lines = stops = 0
    first[len(bounds) // 2] = count
    return count


@njit(cache=True, nogil=True)
def winnowed(hashes, first, found, numbers):  # type: ignore[no-untyped-def]
    """Fill `found` with the shingles that are the least of some window; return how many.

    Each holds 32 bits of the shingle's hash above the number of its first word. `numbers` gets
    how many each text has.
    """
    count = 0
    values = np.empty(WINDOW, dtype=np.uint64)
    for text in range(len(first) - 1):
        low, high = first[text], first[text + 1] - SHINGLE + 1
        last = -1
        before = count
        for at in range(low, high + WINDOW - 1):
            value = _NONE
            if at < high:
                value = np.uint64(0)
                factor = _ODD
                for step in range(SHINGLE):
                    value += np.uint64(hashes[at + step]) * factor
                    factor *= _ODD
                value = mixed(value)
                # "ha ha ha ha ha" says nothing.
                if (
                    hashes[at] == hashes[at + 1]
                    and hashes[at + 1] == hashes[at + 2]
                    and hashes[at + 2] == hashes[at + 3]
                ):
                    value = _NONE
            values[at % WINDOW] = value
            # The latest of the least, as a window moves on from text to text.
            best, where = _NONE, -1
            for back in range(WINDOW - 1, -1, -1):
                place = at - back
                if low <= place < high and values[place % WINDOW] <= best:
                    best, where = values[place % WINDOW], place
            if where > last and best != _NONE:
                found[count] = (best >> _S32) << _S32 | np.uint64(where)
                count += 1
                last = where
        numbers[text] = count - before
    return count


@njit(cache=True, nogil=True)
def repeated(found):  # type: ignore[no-untyped-def]
    """The places, among sorted fingerprints, of those whose hash is that of a neighbour."""
    size = len(found)
    out = np.empty(size, dtype=np.uint32)
    count = 0
    for at in range(size):
        value = found[at] >> _S32
        again = at > 0 and found[at - 1] >> _S32 == value
        if again or (at + 1 < size and found[at + 1] >> _S32 == value):
            out[count] = at
            count += 1
    return out[:count].copy()


@njit(cache=True, nogil=True)
def grown(hashes, first, barred, rows, least):  # type: ignore[no-untyped-def]
    """Grow seeds to the longest runs of equal words, and keep those of pairs that share enough.

    `rows` are texts a and b and words i and j, by pair, then diagonal, then i. Returns the same
    with the length of the run as a fifth row.
    """
    size = rows.shape[1]
    out = np.empty((5, size), dtype=np.int64)
    count = 0
    opened = 0
    total = 0
    for at in range(size):
        a, b, i, j = rows[0, at], rows[1, at], rows[2, at], rows[3, at]
        if at and (a != rows[0, at - 1] or b != rows[1, at - 1]):
            if total < least:
                count = opened
            opened = count
            total = 0
        if count > opened:
            last = count - 1
            same = out[2, last] - out[3, last] == i - j
            if same and i + SHINGLE <= out[2, last] + out[4, last]:
                continue
        floor_a, floor_b = first[a], first[b]
        roof_a, roof_b = first[a + 1], first[b + 1]
        begin = i
        shift = j - i
        while begin > floor_a and begin + shift > floor_b:
            one, two = begin - 1, begin - 1 + shift
            if hashes[one] != hashes[two] or barred[one] or barred[two]:
                break
            begin -= 1
        stop = i + SHINGLE
        while stop < roof_a and stop + shift < roof_b:
            two = stop + shift
            if hashes[stop] != hashes[two] or barred[stop] or barred[two]:
                break
            stop += 1
        out[0, count], out[1, count] = a, b
        out[2, count], out[3, count], out[4, count] = begin, begin + shift, stop - begin
        total += stop - begin
        count += 1
    if total < least:
        count = opened
    return out[:, :count].copy()
