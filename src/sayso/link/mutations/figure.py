"""Figures that changed: another value, a range made narrower or wider, a bound or "about" lost."""

import re
from collections.abc import Iterator, Sequence
from math import isclose

from sayso.annotate.numbers import Number, holds_number
from sayso.annotate.numbers.words import scales, small_words
from sayso.data import load
from sayso.link.mutations.pairs import Change, Pair
from sayso.link.mutations.quantities import (
    Quantity,
    extent,
    has_same_unit,
    is_comparable,
    is_inside,
    is_range,
    is_rounded,
    quantities,
)
from sayso.link.mutations.vocabulary import fates, known_words, listed, time_classes
from sayso.link.mutations.words import Word

# "as many as about another 300": what qualifies a number stands this near to it.
QUALIFIER_REACH = 4
_CHUNK = re.compile(r"[^\s–—-]{1,30}")
_FIGURE = re.compile(
    r"\d[\d.,:/%½¼¾]*(?:st|nd|rd|th|s|['’]s|[kKmMbB]|mn|mln|bn|bln|tn|tln|p|am|pm|km|kg|cm|mm|ft|in|c)?"
    r"[^\w\s]*(?:['’]s)?"
)


def figure(pair: Pair) -> Iterator[Change]:
    """Yield the figures of the sentence that changed, and the qualifiers that came or went."""
    if not _may_differ(pair):
        return
    first = quantities(pair.alignment.texts[0], pair.a, pair.i0, pair.i1)
    second = quantities(pair.alignment.texts[1], pair.b, pair.j0, pair.j1)
    taken: set[int] = set()
    for quantity in first:
        j0, j1 = pair.across(quantity.i0, quantity.i1)
        there = [x for x in second if x.i0 < j1 and j0 < x.i1 and x.i0 not in taken]
        if there:
            other = _nearest(quantity, there)
            taken.add(other.i0)
            yield from _compared(pair, quantity, other, len(there))
    yield from _quantified(pair, first, second)
    back = _quantified(pair.flipped(), second, first)
    yield from (each.flipped() for each in back)
    yield from _bare(pair, first, second)
    yield from _fractions(pair, first)
    yield from _multiplied(pair)
    yield from _fate(pair)


def _may_differ(pair: Pair) -> bool:
    counts = {*load("mutation_words")["multiples"], *load("numbers")["parts"], "second"}
    for each in pair.differences:
        for words, k0, k1, low, high in (
            (pair.a, each.i0, each.i1, pair.i0, pair.i1),
            (pair.b, each.j0, each.j1, pair.j0, pair.j1),
        ):
            near = words[max(low, k0 - 1) : min(high, k1 + QUALIFIER_REACH)]
            if holds_number(" ".join(word.norm for word in near)):
                return True
            if any(word.norm in fates() or word.norm in counts for word in words[k0:k1]):
                return True
    return False


def _nearest(quantity: Quantity, there: Sequence[Quantity]) -> Quantity:
    same = [other for other in there if extent(other.number) == extent(quantity.number)]
    return (same or there)[0]


def _compared(pair: Pair, one: Quantity, other: Quantity, many: int) -> Iterator[Change]:
    old, new = one.number, other.number
    at = (one.i0, one.i1, other.i0, other.i1)
    if extent(old) == extent(new):
        if has_same_unit(old, new):
            yield from _qualified(pair, one, other)
        else:
            yield _change("unit changed", at)
    elif one.is_time and other.is_time and not (is_range(old) or is_range(new)):
        # Another length of time is a time that changed.
        return
    elif is_comparable(old, new) and not _is_garbled(pair, one, other):
        subtype = _subtype(old, new, many)
        yield _change(subtype, at, subtype == "changed" and is_rounded(old, new))


def _subtype(old: Number, new: Number, many: int) -> str:
    if is_range(old) and not is_range(new) and many > 1:
        return "range split"
    if is_range(old) and is_inside(new, old):
        return "range narrowed"
    if is_range(new) and is_inside(old, new):
        return "range widened"
    return "changed"


