"""One name for another: people, bodies, peoples, places, points of the compass."""

from collections import Counter
from collections.abc import Iterator, Sequence

from sayso.link.mutations.names import is_same_name
from sayso.link.mutations.pairs import Change, Pair
from sayso.link.mutations.place import is_place, other_site
from sayso.link.mutations.vocabulary import known_words, listed, places, sides, time_classes
from sayso.link.mutations.words import Word
from sayso.link.nations import nation

# Where more words than this differ, the sentence was written anew around the name.
LONGEST_DIFFERENCE = 9
# So do more words than these that are no names.
MOST_TOLD = 1
# A line with this share of capitals is a headline, whose capitals name nothing.
HEADLINE = 0.6


def entity(pair: Pair) -> Iterator[Change]:
    """Yield the names of the sentence for which the copy has another name."""
    texts = pair.alignment.texts
    if _is_headline(texts[0], pair.a[pair.i0 : pair.i1]):
        return
    if _is_headline(texts[1], pair.b[pair.j0 : pair.j1]):
        return
    there = Counter(pair.b[j].norm for j in pair.gained)
    here = Counter(pair.a[i].norm for i in pair.lost)
    for each in pair.differences:
        if max(each.i1 - each.i0, each.j1 - each.j0) > LONGEST_DIFFERENCE:
            continue
        site = other_site(pair, each)
        if site is not None:
            yield site
            continue
        if _told(pair.a[each.i0 : each.i1]) or _told(pair.b[each.j0 : each.j1]):
            yield from _other_side(pair, each.i0, each.i1, each.j0, each.j1)
            continue
        old = [i for i in range(each.i0, each.i1) if _is_name(pair.a, i)]
        new = [j for j in range(each.j0, each.j1) if _is_name(pair.b, j)]
        old = [i for i in old if not there[pair.a[i].norm]]
        new = [j for j in new if not here[pair.b[j].norm]]
        if old and new and _differ([pair.a[i] for i in old], [pair.b[j] for j in new]):
            yield _swapped(old, new, _subtype(pair, old, new))
        else:
            yield from _other_side(pair, each.i0, each.i1, each.j0, each.j1)


def _told(words: Sequence[Word]) -> bool:
    """Whether more than a name stands there."""
    idle = listed("mutation_words", "function", "words")
    told = sum(not word.capital and word.norm not in idle for word in words)
    return told > MOST_TOLD


def _subtype(pair: Pair, old: Sequence[int], new: Sequence[int]) -> str:
    both = ((pair.a, old), (pair.b, new))
    texts = pair.alignment.texts
    if all(_is_nation(text, words, k) for text, (words, k) in zip(texts, both, strict=True)):
        return "nationality swapped"
    if all(is_place(words, k[0], _whole(words, k)) for words, k in both):
        return "place swapped"
    return "swapped"


def _whole(words: Sequence[Word], k: Sequence[int]) -> int:
    """Where a name ends of which only the beginning differs: North and South Selin."""
    stop = k[-1] + 1
    if len(k) == 1 and words[k[0]].norm in sides():
        while stop < len(words) and words[stop].capital and not words[stop].before:
            stop += 1
    return stop


def _is_nation(text: str, words: Sequence[Word], k: Sequence[int]) -> bool:
    span = words[k[0]].start, words[_whole(words, k) - 1].end
    return nation(text, span) == span


def _swapped(old: Sequence[int], new: Sequence[int], subtype: str = "swapped") -> Change:
    return Change(
        type="entity",
        subtype=subtype,
        i0=min(old),
        i1=max(old) + 1,
        j0=min(new),
        j1=max(new) + 1,
    )


def _other_side(pair: Pair, i0: int, i1: int, j0: int, j1: int) -> Iterator[Change]:
    rows = sides()
    for i in range(i0, i1):
        for j in range(j0, j1):
            one, other = pair.a[i].norm, pair.b[j].norm
            if one != other and one in rows and rows[one] == rows.get(other):
                yield _swapped([i], [j])


def _is_name(words: Sequence[Word], k: int) -> bool:
    word = words[k]
    if not word.capital or word.norm in time_classes():
        return False
    if word.norm in listed("mutation_words", "function", "words"):
        return False
    if not word.opens and not _after_mark(word):
        return True
    if word.norm in places():
        return True
    following = words[k + 1] if k + 1 < len(words) else None
    return (
        following is not None
        and following.capital
        and not following.before
        and not following.opens
        and following.norm not in time_classes()
    )


def _after_mark(word: Word) -> bool:
    return any(mark in word.before for mark in '"“‘:\n')


def _is_headline(text: str, words: Sequence[Word]) -> bool:
    if not words or text[words[-1].end : words[-1].end + 2].strip('"”’)')[:1] in (".", "!", ","):
        return False
    long = [word for word in words if len(word.text) > 3 and not word.digits]
    return len(long) > 3 and sum(word.capital for word in long) > HEADLINE * len(long)


def _differ(old: Sequence[Word], new: Sequence[Word]) -> bool:
    titles = listed("sources", "titles")
    if any(all(word.lower in titles for word in side) for side in (old, new)):
        # "Mr Dolin" is Marek Dolin.
        return False
    one, other = {_state(word.norm) for word in old}, {_state(word.norm) for word in new}
    if (
        one & other
        or one <= known_words() - set(places())
        or other <= known_words() - set(places())
    ):
        return bool(one - other) and bool(other - one) and _all_sides(one ^ other)
    first, second = [word.norm for word in old], [word.norm for word in new]
    states = places().get(" ".join(first)), places().get(" ".join(second))
    if all(states):
        return states[0] != states[1]
    return not is_same_name(first, second)


def _all_sides(norms: set[str]) -> bool:
    return all(norm in sides() for norm in norms)


def _state(norm: str) -> str:
    return places().get(norm, norm)
