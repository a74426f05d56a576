"""What a stretch of text is about: its words, cut to what two tellings of one thing share."""

import re
from functools import cache, lru_cache

from sayso.data import load

_WORD = re.compile(r"[^\W\d_][\w’'.-]*[^\W_]|[^\W\d_]")
# Longer stretches than a sentence say too many things to be compared.
LONGEST = 1200
# "Korean", "Aldenian" tell of the place; the shortest name that is cut back so.
_SHORTEST_NAME = 5


@cache
def _alike() -> dict[str, str]:
    table: dict[str, list[str]] = load("weigh_claims_stems")["alike"]
    return {stem(word): first for first, words in table.items() for word in [first, *words]}


@cache
def _stopped() -> frozenset[str]:
    words: list[str] = load("weigh_claims_stems")["stop"]
    return frozenset(words) | {stem(word) for word in words}


def stem(word: str) -> str:
    """Return a word without its ending, so that the forms of one word become one.

    >>> [stem(word) for word in ("injured", "injuring", "homes", "ferries", "Orle's")]
    ['injur', 'injur', 'hom', 'ferr', 'orl']
    >>> stem("destroyed") == stem("destroy")
    True
    """
    low = re.sub(r"[’']s?$", "", word.lower()).replace("’", "'").replace(".", "")
    for ending in ("ies", "ied", "ing", "ed", "es", "s", "ly", "y", "e"):
        if low.endswith(ending) and len(low) - len(ending) >= 3 and not low.endswith("ss"):
            # "destroying" as "destroy"
            return (
                low[: -len(ending)].removesuffix("y")
                if ending in ("ing", "ed")
                else low[: -len(ending)]
            )
    return low


def name_stem(word: str) -> str:
    """Return a name without what makes it an adjective.

    >>> name_stem("Serbian") == name_stem("Serbia"), name_stem("Lunde's")
    (True, 'lund')
    """
    low = re.sub(r"[’']s?$", "", word.lower()).replace(".", "")
    if len(low) < _SHORTEST_NAME:
        return low
    return re.sub(r"(?:ians?|eans?|ans?|ns?|ese|ish|ia|ea|a|e|i|y|s)$", "", low) or low


@cache
def _stem_of(word: str) -> str | None:
    word = re.sub(r"[’']s?$", "", word) or word
    short = stem(word)
    if word[0].isupper() and word.lower() not in _stopped() and short not in _alike():
        return name_stem(word)
    if word.lower() in _stopped() or short in _stopped():
        return None
    return _alike().get(short, short)


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """Return what the words of a sentence come to: no endings, no small words, no numbers.

    >>> sorted(stems("Two more soldiers were sent to Serbia, the ministry said."))
    ['deploy', 'ministr', 'more', 'serb', 'troop', 'two']
    """
    found = {_stem_of(match.group()) for match in _WORD.finditer(text[:LONGEST])}
    return frozenset(each for each in found if each)
