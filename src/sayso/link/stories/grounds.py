"""Why articles are of one story, in words: what spoke for it most in the judgement of the trees."""

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from sayso.link.stories.join import JOINED
from sayso.link.stories.pairs import Pairs
from sayso.link.stories.record import time_of
from sayso.link.stories.score import likelihoods, odds, typical
from sayso.link.stories.vectors import UNKNOWN, Floats
from sayso.model import Article, Join, StoryChange

# The features that a reader would call by one word.
SPEAKS: Mapping[str, tuple[str, ...]] = {
    "names": (
        "names", "named_most", "named_least", "names_mass", "names_share", "chief", "local_names",
        "keys", "keys_mass", "keys_share", "marks", "marks_near",
    ),
    "place": ("places", "places_mass", "places_share"),
    "figures": ("figures_agree", "figures_differ"),
    "title": ("title", "headline_most", "headline_least"),
    "opening": ("lead", "lead_most", "lead_least", "local_lead", "marked_most", "marked_least"),
    "words": (
        "all", "words", "words_mass", "words_share", "local", "marks_words", "marks_words_near",
    ),
    "day": ("days", "years", "years_shared", "days_shared", "weekdays_shared", "told"),
    "nearest": (
        "above", "to_top_most", "to_top_least", "rank_least", "rank_most", "circle",
    ),
}  # fmt: skip
MOST_NAMED = 4
# Of log odds: what changes less is not worth a word; by hand, a quarter of the median of the first.
WORTH = 0.25
SAME, GIVEN, WHOLE = "the same words", "the name given", "the story as a whole"


class Scored(msgspec.Struct, frozen=True):
    """The pairs of units that were compared, and how likely each is."""

    pairs: Pairs
    likely: Floats


def scored(pairs: Pairs) -> Scored:
    """Return pairs with how likely each is of one event."""
    return Scored(pairs=pairs, likely=likelihoods(pairs))


def joins(
    groups: Sequence[Sequence[int]], units: Sequence[Sequence[Article]], found: Scored
) -> Mapping[str, Join]:
    """Return why each article but the first of its story is in it, by its id.

    `groups` are the places of the units of each story; a unit is articles that are word for word
    the same. Each joins the earlier one that it is likest to.
    """
    by_time = [min(map(time_of, unit)) for unit in units]
    in_order = [sorted(group, key=lambda place: by_time[place]) for group in groups]
    nearest = _nearest(in_order, len(units), found)
    said = dict(zip(nearest, spoken(found, list(nearest.values())), strict=True))
    made: dict[str, Join] = {}
    for group in in_order:
        for place in group:
            first, *others = sorted(units[place], key=time_of)
            for other in others:
                made[other.id] = Join(article=other.id, to=first.id, by=(SAME,), distance=0.0)
            if place in nearest:
                a, b = found.pairs.places[nearest[place]].tolist()
                to = min(units[b if a == place else a], key=time_of).id
                likely = float(found.likely[nearest[place]])
                by = (GIVEN,) if first.story and likely < JOINED else said[place]
                distance = round(1.0 - likely, 2)
                made[first.id] = Join(article=first.id, to=to, by=by, distance=distance)
            elif place != group[0]:
                by = (GIVEN,) if first.story else (WHOLE,)
                made[first.id] = Join(article=first.id, by=by)
    return made


