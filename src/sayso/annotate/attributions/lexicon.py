"""How often a word, with what it takes, reports something: log odds counted on a corpus."""

import math
from functools import cache

import msgspec

from sayso.data import load

# Wide candidates below these log odds (.04) were never likely enough for any profile.
FLOOR = -3.2


class Odds(msgspec.Struct, frozen=True):
    """Log odds of the word with what it takes, of the word, and of any word that takes that."""

    full: float
    word: float
    kind: float
    known: bool


def odds(key: str) -> Odds:
    """Return the log odds of a key such as `talk/verb + preposition/about`.

    >>> odds("say/verb + clause").full > 0 > odds("eat/verb + object").full
    True
    """
    return _tables().of(key)


def is_worth_it(word: str, kind: str) -> bool:
    """Return whether a word that takes this may report something."""
    return odds(f"{word}/{kind}").full >= FLOOR


def logit(share: float) -> float:
    """Return the log odds of a share, bounded.

    >>> round(logit(0.5), 1), round(logit(0.0), 1)
    (0.0, -6.9)
    """
    bounded = min(0.999, max(0.001, share))
    return math.log(bounded / (1 - bounded))


class Tables(msgspec.Struct, frozen=True):
    """The log odds of all candidates, of kinds, of words and of words in a kind."""

    base: float
    kinds: dict[str, float]
    words: dict[str, float]
    keys: dict[str, float]

    def of(self, key: str) -> Odds:
        """Return the log odds of a key; what was hardly seen weighs as what is above it."""
        word, _, kind = key.partition("/")
        of_kind = self.kinds.get(kind)
        if of_kind is None:
            of_kind = self.kinds.get(kind.partition("/")[0], self.base)
        of_word = self.words.get(word, of_kind)
        full = self.keys.get(key)
        return Odds(of_word if full is None else full, of_word, of_kind, full is not None)


@cache
def _tables() -> Tables:
    return msgspec.convert(load("attribution_words"), Tables)
