"""What decisions make of the links between articles."""

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from sayso.decided.annotation import corrected
from sayso.decided.standing import Standing
from sayso.model import Copy, Excerpt, Links, Mutation, Retelling, Span

Record = TypeVar("Record", Copy, Mutation)


def links(found: Links, standing: Standing, figures: Iterable[Excerpt] = ()) -> Links:
    """Return the links that are weighed: as corrected, without those rejected and what is theirs.

    With a rejected copy or retelling goes what was changed in its passages, with a rejected
    figure, one of `figures`, the change of that figure. A mutation that a person accepted is no
    candidate any more.

    >>> from sayso.decided.standing import standing
    >>> from sayso.decision import Decision, Reject
    >>> copy = Copy(id="cpy-1", a="n1", b="n2", direction="a>b", passages=((0, 9, 0, 9),))
    >>> log = [Decision(number=1, at="", who="", kind="", subject="", what=Reject(row="cpy-1"))]
    >>> links(Links(copies=(copy,)), standing(log)).copies
    ()
    """
    wrong = {row for row, mark in standing.marks.items() if mark.status == "rejected"}
    accepted = {row for row, mark in standing.marks.items() if mark.status == "accepted"}
    no_copies = [each for each in found.copies if each.id in wrong]
    no_retellings = [each for each in found.retellings if each.id in wrong]
    no_figures = tuple(figures)

    def is_left(mutation: Mutation) -> bool:
        return not (
            mutation.id in wrong
            or any(_in_copy(mutation, copy) for copy in no_copies)
            or any(_in_retelling(mutation, each) for each in no_retellings)
            or (mutation.type == "figure" and _is_of(mutation, no_figures))
        )

    return msgspec.structs.replace(
        found,
        copies=tuple(_corrected(each, standing) for each in found.copies if each.id not in wrong),
        quotations=tuple(each for each in found.quotations if each.id not in wrong),
        retellings=tuple(each for each in found.retellings if each.id not in wrong),
        mutations=tuple(
            _corrected(
                msgspec.structs.replace(each, candidate=False) if each.id in accepted else each,
                standing,
            )
            for each in found.mutations
            if is_left(each)
        ),
    )


def _corrected(record: Record, standing: Standing) -> Record:
    mark = standing.marks.get(record.id)
    return corrected(record, mark.fields) if mark and mark.fields else record


def _in_copy(mutation: Mutation, copy: Copy) -> bool:
    sides = (mutation.a, mutation.b)
    if (mutation.a.id, mutation.b.id) == (copy.b, copy.a):
        sides = (mutation.b, mutation.a)
    elif (mutation.a.id, mutation.b.id) != (copy.a, copy.b):
        return False
    one, other = ((each.start, each.end) for each in sides)
    return any(
        _touch(one, (a0, a1)) and _touch(other, (b0, b1)) for a0, a1, b0, b1 in copy.passages
    )


def _in_retelling(mutation: Mutation, retelling: Retelling) -> bool:
    told = (retelling.a, retelling.b)
    if mutation.a.id != retelling.a.id:
        told = (retelling.b, retelling.a)
    pairs = zip((mutation.a, mutation.b), told, strict=True)
    return all(
        side.id == of.id and _touch((side.start, side.end), (of.start, of.end))
        for side, of in pairs
    )


def _is_of(mutation: Mutation, figures: tuple[Excerpt, ...]) -> bool:
    return any(
        side.id == figure.id and _touch((side.start, side.end), (figure.start, figure.end))
        for side in (mutation.a, mutation.b)
        for figure in figures
    )


def _touch(a: Span, b: Span) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]
