"""How the claims stand to each other, those that matter on top."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from sayso.model import Claim, Finding, FindingType
from sayso.show.report.amount import amount
from sayso.show.report.decided import said_of_rows
from sayso.show.report.places import Places, Quote
from sayso.show.report.text import short
from sayso.show.told import Told, alike

LONGEST_SENTENCE = 700


class _Kind(msgspec.Struct, frozen=True):
    sign: str
    weight: str  # how loud the label is: strong, plain, quiet
    meaning: str


# In the order in which they matter to a reader.
KINDS: Mapping[FindingType, _Kind] = {
    "conflict": _Kind("≠", "strong", "figures, or yes and no, that exclude each other"),
    "attribution-conflict": _Kind("⇄", "strong", "one value, two claimed origins"),
    "circular": _Kind("↻", "strong", "pages that rest on each other and on nobody else"),
    "mutation": _Kind("Δ", "strong", "something changed as a report was copied or told again"),
    "revision": _Kind("→", "plain", "a later count by the same origin, which is no conflict"),
    "unclear": _Kind("?", "plain", "cannot be compared while something is not known"),
    "compatible": _Kind("∩", "plain", "ranges of distinct origins that overlap"),
    "agree": _Kind("=", "plain", "distinct origins, the same value"),
    "repeat": _Kind("″", "quiet", "the same origin again, without a change"),
    "not-comparable": _Kind("∥", "quiet", "about different things, places or days"),
    "single-origin": _Kind("1", "quiet", "several articles, one origin"),
}


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of the claims that a finding compares, with the words that it rests on."""

    claim: str
    value: str
    quotes: tuple[Quote, ...]


class FindingView(msgspec.Struct, frozen=True, kw_only=True):
    """A finding as the report prints it."""

    ids: tuple[str, ...]
    text: str
    rule: str
    slot: str | None
    candidate: bool
    sides: tuple[Side, ...]
    said: tuple[str, ...] = ()


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The findings of one type."""

    type: str
    kind: _Kind
    findings: tuple[FindingView, ...]


def finding_groups(told: Told, places: Places) -> tuple[Group, ...]:
    """Return the findings by type, the types that matter first, in each the candidates last."""
    claims = {claim.id: claim for claim in told.weighed.claims}
    groups: dict[FindingType, list[FindingView]] = {name: [] for name in KINDS}
    for same in alike(sorted(told.weighed.findings, key=lambda each: each.candidate)):
        said = said_of_rows(told, (each.id for each in same))
        view = msgspec.structs.replace(_view(same, claims, places), said=said)
        groups[same[0].type].append(view)
    return tuple(
        Group(type=name.replace("-", " "), kind=KINDS[name], findings=tuple(found))
        for name, found in groups.items()
        if found
    )


def _view(same: Sequence[Finding], claims: Mapping[str, Claim], places: Places) -> FindingView:
    first = same[0]
    mine = [each for each in same if each.claims == first.claims]
    return FindingView(
        ids=tuple(each.id for each in same),
        text=short(first.text, LONGEST_SENTENCE),
        rule=short(first.rule, LONGEST_SENTENCE),
        slot=first.slot,
        candidate=first.candidate,
        sides=_in_order(first, _sides(mine, claims, places)),
    )


def _in_order(finding: Finding, sides: Iterable[Side]) -> tuple[Side, ...]:
    """The earlier left: of a revision as it goes, of all others as they were published."""
    if finding.type == "revision":
        return tuple(sides)
    return tuple(sorted(sides, key=_first_told))


def _first_told(side: Side) -> tuple[int, int]:
    numbers = [quote.refs[0].number for quote in side.quotes if quote.refs]
    return (not numbers, min(numbers, default=0))


def _sides(same: Sequence[Finding], claims: Mapping[str, Claim], places: Places) -> Iterator[Side]:
    rest = dict.fromkeys(mention for each in same for mention in each.mentions)
    for name in dict.fromkeys(claim for each in same for claim in each.claims):
        if name not in claims:
            continue
        its = [mention.id for mention in claims[name].mentions]
        meant = [each for each in its if each in rest] or its
        for each in its:
            rest.pop(each, None)
        quotes = places.quotes(places.spots(meant))
        yield Side(claim=name, value=amount(claims[name]), quotes=quotes)
    if quotes := places.quotes(places.spots(rest)):
        yield Side(claim="", value="", quotes=quotes)
