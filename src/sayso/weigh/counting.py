"""How many distinct origins some roots come to, as DESIGN defines it."""

from collections.abc import Iterable

import msgspec

from sayso.model import RootType

# Somebody or something that one could ask or look at, and what may be anybody. A circle is neither.
IDENTIFIED: frozenset[RootType] = frozenset(("named", "observed"))
UNIDENTIFIED: frozenset[RootType] = frozenset(("unnamed", "unattributed"))


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """The number of distinct origins, at the least and at the most."""

    n_min: int
    n_max: int


def count(roots: Iterable[RootType]) -> Count:
    """Return the number of distinct origins of some roots, by their types.

    >>> count(["named", "unnamed", "unnamed"])
    Count(n_min=1, n_max=3)
    >>> count(["unnamed", "unattributed"]), count(["cyclic"])
    (Count(n_min=1, n_max=2), Count(n_min=0, n_max=0))
    """
    types = list(roots)
    identified = sum(each in IDENTIFIED for each in types)
    return distinct(identified, sum(each in UNIDENTIFIED for each in types))


def distinct(identified: int, unidentified: int) -> Count:
    """Return the number of distinct origins of I identified and U unidentified roots.

    At the most I + U; at the least I where there is one, else 1 where there is anybody, for all of
    U may be one.
    """
    return Count(n_min=identified or min(1, unidentified), n_max=identified + unidentified)