def _change(subtype: str, at: tuple[int, int, int, int], candidate: bool = False) -> Change:
    i0, i1, j0, j1 = at
    return Change(type="figure", subtype=subtype, i0=i0, i1=i1, j0=j0, j1=j1, candidate=candidate)


def _is_garbled(pair: Pair, one: Quantity, other: Quantity) -> bool:
    """Whether the digits are the same and only a word beside them cannot be read any more."""
    j0, j1 = pair.across(one.i0, one.i1)
    j0, j1 = min(j0, other.i0), max(j1, other.i1)
    digits = [word.norm for word in pair.a[one.i0 : one.i1] if word.digits]
    texts = pair.alignment.texts
    if any(is_glued(texts[1], word) for word in pair.b[other.i0 : other.i1] if word.digits):
        return True
    if not digits or digits != [word.norm for word in pair.b[j0:j1] if word.digits]:
        return False
    gained, lost = frozenset(pair.gained), frozenset(pair.lost)
    put_in = sum(k in gained for k in range(j0, j1))
    if put_in > sum(k in lost for k in range(one.i0, one.i1)):
        return False
    return any(
        k in gained and pair.b[k].norm not in known_words() and not pair.b[k].digits
        for k in range(j0, j1)
    )


def is_glued(text: str, word: Word) -> bool:
    """Return whether a letter that is no unit or ordinal sticks to a figure ("44.s7", "16tb")."""
    chunk = _CHUNK.match(text, word.start)
    return chunk is not None and _FIGURE.fullmatch(chunk.group()) is None


def _qualified(pair: Pair, one: Quantity, other: Quantity) -> Iterator[Change]:
    """A bound or an "about" that came or went is a hedge, a floor made a ceiling a figure; "went
    up to 40" has no ceiling."""
    old, new = one.number, other.number
    i0 = _changed_from(pair.lost, one.i0)
    j0 = _changed_from(pair.gained, other.i0)
    i1, j1 = _changed_to(pair.lost, one.i1), _changed_to(pair.gained, other.i1)
    if old.bound and new.bound and old.bound[0] != new.bound[0]:
        yield _change("bound changed", (i0, i1, j0, j1))
        return
    held, holds = bool(old.bound or old.approximate), bool(new.bound or new.approximate)
    goes = (i0, i1) != (one.i0, one.i1) if held else (j0, j1) != (other.i0, other.i1)
    if held != holds and goes:
        kept = old if held else new
        part = "bound" if kept.bound else "approximation"
        subtype = f"{part} lost" if held else f"{part} added"
        yield Change(type="hedge", subtype=subtype, i0=i0, i1=i1, j0=j0, j1=j1)


def _changed_from(changed: Sequence[int], k: int) -> int:
    return min((i for i in changed if k - QUALIFIER_REACH <= i < k), default=k)


def _changed_to(changed: Sequence[int], k: int) -> int:
    return max((i + 1 for i in changed if k <= i < k + 2), default=k)


def _quantified(
    pair: Pair, first: Sequence[Quantity], second: Sequence[Quantity]
) -> Iterator[Change]:
    """A number for "no", "all" or "several", in the same place."""
    read = {k for each in second for k in range(each.i0, each.i1)}
    lost, gained = frozenset(pair.lost), frozenset(pair.gained)
    for quantity in first:
        if not all(k in lost for k in range(quantity.i0, quantity.i1)):
            continue
        j0, j1 = pair.across(quantity.i0, quantity.i1)
        for j in range(j0, j1):
            is_quantifier = pair.b[j].norm in listed("mutation_words", "quantifiers")
            if j in gained and j not in read and is_quantifier:
                yield _change("changed", (quantity.i0, quantity.i1, j, j + 1))
                break


