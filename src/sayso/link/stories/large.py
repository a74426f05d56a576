"""Stories of more articles than an article is compared with."""

from collections.abc import Sequence

import numpy as np

from sayso.link.stories.candidates import MOST
from sayso.link.stories.grounds import Scored, scored
from sayso.link.stories.join import LEAST, join
from sayso.link.stories.pairs import pairs
from sayso.link.stories.vectors import Floats, Ints
from sayso.model import Article

# So many articles may be all that one of theirs was compared with, as where forty outlets change
# a few words of one wire: the rest of the story was then never seen.
LARGE = MOST
SPEAKERS = 3  # Articles that stand for a large group when groups are compared.


def large_joined(articles: Sequence[Article], found: Scored) -> list[list[int]]:
    """Return the places of the articles of each story, large ones compared with all others again.

    >>> pages = [Article(id="a", text="Velmar flooded."), Article(id="b", text="")]
    >>> large_joined(pages, scored(pairs(pages)))
    [[0], [1]]
    """
    names = [article.story or None for article in articles]
    groups = join(names, found.pairs.places, found.likely)
    if len(groups) == 1 or all(len(group) < LARGE for group in groups):
        return groups
    beside = _beside(groups, found)
    of_group: list[int] = []
    speaking: list[Article] = []
    for number in beside:
        group = groups[number]
        step = max(1, len(group) // SPEAKERS)
        chosen = group[::step][:SPEAKERS] if len(group) >= LARGE else group[:1]
        of_group += [number] * len(chosen)
        speaking += [articles[place] for place in chosen]
    again = scored(pairs(speaking))
    given = [
        next((articles[place].story for place in group if articles[place].story), None)
        for group in groups
    ]
    of_speaker = np.array(of_group, dtype=np.int64)
    places, likely = _between(of_speaker, again.pairs.places, again.likely)
    return sorted(
        sorted(place for each in group for place in groups[each])
        for group in join(given, places, likely)
    )


def _beside(groups: Sequence[Sequence[int]], found: Scored) -> list[int]:
    """Return the large groups, and those of which an article was like one of theirs.

    However large its story, an article outside is compared with those of it that are most like it.
    """
    number = np.empty(sum(map(len, groups)), dtype=np.int64)
    for at, group in enumerate(groups):
        number[list(group)] = at
    large = np.array([len(group) >= LARGE for group in groups])
    ends = number[found.pairs.places[found.likely >= LEAST]]
    near = ends[large[ends].any(axis=1)]
    return [int(each) for each in np.union1d(near.ravel(), np.flatnonzero(large))]


def _between(of_group: Ints, places: Ints, likely: Floats) -> tuple[Ints, Floats]:
    """Return the pairs of groups that were compared, and the mean likelihood of their speakers."""
    ends = np.sort(of_group[places], axis=1)
    kept = ends[:, 0] != ends[:, 1]
    pairs_of, at = np.unique(ends[kept], axis=0, return_inverse=True)
    speakers = np.bincount(of_group)
    both = speakers[pairs_of[:, 0]] * speakers[pairs_of[:, 1]]
    return pairs_of, np.bincount(at.ravel(), likely[kept], len(pairs_of)) / both
