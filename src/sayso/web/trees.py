"""Who took from whom as a drawing: each source with those that took from it, from left to right."""

from collections.abc import Sequence

import msgspec

from sayso.show.report.descent import Descent, Node, descent
from sayso.show.report.places import Places
from sayso.show.told import Told

COLUMN = 210
ROW = 30
BOX = 188
HEIGHT = 24
# So many letters of a name fit into a box.
LETTERS = 24
# A higher drawing is no overview.
MOST_NODES = 40


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


def descent_tree(told: Told, places: Places) -> Tree | None:
    """Return the drawing of a story's copies, None where none has a direction."""
    return drawn(descent(told, places))


def drawn(found: Descent) -> Tree | None:
    """Return the tree as a drawing, a row an article, a column a step away from the source."""
    nodes: Sequence[Node] = found.tree[:MOST_NODES]
    if not nodes:
        return None
    boxes: list[Box] = []
    edges: list[Edge] = []
    above: list[int] = []  # the row of the last node of each depth
    for row, node in enumerate(nodes):
        del above[node.depth :]
        if node.depth and above:
            edges.append(Edge(d=_elbow(len(above) - 1, above[-1], row)))
        above.append(row)
        number, name = node.ref.number, node.ref.name
        shown = name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…"
        boxes.append(
            Box(
                x=(len(above) - 1) * COLUMN + 1,
                y=row * ROW + 3,
                label=f"{number} {shown}",
                title=f"{name}, {node.ref.when}"
                + (f", took {node.taken.letters:,} letters" if node.taken else ""),
                href=node.ref.href,
                is_source=node.depth == 0,
            )
        )
    deepest = max(box.x for box in boxes)
    return Tree(
        width=int(deepest) + BOX + 4,
        height=len(nodes) * ROW + 4,
        boxes=tuple(boxes),
        edges=tuple(edges),
        more=len(found.tree) - len(nodes),
    )


def _elbow(depth: int, source: int, taker: int) -> str:
    x = depth * COLUMN + BOX / 2
    top, bottom = source * ROW + 3 + HEIGHT, taker * ROW + 3 + HEIGHT / 2
    return f"M{x} {top}V{bottom}H{(depth + 1) * COLUMN + 1}"
