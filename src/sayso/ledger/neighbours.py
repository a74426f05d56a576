"""What articles that were added are compared with: those of the ledger that they may share text with."""

from collections.abc import Iterable, Sequence

import msgspec
import sqlalchemy as sa

from sayso.ledger import prints, schema, search
from sayso.ledger.prints import Printed
from sayso.link.copies import Around
from sayso.link.copies.archive import Fresh, prints_of, sought
from sayso.link.direction import day
from sayso.link.direction.outlets import is_agency
from sayso.model import Article


class Neighbourhood(msgspec.Struct, frozen=True, kw_only=True):
    """Articles to compare, what is asked of them, and the new ones as the index will hold them."""

    articles: tuple[Article, ...]
    around: Around
    printed: tuple[Printed, ...]


def neighbourhood(connection: sa.Connection, new: Sequence[Article]) -> Neighbourhood:
    """Return what the new articles, that are not in the index yet, are compared with."""
    printed = printed_of(connection, new)
    archive = prints.archive(connection, sorted({h for each in printed for h in each.hashes.tolist()}))
    fresh = Fresh(
        prints=[each.hashes for each in printed],
        sites=[each.site for each in printed],
        days=[each.day for each in printed],
    )
    found = sought(fresh, archive)
    near = {archive.ids[text] for text in found.near}
    shaken = {archive.ids[text] for text in found.shaken}
    names = {article.id for article in new}
    known = {tuple(sorted((c.a, c.b))) for c in prints.copies_among(connection, archive.ids)}
    # What two have from an agency is seen when the agency's own page comes.
    doubtful = shaken | (near if any(map(is_agency, new)) else set())
    again = {pair for pair in known if pair[0] != pair[1] and doubtful.issuperset(pair)}
    others = (near | {each for pair in again for each in pair}) - names
    articles = search.articles_called(connection, others)
    return Neighbourhood(
        articles=(*articles, *new),
        around=Around(
            new=frozenset(names), again=frozenset(again), known=frozenset(known), archive=archive
        ),
        printed=printed,
    )


def printed_of(connection: sa.Connection, articles: Sequence[Article]) -> tuple[Printed, ...]:
    """Return articles as the index holds them."""
    position = search.positions(connection, (article.id for article in articles))
    hashes = prints_of([article.text for article in articles])
    return tuple(
        Printed(
            position=position[article.id],
            id=article.id,
            site=article.site,
            day=day(article),
            hashes=found,
        )
        for article, found in zip(articles, hashes, strict=True)
    )
