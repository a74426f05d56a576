"""What persons decided, in the order decided; nothing in it is ever changed or removed.

An undone decision stays, and the row that undoes it names it. Each is an act in custody.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec
import sqlalchemy as sa

from sayso.decided.standing import Standing
from sayso.decided.standing import standing as standing_of
from sayso.decision import Decision, InStory, Kind, Mark, Undo
from sayso.ledger import custody
from sayso.ledger.clock import now
from sayso.ledger.schema import decision
from sayso.ledger.several import several

STORY = "story"
UNDO = "undo"
PREFIX = "dec-"


def decide(connection: sa.Connection, who: str, kind: str, subject: str, value: str) -> None:
    """Record that `who` decided `value` for `subject`, unless that is what holds already."""
    if standing(connection, kind, subject) == value:
        return
    _write(connection, {"who": who, "kind": kind, "subject": subject, "value": value})


def record(
    connection: sa.Connection, who: str, subject: str, what: Kind, note: str | None = None
) -> Decision:
    """Record that `who` decided `what` on `subject`, and return it as it stands in the log."""
    undoes = number_of(what.decision) if isinstance(what, Undo) else None
    row = {
        "who": who,
        "kind": str(what.__struct_config__.tag),
        "subject": subject,
        "value": None if undoes else msgspec.json.encode(what).decode(),
        "note": note,
        "undoes": undoes,
    }
    return _decision(_write(connection, row))


def _write(connection: sa.Connection, row: Mapping[str, object]) -> Mapping[str, object]:
    last = connection.execute(sa.select(sa.func.max(decision.c.id))).scalar() or 0
    at = now()
    whole = {"note": None, "undoes": None, **row, "id": last + 1, "at": at}
    connection.execute(sa.insert(decision).values(**whole))
    custody.append(connection, "decide", str(whole["subject"]), custody.decided(whole), at)
    return whole


def standing(connection: sa.Connection, kind: str, subject: str) -> str | None:
    """Return the last decision of a kind on a subject that was not undone, None without one."""
    undone = sa.select(decision.c.undoes).where(decision.c.undoes.is_not(None))
    return connection.execute(
        sa.select(decision.c.value)
        .where(decision.c.kind == kind, decision.c.subject == subject)
        .where(decision.c.undoes.is_(None), decision.c.id.not_in(undone))
        .order_by(decision.c.id.desc())
        .limit(1)
    ).scalar()


def number_of(id: str) -> int | None:
    """Return the number of a decision by its id, null where it is none.

    >>> number_of("dec-12"), number_of("fig-12")
    (12, None)
    """
    digits = id.removeprefix(PREFIX)
    return int(digits) if id.startswith(PREFIX) and digits.isdecimal() else None


def log(
    connection: sa.Connection,
    subjects: Collection[str] | None = None,
    kinds: Collection[str] | None = None,
) -> tuple[Decision, ...]:
    """Return the decisions in the order taken, those on some subjects or of some kinds alone.

    Without kinds, all but the stories that pages were added to, which each article has.
    """
    wanted: Iterable[Collection[str] | None] = [None] if subjects is None else several(subjects)
    rows = [row for part in wanted for row in _rows(connection, part, kinds)]
    return tuple(_decision(dict(row)) for row in sorted(rows, key=lambda row: int(row["id"])))


def _rows(
    connection: sa.Connection, subjects: Collection[str] | None, kinds: Collection[str] | None
) -> Iterator[sa.RowMapping]:
    undoing = decision.alias("undoing")
    undone = sa.select(sa.func.max(undoing.c.id)).where(undoing.c.undoes == decision.c.id)
    query = sa.select(decision, undone.scalar_subquery().label("undone"))
    if subjects is not None:
        query = query.where(decision.c.subject.in_(subjects))
    named = decision.c.kind.in_(kinds) if kinds is not None else decision.c.kind != STORY
    query = query.where(named)
    yield from connection.execute(query).mappings()


def called(connection: sa.Connection, number: int) -> Decision | None:
    """Return the decision of that number, None without one."""
    undone = sa.select(sa.func.max(decision.c.id)).where(decision.c.undoes == number)
    query = sa.select(decision, undone.scalar_subquery().label("undone"))
    row = connection.execute(query.where(decision.c.id == number)).mappings().first()
    return _decision(dict(row)) if row else None


def last_on(connection: sa.Connection, subject: str) -> Decision | None:
    """Return the last decision on a subject, an undoing included, None without one."""
    query = sa.select(sa.func.max(decision.c.id)).where(decision.c.subject == subject)
    number = connection.execute(query).scalar()
    return called(connection, number) if number is not None else None


def since(connection: sa.Connection, number: int) -> tuple[Decision, ...]:
    """Return the decisions after that of a number, which were taken while something else ran."""
    return tuple(each for each in log(connection) if each.number > number)


def any_of(connection: sa.Connection, kind: str) -> bool:
    """Return whether there is any decision of a kind."""
    query = sa.select(decision.c.id).where(decision.c.kind == kind).limit(1)
    return connection.execute(query).scalar() is not None


def last(connection: sa.Connection) -> int:
    """Return the number of the last decision of all, 0 without one."""
    return connection.execute(sa.select(sa.func.max(decision.c.id))).scalar() or 0


def standing_all(connection: sa.Connection) -> Standing:
    """Return all that holds now."""
    return standing_of(log(connection))


def marks(connection: sa.Connection, rows: Collection[str]) -> Mapping[str, Mark]:
    """Return what persons said of some rows, by their ids; nothing of those nobody spoke of."""
    return standing_of(log(connection, subjects=rows)).marks


def _decision(row: Mapping[str, object]) -> Decision:
    kind, value = str(row["kind"]), row["value"]
    if kind == STORY:
        what: Kind = InStory(page=str(row["subject"]), story=str(value))
    elif kind == UNDO:
        what = Undo(decision=f"{PREFIX}{row['undoes']}")
    else:
        what = msgspec.json.decode(str(value), type=Kind)
    return Decision(
        number=int(str(row["id"])),
        at=str(row["at"]),
        who=str(row["who"]),
        kind=kind,
        subject=str(row["subject"]),
        what=what,
        note=_text(row["note"]),
        undoes=_number(row["undoes"]),
        undone=_number(row.get("undone")),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _number(value: object) -> int | None:
    return None if value is None else int(str(value))
