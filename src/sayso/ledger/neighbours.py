"""What added articles are compared with: those of the ledger that are worth it."""

from collections.abc import Mapping, Sequence

import msgspec
import sqlalchemy as sa

from sayso.ledger import prints, search, terms
from sayso.ledger.driver import cursor_of, listed
from sayso.ledger.prints import Printed
from sayso.ledger.terms import Termed
from sayso.link.copies import Around
from sayso.link.copies.archive import Fresh, prints_of, sought
from sayso.link.direction import day
from sayso.link.direction.outlets import is_agency
from sayso.link.stories.frequencies import Frequencies
from sayso.link.stories.reading import Read
from sayso.model import Article, Story

# The latest articles are looked at too: how like two are is judged by how like others are.
LATEST = 60


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """Added articles with those that they may share text with, and what is asked of them."""

    articles: tuple[Article, ...]
    around: Around
    printed: tuple[Printed, ...]


class Indexed(msgspec.Struct, frozen=True, kw_only=True):
    """Articles as the indexes will hold them."""

    printed: tuple[Printed, ...]
    termed: Termed


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Added articles with those that they may be of one event with, and these ones' stories."""

    articles: tuple[Article, ...]
    before: tuple[Story, ...]
    frequencies: Frequencies
    read: Mapping[str, Read]
    termed: Termed


def beside(connection: sa.Connection, new: Sequence[Article]) -> Beside:
    """Return what new articles, not in the index yet, are compared with in search of copies."""
    printed = printed_of(connection, new)
    hashes = {value for each in printed for value in each.hashes.tolist()}
    archive = prints.archive(connection, sorted(hashes))
    fresh = Fresh(
        prints=[each.hashes for each in printed],
        sites=[each.site for each in printed],
        days=[each.day for each in printed],
    )
    found = sought(fresh, archive)
    near = {archive.ids[text] for text in found.near}
    shaken = {archive.ids[text] for text in found.shaken}
    names = {article.id for article in new}
    known = {
        (min(copy.a, copy.b), max(copy.a, copy.b))
        for copy in prints.copies_among(connection, archive.ids)
    }
    # What two have from an agency is seen when the agency's own page comes.
    doubtful = shaken | (near if any(map(is_agency, new)) else set())
    again = {pair for pair in known if pair[0] != pair[1] and doubtful.issuperset(pair)}
    others = (near | {each for pair in again for each in pair}) - names
    return Beside(
        articles=(*search.articles_called(connection, others), *new),
        around=Around(
            new=frozenset(names), again=frozenset(again), known=frozenset(known), archive=archive
        ),
        printed=printed,
    )


def printed_of(connection: sa.Connection, articles: Sequence[Article]) -> tuple[Printed, ...]:
    """Return articles as the index of fingerprints holds them."""
    position = search.positions(connection, (article.id for article in articles))
    hashes = prints_of([article.text for article in articles])
    return tuple(
        Printed(
            position=position[article.id],
            id=article.id,
            site=article.site,
            day=day(article),
            hashes=found,
        )
        for article, found in zip(articles, hashes, strict=True)
    )


def view(connection: sa.Connection, new: Sequence[Article]) -> View:
    """Return what new articles, not in the index yet, are compared with in search of stories."""
    found = terms.termed(connection, new)
    nearest = terms.near(connection, new, found)
    positions = {position for each in nearest.values() for position in each}
    rows = cursor_of(connection).execute(
        "SELECT id FROM fingerprinted WHERE position IN (SELECT value FROM json_each(?))"
        " UNION SELECT id FROM (SELECT id FROM fingerprinted ORDER BY position DESC LIMIT ?)",
        (listed(sorted(positions)), LATEST),
    )
    near = {row[0] for row in rows.fetchall()}
    home = homes(connection, near)
    named = {article.story for article in new if article.story is not None}
    before = stories_called(connection, named | set(home.values()))
    names = {article.id for article in new}
    there = search.articles_called(connection, near - names)
    old = terms.old(connection, there, found.frequencies.articles)
    return View(
        articles=(*there, *new),
        before=before,
        frequencies=msgspec.structs.replace(
            found.frequencies, held={**old.held, **found.frequencies.held}
        ),
        read={**old.read, **found.read},
        termed=found,
    )


def homes(connection: sa.Connection, articles: set[str]) -> Mapping[str, str]:
    """Return the story of each article that stands in one."""
    rows = cursor_of(connection).execute(
        "SELECT article, story FROM membership WHERE article IN (SELECT value FROM json_each(?))",
        (listed(sorted(articles)),),
    )
    return dict(rows.fetchall())


def stories_called(connection: sa.Connection, ids: set[str]) -> tuple[Story, ...]:
    """Return stories by their ids, in order, with the articles that they have now."""
    cursor, asked = cursor_of(connection), (listed(sorted(ids)),)
    members: dict[str, list[str]] = {}
    for story, article in cursor.execute(
        "SELECT story, article FROM membership WHERE story IN (SELECT value FROM json_each(?))"
        " ORDER BY story, place",
        asked,
    ):
        members.setdefault(story, []).append(article)
    records = cursor.execute(
        "SELECT record FROM story WHERE id IN (SELECT value FROM json_each(?)) ORDER BY place",
        asked,
    )
    stories = (msgspec.json.decode(row[0], type=Story) for row in records.fetchall())
    return tuple(
        msgspec.structs.replace(story, articles=tuple(members[story.id]))
        for story in stories
        if story.id in members
    )


def indexed(connection: sa.Connection, articles: Sequence[Article]) -> Indexed:
    """Return articles as the indexes will hold them, where these hold no others."""
    held = terms.termed(connection, articles)
    return Indexed(printed=printed_of(connection, articles), termed=held)


def put(connection: sa.Connection, found: Indexed) -> None:
    """Put articles into the indexes."""
    prints.put(connection, found.printed)
    terms.put(connection, found.termed, {each.id: each.position for each in found.printed})


def remove(connection: sa.Connection, articles: Mapping[int, Article]) -> None:
    """Take articles, by their positions, out of the indexes."""
    prints.remove(connection, articles.keys())
    terms.remove(connection, articles)
