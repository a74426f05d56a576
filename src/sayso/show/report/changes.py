"""What changed as a report was copied or told again, the two texts side by side."""

import msgspec
from markupsafe import Markup

from sayso.model import Excerpt, Mutation
from sayso.show.direction import Directions
from sayso.show.report.decided import said_of_rows
from sayso.show.report.places import Places, Ref
from sayso.show.report.text import short
from sayso.show.told import Told

LONGEST_REASON = 300


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of two texts, with where it stands."""

    ref: Ref
    html: Markup
    missing: bool = False


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A difference; `elsewhere` are other pairs of articles with the very same one."""

    id: str
    type: str
    subtype: str
    candidate: bool
    reason: str
    directed: bool
    left: Side
    right: Side
    elsewhere: tuple[tuple[Ref, Ref], ...] = ()
    said: tuple[str, ...] = ()


class Retold(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that may be another's in other words."""

    directed: bool
    left: Side
    right: Side
    shared: tuple[str, ...]


def changes(told: Told, places: Places) -> tuple[Change, ...]:
    """Return the mutations, the certain ones first, the same one between several pairs as one."""
    directions = Directions(told.links)
    groups: dict[tuple[str, ...], list[Mutation]] = {}
    for each in told.links.mutations:
        if each.a.id in places.number and each.b.id in places.number:
            words = [" ".join(each.a.text.split()), " ".join(each.b.text.split())]
            if directions.of(each) == "unknown":
                # Nobody was first: which text stands on the left tells nothing.
                words.sort()
            key = (each.type, each.subtype, *words, str(each.candidate))
            groups.setdefault(key, []).append(each)
    made = []
    for same in groups.values():
        first = same[0]
        backwards = directions.of(first) == "b>a"
        directed = directions.of(first) != "unknown"
        left, right = (first.b, first.a) if backwards else (first.a, first.b)
        made.append(
            Change(
                id=first.id,
                type=first.type,
                subtype=short(first.subtype.replace("_", " ").replace("-", " ")),
                candidate=first.candidate,
                reason=short(first.reason, LONGEST_REASON),
                directed=directed,
                left=_side(left, "gone" if directed else "differs", places),
                right=_side(right, "new" if directed else "differs", places),
                elsewhere=tuple(_refs(each, directions, places) for each in same[1:]),
                said=said_of_rows(told, (each.id for each in same)),
            )
        )
    return tuple(sorted(made, key=lambda change: change.candidate))


def _refs(mutation: Mutation, directions: Directions, places: Places) -> tuple[Ref, Ref]:
    a = places.ref(mutation.a.id, mutation.a.start)
    b = places.ref(mutation.b.id, mutation.b.start)
    return (b, a) if directions.of(mutation) == "b>a" else (a, b)


def _side(excerpt: Excerpt, kind: str, places: Places) -> Side:
    return Side(
        ref=places.ref(excerpt.id, excerpt.start),
        html=places.html(excerpt.id, [(excerpt.start, excerpt.end)], kind),
        missing=excerpt.start == excerpt.end,
    )


def retellings(told: Told, places: Places) -> tuple[Retold, ...]:
    """Return the claims told again in other words, the earlier text on the left."""
    made = []
    for each in told.links.retellings:
        if each.a.id in places.number and each.b.id in places.number:
            left, right = (each.b, each.a) if each.direction == "b>a" else (each.a, each.b)
            made.append(
                Retold(
                    directed=each.direction != "unknown",
                    left=_side(left, "same", places),
                    right=_side(right, "same", places),
                    shared=tuple(short(word, LONGEST_REASON) for word in each.shared),
                )
            )
    return tuple(made)
