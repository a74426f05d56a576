"""Of a change: which of its two texts was there before."""

from sayso.model import Copy, Direction, Excerpt, Links, Mutation, Retelling

TURNED: dict[Direction, Direction] = {"a>b": "b>a", "b>a": "a>b", "unknown": "unknown"}


class Directions:
    """The directions between pairs of articles, from their copies, else from their retellings."""

    def __init__(self, links: Links) -> None:
        self._copies: dict[tuple[str, str], Direction] = {}
        self._retellings: dict[tuple[str, str], list[Retelling]] = {}
        for copy in links.copies:
            self._add(copy)
        for retelling in links.retellings:
            pair = (retelling.a.id, retelling.b.id)
            self._retellings.setdefault(pair, []).append(retelling)

    def _add(self, copy: Copy) -> None:
        if self._copies.get((copy.a, copy.b), "unknown") == "unknown":
            self._copies[copy.b, copy.a] = TURNED[copy.direction]
            self._copies[copy.a, copy.b] = copy.direction

    def of(self, change: Mutation | Retelling) -> Direction:
        """Return `a>b` where the change's first text was there before its second."""
        pair = (change.a.id, change.b.id)
        if pair in self._copies:
            return self._copies[pair]
        here = {
            each.direction
            for each in self._retellings.get(pair, ())
            if _holds(each.a, change.a) and _holds(each.b, change.b)
        }
        here |= {
            TURNED[each.direction]
            for each in self._retellings.get(pair[::-1], ())
            if _holds(each.a, change.b) and _holds(each.b, change.a)
        }
        known = here - {"unknown"}
        return known.pop() if len(known) == 1 else "unknown"


def _holds(outer: Excerpt, inner: Excerpt) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
