"""The fingerprints of all articles, by which those are found that an added one may share text with.

What is read for an article does not grow with the ledger: of a fingerprint in very many articles
the latest are read.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
import numpy as np
import sqlalchemy as sa

from sayso.ledger import schema
from sayso.ledger.driver import cursor_of, listed
from sayso.link.copies.archive import Archive
from sayso.model import Copy

# Articles with a fingerprint that are read, the latest: as many as are paired with all others.
MOST_POSTINGS = 256
# Articles of a site beyond which they are not counted: its furniture is told by fewer.
MOST_OF_SITE = 1_000

_POSTINGS = "SELECT position FROM fingerprint WHERE hash = ? ORDER BY position DESC LIMIT ?"
_STORED = np.dtype("<u4")


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """An article as it stands in the index: `day` is -1 where it is not known."""

    position: int
    id: str
    site: str | None
    day: int
    hashes: np.ndarray


def put(connection: sa.Connection, printed: Sequence[Printed]) -> None:
    """Put articles into the index."""
    if not printed:
        return
    remove(connection, [each.position for each in printed])
    connection.execute(
        sa.insert(schema.fingerprinted),
        [
            {
                "position": each.position,
                "id": each.id,
                "site": each.site,
                "day": each.day,
                "hashes": each.hashes.astype(_STORED).tobytes(),
            }
            for each in printed
        ],
    )
    rows = sorted((value, each.position) for each in printed for value in each.hashes.tolist())
    cursor_of(connection).executemany("INSERT INTO fingerprint(hash, position) VALUES (?, ?)", rows)


def remove(connection: sa.Connection, positions: Collection[int]) -> None:
    """Take the articles at some positions out of the index."""
    c = schema.fingerprinted.c
    of_these = c.position.in_(positions)
    for position, hashes in connection.execute(sa.select(c.position, c.hashes).where(of_these)):
        rows = [(value, position) for value in np.frombuffer(hashes, dtype=_STORED).tolist()]
        cursor_of(connection).executemany(
            "DELETE FROM fingerprint WHERE hash = ? AND position = ?", rows
        )
    connection.execute(sa.delete(schema.fingerprinted).where(of_these))


def archive(connection: sa.Connection, hashes: Iterable[int]) -> Archive:
    """Return where fingerprints stand in the articles of the index."""
    cursor = cursor_of(connection)
    found: list[int] = []
    positions: list[int] = []
    for value in hashes:
        rows = cursor.execute(_POSTINGS, (value, MOST_POSTINGS)).fetchall()
        found += [value] * len(rows)
        positions += [row[0] for row in rows]
    known, text = np.unique(np.array(positions, dtype=np.int64), return_inverse=True)
    texts = cursor.execute(
        "SELECT position, id, site, day, length(hashes) FROM fingerprinted"
        " WHERE position IN (SELECT value FROM json_each(?)) ORDER BY position",
        (listed(known.tolist()),),
    ).fetchall()
    return Archive(
        hash=np.array(found, dtype=np.uint64),
        text=text.astype(np.int64),
        ids=[row[1] for row in texts],
        sites=[row[2] for row in texts],
        days=[row[3] for row in texts],
        distinct=[row[4] // _STORED.itemsize for row in texts],
        articles=_of_sites(connection, {row[2] for row in texts if row[2] is not None}),
    )


def _of_sites(connection: sa.Connection, sites: Collection[str]) -> Mapping[str, int]:
    cursor = cursor_of(connection)
    query = "SELECT count(*) FROM (SELECT 1 FROM article WHERE site = ? LIMIT ?)"
    return {
        site: cursor.execute(query, (site, MOST_OF_SITE)).fetchone()[0] for site in sorted(sites)
    }


def copies_among(connection: sa.Connection, ids: Collection[str]) -> tuple[Copy, ...]:
    """Return the stored copies of which both articles are among `ids`."""
    both = listed(sorted(ids))
    rows = cursor_of(connection).execute(
        "SELECT record FROM copy WHERE a IN (SELECT value FROM json_each(:ids))"
        " AND b IN (SELECT value FROM json_each(:ids)) ORDER BY place",
        {"ids": both},
    )
    return tuple(msgspec.json.decode(row[0], type=Copy) for row in rows.fetchall())
