"""Sentences and clauses by which a writer holds back, dropped or added."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec
from rapidfuzz.fuzz import token_set_ratio

from sayso.annotate.sentences import sentences
from sayso.data import load
from sayso.link.mutations.alignment import Alignment
from sayso.link.mutations.pairs import Change, Pair
from sayso.link.mutations.passages import Stretch, sentence_spans
from sayso.link.mutations.vocabulary import listed
from sayso.link.mutations.words import words
from sayso.model import Span

# A longer sentence tells something of its own beside what it withholds.
LONGEST_CAVEAT = 34
# In a paragraph of its own a caveat that belongs to the one before it is shorter.
LONGEST_APART = 16
# Fewer words than these are no clause.
SHORTEST_CLAUSE = 4
# A sentence of which this share of words stands in the other text was not dropped.
KEPT = 0.5
# Characters between two sentences of which one follows the other: a blank line, and some reworded.
BETWEEN = 40
_ENDS = frozenset(".!?…\"”’')]")
# Letters by which "verified" and "verify" are one word.
STEM = 5
# Said again in other words (per cent of the words in common).
SAID_AGAIN = 80


class Missing(msgspec.Struct, frozen=True):
    """A sentence of one text, and the place in the other where it would stand.

    `cut` is true where what follows it is missing too: it may have gone with the rest.
    """

    start: int
    end: int
    place: int
    cut: bool


def is_caveat(sentence: str) -> bool:
    """Return whether the sentence holds back from what was told.

    >>> is_caveat("None of this could be checked with the harbour office.")
    True
    >>> is_caveat("The harbour office counted the boats again.")
    False
    """
    norms = [word.norm for word in words(sentence, 0, len(sentence))]
    if not 2 <= len(norms) <= LONGEST_CAVEAT:
        return False
    joined = " ".join(norms)
    return _pattern().search(joined) is not None and _notice().search(joined) is None


@cache
def _notice() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('mutation_caveats')['notices']['words'])})\b")


@cache
def _pattern() -> re.Pattern[str]:
    kinds = load("mutation_caveats").values()
    entries = [entry for kind in kinds if isinstance(kind, list) for entry in kind]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(entries)})(?![\w-])")


def kept_sentences(
    text: str, wide: Sequence[Stretch], alignments: Sequence[Alignment]
) -> dict[int, int]:
    """Return the sentences of the first text that the second has too, each by its number with the
    place where it ends in the second; an alignment covers what differs of its stretch."""
    spans = sentence_spans(text)
    starts = [start for start, _ in spans]
    kept: dict[int, int] = {}
    for each, alignment in zip(wide, alignments, strict=True):
        low = alignment.a[0].start if alignment.a else each.a1
        high = alignment.a[-1].end if alignment.a else each.a1
        for k in range(bisect_left(starts, each.a0), bisect_left(starts, each.a1)):
            end = spans[k][1]
            if end <= low:
                kept[k] = each.b0 + end - each.a0
            elif spans[k][0] >= high:
                kept[k] = each.b1 - (each.a1 - end)
    return kept | _matched(alignments)


def _matched(alignments: Sequence[Alignment]) -> dict[int, int]:
    matched: dict[int, tuple[int, int]] = {}
    counts: dict[int, int] = {}
    for alignment in alignments:
        for i, word in enumerate(alignment.a):
            counts[word.sentence] = counts.get(word.sentence, 0) + 1
            j = alignment.to_b[i]
            if j >= 0:
                common, place = matched.get(word.sentence, (0, 0))
                matched[word.sentence] = (common + 1, max(place, alignment.b[j].end))
    return {k: place for k, (common, place) in matched.items() if common >= KEPT * counts[k]}


def missing(texts: tuple[str, str], kept: Mapping[int, int]) -> Iterator[Missing]:
    """Yield the caveats of the first text that stand right behind a sentence that the second text
    has too, and are not in the second."""
    spans = sentence_spans(texts[0])
    last = max(kept, default=-1)
    for k in sorted(kept):
        n = k + 1
        while n < len(spans) and n not in kept and not _is_alone(spans, kept, k):
            start, end = spans[n]
            apart = "\n\n" in texts[0][spans[n - 1][1] : start]
            before = texts[0][spans[max(0, n - 2)][0] : start]
            if not is_caveat(texts[0][start:end]):
                break
            if apart and (n > last or not _speaks_of(texts[0][start:end], before)):
                break
            if not _said_near(texts, (start, end), kept[k]):
                yield Missing(start, end, _behind(texts[1], kept[k]), n + 1 not in kept)
            n += 1


def _behind(text: str, place: int) -> int:
    """The place behind the marks that end a sentence."""
    while place < len(text) and text[place] in _ENDS:
        place += 1
    return place


def _is_alone(spans: Sequence[Span], kept: Mapping[int, int], k: int) -> bool:
    """Whether the second text took a sentence alone out of the middle, among others of its own:
    that leaves out all that stands around it."""
    if k == 0 or k + 2 >= len(spans) or {k - 1, k + 1, k + 2} & kept.keys():
        return False
    before = max((j for j in kept if j < k), default=None)
    after = min((j for j in kept if j > k), default=None)
    return not any(
        0 <= kept[second] - (spans[second][1] - spans[second][0]) - kept[first] <= BETWEEN
        for first, second in ((before, k), (k, after))
        if first is not None and second is not None
    )


def _speaks_of(sentence: str, before: str) -> bool:
    """Whether a sentence in a paragraph of its own still speaks of what stands before it: it is
    short and names nothing new."""
    inside = list(words(sentence, 0, len(sentence)))
    known = {word.norm for word in words(before, 0, len(before))}
    return len(inside) <= LONGEST_APART and all(
        word.norm in known or not (word.capital or word.digits) for word in inside[1:]
    )


def _said_near(texts: tuple[str, str], span: Span, place: int) -> bool:
    near = texts[1][max(0, place - 400) : place + 600]
    sentence = texts[0][span[0] : span[1]]
    said = [near[s:e] for s, e in sentences(near)]
    return any(
        token_set_ratio(sentence.lower(), each.lower()) >= SAID_AGAIN
        or (_is_alike(sentence, each) and is_caveat(each))
        for each in said
    )


def _is_alike(one: str, other: str) -> bool:
    """Whether two caveats hold back from one thing: most telling words of the shorter are in the
    longer one."""
    first, second = _telling(one), _telling(other)
    return len(first & second) >= max(2, KEPT * min(len(first), len(second)))


def _telling(sentence: str) -> set[str]:
    idle = listed("mutation_words", "function", "words")
    found = (word.norm for word in words(sentence, 0, len(sentence)))
    return {norm[:STEM] for norm in found if norm not in idle and len(norm) > 2}


def clause(pair: Pair) -> Iterator[Change]:
    """Yield the caveats inside a sentence that came or went."""
    for each in pair.differences:
        old, new = each.i1 - each.i0, each.j1 - each.j0
        if old >= SHORTEST_CLAUSE > 2 * new and _is_caveat_at(pair, each.i0, each.i1):
            subtype = "dropped"
        elif new >= SHORTEST_CLAUSE > 2 * old and _is_caveat_at(pair.flipped(), each.j0, each.j1):
            subtype = "added"
        else:
            continue
        yield Change(type="caveat", subtype=subtype, i0=each.i0, i1=each.i1, j0=each.j0, j1=each.j1)


def _is_caveat_at(pair: Pair, i0: int, i1: int) -> bool:
    if pair.a[i0].norm in ("according", "citing", "quoting"):
        return False
    return is_caveat(pair.alignment.texts[0][pair.a[i0].start : pair.a[i1 - 1].end])
