"""The best supported current value of an indicator, by a rule that the record names."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from sayso.model import Claim, ReadingValue
from sayso.weigh.counting import IDENTIFIED
from sayso.weigh.findings.comparability import bounds
from sayso.weigh.findings.heard import Heard
from sayso.weigh.findings.sides import Side, one_voice

Value = tuple[float | None, float | None, float | None]

# An article's word on what its title and first sentence tell weighs more than what it tells below.
# By hand, checked on incidents with an archive's final count.
HEADLINE, TOP, BELOW = 2.0, 1.5, 1.0
HEADLINE_ENDS, TOP_ENDS = 1, 4
# An article that tells of the hurt and of no dead says, a little less firmly, that nobody died.
NOBODY = 0.9
# A number among others in an article that gives its own count elsewhere.
PASSING = 0.5


class Vote(msgspec.Struct, frozen=True, kw_only=True):
    """What one article tells of one kind: a value, how firmly, and when."""

    article: str
    value: Value
    weight: float = 1.0
    moment: str = ""

    @property
    def number(self) -> float:
        return number_of(self.value)


def number_of(value: Value) -> float:
    """Return the number that a value is built on: 14 for "14" as for "at least 14".

    >>> number_of((14, None, None)), number_of((None, 3, None))
    (14, 3)
    """
    low, best, high = value
    return next((each for each in (best, low, high) if each is not None), 0.0)


def weight_of(sentence: int) -> float:
    """Return the weight of what stands in an article's nth sentence; its title is number 0.

    >>> weight_of(0), weight_of(3), weight_of(9)
    (2.0, 1.5, 1.0)
    """
    return HEADLINE if sentence <= HEADLINE_ENDS else TOP if sentence <= TOP_ENDS else BELOW


def value_of(claim: Claim) -> Value:
    """Return the low, best and high of a claim."""
    return claim.low, claim.best, claim.high


def chosen(votes: Sequence[Vote], newer: Mapping[float, Value]) -> ReadingValue:
    """Return the value that most articles give, each by its weight; of two such, the later.

    `newer` has for a number the later count by the same origin, which stands in its place. Two
    values of equal support and time are read as the range between them.

    >>> told = [Vote(article=str(n), value=(None, n, None)) for n in (3, 3, 5)]
    >>> chosen(told, {}).best, chosen(told, {3: (None, 4, None)}).best
    (3, 4)
    """
    if not votes:
        return ReadingValue(low=None, best=None, high=None, rule="no total is told")
    support: dict[float, float] = defaultdict(float)
    last: dict[float, str] = {}
    exact: dict[float, Value] = {}
    for vote in votes:
        value = newer.get(vote.number, vote.value)
        number = number_of(value)
        support[number] += vote.weight
        last[number] = max(vote.moment, last.get(number, ""))
        known = exact.get(number)
        exact[number] = value if known is None or known[1] is None else known
    most = max(support.values())
    leading = [number for number in support if support[number] == most]
    latest = max(last[number] for number in leading)
    equal = [number for number in leading if last[number] == latest]
    if len(equal) > 1:
        return _range([exact[number] for number in equal])
    low, best, high = exact[equal[0]]
    rule = "the only value" if len(support) == 1 else "the value that most articles rest on"
    if any(number_of(value) == equal[0] for value in newer.values()):
        rule = "the latest value of the origin that most articles rest on"
    return ReadingValue(low=low, best=best, high=high, rule=rule)


def _range(values: Sequence[Value]) -> ReadingValue:
    numbers = [number for value in values for number in value if number is not None]
    rule = "values of equal support, from the lowest to the highest"
    return ReadingValue(low=min(numbers), best=None, high=max(numbers), rule=rule)


def newer_values(group: Sequence[Side], votes: Sequence[Vote]) -> Mapping[float, Value]:
    """Return for each number the later count that the same known origin gave, if it gave one.

    Only a count that some article gives of what it is about stands in another's place. That pages
    go on telling an old count is no reason to read it. A count that fell since is read where none
    goes on with the old one and no fewer articles tell it: a page may tell late what was counted
    early, or count the victims without who killed them.
    """
    last: dict[float, str] = {}
    many: dict[float, int] = {}
    for vote in votes:
        last[vote.number] = max(vote.moment, last.get(vote.number, ""))
        many[vote.number] = many.get(vote.number, 0) + 1
    newer: dict[float, Value] = {}
    for line in _lines(group):
        told = [side for side in line if _number(side) in last]
        for place, side in enumerate(told[:-1]):
            later = next((each for each in reversed(told[place + 1 :]) if _apart(side, each)), None)
            if later is None:
                continue
            old, new = _number(side), _number(later)
            if new > old or (last[new] > last[old] and many[new] >= many[old]):
                newer[old] = value_of(later.claim)
    # A count taken back to an earlier one is no circle.
    return {n: value for n, value in newer.items() if number_of(value) not in newer}


def revisions(group: Sequence[Side]) -> Mapping[str, str]:
    """Return for each claim that the same known origin has revised, the claim of its next count."""
    found: dict[str, str] = {}
    for line in _lines(group):
        for place, side in enumerate(line):
            later = next((each for each in line[place + 1 :] if _apart(side, each)), None)
            if later is not None:
                found[side.claim.id] = later.claim.id
    return found


def _apart(side: Side, later: Side) -> bool:
    """Whether a later claim of the same origin is another count, of another time."""
    return _number(side) != _number(later) and (bool(side.former) or side.first != later.first)


def _number(side: Side) -> float:
    return number_of(value_of(side.claim))


def _lines(group: Sequence[Side]) -> list[list[Side]]:
    """The values of each known origin, the older first."""
    lines: list[dict[str, Side]] = []
    heard = Heard()
    for side in group:
        for voice in side.voices:
            if voice.root.type not in IDENTIFIED:
                continue
            near = (n for n in heard.near(voice) if one_voice(heard.voices[n], voice))
            known = next(near, None)
            if known is None:
                heard.add(voice)
                lines.append({side.claim.id: side})
            else:
                lines[known][side.claim.id] = side
    return [sorted(line.values(), key=when) for line in lines]


def when(side: Side) -> tuple[str, str, float]:
    """Return when a claim was first made, to sort by."""
    as_of = side.as_of[1] if side.as_of else ""
    first = side.first.isoformat() if side.first else ""
    return (first, as_of, bounds(side.claim)[0])
