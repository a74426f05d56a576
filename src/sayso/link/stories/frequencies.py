"""How many articles of an archive hold each term, and the terms by which neighbours are sought."""

from collections.abc import Mapping
from math import log

import msgspec

from sayso.link.stories.terms import Terms, terms
from sayso.model import Article

# A term weighs as it would in an archive of so many articles at the most, so that the same two
# articles are as likely to be of one event in an archive of a million as in one of thousands: the
# pair score was fitted on sets of up to 2,387.
AS_OF = 2500
# Articles of other stories assumed beside those there are: without these the names of a story
# would count nothing where all articles are of that story.
BESIDE = 400.0
MOST_SOUGHT = 30  # With so many, 98 of 100 true neighbours are found on both gold sets.
OF_LEAD = 1.5  # What is told first is what the article is about.
OF_PAIR = 0.7  # Of a full name, both names are terms already.
# Nobody is found by a term that no other article has, but the next article may have it.
ALONE = 0.3
FEWEST = 4  # Articles: what is rarer is no better a sign, and soon no longer so rare.


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
    return keys_of(terms(article))


def keys_of(found: Terms) -> frozenset[str]:
    """Return the keys of terms as `held_terms` does."""
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
    have it there (the 300 nearest in date, where there are more); add up over the terms their
    `rarity`; keep the 100 of the highest sum, and the 40 of the highest sum times
    `1 + exp(-days apart / 60)`. Those, with the stories that they stand in, are the view for
    `grown`: a story of which all articles are there can also be split.

    >>> few = Frequencies(articles=9000, held={"n:velmar": 3, "w:velmar": 3, "w:mayor": 900})
    >>> sought_terms(Article(id="a", text="The mayor of Velmar."), few)
    ('n:velmar', 'w:velmar', 'w:mayor')
    """
    found = terms(article)
    lead = found.lead
    weighed: list[tuple[float, str]] = []
    for channel, terms_of in (("w", found.words), ("n", found.names), ("k", found.keys)):
        for term, times in terms_of.items():
            key = f"{channel}:{term}"
            held = frequencies.held.get(key, 0)
            weight = (1 + log(times)) * rarity(max(held, FEWEST), frequencies.articles)
            if channel == "k":
                weight *= OF_PAIR
                first = all(part in lead for part in term.split())
            else:
                first = term in lead
            if first:
                weight *= OF_LEAD
            weighed.append((-weight * (ALONE if held <= 1 else 1.0), key))
    return tuple(key for weight, key in sorted(weighed)[:most])


def rarity(held: int, articles: int) -> float:
    """Return how rare a term is: the logarithm of the articles for each that holds it.

    >>> round(rarity(3, 9000), 1), round(rarity(900, 9000), 1)
    (7.8, 2.3)
    """
    return log((BESIDE + articles) / (held + 1))
