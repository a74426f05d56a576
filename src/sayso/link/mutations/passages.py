"""Copied passages as wider stretches of whole sentences, side by side."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from sayso.annotate.sentences import sentences
from sayso.link.mutations.words import Word, words
from sayso.model import Passage, Span

# A passage found by its shared words ends where a word was changed; the rest of the sentence,
# to about twenty words, belongs to it where both texts have a rest.
LONGEST_REST = 140
# Two passages with less than a paragraph between them are one copy with something changed there.
SHORT_GAP = 700
# A text that repeats itself is in many passages; each of its words is read so often at most.
MOST_READ = 3
# Sentences read before and behind the first and the last that differ.
CONTEXT = 2
# The longest live pages have some 100,000 characters; what goes on after twice that is a dump.
LONGEST_READ = 200_000
# Nobody writes a longer one; it is a list or debris.
LONGEST_SENTENCE = 20_000


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """Whole sentences of a beside whole sentences of b."""

    a0: int
    a1: int
    b0: int
    b1: int


def stretches(a: str, b: str, passages: Sequence[Passage]) -> tuple[Stretch, ...]:
    """Return the passages widened to sentences and joined over short gaps, in the order of a.

    >>> one, two = "At least 14 men were found. Rain fell.", "About 14 men were found."
    >>> [(each.a0, each.a1) for each in stretches(one, two, [(9, 27, 6, 24)])]
    [(0, 27)]
    """
    found: list[Stretch] = []
    left = MOST_READ * (len(a) + len(b))
    for passage in sorted(set(passages)):
        a0, a1, b0, b1 = passage
        left -= a1 - a0 + b1 - b0
        if 0 <= a0 < a1 <= len(a) and 0 <= b0 < b1 <= len(b) and left >= 0:
            found.append(_widened(a, b, passage))
    return tuple(_joined(found))


def unlike(a: str, b: str, each: Stretch) -> Stretch | None:
    """Return the part of a stretch outside of which both texts are the same, letter by letter,
    with a sentence or two around it; null where all is the same.

    >>> one, two = "Rain. Snow. Hail fell. Two drowned.", "Rain. Snow. Hail fell. Ten drowned."
    >>> unlike(one, two, Stretch(a0=0, a1=35, b0=0, b1=35))
    Stretch(a0=6, a1=35, b0=6, b1=35)
    """
    one, two = a[each.a0 : each.a1], b[each.b0 : each.b1]
    if one == two:
        return None
    ahead = _common(one, two)
    behind = min(_common(one[::-1], two[::-1]), len(one) - ahead, len(two) - ahead)
    spans, starts = _sentences(a)
    first = bisect_right(starts, each.a0 + ahead) - 1 - CONTEXT
    last = bisect_right(starts, each.a1 - behind) - 1 + CONTEXT
    low = max(0, spans[first][0] - each.a0) if first > 0 else 0
    high = max(0, each.a1 - spans[last][1]) if last < len(spans) else 0
    low, high = (low if low <= ahead else 0), (high if high <= behind else 0)
    return Stretch(a0=each.a0 + low, a1=each.a1 - high, b0=each.b0 + low, b1=each.b1 - high)


def _common(one: str, two: str) -> int:
    """How many letters both begin with."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == two[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def spoken(text: str, start: int, end: int) -> Iterator[Word]:
    """Yield the words of `text[start:end]` with the number of their sentence in the text."""
    spans, starts = _sentences(text)
    k = max(0, bisect_right(starts, start) - 1)
    end = min(end, start + LONGEST_READ)
    while k < len(spans) and spans[k][0] < end:
        for word in _sentence(text, k):
            if start <= word.start and word.end <= end:
                yield word
        k += 1


def sentence_spans(text: str) -> tuple[Span, ...]:
    return _sentences(text)[0]


@lru_cache(maxsize=4096)
def _sentence(text: str, k: int) -> tuple[Word, ...]:
    start, end = _sentences(text)[0][k]
    found = words(text, start, min(end, start + LONGEST_SENTENCE))
    return tuple(
        msgspec.structs.replace(word, sentence=k, opens=n == 0) for n, word in enumerate(found)
    )


# An article stands in many copies; its sentences are the same in all of them.
@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[tuple[Span, ...], tuple[int, ...]]:
    spans = sentences(text)
    return spans, tuple(start for start, _ in spans)


def _widened(a: str, b: str, passage: Passage) -> Stretch:
    a0, a1, b0, b1 = passage
    sa, sb = _bounds(a, a0, a1), _bounds(b, b0, b1)
    if a0 - sa[0] <= LONGEST_REST and b0 - sb[0] <= LONGEST_REST:
        a0, b0 = sa[0], sb[0]
    if sa[1] - a1 <= LONGEST_REST and sb[1] - b1 <= LONGEST_REST:
        a1, b1 = sa[1], sb[1]
    return Stretch(a0=a0, a1=a1, b0=b0, b1=b1)


def _bounds(text: str, start: int, end: int) -> Span:
    spans, starts = _sentences(text)
    first = max(0, bisect_right(starts, start) - 1)
    last = max(0, bisect_right(starts, end - 1) - 1)
    if not spans:
        return start, end
    return min(start, spans[first][0]), max(end, spans[last][1])


def _joined(found: Sequence[Stretch]) -> Iterator[Stretch]:
    held: Stretch | None = None
    for each in found:
        if held is None:
            held = each
        elif _follows(held, each):
            held = Stretch(
                a0=held.a0, a1=max(held.a1, each.a1), b0=held.b0, b1=max(held.b1, each.b1)
            )
        else:
            yield held
            held = each
    if held is not None:
        yield held


def _follows(one: Stretch, other: Stretch) -> bool:
    gap_a, gap_b = other.a0 - one.a1, other.b0 - one.b1
    return (
        other.a0 >= one.a0
        and other.b0 >= one.b0
        and max(gap_a, gap_b) <= SHORT_GAP
        and min(gap_a, gap_b) >= -LONGEST_REST
    )
