"""What a person decided, in the order decided; nothing in it is ever changed or removed.

An undone decision stays, and the row that undoes it names it.
"""

import sqlalchemy as sa

from sayso.ledger import custody
from sayso.ledger.clock import now
from sayso.ledger.schema import decision

STORY = "story"


def decide(connection: sa.Connection, who: str, kind: str, subject: str, value: str) -> None:
    """Record that `who` decided `value` for `subject`, unless that is what holds already."""
    if standing(connection, kind, subject) == value:
        return
    connection.execute(
        sa.insert(decision).values(at=now(), who=who, kind=kind, subject=subject, value=value)
    )
    custody.append(connection, "decide", subject, {"kind": kind, "value": value, "who": who})


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
