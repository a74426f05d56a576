"""Winnowed fingerprints of many texts (Schleimer, Wilkerson and Aiken, SIGMOD 2003)."""

import msgspec
import numpy as np

from sayso.link.copies.words import Hashes, Ints, Words, mixed

SHINGLE = 5  # Words: the usual length for news (Broder 1997 and most text-reuse tools since).
WINDOW = 4  # Shingles: any eight words that two texts share leave one fingerprint in both.
FACTORS = tuple(np.uint64(pow(0x9E3779B97F4A7C15, n, 1 << 64)) for n in range(1, SHINGLE + 1))
NONE = np.uint64(0xFFFFFFFFFFFFFFFF)


class Fingerprints(msgspec.Struct, frozen=True, kw_only=True):
    """Chosen shingles in the order of the texts: hash, the place of the first word, the text."""

    hash: Hashes
    place: Ints
    text: Ints


def fingerprints(words: Words) -> Fingerprints:
    """Return the shingles of `words` that are the least in some window, each text for itself.

    >>> from sayso.link.copies.words import words_of
    >>> found = fingerprints(words_of(["the dam above the town gave way", "gave way"]))
    >>> found.text.tolist(), set(found.place.tolist()) <= {0, 1, 2}
    ([0], True)
    """
    count = len(words.hash)
    if count < SHINGLE:
        return _at(words, np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int64))
    size = count - SHINGLE + 1
    shingles = np.zeros(size, dtype=np.uint64)
    for at, factor in enumerate(FACTORS):
        shingles += words.hash[at : at + size] * factor
    shingles = mixed(shingles)
    # A shingle that would run into the next text is none.
    shingles[words.text[:size] != words.text[SHINGLE - 1 :]] = NONE
    # "ha ha ha ha ha" says nothing.
    same = words.hash[1:] == words.hash[:-1]
    shingles[same[:size] & same[1 : size + 1] & same[2 : size + 2]] = NONE
    padded = np.concatenate([shingles, np.full(WINDOW - 1, NONE)])
    chosen = np.zeros(len(padded), dtype=bool)
    places = np.arange(size)
    least, where = padded[:size], places
    for step in range(1, WINDOW):
        other = padded[step : step + size]
        lower = other <= least
        least = np.where(lower, other, least)
        where = np.where(lower, places + step, where)
    chosen[where] = True
    place = np.flatnonzero(chosen[:size] & (shingles != NONE))
    return _at(words, shingles[place], place)


def _at(words: Words, hashes: Hashes, place: Ints) -> Fingerprints:
    return Fingerprints(hash=hashes, place=place, text=words.text[place])
