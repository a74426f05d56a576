"""The words of many texts at once: hashed, with sentences, in flat arrays."""

import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from sayso.data import load
from sayso.link.copies import compiled
from sayso.link.copies.compiled import (
    ALONE,
    CAPITAL,
    JOINER,
    LINE,
    LITTLE,
    SPACE,
    STOP,
    TABLE,
    WORD,
)

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int32]
Small = npt.NDArray[np.uint32]
Flags = npt.NDArray[np.bool_]
Kind = TypeVar("Kind", bound=np.generic)

BATCH = 1_000_000  # Characters that are read at once: about 30 MB of arrays.
KEPT = 4096  # Texts whose offsets are kept at hand, as one text stands in many pairs.
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


class Offsets(msgspec.Struct, frozen=True):
    """Where the words of one text start and end in it."""

    start: Places
    end: Places


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The words of all texts, one after the other: about nine bytes a word.

    The words of text n are those from `first[n]` to `first[n + 1]`, those of sentence n, counted
    through all texts, from `bounds[n]` to `bounds[n + 1]`. `alone` marks signs of a script
    without spaces. `prints` are the fingerprints in order, see `fingerprints`; each text has so
    many of them as `numbers` says.
    """

    texts: Sequence[str]
    hash: Small
    alone: Flags
    bounds: Ints
    first: Ints
    prints: Hashes
    numbers: Ints
    kept: dict[int, Offsets] = msgspec.field(default_factory=dict)

    def sentence(self, at: Ints) -> Ints:
        """Return the numbers of the sentences in which the words `at` stand."""
        numbers: Ints = np.searchsorted(self.bounds, at, side="right") - 1
        return numbers

    def text(self, at: Ints) -> Ints:
        """Return the numbers of the texts in which the words `at` stand."""
        numbers: Ints = np.searchsorted(self.first, at, side="right") - 1
        return numbers

    def offsets(self, text: int) -> Offsets:
        """Return where the words of a text, by its number, stand in it."""
        if text not in self.kept:
            self.at_hand([text])
        return self.kept[text]

    def at_hand(self, texts: Iterable[int]) -> None:
        """Read where the words of several texts stand, all at once, as they will be asked for."""
        missing = [text for text in dict.fromkeys(texts) if text not in self.kept]
        if len(self.kept) + len(missing) > KEPT:
            self.kept.clear()
        chosen = [self.texts[text] for text in missing]
        for low, high in _batches(chosen):
            found = _read(chosen[low:high], winnow=False)
            for n, text in enumerate(missing[low:high]):
                own = slice(found.first[n], found.first[n + 1])
                self.kept[text] = Offsets(found.start[own], found.end[own])

    def span(self, text: int, low: int, high: int) -> tuple[int, int]:
        """Return the letters of a text from its word `low` to before `high`."""
        base = int(self.first[text])
        found = self.offsets(text)
        return int(found.start[low - base]), int(found.end[high - 1 - base])


class _Read(msgspec.Struct, frozen=True, kw_only=True):
    hash: Small
    flags: npt.NDArray[np.uint8]
    start: Places
    end: Places
    first: Ints
    prints: Hashes
    numbers: Ints


def words_of(texts: Sequence[str], *, every: bool = False) -> Words:
    """Return the words of `texts`, in small letters, by hash.

    With `every`, `prints` are all fingerprints, else those that stand in more than one place.

    >>> found = words_of(["The dam held. It HELD.", "held"])
    >>> found.first.tolist(), found.bounds.tolist(), found.offsets(0).start.tolist()
    ([0, 5, 6], [0, 3, 5, 6], [0, 4, 8, 14, 17])
    >>> bool(found.hash[2] == found.hash[4] == found.hash[5])
    True
    """
    batches = list(_batches(texts))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        parts = list(pool.map(lambda batch: _of_batch(texts[batch[0] : batch[1]]), batches))
    counts = np.cumsum([0] + [len(part.hash) for part in parts])
    total = int(counts[-1])
    for part, at in zip(parts, counts[:-1].tolist(), strict=True):
        for places in (part.opens, part.alone, part.first, part.prints):
            np.add(places, places.dtype.type(at), out=places)
    columns = {name: [getattr(part, name) for part in parts] for name in _Part.__struct_fields__}
    del parts  # Each column is let go of when it is joined: all at once would fill the memory.
    hashes = _joined(columns.pop("hash"), np.uint32)
    prints = _joined(columns.pop("prints"), np.uint64)
    prints.sort()
    alone = np.zeros(total, dtype=bool)
    alone[_joined(columns.pop("alone"), np.int64)] = True
    return Words(
        texts=texts,
        hash=hashes,
        alone=alone,
        bounds=np.append(_joined(columns.pop("opens"), np.int64), total),
        first=np.append(_joined(columns.pop("first"), np.int64), total),
        prints=prints if every else prints[compiled.repeated(prints)],
        numbers=_joined(columns.pop("numbers"), np.int64),
    )


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a batch: where the words stand is found again when it is asked."""

    hash: Small
    opens: Ints
    alone: Ints
    first: Ints
    prints: Hashes
    numbers: Ints


