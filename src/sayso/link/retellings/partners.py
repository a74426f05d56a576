"""Which later telling of a figure goes with which earlier one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from sayso.link.retellings.copied_parts import CopiedParts
from sayso.link.retellings.likeness import Likeness, likeness, sources
from sayso.link.retellings.tellers import Citation, Naming, came_before, names
from sayso.link.retellings.tellings import Telling

# With how many earlier tellings of its value a telling is compared: those of outlets that its
# article names, then the earliest. A claim's first tellings are what the later ones rest on.
MOST_COMPARED = 48

_Slot = tuple[float, str]


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two tellings of one claim, `a` the one that `b` most likely rests on."""

    a: Telling
    b: Telling
    likeness: Likeness
    citation: Citation


def partners(
    told: Sequence[Sequence[Telling]], known: Naming, copied: CopiedParts
) -> Iterable[Pair]:
    """Yield for each telling, in order of time, the one that it most likely rests on, if any."""
    by_slot: dict[_Slot, list[Telling]] = defaultdict(list)
    by_page = _by_page(told)
    order = sorted(known.tellers, key=lambda each: each.order)
    for teller in order:
        named = known.pages_named_by(teller.place, MOST_COMPARED)
        best: dict[tuple[object, ...], Pair] = {}
        for b in told[teller.place]:
            if copied.took(b.article, b.span):
                continue
            cited = [a for at in named for end in b.ends for a in by_page.get((end, at), ())]
            first = [a for slot in _slots(b) for a in by_slot[slot][:MOST_COMPARED]]
            for pair in _matches(b, {id(a): a for a in (*cited, *first)}.values(), known):
                if copied.joins((pair.a.article, pair.a.span), (b.article, b.span)):
                    continue
                claim = (b.ends, b.figure.predicate, b.head)
                if claim not in best or _rank(pair, known) > _rank(best[claim], known):
                    best[claim] = pair
        yield from best.values()
        for each in told[teller.place]:
            for slot in _slots(each):
                by_slot[slot].append(each)


def _slots(telling: Telling) -> tuple[_Slot, ...]:
    """Return what a telling may be found by: a value with what happened, with what is counted."""
    slots = (telling.figure.predicate or "", f"of {telling.head}", "any")
    return tuple((end, slot) for end in dict.fromkeys(telling.ends) for slot in slots if slot)


def _by_page(told: Sequence[Sequence[Telling]]) -> dict[tuple[float, int], list[Telling]]:
    """Return by value and page the first tellings that have it as an end."""
    found: dict[tuple[float, int], list[Telling]] = defaultdict(list)
    for place, own in enumerate(told):
        for each in own:
            for end in set(each.ends):
                if len(found[end, place]) < MOST_COMPARED:
                    found[end, place].append(each)
    return found


def _matches(b: Telling, near: Iterable[Telling], known: Naming) -> Iterable[Pair]:
    later = known.tellers[b.article]
    for a in near:
        earlier = known.tellers[a.article]
        if a.article == b.article or came_before(later, earlier):
            continue
        if names(earlier, later) and not names(later, earlier):
            continue
        citation = known.citation(a, b)
        found = likeness(a, b, citation)
        if found is not None and found.is_enough:
            yield Pair(a=a, b=b, likeness=found, citation=citation)


def _rank(pair: Pair, known: Naming) -> tuple[object, ...]:
    """Order pairs: what the telling itself cites, a predicate that held, a shared source, time."""
    told, place = known.tellers[pair.a.article].order
    held = not pair.likeness.turned
    return (
        held and pair.citation == "cited",
        held,
        pair.citation in {"cited", "near"},
        bool(sources(pair.a) & sources(pair.b)),
        -told.timestamp(),
        -place,
        pair.likeness.score,
        -pair.a.figure.start,
    )
