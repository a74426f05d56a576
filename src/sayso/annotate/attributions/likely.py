"""How likely each candidate is an attribution, and which are likely enough for a profile."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import msgspec

from sayso.annotate.attributions.candidates import Candidate
from sayso.annotate.attributions.chains import parents, place
from sayso.annotate.attributions.lexicon import odds
from sayso.annotate.attributions.traits import OF_SENTENCE, OF_TEXT, RULES, of_text
from sayso.annotate.quotes import Quoted
from sayso.data import load
from sayso.model import Profile, Span
from sayso.trees import Trees, likelihoods, trees

OF_WORDS = ("word and frame", "word", "frame", "word and frame known")
NAMES = (*OF_SENTENCE, *OF_TEXT, *OF_WORDS)
# What an attitude that another tells of is judged as, as the corpus marks none.
_BY_ITSELF = {
    OF_SENTENCE.index(name): value
    for name, value in (("under saying", 0.0), ("is ccomp", 0.0), ("is ROOT", 1.0))
}
_NO_PARSE = (0.0,) * len(OF_SENTENCE)


class Bar(msgspec.Struct, frozen=True):
    """How likely a candidate must be: one that the rules call a statement, and any other."""

    statement: float
    other: float


# `balanced` is where F1 was highest on folds of the training articles; a statement, of which a
# missed one costs a ledger more than a false one, is kept from less. `precise` is where nine of
# ten were right there.
BARS: Mapping[Profile, Bar] = {
    "balanced": Bar(statement=0.2, other=0.36),
    "precise": Bar(statement=0.7, other=0.7),
}
# An attitude that another tells of; the corpus marks none of these.
OF_ANOTHER = 0.5
# Two that share more of their words than this say the same.
SAME = 0.5
NEAR = 600  # characters: a sentence and a half
MOST_NEAR = 40


def chosen(
    text: str, found: Sequence[Candidate], quoted: Quoted, profile: Profile
) -> list[Candidate]:
    """Return the candidates that are likely enough, of those that say the same the likeliest."""
    if not found:
        return []
    likely = how_likely(text, found, quoted)
    return likely_enough(found, likely, beyond_doubt(found, quoted), BARS[profile])


def likely_enough(
    found: Sequence[Candidate], likely: Sequence[float], certain: frozenset[int], bar: Bar
) -> list[Candidate]:
    """Return the candidates above a bar, given how likely each is, and those beyond doubt."""
    kept: list[Candidate] = []
    heads: set[int] = set()
    near: list[tuple[int, int]] = []
    for i in sorted(range(len(found)), key=lambda i: (not found[i].strong, -likely[i], i)):
        each = found[i]
        least = max(bar.other, OF_ANOTHER) if each.nested else bar.other
        if i not in certain and likely[i] < (bar.statement if each.strong else least):
            continue
        if not each.strong and i not in certain:
            at = place(each)
            low = bisect_left(near, (at - NEAR, 0))
            beside = near[low : bisect_left(near, (at + NEAR, 0))][:MOST_NEAR]
            if each.head in heads or any(_says_same(each, kept[j]) for _, j in beside):
                continue
        if each.head >= 0:
            heads.add(each.head)
        insort(near, (place(each), len(kept)))
        kept.append(each)
    return kept


def how_likely(text: str, found: Sequence[Candidate], quoted: Quoted) -> Sequence[float]:
    """Return for each candidate how likely it is an attribution, from 0 to 1."""
    import numpy as np

    rows = np.array([_row(text, each, quoted) for each in found], dtype=np.float64)
    told: list[float] = likelihoods(_trees(), rows, NAMES).tolist()
    return told


def beyond_doubt(found: Sequence[Candidate], quoted: Quoted) -> frozenset[int]:
    """Return the places of those that the corpus cannot judge, as it marks none of their kind.

    It marks no statement within a statement or quotation, and few counts and citations.
    """
    above = parents(found)
    return frozenset(
        i
        for i, (each, parent) in enumerate(zip(found, above, strict=True))
        if (each.rule not in RULES and not each.wide and each.rule != "noun + of")
        or (each.strong and (parent is not None or quoted.at(place(each)) is not None))
    )


def _row(text: str, each: Candidate, quoted: Quoted) -> tuple[float, ...]:
    of = odds(each.key)
    words = (of.full, of.word, of.kind, float(of.known))
    traits = each.traits or _NO_PARSE
    if each.nested:
        traits = tuple(_BY_ITSELF.get(i, value) for i, value in enumerate(traits))
    return (*traits, *of_text(text, each, quoted), *words)


def _says_same(one: Candidate, other: Candidate) -> bool:
    """Whether one says what another says already, who may also name its source."""
    if one.source and one.source != other.source:
        return False
    shared = sum(_shared(a, b) for a in one.content for b in other.content)
    return shared > SAME * max(_length(one.content), _length(other.content))


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _length(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in spans)


@cache
def _trees() -> Trees:
    return trees(load("attribution_trees"))
