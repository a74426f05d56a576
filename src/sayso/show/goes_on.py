"""What a story goes on from, what goes on from it, and the articles that it shares with others."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import msgspec
import sqlalchemy as sa

from sayso.ledger import schema, search, told
from sayso.ledger.several import several
from sayso.model import Excerpt, FollowUp, Join, Story

Way = Literal["Follows up on", "Followed up by", "Goes on within it"]


class GoesOn(msgspec.Struct, frozen=True, kw_only=True):
    """A follow-up as seen from one story: the other story, and the words of both that say so."""

    id: str
    way: Way
    story: str
    name: str
    type: str
    why: tuple[str, ...]
    a: Excerpt
    b: Excerpt


class InTwo(msgspec.Struct, frozen=True, kw_only=True):
    """An article that is counted in one story and listed in another, with why.

    `name` is how the other story is called; `counted` tells whether it is counted in this one.
    """

    article: str
    title: str
    story: str
    name: str
    counted: bool
    by: tuple[str, ...]


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """What stands around a story: before and after it, and in common with others."""

    goes_on: tuple[GoesOn, ...] = ()
    in_two: tuple[InTwo, ...] = ()


def around(connection: sa.Connection, story: Story) -> Around:
    """Return what stands around a story, by the links that the ledger holds."""
    found = told.follow_ups(connection, story.id)
    listed = [(join, _counted_in(connection, join.article)) for join in story.also]
    inside = frozenset(story.articles)
    shared = [
        (join, other.id, True)
        for other in _with_others(connection)
        if other.id != story.id
        for join in other.also
        if join.article in inside
    ] + [(join, other, False) for join, other in listed if other]
    names = names_of(connection, [*_stories(found), *(each[1] for each in shared)])
    return Around(
        goes_on=tuple(sorted((_seen(each, story.id, names) for each in found), key=_order)),
        in_two=tuple(
            _in_two(connection, join, names.get(other, other), (other, counted))
            for join, other, counted in shared
        ),
    )


def around_article(connection: sa.Connection, article: str) -> Around:
    """Return the follow-ups that rest on an article, and the other stories that list it."""
    c = schema.follow_up.c
    query = sa.select(c.record).where((c.a == article) | (c.b == article)).order_by(c.place)
    records = connection.execute(query).scalars()
    found = [msgspec.json.decode(record, type=FollowUp) for record in records]
    lists = [
        (join, other.id)
        for other in _with_others(connection)
        for join in other.also
        if join.article == article
    ]
    names = names_of(connection, [*_stories(found), *(each[1] for each in lists)])
    return Around(
        goes_on=tuple(
            _seen(each, each.story if each.b.id == article else each.follows, names)
            for each in found
        ),
        in_two=tuple(
            _in_two(connection, join, names.get(other, other), (other, True))
            for join, other in lists
        ),
    )


def follows(connection: sa.Connection, stories: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return for each of some stories those that it goes on from, itself left out."""
    c = schema.follow_up.c
    query = sa.select(c.story, c.follows).where(c.story != c.follows).order_by(c.place)
    made: dict[str, list[str]] = {}
    for part in several(stories):
        for story, other in connection.execute(query.where(c.story.in_(part))):
            made.setdefault(story, []).append(other)
    return {story: tuple(dict.fromkeys(its)) for story, its in made.items()}


def names_of(connection: sa.Connection, stories: Iterable[str]) -> Mapping[str, str]:
    """Return how each of some stories is called."""
    c = schema.story.c
    query = sa.select(c.id, c.record)
    return {
        named: msgspec.json.decode(record, type=Story).called
        for part in several(dict.fromkeys(stories))
        for named, record in connection.execute(query.where(c.id.in_(part)))
    }


def _stories(found: Iterable[FollowUp]) -> Iterator[str]:
    for each in found:
        yield from (each.story, each.follows)


def _with_others(connection: sa.Connection) -> Iterator[Story]:
    c = schema.story.c
    query = sa.select(c.record).where(sa.text(schema.HAS_ALSO)).order_by(c.place)
    for record in connection.execute(query).scalars():
        yield msgspec.json.decode(record, type=Story)


def _counted_in(connection: sa.Connection, article: str) -> str:
    return next(iter(search.stories_of(connection, article)), "")


def _in_two(connection: sa.Connection, join: Join, name: str, where: tuple[str, bool]) -> InTwo:
    article = search.article(connection, join.article)
    return InTwo(
        article=join.article,
        title=(article.title or article.called) if article else join.article,
        story=where[0],
        name=name,
        counted=where[1],
        by=join.by,
    )


def _seen(link: FollowUp, story: str, names: Mapping[str, str]) -> GoesOn:
    other = link.follows if link.story == story else link.story
    way: Way = "Follows up on" if link.story == story else "Followed up by"
    return GoesOn(
        id=link.id,
        way="Goes on within it" if link.story == link.follows else way,
        story=other,
        name=names.get(other, other),
        type=link.type,
        why=link.evidence,
        a=link.a,
        b=link.b,
    )


def _order(each: GoesOn) -> tuple[bool, bool, str]:
    return each.way != "Follows up on", each.way == "Goes on within it", each.id
