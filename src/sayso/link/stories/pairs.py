"""What two articles have in common, as numbers: the evidence for their being of one event."""

import math
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import msgspec
import numpy as np
from scipy import sparse  # type: ignore[import-untyped]

from sayso.link.stories.candidates import candidates
from sayso.link.stories.dates import Named, day_of
from sayso.link.stories.frequencies import Frequencies
from sayso.link.stories.nearby import SAID, nearby
from sayso.link.stories.reading import Read, read
from sayso.link.stories.terms import Terms
from sayso.link.stories.vectors import (
    UNKNOWN,
    Floats,
    Ints,
    Rows,
    products,
    rows,
    totals,
    unit,
    with_data,
)
from sayso.model import Article

CHANNELS = {"words": "w", "names": "n", "keys": "k", "lead": "w", "title": "w", "places": "n"}
KEY_SHARE = 0.7  # Keys are rare and so heavy; at this share they count as much as names.
LEVEL = 10  # Neighbours whose mean likeness is an article's usual level.
NOTHING_READ: Mapping[str, Read] = MappingProxyType({})
YEARS = 6.0  # Years apart beyond which more says nothing more.


class Pairs(msgspec.Struct, frozen=True):
    """Pairs of articles by their places, with a row of features for each, named in `names`.

    `keys` are the pairs of neighbouring names and numbers in all of the articles.
    """

    places: Ints
    names: tuple[str, ...]
    features: Floats
    keys: Rows


def pairs(
    articles: Sequence[Article],
    frequencies: Frequencies | None = None,
    known: Mapping[str, Read] = NOTHING_READ,
) -> Pairs:
    """Return the pairs of articles that may be of one event, with their features.

    `frequencies` are those of the archive that the articles are a part of; `known` is what was read
    of some of them before, by their ids.
    """
    readings = [known.get(article.id) or read(article) for article in articles]
    found = [each.terms for each in readings]
    named = [each.named for each in readings]
    channels = {
        name: rows([getattr(each, name) for each in found], frequencies, kind)
        for name, kind in CHANNELS.items()
    }
    everything = unit(
        sparse.hstack(
            [channels["words"].unit, channels["names"].unit, channels["keys"].unit * KEY_SHARE],
            format="csr",
        )
    )
    days = np.array([day_of(article) for article in articles], dtype=np.float64)
    places = candidates(everything, days)
    features: dict[str, Floats] = {"all": products(everything, everything, places)}
    for name, channel in channels.items():
        features[name] = products(channel.unit, channel.unit, places)
    features |= _contained(found, channels["words"], places)
    for name in (*SAID, "places"):
        features |= _mass(channels[name], places, name)
    features |= _standing(features["all"], places, len(articles))
    features |= nearby(channels, features["all"], places)
    features["chief"] = _chief(channels["names"], places)
    features |= _dates(named, days, places)
    features |= _figures(found, places)
    features |= _pages(articles, found, places)
    return Pairs(
        places=places,
        names=tuple(features),
        features=np.column_stack(list(features.values())),
        keys=channels["keys"],
    )


def _contained(found: Sequence[Terms], whole: Rows, places: Ints) -> dict[str, Floats]:
    """Return how much of the head of one article stands anywhere in the other."""
    present = with_data(whole.counts, np.ones_like(whole.counts.data))
    heads: dict[str, list[Mapping[str, int]]] = {
        "lead": [each.lead for each in found],
        "named": [
            {term: 1 for term in each.lead if term in each.names or term[0].isdigit()}
            for each in found
        ],
        "headline": [each.title for each in found],
    }
    features: dict[str, Floats] = {}
    for name, head in heads.items():
        chosen = _choose(head, whole.ids, whole.idf)
        amount = totals(chosen)
        amount[amount == 0] = 1.0
        i, j = places.T
        there = products(chosen, present, places) / amount[i]
        back = products(chosen, present, places[:, ::-1]) / amount[j]
        features[f"{name}_most"] = np.maximum(there, back)
        features[f"{name}_least"] = np.minimum(there, back)
    return features


def _choose(
    heads: Iterable[Mapping[str, int]], ids: Mapping[str, int], idf: Floats
) -> sparse.csr_array:
    columns: list[int] = []
    ends = [0]
    for head in heads:
        columns.extend(ids[term] for term in head)
        ends.append(len(columns))
    found = np.asarray(columns, dtype=np.int64)
    return sparse.csr_array((idf[found], found, ends), shape=(len(ends) - 1, len(idf)))


