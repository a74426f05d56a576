"""The record of a story, out of its articles."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType

from sayso.model import Article, Join, Story, content_id

TITLE_WORDS = 9  # Words of the text that stand for a title.
LONGEST_TITLE = 200  # Characters: what goes on is text that was taken for a title.
NO_JOINS: Mapping[str, Join] = MappingProxyType({})
NEVER = datetime.max.replace(tzinfo=UTC)


def recorded(
    articles: Sequence[Article], id: str | None = None, why: Mapping[str, Join] = NO_JOINS
) -> Story:
    """Return the story of articles, in order of time, those without a date last, then by id.

    `id` is the name that the story had before; a name that the analyst gave goes first. `why` says
    why an article, by its id, is in it.

    >>> recorded([Article(id="a", text="The Velmar dam broke.")], "Velmar").id
    'Velmar'
    """
    by_time = sorted(articles, key=time_of)
    given = next((article.story for article in by_time if article.story), None)
    return Story(
        id=given or id or content_id("story", by_time[0].id),
        articles=tuple(article.id for article in by_time),
        title=called(by_time),
        given=given is not None,
        joins=tuple(why[article.id] for article in by_time if article.id in why),
    )


def called(by_time: Sequence[Article]) -> str | None:
    """Return how a story is called: by the first title, else by the first words."""
    title = next((article.title for article in by_time if article.title), None)
    title = title or " ".join(by_time[0].text[:1000].split()[:TITLE_WORDS]) or None
    return title and _cut(title)


def time_of(article: Article) -> tuple[datetime, str]:
    """Return what articles are ordered by: the time of publication, never where unknown, the id.

    A time without a zone is taken for universal time.
    """
    try:
        when = datetime.fromisoformat(article.published or "")
    except ValueError:
        return NEVER, article.id
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when, article.id


def _cut(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"
