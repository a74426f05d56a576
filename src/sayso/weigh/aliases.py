"""Other names of bodies, and of persons whose names come from another script."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from sayso.data import load
from sayso.weigh.bodies import KEPT, Body, body_of, fold

# Fewer consonants in common are those of too many names.
SHORTEST_LAST, SHORTEST_FIRST = 3, 5
_SPELLINGS = (
    ("ks", "x"), ("kh", "h"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("w", "v"), ("zh", "j"),
    ("dzh", "j"), ("tch", "ch"), ("tsch", "ch"), ("sch", "sh"), ("cz", "ch"), ("ts", "c"),
)  # fmt: skip


def known_as(body: Body) -> tuple[Body, ...]:
    """Return a body under the name that it is best known by, none where it has no other.

    >>> known_as(Body(words=("nis",), shown="NIS"))[0].shown
    "South Korea's National Intelligence Service"
    """
    by_name, by_words = _aliases()
    found = by_name.get(fold(body.shown)) or by_words.get((body.owner, frozenset(body.words)))
    return (found,) if found is not None and found != body else ()


@cache
def _aliases() -> tuple[Mapping[str, Body], Mapping[tuple[str | None, frozenset[str]], Body]]:
    by_name: dict[str, Body] = {}
    by_words: dict[tuple[str | None, frozenset[str]], Body] = {}
    for first, *others in load("weigh_aliases")["bodies"]["names"]:
        known = body_of(first)
        assert known is not None, first
        for name in (first, *others):
            by_name[fold(name)] = known
            body = body_of(name)
            if body is not None and body.owner is not None:
                by_words[body.owner, frozenset(body.words)] = known
    return by_name, by_words


def same_sound(a: str, b: str) -> bool:
    """Return whether two full names are one, written from another script in two ways.

    Where the last names are spelled alike, the first names must have much in common: "Jan Berg"
    is not "Jon Berg".

    >>> same_sound("Yusuf Haddad", "Youssef Hadad"), same_sound("Jan Berg", "Jon Berg")
    (True, False)
    """
    left, right = fold(a).split(), fold(b).split()
    if len(left) < 2 or len(right) < 2 or left == right:
        return False
    first, other_first = sound(left[0]), sound(right[0])
    last, other_last = sound(left[-1]), sound(right[-1])
    if first != other_first or last != other_last:
        return False
    if left[-1] == right[-1]:
        return len(first) >= SHORTEST_FIRST
    return len(last) >= SHORTEST_LAST


@lru_cache(maxsize=KEPT)
def sound(name: str) -> str:
    """Return the first letter and the consonants of a name, by what they sound like.

    >>> sound("Youssef") == sound("Yusuf")
    True
    """
    low = re.sub(r"[^a-z]", "", name.lower())
    for spelled, plain in _SPELLINGS:
        low = low.replace(spelled, plain)
    low = re.sub(r"(.)\1+", r"\1", low.replace("y", "i").replace("j", "i"))
    return low[:1] + re.sub(r"[aeiou]", "", low[1:])