def _mass(channel: Rows, places: Ints, name: str) -> dict[str, Floats]:
    """Return how rare what is shared is in sum, and as a share of the lesser article's."""
    present = with_data(channel.counts, np.ones_like(channel.counts.data))
    rarity = with_data(channel.counts, channel.idf[channel.counts.indices])
    shared = products(rarity, present, places)
    whole = totals(rarity)
    lesser = np.maximum(1.0, np.minimum(whole[places[:, 0]], whole[places[:, 1]]))
    return {f"{name}_mass": np.log1p(shared), f"{name}_share": shared / lesser}


def _standing(alike: Floats, places: Ints, count: int) -> dict[str, Floats]:
    """Return how a likeness stands among all those of its two articles."""
    i, j = places.T
    ends = np.concatenate([i, j])
    both = np.concatenate([alike, alike])
    order = np.lexsort((-both, ends))
    start = np.searchsorted(ends[order], np.arange(count))
    rank = np.empty(len(order))
    rank[order] = np.arange(len(order)) - start[ends[order]]
    first = rank < 1
    top = np.ones(count)
    top[ends[first]] = both[first]
    near = rank < LEVEL
    level = np.bincount(ends[near], both[near], count) / min(LEVEL, max(1, count - 1))
    half = len(alike)
    return {
        "above": 2 * alike - level[i] - level[j],
        "to_top_most": np.maximum(alike / top[i], alike / top[j]),
        "to_top_least": np.minimum(alike / top[i], alike / top[j]),
        "rank_least": np.log1p(np.minimum(rank[:half], rank[half:])),
        "rank_most": np.log1p(np.maximum(rank[:half], rank[half:])),
    }


def _counted(found: Terms) -> Mapping[str, set[str]]:
    numbers: dict[str, set[str]] = {}
    for what, number in found.figures:
        numbers.setdefault(what, set()).add(number)
    return numbers


def _chief(names: Rows, places: Ints) -> Floats:
    """Return the likeness in names, each as heavy as it is often told: in whom it is about."""
    often = unit(with_data(names.counts, names.counts.data * names.idf[names.counts.indices]))
    return products(often, often, places)


def _dates(named: Sequence[Named], days: Floats, places: Ints) -> dict[str, Floats]:
    i, j = places.T
    apart = np.abs(days[i] - days[j])
    last = np.array([max(each.years, default=np.nan) for each in named])
    years = np.abs(last[i] - last[j])
    shared = [
        (
            _overlap(named[a].years, named[b].years),
            _overlap(named[a].days, named[b].days),
            _overlap(frozenset(named[a].weekdays), frozenset(named[b].weekdays)),
            _apart(named[a].told, named[b].told),
        )
        for a, b in places.tolist()
    ]
    both = np.array(shared, dtype=np.float64).reshape(-1, 4)
    return {
        "days": np.where(np.isnan(apart), UNKNOWN, np.log1p(np.nan_to_num(apart))),
        "years": np.where(np.isnan(years), UNKNOWN, np.minimum(YEARS, np.nan_to_num(years))),
        "years_shared": both[:, 0],
        "days_shared": both[:, 1],
        "weekdays_shared": both[:, 2],
        "told": both[:, 3],
    }


def _apart(a: Sequence[float], b: Sequence[float]) -> float:
    """Return how many days the nearest of two sets of days are apart, on a scale of logarithms."""
    return math.log1p(min(abs(x - y) for x in a for y in b)) if a and b else UNKNOWN


def _figures(found: Sequence[Terms], places: Ints) -> dict[str, Floats]:
    """Return how many things both articles count, and of how many the numbers agree or differ."""
    counted = [_counted(each) for each in found]
    agree, differ = np.zeros(len(places)), np.zeros(len(places))
    for row, (a, b) in enumerate(places.tolist()):
        one, other = counted[a], counted[b]
        for what in one.keys() & other.keys():
            same = bool(one[what] & other[what])
            agree[row] += same
            differ[row] += not same
    return {"figures_agree": agree, "figures_differ": differ}


def _overlap(a: frozenset[object], b: frozenset[object]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else UNKNOWN


def _pages(articles: Sequence[Article], found: Sequence[Terms], places: Ints) -> dict[str, Floats]:
    i, j = places.T
    sites: dict[str, int] = {}
    named = [article.site or f"\0{place}" for place, article in enumerate(articles)]
    site = np.array([sites.setdefault(name, len(sites)) for name in named], dtype=np.int64)
    length = np.log1p(np.array([sum(each.words.values()) for each in found], dtype=np.float64))
    return {
        "site": (site[i] == site[j]).astype(np.float64),
        "shorter": np.minimum(length[i], length[j]),
    }
