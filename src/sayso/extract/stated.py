"""Where the places of a page disagree on a field: every value is kept, the choice explained."""

import re
from collections.abc import Callable, Iterable

import msgspec

from sayso.model import Stated

MOST = 8  # Distinct values kept for one field; past them a page repeats its furniture.
CUT_OFF = ("…", "...")  # Titles for machines are often cut to a length.


class Told(msgspec.Struct, frozen=True):
    """The value taken for a field and its place; `stated` and `why` where places disagree."""

    value: str
    where: str
    stated: tuple[Stated, ...] = ()
    why: str | None = None


def told(
    places: Iterable[Stated],
    why: str | None = None,
    agree: Callable[[str, str], bool] | None = None,
) -> Told | None:
    """Return the first of the values that the places of a page give, with those that differ.

    Without a reason given, it is that the first place goes before the others.

    >>> one = told([Stated(value="Herald", where="meta"), Stated(value="The herald", where="foot")])
    >>> one.value, one.stated
    ('Herald', ())
    >>> told([Stated(value="AP", where="dateline"), Stated(value="AFP", where="credit line")]).why
    'dateline goes before credit line'
    """
    same = agree or same_letters
    kept: list[Stated] = []
    for place in places:
        if len(kept) < MOST and not any(same(each.value, place.value) for each in kept):
            kept.append(place)
    if not kept:
        return None
    first = kept[0]
    if len(kept) == 1:
        return Told(first.value, first.where)
    others = dict.fromkeys(each.where for each in kept[1:] if each.where != first.where)
    reason = why or f"{first.where} goes before {', '.join(others) or 'what follows it'}"
    return Told(first.value, first.where, tuple(kept), reason)


def same_letters(one: str, other: str) -> bool:
    """Return whether two values are one but for case, signs, an article, or a cut-off end.

    >>> same_letters("Dam holds, for now", "dam holds for…"), same_letters("Dam holds", "Dam falls")
    (True, False)
    """
    mine, theirs = _letters(one), _letters(other)
    if mine == theirs:
        return True
    return (one.endswith(CUT_OFF) and theirs.startswith(mine)) or (
        other.endswith(CUT_OFF) and mine.startswith(theirs)
    )


def same_day(one: str, other: str) -> bool:
    """Return whether two dates or times in ISO form are of one day.

    >>> same_day("2031-05-03", "2031-05-03T06:44Z")
    True
    """
    return one[:10] == other[:10]


def same_name(one: str, other: str) -> bool:
    """Return whether two names of an outlet are one: the shorter part or initials of the longer.

    >>> same_name("Ostrava Herald", "The Ostrava Herald Online"), same_name("Herald", "Courier")
    (True, False)
    >>> same_name("VPA", "Velmarian Press Agency")
    True
    """
    mine, theirs = sorted((_letters(one), _letters(other)), key=len)
    if mine == theirs or (len(mine) > 3 and mine in theirs):
        return True
    return len(mine) > 1 and mine in (_initials(one), _initials(other))


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.lower().removeprefix("the ")))


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", name.lower().removeprefix("the ")))