def _of_batch(texts: Sequence[str]) -> _Part:
    found = _read(texts, winnow=True)
    return _Part(
        hash=found.hash,
        opens=np.flatnonzero(found.flags & 1),
        alone=np.flatnonzero(found.flags & 2),
        first=found.first[:-1],
        prints=found.prints,
        numbers=found.numbers,
    )


def _joined(parts: Sequence[npt.NDArray[Kind]], kind: type[Kind]) -> npt.NDArray[Kind]:
    return np.concatenate([np.empty(0, dtype=kind), *parts])


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    low = size = 0
    for at, text in enumerate(texts):
        if size and size + len(text) > BATCH:
            yield low, at
            low, size = at, 0
        size += len(text)
    if low < len(texts):
        yield low, len(texts)


def _read(texts: Sequence[str], *, winnow: bool) -> _Read:
    """The words of one batch, found in the code points of all its texts together."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    edges = np.cumsum([0, *map(len, texts)])
    bounds = np.empty(2 * len(texts), dtype=np.int64)
    bounds[0::2], bounds[1::2] = edges[:-1], edges[1:]
    size = len(codes)
    hashes, flags = np.empty(size, dtype=np.uint32), np.empty(size, dtype=np.uint8)
    start, end = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int32)
    first = np.zeros(len(texts) + 1, dtype=np.int64)
    tables, out = (_kinds(), _lower(), _titles()), (hashes, flags, start, end)
    count = compiled.scanned(codes, bounds, tables, out, first)
    prints = np.empty(count if winnow else 0, dtype=np.uint64)
    numbers = np.zeros(len(texts), dtype=np.int64)
    chosen = compiled.winnowed(hashes, first, prints, numbers) if winnow else 0
    return _Read(
        hash=hashes[:count].copy(),
        flags=flags[:count].copy(),
        start=start[:count],
        end=end[:count],
        first=first,
        prints=prints[:chosen].copy(),
        numbers=numbers,
    )


@cache
def _titles() -> Hashes:
    """Abbreviations before which a stop ends no sentence, as `compiled.scanned` hashes them."""
    seed, prime, most = 0xCBF29CE484222325, 0x100000001B3, 0xFFFFFFFFFFFFFFFF
    found = []
    for word in load("abbreviations")["titles"]:
        value = seed
        for letter in word:
            value = ((value ^ ord(letter)) * prime) & most
        found.append(value)
    return np.array(sorted(found), dtype=np.uint64)


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    """What each code point is, as bits."""
    kinds = np.zeros(TABLE + 1, dtype=np.uint8)
    for code in range(TABLE):
        sign = chr(code)
        if sign.isalnum() or unicodedata.category(sign)[0] == "M":
            kinds[code] = WORD | LITTLE * sign.islower() | CAPITAL * sign.isupper()
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
def _lower() -> Small:
    """Each code point in small letters, where that is one code point."""
    lower = np.arange(TABLE + 1, dtype=np.uint32)
    for code in range(TABLE):
        sign = chr(code).lower()
        if len(sign) == 1:
            lower[code] = ord(sign)
    return lower
