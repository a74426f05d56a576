"""What many texts share, pair by pair, and how much of it is quoted speech."""

from collections.abc import Callable, Iterator, Sequence

import msgspec
import numpy as np

from sayso.extract.furniture import furniture as furniture_line
from sayso.link.copies.archive import NOTHING, Archive, beside, numbered
from sayso.link.copies.fingerprints import fingerprints
from sayso.link.copies.formulas import UNDATED, formulas
from sayso.link.copies.furniture import furnished, furniture
from sayso.link.copies.pairs import seeds, shared
from sayso.link.copies.passages import Stretches, joined, of_most, stretches, telling, whole
from sayso.link.copies.runs import LEAST, Runs, runs
from sayso.link.copies.speech import in_speech
from sayso.link.copies.words import Flags, Floats, Ints, Words, words_of
from sayso.model import Span

# Words of its own that a pair shares, to be related for certain, and of the shorter text: less
# may be the furniture of a chain of sites, however long.
SURE, SURE_PART = 40, 0.3
LOOKED_AT = 120  # Words of its own up to which a pair's sentences are looked at for furniture.
FRAGMENT = 0.5  # Of a word: what one counts in a lesser part of a sentence, names and phrases.
NONE: Ints = np.empty(0, dtype=np.int64)
AT_ONCE = 1_000_000  # Equal words that are looked at at once: about 60 MB.
SIGN = 0.5  # Of a word: what a sign of a script without spaces counts.


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """What texts `a` < `b` share.

    `pieces` are parted at sentences, `passages` are whole sentences where most of one is shared.
    `speech` words are quoted in both texts, of each piece so many as `said`; `own` words are
    neither quoted, nor beside such speech, nor a formula.
    """

    a: int
    b: int
    own: float
    speech: float
    pieces: Stretches
    said: Ints
    passages: Stretches


