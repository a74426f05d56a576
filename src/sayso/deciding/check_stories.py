"""Decisions on stories: whether they can be, and which articles they move."""

import sqlalchemy as sa

from sayso.deciding import rows
from sayso.deciding.meant import Meant
from sayso.decision import Asked, Merge, Pin, Put, Rename, Split
from sayso.ledger import given, schema, search
from sayso.model import SaysoError, Story, content_id


def put(connection: sa.Connection, asked: Asked) -> Meant:
    """Return an article put into a story, which may be a new one."""
    what = asked.what
    assert isinstance(what, Put)
    article = rows.article_called(connection, what.article)
    known = search.story_called(connection, what.story)
    story = known.id if known else given.story_named(connection, what.story.strip())
    if not story:
        raise SaysoError("an empty name for a story")
    stood_in = (*search.memberships(connection, article.id), None)
    return Meant(what=Put(article=article.id, story=story, was=stood_in[0]), subject=article.id)


def pin(connection: sa.Connection, asked: Asked) -> Meant:
    """Return an article kept in the story that it stands in."""
    what = asked.what
    assert isinstance(what, Pin)
    article = rows.article_called(connection, what.article)
    stands_in = search.stories_of(connection, article.id)
    story = rows.story_called(connection, what.story).id if what.story else None
    if story is None and len(stands_in) == 1:
        story = stands_in[0]
    if story not in stands_in:
        listed = ", ".join(map(repr, stands_in)) or "none yet"
        raise SaysoError(f"{article.id} stands in {listed}: name the one that it stays in")
    return Meant(what=Pin(article=article.id, story=story), subject=article.id)


def _free(connection: sa.Connection, name: str) -> str:
    """Return a name that no story has; raises SaysoError where one has it."""
    taken = search.story_called(connection, name)
    if taken is not None:
        raise SaysoError(
            f"there is a story {name!r} already ({taken.id}); merge the two, or choose another name"
        )
    return name.strip()


def rename(connection: sa.Connection, asked: Asked) -> Meant:
    """Return a story called by a name that no other has."""
    what = asked.what
    assert isinstance(what, Rename)
    story = rows.story_called(connection, what.story)
    name = what.name.strip()
    if name != story.id or story.name is None:
        name = _free(connection, name)
    return Meant(what=Rename(story=story.id, name=name), subject=story.id)


def merge(connection: sa.Connection, asked: Asked) -> Meant:
    """Return a story merged into another, with the articles that this moves."""
    what = asked.what
    assert isinstance(what, Merge)
    story, into = (rows.story_called(connection, each) for each in (what.story, what.into))
    if story.id == into.id:
        raise SaysoError(f"{story.id!r} is to be merged into itself; give another story")
    merged = Merge(
        story=story.id,
        into=into.id,
        articles=story.articles,
        kept=_not_given(connection, into),
    )
    return Meant(what=merged, subject=story.id)


def split(connection: sa.Connection, asked: Asked) -> Meant:
    """Return articles split off from a story, with those that stay."""
    what = asked.what
    assert isinstance(what, Split)
    story = rows.story_called(connection, what.story)
    out = tuple(dict.fromkeys(rows.article_called(connection, each).id for each in what.articles))
    strange = [each for each in out if each not in story.articles]
    if strange or not out:
        said = f"{strange[0]} is not in it" if strange else "no article is named"
        raise SaysoError(f"{story.id!r}: {said}; `sayso ls --story` lists its articles")
    if len(out) == len(story.articles):
        raise SaysoError(f"all articles of {story.id!r} are named: rename it, or leave one in it")
    into = content_id("story", "split", story.id, *sorted(out))
    if what.into:
        known = search.story_called(connection, what.into)
        into = known.id if known else given.story_named(connection, what.into.strip())
    if into == story.id:
        raise SaysoError(f"{story.id!r} is to be split into itself; give another name")
    kept = tuple(each for each in _not_given(connection, story) if each not in out)
    return Meant(what=Split(story=story.id, articles=out, into=into, kept=kept), subject=story.id)


def _not_given(connection: sa.Connection, story: Story) -> tuple[str, ...]:
    """The articles of a story that nobody gave to it: they found each other."""
    c = schema.article.c
    member = schema.membership.c
    joined = sa.select(member.article).where(member.story == story.id)
    query = sa.select(c.id).where(c.id.in_(joined), c.story.is_(None)).order_by(c.position)
    return tuple(connection.execute(query).scalars())
