"""What follows from decisions at once: the stories that they touch are weighed anew, no others."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate

import msgspec
import sqlalchemy as sa

from sayso.decided import Standing, annotation, links, stories
from sayso.deciding.touched import is_touched
from sayso.ledger import decisions, given, linked, outdated, schema, search, told, waiting
from sayso.ledger.waiting import Waiting
from sayso.model import (
    Annotated,
    Article,
    Excerpt,
    Join,
    Links,
    Mutation,
    Retelling,
    Story,
    Weighed,
)
from sayso.weigh import weigh

NOWHERE: Mapping[str, str] = {}
# Claims of the stories that are weighed before a decision is answered: half a second's work.
AT_ONCE = 300


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """The stories that were weighed anew or are gone, and how many others wait for it."""

    stories: frozenset[str] = frozenset()
    later: int = 0


def settle(
    connection: sa.Connection,
    touched: Collection[Waiting] = (),
    moved: Collection[str] = (),
    back: Mapping[str, str] = NOWHERE,
    first: str | None = None,
) -> Settled:
    """Weigh stories anew by the decisions that stand; return the ids of those that it did.

    `moved` are articles whose story was decided anew, `back` the stories that those go to for
    which nothing is decided any more. Of the touched, `first` and the smallest are weighed, up to
    AT_ONCE claims; the others wait. While linking is due, all of them wait for its end.
    """
    if outdated.is_due(connection):
        waiting.add(connection, touched)
        return Settled(later=len(touched))
    standing = decisions.standing_all(connection)
    made = _moved(connection, moved, standing, back) if moved else frozenset()
    for each in sorted(made):
        weigh_anew(connection, each, standing)
    others = {each.story: each for each in touched if each.story not in made}
    sizes = {**dict.fromkeys(others, 0), **waiting.claims(connection, others)}
    at_once = _at_once(sizes, first)
    done = [each for each in at_once if is_touched(connection, others[each])]
    for each in done:
        weigh_anew(connection, each, standing)
    later = [others[each] for each in sorted(others.keys() - set(at_once))]
    waiting.add(connection, later)
    return Settled(stories=made.union(done), later=len(later))


def _at_once(sizes: Mapping[str, int], first: str | None) -> tuple[str, ...]:
    """Of stories of these sizes, those that are not to wait."""
    ordered = sorted(sizes, key=lambda each: (each != first, sizes[each], each))
    totals = accumulate(sizes[each] for each in ordered)
    return tuple(
        each
        for at, (each, total) in enumerate(zip(ordered, totals, strict=True))
        if at == 0 or total <= AT_ONCE
    )


def weigh_anew(connection: sa.Connection, id: str, standing: Standing) -> None:
    """Weigh one story by the decisions that stand, where there is one of that id."""
    if (story := search.story_called(connection, id)) is not None and story.id == id:
        linked.replace_weighed(connection, id, weighed(connection, story, standing))


def weighed(connection: sa.Connection, story: Story, standing: Standing) -> Weighed:
    """Return what a story weighs by the decisions that stand."""
    members = [search.article(connection, each) for each in story.articles]
    found = search.annotations(connection, story.articles)
    annotated = [
        Annotated(article=each, annotation=found[each.id]) for each in members if each is not None
    ]
    return weighed_of(story, annotated, told.links(connection, story.id), standing)


def weighed_of(
    story: Story, annotated: Collection[Annotated], inside: Links, standing: Standing
) -> Weighed:
    """Return what a story weighs, of articles as corrected and links as found."""
    rejected = standing.judged.rejected
    figures = [
        Excerpt(id=each.article.id, start=figure.start, end=figure.end, text=figure.text)
        for each in annotated
        for figure in each.annotation.figures
        if figure.id in rejected
    ]
    kept = [
        msgspec.structs.replace(
            each,
            annotation=annotation(each.annotation, rejected),
            decided=any(
                standing.status(figure.id) in ("rejected", "corrected")
                for figure in each.annotation.figures
            ),
        )
        for each in annotated
    ]
    return weigh(story, kept, links(inside, standing, figures), standing.judged)


def renamed(connection: sa.Connection, standing: Standing) -> frozenset[str]:
    """Write the names that persons gave to stories; return the ids of those that changed."""
    changed: set[str] = set()
    held = given.names(connection)
    c = schema.story.c
    query = sa.select(c.id, c.record).where(
        c.id.in_([*held.names, *held.aliases.values()])
        | sa.func.json_extract(c.record, "$.name").is_not(None)
    )
    for named_id, record in connection.execute(query).all():
        story = msgspec.json.decode(record, type=Story)
        (named,) = stories((story,), standing)
        if named != story:
            text = msgspec.json.encode(named).decode()
            connection.execute(sa.update(schema.story).where(c.id == named_id).values(record=text))
            changed.add(named_id)
    return frozenset(changed)


def _moved(
    connection: sa.Connection,
    moved: Collection[str],
    standing: Standing,
    back: Mapping[str, str],
) -> frozenset[str]:
    """Put articles into the stories that were decided; return the stories that changed."""
    before = {each: search.memberships(connection, each) for each in moved}
    articles = [found for each in moved if (found := search.article(connection, each))]
    ids = {story for each in before.values() for story in each}
    home = {each: standing.story(story) for each, story in back.items()}
    ids |= {each.story for each in articles if each.story} | set(home.values())
    old = [story for each in sorted(ids) if (story := search.story_called(connection, each))]
    old = [story for story in old if story.id in ids]
    members = {each: story.id for story in old for each in story.articles}
    told_by = {each: search.article(connection, each) for each in (*members, *moved)}
    # What was not decided anew stays where it stands; what is free again finds its story.
    placed = [
        msgspec.structs.replace(
            each, story=each.story or (home if each.id in before else members).get(each.id)
        )
        for each in told_by.values()
        if each is not None
    ]
    new = stories(_grouped(placed, old), standing)
    was = {each.id: each.articles for each in old}
    changed = [each for each in new if was.get(each.id) != each.articles]
    gone = [each for each in old if each.id not in {story.id for story in new}]
    _relink(
        connection, [*(each for each in old if each.id in {c.id for c in changed}), *gone], changed
    )
    return frozenset(each.id for each in (*changed, *gone))


def _grouped(articles: Collection[Article], old: Collection[Story]) -> Iterable[Story]:
    from sayso.link.stories import stories as found_stories
    from sayso.link.stories.record import recorded

    if any(article.story is None for article in articles):
        return found_stories(tuple(articles))
    groups: dict[str, list[Article]] = {}
    for article in articles:
        groups.setdefault(article.story or "", []).append(article)
    why = {join.article: join for story in old for join in story.joins}
    beside = {story.id: story.also for story in old}
    return [_as_told(recorded(group, why=why), beside) for group in groups.values()]


def _as_told(story: Story, beside: Mapping[str, Sequence[Join]]) -> Story:
    """The story with those reasons alone that still hold."""
    inside = set(story.articles)
    return msgspec.structs.replace(
        story,
        joins=tuple(join for join in story.joins if join.to is None or join.to in inside),
        also=tuple(join for join in beside.get(story.id, ()) if join.article not in inside),
    )


def _relink(connection: sa.Connection, old: Sequence[Story], new: Sequence[Story]) -> None:
    """Replace stories, with what was told again within them."""
    for story in old:
        retold, changed = _told_again(connection, story)
        linked.remove(connection, schema.retelling, [each.id for each in retold])
        linked.remove(connection, schema.mutation, [each.id for each in changed])
    linked.replace_stories(connection, [each.id for each in old], new)
    for story in new:
        retold, changed = _told_again(connection, story)
        linked.add_links(connection, Links(retellings=retold, mutations=changed))


def _told_again(
    connection: sa.Connection, story: Story
) -> tuple[tuple[Retelling, ...], tuple[Mutation, ...]]:
    from sayso.link.retellings import retellings
    from sayso.link.retold import retold_mutations

    if len(story.articles) < 2:
        return (), ()
    found = search.annotations(connection, story.articles, by_machine=True)
    members = [
        Annotated(article=article, annotation=found[article.id])
        for each in story.articles
        if (article := search.article(connection, each)) is not None
    ]
    copies = told.links_between(connection, story.articles).copies
    again = retellings(members, copies)
    return again, retold_mutations(members, again)
