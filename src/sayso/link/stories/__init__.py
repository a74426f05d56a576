"""Articles -> stories: which articles are about one event."""

from collections.abc import Sequence

from sayso.link.stories.alike import alike
from sayso.link.stories.large import large_joined
from sayso.link.stories.record import recorded
from sayso.model import Article, Story

__all__ = ["stories"]


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
    same = alike(once)
    joined = large_joined([once[group[0]] for group in same])
    groups = [[once[place] for each in group for place in same[each]] for group in joined]
    groups.sort(key=lambda group: min(first[each.id] for each in group))
    return tuple(map(recorded, groups))
