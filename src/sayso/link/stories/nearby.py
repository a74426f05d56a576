"""What tells one event from its like: the likeness of two articles as their neighbours see it."""

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
from scipy import sparse  # type: ignore[import-untyped]

from sayso.link.stories.vectors import (
    UNKNOWN,
    Floats,
    Ints,
    Rows,
    products,
    totals,
    unit,
    with_data,
)

SAID = ("words", "names", "keys")  # The channels that together hold all that an article says.
AROUND = 20  # Neighbours among which a term must stand out to tell one event from its like.
CLOSE = 6  # An article and those nearest to it, which say what it leaves out.
FEWEST = 3  # Neighbours: what fewer have does not part them.
ENOUGH = 12  # Neighbours, itself among them, of which half may be of another event.
ROWS = 1024  # Articles whose neighbours' terms are counted at a time.


class _Around(msgspec.Struct, frozen=True):
    """Pairs of an article (`ends`) and a neighbour, the likest first (`rank` 0 is itself)."""

    ends: Ints
    others: Ints
    likeness: Floats
    rank: Ints
    count: int


class _Held(msgspec.Struct, frozen=True):
    """For each term of each article: how many of its neighbours have it, and how many they are."""

    held: Floats
    size: Floats


def nearby(channels: Mapping[str, Rows], alike: Floats, places: Ints) -> dict[str, Floats]:
    """Return the likeness in what stands out among neighbours, in what parts them, and in them.

    Two events of one kind in one town share their words with all articles around them; what only
    some of these say tells which event each is of. Where one event has a look-alike, half of the
    neighbours are of each, and the terms that mark an event are those that half of them have.
    An article that leaves these out has them of the articles nearest to it. Where either of a pair
    has few neighbours, what parts them is unknown.
    """
    around = _around(alike, places, channels["words"].counts.shape[0])
    ones = _matrix(around, AROUND, np.ones_like(around.likeness))
    circle = unit(_matrix(around, AROUND, around.likeness))
    among = {name: _among(channels[name], ones) for name in (*SAID, "lead")}
    outstanding = {name: _outstanding(channels[name], held) for name, held in among.items()}
    marking = {name: _marking(channels[name], held) for name, held in among.items()}
    features = {"circle": products(circle, circle, places)}
    for name, parts in (
        ("local", SAID),
        ("local_names", ("names", "keys")),
        ("local_lead", ("lead",)),
    ):
        both = _both(outstanding, parts)
        features[name] = products(both, both, places)
    close = _matrix(around, CLOSE, np.ones_like(around.likeness))
    marked = _marked(channels, marking["lead"], places)
    for name, parts in (("marks", ("names", "keys")), ("marks_words", ("words",))):
        both = _both(marking, parts)
        beside = unit(sparse.csr_array(close @ both))
        marked[name] = products(both, both, places)
        marked[f"{name}_near"] = products(beside, beside, places)
    enough = (totals(ones) >= ENOUGH)[places].all(axis=1)
    return features | {name: np.where(enough, said, UNKNOWN) for name, said in marked.items()}


def _around(alike: Floats, places: Ints, count: int) -> _Around:
    i, j = places.T
    ends = np.concatenate([i, j, np.arange(count)])
    others = np.concatenate([j, i, np.arange(count)])
    values = np.concatenate([alike, alike, np.full(count, 2.0)])
    order = np.lexsort((others, -values, ends))
    ends, others, values = ends[order], others[order], values[order]
    rank = np.arange(len(order)) - np.searchsorted(ends, np.arange(count))[ends]
    likeness = np.where(values > 1.0, 1.5, values)
    return _Around(ends=ends, others=others, likeness=likeness, rank=rank, count=count)


def _matrix(around: _Around, most: int, values: Floats) -> sparse.csr_array:
    kept = around.rank < most
    where = (around.ends[kept], around.others[kept])
    return sparse.csr_array((values[kept], where), shape=(around.count, around.count))


def _both(weights: Mapping[str, sparse.csr_array], parts: Sequence[str]) -> sparse.csr_array:
    return unit(sparse.hstack([weights[part] for part in parts], format="csr"))


def _among(channel: Rows, around: sparse.csr_array) -> _Held:
    channel.weights.sort_indices()
    present = with_data(channel.counts, np.ones_like(channel.counts.data))
    held = np.empty(len(channel.weights.data))
    ends = channel.weights.indptr
    for start in range(0, around.shape[0], ROWS):
        # Not all rows at once: the terms of all neighbours are many times those of an article.
        part = slice(start, min(around.shape[0], start + ROWS))
        shared = sparse.csr_array((around[part] @ present).multiply(present[part]))
        shared.sort_indices()
        held[ends[part.start] : ends[part.stop]] = shared.data
    return _Held(held=held, size=np.repeat(totals(around), np.diff(ends)))


def _outstanding(channel: Rows, found: _Held) -> sparse.csr_array:
    """Return the weights of a channel, the higher the fewer of the neighbours have the term."""
    weights = channel.weights
    return with_data(weights, weights.data * np.log((found.size + 2.0) / (found.held + 1.0)))


def _marking(channel: Rows, found: _Held) -> sparse.csr_array:
    """Return the weights of a channel, the highest where half of the neighbours have the term."""
    share = np.where(found.held >= FEWEST, found.held / np.maximum(found.size, 1.0), 0.0)
    return with_data(channel.weights, channel.weights.data * 4.0 * share * (1.0 - share))


def _marked(
    channels: Mapping[str, Rows], lead: sparse.csr_array, places: Ints
) -> dict[str, Floats]:
    """Return how much of what marks the head of one article stands anywhere in the other."""
    whole = channels["words"]
    column = np.array([whole.ids[term] for term in channels["lead"].ids] or [0], dtype=np.int64)
    # A copy: products puts the terms in the order of the new columns, in place.
    head = sparse.csr_array(
        (lead.data, column[lead.indices], lead.indptr), shape=whole.counts.shape, copy=True
    )
    present = with_data(whole.counts, np.ones_like(whole.counts.data))
    amount = totals(head)
    amount[amount == 0] = 1.0
    i, j = places.T
    there = products(head, present, places) / amount[i]
    back = products(head, present, places[:, ::-1]) / amount[j]
    return {"marked_most": np.maximum(there, back), "marked_least": np.minimum(there, back)}
