"""What persons decided of a story: who, when, what, and whether it holds."""

from collections.abc import Iterable

import msgspec

from sayso.decided.words import in_words
from sayso.show.decisions import said_of
from sayso.show.report.text import short
from sayso.show.report.when import date_and_time
from sayso.show.told import Told

LONGEST_NOTE = 700


class DecisionView(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as the report prints it; `holds` is empty where it does."""

    id: str
    who: str
    when: str
    text: str
    note: str
    holds: str


def decision_views(told: Told) -> tuple[DecisionView, ...]:
    """Return the decisions, in the order in which they were taken."""
    return tuple(
        DecisionView(
            id=each.decision.id,
            who=short(each.decision.who),
            when=date_and_time(each.decision.at),
            text=short(in_words(each.decision), LONGEST_NOTE),
            note=short(each.decision.note or "", LONGEST_NOTE),
            holds="" if each.holds == "yes" else each.holds,
        )
        for each in told.decisions
    )


def said_of_rows(told: Told, rows: Iterable[str]) -> tuple[str, ...]:
    """Return what persons said of some rows, the same words once."""
    found = (said_of(told.marks.get(row)) for row in rows)
    return tuple(short(each, LONGEST_NOTE) for each in dict.fromkeys(filter(None, found)))
