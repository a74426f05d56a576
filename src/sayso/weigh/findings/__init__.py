"""How the claims of a story stand to each other, as findings for a reader."""

from collections.abc import Sequence
from typing import get_args

import msgspec

from sayso.model import Annotated, Claim, Finding, FindingType, Links, Origin
from sayso.weigh.findings.changes import Changes, changes
from sayso.weigh.findings.of_one import of_one
from sayso.weigh.findings.of_two import of_two
from sayso.weigh.findings.polarity import denials
from sayso.weigh.findings.sides import Side, by_topic, sides
from sayso.weigh.findings.wording import outlets

_ORDER: tuple[FindingType, ...] = get_args(FindingType)


def findings(
    claims: Sequence[Claim],
    origins: Sequence[Origin],
    annotated: Sequence[Annotated],
    links: Links,
) -> tuple[Finding, ...]:
    """Return what is found between the claims of a story and about each, what matters first.

    A finding over several articles holds of all their pairs. Of a claim: `single-origin`,
    `circular`, `repeat`, `agree`; of two: the rules of comparability, in their order.

    >>> findings((), (), (), Links())
    ()
    """
    return found_between(
        sides(claims, origins, annotated), changes(claims, annotated, links), annotated
    )


def found_between(
    found: Sequence[Side], known: Changes, annotated: Sequence[Annotated]
) -> tuple[Finding, ...]:
    """Return the findings between the claims of a story whose scope and changes are read."""
    names = outlets(annotated)
    made: dict[str, Finding] = {}
    for each in (
        *(each for side in found for each in of_one(side, known, names)),
        *(each for group in by_topic(found) for each in of_two(group, known, names)),
        *denials(found, annotated),
    ):
        # One change touches several claims of a sentence: it is told once, of all of them.
        key = f"{each.articles} {each.text}" if each.type == "mutation" else each.id
        made[key] = _both(made[key], each) if key in made else each
    disputed = {each.articles for each in made.values() if each.type == "conflict"}
    made = {
        key: each
        for key, each in made.items()
        if each.type != "unclear" or each.articles not in disputed or len(each.claims) < 2
    }
    places = {side.claim.id: index for index, side in enumerate(found)}
    weights = {side.claim.id: (side.claim.indicator is None, -len(side.articles)) for side in found}

    def rank(each: Finding) -> tuple[object, ...]:
        about = min(weights[claim] for claim in each.claims)
        where = [places[claim] for claim in each.claims]
        return (_ORDER.index(each.type), each.candidate, about, where)

    return tuple(sorted(made.values(), key=rank))


def _both(one: Finding, other: Finding) -> Finding:
    """Return a finding that stands for two of the same words."""
    return msgspec.structs.replace(
        one,
        claims=tuple(dict.fromkeys((*one.claims, *other.claims))),
        mentions=tuple(dict.fromkeys((*one.mentions, *other.mentions))),
    )
