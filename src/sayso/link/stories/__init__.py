"""Articles -> stories: which articles are about one event."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from sayso.link.stories.large import large_joined
from sayso.model import Article, Story, content_id

__all__ = ["stories", "story_of"]

TITLE_WORDS = 9  # Words of the text that stand for a title.
LONGEST_TITLE = 200  # Characters: what goes on is text that was taken for a title.
SAME_WORDS = 20  # Equal texts of fewer words say "Forbidden" or "Not found" and tell no event.
NEVER = datetime.max.replace(tzinfo=UTC)


def stories(articles: Sequence[Article]) -> tuple[Story, ...]:
    """Return the stories of articles, in order of their first article; each article is in one.

    A story that an article was given is kept. Within a story the articles are in order of time,
    those without a date last, those of one time by id. An id that comes twice counts once.

    >>> told = stories([
    ...     Article(id="a", text="The Velmar dam broke on Tuesday.", story="Velmar"),
    ...     Article(id="b", text="Ina Dahl won the chess open in Karsk."),
    ...     Article(id="c", text="Nine died at the Velmar dam.", story="Velmar"),
    ... ])
    >>> [(story.articles, story.title) for story in told][0]
    (('a', 'c'), 'The Velmar dam broke on Tuesday.')
    """
    first = {article.id: place for place, article in reversed(tuple(enumerate(articles)))}
    # Compared in one order whatever order they are given in: sums of fractions depend on it.
    once = [articles[first[each]] for each in sorted(first)]
    alike = list(_alike(once))
    joined = large_joined([once[group[0]] for group in alike])
    groups = [[once[place] for each in group for place in alike[each]] for group in joined]
    groups.sort(key=lambda group: min(first[each.id] for each in group))
    return tuple(map(story_of, groups))


def _alike(articles: Sequence[Article]) -> Iterator[list[int]]:
    """Yield groups of places of articles with the same title and text, compared as one."""
    same: dict[tuple[str, ...], list[int]] = {}
    for place, article in enumerate(articles):
        title = (article.title or "").strip()
        text = article.text.strip()
        enough = len(text[:1000].split()) >= SAME_WORDS
        key = (article.story or "", title, text) if enough else (article.id,)
        same.setdefault(key, []).append(place)
    yield from same.values()


def story_of(articles: Sequence[Article]) -> Story:
    """Return the story that articles make, which are not compared any more."""
    by_time = sorted(articles, key=lambda article: (_when(article.published), article.id))
    title = next((article.title for article in by_time if article.title), None)
    title = title or " ".join(by_time[0].text[:1000].split()[:TITLE_WORDS]) or None
    given = next((article.story for article in by_time if article.story), None)
    return Story(
        id=given or content_id("story", by_time[0].id),
        articles=tuple(article.id for article in by_time),
        title=title and _cut(title),
        given=given is not None,
    )


def _cut(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"


def _when(published: str | None) -> datetime:
    """Return a time that can be compared; one without a zone is taken for universal time."""
    try:
        when = datetime.fromisoformat(published or "")
    except ValueError:
        return NEVER
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when
