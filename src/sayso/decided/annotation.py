"""What decisions make of what was found in an article."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

import msgspec

from sayso.model import Annotation, Attribution, Figure, content_id

Record = TypeVar("Record", bound=msgspec.Struct)


def corrected(record: Record, fields: Mapping[str, Any]) -> Record:
    """Return a record with other values for some of its fields.

    Raises msgspec.ValidationError naming the field when a value is of no kind that it can have.

    >>> corrected(Figure(id="f", start=0, end=2, text="21", best=21), {"best": 12}).best
    12.0
    """
    known = msgspec.to_builtins(record)
    return msgspec.convert({**known, **fields}, type=type(record), strict=False)


def annotation(found: Annotation, rejected: Collection[str]) -> Annotation:
    """Return an annotation without the rows that were rejected.

    What stood on a rejected attribution stands on the one around it; a figure whose time was
    rejected has none.

    >>> said = Attribution(id="att-1", source=((0, 4),), cue=(), content=())
    >>> nine = Figure(id="fig-1", start=9, end=13, text="nine", best=9, attribution="att-1")
    >>> left = annotation(Annotation(id="a", attributions=(said,), figures=(nine,)), {"att-1"})
    >>> left.attributions, left.figures[0].attribution
    ((), None)
    """
    ids = {each.id for each in found.attributions}
    ids |= {each.id for each in found.figures} | {each.id for each in found.times}
    ids |= {content_id("unq", found.id, each.start, each.end) for each in found.unquantified}
    gone = ids.intersection(rejected)
    if not gone:
        return found
    parents = {each.id: each.parent for each in found.attributions}

    def around(attribution: str | None) -> str | None:
        seen: set[str] = set()
        while attribution is not None and attribution in gone and attribution not in seen:
            seen.add(attribution)
            attribution = parents.get(attribution)
        return attribution

    return Annotation(
        id=found.id,
        attributions=tuple(
            _standing_in(each, around(each.parent))
            for each in found.attributions
            if each.id not in gone
        ),
        figures=tuple(
            msgspec.structs.replace(
                each,
                attribution=around(each.attribution),
                time=None if each.time in gone else each.time,
                relations=tuple(r for r in each.relations if r.target not in gone),
            )
            for each in found.figures
            if each.id not in gone and not _is_sum_of(each, gone)
        ),
        times=tuple(each for each in found.times if each.id not in gone),
        unquantified=tuple(
            each
            for each in found.unquantified
            if content_id("unq", found.id, each.start, each.end) not in gone
        ),
    )


def _standing_in(attribution: Attribution, parent: str | None) -> Attribution:
    return (
        attribution
        if attribution.parent == parent
        else msgspec.structs.replace(attribution, parent=parent)
    )


def _is_sum_of(figure: Figure, gone: Collection[str]) -> bool:
    """A sum that Sayso made goes with any of its parts."""
    return figure.derived and any(each.target in gone for each in figure.relations)
