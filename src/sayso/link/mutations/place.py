"""Names and words that say where: another of them in the copy is another place."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from sayso.data import load
from sayso.link.mutations.alignment import Difference
from sayso.link.mutations.pairs import Change, Pair
from sayso.link.mutations.vocabulary import listed, places, sides
from sayso.link.mutations.words import Word

# Words between a preposition and the noun of its place: "in a disused railway station".
LONGEST_SITE = 4
# Longer names after "in" are of bodies and works.
LONGEST_NAME = 3


def is_place(words: Sequence[Word], k0: int, k1: int) -> bool:
    """Return whether the name in the words `k0:k1` is that of a place, by its words and by what
    stands before it.

    >>> from sayso.link.mutations.words import words
    >>> told = list(words("Oram left Velmar for the Orla hills in May", 0, 99))
    >>> [is_place(told, *span) for span in ((0, 1), (2, 3), (5, 7))]
    [False, True, True]
    """
    norms = [word.norm for word in words[k0:k1]]
    if listed("sources", "bodies").intersection(norms):
        return False
    if (_parts() - set(sides())) & {norms[0], norms[-1]} or " ".join(norms) in _states():
        return True
    before = [word.norm for word in words[max(0, k0 - 3) : k0]]
    while before and before[-1] in ("the", *_parts()):
        before.pop()
    if not before or k1 - k0 > LONGEST_NAME:
        return False
    if before[-1] in listed("mutation_sites", "before"):
        return True
    if before[-1] == "of":
        return bool(_parts().intersection(before) or _of_place().intersection(before))
    return k1 - k0 == 1 and before[-1] in listed("mutation_sites", "before_single")


def other_site(pair: Pair, each: Difference) -> Change | None:
    """Return the change of "near the bus depot" to "near the cattle market", null where there is
    none."""
    old = _site(pair.a, each.i0, each.i1)
    new = _site(pair.b, each.j0, each.j1)
    if old is None or new is None or _kind(pair.a[old]) == _kind(pair.b[new]):
        return None
    if not (_stands_where(pair.a, old) and _stands_where(pair.b, new)):
        return None
    return Change(
        type="entity",
        subtype="place swapped",
        i0=each.i0,
        i1=each.i1,
        j0=each.j0,
        j1=each.j1,
    )


def _site(words: Sequence[Word], k0: int, k1: int) -> int | None:
    return next((k for k in reversed(range(k0, k1)) if _kind(words[k]) is not None), None)


def _kind(word: Word) -> str | None:
    return _sites().get(word.norm) or _sites().get(word.norm.rstrip("s"))


def _stands_where(words: Sequence[Word], k: int) -> bool:
    """Whether a preposition of place stands before the noun, with no other noun's "of" between."""
    for word in _before(words, k):
        if word.norm in listed("mutation_sites", "before"):
            return True
        if word.norm in ("of", "and", "or") or word.before:
            return False
    return False


def _before(words: Sequence[Word], k: int) -> Iterator[Word]:
    yield from reversed(words[max(0, k - 1 - LONGEST_SITE) : k])


@cache
def _sites() -> Mapping[str, str]:
    return {word: name for name, ws in load("mutation_sites")["sites"].items() for word in ws}


@cache
def _parts() -> frozenset[str]:
    return listed("mutation_sites", "parts")


@cache
def _of_place() -> frozenset[str]:
    return listed("mutation_sites", "of_place")


@cache
def _states() -> frozenset[str]:
    """Names of states and capitals, without those of their people."""
    names = {*load("mutation_places")["states"], *load("sources")["states"]}
    return frozenset(name.lower() for name in names) & frozenset(places())
