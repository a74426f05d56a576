"""The terms of all articles: by them those are found that an added one may be of one event with."""

import math
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, partial
from itertools import chain

import msgspec
import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from sayso.ledger import schema
from sayso.ledger.driver import cursor_of, listed
from sayso.link.direction import day
from sayso.link.stories.frequencies import (
    Frequencies,
    held_terms,
    keys_of,
    rarity,
    sought_terms,
)
from sayso.link.stories.reading import Read, read
from sayso.model import Article

# Articles with a term that are read, the latest, and neighbours of an article that are kept: by
# what they have in common, and by that and the days between them.
MOST_POSTINGS = 300
MOST_NEAR, MOST_NEAR_IN_TIME = 20, 10
# Places in the index that are read for an article, the rarest terms first, and how many of the
# articles found there are ranked by time as well.
MOST_READ, MOST_RANKED = 1500, 100
# What has less than this of an article's weighty terms is like it in its language or beat only.
# By hand: at .1 the dated gold set, fed by a hundred, loses .001 of BCubed F1 and the undated one
# gains .005; half as many articles are read as without.
LEAST_SHARED = 0.09
# Articles with a term from which on it is kept how many they are: with 4 instead of 2 the undated
# gold set, fed by fifty, falls from .970 to .965.
OFTEN = 2
# Articles of a ledger up to which each term is asked for anew: with so few, the share of them that
# holds a term is not the same for long.
UNSTEADY = 1000
PACKED = 1  # Level of compression: half of the room, a fiftieth of a millisecond to unpack.
FADES = 60.0  # Days after which an article is a third as near.

_COUNTED = """INSERT INTO term(key, held) VALUES (?, ?)
    ON CONFLICT(key) DO UPDATE SET held = held + excluded.held"""
_POSTINGS = "SELECT position FROM weighty WHERE key = ? ORDER BY position DESC LIMIT ?"


class Termed(msgspec.Struct, frozen=True, kw_only=True):
    """The new articles' terms: how many hold each, and of each article what was read of it, all
    keys and the weightiest.
    """

    held: Mapping[str, int]
    frequencies: Frequencies
    read: Mapping[str, Read]
    keys: Mapping[str, Collection[str]]
    weighty: Mapping[str, Sequence[str]]


