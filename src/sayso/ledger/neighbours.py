"""What added articles are compared with: those of the ledger that are worth it."""

from collections.abc import Mapping, Sequence

import msgspec
import sqlalchemy as sa

from sayso.ledger import prints, schema, search, terms
from sayso.ledger.driver import cursor_of, listed
from sayso.ledger.prints import Printed
from sayso.ledger.several import several
from sayso.ledger.terms import Termed
from sayso.link.copies import Around
from sayso.link.copies.archive import Fresh, prints_of, sought
from sayso.link.direction import day
from sayso.link.direction.outlets import is_agency
from sayso.link.stories.frequencies import Frequencies, held_terms
from sayso.model import Article, Story

# Of a story of more articles only those are looked at that an added one is like.
WHOLE_STORY = 60
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
    positions = {each for article in new for each in terms.near(connection, article, found)}
    rows = cursor_of(connection).execute(
        "SELECT id FROM fingerprinted WHERE position IN (SELECT value FROM json_each(?))"
        " UNION SELECT id FROM (SELECT id FROM fingerprinted ORDER BY position DESC LIMIT ?)",
        (listed(sorted(positions)), LATEST),
    )
    near = {row[0] for row in rows.fetchall()}
    home = homes(connection, near)
    named = {article.story for article in new if article.story is not None}
    before = stories_called(connection, named | set(home.values()))
    near |= {
        each
        for story in before
        for each in story.articles[:WHOLE_STORY]
        if len(story.articles) <= WHOLE_STORY
    }
    names = {article.id for article in new}
    articles = (*search.articles_called(connection, near - names), *new)
    keys = {key for article in articles for key in held_terms(article)}
    return View(
        articles=articles,
        before=before,
        frequencies=terms.frequencies_of(connection, keys, found.held, len(new)),
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
    member, c = schema.membership.c, schema.story.c
    found: list[Story] = []
    for part in several(ids):
        rows = connection.execute(sa.select(c.record).where(c.id.in_(part)).order_by(c.place))
        for record in rows.scalars():
            story = msgspec.json.decode(record, type=Story)
            there = connection.execute(
                sa.select(member.article).where(member.story == story.id).order_by(member.place)
            )
            found.append(msgspec.structs.replace(story, articles=tuple(there.scalars())))
    return tuple(each for each in found if each.articles)


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
