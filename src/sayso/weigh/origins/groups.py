"""What belongs together: groups by pairs, and circles in what rests on what."""

from collections.abc import Iterable, Sequence


def joined(size: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Return for each of `size` things the first of its group, where pairs belong together.

    >>> joined(4, [(1, 3), (0, 1)])
    [0, 0, 2, 0]
    """
    group = list(range(size))

    def first(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, j in pairs:
        a, b = sorted((first(i), first(j)))
        group[b] = a
    return [first(i) for i in range(size)]


def circles_in(on: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the strongly connected components, each after those that it rests on (Tarjan 1972).

    >>> circles_in([[1], [0], [0]])
    [[1, 0], [2]]
    """
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    stacked: set[int] = set()
    found: list[list[int]] = []
    for root in range(len(on)):
        if root in index:
            continue
        work = [(root, 0)]
        while work:
            i, at = work.pop()
            if at == 0:
                index[i] = low[i] = len(index)
                stack.append(i)
                stacked.add(i)
            advanced = False
            for n in range(at, len(on[i])):
                j = on[i][n]
                if j not in index:
                    work += [(i, n + 1), (j, 0)]
                    advanced = True
                    break
                if j in stacked:
                    low[i] = min(low[i], index[j])
            if advanced:
                continue
            if low[i] == index[i]:
                component: list[int] = []
                while True:
                    j = stack.pop()
                    stacked.discard(j)
                    component.append(j)
                    if j == i:
                        break
                found.append(component)
            if work:
                parent = work[-1][0]
                low[parent] = min(low[parent], low[i])
    return found
