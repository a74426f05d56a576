"""Decisions recorded, and what follows from them, in one transaction."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec
import sqlalchemy as sa

from sayso.deciding.check import meant
from sayso.deciding.settle import Settled, renamed, settle
from sayso.deciding.touched import stories_touched
from sayso.decision import Asked, Correct, Decision, Merge, Pin, Put, Split, Undo
from sayso.ledger import Ledger, corrections, decisions, given
from sayso.ledger.waiting import Waiting
from sayso.model import SaysoError


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a decision: as it stands in the log, or the error why it does not.

    `instead_of` is an earlier one that it takes the place of.
    """

    decision: Decision | None = None
    instead_of: Decision | None = None
    error: str | None = None


def decide(
    ledger: Ledger, asked: Sequence[Asked], who: str | None = None, first: str | None = None
) -> tuple[Outcome, ...]:
    """Record decisions, one after the other, and weigh anew what they touch.

    One that cannot be taken is told and the others go on. `who` decides where a decision does not
    say, else the person of the ledger's settings. Where they touch many stories, the `first` and
    the smallest are weighed at once, and the others wait for `weigh_waiting`. While linking is
    due, decisions are of effect when it is done.
    """
    with ledger.writing() as connection:
        return decided(connection, asked, ledger.config.who if who is None else who, first).outcomes


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What became of decisions, and what followed from them at once."""

    outcomes: tuple[Outcome, ...]
    settled: Settled


def decided(
    connection: sa.Connection, asked: Sequence[Asked], who: str, first: str | None = None
) -> Done:
    """Record decisions within a transaction, and weigh anew what they touch."""
    outcomes = tuple(_recorded(connection, each, who) for each in asked)
    taken = [each.decision for each in outcomes if each.decision is not None]
    return Done(outcomes=outcomes, settled=take_effect(connection, taken, first))


def _recorded(connection: sa.Connection, asked: Asked, who: str) -> Outcome:
    by = (who if asked.who is None else asked.who).strip()
    try:
        found = meant(connection, msgspec.structs.replace(asked, who=by), by)
    except SaysoError as error:
        return Outcome(error=str(error))
    decision = decisions.record(connection, by, found.subject, found.what, asked.note)
    return Outcome(decision=decision, instead_of=found.instead_of)


def take_effect(
    connection: sa.Connection, taken: Sequence[Decision], first: str | None = None
) -> Settled:
    """Bring rows and stories in line with decisions; return the stories weighed anew."""
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for each in taken:
        for story in stories_touched(connection, each):
            numbers[story].append(each.number)
    touched = [Waiting(story=story, decisions=tuple(by)) for story, by in numbers.items()]
    kinds = {each.kind for each in taken} | {_undone(connection, each) for each in taken}
    if Correct.__struct_config__.tag in kinds:
        corrections.apply(connection, {each.subject for each in taken})
    moved: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    if kinds.intersection(given.OF_STORIES) or decisions.STORY in kinds:
        moved = given.assign(connection)
        named = renamed(connection, decisions.standing_all(connection))
    back = dict(pair for each in taken for pair in _back(connection, each))
    settled = settle(connection, touched, moved, back, first)
    return msgspec.structs.replace(settled, stories=settled.stories | named)


def _back(connection: sa.Connection, decision: Decision) -> Iterator[tuple[str, str]]:
    """Yield the stories that articles go back to where what moved them was undone."""
    undone = decisions.called(connection, decision.undoes) if decision.undoes else None
    match undone.what if undone else None:
        case Put() as put:
            if put.was is not None:
                yield put.article, put.was
        case Pin() as pin:
            yield pin.article, pin.story
        case Split() as split:
            yield from ((each, split.story) for each in (*split.articles, *split.kept))
        case Merge() as merge:
            yield from ((each, merge.story) for each in merge.articles)
            yield from ((each, merge.into) for each in merge.kept)


def _undone(connection: sa.Connection, decision: Decision) -> str:
    """The kind of the decision that another undid, empty where it is no undoing."""
    if not isinstance(decision.what, Undo) or decision.undoes is None:
        return ""
    found = decisions.called(connection, decision.undoes)
    return found.kind if found else ""