def _bare(pair: Pair, first: Sequence[Quantity], second: Sequence[Quantity]) -> Iterator[Change]:
    """Digits that the grammar of numbers leaves alone, one for the other in the same place."""
    read_a = {k for each in first for k in range(each.i0, each.i1)}
    read_b = {k for each in second for k in range(each.i0, each.i1)}
    labels = listed("mutation_words", "labels")
    for each in pair.differences:
        olds = [i for i in range(each.i0, each.i1) if pair.a[i].digits]
        news = [j for j in range(each.j0, each.j1) if pair.b[j].digits]
        if len(olds) != len(news):
            continue
        for i, j in zip(olds, news, strict=True):
            if i in read_a or j in read_b or pair.a[i].norm == pair.b[j].norm:
                continue
            if is_dated(pair.a, i) or is_dated(pair.b, j):
                continue
            if labels & {word.norm for word in pair.a[max(0, i - 3) : i]}:
                continue
            if not any(map(is_glued, pair.alignment.texts, (pair.a[i], pair.b[j]))):
                yield _change("changed", (i, i + 1, j, j + 1))


def _fractions(pair: Pair, first: Sequence[Quantity]) -> Iterator[Change]:
    """ "A third" and "two thirds": parts that the grammar of numbers may take for an ordinal."""
    read = {k for each in first for k in range(each.i0, each.i1)}
    for i in range(pair.i0, pair.i1):
        old = _fraction(pair.a, i)
        if old is None or i in read:
            continue
        j0, j1 = pair.across(i - 1, i + 1)
        j = next((j for j in range(j0, j1) if _fraction(pair.b, j)), None)
        if j is not None and not isclose(old, _fraction(pair.b, j) or 0.0):
            yield _change("changed", (i - 1, i + 1, j - 1, j + 1))


def _fraction(words: Sequence[Word], k: int) -> float | None:
    """The value of a part named at `k` with how many there are before it."""
    parts = load("numbers")["parts"]
    part = parts.get(words[k].norm) or parts.get(words[k].norm.rstrip("s"))
    before = words[k - 1].norm if k else ""
    if before == "every" and words[k].norm == "second":
        part = 2
    if part is None or k == 0:
        return None
    if before == "every":
        return 1.0 / float(part)
    count = 1.0 if before in ("a", "one") else small_words().get(before)
    return None if count is None else float(count) / float(part)


def _multiplied(pair: Pair) -> Iterator[Change]:
    """Doubled for tripled."""
    multiples = load("mutation_words")["multiples"]
    for each in pair.differences:
        old = next((i for i in range(each.i0, each.i1) if pair.a[i].norm in multiples), None)
        new = next((j for j in range(each.j0, each.j1) if pair.b[j].norm in multiples), None)
        if old is None or new is None:
            continue
        if multiples[pair.a[old].norm] != multiples[pair.b[new].norm]:
            yield _change("changed", (old, old + 1, new, new + 1))


def is_dated(words: Sequence[Word], k: int) -> bool:
    """Return whether the digits at `k` stand for a day, a year or a clock."""
    norm = words[k].norm
    if ":" in norm:
        return True
    after = words[k + 1].norm if k + 1 < len(words) else ""
    if "." in norm or after in scales():
        return False
    near = {word.norm for word in words[max(0, k - 2) : k + 3]}
    if any(time_classes().get(word) == "month" for word in near):
        return True
    year = norm.rstrip("s")
    if year.isdigit() and len(year) == 4 and year[:2] in ("18", "19", "20"):
        return True
    return after in ("century", "centuries", "am", "pm", "gmt", "utc", "o'clock")


def _fate(pair: Pair) -> Iterator[Change]:
    """Killed for injured, missing for killed: another thing is counted."""
    for each in pair.differences:
        old = [i for i in range(each.i0, each.i1) if pair.a[i].norm in fates()]
        new = [j for j in range(each.j0, each.j1) if pair.b[j].norm in fates()]
        before = {fates()[pair.a[i].norm] for i in old}
        after = {fates()[pair.b[j].norm] for j in new}
        if old and new and not before & after:
            yield _change("predicate changed", (min(old), max(old) + 1, min(new), max(new) + 1))
