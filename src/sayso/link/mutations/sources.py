"""Where a sentence says on whose word it stands: "according to X", "X said", "said X"."""

from collections.abc import Sequence
from functools import cache

import msgspec

from sayso.annotate.attributions.cues import base
from sayso.data import load
from sayso.link.mutations.vocabulary import listed
from sayso.link.mutations.words import Word

# A source is seldom named with more words on one side of its verb.
LONGEST_SOURCE = 12
_CITING = frozenset(("citing", "quoting"))


class Source(msgspec.Struct, frozen=True):
    """A cue at word `cue` and the words `i0:i1` that say whose word it is."""

    cue: int
    i0: int
    i1: int


def sources(words: Sequence[Word], k0: int, k1: int) -> list[Source]:
    """Return the sources named between `k0` and `k1`, in the order of their cues.

    >>> from sayso.link.mutations.words import words
    >>> told = list(words("The dam held, said Ilse Oram, citing the log.", 0, 99))
    >>> [[word.text for word in told[each.i0 : each.i1]] for each in sources(told, 0, len(told))]
    [['Ilse', 'Oram'], ['the', 'log']]
    """
    found = []
    for k in range(k0, k1):
        word = words[k]
        if (word.norm == "according" and k + 1 < k1 and words[k + 1].norm == "to") or _is_voice(
            words, k, k1
        ):
            source = Source(k, *_right(words, k + 2, k1))
        elif word.norm in _CITING and k + 1 < k1:
            source = Source(k, *_right(words, k + 1, k1))
        elif not _is_cue(words, k, k1):
            source = _remark(words, k, k0, k1)
        elif k > k0 and _parts(words[k].before) and not _is_verb_of_left(words, k):
            source = Source(k, *_right(words, k + 1, k1))
        else:
            source = Source(k, *_left(words, k, k0))
        if source.i1 > source.i0:
            found.append(source)
    return found


def _is_voice(words: Sequence[Word], k: int, k1: int) -> bool:
    """ "In the words of the mayor"."""
    return (
        words[k].norm in listed("mutation_sources", "voices")
        and 1 < k < k1 - 2
        and (words[k - 2].norm, words[k - 1].norm, words[k + 1].norm) == ("in", "the", "of")
    )


def _is_cue(words: Sequence[Word], k: int, k1: int) -> bool:
    norm, before = words[k].norm, words[k - 1].norm if k else ""
    if not words[k].before:
        if before in listed("mutation_sources", "never_before_cue"):
            return False
        if norm in listed("mutation_sources", "nouns") and before in _beside_nouns():
            return False
    if norm in listed("mutation_sources", "cues"):
        return True
    following = words[k + 1].norm if k + 1 < k1 else ""
    if norm in listed("mutation_sources", "cues_with_that"):
        return following == "that" or _parts(words[k].before)
    if norm == base(norm) or base(norm) not in words_of_saying():
        return False
    return following == "that"


@cache
def _beside_nouns() -> frozenset[str]:
    return listed("mutation_sources", "beside_nouns")


def _remark(words: Sequence[Word], k: int, k0: int, k1: int) -> Source:
    """ "The mine was unsafe, the inspectorate found": a verb that needs a "that" elsewhere."""
    norm = words[k].norm
    closes = k + 1 >= k1 or words[k + 1].opens or _parts(words[k + 1].before)
    if not closes or (
        norm not in listed("mutation_sources", "cues_with_that")
        and (norm == base(norm) or base(norm) not in words_of_saying())
    ):
        return Source(k, k, k)
    i0, i1 = _left(words, k, k0)
    return Source(k, i0, i1 if i0 > k0 and "," in words[i0].before else i0)


@cache
def words_of_saying() -> frozenset[str]:
    return frozenset(load("cues")["clause"]["saying"])


def _parts(marks: str) -> bool:
    return any(mark in marks for mark in ",;\"”’'—–-")


def _is_verb_of_left(words: Sequence[Word], k: int) -> bool:
    """After a bracketed remark the verb still belongs to what stands before it."""
    following = words[k + 1] if k + 1 < len(words) else None
    if following is None or following.opens or following.before or following.norm in _stops():
        return True
    # "Oram, the mayor, said the dam had held": what follows has a verb of its own.
    _, stop = _right(words, k + 1, len(words))
    return (
        stop < len(words)
        and not words[stop].before
        and not words[stop].opens
        and words[stop].norm in listed("mutation_sources", "verbs")
    )


@cache
def _stops() -> frozenset[str]:
    return listed("mutation_sources", "stops")


def _right(words: Sequence[Word], k: int, k1: int) -> tuple[int, int]:
    stop = k
    while stop < min(k1, k + LONGEST_SOURCE):
        word = words[stop]
        if stop > k and (word.opens or word.before.strip("'’") or word.norm in _stops()):
            break
        stop += 1
    return k, stop


def _left(words: Sequence[Word], k: int, k0: int) -> tuple[int, int]:
    stop = k
    while stop > k0 and words[stop - 1].norm in listed("mutation_sources", "beside_cue"):
        stop -= 1
    stop = _before_clause(words, stop, k0)
    first = _back(words, stop, k0)
    if first > k0 and words[k].before == "," and words[first].before == ",":
        # "Oram, the mayor of Velmar, said": the name stands before the remark.
        outer = _back(words, first, k0)
        return outer, first if words[first].norm in _CITING else stop
    return first, stop


def _back(words: Sequence[Word], stop: int, k0: int) -> int:
    first = stop
    while first > max(k0, stop - LONGEST_SOURCE):
        if words[first - 1].norm in _stops():
            break
        first -= 1
        if words[first].opens or words[first].before.strip("'’<(&$"):
            break
    return first


def _before_clause(words: Sequence[Word], stop: int, k0: int) -> int:
    """ "A person who was there said": the source ends before "who"."""
    for k in range(stop - 1, max(k0, stop - LONGEST_SOURCE), -1):
        if words[k].norm == "who" and not words[k].before:
            return k
        if words[k].before:
            break
    return stop
