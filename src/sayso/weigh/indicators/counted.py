"""What is told of one kind: in claims, and by each article of what it is about."""

from collections.abc import Mapping, Sequence

import msgspec

from sayso.weigh.findings.sides import Side
from sayso.weigh.tolls import Told, Toll

# More values than so many of one kind are a list, of which the first are weighed.
MOST_SIDES = 64
KILLED, INJURED = "killed", "injured"
PERSON = "person"


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of one kind: in claims, and by each article of what it is about."""

    kind: str
    sides: tuple[Side, ...]
    told: Mapping[str, Toll]
    unread: frozenset[str]

    @property
    def whole(self) -> list[Side]:
        """The claims that are totals of what the story is about, all in one unit."""
        totals = [
            side
            for side in self.sides[:MOST_SIDES]
            if not (
                side.claim.id in self.unread
                or all(each.part for each in side.stated)
                or side.claim.additive
                or side.claim.derived
                or side.is_past
            )
        ]
        unit = _most_used(totals)
        return [side for side in totals if side.claim.unit in (unit, None)]

    @property
    def unit(self) -> str | None:
        """The unit in which most articles count."""
        return _most_used(self.whole) or (PERSON if self.told else None)


def _most_used(totals: Sequence[Side]) -> str | None:
    """Return the unit of most articles, of two such the first; null where none is told."""
    support: dict[str, set[str]] = {}
    for side in totals:
        if side.claim.unit:
            support.setdefault(side.claim.unit, set()).update(side.articles)
    return max(support, key=lambda unit: len(support[unit]), default=None)


def of_kind(told: Told, kind: str) -> Toll | None:
    """Return what an article tells of the killed or of the injured."""
    return {KILLED: told.killed, INJURED: told.injured}.get(kind)
