"""How many articles of an archive hold each term, and the terms by which neighbours are sought."""

from collections.abc import Callable, Mapping
from math import log

import msgspec

from sayso.link.stories.terms import terms
from sayso.model import Article

# A term weighs as it would in an archive of so many articles at the most, so that the same two
# articles are as likely to be of one event in an archive of a million as in one of thousands: the
# pair score was fitted on sets of up to 2,387.
AS_OF = 2500
MOST_SOUGHT = 30
# An article with a number alone is no neighbour: of the rare terms, names and pairs go first.
KIND_WEIGHS = {"k": 1.0, "n": 0.8, "w": 0.6}
# Share of the articles above which a term is no help in the search for neighbours.
TOO_FREQUENT = 0.05


class Frequencies(msgspec.Struct, frozen=True):
    """In how many of so many articles each term stands, by the keys of `held_terms`.

    A term that is not there counts as held by the articles in view only.
    """

    articles: int
    held: Mapping[str, int]


def held_terms(article: Article) -> frozenset[str]:
    """Return the keys of the terms that an article adds one each to in `Frequencies.held`.

    They open with the channel: `w:` a word, `n:` a name, `k:` a pair of neighbours such as a full
    name or "52 left".

    >>> sorted(held_terms(Article(id="a", text="The mayor, Ina Dahl, left Velmar.")))[:3]
    ['k:ina dahl', 'n:dahl', 'n:ina']
    """
    found = terms(article)
    return frozenset(
        f"{channel}:{term}"
        for channel, held in (("w", found.words), ("n", found.names), ("k", found.keys))
        for term in held
    )


def sought_terms(
    article: Article, frequencies: Frequencies, most: int = MOST_SOUGHT
) -> tuple[str, ...]:
    """Return the weightiest terms of an article, by which its neighbours are found in an index.

    Keep for each article its terms in an index on disk, term -> articles, with their dates. The
    neighbours of a new article are then sought so: for each of its terms, take the articles that
    hold it (the 300 nearest in date, where there are more); add up over the terms the weight
    `log(articles / held)`; keep the 100 of the highest sum, and the 40 of the highest sum times
    `1 + exp(-days apart / 60)`. Those, with the stories that they stand in (all articles of a
    story of up to 60, else the neighbours alone), are the view for `grown`.

    >>> few = Frequencies(articles=9000, held={"n:velmar": 3, "w:velmar": 3, "w:mayor": 900})
    >>> sought_terms(Article(id="a", text="The mayor of Velmar."), few)
    ('n:velmar', 'w:velmar')
    """
    weight = weights(frequencies)
    least = -log(TOO_FREQUENT)
    weighed = [
        (-weight(key) * KIND_WEIGHS[key[0]], key)
        for key in held_terms(article)
        if weight(key) > least
    ]
    return tuple(key for _, key in sorted(weighed)[:most])


def weights(frequencies: Frequencies) -> Callable[[str], float]:
    """Return a function from a term's key to how rare it is: log(articles / held)."""
    count = max(1, frequencies.articles)
    held = frequencies.held

    def weight(key: str) -> float:
        return log((count + 1) / (held.get(key, 0) + 1))

    return weight
