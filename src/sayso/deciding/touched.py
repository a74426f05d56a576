"""Which stories a decision may change."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec
import sqlalchemy as sa

from sayso.decided import standing
from sayso.decision import (
    ApartNames,
    Decision,
    Independent,
    InStory,
    Kind,
    Mark,
    Merge,
    Pin,
    Put,
    Rename,
    SameName,
    SameOrigin,
    Split,
)
from sayso.ledger import decisions, schema, search
from sayso.ledger.waiting import Waiting
from sayso.model import Origin
from sayso.weigh.bodies import fold
from sayso.weigh.judged import names_in

_PAIRS = (schema.copy, schema.quotation, schema.retelling, schema.mutation)
_SPANS = (schema.attribution, schema.figure, schema.time, schema.unquantified)
# So many stories are looked into without asking whether both names are told in them.
MOST_LOOKED_INTO = 200


def stories_touched(connection: sa.Connection, decision: Decision) -> frozenset[str]:
    """Return the ids of the stories whose claims, origins or findings a decision may change.

    What a story decision moves is told by the articles that change their story, not here. Of a
    decision on names, `is_touched` tells for each whether it goes by both of them.
    """
    what = _decided(connection, decision)
    match what:
        case SameName() | ApartNames():
            return frozenset(_naming(connection, what.a, what.b))
        case SameOrigin() | Independent():
            return frozenset(_of_row(connection, what.claim))
        case InStory() | Put() | Pin() | Rename() | Merge() | Split():
            return frozenset()
    return _of_verdict(connection, decision)


def is_touched(connection: sa.Connection, waiting: Waiting) -> bool:
    """Return whether any of the decisions that a story waits for changes what it weighs."""
    taken = (decisions.called(connection, number) for number in waiting.decisions)
    pairs: list[SameName | ApartNames] = []
    for each in filter(None, taken):
        what = _decided(connection, each)
        if not isinstance(what, SameName | ApartNames):
            return True
        pairs.append(what)
    c = schema.origin.c
    records = connection.execute(sa.select(c.record).where(c.story == waiting.story)).scalars()
    named = names_in(msgspec.json.decode(record, type=Origin) for record in records)
    return any({fold(pair.a), fold(pair.b)} <= named for pair in pairs)


def _decided(connection: sa.Connection, decision: Decision) -> Kind:
    """What a decision decided, or what the one had that it undid."""
    undone = decisions.called(connection, decision.undoes) if decision.undoes else None
    return undone.what if undone else decision.what


def _of_verdict(connection: sa.Connection, decision: Decision) -> frozenset[str]:
    """The stories that rest on a row, where what was decided makes a difference to weighing."""
    row = decision.subject
    log = decisions.log(connection, subjects=(row,))
    before, after = (
        standing(_as_of(log, number)).marks.get(row, Mark())
        for number in (decision.number - 1, decision.number)
    )
    c = schema.mutation.c
    told = _MUTATION if connection.execute(sa.select(c.id).where(c.id == row)).first() else _ROW
    if _weighs(before, told) == _weighs(after, told):
        return frozenset()
    return frozenset(_of_row(connection, row))


# Of a mutation it makes a difference that it is no candidate any more.
_ROW, _MUTATION = frozenset({"rejected"}), frozenset({"rejected", "accepted"})


def _as_of(log: Iterable[Decision], number: int) -> Iterator[Decision]:
    """The decisions up to a number, as they stood then."""
    for each in log:
        if each.number <= number:
            undone = each.undone if each.undone is not None and each.undone <= number else None
            yield msgspec.structs.replace(each, undone=undone)


def _weighs(mark: Mark, told: frozenset[str]) -> tuple[str | None, Mapping[str, object]]:
    """Of what was said of a row, what weighing goes by."""
    return mark.status if mark.status in told else None, mark.fields


def _of_row(connection: sa.Connection, id: str) -> Iterable[str]:
    """The stories whose weighing goes by a row; by findings and the like nothing is weighed."""
    c = schema.claim.c
    story = connection.execute(sa.select(c.story).where(c.id == id)).scalar()
    if story is not None:
        return (story,)
    for table in _SPANS:
        article = connection.execute(sa.select(table.c.article).where(table.c.id == id)).scalar()
        if article is not None:
            return search.stories_of(connection, article)
    for table in _PAIRS:
        row = connection.execute(sa.select(table.c.a, table.c.b).where(table.c.id == id)).first()
        if row is not None:
            both = (search.stories_of(connection, article) for article in row)
            return set.intersection(*map(set, both))
    return ()


def _naming(connection: sa.Connection, a: str, b: str) -> set[str]:
    """The stories in which origins or conduits may go by both of two names."""
    told = [_told_in(connection, name) for name in (a, b)]
    either = told[0] | told[1]
    # What has both stands under each of them, but for odd forms.
    return either if len(either) <= MOST_LOOKED_INTO else told[0] & told[1]


def _told_in(connection: sa.Connection, name: str) -> set[str]:
    """The stories in which somebody or some outlet is called so."""
    spelled = set(_spelled(name))
    member, said, page = schema.membership.c, schema.attribution.c, schema.article.c
    found: set[str] = set()
    for articles in (
        sa.select(said.article).where(sa.func.lower(said.source_name).in_(spelled)),
        sa.select(page.id).where(sa.func.lower(page.outlet).in_(spelled)),
        sa.select(page.id).where(sa.func.lower(page.agency).in_(spelled)),
    ):
        query = sa.select(member.story).where(member.article.in_(articles)).distinct()
        found.update(connection.execute(query).scalars())
    return found


def _spelled(name: str) -> Iterable[str]:
    # As the database folds case: of letters beyond ASCII the name's own spelling alone.
    plain = "".join(c.lower() if c.isascii() else c for c in " ".join(name.split()))
    bare = plain.removeprefix("the ")
    plainer = (bare.partition(", ")[0], bare.partition(" (")[0], bare.removesuffix(" report"))
    return (plain, bare, f"the {bare}", *plainer)
