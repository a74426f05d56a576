"""The log of decisions, each with whether it holds."""

from collections.abc import Iterable
from typing import Literal

import msgspec
import sqlalchemy as sa

from sayso.deciding.rows import is_there
from sayso.decision import (
    Decision,
    Independent,
    InStory,
    Merge,
    Pin,
    Put,
    Rename,
    SameOrigin,
    Split,
    Undo,
)
from sayso.ledger import decisions, schema
from sayso.ledger.several import several

Holds = Literal["yes", "undone", "superseded", "orphaned", "undoing"]


class Logged(msgspec.Struct, frozen=True, kw_only=True):
    """A decision and whether it holds.

    `yes`; `undone` by a later one; `superseded` by a later one on the same thing; `orphaned` where
    what it was on is no longer there; `undoing` is one that undid another.
    """

    decision: Decision
    holds: Holds


def log(connection: sa.Connection, *, pages: bool = False) -> tuple[Logged, ...]:
    """Return all decisions in order, with `pages` also those that added a page to a story."""
    found = decisions.log(connection)
    if pages:
        found = tuple(
            sorted(
                (*found, *decisions.log(connection, kinds=(decisions.STORY,))),
                key=lambda each: each.number,
            )
        )
    return holding(connection, found)


def holding(connection: sa.Connection, found: Iterable[Decision]) -> tuple[Logged, ...]:
    """Return decisions, which are all on their subjects, with whether each holds."""
    listed = tuple(found)
    last: dict[object, int] = {}
    for each in listed:
        if each.undone is None:
            for key in (*_keys(each), *_overrules(each)):
                last[key] = each.number
    wanted = {key for each in listed for key in _rests_on(each)}
    there = is_there(connection, wanted) | _pages(connection, listed)
    return tuple(Logged(decision=each, holds=_holds(each, last, there)) for each in listed)


def _holds(decision: Decision, last: dict[object, int], there: set[str]) -> Holds:
    if isinstance(decision.what, Undo):
        return "undoing"
    if decision.undone is not None:
        return "undone"
    if all(last[key] > decision.number for key in _keys(decision)):
        return "superseded"
    return "yes" if there.issuperset(_rests_on(decision)) else "orphaned"


_VERDICTS = frozenset({"accept", "reject", "unsure"})


def _keys(decision: Decision) -> tuple[object, ...]:
    """What a later decision must have decided for this one to hold no more."""
    what = decision.what
    match what:
        case InStory() | Put() | Pin():
            return (("story", decision.subject),)
        case Merge() | Split():
            return tuple(("story", each) for each in what.articles) or (decision.number,)
        case SameOrigin() | Independent():
            return ((what.claim, *sorted((what.a, what.b))),)
    if decision.kind in _VERDICTS:
        return (("verdict", decision.subject),)
    if decision.kind == "correct":
        return tuple((name, decision.subject) for name in what.fields)  # type: ignore[union-attr]
    if decision.kind in ("same-name", "apart-names"):
        return (("names", decision.subject),)
    return ((decision.kind, decision.subject),)


def _overrules(decision: Decision) -> tuple[object, ...]:
    """What a decision overrules beside what it is itself overruled by: a correction a rejection."""
    return (("verdict", decision.subject),) if decision.kind == "correct" else ()


def _rests_on(decision: Decision) -> tuple[str, ...]:
    """The ids that must be there; a story may be called otherwise by now, its articles are."""
    what = decision.what
    match what:
        case InStory():
            return (what.page,)
        case Put() | Pin():
            return (what.article,)
        case Merge() | Split():
            return what.articles[:1]
        case Rename():
            return (what.story,)
        case SameOrigin() | Independent():
            return (what.claim,)
    row = getattr(what, "row", None)
    return (row,) if row else ()


def _pages(connection: sa.Connection, found: Iterable[Decision]) -> set[str]:
    pages = {each.what.page for each in found if isinstance(each.what, InStory)}
    c = schema.page.c.sha256
    return {
        page
        for part in several(pages)
        for page in connection.execute(sa.select(c).where(c.in_(part))).scalars()
    }
