"""What is to be looked at: findings and candidate changes, those that matter most first."""

from collections.abc import Collection, Iterator, Mapping

import msgspec
import sqlalchemy as sa

from sayso.ledger import decisions, schema
from sayso.ledger.several import several
from sayso.model import Finding, Mutation
from sayso.show.report.findings import KINDS

# What says little alone is in the table of findings, and not brought before anybody.
QUIET = frozenset(name for name, kind in KINDS.items() if kind.weight == "quiet")
MUTATIONS = "changes"
# In the order in which they matter, candidate changes after the findings that exclude each other.
PARTS = (
    *("conflict", "attribution-conflict", "circular", "mutation", MUTATIONS),
    *("revision", "unclear", "compatible", "agree"),
)
BATCH = 200
LOOKED_AT = ("accept", "reject", "unsure", "correct")


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be looked at; `number` is how many come before it."""

    id: str
    record: Finding | Mutation
    number: int


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How many there are, and how many of them somebody has looked at."""

    total: int
    done: int


def looked_at(connection: sa.Connection) -> frozenset[str]:
    """Return the ids of the rows that somebody accepted, rejected or could not tell."""
    return frozenset(
        each.subject for each in decisions.log(connection, kinds=LOOKED_AT) if each.undone is None
    )


def item(
    connection: sa.Connection, where: Mapping[str, str], skip: int, done: Collection[str]
) -> Item | None:
    """Return what is to be looked at next after leaving out `skip` that nobody looked at."""
    left = skip
    for part in _parts(where):
        for named, record in _rows(connection, part, where):
            if named in done:
                continue
            if left:
                left -= 1
                continue
            kind: type[Finding | Mutation] = Mutation if part == MUTATIONS else Finding
            return Item(id=named, record=msgspec.json.decode(record, type=kind), number=skip)
    return None


def progress(
    connection: sa.Connection, where: Mapping[str, str], done: Collection[str]
) -> Progress:
    """Return how many there are in all, and how many of those are done."""
    total = sum(_counted(connection, where, ()).values())
    many = sum(
        number for some in several(done) for number in _counted(connection, where, some).values()
    )
    return Progress(total=total, done=many)


def _counted(
    connection: sa.Connection, where: Mapping[str, str], some: Collection[str]
) -> Mapping[str, int]:
    """Return how many there are of each part, of some ids alone where there are any."""
    parts = _parts(where)
    its, number = schema.finding, sa.func.count()
    findings = sa.select(its.c.type, number).group_by(its.c.type).where(its.c.type.in_(parts))
    if "story" in where:
        findings = findings.where(its.c.story == where["story"])
    if some:
        findings = findings.where(its.c.id.in_(some))
    found = {str(name): int(many) for name, many in connection.execute(findings)}
    if MUTATIONS in parts:
        table, conditions = _asked(MUTATIONS, where)
        changes = sa.select(number).select_from(table).where(*conditions)
        changes = changes.where(table.c.id.in_(some)) if some else changes
        found[MUTATIONS] = connection.execute(changes).scalar_one()
    return found


def _parts(where: Mapping[str, str]) -> tuple[str, ...]:
    return (where["type"],) if "type" in where else PARTS


def _asked(part: str, where: Mapping[str, str]) -> tuple[sa.Table, list[sa.ColumnElement[bool]]]:
    story = where.get("story")
    if part == MUTATIONS:
        table = schema.mutation
        conditions: list[sa.ColumnElement[bool]] = [table.c.candidate.is_(True)]
        if story is not None:
            member = schema.membership.c
            inside = sa.select(member.article).where(member.story == story)
            conditions += [table.c.a.in_(inside), table.c.b.in_(inside)]
        return table, conditions
    table = schema.finding
    its: list[sa.ColumnElement[bool]] = [table.c.type == part]
    return table, [*its, *([table.c.story == story] if story is not None else [])]


def _rows(
    connection: sa.Connection, part: str, where: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    table, conditions = _asked(part, where)
    after = -1
    while True:
        query = (
            sa.select(table.c.place, table.c.id, table.c.record)
            .where(*conditions, table.c.place > after)
            .order_by(table.c.place)
            .limit(BATCH)
        )
        found = connection.execute(query).all()
        for place, named, record in found:
            after = place
            yield named, record
        if len(found) < BATCH:
            return
