"""Ends that are known to be the same become one root, with the reason."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from sayso.annotate.attributions.sources import listed
from sayso.data import load
from sayso.weigh.names import Party, fold, same, short_for
from sayso.weigh.near import Near
from sayso.weigh.origins.ends import End
from sayso.weigh.origins.observed import same_sight

_Class = tuple[object, ...]


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

    classes = _classes(ends)
    for i, j in _worth_comparing(ends, classes):
        if (reason := _reason(ends[i], ends[j])) is not None:
            join(i, j, reason)
    for first, *others in classes.values():
        for i in others[1:]:
            join(first, i, "")
    for i, j in _short_names(ends, classes, [find(i) for i in range(len(ends))]):
        names = sorted((ends[i].name, ends[j].name), key=len)
        join(i, j, f"{names[0]} can only be {names[1]}")
    for i, j in _vague(ends):
        join(i, j, f"{ends[i].name} may be {ends[j].name}, and no other is told")
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


def _classes(ends: Sequence[End]) -> Mapping[_Class, Sequence[int]]:
    """The ends by all that `_reason` looks at: those of one class are always one root.

    A speaker in a thousand articles is a thousand ends, and one class.
    """
    classes: dict[_Class, list[int]] = defaultdict(list)
    for i, end in enumerate(ends):
        classes[_class(end) or (i,)].append(i)
    return classes


def _class(end: End) -> _Class | None:
    if end.type == "named":
        return None if end.party is None else ("named", end.party, end.name)
    if end.type == "observed":
        if end.sight is None:
            return None
        if end.sight.kind is None:
            return ("counted", end.conduit)
        return ("seen", end.sight.kind, (end.sight.handle or "").lower(), end.sight.of)
    if end.type == "unattributed":
        return (end.type, end.conduit)
    return (end.type, end.conduit, end.day, end.second_hand, end.name, end.described)


def _worth_comparing(
    ends: Sequence[End], classes: Mapping[_Class, Sequence[int]]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs that may be one, in order; two ends stand for their class.

    The others of a class can neither join what these two do not, nor for another reason.
    """
    near = Near()
    kinds: dict[_Class, list[int]] = defaultdict(list)
    kept = sorted(i for each in classes.values() for i in each[:2])
    for i in kept:
        party = ends[i].party
        if ends[i].type == "named" and party is not None:
            near.add(i, party)
        else:
            kinds[_kind(ends[i])].append(i)
    for i in kept:
        party = ends[i].party
        if ends[i].type == "named" and party is not None:
            others: Iterable[int] = sorted(near.alike(party))
        else:
            others = kinds[_kind(ends[i])]
        yield from ((i, j) for j in others if j > i)


def _kind(end: End) -> _Class:
    """What two ends that are no named ones have in common where they are one."""
    if end.sight is not None and end.sight.kind is not None:
        return (end.type,)
    return (end.type, end.conduit)


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


def _short_names(
    ends: Sequence[End], classes: Mapping[_Class, Sequence[int]], groups: Sequence[int]
) -> list[tuple[int, int]]:
    """Return the pairs where a shorter name can be but one of the others."""
    near = Near()
    last: dict[int, int] = {}
    named: dict[int, Party] = {}
    for each in classes.values():
        if (party := ends[each[0]].party) is not None:
            near.add(each[0], party)
            named[each[0]], last[each[0]] = party, each[-1]
    found: list[tuple[int, int]] = []
    for i, short in sorted(named.items()):
        fuller: dict[int, int] = {}
        for j in near.akin(short):
            if groups[j] != groups[i] and _fuller(short, named[j]):
                fuller[groups[j]] = max(last[j], fuller.get(groups[j], -1))
                if len(fuller) > 1:
                    break
        if len(fuller) == 1:
            found.append((i, next(iter(fuller.values()))))
    return found


def _is_described(party: Party) -> bool:
    """Whether a firm is told of and not named: "the company", "the shipping company"."""
    firm = party.name.rsplit(maxsplit=1)[-1:]
    return party.vague or (party.name.islower() and bool(set(firm) & listed("commercial_nouns")))


def _vague(ends: Sequence[End]) -> list[tuple[int, int]]:
    """ "The company" of one page, that names none: the first body of the others that it can be.

    To count one body twice is the worse error.
    """
    told = [(j, end.party) for j, end in enumerate(ends) if end.party is not None]
    named = [(j, party) for j, party in told if not _is_described(party)]
    found: list[tuple[int, int]] = []
    for i, vague in told:
        if not _is_described(vague) or vague.person:
            continue
        generic = {word for body in vague.bodies for word in body.words}
        public = bool(generic & listed("public_bodies"))
        for j, party in named:
            words = {word for body in party.bodies for word in body.words}
            fits = generic & words if public else not words & listed("public_bodies")
            if fits and (party.bodies or not public):
                found.append((i, j))
                break
    return found


def _fuller(short: Party, full: Party) -> bool:
    return bool(full.bodies) and short_for(short, full) and _length(short) <= _length(full)


def _length(party: Party) -> int:
    return max((len(body.words) + (body.owner is not None) for body in party.bodies), default=1)


def _second_hand(ends: Sequence[End]) -> list[tuple[int, int]]:
    """What another page tells of an outlet's sources: one of those of the outlet's own page."""
    told: dict[str, list[int]] = defaultdict(list)
    articles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for i, end in enumerate(ends):
        if end.type == "unnamed":
            told[end.conduit].append(i)
            articles[end.conduit, end.name].add(end.article)
    first = {
        conduit: _firsts(ends, sorted(places, key=lambda j: ends[j].second_hand))
        for conduit, places in told.items()
    }
    found: list[tuple[int, int]] = []
    for i, end in enumerate(ends):
        if end.type != "unnamed" or not end.second_hand:
            continue
        if articles[end.conduit, end.name] <= {end.article}:
            others = (j for j in first[end.conduit] if ends[j].article != end.article)
            found += [(i, j) for j in others][:1]
    return found


def _firsts(ends: Sequence[End], places: Sequence[int]) -> list[int]:
    """The first place, and the first after it that is of another article."""
    first = places[0]
    other = next((j for j in places if ends[j].article != ends[first].article), None)
    return [first] if other is None else [first, other]


def _absorbed(ends: Sequence[End], carried: Sequence[frozenset[str]]) -> list[tuple[int, int]]:
    """An outlet's bare report rests on what it elsewhere says that it rests on: one of its ends."""
    first: dict[str, int] = {}
    for j, other in enumerate(ends):
        if other.type != "unattributed":
            for conduit in carried[j]:
                first.setdefault(conduit, j)
    return [
        (i, first[bare.conduit])
        for i, bare in enumerate(ends)
        if bare.type == "unattributed" and bare.conduit in first
    ]
