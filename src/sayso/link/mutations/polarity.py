"""What was denied and is now said, and the other way round."""

from collections.abc import Iterator, Sequence

from sayso.link.mutations.alignment import Difference
from sayso.link.mutations.pairs import Change, Pair
from sayso.link.mutations.vocabulary import contraries, known_words, listed
from sayso.link.mutations.words import Word

# More words than these put in with a "not" are a clause of their own.
LONGEST_INSERTION = 5


def polarity(pair: Pair) -> Iterator[Change]:
    """Yield the negations of the sentence that came or went, and words turned to the contrary."""
    turned = list(_contrary(pair))
    yield from turned
    if turned:
        return
    lost = _negations(pair.a, pair.lost)
    gained = _negations(pair.b, pair.gained)
    if lost and not gained and not _negative(pair.b, pair.gained):
        yield from _moved(pair, lost, "negation lost")
    elif gained and not lost and not _negative(pair.a, pair.lost):
        back = pair.flipped()
        yield from (each.flipped() for each in _moved(back, gained, "negated"))


def _negations(words: Sequence[Word], places: Sequence[int]) -> list[int]:
    found = []
    for k in places:
        if words[k].norm not in listed("mutation_words", "negation", "words"):
            continue
        following = words[k + 1].norm if k + 1 < len(words) else ""
        if following in listed("mutation_words", "negation", "idle_after"):
            continue
        then = words[k + 2].norm if k + 2 < len(words) else ""
        if following == "longer" and then == "than":
            continue
        if words[k].norm == "no" and (words[k].capital and following[:1].isdigit()):
            continue
        found.append(k)
    return found


def _negative(words: Sequence[Word], places: Sequence[int]) -> bool:
    negative = listed("mutation_words", "negation", "negative")
    return any(
        words[k].norm in negative or words[k].norm.startswith(("un", "non", "dis")) for k in places
    )


def _moved(pair: Pair, lost: Sequence[int], subtype: str) -> Iterator[Change]:
    for k in lost:
        each = next(each for each in pair.differences if each.i0 <= k < each.i1)
        if each.i1 - each.i0 > LONGEST_INSERTION + (each.j1 - each.j0):
            continue
        if _is_wording(pair, each, k):
            continue
        if any(word.norm == "but" for word in pair.a[k : each.i1]):
            # "Not one man but two" tells the same as "two men".
            continue
        if _is_single(each) and _is_garbled(pair.b[each.j0]):
            continue
        i0, i1 = max(pair.i0, each.i0 - 1), min(pair.i1, each.i1 + 1)
        j0, j1 = max(pair.j0, each.j0 - 1), min(pair.j1, each.j1 + 1)
        yield Change(type="polarity", subtype=subtype, i0=i0, i1=i1, j0=j0, j1=j1)
        return


def _is_wording(pair: Pair, each: Difference, k: int) -> bool:
    """Whether another telling word stands in the place of a negation that is part of a wording."""
    idle = listed("mutation_words", "function", "words")
    return pair.a[k].norm in listed("mutation_words", "negation", "wordings") and any(
        pair.b[j].norm not in idle for j in pair.gained
    )


def _is_garbled(word: Word) -> bool:
    """Whether a short word that nobody uses stands where "not" was."""
    return len(word.norm) <= 3 and not word.digits and word.norm not in known_words()


def _contrary(pair: Pair) -> Iterator[Change]:
    for each in pair.differences:
        for i in range(each.i0, each.i1):
            for j in range(each.j0, each.j1):
                if (
                    _turns(pair.a[i].norm, pair.b[j].norm)
                    and not _balanced(pair, i, j)
                    and (_is_single(each) or not _weak() & {pair.a[i].norm, pair.b[j].norm})
                ):
                    yield Change(type="polarity", subtype="turned", i0=i, i1=i + 1, j0=j, j1=j + 1)


def _is_single(each: Difference) -> bool:
    return each.i1 - each.i0 == each.j1 - each.j0 == 1


def _weak() -> frozenset[str]:
    return listed("mutation_words", "contrary", "weak")


def _turns(one: str, other: str) -> bool:
    if frozenset((one, other)) in contraries():
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < 4 or not long.endswith(short):
        return False
    return long[: -len(short)] in listed("mutation_words", "contrary", "prefixes")


def _balanced(pair: Pair, i: int, j: int) -> bool:
    """Whether a negation came or went beside it: "did not accept" for "rejected"."""
    lost = _negations(pair.a, [k for k in pair.lost if abs(k - i) <= 3])
    gained = _negations(pair.b, [k for k in pair.gained if abs(k - j) <= 3])
    return bool(lost) != bool(gained)
