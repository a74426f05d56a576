"""Two passages word by word: what is the same, and where they differ."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

from sayso.link.mutations.vocabulary import known_words
from sayso.link.mutations.words import Word

# Runs of words that stand once in either text hold the alignment: four words are seldom common to
# two sentences by chance.
ANCHOR = 4
# Between two anchors; a longer stretch without one is no passage that was copied.
LONGEST_STRETCH = 1500
# Two words this alike are one word misread or spelled otherwise (per cent of their letters).
MISSPELLED = 72
# Where more than this share of the words are misread, the copy went through a bad scan, and words
# need to be less alike to be one. A clean copy has under one in a hundred.
NOISE = 0.03
NOISY = 45
# A blank lost or put in parts one word, or two.
LONGEST_SPELLING = 3


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Words `i0:i1` of a that stand where b has its words `j0:j1`."""

    i0: int
    i1: int
    j0: int
    j1: int


class Alignment(msgspec.Struct, frozen=True, kw_only=True):
    """The words of two passages, which of them are the same, and the differences in order.

    `texts` are the texts that the words stand in; `to_b` and `to_a` give the place of the same
    word in the other passage, or -1.
    """

    texts: tuple[str, str]
    a: tuple[Word, ...]
    b: tuple[Word, ...]
    to_b: tuple[int, ...]
    to_a: tuple[int, ...]
    differences: tuple[Difference, ...]

    def flipped(self) -> "Alignment":
        """Return the same alignment seen from b."""
        return Alignment(
            texts=self.texts[::-1],
            a=self.b,
            b=self.a,
            to_b=self.to_a,
            to_a=self.to_b,
            differences=tuple(
                Difference(i0=each.j0, i1=each.j1, j0=each.i0, j1=each.i1)
                for each in self.differences
            ),
        )

    def across(self, i0: int, i1: int) -> tuple[int, int]:
        """Return the words of b that stand where a has its words `i0:i1`."""
        before = i0 - 1
        while before >= 0 and self.to_b[before] < 0:
            before -= 1
        after = i1
        while after < len(self.a) and self.to_b[after] < 0:
            after += 1
        first = self.to_b[before] + 1 if before >= 0 else 0
        stop = self.to_b[after] if after < len(self.a) else len(self.b)
        return first, max(first, stop)


def align(texts: tuple[str, str], a: Sequence[Word], b: Sequence[Word]) -> Alignment:
    """Return how the words of two passages stand to each other.

    >>> from sayso.link.mutations.words import words
    >>> one, two = "The dam held for 40 days.", "The dam held for about 40 days."
    >>> found = align((one, two), list(words(one, 0, 99)), list(words(two, 0, 99)))
    >>> [found.b[each.j0].text for each in found.differences]
    ['about']
    """
    to_b, to_a = [-1] * len(a), [-1] * len(b)
    same = list(_same(a, b, MISSPELLED))
    if sum(a[i].norm != b[j].norm for i, j in same) > NOISE * len(same):
        same = list(_same(a, b, NOISY))
    for i, j in same:
        to_b[i], to_a[j] = j, i
    for each in tuple(_differences(to_b, to_a)):
        if _joined_up(a[each.i0 : each.i1], b[each.j0 : each.j1]):
            to_b[each.i0 : each.i1] = [each.j0] * (each.i1 - each.i0)
            to_a[each.j0 : each.j1] = [each.i0] * (each.j1 - each.j0)
    return Alignment(
        texts=texts,
        a=tuple(a),
        b=tuple(b),
        to_b=tuple(to_b),
        to_a=tuple(to_a),
        differences=tuple(_differences(to_b, to_a)),
    )


def is_same_word(one: Word, other: Word, alike: float = MISSPELLED) -> bool:
    """Return whether two words are one, misread or spelled otherwise; figures never are.

    >>> from sayso.link.mutations.words import words
    >>> harbour, harbor, hatter = words("harbour harbor hatter", 0, 21)
    >>> is_same_word(harbour, harbor), is_same_word(harbour, hatter)
    (True, False)
    """
    if one.norm == other.norm:
        return True
    if one.digits or other.digits or (alike >= MISSPELLED and len(one.norm + other.norm) < 6):
        return False
    if one.norm in known_words() and other.norm in known_words():
        return False
    return max(ratio(one.norm, other.norm), ratio(one.lower, other.lower)) >= alike


def _same(a: Sequence[Word], b: Sequence[Word], alike: float) -> Iterator[tuple[int, int]]:
    first, second = [word.norm for word in a], [word.norm for word in b]
    i0 = j0 = 0
    for i, j in [*_anchors(first, second), (len(a), len(b))]:
        if i < i0 or j < j0:
            continue
        yield from _between(a[i0:i], b[j0:j], (i0, j0), alike)
        i0, j0 = i, j
        while i0 < len(a) and j0 < len(b) and first[i0] == second[j0]:
            yield i0, j0
            i0, j0 = i0 + 1, j0 + 1


def _between(
    a: Sequence[Word], b: Sequence[Word], first: tuple[int, int], alike: float
) -> Iterator[tuple[int, int]]:
    if max(len(a), len(b)) > LONGEST_STRETCH:
        return
    codes = Levenshtein.opcodes([word.norm for word in a], [word.norm for word in b])
    for code in codes:
        i, j = code.src_start, code.dest_start
        for k in range(min(code.src_end - i, code.dest_end - j)):
            if code.tag == "equal" or is_same_word(a[i + k], b[j + k], alike):
                yield first[0] + i + k, first[1] + j + k


def _joined_up(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether the words differ in their spelling only, or in where a blank was put."""
    if not 0 < len(one) <= LONGEST_SPELLING or not 0 < len(other) <= LONGEST_SPELLING:
        return False
    if len(one) == len(other) == 1 or any(word.digits for word in (*one, *other)):
        return False
    first, second = ("".join(word.lower for word in side) for side in (one, other))
    if first == second:
        return True
    if all(any(word.norm in known_words() for word in side) for side in (one, other)):
        return False
    return ratio(first, second) >= MISSPELLED


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """The longest run of unique shingles that stand in one order in both."""
    first, second = _once(a), _once(b)
    pairs = sorted((i, second[key]) for key, i in first.items() if key in second)
    ends: list[int] = []
    last: list[int] = []
    back: list[int] = []
    for n, (_, j) in enumerate(pairs):
        k = bisect_left(ends, j)
        back.append(last[k - 1] if k else -1)
        if k == len(ends):
            ends.append(j)
            last.append(n)
        else:
            ends[k], last[k] = j, n
    chain: list[tuple[int, int]] = []
    n = last[-1] if last else -1
    while n >= 0:
        chain.append(pairs[n])
        n = back[n]
    return chain[::-1]


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for i in range(len(words) - ANCHOR + 1):
        key = tuple(words[i : i + ANCHOR])
        found[key] = -1 if key in found else i
    return {key: i for key, i in found.items() if i >= 0}


def _differences(to_b: Sequence[int], to_a: Sequence[int]) -> Iterator[Difference]:
    i = j = 0
    while i < len(to_b) or j < len(to_a):
        i1, j1 = i, j
        while i1 < len(to_b) and to_b[i1] < 0:
            i1 += 1
        while j1 < len(to_a) and to_a[j1] < 0:
            j1 += 1
        if i1 > i or j1 > j:
            yield Difference(i0=i, i1=i1, j0=j, j1=j1)
        i, j = i1 + 1, j1 + 1