class Grown(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked where texts were added to others: pairs of which a text is `new`, and those
    that are to be looked at `again`.

    `archive` is what all others have in common with the new; `related` are pairs of which it is
    known that one copied the other, the archive's texts numbered on from these.
    """

    new: Flags
    again: frozenset[tuple[int, int]] = frozenset()
    archive: Archive = NOTHING
    related: tuple[Ints, Ints] = (NONE, NONE)

    def wanted(self, a: Ints, b: Ints) -> Flags:
        """Return which of the pairs are asked for."""
        asked: Flags = self.new[a] | self.new[b]
        if self.again:
            count = len(self.new)
            numbers = [min(pair) * count + max(pair) for pair in self.again]
            asked |= np.isin(np.minimum(a, b) * count + np.maximum(a, b), numbers)
        return asked


class Alignment(msgspec.Struct, frozen=True, kw_only=True):
    """The words of all texts, which of them are furniture or quoted, and the pairs in order,
    to be gone through once.

    Only texts of which there is a pair have been looked at for quotations.
    """

    words: Words
    barred: Flags
    quoted: Flags
    pairs: Iterator[Pair]


def aligned(
    texts: Sequence[str],
    sites: Sequence[str | None],
    days: Sequence[int] | None = None,
    speech: Callable[[int], Sequence[Span]] = lambda text: (),
    grown: Grown | None = None,
) -> Alignment:
    """Return what the texts share; with `grown`, of those pairs alone that it asks for.

    `days` numbers the day of each text, -1 where it is not known; `speech` gives the quotations
    of a text by its number.

    >>> line = "The dam above Velmar gave way before dawn and flooded the lower town."
    >>> found = aligned([line, "Nobody saw it.", f"A wire said: {line}"], [None] * 3)
    >>> [(pair.a, pair.b, pair.own) for pair in found.pairs]
    [(0, 2, 13.0)]
    """
    words = words_of(texts)
    common = shared(words, fingerprints(words))
    archive = grown.archive if grown else NOTHING
    used, here = beside(common, archive, len(texts))
    site, articles = numbered([*sites, *archive.sites], archive.articles)
    day = np.full(len(texts), UNDATED) if days is None else np.array(days, dtype=np.int64)
    day = np.concatenate([day, np.array(archive.days, dtype=np.int64)])
    marked = furniture(used, site, day, articles)[here]
    barred = furnished(words, common, marked)
    found = runs(words, seeds(common, marked, grown.wanted if grown else None), barred)
    pieces = _enough(words, _pieces(words, found))
    quoted = np.zeros(len(words.hash), dtype=bool)
    for text in np.union1d(pieces.a, pieces.b).tolist():
        if spans := speech(text):
            quoted[words.first[text] : words.first[text + 1]] = in_speech(words, text, spans)
    said = _within(quoted, pieces)
    known = grown.related if grown else (NONE, NONE)

    def common_wording(a: Ints, b: Ints) -> Flags:
        related = (np.concatenate([known[0], a]), np.concatenate([known[1], b]))
        return formulas(used, day, len(quoted), related)

    own = _own(words, pieces, said, common_wording)
    own[_furniture_by_name(words, texts, pieces, own)] = 0
    pairs = _pairs(words, quoted, pieces, own)
    return Alignment(words=words, barred=barred, quoted=quoted, pairs=pairs)


def _enough(words: Words, pieces: Stretches) -> Stretches:
    """The pieces of pairs that share enough equal words."""
    if not len(pieces.a):
        return pieces
    weight = np.where(words.alone[pieces.a0], SIGN, 1.0) * pieces.equal
    pair = _numbered(pieces.a, pieces.b)
    return pieces[np.bincount(pair, weights=weight)[pair] >= LEAST]


def _within(marked: Flags, pieces: Stretches) -> Ints:
    """How many words of each piece are marked in both texts."""
    at = np.flatnonzero(marked)
    both = np.minimum(_between(at, pieces.a0, pieces.a1), _between(at, pieces.b0, pieces.b1))
    counts: Ints = np.minimum(both, pieces.equal)
    return counts


def _between(at: Ints, low: Ints, high: Ints) -> Ints:
    """How many of the places `at` lie from `low` to before `high`."""
    counts: Ints = np.searchsorted(at, high) - np.searchsorted(at, low)
    return counts


def _pieces(words: Words, found: Runs) -> Stretches:
    """What sentences share, a part of the pairs after the other: all words at once would fill
    the memory."""
    ends = np.cumsum(found.length)
    parts = [stretches(words, found[:0])]
    low = 0
    for high in [*(np.flatnonzero(np.diff(found.a)) + 1).tolist(), len(found.a)]:
        if high == len(found.a) or ends[high - 1] - (ends[low - 1] if low else 0) > AT_ONCE:
            parts.append(telling(words, stretches(words, found[low:high])))
            low = high
    return Stretches(
        **{
            name: np.concatenate([getattr(part, name) for part in parts])
            for name in Stretches.__struct_fields__
        }
    )


def _numbered(a: Ints, b: Ints) -> Ints:
    """The number of each row's pair, the rows of a pair standing together."""
    new = (np.diff(a, prepend=-1) != 0) | (np.diff(b, prepend=-1) != 0)
    numbers: Ints = np.cumsum(new) - 1
    return numbers


def _own(
    words: Words,
    pieces: Stretches,
    said: Ints,
    formulas_beside: Callable[[Ints, Ints], Flags],
) -> Floats:
    """The words of each piece that are neither speech, nor beside it, nor a formula."""
    weight = np.where(words.alone[pieces.a0], SIGN, 1.0)
    weight = np.where(of_most(words, pieces), weight, FRAGMENT * weight)
    # Beside quoted speech stands who said it, and where: told alike without being copied.
    own = np.where(2 * said < pieces.equal, pieces.equal - said, 0).astype(np.float64)
    total = _by_pair(pieces, own * weight)
    length = np.diff(words.first)
    shorter = np.minimum(length[pieces.a], length[pieces.b])
    sure = (total >= SURE) & (total >= SURE_PART * shorter)
    at = np.flatnonzero(formulas_beside(pieces.a[sure], pieces.b[sure]))
    formula = _between(at, pieces.a0, pieces.a1)
    return np.where(sure, own, (own - formula).clip(min=0)) * weight


def _by_pair(pieces: Stretches, weights: Floats) -> Floats:
    """For each piece the sum over its pair."""
    pair = _numbered(pieces.a, pieces.b)
    return np.bincount(pair, weights=weights).astype(np.float64)[pair] if len(pair) else weights


def _furniture_by_name(words: Words, texts: Sequence[str], pieces: Stretches, own: Floats) -> Flags:
    """Pieces of pairs with little in common that say themselves what they are: a sign-up."""
    found = np.zeros(len(own), dtype=bool)
    total = _by_pair(pieces, own)
    little = (total >= LEAST) & (total < LOOKED_AT)
    known: dict[int, bool] = {}
    for row in np.flatnonzero(little & (own > 0)).tolist():
        sentence = int(words.sentence(pieces.a0[row]))
        if sentence not in known:
            text = int(pieces.a[row])
            edges = (int(words.bounds[sentence]), int(words.bounds[sentence + 1]))
            low, high = words.span(text, *edges)
            known[sentence] = furniture_line(texts[text][low : high + 1]) is not None
        found[row] = known[sentence]
    return found


def _pairs(words: Words, quoted: Flags, pieces: Stretches, own: Floats) -> Iterator[Pair]:
    said = _within(quoted, pieces)
    passages = joined(words, whole(words, pieces, quoted))
    pair, ends = _numbered(pieces.a, pieces.b), _numbered(passages.a, passages.b)
    count = int(pair[-1]) + 1 if len(pair) else 0
    weight = np.where(words.alone[pieces.a0], SIGN, 1.0)
    owns = np.bincount(pair, weights=own, minlength=count)
    says = np.bincount(pair, weights=said * weight, minlength=count)
    low = np.searchsorted(pair, np.arange(count + 1))
    high = np.searchsorted(ends, np.arange(count + 1))
    for n in np.flatnonzero(owns + says >= LEAST).tolist():
        yield Pair(
            a=int(pieces.a[low[n]]),
            b=int(pieces.b[low[n]]),
            own=float(owns[n]),
            speech=float(says[n]),
            pieces=pieces[low[n] : low[n + 1]],
            said=said[low[n] : low[n + 1]],
            passages=passages[high[n] : high[n + 1]],
        )
