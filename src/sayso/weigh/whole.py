"""How many distinct origins a whole story has: a root that several claims have counts once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from sayso.model import RootType
from sayso.weigh import counting
from sayso.weigh.counting import IDENTIFIED, UNIDENTIFIED, Count


class Ends(Protocol):
    """What has roots to be counted: an origin, or as much of one as that takes."""

    @property
    def roots(self) -> Sequence["End"]: ...


class End(Protocol):
    """Of a root what tells it from another."""

    @property
    def type(self) -> RootType: ...
    @property
    def name(self) -> str: ...
    @property
    def also(self) -> Sequence[str]: ...


def distinct(origins: Iterable[Ends]) -> Count:
    """Return how many distinct roots several claims have, at the least and at the most.

    Names that were merged for one claim are one for all, as far as they are identified.
    """
    roots = [root for origin in origins for root in origin.roots]
    same = {root.name.casefold(): root.name.casefold() for root in roots if _identified(root)}
    for root in filter(_identified, roots):
        for other in root.also:
            if other.casefold() in same:
                same[_first(other.casefold(), same)] = _first(root.name.casefold(), same)
    identified = {_first(name, same) for name in same}
    nameless = {root.name.casefold() for root in roots if root.type in UNIDENTIFIED}
    return counting.distinct(len(identified), len(nameless))


def _identified(root: End) -> bool:
    return root.type in IDENTIFIED


def _first(name: str, same: Mapping[str, str]) -> str:
    while same[name] != name:
        name = same[name]
    return name
