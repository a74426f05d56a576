"""The story that each article was given, by a person or with the article itself."""

from collections.abc import Collection, Mapping

import msgspec
import sqlalchemy as sa

from sayso.decided.standing import Standing
from sayso.decided.standing import standing as standing_of
from sayso.decision import Decision, Merge, Pin, Put, Rename, Split
from sayso.ledger import decisions, schema
from sayso.ledger.several import several

# Decisions that move articles or name stories, but for the story that pages were added to.
OF_STORIES = ("put", "pin", "rename", "merge", "split")


def story_named(connection: sa.Connection, name: str) -> str:
    """Return the id of the story that a name stands for: of one renamed or merged, that one's."""
    if not _any(connection):
        return name
    return standing_of(decisions.log(connection, kinds=OF_STORIES)).story(name)


def names(connection: sa.Connection) -> Standing:
    """Return what holds of stories' names and of articles that were moved one by one."""
    if not _any(connection):
        return Standing()
    return standing_of(decisions.log(connection, kinds=OF_STORIES))


def _any(connection: sa.Connection) -> bool:
    return any(decisions.any_of(connection, kind) for kind in OF_STORIES)


def assign(connection: sa.Connection) -> frozenset[str]:
    """Give each article the story that stands decided; return the ids of those that it changed."""
    if not _any(connection):
        return frozenset()
    log = decisions.log(connection, kinds=OF_STORIES)
    rows = _meant(connection, log)
    pages = standing_of(
        decisions.log(connection, {row.sha256 for row in rows.values()}, (decisions.STORY,))
    ).pages
    held = msgspec.structs.replace(standing_of(log), pages=pages)
    changed: dict[str, str | None] = {}
    for article, row in rows.items():
        wanted = held.story_of(article, row.sha256, row.own)
        if wanted != row.story:
            changed[article] = wanted
    for article, story in changed.items():
        connection.execute(
            sa.update(schema.article).where(schema.article.c.id == article).values(story=story)
        )
    return frozenset(changed)


def _meant(connection: sa.Connection, log: Collection[Decision]) -> "Mapping[str, sa.Row]":  # type: ignore[type-arg]
    """The articles that a decision names, undone or not, and those of stories that it names."""
    c = schema.article.c
    own = sa.func.json_extract(c.record, "$.story").label("own")
    query = sa.select(c.id, c.sha256, c.story, own)
    ids: dict[str, None] = {}
    stories: dict[str, None] = {}
    for each in log:
        match each.what:
            case Put() | Pin() as put:
                ids[put.article] = None
            case Merge() as merge:
                ids |= dict.fromkeys((*merge.articles, *merge.kept))
                stories |= dict.fromkeys((merge.story, merge.into))
            case Split() as split:
                ids |= dict.fromkeys((*split.articles, *split.kept))
            case Rename() as rename:
                stories |= dict.fromkeys((rename.story, rename.name))
    found = {}
    for column, wanted in ((c.id, ids), (c.story, stories)):
        for part in several(wanted):
            rows = connection.execute(query.where(column.in_(part))).all()
            found.update({row.id: row for row in rows})
    return found
