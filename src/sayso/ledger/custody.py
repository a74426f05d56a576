"""The chain of custody: a row for each act, each sealed with the hash of the one before.

Whoever alters or removes a row within it breaks the chain from there on. Cutting off its end, or
sealing all of it anew, leaves a sound chain with another head: who must exclude that too keeps the
head, which `sayso verify` prints, in another place.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec
import sqlalchemy as sa

from sayso.ledger.clock import now, tool
from sayso.ledger.schema import capture, custody, decision

FIRST = "0" * 64
# What an act's detail repeats of the row that it wrote.
CAPTURED = ("run", "path", "url", "captured", "media_type", "charset")
# Repeated only where they are: most pages came from a file, without.
FETCHED = ("headers", "redirects")
DECIDED = ("kind", "value", "who")
# Of decisions that were taken since they have numbers; those before have the three alone.
NUMBERED = ("id", *DECIDED, "note", "undoes")
_SEALED = ("at", "act", "subject", "detail", "tool", "previous")


def append(
    connection: sa.Connection,
    act: str,
    subject: str,
    detail: Mapping[str, object],
    at: str | None = None,
) -> None:
    """Write that `act` was done to `subject`, now or `at` a moment just gone, by this tool."""
    last = connection.execute(
        sa.select(custody.c.hash).order_by(custody.c.id.desc()).limit(1)
    ).scalar()
    row = {
        "at": at or now(),
        "act": act,
        "subject": subject,
        "detail": msgspec.json.encode(detail, order="sorted").decode(),
        "tool": tool(),
        "previous": last or FIRST,
    }
    connection.execute(sa.insert(custody).values(**row, hash=_seal(row)))


def decided(row: Mapping[str, object]) -> dict[str, object]:
    """Return the detail of the act of a decision: all that its row says but the subject."""
    return {key: row[key] for key in NUMBERED}


def broken_at(connection: sa.Connection) -> int | None:
    """Return the number of the first row that does not fit the chain, None when all do."""
    previous = FIRST
    for row in connection.execute(sa.select(custody).order_by(custody.c.id)).mappings():
        sealed = {key: row[key] for key in _SEALED}
        if row["previous"] != previous or row["hash"] != _seal(sealed):
            return int(row["id"])
        previous = row["hash"]
    return None


def head(connection: sa.Connection) -> tuple[int, str]:
    """Return the number of acts and the seal over the last of them."""
    row = connection.execute(
        sa.select(sa.func.count(), sa.func.max(custody.c.id)).select_from(custody)
    ).one()
    last = connection.execute(sa.select(custody.c.hash).where(custody.c.id == row[1])).scalar()
    return int(row[0]), last or FIRST


def contradictions(connection: sa.Connection) -> Iterator[str]:
    """Yield each sighting or decision that differs from the act which wrote it."""
    acts: Counter[str] = Counter()
    numbered: set[int] = set()
    for at, act, subject, detail in connection.execute(
        sa.select(custody.c.at, custody.c.act, custody.c.subject, custody.c.detail).where(
            custody.c.act.in_(("capture", "decide"))
        )
    ):
        known = msgspec.json.decode(detail)
        known.pop("size", None)
        if act == "decide" and "id" in known:
            numbered.add(known["id"])
            known["at"] = at
        acts[_fact(act, subject, known)] += 1
    facts: Counter[str] = Counter()
    for row in connection.execute(sa.select(capture)).mappings():
        seen = {key: row[key] for key in CAPTURED}
        seen |= {key: row[key] for key in FETCHED if row[key] is not None}
        facts[_fact("capture", row["sha256"], seen)] += 1
    for row in connection.execute(sa.select(decision)).mappings():
        keys = (*NUMBERED, "at") if row["id"] in numbered else DECIDED
        facts[_fact("decide", row["subject"], {key: row[key] for key in keys})] += 1
    for fact in facts - acts:
        yield f"is in the ledger but no act wrote it: {fact}"
    for fact in acts - facts:
        yield f"an act wrote it but it is not in the ledger: {fact}"


def _fact(act: str, subject: str, detail: Mapping[str, object]) -> str:
    return f"{act} {subject} {msgspec.json.encode(detail, order='sorted').decode()}"


def _seal(row: Mapping[str, str]) -> str:
    return hashlib.sha256(msgspec.json.encode([row[key] for key in _SEALED])).hexdigest()
