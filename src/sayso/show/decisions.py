"""What persons decided: the table of decisions, and the columns that every row has of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from sayso.decided.words import in_words
from sayso.deciding import logged as log_of
from sayso.deciding.logged import Logged
from sayso.decision import ADMIRALTY, Mark
from sayso.ledger import Ledger, decisions
from sayso.model import Judgement

Row = Mapping[str, object]
COLUMNS = (
    *("id", "at", "who", "kind", "subject", "text", "note", "holds", "undone_by", "decision"),
)
# The columns that every exported row has of what persons said of it.
MARKED = ("status", "decided_by", "decided_at", "grade", "likelihood", "note", "machine")


def logged(ledger: Ledger) -> tuple[Logged, ...]:
    """Return all decisions in order, but for those that added a page to a story."""
    with ledger.reading() as connection:
        return log_of.log(connection)


def decision_rows(found: Iterable[Logged]) -> Iterator[Row]:
    """Yield a row a decision: `text` tells it in words, `decision` has all that it says."""
    for each in found:
        decision = each.decision
        yield {
            "id": decision.id,
            "at": decision.at,
            "who": decision.who,
            "kind": decision.kind,
            "subject": decision.subject,
            "text": in_words(decision),
            "note": decision.note,
            "holds": each.holds,
            "undone_by": None if decision.undone is None else f"dec-{decision.undone}",
            "decision": msgspec.to_builtins(decision.what),
        }


def marks_of(ledger: Ledger, rows: Collection[str] | None = None) -> Mapping[str, Mark]:
    """Return what persons said of some rows, of all rows where none are named."""
    with ledger.reading() as connection:
        if rows is None:
            return decisions.standing_all(connection).marks
        return decisions.marks(connection, rows)


def marked(mark: Mark | None) -> Row:
    """Return the columns that a row has of what persons said of it.

    >>> marked(None)["grade"], marked(None)["status"]
    ('F6', None)
    """
    mark = mark or Mark()
    last = mark.last
    return {
        "status": mark.status,
        "decided_by": last.who if last else None,
        "decided_at": last.at if last else None,
        "grade": mark.grade.value if mark.grade else ADMIRALTY,
        "likelihood": mark.likelihood.value if mark.likelihood else None,
        "note": mark.note.value if mark.note else None,
        "machine": {key: mark.machine[key] for key in mark.fields if key in mark.machine} or None,
    }


def judged(judgement: Judgement) -> str:
    """Return what a person said of two names or of two origins of a claim.

    >>> judged(Judgement(a="NIS", b="the Survey", same=False, who="Ada Oram", at="2031-04-02T08",
    ...     claim="clm-1"))
    'NIS and the Survey are independent: marked by Ada Oram, 2031-04-02'
    """
    origins = judgement.claim is not None
    two = "independent" if origins else "two"
    are = ("one origin" if origins else "one") if judgement.same else two
    who = f"marked by {judgement.who}, {judgement.at[:10]}"
    return f"{judgement.a} and {judgement.b} are {are}: {who}"


def said_of(mark: Mark | None) -> str:
    """Return what persons said of a row in words, empty where nobody said anything.

    >>> from sayso.decision import Said
    >>> said = Said(value="rejected", who="Ada Oram", at="2031-04-02T08:00:00Z", decision=1)
    >>> said_of(Mark(verdict=said))
    'rejected by Ada Oram, 2031-04-02'
    """
    if mark is None:
        return ""
    parts = [f"{said.value} by {said.who}, {said.at[:10]}" for said in (mark.verdict,) if said]
    parts += [f"graded {said.value} by {said.who}" for said in (mark.grade,) if said]
    parts += [f"{said.value}, says {said.who}" for said in (mark.likelihood,) if said]
    parts += [f"“{said.value}” ({said.who})" for said in (mark.note,) if said]
    if mark.fields:
        was = ", ".join(
            f"{key} {msgspec.json.encode(mark.machine.get(key)).decode()}"
            for key in mark.fields
            if key != "text"
        )
        parts.append(f"the machine had {was}")
    return "; ".join(parts)
