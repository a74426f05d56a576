"""The words that speak for and against a stretch of text being of an article's body."""

import re
from functools import cache
from itertools import pairwise

import msgspec

from sayso.data import load

TOKEN = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?|\d+")
TOKENS = 40  # Words of a stretch whose weights are summed: a label shows at its start.
TOKEN_CHARACTERS = 400


class Lexicon(msgspec.Struct, frozen=True):
    """How much more, in log odds, each word or pair of words speaks for an article's body."""

    base: float
    weights: dict[str, float]

    def of(self, text: str) -> float:
        """Return the sum over the first words of a text."""
        # Summed in one order, so that the same words give the same bits in every process.
        return self.base + sum(self.weights.get(key, 0.0) for key in sorted(keys_of(text)))


def keys_of(text: str) -> set[str]:
    """Return the words, pairs of words, ends and length that a lexicon may know a text by.

    >>> sorted(keys_of("Read 3 more"))
    ['9', '9_more', 'L2', '^read', '^read_9', 'more', 'more$', 'read', 'read_9']
    """
    found = TOKEN.findall(text[:TOKEN_CHARACTERS])[:TOKENS]
    if not found:
        return set()
    words = ["9" if word.isdigit() else word.lower().replace("’", "'") for word in found]
    return {
        *words,
        f"^{words[0]}",
        f"{words[-1]}$",
        "^" + "_".join(words[:2]),
        *("_".join(pair) for pair in pairwise(words)),
        f"L{min(8, len(words).bit_length())}",
    }


@cache
def lexicon() -> Lexicon:
    """Return the words that speak for and against a stretch being of an article's body."""
    table = load("body_words")
    return Lexicon(table["base"], table["weights"])
