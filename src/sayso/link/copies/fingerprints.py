"""Winnowed fingerprints of many texts (Schleimer, Wilkerson and Aiken, SIGMOD 2003)."""

import msgspec
import numpy as np

from sayso.link.copies.words import Hashes, Ints, Words

_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


class Fingerprints(msgspec.Struct, frozen=True, kw_only=True):
    """Chosen shingles by their hash: 32 bits of it, and the place of the first word.

    Two that differ may have one hash: what they seed is compared word by word.
    """

    hash: Hashes
    place: Ints


def fingerprints(words: Words) -> Fingerprints:
    """Return the shingles of `words` that are the least in some window, each text for itself, in
    the order of their hashes, those of one hash in the order of the texts.

    >>> from sayso.link.copies.words import words_of
    >>> found = fingerprints(words_of(["the dam above the town gave way", "gave way"]))
    >>> set(found.place.tolist()) <= {0, 1, 2}
    True
    """
    both = np.sort(words.prints)
    return Fingerprints(hash=both >> _HALF, place=(both & _LOW).astype(np.int64))
