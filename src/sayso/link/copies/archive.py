"""An archive of which only what some new texts have in common with it is read."""

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
from scipy import sparse  # type: ignore[import-untyped]

from sayso.link.copies.fingerprints import HALF, place_of
from sayso.link.copies.furniture import furniture
from sayso.link.copies.pairs import Shared
from sayso.link.copies.words import Flags, Hashes, Ints, words_of

# Texts of the archive that a new one is compared with: those with most fingerprints in common.
MOST = 300
# Fingerprints in common for two texts to be compared: the shortest copy leaves three. Of one
# only, as of a short passage that is credited, where the two were published so many days apart.
LEAST, AT_ONCE = 2, 60


class Archive(msgspec.Struct, frozen=True, kw_only=True):
    """Where the fingerprints of some new texts stand in an archive.

    A posting says that fingerprint `hash` stands in text `text`; of each such text there is its
    id, its site, its day (-1 where it is not known) and how many fingerprints it has. `articles`
    is how many articles each of the sites has.
    """

    hash: Hashes
    text: Ints
    ids: Sequence[str] = ()
    sites: Sequence[str | None] = ()
    days: Sequence[int] = ()
    distinct: Sequence[int] = ()
    articles: Mapping[str, int] = {}

    def only(self, kept: Flags) -> "Archive":
        """Return the archive without the postings of other texts."""
        rows = kept[self.text] if len(self.text) else np.zeros(0, dtype=bool)
        return msgspec.structs.replace(self, hash=self.hash[rows], text=self.text[rows])


NOTHING = Archive(hash=np.empty(0, dtype=np.uint64), text=np.empty(0, dtype=np.int64))


class Fresh(msgspec.Struct, frozen=True, kw_only=True):
    """New texts: of each its fingerprints, its site and its day."""

    prints: Sequence[Hashes]
    sites: Sequence[str | None]
    days: Sequence[int]


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """Texts of an archive that new ones are compared with; and those with a line that became
    furniture by the new ones, so that a pair of them may be none any more.
    """

    near: frozenset[int]
    shaken: frozenset[int]


def prints_of(texts: Sequence[str]) -> list[Hashes]:
    """Return the fingerprints of each text, each once, in order.

    >>> line = "the dam above the town gave way before dawn"
    >>> one, two = prints_of([line, f"they say {line}"])
    >>> set(one.tolist()) <= set(two.tolist())
    True
    """
    words = words_of(texts, every=True)
    text = words.text(place_of(words.prints))
    in_order = words.prints[np.argsort(text, kind="stable")] >> HALF
    return [np.unique(each) for each in np.split(in_order, np.cumsum(words.numbers))[:-1]]


def sought(fresh: Fresh, archive: Archive) -> Sought:
    """Return the texts of the archive that are worth comparing with some new ones.

    >>> one, two, far = prints_of(["the dam above the town gave way before dawn on Monday",
    ...     "a dam above the town gave way before dawn on Tuesday", "nobody saw it at all there"])
    >>> kept = Archive(hash=np.concatenate([two, far]), sites=(None, None), days=(5, 5),
    ...     text=np.repeat([0, 1], [len(two), len(far)]), distinct=(len(two), len(far)))
    >>> sorted(sought(Fresh(prints=[one], sites=[None], days=[6]), kept).near)
    [0]
    """
    old = len(archive.sites)
    if not old or not len(archive.hash):
        return Sought(near=frozenset(), shaken=frozenset())
    sizes = [len(each) for each in fresh.prints]
    hashes = np.concatenate([archive.hash, *fresh.prints])
    text = np.concatenate([archive.text, old + np.repeat(np.arange(len(sizes)), sizes)])
    distinct = np.concatenate([np.asarray(archive.distinct, dtype=np.int64), sizes])
    order = np.lexsort((text, hashes))
    _, group = np.unique(hashes[order], return_inverse=True)
    everything = Shared(
        hash=hashes, group=group, place=np.zeros_like(group), text=text[order], distinct=distinct
    )
    sites, articles = numbered([*archive.sites, *fresh.sites], archive.articles)
    days = np.array([*archive.days, *fresh.days], dtype=np.int64)
    marked = furniture(everything, sites, days, articles)
    before = everything.text < old
    was = furniture(
        msgspec.structs.replace(everything, group=group[before], text=everything.text[before]),
        sites,
        days,
        articles,
    )
    turned = before & marked
    turned[before] &= ~was
    shaken = frozenset(everything.text[turned].tolist())
    rows = sparse.csr_array(
        (np.ones(int((~marked).sum()), dtype=np.int64), (everything.text[~marked], group[~marked])),
        shape=(len(sites), int(group[-1]) + 1),
    )
    common = (rows[old:] @ rows[:old].T).tocsr()
    near: set[int] = set()
    for number in range(len(sizes)):
        low, high = common.indptr[number : number + 2]
        near.update(
            _nearest(
                common.indices[low:high], common.data[low:high], days[old + number], days[:old]
            )
        )
    return Sought(near=frozenset(near), shaken=shaken)


def _nearest(texts: Ints, counts: Ints, day: int, days: Ints) -> list[int]:
    apart = np.where((day >= 0) & (days[texts] >= 0), np.abs(days[texts] - day), 0)
    kept = (counts >= LEAST) | (apart <= AT_ONCE)
    texts, counts, apart = texts[kept], counts[kept], apart[kept]
    found: list[int] = texts[np.lexsort((texts, apart, -counts))[:MOST]].tolist()
    return found


def numbered(sites: Sequence[str | None], articles: Mapping[str, int]) -> tuple[Ints, Ints]:
    """Return the number of each site, -1 for none, and how many articles each number has."""
    numbers: dict[str | None, int] = {None: -1}
    found = np.array([numbers.setdefault(each, len(numbers) - 1) for each in sites], dtype=np.int64)
    here = np.bincount(found[found >= 0], minlength=len(numbers) - 1)
    known = [articles.get(site, 0) for site in numbers if site is not None]
    return found, np.maximum(here, np.array(known, dtype=np.int64))


def beside(found: Shared, archive: Archive, texts: int) -> tuple[Shared, Flags]:
    """Return shared fingerprints with where else they stand, and which of the rows were there.

    The texts of the archive are numbered on from `texts`.
    """
    at = np.searchsorted(found.hash, archive.hash)
    at = np.minimum(at, len(found.hash) - 1)
    there = found.hash[at] == archive.hash if len(found.hash) else np.zeros(0, dtype=bool)
    count = int(there.sum())
    group = np.concatenate([found.group, at[there]])
    order = np.argsort(group, kind="stable")
    return Shared(
        hash=found.hash,
        group=group[order],
        place=np.concatenate([found.place, np.full(count, -1)])[order],
        text=np.concatenate([found.text, texts + archive.text[there]])[order],
        distinct=np.concatenate([found.distinct, np.asarray(archive.distinct, dtype=np.int64)]),
    ), order < len(found.group)
