"""Writing what is derived from several articles: stories, links, claims, origins, findings.

It is written whole, or for what was added since. Where an article is derived anew or moved, what
rested on it is gone, and the ledger says that linking is due.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

import msgspec
import sqlalchemy as sa

from sayso.ledger import columns, corrections, driver, outdated, schema, waiting
from sayso.ledger.several import several
from sayso.model import Article, FollowUp, Links, Story, Weighed

_OF_STORIES = (schema.claim, schema.origin, schema.finding, schema.indicator)
_OF_PAIRS = (
    *(schema.copy, schema.quotation, schema.retelling, schema.mutation),
    schema.follow_up,
)


class Touched(msgspec.Struct, frozen=True, kw_only=True):
    """What is derived anew where some articles were added to those that are linked.

    `links` stand in place of what stood between the `again` pairs and beside what there is;
    `inside` are the retellings and their mutations within the stories of `links`, which stand in
    place of the stories of these ids and of the `gone`, weighed anew. Follow-ups were sought
    between the articles in `view`.
    """

    links: Links
    again: Collection[tuple[str, str]] = ()
    gone: Collection[str] = ()
    view: Collection[str] = ()
    inside: Links = Links()
    weighed: Sequence[Weighed] = ()


def forget(connection: sa.Connection, sha256: str) -> None:
    """Remove what rests on the articles of a page, and note what is due."""
    c = schema.article.c
    ids = connection.execute(sa.select(c.id).where(c.sha256 == sha256)).scalars()
    forget_articles(connection, ids.all())


def forget_articles(connection: sa.Connection, ids: Collection[str]) -> None:
    """Remove what rests on some articles, and note that their stories are due."""
    c, member = schema.article.c, schema.membership.c
    for part in several(ids):
        of_these = sa.select(member.story).where(member.article.in_(part))
        stories = sorted(set(connection.execute(of_these).scalars()))
        outdated.make_due(connection, outdated.STORY, stories)
        for table in _OF_STORIES:
            connection.execute(sa.delete(table).where(table.c.story.in_(stories)))
        for table in _OF_PAIRS:
            connection.execute(sa.delete(table).where(table.c.a.in_(part) | table.c.b.in_(part)))
        connection.execute(sa.delete(schema.membership).where(member.article.in_(part)))
        rows = connection.execute(sa.select(c.position, c.record).where(c.id.in_(part)))
        _unindex(connection, {row.position: row.record for row in rows})


def _unindex(connection: sa.Connection, records: Mapping[int, str]) -> None:
    position = schema.fingerprinted.c.position
    of_these = sa.select(position).where(position.in_(records))
    if there := connection.execute(of_these).scalars().all():
        from sayso.ledger import neighbours  # Here: it takes longer to load than a page to show.

        articles = {each: msgspec.json.decode(records[each], type=Article) for each in there}
        neighbours.remove(connection, articles)


def replace(connection: sa.Connection, links: Links, weighed: Sequence[Weighed]) -> None:
    """Put what was derived from all articles in place of what stood there before."""
    clear(connection)
    _append(connection, schema.story, links.stories)
    _append_links(connection, links)
    _append_weighed(connection, weighed)
    _insert_members(connection, links.stories)
    corrections.apply_all(connection)
    outdated.done(connection)


def clear(connection: sa.Connection) -> None:
    """Remove all that was derived from several articles."""
    for table in (schema.membership, schema.story, *_OF_PAIRS, *_OF_STORIES):
        connection.execute(sa.delete(table))


def begin_anew(connection: sa.Connection) -> None:
    """Remove all that was derived from several articles; each article is due by itself."""
    outdated.make_all_due(connection)
    clear(connection)
    outdated.done(connection)
    ids = sa.select(sa.literal(outdated.ARTICLE), schema.article.c.id)
    connection.execute(sa.insert(schema.due).from_select(["kind", "id"], ids))


def patch(connection: sa.Connection, touched: Touched) -> None:
    """Put what was derived anew in its place, and leave the rest as it stands."""
    stories = touched.links.stories
    for story in stories:
        _remove_retold(connection, story)
    replace_stories(connection, touched.gone, stories)
    _remove_between(connection, touched.again)
    _remove_follow_ups(connection, touched)
    later = _not_following_yet(connection, touched.links.follow_ups)
    for links in (msgspec.structs.replace(touched.links, follow_ups=later), touched.inside):
        _append_links(connection, links)
        ids = [*(each.id for each in links.copies), *(each.id for each in links.mutations)]
        corrections.apply_in(connection, ids)
    _append_weighed(connection, touched.weighed)


def _remove_retold(connection: sa.Connection, story: Story) -> None:
    ids = driver.listed(sorted(story.articles))
    for name, found_in in (("retelling", ""), ("mutation", "AND found_in = 'retelling'")):
        driver.cursor_of(connection).execute(
            f"DELETE FROM {name} WHERE a IN (SELECT value FROM json_each(:ids))"
            f" AND b IN (SELECT value FROM json_each(:ids)) {found_in}",
            {"ids": ids},
        )


def _remove_between(connection: sa.Connection, pairs: Collection[tuple[str, str]]) -> None:
    both = [pair for a, b in pairs for pair in ((a, b), (b, a))]
    for table in ("copy", "quotation", "mutation"):
        found_in = "AND found_in = 'copy'" if table == "mutation" else ""
        driver.cursor_of(connection).executemany(
            f"DELETE FROM {table} WHERE a = ? AND b = ? {found_in}", both
        )


def _remove_follow_ups(connection: sa.Connection, touched: Touched) -> None:
    """Remove those between articles where they were sought anew, and those of articles that moved.

    What rests on articles that were not in view stays: of a large story only a part is.
    """
    driver.cursor_of(connection).execute(
        "DELETE FROM follow_up WHERE a IN (SELECT value FROM json_each(:view))"
        " AND b IN (SELECT value FROM json_each(:view))"
        " OR (story IN (SELECT value FROM json_each(:anew))"
        "     OR follows IN (SELECT value FROM json_each(:anew)))"
        " AND NOT EXISTS (SELECT 1 FROM membership AS one, membership AS other"
        "     WHERE one.article = a AND one.story = follows"
        "     AND other.article = b AND other.story = follow_up.story)",
        {
            "view": driver.listed(sorted(touched.view)),
            "anew": driver.listed(sorted({*touched.gone, *(s.id for s in touched.links.stories)})),
        },
    )


def _not_following_yet(
    connection: sa.Connection, found: Sequence[FollowUp]
) -> tuple[FollowUp, ...]:
    """Return those of stories of which none stands: a story follows one, and an article its own."""
    rows = driver.cursor_of(connection).execute(
        "SELECT story, CASE WHEN story = follows THEN b ELSE '' END FROM follow_up"
        " WHERE story IN (SELECT value FROM json_each(?))",
        (driver.listed(sorted({each.story for each in found})),),
    )
    there = set(rows.fetchall())
    return tuple(
        each
        for each in found
        if (each.story, each.b.id if each.story == each.follows else "") not in there
    )


def _append_links(connection: sa.Connection, links: Links) -> None:
    _append(connection, schema.copy, links.copies)
    _append(connection, schema.quotation, links.quotations)
    _append(connection, schema.retelling, links.retellings)
    _append(connection, schema.mutation, links.mutations)
    _append(connection, schema.follow_up, links.follow_ups)


def _append_weighed(connection: sa.Connection, weighed: Sequence[Weighed]) -> None:
    _append(connection, schema.claim, chain.from_iterable(each.claims for each in weighed))
    _append(connection, schema.origin, chain.from_iterable(each.origins for each in weighed))
    _append(connection, schema.finding, chain.from_iterable(each.findings for each in weighed))
    _append(connection, schema.indicator, chain.from_iterable(each.indicators for each in weighed))


def replace_weighed(connection: sa.Connection, story: str, weighed: Weighed) -> None:
    """Put what one story weighs in place of what it weighed before."""
    for table in _OF_STORIES:
        connection.execute(sa.delete(table).where(table.c.story == story))
    _append_weighed(connection, [weighed])
    waiting.settled(connection, story)


def replace_stories(
    connection: sa.Connection, gone: Collection[str], stories: Sequence[Story]
) -> None:
    """Put stories in place of others, each at the place of the one of its id, else at the end."""
    c, member = schema.story.c, schema.membership.c
    known = {*gone, *(story.id for story in stories)}
    query = sa.select(c.id, c.place).where(c.id.in_(known))
    places = {row.id: row.place for row in connection.execute(query)}
    end = _end(connection, schema.story)
    for each in known:
        connection.execute(sa.delete(schema.story).where(c.id == each))
        connection.execute(sa.delete(schema.membership).where(member.story == each))
        for table in _OF_STORIES:
            connection.execute(sa.delete(table).where(table.c.story == each))
    for story in stories:
        place = places.get(story.id, end)
        end += place == end
        _insert(connection, schema.story, [story], place)
    _insert_members(connection, stories)


def add_links(connection: sa.Connection, links: Links) -> None:
    """Add links at the end of their tables, but for those that are there."""
    for table, records in (
        (schema.retelling, links.retellings),
        (schema.mutation, links.mutations),
    ):
        new = {each.id: each for each in records}
        for part in several(new):
            there = connection.execute(sa.select(table.c.id).where(table.c.id.in_(part))).scalars()
            for each in there.all():
                del new[each]
        _append(connection, table, new.values())
        corrections.apply_in(connection, new)


def remove(connection: sa.Connection, table: sa.Table, ids: Collection[str]) -> None:
    """Remove some rows of a table."""
    for part in several(ids):
        connection.execute(sa.delete(table).where(table.c.id.in_(part)))


def _append(connection: sa.Connection, table: sa.Table, records: Iterable[msgspec.Struct]) -> None:
    _insert(connection, table, records, _end(connection, table))


def _end(connection: sa.Connection, table: sa.Table) -> int:
    last = connection.execute(sa.select(sa.func.max(table.c.place))).scalar()
    return 0 if last is None else int(last) + 1


def _insert_members(connection: sa.Connection, stories: Iterable[Story]) -> None:
    members = [
        {"story": story.id, "article": article, "place": place}
        for story in stories
        for place, article in enumerate(story.articles)
    ]
    if members:
        connection.execute(sa.insert(schema.membership), members)


def _insert(
    connection: sa.Connection, table: sa.Table, records: Iterable[msgspec.Struct], first: int = 0
) -> None:
    rows = [
        {"place": place, **columns.of_linked(table, record)}
        for place, record in enumerate(records, first)
    ]
    if rows:
        connection.execute(sa.insert(table), rows)
