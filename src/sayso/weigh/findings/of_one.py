"""What is found about one claim: who repeats whom, who agrees, how many origins."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from sayso.data import load
from sayso.model import Certainty, Finding, Origin
from sayso.weigh.claims.likeness import weight
from sayso.weigh.counting import IDENTIFIED
from sayso.weigh.findings import wording
from sayso.weigh.findings.changes import Changes, Pair
from sayso.weigh.findings.comparability import Verdict
from sayso.weigh.findings.mutated import altered, meant, mutation_findings
from sayso.weigh.findings.pairing import FEW_PAIRS, MOST_PAIRS, MOST_VOICES, pairs
from sayso.weigh.findings.record import finding
from sayso.weigh.findings.sides import Side, Voice

AGREE = Verdict(type="agree", rule="distinct origins, the same value")
ONE_OR_TWO = Verdict(type="unclear", rule="one origin or two, the texts do not tell", slot="origin")
REPEAT = Verdict(type="repeat", rule="same origin, same value")
HEDGED = Verdict(
    type="mutation", rule="told again, with a hedge more or less", slot="hedge", candidate=True
)
SINGLE = Verdict(type="single-origin", rule="two articles or more, and one origin at most")
TAKEN_BACK = Verdict(type="revision", rule="taken back by whom it came from")
CIRCLE = Verdict(type="circular", rule="the articles rest on one another and on nobody else")


def of_one(side: Side, known: Changes, names: wording.Outlets) -> Iterator[Finding]:
    """Yield the findings about a claim that two articles or more state."""
    origin = side.origin
    if origin is None or len(side.articles) < 2:
        return
    if origin.withdrawn:
        yield from _taken_back(side, origin, names)
    if origin.circular:
        yield finding([side], CIRCLE, side.articles, wording.circular(side))
        return
    touched = tuple(
        each
        for each in meant(known.among(side.claim, side.claim), [side], known)
        # Who takes a report back does not tell it again.
        if not {each.a.article, each.b.article} & set(origin.withdrawn)
    )
    yield from mutation_findings([side], touched, names, known)
    hedged = _hedged(side, known) - altered(touched)
    for pair in sorted(map(sorted, hedged)):
        yield finding([side], HEDGED, pair, wording.hedged(side, [names[each] for each in pair]))
    changed = altered(touched) | hedged
    voices = [voice for voice in side.voices if voice.root.type != "cyclic"]
    for voice in voices:
        same = _unaltered(voice.articles, changed)
        if len(same) > 1:
            yield finding([side], REPEAT, same, wording.repeat(side, voice, same))
    for one, other in combinations(voices[:MOST_VOICES], 2):
        yield from _two_voices(side, one, other)
    if origin.n_max == 1:
        yield finding([side], SINGLE, side.articles, wording.single(side))


def _taken_back(side: Side, origin: Origin, names: wording.Outlets) -> Iterator[Finding]:
    """Yield that a claim was taken back, between the first article that made it and that notice."""
    first = next((each for each in side.articles if each not in origin.withdrawn), None)
    for back in origin.withdrawn:
        pair = tuple(dict.fromkeys(filter(None, (first, back))))
        text = wording.taken_back(side, names[back], [names[each] for each in origin.stale])
        yield finding([side], TAKEN_BACK, pair, text)


def _hedged(side: Side, known: Changes) -> frozenset[Pair]:
    """The copies in which one article puts flatly what the other puts with a hedge."""
    put: dict[str, set[Certainty]] = defaultdict(set)
    words: dict[str, set[str]] = defaultdict(set)
    for each in side.stated:
        put[each.article].add(each.certainty)
        words[each.article].update(re.findall(r"\w+", each.sentence.lower()))
    flat = [each for each in side.articles if put[each] == {Certainty.ASSERTED}]
    soft = [each for each in side.articles if put[each] == {Certainty.HEDGED}]
    found = product(flat[:MOST_PAIRS], soft[:MOST_PAIRS])
    # The hedge must stand in the one and not in the other.
    hedges = set(load("mutation_hedges")["weak"])
    return known.copied & {frozenset((a, b)) for a, b in found if hedges & words[b] - words[a]}


def _two_voices(side: Side, one: Voice, other: Voice) -> Iterator[Finding]:
    bare = one.root.type == other.root.type == "unattributed"
    if bare and side.claim.indicator is None and _is_common(side):
        # Two papers that write "the three directors" need no source.
        return
    agreed = {one.root.type, other.root.type} <= IDENTIFIED
    text = (wording.agree if agreed else wording.unclear_origin)(side, one, other)
    # Two members of one collective voice speak in the same words: nothing lies between them.
    mine, others = _alone(side, one, other), _alone(side, other, one)
    most = MOST_PAIRS if agreed else FEW_PAIRS
    found = pairs(one.articles, others, most) + pairs(mine, other.articles, most)
    for pair in dict.fromkeys(found):
        if len(pair) > 1 or mine == others:
            yield finding([side], AGREE if agreed else ONE_OR_TWO, pair, text)


def _is_common(side: Side) -> bool:
    return bool(side.stated) and weight(side.stated[0].value) == 0


def _alone(side: Side, one: Voice, other: Voice) -> tuple[str, ...]:
    """The articles in which the first speaks apart from the other."""
    apart = set(one.mentions) - set(other.mentions)
    mine = {each.article for each in side.claim.mentions if each.id in apart}
    return tuple(each for each in one.articles if each in mine)


def _unaltered(articles: Sequence[str], changed: frozenset[frozenset[str]]) -> tuple[str, ...]:
    """The articles, the earliest first, that repeat one another unchanged."""
    beside: dict[str, set[str]] = defaultdict(set)
    for pair in changed:
        for each in pair:
            # A pair of one article alone is a change within it.
            beside[each] |= pair - {each}
    kept: dict[str, None] = {}
    for each in articles:
        if beside[each].isdisjoint(kept):
            kept[each] = None
    return tuple(kept)
