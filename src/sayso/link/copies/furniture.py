"""What the pages of one site have in common: its furniture, which nobody copied."""

import numpy as np

from sayso.link.copies.compiled import SHINGLE
from sayso.link.copies.pairs import Shared
from sayso.link.copies.words import Flags, Ints, Words

# Articles of one site with a body of their own that carry a line before it is furniture: two
# may well be two versions of one report.
LEAST_ARTICLES = 3
# The same where the site is not known: the line may be of many sites, or a well-known quotation.
LEAST_UNKNOWN = 10
SHARE = 0.04  # Of a site's articles, likewise: a related link stays for a day, a story for three.
# So many are enough on any site, however large: no more of them need be known.
ENOUGH = 40
# Of its fingerprints, that an article must share with fewer articles of its site, to have a body
# of its own: the third version of one report has none, however often it was printed.
OWN = 0.25
# Of all articles with a line, that must be on sites where it is frequent. What software for pages
# says on all sites is frequent on each; a wire is not, though one site may print it three times.
DOMINANT = 0.8
# Days between two occasions on which a wording is used, and the occasions that make it furniture
# wherever it stands: reports are copied while they are news, what comes back again and again is
# of the page, not of the report.
APART = 14
OCCASIONS = 4
COVERED = 0.6  # Of a sentence's words, in lines of furniture, for it to be furniture.


def furniture(found: Shared, sites: Ints, days: Ints, articles: Ints | None = None) -> Flags:
    """Return which shared fingerprints are furniture.

    `sites` numbers each text's site, `days` its day; -1 where it is not known. `articles` is how
    many each site has, by its number, where these texts are not all of them. A line is
    furniture where several articles of one site carry it whose bodies differ, so that neither a
    wire in hundreds of outlets nor a page captured many times is taken for it; or where it is
    used on several occasions far apart.
    """
    if not len(found.group):
        return np.zeros(0, dtype=bool)
    if articles is None:
        articles = np.bincount(sites[sites >= 0], minlength=int(sites.max()) + 1)
    return _of_sites(found, sites, articles) | _returning(found, days)


def _of_sites(found: Shared, sites: Ints, articles: Ints) -> Flags:
    site = sites[found.text]
    count = int(sites.max()) + 2
    keys = found.group * count + site + 1
    _, at, size = np.unique(keys, return_inverse=True, return_counts=True)
    known = np.clip(SHARE * articles, LEAST_ARTICLES, ENOUGH)
    needed = np.append(known, LEAST_UNKNOWN)[site]
    often = size[at] >= needed
    common = np.bincount(found.text[often], minlength=len(sites))
    own = found.distinct - common >= OWN * np.maximum(found.distinct, 1)
    voters = np.bincount(at[own[found.text]], minlength=len(size))
    frequent = often & (voters[at] >= needed)
    of_all = np.bincount(found.group)
    flags: Flags = np.bincount(found.group, weights=frequent) >= DOMINANT * of_all
    return flags[found.group]


def _returning(found: Shared, days: Ints) -> Flags:
    """What is used on several occasions far apart, by the days of its texts."""
    dated = np.flatnonzero(days[found.text] >= 0)
    group, day = found.group[dated], days[found.text[dated]]
    order = np.lexsort((day, group))
    group, day = group[order], day[order]
    again = (np.diff(group) == 0) & (np.diff(day) > APART)
    count = int(found.group[-1]) + 1
    flags: Flags = np.bincount(group[1:][again], minlength=count) + 1 >= OCCASIONS
    return flags[found.group]


def furnished(words: Words, found: Shared, marked: Flags) -> Flags:
    """Return which words stand in a sentence that is mostly made of the marked fingerprints."""
    covered = np.zeros(len(words.hash) + SHINGLE, dtype=bool)
    for step in range(SHINGLE):
        covered[found.place[marked] + step] = True
    covered = covered[: len(words.hash)]
    if not covered.any():
        return covered
    lengths = np.diff(words.bounds)
    inside = np.bincount(words.sentence(np.flatnonzero(covered)), minlength=len(lengths))
    flags: Flags = np.repeat(inside >= COVERED * lengths, lengths)
    return flags