class Old(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of articles of the index, and how many hold some of their terms."""

    read: Mapping[str, Read]
    held: Mapping[str, int]


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """What was read of an article, and of how many articles there were its terms were in many."""

    read: Read
    articles: int
    often: Mapping[str, int]


_READ = msgspec.msgpack.Decoder(_Kept)


def termed(connection: sa.Connection, new: Sequence[Article]) -> Termed:
    """Return the terms of new articles, as rare as they are in the ledger with these."""
    read_of = {article.id: read(article) for article in new}
    keys = {article.id: held_terms(article) for article in new}
    held = Counter(chain.from_iterable(keys.values()))
    frequencies = frequencies_of(connection, held.keys(), held, len(new))
    return Termed(
        held=held,
        frequencies=frequencies,
        read=read_of,
        keys=keys,
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


def old(connection: sa.Connection, articles: Sequence[Article], count: int) -> Old:
    """Return what was read of articles of the index, in a ledger of so many articles.

    In how many articles their terms stand is that of when the last of them came, as a share; of
    terms that hardly any article has nothing is said. In a small ledger, and of an article of which
    nothing is kept, both are found anew.
    """
    rows = cursor_of(connection).execute(
        "SELECT article.id, termed.record FROM article JOIN termed USING (position)"
        " WHERE article.id IN (SELECT value FROM json_each(?)) ORDER BY position",
        (listed([article.id for article in articles]),),
    )
    found: dict[str, Read] = {}
    held: dict[str, int] = {}
    for name, record in rows.fetchall():
        kept = _READ.decode(zlib.decompress(record))
        found[name] = kept.read
        share = count / kept.articles
        held |= {key: round(times * share) for key, times in kept.often.items()}
    there = set(found)
    found |= {article.id: read(article) for article in articles if article.id not in found}
    asked = found.keys() if count <= UNSTEADY else found.keys() - there
    keys = set(chain.from_iterable(keys_of(found[name].terms) for name in asked))
    return Old(read=found, held={**held, **frequencies_of(connection, keys, {}, 0).held})


def near(
    connection: sa.Connection, new: Sequence[Article], found: Termed
) -> Mapping[str, Sequence[int]]:
    """Return for each new article the positions of those most like it, none of which is new.

    They come in the order of what they have in common with it.
    """
    cursor = cursor_of(connection)
    known = found.frequencies
    posted = cache(partial(_posted, cursor))
    alike = {
        article.id: _alike(
            [
                (rarity(known.held.get(key, 0), known.articles), key)
                for key in found.weighty[article.id]
            ],
            posted,
        )
        for article in new
    }
    others = {position for each in alike.values() for position in each}
    days = dict(
        cursor.execute(
            "SELECT position, day FROM fingerprinted"
            " WHERE position IN (SELECT value FROM json_each(?))",
            (listed(sorted(others)),),
        ).fetchall()
    )
    return {article.id: _nearest(alike[article.id], day(article), days) for article in new}


def _posted(cursor: sqlite3.Cursor, key: str) -> npt.NDArray[np.int64]:
    rows = cursor.execute(_POSTINGS, (key, MOST_POSTINGS)).fetchall()
    return np.array(rows, dtype=np.int64).reshape(-1)


def _alike(
    weighed: Sequence[tuple[float, str]], posted: Callable[[str], npt.NDArray[np.int64]]
) -> Mapping[int, float]:
    """Return what some articles have in common with one of these terms: those with the most."""
    parts: list[npt.NDArray[np.int64]] = []
    weights: list[float] = []
    read = 0
    for weight, key in sorted(weighed, reverse=True):
        there = posted(key)
        if read + len(there) > MOST_READ and read:
            continue
        parts.append(there)
        weights.append(weight)
        read += len(there)
    if not read:
        return {}
    each = np.repeat(weights, [len(part) for part in parts])
    positions, at = np.unique(np.concatenate(parts), return_inverse=True)
    sums = np.bincount(at, each, len(positions))
    least = LEAST_SHARED * sum(weight for weight, _ in weighed)
    best = [each for each in np.lexsort((-positions, -sums))[:MOST_RANKED] if sums[each] >= least]
    return dict(zip(positions[best].tolist(), sums[best].tolist(), strict=True))


def _nearest(alike: Mapping[int, float], published: int, days: Mapping[int, int]) -> Sequence[int]:
    best = list(alike)[:MOST_NEAR]

    def with_time(position: int) -> float:
        other = days.get(position, -1)
        apart = abs(other - published) if other >= 0 and published >= 0 else 0
        return alike[position] * (1.0 + math.exp(-apart / FADES))

    timely = sorted(alike, key=with_time, reverse=True)[:MOST_NEAR_IN_TIME]
    return tuple(dict.fromkeys([*best, *timely]))


def put(connection: sa.Connection, found: Termed, positions: Mapping[str, int]) -> None:
    """Put new articles, by their positions, into the index."""
    cursor = cursor_of(connection)
    cursor.executemany(_COUNTED, sorted(found.held.items()))
    cursor.executemany(
        "INSERT OR IGNORE INTO weighty(key, position) VALUES (?, ?)",
        sorted((key, positions[name]) for name, keys in found.weighty.items() for key in keys),
    )
    cursor.executemany(
        "INSERT OR REPLACE INTO termed(position, record) VALUES (?, ?)",
        ((positions[name], _record(found, name)) for name in found.read),
    )


def _record(found: Termed, name: str) -> bytes:
    held = found.frequencies.held
    kept = _Kept(
        read=found.read[name],
        articles=found.frequencies.articles,
        often={key: held[key] for key in sorted(found.keys[name]) if held[key] >= OFTEN},
    )
    return zlib.compress(msgspec.msgpack.encode(kept), PACKED)


def remove(connection: sa.Connection, articles: Mapping[int, Article]) -> None:
    """Take articles, by their positions, out of the index."""
    cursor = cursor_of(connection)
    for position, article in articles.items():
        held = sorted(held_terms(article))
        cursor.executemany(_COUNTED, [(key, -1) for key in held])
        cursor.executemany(
            "DELETE FROM weighty WHERE key = ? AND position = ?", [(key, position) for key in held]
        )
        cursor.execute("DELETE FROM termed WHERE position = ?", (position,))