def also(
    groups: Sequence[Sequence[int]], units: Sequence[Sequence[Article]], found: Scored
) -> Mapping[int, tuple[Join, ...]]:
    """Return for a story the articles of others that are as likely of it, by its place.

    A page that tells two events in one, such as the news of a day, stands in one story, and here
    for the other: its mean likelihood to each is above that at which stories are joined.
    """
    story = np.full(len(units), -1)
    for number, group in enumerate(groups):
        story[list(group)] = number
    a, b = found.pairs.places.T
    ends, others = np.concatenate([a, b]), np.concatenate([b, a])
    rows = np.tile(np.arange(len(a)), 2)
    kept = (story[ends] >= 0) & (story[others] >= 0) & (story[ends] != story[others])
    ends, others, rows = ends[kept], story[others[kept]], rows[kept]
    if not len(rows):
        return {}
    keys, at = np.unique(np.column_stack([ends, others]), axis=0, return_inverse=True)
    at = at.ravel()
    sums = np.bincount(at, found.likely[rows], len(keys))
    sizes = np.array([len(group) for group in groups])
    chosen = np.flatnonzero(sums / sizes[keys[:, 1]] >= JOINED)
    in_order = np.lexsort((-found.likely[rows], at))
    best = rows[in_order[np.searchsorted(at[in_order], chosen)]].tolist()
    said = spoken(found, best)
    listed: dict[int, list[Join]] = {}
    for (unit, number), row, by in zip(keys[chosen].tolist(), best, said, strict=True):
        x, y = found.pairs.places[row].tolist()
        to = min(units[y if x == unit else x], key=time_of).id
        distance = round(1.0 - float(found.likely[row]), 2)
        for article in units[unit]:
            join = Join(article=article.id, to=to, by=by, distance=distance)
            listed.setdefault(number, []).append(join)
    return {number: tuple(made) for number, made in listed.items()}


def _nearest(in_order: Sequence[Sequence[int]], count: int, found: Scored) -> Mapping[int, int]:
    """Return for a unit the row of the likeliest pair with an earlier one of its story."""
    story, turn = np.full(count, -1), np.zeros(count, dtype=np.int64)
    for number, group in enumerate(in_order):
        story[list(group)] = number
        turn[list(group)] = range(len(group))
    a, b = found.pairs.places.T
    rows = np.flatnonzero((story[a] == story[b]) & (story[a] >= 0))
    later = np.where(turn[a[rows]] > turn[b[rows]], a[rows], b[rows])
    best = np.lexsort((-found.likely[rows], later))
    first = np.unique(later[best], return_index=True)[1]
    chosen = best[first]
    return dict(zip(later[chosen].tolist(), rows[chosen].tolist(), strict=True))


def spoken(found: Scored, rows: Sequence[int]) -> list[tuple[str, ...]]:
    """Return for some of the pairs what spoke for them, the strongest first.

    What a kind of evidence weighs is how much less likely the pair would be if it were there as it
    is in pairs of two events. What is not known of a pair speaks neither for nor against it.
    """
    if not len(rows):
        return []
    features, names = found.pairs.features[list(rows)], found.pairs.names
    whole = odds(features, names)
    usual = typical()
    falls = []
    for parts in SPEAKS.values():
        without = features.copy()
        for name in parts:
            if name in usual:
                at = names.index(name)
                without[:, at] = np.where(features[:, at] == UNKNOWN, UNKNOWN, usual[name])
        falls.append(whole - odds(without, names))
    weighed = np.array(falls).reshape(len(SPEAKS), len(rows)).T
    return [_named(row) for row in weighed]


def _named(falls: Floats) -> tuple[str, ...]:
    in_order = np.argsort(-falls, kind="stable")[:MOST_NAMED]
    words = list(SPEAKS)
    return tuple(words[at] for at in in_order if falls[at] >= WORTH or at == in_order[0])


def explained(
    change: StoryChange, rest: Sequence[str], units: Sequence[Sequence[Article]], found: Scored
) -> StoryChange:
    """Return a merge or split with what spoke for it, where `rest` are the articles not moved."""
    moved, stayed = (
        [place for place, unit in enumerate(units) if any(each.id in ids for each in unit)]
        for ids in (frozenset(change.articles), frozenset(rest))
    )
    a, b = found.pairs.places.T
    across = (np.isin(a, moved) & np.isin(b, stayed)) | (np.isin(b, moved) & np.isin(a, stayed))
    rows = np.flatnonzero(across)
    if change.what == "split":
        mean = float(found.likely[rows].sum()) / max(1, len(moved) * len(stayed))
        return msgspec.structs.replace(change, distance=round(1.0 - mean, 2))
    if not len(rows):
        return msgspec.structs.replace(change, by=(WHOLE,))
    best = int(rows[np.argmax(found.likely[rows])])
    distance = round(1.0 - float(found.likely[best]), 2)
    return msgspec.structs.replace(change, by=spoken(found, [best])[0], distance=distance)
