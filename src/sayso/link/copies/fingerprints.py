"""Winnowed fingerprints of many texts (Schleimer, Wilkerson and Aiken, SIGMOD 2003)."""

import msgspec
import numpy as np

from sayso.link.copies.words import Hashes, Ints, Words

_LOW = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)  # A fingerprint has its hash in the upper half.


class Fingerprints(msgspec.Struct, frozen=True, kw_only=True):
    """Chosen shingles by their hash: 32 bits of it, and the place of the first word.

    Two that differ may have one hash: what they seed is compared word by word.
    """

    hash: Hashes
    place: Ints


def fingerprints(words: Words) -> Fingerprints:
    """Return the shingles of `words` that are the least in some window, each text for itself, of
    which there is another with the same hash; by their hashes, then in the order of the texts.

    >>> from sayso.link.copies.words import words_of
    >>> line = "the dam above the town gave way"
    >>> found = fingerprints(words_of([line, "gave way", line]))
    >>> len(set(found.hash.tolist())), set(found.place.tolist()) <= {0, 1, 2, 9, 10, 11}
    (3, True)
    """
    return Fingerprints(hash=words.prints >> HALF, place=place_of(words.prints))


def place_of(prints: Hashes) -> Ints:
    """Return the number of the first word of each fingerprint."""
    return (prints & _LOW).astype(np.int64)
