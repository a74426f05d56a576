"""Words that soften or harden a statement and came, went or changed."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec

from sayso.data import load
from sayso.link.mutations.pairs import Change, Pair
from sayso.link.mutations.vocabulary import listed
from sayso.link.mutations.words import Word

# More words than these put in with a "may" are a clause of their own.
LONGEST_INSERTION = 7
# More words than these that tell something came or went with it: so did the statement.
MOST_TOLD = 1
# From "perhaps" to "beyond doubt".
_FIRMNESS = {"weak": 0, "likely": 1, "plain": 2, "firm": 3}
_PLAIN = 2


class _Softened(msgspec.Struct, frozen=True):
    """A wording with its firmness and its place."""

    i0: int
    i1: int
    firmness: int


def hedge(pair: Pair) -> Iterator[Change]:
    """Yield the wordings of the sentence that are put more or less firmly in the copy."""
    olds = _found(pair.a, pair.i0, pair.i1, frozenset(pair.lost))
    news = _found(pair.b, pair.j0, pair.j1, frozenset(pair.gained))
    for each in pair.differences:
        old = [x for x in olds if x.i0 < each.i1 and each.i0 < x.i1]
        new = [x for x in news if x.i0 < each.j1 and each.j0 < x.i1]
        if not old and not new:
            continue
        before = min((x.firmness for x in old), default=_PLAIN)
        after = min((x.firmness for x in new), default=_PLAIN)
        if min(before, after) == _PLAIN:
            before = max((x.firmness for x in old), default=_PLAIN)
            after = max((x.firmness for x in new), default=_PLAIN)
        if before == after or _elsewhere(olds, news, old, new):
            continue
        if abs((each.i1 - each.i0) - (each.j1 - each.j0)) > LONGEST_INSERTION:
            continue
        if _told(pair.a, each.i0, each.i1, old) > MOST_TOLD + len(new):
            continue
        if _told(pair.b, each.j0, each.j1, new) > MOST_TOLD + len(old):
            continue
        yield Change(
            type="hedge",
            subtype=_of_number(pair, old, new) or _subtype(before, after),
            i0=max(pair.i0, min([each.i0, *(x.i0 for x in old)]) - 1),
            i1=min(pair.i1, max([each.i1, *(x.i1 for x in old)]) + 1),
            j0=max(pair.j0, min([each.j0, *(x.i0 for x in new)]) - 1),
            j1=min(pair.j1, max([each.j1, *(x.i1 for x in new)]) + 1),
        )


def _told(words: Sequence[Word], k0: int, k1: int, softened: Sequence[_Softened]) -> int:
    """How many words beside the softening ones tell something."""
    taken = {k for each in softened for k in range(each.i0, each.i1)}
    idle = listed("mutation_words", "function", "words")
    return sum(k not in taken and words[k].norm not in idle for k in range(k0, k1))


def _subtype(before: int, after: int) -> str:
    if after == _PLAIN and before < _PLAIN:
        return "dropped"
    if before == _PLAIN and after < _PLAIN:
        return "added"
    return "strengthened" if after > before else "weakened"


def _of_number(pair: Pair, old: Sequence[_Softened], new: Sequence[_Softened]) -> str | None:
    """What came or went where it was a number's "at a minimum" or "or thereabouts"."""
    if bool(old) == bool(new):
        return None
    words, found = (pair.a, old) if old else (pair.b, new)
    for each in found:
        phrase = " ".join(word.norm for word in words[each.i0 : each.i1])
        for part in ("bound", "approximation"):
            if phrase in listed("mutation_hedges", part):
                return f"{part} {'lost' if old else 'added'}"
    return None


def _elsewhere(
    olds: Sequence[_Softened],
    news: Sequence[_Softened],
    old: Sequence[_Softened],
    new: Sequence[_Softened],
) -> bool:
    """Whether what went here came there in the same sentence: it only moved."""
    rest_old = sorted(x.firmness for x in olds if x not in old and x.firmness != _PLAIN)
    rest_new = sorted(x.firmness for x in news if x not in new and x.firmness != _PLAIN)
    here_old = sorted(x.firmness for x in old if x.firmness != _PLAIN)
    here_new = sorted(x.firmness for x in new if x.firmness != _PLAIN)
    return (bool(here_old) and not here_new and here_old == rest_new) or (
        bool(here_new) and not here_old and here_new == rest_old
    )


def _found(words: Sequence[Word], k0: int, k1: int, changed: frozenset[int]) -> list[_Softened]:
    """The wordings between `k0` and `k1` that hold a changed word."""
    phrases, longest = _phrases()
    idle = listed("mutation_words", "function", "words")
    found: list[_Softened] = []
    near = {i - back for i in changed for back in range(longest)}
    k = k0
    while k < k1:
        if k not in near:
            k += 1
            continue
        for size in range(min(longest, k1 - k), 0, -1):
            key = " ".join(word.norm for word in words[k : k + size])
            firmness = phrases.get(key)
            if firmness is None or _is_month(words[k], key) or _is_noun(words, k, key):
                continue
            telling = [i for i in range(k, k + size) if words[i].norm not in idle]
            if any(i in changed for i in telling or range(k, k + size)):
                found.append(_Softened(k, k + size, firmness))
            k += size
            break
        else:
            k += 1
    return found


def _is_noun(words: Sequence[Word], k: int, key: str) -> bool:
    """ "A great deal of fear" softens nothing."""
    before = words[k - 1].norm if k else ""
    return key in listed("mutation_hedges", "nouns") and before in listed(
        "mutation_hedges", "before_nouns"
    )


def _is_month(word: Word, key: str) -> bool:
    return key == "may" and word.capital and not word.opens


@cache
def _phrases() -> tuple[Mapping[str, int], int]:
    table = load("mutation_hedges")
    found = {phrase: value for kind, value in _FIRMNESS.items() for phrase in table[kind]}
    found |= dict.fromkeys((*table["bound"], *table["approximation"]), _FIRMNESS["weak"])
    return found, max(len(phrase.split()) for phrase in found)
