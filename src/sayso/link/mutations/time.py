"""Days, months, hours and spans of time that changed."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sayso.annotate.numbers.words import small_words
from sayso.link.mutations.alignment import Difference
from sayso.link.mutations.figure import is_dated
from sayso.link.mutations.pairs import Change, Pair
from sayso.link.mutations.quantities import is_hour, is_same_time
from sayso.link.mutations.vocabulary import feasts, listed, time_classes
from sayso.link.mutations.words import Word

# "The early 1990s", "late 2031".
_YEARS = re.compile(r"(?:18|19|20)\d\ds?")
# Words of the longest names of feasts.
MOST_NAMED = 5
# Words that are a month or a season with a capital only.
_COMMON = frozenset(("may", "march", "fall"))
_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}


def time(pair: Pair) -> Iterator[Change]:
    """Yield the times of the sentence of which the copy has another of the same kind."""
    for each in pair.differences:
        feast = _feast(pair, each)
        if feast is not None:
            yield feast
            continue
        if _is_turned(pair, each):
            yield Change(
                type="time", subtype="shifted", i0=each.i0, i1=each.i1, j0=each.j0, j1=each.j1
            )
            continue
        olds = [(i, kind) for i in range(each.i0, each.i1) if (kind := _kind(pair.a, i))]
        news = [(j, kind) for j in range(each.j0, each.j1) if (kind := _kind(pair.b, j))]
        for (i, kind), (j, other) in zip(olds, news, strict=False):
            if kind == other and not _is_same(pair, i, j):
                # "Today" may be the copy's own day.
                moved = kind == "day"
                yield Change(
                    type="time", subtype="shifted", i0=i, i1=i + 1, j0=j, j1=j + 1, candidate=moved
                )


def _is_turned(pair: Pair, each: Difference) -> bool:
    """Whether what was before is now after."""
    if not each.i1 - each.i0 == each.j1 - each.j0 == 1:
        return False
    return {pair.a[each.i0].norm, pair.b[each.j0].norm} == {"before", "after"}


def _feast(pair: Pair, each: Difference) -> Change | None:
    """Shrove Tuesday for Ash Wednesday: the whole name is the time."""
    old = _named(pair.a, each.i0, each.i1, pair.i1)
    new = _named(pair.b, each.j0, each.j1, pair.j1)
    if old is None or new is None:
        return None
    return Change(type="time", subtype="shifted", i0=old[0], i1=old[1], j0=new[0], j1=new[1])


def _named(words: Sequence[Word], k0: int, k1: int, end: int) -> tuple[int, int] | None:
    for k in range(k0, k1):
        for size in range(min(MOST_NAMED, end - k), 0, -1):
            if " ".join(word.lower for word in words[k : k + size]) in feasts():
                return k, k + size
    return None


def is_same_day(old: str, new: str, published: tuple[str | None, str | None]) -> bool:
    """Return whether "today" of one page is "yesterday" of a page published the day after.

    >>> is_same_day("today", "Yesterday", ("2025-10-14T09:00Z", "2025-10-15"))
    True
    """
    offsets = _DAYS.get(old.lower()), _DAYS.get(new.lower())
    try:
        days = [date.fromisoformat((day or "")[:10]) for day in published]
    except ValueError:
        return False
    if offsets[0] is None or offsets[1] is None:
        return False
    return days[0] + timedelta(offsets[0]) == days[1] + timedelta(offsets[1])


def _is_same(pair: Pair, i: int, j: int) -> bool:
    old, new = pair.a[i].norm, pair.b[j].norm
    if old.rstrip("s") == new.rstrip("s"):
        return True
    if ":" in old and ":" in new:
        return _clock(old) == _clock(new)
    first, second = _length(pair.a, i), _length(pair.b, j)
    return first is not None and second is not None and is_same_time(first, second)


def _clock(norm: str) -> tuple[int, str]:
    """18:41 and 6:41 p.m. are one time."""
    hour, _, minute = norm.partition(":")
    return (int(hour) % 12 if hour.isdigit() else 0), minute


def _length(words: Sequence[Word], k: int) -> tuple[float, str] | None:
    """The length of time that the word at `k` is a part of."""
    for n in (k, k - 1):
        if 0 <= n < len(words) - 1 and time_classes().get(words[n + 1].norm) == "unit":
            norm = words[n].norm
            value = float(norm) if norm.isdigit() else small_words().get(norm)
            if value is not None:
                return value, words[n + 1].norm
    return None


def _kind(words: Sequence[Word], k: int) -> str | None:
    word = words[k]
    kind = time_classes().get(word.norm)
    if kind in ("month", "season") and not word.capital and word.norm in _COMMON:
        return None
    if kind == "unit":
        near = {each.norm for each in words[max(0, k - 3) : k + 2]}
        counted = any(norm in small_words() or norm[:1].isdigit() for norm in near)
        return kind if counted or near & listed("mutation_words", "beside_time") else None
    if kind == "side":
        return kind if _before_time(words, k) else None
    if kind is None and word.digits and is_dated(words, k):
        return "clock" if ":" in word.norm else "number"
    if kind is None and is_hour(words, k):
        return "clock in words"
    if kind is None and (word.digits or word.norm in small_words()):
        return "count" if _before_time(words, k) else None
    return kind


def _before_time(words: Sequence[Word], k: int) -> bool:
    """Whether a unit, a day or a month stands behind: "two weeks", "next Monday"."""
    following = words[k + 1].norm if k + 1 < len(words) else ""
    return (
        time_classes().get(following, "side") != "side" or _YEARS.fullmatch(following) is not None
    )
