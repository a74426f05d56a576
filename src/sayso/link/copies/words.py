"""The words of many texts at once: hashed, with offsets and sentences, in flat arrays."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec
import numpy as np
import numpy.typing as npt

from sayso.data import load

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Hashes = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

BATCH = 2_000_000  # Characters that are read at once: about 100 MB of arrays.
TABLE = 0x20000  # Code points with a class of their own; those above are ideographs and rare.
WORD, ALONE, STOP, LINE, SPACE, SMALL, CAPITAL, JOINER = (1 << bit for bit in range(8))
BASE = np.uint64(0x9E3779B97F4A7C15)  # Odd, so that it has an inverse modulo 2**64.
BASE_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 1 << 64))
# Scripts written without spaces: each sign counts as a word.
UNSPACED = (
    (0x0E00, 0x0E80),  # Thai
    (0x0E80, 0x0F00),  # Lao
    (0x1000, 0x10A0),  # Burmese
    (0x1780, 0x1800),  # Khmer
    (0x3040, 0x3100),  # Kana
    (0x3400, 0x4DC0),  # Han
    (0x4E00, 0xA000),
    (0xF900, 0xFB00),
)
LONGEST_ABBREVIATION = 5  # Letters: "Capt", "Supt".


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The words of all texts, one after the other.

    `start` and `end` are offsets into the word's own text; `sentence` counts through all texts;
    the words of text n are those from `first[n]` to `first[n + 1]`. `alone` marks signs of a
    script without spaces.
    """

    hash: Hashes
    start: Ints
    end: Ints
    text: Ints
    sentence: Ints
    alone: Flags
    first: Ints


def words_of(texts: Sequence[str]) -> Words:
    """Return the words of `texts`, in small letters, by hash.

    >>> found = words_of(["The dam held. It HELD.", "held"])
    >>> found.start.tolist(), found.sentence.tolist(), found.first.tolist()
    ([0, 4, 8, 14, 17, 0], [0, 0, 0, 1, 1, 2], [0, 5, 6])
    >>> bool(found.hash[2] == found.hash[4] == found.hash[5])
    True
    """
    parts = [_read(texts[low:high]) for low, high in _batches(texts)] or [_read([])]
    counts = np.concatenate([np.diff(part.first) for part in parts])
    sentences = np.cumsum(
        [0] + [int(part.sentence[-1]) + 1 if len(part.hash) else 0 for part in parts]
    )
    return Words(
        hash=np.concatenate([part.hash for part in parts]),
        start=np.concatenate([part.start for part in parts]),
        end=np.concatenate([part.end for part in parts]),
        text=np.repeat(np.arange(len(counts)), counts),
        sentence=np.concatenate(
            [part.sentence + at for part, at in zip(parts, sentences[:-1], strict=True)]
        ),
        alone=np.concatenate([part.alone for part in parts]),
        first=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
    )


