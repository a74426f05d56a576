"""A range of which one text makes two figures: the lower end in one place, the upper in another."""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from sayso.link.retold.pairs import Change, Told
from sayso.model import Figure

# "At least 1,000" is no narrower than "1,000 to 3,000", and its lower end for all that.
_OF_A_RANGE = ("range narrowed", "range widened", "changed")


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A change between two tellings; `directed` where `b` is known to be the later one."""

    a: Told
    b: Told
    change: Change
    directed: bool


def splits(found: Sequence[Found]) -> list[Found]:
    """Return the changes, with each range that was parted into its two ends called a split."""
    parted: dict[tuple[str, int, str], list[Found]] = defaultdict(list)
    for each in found:
        if each.change.type == "figure" and each.change.subtype in _OF_A_RANGE:
            parted[_key(each)].append(each)
    split = {
        key: ends
        for key, ends in parted.items()
        if {_end(each.a.figure, each.b.figure) for each in ends} >= {"low", "high"}
    }
    return [_as_split(each, split.get(_key(each), ())) for each in found]


def _key(each: Found) -> tuple[str, int, str]:
    return each.a.article.article.id, each.a.figure.start, each.b.article.article.id


def _end(whole: Figure, part: Figure) -> str | None:
    """Which end of a range a single figure is."""
    if None in (whole.low, whole.high) or None not in (part.low, part.high):
        return None
    values = {part.low, part.best, part.high}
    return "low" if whole.low in values else "high" if whole.high in values else None


def _as_split(each: Found, ends: Sequence[Found]) -> Found:
    if each not in ends or _end(each.a.figure, each.b.figure) is None:
        return each
    rivals = " and ".join(one.b.words(one.change.b) for one in ends)
    reason = f"{each.a.words(each.change.a)} in one text is {rivals} in the other."
    change = msgspec.structs.replace(each.change, subtype="range split", reason=reason)
    return msgspec.structs.replace(each, change=change)
