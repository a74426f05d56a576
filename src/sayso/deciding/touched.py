"""Which stories a decision may change."""

from collections.abc import Iterable

import sqlalchemy as sa

from sayso.decision import (
    ApartNames,
    Decision,
    Independent,
    InStory,
    Merge,
    Pin,
    Put,
    Rename,
    SameName,
    SameOrigin,
    Split,
    Undo,
)
from sayso.ledger import decisions, schema, search

# Nothing is weighed by these.
_SAID_ONLY = ("grade", "likelihood", "note")
_PAIRS = (schema.copy, schema.quotation, schema.retelling, schema.mutation)
_SPANS = (schema.attribution, schema.figure, schema.time, schema.unquantified)
_OF_STORIES = (schema.claim, schema.origin, schema.finding, schema.indicator)


def stories_touched(connection: sa.Connection, decision: Decision) -> frozenset[str]:
    """Return the ids of the stories whose claims, origins or findings a decision may change.

    What a story decision moves is told by the articles that change their story, not here.
    """
    what = decision.what
    if isinstance(what, Undo):
        undone = decisions.called(connection, decision.undoes or 0)
        return stories_touched(connection, undone) if undone else frozenset()
    match what:
        case SameName() | ApartNames():
            return frozenset(_naming(connection, (what.a, what.b)))
        case SameOrigin() | Independent():
            return frozenset(_of_row(connection, what.claim))
        case InStory() | Put() | Pin() | Rename() | Merge() | Split():
            return frozenset()
    if decision.kind in _SAID_ONLY:
        return frozenset()
    return frozenset(_of_row(connection, decision.subject))


def _of_row(connection: sa.Connection, id: str) -> Iterable[str]:
    for table in _OF_STORIES:
        story = connection.execute(sa.select(table.c.story).where(table.c.id == id)).scalar()
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


def _naming(connection: sa.Connection, names: Iterable[str]) -> set[str]:
    """The stories in which somebody or some outlet goes by one of the names."""
    spelled = {form for name in names for form in _spelled(name)}
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
    return (plain, bare, f"the {bare}", bare.partition(", ")[0])