def mixed(hashes: Hashes) -> Hashes:
    """Return hashes whose low bits are as good as their high bits (the mixer of splitmix64)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    low = size = 0
    for at, text in enumerate(texts):
        if size and size + len(text) > BATCH:
            yield low, at
            low, size = at, 0
        size += len(text) + 2
    if low < len(texts):
        yield low, len(texts)


def _read(texts: Sequence[str]) -> Words:
    """The words of one batch, found in the code points of all its texts together."""
    codes = np.frombuffer("\n\n".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = _kinds()[np.minimum(codes, TABLE)]
    inside = (kinds & WORD) != 0
    inside[1:] |= ((kinds[1:] & JOINER) != 0) & inside[:-1]
    alone = (kinds & ALONE) != 0
    before, after = np.zeros_like(inside), np.zeros_like(inside)
    before[1:] = inside[:-1] & ~alone[:-1]
    after[:-1] = inside[1:] & ~alone[1:]
    start = np.flatnonzero(inside & (alone | ~before))
    end = np.flatnonzero(inside & (alone | ~after)) + 1
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    base = np.concatenate([[0], np.cumsum(lengths + 2)]).astype(np.int64)
    first = np.searchsorted(start, base[: len(texts) + 1])
    text = np.repeat(np.arange(len(texts)), np.diff(first))
    hashes = _hashes(codes, inside, start, end)
    return Words(
        hash=hashes,
        start=start - base[text],
        end=end - base[text],
        text=text,
        sentence=_sentences(codes, kinds, start, end),
        alone=alone[start],
        first=first,
    )


def _hashes(codes: npt.NDArray[np.uint32], inside: Flags, start: Ints, end: Ints) -> Hashes:
    """Polynomial hashes of all words at once: differences of one running sum."""
    letters = _lower()[np.minimum(codes, TABLE)]
    high = codes >= TABLE
    letters[high] = codes[high]
    kept = np.flatnonzero(inside)
    up, down = powers(len(kept) + 1)
    sums = np.zeros(len(kept) + 1, dtype=np.uint64)
    np.cumsum(letters[kept].astype(np.uint64) * up[:-1], out=sums[1:])
    place = np.cumsum(inside) - 1  # The place of each letter among the letters.
    low, length = place[start], end - start
    return mixed((sums[low + length] - sums[low]) * down[low])


def _sentences(
    codes: npt.NDArray[np.uint32], kinds: npt.NDArray[np.uint8], start: Ints, end: Ints
) -> Ints:
    """The number of each word's sentence: parted by blank lines, and by stops before a capital."""
    opens = np.zeros(len(start) + 1, dtype=bool)
    gap = np.searchsorted(start, np.flatnonzero(kinds & LINE))
    opens[gap[1:][gap[1:] == gap[:-1]]] = True
    stops = np.flatnonzero(kinds & STOP)
    gap = np.searchsorted(start, stops)
    stops, gap = stops[(gap > 0) & (gap < len(start))], gap[(gap > 0) & (gap < len(start))]
    following = start[gap]
    spaced = (kinds[following - 1] & SPACE != 0) | (
        kinds[np.maximum(following - 2, 0)] & SPACE != 0
    )
    spaced &= following - stops > 1
    ends = (spaced & (kinds[following] & SMALL == 0)) | (kinds[following] & ALONE != 0)
    stops, gap = stops[ends], gap[ends]
    shortened = (codes[stops] == ord(".")) & (stops == end[gap - 1])
    shortened[shortened] = _abbreviated(codes, kinds, start[gap[shortened] - 1], stops[shortened])
    opens[gap[~shortened]] = True
    opens[0] = False
    return np.cumsum(opens[:-1])


def _abbreviated(
    codes: npt.NDArray[np.uint32], kinds: npt.NDArray[np.uint8], start: Ints, stop: Ints
) -> Flags:
    known = _abbreviations()
    length = stop - start
    found = (length == 1) & (kinds[start] & CAPITAL != 0) & (codes[start] != ord("I"))
    for at in np.flatnonzero((length > 1) & (length <= LONGEST_ABBREVIATION)):
        word = "".join(map(chr, codes[start[at] : stop[at]].tolist()))
        found[at] = word in known
    flags: Flags = found
    return flags


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(word for word in load("abbreviations")["titles"])


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    """What each code point is, as bits."""
    kinds = np.zeros(TABLE + 1, dtype=np.uint8)
    for code in range(TABLE):
        sign = chr(code)
        if sign.isalnum() or unicodedata.category(sign)[0] == "M":
            kinds[code] = WORD | SMALL * sign.islower() | CAPITAL * sign.isupper()
        elif sign.isspace():
            kinds[code] = SPACE | LINE * (sign == "\n")
    for low, high in UNSPACED:
        kinds[low:high] |= np.where(kinds[low:high] & WORD, ALONE, 0).astype(np.uint8)
    kinds[TABLE] = WORD | ALONE
    for sign in ".!?…。！？":
        kinds[ord(sign)] |= STOP
    for sign in "\u00ad\u200b\u200c\u200d\u2060":  # Unseen signs inside words.
        kinds[ord(sign)] = JOINER
    return kinds


@cache
def _lower() -> npt.NDArray[np.uint32]:
    """Each code point in small letters, where that is one code point."""
    lower = np.arange(TABLE + 1, dtype=np.uint32)
    for code in range(TABLE):
        sign = chr(code).lower()
        if len(sign) == 1:
            lower[code] = ord(sign)
    return lower


_POWERS: dict[int, tuple[Hashes, Hashes]] = {}


def powers(count: int) -> tuple[Hashes, Hashes]:
    """The powers of the base and of its inverse; kept for the size of a batch."""
    size = max(count, BATCH)
    if size > BATCH:
        return _powers_to(size, count)
    if size not in _POWERS:
        _POWERS[size] = _powers_to(size, size)
    up, down = _POWERS[size]
    return up[:count], down[:count]


def _powers_to(size: int, count: int) -> tuple[Hashes, Hashes]:
    def raised(of: np.uint64) -> Hashes:
        steps = np.full(size, of, dtype=np.uint64)
        steps[0] = 1
        return np.cumprod(steps)[:count]

    return raised(BASE), raised(BASE_INVERSE)
