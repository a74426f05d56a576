"""Ends that are known to be the same become one root, with the reason."""

from collections.abc import Sequence
from itertools import combinations

import msgspec

from sayso.data import load
from sayso.weigh.names import Party, fold, same, short_for
from sayso.weigh.origins.ends import End
from sayso.weigh.origins.observed import same_sight


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """The ends that are one root, by their places, and why they are one."""

    members: tuple[int, ...]
    reason: str = ""


def merged(ends: Sequence[End], carried: Sequence[frozenset[str]]) -> tuple[Merged, ...]:
    """Return the ends in groups that are each one root, in order of their first end.

    `carried` are the outlets that carry each end: its conduit and the pages that lead to it.
    """
    group = list(range(len(ends)))
    reasons: dict[int, list[str]] = {i: [] for i in group}

    def find(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    def join(i: int, j: int, reason: str) -> None:
        a, b = sorted((find(i), find(j)))
        if a != b:
            group[b] = a
            reasons[a] += [*reasons[b], reason]

    for i, j in combinations(range(len(ends)), 2):
        if (reason := _reason(ends[i], ends[j])) is not None:
            join(i, j, reason)
    for i, j in _short_names(ends, [find(i) for i in range(len(ends))]):
        names = sorted((ends[i].name, ends[j].name), key=len)
        join(i, j, f"{names[0]} can only be {names[1]}")
    for i, j in _second_hand(ends):
        join(i, j, f"{ends[i].name}: sources of the same outlet's report")
    for i, j in _absorbed(ends, carried):
        join(i, j, f"{ends[i].name}: rests on what the same outlet says elsewhere")
    members: dict[int, list[int]] = {}
    for i in range(len(ends)):
        members.setdefault(find(i), []).append(i)
    return tuple(
        Merged(members=tuple(each), reason="; ".join(dict.fromkeys(filter(None, reasons[root]))))
        for root, each in members.items()
    )


def _reason(a: End, b: End) -> str | None:
    """Return why two ends are one, an empty string where it goes without saying."""
    if a.type != b.type:
        return None
    if a.type == "named" and a.party is not None and b.party is not None:
        if a.party == b.party:
            return ""
        reason = same(a.party, b.party)
        return None if reason is None else _worded(a.party, b.party, reason)
    if a.type == "observed" and a.sight is not None and b.sight is not None:
        if a.sight.kind is None and b.sight.kind is None:
            return "" if a.conduit == b.conduit else None
        return "the same footage" if same_sight(a.sight, b.sight) else None
    if a.type == "unattributed":
        return "" if a.conduit == b.conduit else None
    if a.type == "unnamed" and a.conduit == b.conduit:
        if a.day and b.day and a.day != b.day:
            return None
        if a.second_hand or b.second_hand:
            return "" if a.name == b.name else None
        return "the same description in the same outlet" if _alike(a, b) else None
    return None


def _worded(a: Party, b: Party, reason: str) -> str:
    """Return the reason as a reader would put it, empty where the names are the same."""
    if reason == "who speaks for it":
        speaker, body = (a, b) if a.person else (b, a)
        return f"{speaker.name} speaks for {body.name}" if not body.person else reason
    short, full = sorted((a.name, b.name), key=len)
    return "" if fold(short) == fold(full) else f"{short} is {full}: {reason}"


def _alike(a: End, b: End) -> bool:
    left, right = _words(a), _words(b)
    if left == right:
        return True
    others = set(load("weigh_roots")["words"]["others"])
    if (set(left) | set(right)) & others or not left or not right:
        return False
    return left[-1].rstrip("s") == right[-1].rstrip("s") and (
        set(left) <= set(right) or set(right) <= set(left)
    )


def _words(end: End) -> list[str]:
    small = {"a", "an", "the", "two", "three", "several", "some", "one"}
    return [word for word in fold(end.described).split() if word not in small]


def _short_names(ends: Sequence[End], groups: Sequence[int]) -> list[tuple[int, int]]:
    """Return the pairs where a shorter name can be but one of the others."""
    named = [(i, end.party) for i, end in enumerate(ends) if end.party is not None]
    found: list[tuple[int, int]] = []
    for i, short in named:
        fuller = {
            groups[j]: j for j, full in named if groups[j] != groups[i] and _fuller(short, full)
        }
        if len(fuller) == 1:
            found.append((i, next(iter(fuller.values()))))
    return found


def _fuller(short: Party, full: Party) -> bool:
    return bool(full.bodies) and short_for(short, full) and _length(short) <= _length(full)


def _length(party: Party) -> int:
    return max((len(body.words) + (body.owner is not None) for body in party.bodies), default=1)


def _second_hand(ends: Sequence[End]) -> list[tuple[int, int]]:
    """What another page tells of an outlet's sources: one of those of the outlet's own page."""
    found: list[tuple[int, int]] = []
    for i, told in enumerate(ends):
        if told.type != "unnamed" or not told.second_hand:
            continue
        others = [
            j
            for j, other in enumerate(ends)
            if other.type == "unnamed"
            and other.conduit == told.conduit
            and other.article != told.article
        ]
        if not any(ends[j].name == told.name for j in others):
            found += [(i, j) for j in sorted(others, key=lambda j: ends[j].second_hand)][:1]
    return found


def _absorbed(ends: Sequence[End], carried: Sequence[frozenset[str]]) -> list[tuple[int, int]]:
    """An outlet's bare report rests on what it elsewhere says that it rests on: one of its ends."""
    found: list[tuple[int, int]] = []
    for i, bare in enumerate(ends):
        if bare.type != "unattributed":
            continue
        others = (
            j
            for j, other in enumerate(ends)
            if other.type != "unattributed" and bare.conduit in carried[j]
        )
        found += [(i, j) for j in others][:1]
    return found
