"""Which attribution stands in which: the chain from the page outward."""

from collections.abc import Sequence

from sayso.annotate.attributions.candidates import Candidate

# Deeper nesting is debris, not speech.
DEEPEST = 12


def parents(found: Sequence[Candidate]) -> tuple[int | None, ...]:
    """Return for each candidate the place in `found` of the one whose content it stands in."""
    spans = sorted((start, -end, i) for i, each in enumerate(found) for start, end in each.content)
    asked = sorted((place(each), i) for i, each in enumerate(found))
    chosen: list[int | None] = [None] * len(found)
    open_spans: list[tuple[int, int]] = []
    at = 0
    for where, i in asked:
        while at < len(spans) and spans[at][0] <= where:
            while open_spans and open_spans[-1][0] <= spans[at][0]:
                open_spans.pop()
            open_spans.append((-spans[at][1], spans[at][2]))
            at += 1
        for end, j in reversed(open_spans[-DEEPEST:]):
            if end > where and j != i and not _holds(found[i], place(found[j])):
                chosen[i] = j
                break
    for i, each in enumerate(found):
        if each.cited:
            chosen[i] = _citing(found, i)
    return tuple(None if _turns_back(chosen, i) else parent for i, parent in enumerate(chosen))


def place(each: Candidate) -> int:
    """Return where the cue of a candidate begins, or its source or content if it has none."""
    return (each.cue or each.source or each.content)[0][0]


def _holds(each: Candidate, where: int) -> bool:
    return any(start <= where < end for start, end in each.content)


def _citing(found: Sequence[Candidate], i: int) -> int | None:
    """The one who cites is the one who reports the same content, and no more than it need be."""
    start, end = found[i].content[0][0], found[i].content[-1][1]
    near = [
        (abs(a - start) + abs(b - end), j)
        for j in range(max(0, i - 4), min(len(found), i + 5))
        if not found[j].cited
        for a, b in found[j].content
        if a <= start < b
    ]
    return min(near)[1] if near else None


def _turns_back(chosen: Sequence[int | None], i: int) -> bool:
    seen = {i}
    parent = chosen[i]
    while parent is not None and parent not in seen:
        seen.add(parent)
        parent = chosen[parent] if len(seen) <= DEEPEST else None
    return parent == i
