"""Articles -> stories: which articles are about one event."""

from collections.abc import Sequence

import msgspec

from sayso.link.stories.alike import alike
from sayso.link.stories.follow_ups import follow_ups
from sayso.link.stories.grounds import also, joins, scored
from sayso.link.stories.large import large_joined
from sayso.link.stories.pairs import pairs
from sayso.link.stories.record import recorded
from sayso.model import Article, FollowUp, Story

__all__ = ["Told", "stories", "told"]


class Told(msgspec.Struct, frozen=True):
    """Stories, and which of them goes on from which."""

    stories: tuple[Story, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()


def stories(articles: Sequence[Article]) -> tuple[Story, ...]:
    """Return the stories of articles, in order of their first article; each article is in one.

    A story that an article was given is kept. Within a story the articles are in order of time,
    those without a date last, those of one time by id; its `joins` say why each is in it. An id
    that comes twice counts once.

    >>> told = stories([
    ...     Article(id="a", text="The Velmar dam broke on Tuesday.", story="Velmar"),
    ...     Article(id="b", text="Ina Dahl won the chess open in Karsk."),
    ...     Article(id="c", text="Nine died at the Velmar dam.", story="Velmar"),
    ... ])
    >>> [(story.articles, story.title) for story in told][0]
    (('a', 'c'), 'The Velmar dam broke on Tuesday.')
    """
    return told(articles).stories


def told(articles: Sequence[Article]) -> Told:
    """Return the stories of articles, and their follow-ups."""
    first = {article.id: place for place, article in reversed(tuple(enumerate(articles)))}
    # Compared in one order whatever order they are given in: sums of fractions depend on it.
    once = [articles[first[each]] for each in sorted(first)]
    units = [[once[place] for place in group] for group in alike(once)]
    compared = [unit[0] for unit in units]
    found = scored(pairs(compared))
    joined = large_joined(compared, found)
    why = joins(joined, units, found)
    in_two = also(joined, units, found)
    made = {
        min(first[each.id] for each in articles): msgspec.structs.replace(
            recorded(articles, why=why), also=in_two.get(number, ())
        )
        for number, group in enumerate(joined)
        if (articles := [each for place in group for each in units[place]])
    }
    in_order = tuple(made[place] for place in sorted(made))
    return Told(stories=in_order, follow_ups=follow_ups(in_order, units, found))
