"""A story out of the ledger, with all that its pages and its report need."""

from sayso.decided import standing
from sayso.deciding.logged import Logged
from sayso.deciding.of_story import Contents, decisions_of
from sayso.ledger import Ledger, outdated, search, told
from sayso.model import Article, Links, Story, Weighed
from sayso.show.goes_on import around
from sayso.show.quotation import Reading
from sayso.show.told import Told


def gathered(ledger: Ledger, story: Story) -> Told:
    """Return a story with its articles, what was found in them, its links and what it weighs."""
    with ledger.reading() as connection:
        articles = tuple(search.articles(connection, story.id))
        readings = tuple(
            Reading(article, search.annotation(connection, article.id)) for article in articles
        )
        contents = Contents(
            story=story,
            annotations=tuple(each.annotation for each in readings),
            links=told.links(connection, story.id),
            weighed=told.weighed(connection, story.id),
        )
        decided = decisions_of(connection, contents)
        return Told(
            story=story,
            readings=readings,
            links=contents.links,
            weighed=contents.weighed,
            captures={
                article.id: tuple(dict(row) for row in search.captures(connection, article.id))
                for article in articles
            },
            due=outdated.is_due(connection),
            marks=standing(each.decision for each in decided).marks,
            decisions=decided,
            around=around(connection, story),
        )


def decided_on_article(ledger: Ledger, reading: Reading) -> tuple[Logged, ...]:
    """Return what persons decided on an article and on what was found in it."""
    article = reading.article.id
    contents = Contents(
        story=Story(id=article, articles=(article,)),
        annotations=(reading.annotation,),
        links=Links(),
        weighed=Weighed(),
    )
    with ledger.reading() as connection:
        return decisions_of(connection, contents)


def reading_of(ledger: Ledger, article: Article) -> Reading:
    """Return an article with what was found in it."""
    with ledger.reading() as connection:
        return Reading(article, search.annotation(connection, article.id))
