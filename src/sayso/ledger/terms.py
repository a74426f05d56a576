"""The terms of all articles: by them those are found that an added one may be of one event with."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

import msgspec
import sqlalchemy as sa

from sayso.ledger import schema
from sayso.ledger.driver import cursor_of, listed
from sayso.link.direction import day
from sayso.link.stories.frequencies import Frequencies, held_terms, rarity, sought_terms
from sayso.model import Article

# Articles with a term that are read, the latest, and neighbours of an article that are kept: by
# what they have in common, and by that and the days between them.
MOST_POSTINGS = 300
MOST_NEAR, MOST_NEAR_IN_TIME = 20, 10
FADES = 60.0  # Days after which an article is a third as near.

_COUNTED = """INSERT INTO term(key, held) VALUES (?, ?)
    ON CONFLICT(key) DO UPDATE SET held = held + excluded.held"""
_POSTINGS = "SELECT position FROM weighty WHERE key = ? ORDER BY position DESC LIMIT ?"


class Termed(msgspec.Struct, frozen=True, kw_only=True):
    """The new articles' terms: how many hold each, and of each article the weightiest."""

    held: Mapping[str, int]
    frequencies: Frequencies
    weighty: Mapping[str, Sequence[str]]


def termed(connection: sa.Connection, new: Sequence[Article]) -> Termed:
    """Return the terms of new articles, as rare as they are in the ledger with these."""
    held = Counter(key for article in new for key in held_terms(article))
    frequencies = frequencies_of(connection, held.keys(), held, len(new))
    return Termed(
        held=held,
        frequencies=frequencies,
        weighty={article.id: sought_terms(article, frequencies) for article in new},
    )


def frequencies_of(
    connection: sa.Connection, keys: Collection[str], held: Mapping[str, int], new: int
) -> Frequencies:
    """Return in how many articles some terms stand: of the ledger and of so many new ones.

    `held` is in how many of the new ones each stands.
    """
    rows = cursor_of(connection).execute(
        "SELECT key, held FROM term WHERE key IN (SELECT value FROM json_each(?))",
        (listed(sorted(keys)),),
    )
    there = dict(rows.fetchall())
    known = connection.execute(sa.select(sa.func.count()).select_from(schema.fingerprinted))
    return Frequencies(
        articles=known.scalar_one() + new,
        held={key: there.get(key, 0) + held.get(key, 0) for key in keys},
    )


def near(connection: sa.Connection, article: Article, found: Termed) -> frozenset[int]:
    """Return the positions of the articles most like a new one, none of which is new."""
    cursor = cursor_of(connection)
    known = found.frequencies
    alike: defaultdict[int, float] = defaultdict(float)
    for key in found.weighty[article.id]:
        weight = rarity(known.held.get(key, 0), known.articles)
        for (position,) in cursor.execute(_POSTINGS, (key, MOST_POSTINGS)).fetchall():
            alike[position] += weight
    if len(alike) <= MOST_NEAR:
        return frozenset(alike)
    best = set(sorted(alike, key=alike.__getitem__, reverse=True)[:MOST_NEAR])
    published = day(article)
    days = dict(
        cursor.execute(
            "SELECT position, day FROM fingerprinted"
            " WHERE position IN (SELECT value FROM json_each(?))",
            (listed(list(alike)),),
        ).fetchall()
    )

    def with_time(position: int) -> float:
        other = days.get(position, -1)
        apart = abs(other - published) if other >= 0 and published >= 0 else 0
        return alike[position] * (1.0 + math.exp(-apart / FADES))

    return frozenset(best | set(sorted(alike, key=with_time, reverse=True)[:MOST_NEAR_IN_TIME]))


def put(connection: sa.Connection, found: Termed, positions: Mapping[str, int]) -> None:
    """Put new articles, by their positions, into the index."""
    cursor = cursor_of(connection)
    cursor.executemany(_COUNTED, sorted(found.held.items()))
    cursor.executemany(
        "INSERT OR IGNORE INTO weighty(key, position) VALUES (?, ?)",
        sorted((key, positions[name]) for name, keys in found.weighty.items() for key in keys),
    )


def remove(connection: sa.Connection, articles: Mapping[int, Article]) -> None:
    """Take articles, by their positions, out of the index."""
    cursor = cursor_of(connection)
    for position, article in articles.items():
        held = sorted(held_terms(article))
        cursor.executemany(_COUNTED, [(key, -1) for key in held])
        cursor.executemany(
            "DELETE FROM weighty WHERE key = ? AND position = ?", [(key, position) for key in held]
        )
