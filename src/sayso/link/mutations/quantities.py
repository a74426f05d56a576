"""The numbers of a sentence with the words they stand in, and when two of them are one."""

from collections.abc import Mapping, Sequence
from functools import cache
from math import isclose

import msgspec

from sayso.annotate.numbers import Number, numbers
from sayso.annotate.numbers.units import is_money
from sayso.annotate.numbers.words import small_words
from sayso.data import load
from sayso.link.mutations.durations import durations
from sayso.link.mutations.vocabulary import listed
from sayso.link.mutations.words import Word

# 8,213 retold as "about 8,200" was rounded, not changed.
ROUNDED = 0.06
# Characters before a number in which "went up to" stands.
MOTION_REACH = 40
# 30 miles are told as 48 kilometres, 200 feet as 60 metres.
CONVERTED = 0.08


class Quantity(msgspec.Struct, frozen=True):
    """A number with the words `i0:i1` it stands in; `is_time` of a length of time."""

    number: Number
    i0: int
    i1: int
    is_time: bool = False


def quantities(text: str, words: Sequence[Word], k0: int, k1: int) -> list[Quantity]:
    """Return the quantities in the words `k0:k1`, without the counters of a picture gallery.

    >>> from sayso.link.mutations.words import words
    >>> line = "Image 3 of 9: about 40 goats crossed the ford."
    >>> [each.number.best for each in quantities(line, list(words(line, 0, 99)), 0, 9)]
    [40.0]
    """
    if k0 >= k1:
        return []
    start, end = words[k0].start, words[k1 - 1].end
    read = [
        msgspec.structs.replace(
            _without_motion(text[start:end], number),
            start=number.start + start,
            end=number.end + start,
        )
        for number in numbers(text[start:end].replace("\n", " "))
    ]
    taken = {number.start for number in read}
    times = [each for each in durations(text, words, k0, k1) if each.start not in taken]
    times_at = {each.start for each in times}
    found: list[Quantity] = []
    k = k0
    for number in sorted((*read, *times), key=lambda each: each.start):
        low, high = number.start, number.end
        while k < k1 and words[k].end <= low:
            k += 1
        stop = k
        while stop < k1 and words[stop].start < high:
            stop += 1
        if stop > k and not _is_counter(words, k) and not is_hour(words, k):
            found.append(Quantity(number, k, stop, number.start in times_at))
    return found


def is_hour(words: Sequence[Word], k: int) -> bool:
    """Return whether the number at `k` is an hour or its minutes told in words.

    >>> from sayso.link.mutations.words import words
    >>> told = list(words("at twenty past four, two men left", 0, 99))
    >>> [is_hour(told, k) for k in (1, 3, 4)]
    [True, True, False]
    """
    if words[k].norm not in small_words():
        return False
    before = words[k - 1].norm if k else ""
    after = words[k + 1].norm if k + 1 < len(words) else ""
    then = words[k + 2].norm if k + 2 < len(words) else ""
    if after in ("o'clock", "o’clock"):
        return True
    if after in ("past", "to") and words[k].norm in _minutes() and then in small_words():
        return True
    return before in ("past", "to") and k > 1 and words[k - 2].norm in _minutes()


@cache
def _minutes() -> frozenset[str]:
    return listed("mutation_words", "minutes")


def _without_motion(line: str, number: Number) -> Number:
    """In "prices went up to 40 crowns" 40 is what they are, and no upper bound."""
    before = line[max(0, number.start - MOTION_REACH) : number.start].lower().split()
    if number.bound != "<=" or before[-2:] != ["up", "to"] or len(before) < 3:
        return number
    if before[-3].strip(",") not in listed("mutation_words", "motion"):
        return number
    return msgspec.structs.replace(number, best=number.high, high=None, bound=None)


def _is_counter(words: Sequence[Word], k: int) -> bool:
    labels = listed("mutation_words", "labels")
    if k > 0 and words[k - 1].norm in labels:
        return True
    return (
        k > 2 and words[k - 1].norm == "of" and words[k - 2].digits and words[k - 3].norm in labels
    )


def extent(number: Number) -> tuple[float, ...]:
    """Return the numbers that are written, in order, whatever their bound."""
    values = (number.low, number.best, number.high)
    return tuple(sorted({round(x, 6) for x in values if x is not None}))


def is_range(number: Number) -> bool:
    """Return whether the number has two ends."""
    return number.low is not None and number.high is not None


def is_inside(inner: Number, outer: Number) -> bool:
    """Return whether all that one number may be lies between the ends of the other."""
    low, high = min(extent(outer)), max(extent(outer))
    return all(low <= x <= high for x in extent(inner))


def is_rounded(old: Number, new: Number) -> bool:
    """Return whether one may be the other, rounded: one of them is "about"."""
    if not (old.approximate or new.approximate):
        return False
    x, y = extent(old), extent(new)
    return len(x) == len(y) == 1 and isclose(x[0], y[0], rel_tol=ROUNDED)


def has_same_unit(old: Number, new: Number) -> bool:
    """Return whether both are in one unit, or one of them in a unit that is left unsaid."""
    if old.unit == new.unit or old.unit is None or new.unit is None:
        return True
    short, long = sorted((old.unit, new.unit), key=len)
    return long.endswith(short) or long.startswith(short)


def is_comparable(old: Number, new: Number) -> bool:
    """Return whether another value means another quantity: not where the unit is another too,
    unless both measure one thing and the value doesn't fit."""
    if old.unit == new.unit:
        return True
    if old.unit is None or new.unit is None:
        return not {old.unit, new.unit} & {"percent", "year of age"}
    if has_same_unit(old, new):
        return True
    if is_money(old.unit) or is_money(new.unit):
        return False
    kind, other = _measures().get(old.unit), _measures().get(new.unit)
    if kind is None or other is None or kind[0] != other[0]:
        return False
    first = [x * kind[1] for x in extent(old)]
    second = [x * other[1] for x in extent(new)]
    return len(first) != len(second) or not all(
        isclose(x, y, rel_tol=CONVERTED) for x, y in zip(first, second, strict=True)
    )


def is_same_time(old: tuple[float, str], new: tuple[float, str]) -> bool:
    """Return whether two lengths of time are about one: 14 days and two weeks.

    >>> is_same_time((14, "days"), (2, "weeks")), is_same_time((2, "days"), (2, "weeks"))
    (True, False)
    """
    table = load("mutation_measures")["time"]
    first, second = (table.get(unit.rstrip("s"), 0.0) * value for value, unit in (old, new))
    return bool(first and isclose(first, second, rel_tol=CONVERTED))


@cache
def _measures() -> Mapping[str, tuple[str, float]]:
    return {
        unit: (kind, factor)
        for kind, units in load("mutation_measures").items()
        for unit, factor in units.items()
    }
