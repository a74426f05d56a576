"""Words between quotation marks that are other words in the copy."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from sayso.annotate.quotes import quotations
from sayso.link.mutations.alignment import NOISE, Difference
from sayso.link.mutations.pairs import Change, Pair
from sayso.link.mutations.vocabulary import listed
from sayso.link.mutations.words import Word
from sayso.model import Span

# Telling words put in or left out: one alone is a "meanwhile" or "on balance".
LEAST_ONE_SIDED = 2
# What an editor puts in brackets, or leaves out under dots, is owned up to.
_OWNED = ("[", "(", "…", "...")


def quotation(pair: Pair, lost: set[int], gained: set[int]) -> Iterator[Change]:
    """Yield the quotations of the sentence in which other words stand in the copy.

    `lost` and `gained` are the words that no other kind of change explains. A quotation that is
    cut short, or in which only small words differ, is left alone.
    """
    if not lost | gained or _is_scan(pair):
        return
    texts = pair.alignment.texts
    marks = _quoted(texts[0]), _quoted(texts[1])
    if not all(marks):
        return
    for one in marks[0]:
        inside = [each for each in pair.differences if _is_inside(pair.a, each.i0, each.i1, one)]
        altered = [
            each for each in inside if _is_altered(pair, each, (lost, gained), (one, marks[1]))
        ]
        if altered:
            first, last = altered[0], altered[-1]
            yield Change(
                type="quotation",
                subtype="altered",
                i0=first.i0,
                i1=last.i1,
                j0=first.j0,
                j1=last.j1,
            )


def _is_altered(
    pair: Pair,
    each: Difference,
    left: tuple[set[int], set[int]],
    quoted: tuple[Span, Sequence[Span]],
) -> bool:
    old = [i for i in range(each.i0, each.i1) if i in left[0] and _tells(pair.a[i])]
    new = [j for j in range(each.j0, each.j1) if j in left[1] and _tells(pair.b[j])]
    one, marks = quoted
    other = next((at for at in marks if _is_inside(pair.b, each.j0, each.j1, at)), None)
    if other is None or not ((old and new) or len(old) + len(new) >= LEAST_ONE_SIDED):
        return False
    texts = pair.alignment.texts
    if any(mark in texts[1][slice(*_around(pair.b, each.j0, each.j1, other))] for mark in _OWNED):
        return False
    at_end = _at_edge(pair.a, (each.i0, each.i1), one) or _at_edge(
        pair.b, (each.j0, each.j1), other
    )
    return bool(old and new) or not at_end


def _tells(word: Word) -> bool:
    """Whether the word says something by itself; "we're" doesn't."""
    stem = word.norm.replace("’", "'").partition("'")[0]
    return stem not in listed("mutation_words", "function", "words")


def _is_inside(words: Sequence[Word], k0: int, k1: int, at: Span) -> bool:
    """Whether the words, or the place between two words, stand between the marks."""
    start, end = _place(words, k0, k1)
    return at[0] <= start and end <= at[1]


def _place(words: Sequence[Word], k0: int, k1: int) -> Span:
    if k0 < k1:
        return words[k0].start, words[k1 - 1].end
    place = words[k0 - 1].end if k0 else words[0].start
    return place, place


def _around(words: Sequence[Word], k0: int, k1: int, at: Span) -> Span:
    """From the word before to the word behind, within the marks."""
    start = words[k0 - 1].end if k0 else at[0]
    end = words[k1].start if k1 < len(words) else at[1]
    return max(start, at[0] + 1), min(end, at[1] - 1)


def _at_edge(words: Sequence[Word], span: tuple[int, int], at: Span) -> bool:
    k0, k1 = span
    begins = k0 == 0 or words[k0 - 1].start < at[0]
    ends = k1 >= len(words) or words[k1].end > at[1]
    return begins or ends


def _is_scan(pair: Pair) -> bool:
    """Whether so many words are misread that one more says nothing."""
    both = [(i, j) for i, j in enumerate(pair.alignment.to_b) if j >= 0]
    misread = sum(pair.a[i].norm != pair.b[j].norm for i, j in both)
    return misread > NOISE * len(both)


@lru_cache(maxsize=64)
def _quoted(text: str) -> tuple[Span, ...]:
    return quotations(text)
