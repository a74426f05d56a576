"""Who took from whom, and the ways from an origin to the pages, as drawings from left to right."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from sayso.model import Copy
from sayso.show.copied import source_of
from sayso.show.report.descent import taken_from
from sayso.show.report.places import Places, Ref

COLUMN = 210
ROW = 30
BOX = 188
HEIGHT = 24
# So many letters of a name fit into a box.
LETTERS = 24
# A higher drawing is no overview.
MOST_BOXES = 40


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """An article in the drawing."""

    x: float
    y: float
    label: str
    title: str
    href: str
    is_source: bool


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """A line from a source to one that took from it; `d` is its path."""

    d: str


class Tree(msgspec.Struct, frozen=True, kw_only=True):
    """The drawing; `more` articles are left to the list."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    more: int


def descent_tree(copies: Iterable[Copy], places: Places) -> Tree | None:
    """Return the drawing of a story's copies, None where none has a direction.

    A row is an article, a column a step away from its source.
    """
    number = places.number
    directed = [
        each
        for each in copies
        if each.a != each.b and each.direction != "unknown" and {each.a, each.b} <= set(number)
    ]
    if not directed:
        return None
    parents = taken_from(directed, number)
    below: dict[str, list[str]] = {}
    for taker, copy in parents.items():
        below.setdefault(source_of(copy), []).append(taker)
    roots = sorted(set(below) - set(parents), key=number.__getitem__, reverse=True)
    waiting = [(each, 0) for each in roots]
    boxes: list[Box] = []
    edges: list[Edge] = []
    above: list[int] = []  # the row of the last article of each depth
    while waiting and len(boxes) < MOST_BOXES:
        article, depth = waiting.pop()
        waiting += [(each, depth + 1) for each in reversed(below.get(article, []))]
        row = len(boxes)
        del above[depth:]
        if above:
            edges.append(Edge(d=_elbow(depth - 1, above[-1], row)))
        above.append(row)
        boxes.append(_box(places.ref(article), depth, row))
    return _tree(boxes, edges, len(roots) + len(parents) - len(boxes))


def origin_tree(
    ways: Mapping[str, Sequence[Sequence[str]]], also: Mapping[str, str]
) -> Tree | None:
    """Return the drawing of the ways to each origin, from it outward to the pages.

    `ways` are chains from the page inward, by the origin that they lead to; `also` leads from
    another name of an origin to that which it goes by.
    """
    boxes: list[Box] = []
    edges: list[Edge] = []
    more = 0
    for root, chains in ways.items():
        branch: dict[str, Any] = {}
        for chain in chains:
            inward = [name for name in reversed(chain) if also.get(name, name) != root]
            at = branch
            for name in inward:
                at = at.setdefault(name, {})
        waiting: list[tuple[str, dict[str, Any], int]] = [(root, branch, 0)]
        above: list[int] = []
        while waiting:
            name, below, depth = waiting.pop()
            if len(boxes) >= MOST_BOXES:
                more += 1
                continue
            waiting += [(each, under, depth + 1) for each, under in reversed(below.items())]
            row = len(boxes)
            del above[depth:]
            if above:
                edges.append(Edge(d=_elbow(depth - 1, above[-1], row)))
            above.append(row)
            boxes.append(_named(name, depth, row))
    return _tree(boxes, edges, more) if boxes else None


def _named(name: str, depth: int, row: int) -> Box:
    x, y = depth * COLUMN + 1, row * ROW + 3
    label = name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…"
    return Box(x=x, y=y, label=label, title=name, href="", is_source=depth == 0)


def _tree(boxes: Sequence[Box], edges: Sequence[Edge], more: int) -> Tree:
    return Tree(
        width=max(int(box.x) for box in boxes) + BOX + 4,
        height=len(boxes) * ROW + 4,
        boxes=tuple(boxes),
        edges=tuple(edges),
        more=more,
    )


def _box(ref: Ref, depth: int, row: int) -> Box:
    shown = ref.name if len(ref.name) <= LETTERS else f"{ref.name[: LETTERS - 1]}…"
    return Box(
        x=depth * COLUMN + 1,
        y=row * ROW + 3,
        label=f"{ref.number} {shown}",
        title=f"{ref.name}, {ref.when}",
        href=ref.href,
        is_source=depth == 0,
    )


def _elbow(depth: int, source: int, taker: int) -> str:
    x = depth * COLUMN + BOX / 2
    top, bottom = source * ROW + 3 + HEIGHT, taker * ROW + 3 + HEIGHT / 2
    return f"M{x} {top}V{bottom}H{(depth + 1) * COLUMN + 1}"
