"""Articles joined to stories: average link over the pairs that were compared."""

import heapq
from collections.abc import Sequence

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]

from sayso.link.stories.candidates import MOST
from sayso.link.stories.vectors import Floats, Ints

JOINED = 0.5  # Mean likelihood above which two groups are one story: the best on both gold sets.
LEAST = 0.02  # What is less likely than this counts as not compared.
# An article of whose neighbours so many are of its story has more such than were compared; set
# by hand, above the share that the largest gold stories reach.
CUT_OFF = 0.8


class Groups:
    """Groups of articles that grow by joining; each knows how it stands to its neighbours."""

    def __init__(
        self, names: Sequence[str | None], places: Ints, likely: Floats, kept: np.ndarray
    ) -> None:
        self.names = list(names)
        self.members = [[place] for place in range(len(names))]
        self.into = list(range(len(names)))
        full = _cut_off(len(names), places, likely)
        self.full = [int(each) for each in full]
        # Of two groups: the sum of likelihoods, and how many pairs of cut-off articles it holds.
        self.near: list[dict[int, tuple[float, int]]] = [{} for _ in names]
        for (a, b), value in zip(places[kept].tolist(), likely[kept].tolist(), strict=True):
            pair = (value, self.full[a] * self.full[b])
            self.near[a][b] = self.near[b][a] = pair

    def now(self, place: int) -> int:
        """Return the group that has taken in the group `place`."""
        while self.into[place] != place:
            self.into[place] = self.into[self.into[place]]
            place = self.into[place]
        return place

    def mean(self, a: int, b: int) -> float:
        """Return the mean likelihood between two groups.

        A pair that was not compared counts as 0, unless both of its articles have more neighbours
        of their story than were compared: then nothing is known about it.
        """
        total, seen = self.near[a].get(b, (0.0, 0))
        unknown = self.full[a] * self.full[b] - seen
        return total / max(1, len(self.members[a]) * len(self.members[b]) - unknown)

    def rivals(self, a: int, b: int) -> bool:
        """Return whether two groups have names of their own."""
        names = {self.names[a], self.names[b]} - {None}
        return len(names) > 1

    def join(self, a: int, b: int) -> None:
        """Join two groups into one of them."""
        if len(self.near[a]) < len(self.near[b]):
            a, b = b, a
        self.near[a].pop(b, None)
        self.near[b].pop(a, None)
        for other, (total, seen) in self.near[b].items():
            del self.near[other][b]
            before = self.near[a].get(other, (0.0, 0))
            both = (before[0] + total, before[1] + seen)
            self.near[a][other] = self.near[other][a] = both
        self.near[b] = {}
        self.members[a] += self.members[b]
        self.members[b] = []
        self.full[a] += self.full[b]
        self.names[a] = self.names[a] or self.names[b]
        self.into[b] = a


def join(
    names: Sequence[str | None],
    places: Ints,
    likely: Floats,
    together: Sequence[Sequence[int]] = (),
) -> list[list[int]]:
    """Return the places of the articles of each story.

    Those of each group in `together` are of one story from the start.

    `names` are the stories given by the analyst: articles of one name are one story, those of two
    names never are, and articles without a name may join a named story.

    >>> places, likely = np.array([[0, 1], [1, 2]]), np.array([0.9, 0.3])
    >>> join([None, None, None], places, likely)
    [[0, 1], [2]]
    """
    kept = _may_join(len(names), places, likely, together)
    groups = Groups(names, places, likely, kept)
    for first, *others in together:
        for other in others:
            groups.join(groups.now(first), groups.now(other))
    # Joining two groups never raises a mean above the larger of theirs, so that a mean on the
    # heap is an upper bound, and it is enough to work it out anew when it comes up.
    heap = [
        (-mean, a, b)
        for a in range(len(names))
        for b in groups.near[a]
        if a < b and (mean := groups.mean(a, b)) >= JOINED
    ]
    heapq.heapify(heap)
    while heap:
        bound, a, b = heapq.heappop(heap)
        if -bound < JOINED:
            break
        a, b = sorted((groups.now(a), groups.now(b)))
        if a == b or groups.rivals(a, b):
            continue
        mean = groups.mean(a, b)
        if mean >= -bound - 1e-12:
            groups.join(a, b)
        elif mean >= JOINED:
            heapq.heappush(heap, (-mean, a, b))
    # Last, so that an article joins those of a named story that it is like, be they few.
    named: dict[str, int] = {}
    for place, name in enumerate(names):
        if name is not None:
            first = groups.now(named.setdefault(name, place))
            if first != groups.now(place):
                groups.join(first, groups.now(place))
    return sorted(sorted(members) for members in groups.members if members)


def _may_join(
    count: int, places: Ints, likely: Floats, together: Sequence[Sequence[int]]
) -> np.ndarray:
    """Return which pairs bear on what is joined.

    Two groups of which no two articles are likely of one event are never joined, whatever the
    rest of their pairs: those between what no chain of likely pairs connects are left out.
    """
    chained = [(first, other) for first, *others in together for other in others]
    ends = np.concatenate([places[likely >= JOINED], np.reshape(chained, (-1, 2)).astype(np.int64)])
    graph = sparse.coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(count, count))
    part = sparse.csgraph.connected_components(graph, directed=False)[1]
    kept: np.ndarray = (likely >= LEAST) & (part[places[:, 0]] == part[places[:, 1]])
    return kept


def _cut_off(count: int, places: Ints, likely: Floats) -> np.ndarray:
    ends = places.ravel()
    compared = np.bincount(ends, minlength=count)
    of_story = np.bincount(ends, np.repeat(likely >= JOINED, 2), count)
    return (compared >= MOST // 2) & (of_story >= CUT_OFF * compared)
