"""Two articles side by side: what is common stands level, what changed is marked."""

from collections.abc import Iterable, Sequence

import msgspec
import sqlalchemy as sa
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from sayso.ledger import outdated, search, told
from sayso.model import Article, Excerpt, SaysoError, Span
from sayso.show.diff import Diff, aligned, difference
from sayso.show.report.text import Mark, marked
from sayso.web import addresses, parameters
from sayso.web.desk import Desk
from sayso.web.parameters import NotThere
from sayso.web.templates import page

# Beyond it a page of two texts is no page: some thirty columns of newsprint each.
LONGEST_TEXT = 100_000
# Of what stands in one text alone more is folded.
LONGEST_ALONE = 700


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of one text: its paragraphs, and those of a long one that are folded."""

    shown: tuple[Markup, ...] = ()
    folded: tuple[Markup, ...] = ()


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """Stretches that stand side by side; common to both where both are there."""

    a: Side
    b: Side
    common: bool


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A difference, what each text has, where it is shown."""

    id: str
    type: str
    subtype: str
    candidate: bool
    reason: str
    a: str
    b: str


def compare(desk: Desk, request: Request) -> Response:
    """Return two articles side by side."""
    known = {"a": parameters.text, "b": parameters.text}
    given = parameters.read(request.query_params, known)
    if set(given) != {"a", "b"}:
        return page(request, "choose.html", given=given, due=False)
    with desk.ledger.reading() as connection:
        a, b = (_called(connection, given[side]) for side in ("a", "b"))
        links = told.links_of(connection, a.id)
        due = outdated.is_due(connection)
    found = difference(a, b, links)
    return page(
        request,
        "compare.html",
        a=a,
        b=b,
        found=found,
        direction=_direction(found),
        evidence=[each for copy in found.copies for each in copy.evidence],
        rows=rows(found),
        changes=changes(found),
        turned=addresses.table("compare", a=b.id, b=a.id),
        due=due,
    )


def _called(connection: sa.Connection, id: str) -> Article:
    try:
        return search.article_called(connection, id)
    except SaysoError as error:
        raise NotThere(str(error)) from None


def _direction(found: Diff) -> str:
    ways = {copy.direction for copy in found.copies} - {"unknown"}
    if ways == {"a>b"}:
        return "The second took from the first"
    if ways == {"b>a"}:
        return "The first took from the second"
    return "Who took from whom is not known" if found.copies else "No passage in common"


def rows(found: Diff) -> tuple[Row, ...]:
    """Return the texts in stretches side by side, with what changed marked in both."""
    backwards = {copy.direction for copy in found.copies} == {"b>a"}
    directed = {copy.direction for copy in found.copies} - {"unknown"}
    first, second = ("gone", "new") if directed else ("differs", "differs")
    if backwards:
        first, second = second, first
    a_marks = _marks((each.a for each in found.mutations), first)
    b_marks = _marks((each.b for each in found.mutations), second)
    return tuple(
        Row(
            a=_side(found.a.text, each.a, a_marks, whole=each.b is not None),
            b=_side(found.b.text, each.b, b_marks, whole=each.a is not None),
            common=each.a is not None and each.b is not None,
        )
        for each in aligned(found)
    )


def _marks(excerpts: Iterable[Excerpt], kind: str) -> Sequence[Mark]:
    return [
        Mark(start=each.start, end=each.end, kind=kind)
        for each in excerpts
        if each.start < each.end
    ]


def _side(text: str, span: Span | None, marks: Sequence[Mark], *, whole: bool) -> Side:
    if span is None:
        return Side()
    start, end = span[0], min(span[1], LONGEST_TEXT)
    made: list[Markup] = []
    letters = kept = 0
    at = start
    for part in text[start:end].split("\n\n"):
        if part.strip():
            inside = [each for each in marks if each.start < at + len(part) and at < each.end]
            made.append(marked(text, (at, at + len(part)), inside))
            kept += letters < LONGEST_ALONE
            letters += len(part)
        at += len(part) + 2
    shown = len(made) if whole else kept
    return Side(shown=tuple(made[:shown]), folded=tuple(made[shown:]))


def changes(found: Diff) -> tuple[Change, ...]:
    """Return what changed, the certain changes first."""
    made = (
        Change(
            id=each.id,
            type=each.type,
            subtype=each.subtype.replace("_", " ").replace("-", " "),
            candidate=each.candidate,
            reason=each.reason,
            a=each.a.text,
            b=each.b.text,
        )
        for each in found.mutations
    )
    return tuple(sorted(made, key=lambda each: each.candidate))
