"""An article as it is compared: what of it is kept, so that it is not read again."""

import msgspec

from sayso.link.stories.dates import Named, named_dates
from sayso.link.stories.terms import Terms, terms
from sayso.model import Article


class Read(msgspec.Struct, frozen=True, array_like=True):
    """The terms of an article, without its text as it was cut, and the days that it names."""

    terms: Terms
    named: Named


def read(article: Article) -> Read:
    """Return what of an article is compared.

    >>> found = read(Article(id="a", text="The Velmar dam broke on May 2."))
    >>> sorted(found.terms.names), found.named.days
    (['velmar'], frozenset({(5, 2)}))
    """
    found = terms(article)
    # A hundred thousand texts are much.
    kept = msgspec.structs.replace(found, tokens=())
    return Read(terms=kept, named=named_dates(article, found))
