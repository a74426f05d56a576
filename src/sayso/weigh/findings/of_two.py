"""What is found between two claims of one topic and two values."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import combinations

from sayso.model import Finding, RootType
from sayso.weigh.claims.likeness import growing
from sayso.weigh.findings import wording
from sayso.weigh.findings.changes import Changes, Pair, Touched
from sayso.weigh.findings.comparability import (
    Verdict,
    between,
    bounds,
    is_former,
    minor,
    mismatch,
    of_one_origin,
    one_topic,
)
from sayso.weigh.findings.heard import Heard
from sayso.weigh.findings.mutated import altered, meant, mutation_findings, slips
from sayso.weigh.findings.pairing import FEW_PAIRS, MOST_HEARD, MOST_PAIRS, pairs
from sayso.weigh.findings.record import finding
from sayso.weigh.findings.sides import Side, Voice
from sayso.weigh.times import days_apart

# Of one indicator, the claims that most articles make are compared; the rest are seldom rivals.
MOST_CLAIMS = 16
# Without an indicator few claims are of one matter; the rest cost only a look at their words.
MOST_PLAIN = 60
# Values further apart than this nobody would set side by side, unless the place explains it; of
# two kinds of count, only those of two places.
TEMPTING = {"place": 200.0, "period": 200.0, "additive or total": 3.0, "predicate": 0.0}
TEMPTING_ELSE = 10.0
NOBODY: frozenset[RootType] = frozenset(("unattributed", "cyclic"))

Voices = list[tuple[Voice, Voice]]


def of_two(group: Sequence[Side], known: Changes, names: wording.Outlets) -> Iterator[Finding]:
    """Yield the findings between the claims of one topic.

    Where the same origin has raised its count, a count of this kind goes on growing: two values
    of other origins are then left open unless both are of one known day.
    """
    leading = _leading(group)
    parts = minor(leading) | slips(leading, known)
    compared = list(combinations(leading, 2))
    heard = {side.claim.id: Heard(side.voices) for side in leading}
    open_ended = any(
        verdict.type == "revision"
        for one, other in compared
        for verdict, _ in _verdicts(one, other, parts, heard, open_ended=False)
    )
    for one, other in compared:
        verdicts = _verdicts(one, other, parts, heard, open_ended)
        touched = meant(known.among(one.claim, other.claim), (one, other), known)
        later = any(verdict.type == "revision" for verdict, _ in verdicts)
        kept = [each for each in touched if not (later and _is_later_count(each, one, other))]
        yield from mutation_findings([one, other], kept, names, known)
        yield from _findings(one, other, verdicts, altered(kept))


def _leading(group: Sequence[Side]) -> list[Side]:
    """The claims that most articles make, in the order of the story."""
    most = MOST_CLAIMS if group[0].claim.indicator else MOST_PLAIN

    def rank(place: int) -> tuple[bool, int, int]:
        side = group[place]
        return (side.claim.indicator is None, -len(side.articles), place)

    places = sorted(range(len(group)), key=rank)[:most]
    return [group[i] for i in sorted(places)]


def _verdicts(
    one: Side, other: Side, parts: frozenset[str], heard: Mapping[str, Heard], open_ended: bool
) -> list[tuple[Verdict, Voices]]:
    """The verdicts on two claims, each with the pairs of voices that it is on."""
    if {one.claim.id, other.claim.id} & parts or not one_topic(one, other):
        return []
    apart = mismatch(one, other)
    if apart and not _tempting(one, other, apart):
        return []
    if apart and apart.slot == "counted class" and bounds(one.claim) == bounds(other.claim):
        # "900 refugees", "900 arrivals": two words for the same, as far as anyone can tell.
        return []
    found: dict[Verdict, Voices] = defaultdict(list)
    distinct = {nobody: between(one, other, nobody, open_ended) for nobody in (False, True)}
    theirs = heard[other.claim.id]
    among_first = frozenset(range(min(MOST_HEARD, len(theirs.voices))))
    for place, a in enumerate(heard[one.claim.id].voices):
        # What one origin says of both is compared however many others there are.
        ones = frozenset() if apart else frozenset(theirs.ones(a))
        for n in sorted(ones | among_first if place < MOST_HEARD else ones):
            b = theirs.voices[n]
            verdict = apart or (
                of_one_origin(one, other, a, b)
                if n in ones
                else distinct[not NOBODY.isdisjoint((a.root.type, b.root.type))]
            )
            if verdict is not None:
                found[verdict].append((a, b))
    return list(found.items())


def _tempting(one: Side, other: Side, apart: Verdict) -> bool:
    numbers = [
        next(each for each in (c.best, c.high, c.low) if each is not None)
        for c in (one.claim, other.claim)
    ]
    least, most = sorted(abs(each) for each in numbers)
    return most <= TEMPTING.get(apart.slot or "", TEMPTING_ELSE) * max(least, 1e-9)


def _findings(
    one: Side, other: Side, verdicts: Sequence[tuple[Verdict, Voices]], changed: Set[Pair]
) -> Iterator[Finding]:
    for verdict, found in verdicts:
        early, late, voices = one, other, found
        if verdict.type == "revision" and _is_later(one, other, found):
            early, late, voices = other, one, [(b, a) for a, b in found]
        text = wording.compared(verdict, (early, late), voices)
        mine = list(dict.fromkeys(article for a, _ in voices for article in a.articles))
        others = list(dict.fromkeys(article for _, b in voices for article in b.articles))
        most = MOST_PAIRS if verdict.type in ("conflict", "revision") else FEW_PAIRS
        for pair in pairs(mine, others, most):
            # What changed on the way is no second word of the origin.
            if verdict.type == "compatible" or frozenset(pair) not in changed:
                yield finding([early, late], verdict, pair, text)


def _is_later(one: Side, other: Side, voices: Voices) -> bool:
    """Whether the first of two values by one origin is the later one."""
    if one.as_of and other.as_of and days_apart(one.as_of, other.as_of) > 0:
        return one.as_of > other.as_of
    both = frozenset(one.articles) & frozenset(other.articles)
    if is_former(one, both) != is_former(other, both):
        return is_former(other, both)
    firsts = [(a.first, b.first) for a, b in voices if a.first and b.first and a.first != b.first]
    if firsts:
        return any(b < a for a, b in firsts)
    return bounds(one.claim) > bounds(other.claim)


def _is_later_count(touched: Touched, one: Side, other: Side) -> bool:
    """Whether what looks like a change in the retelling is the origin's later, greater count."""
    mutation = touched.mutation
    if not mutation.candidate or mutation.type != "figure":
        return False
    if one.claim.indicator not in growing():
        return False
    less, more = sorted((one, other), key=lambda side: bounds(side.claim))
    swapped = sorted(_digits(less)) == sorted(_digits(more))
    return not swapped and bool(less.first and more.first and less.first < more.first)


def _digits(side: Side) -> str:
    number = side.claim.best if side.claim.best is not None else side.claim.low
    return f"{number or 0:g}"
