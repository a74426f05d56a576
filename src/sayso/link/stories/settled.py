"""The ids of stories that were taken apart and joined anew."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count

import msgspec

from sayso.link.stories.record import NO_JOINS, recorded, time_of
from sayso.model import Article, FollowUp, Join, Story, StoryChange, content_id


class Grown(msgspec.Struct, frozen=True):
    """Stories after new articles came: all of them, the ids of the changed, the ids now gone.

    `changes` are the merges and splits of those found before; `follow_ups` are those between
    stories in view, to be put in place of those between the same stories found before.
    """

    stories: tuple[Story, ...]
    changed: frozenset[str]
    gone: frozenset[str]
    changes: tuple[StoryChange, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()


def settled(
    parts: Sequence[Sequence[Article]],
    before: Sequence[Story],
    touched: Collection[int],
    why: Mapping[str, Join] = NO_JOINS,
) -> Grown:
    """Return the stories where `parts` stand in place of the `touched`, by their place in `before`.

    `why` says why each article is in its story. What it does not say was said before.

    >>> old = Story(id="dam", articles=("a", "b", "c"))
    >>> parts = [[Article(id="a", text="")], [Article(id="b", text=""), Article(id="c", text="")]]
    >>> [(story.id == "dam", story.articles) for story in settled(parts, [old], {0}).stories]
    [(True, ('b', 'c')), (False, ('a',))]
    """
    old = {before[number].id: before[number] for number in sorted(touched)}
    claims = _claims(parts, old.values())
    seen = {article.id for part in parts for article in part}
    taken = {story.id for story in before}
    made: dict[str, Story] = {}
    for number, part in enumerate(parts):
        claimed = claims.get(number, ())
        keeper = max(claimed, key=lambda each: (each.given, len(each.articles)), default=None)
        name = next((article.story for article in part if article.story), None)
        if keeper and (keeper.given or not name):
            name = keeper.id
        story = _whole(recorded(part, name or _free(part, taken), why), part, claimed, seen)
        if keeper and keeper.given:
            story = msgspec.structs.replace(story, id=keeper.id, given=True)
        taken.add(story.id)
        made[story.id] = story
    kept = (made.get(each.id, each) for each in before if each.id in made or each.id not in old)
    fresh = (story for key, story in made.items() if key not in old)
    return Grown(
        stories=(*kept, *fresh),
        changed=frozenset(key for key, story in made.items() if old.get(key) != story),
        gone=frozenset(old.keys() - made.keys()),
        changes=tuple(_changes(old.values(), made)),
    )


def _changes(old: Iterable[Story], made: Mapping[str, Story]) -> Iterator[StoryChange]:
    """Yield a merge for each story that is gone, a split for each part that went elsewhere."""
    story_of = {each: story.id for story in made.values() for each in story.articles}
    for story in old:
        went: dict[str, list[str]] = {}
        for each in story.articles:
            went.setdefault(story_of[each], []).append(each)
        most = max(went, key=lambda each: (each == story.id, len(went[each])))
        if most != story.id:
            moved = tuple(went[most])
            yield StoryChange(what="merge", story=most, other=story.id, articles=moved)
        for other in sorted(went.keys() - {most}):
            moved = tuple(went[other])
            yield StoryChange(what="split", story=most, other=other, articles=moved)


def _claims(
    parts: Sequence[Sequence[Article]], stories: Iterable[Story]
) -> Mapping[int, Sequence[Story]]:
    """Return for a part the stories of which it holds the most, or else the name."""
    part_of = {article.id: number for number, part in enumerate(parts) for article in part}
    named = {
        article.story: number
        for number, part in enumerate(parts)
        for article in part
        if article.story
    }
    claims: dict[int, list[Story]] = {}
    for story in stories:
        held = Counter(part_of[each] for each in story.articles if each in part_of)
        number = max(held, key=lambda part: (held[part], -part)) if held else named[story.id]
        claims.setdefault(number, []).append(story)
    return claims


def _whole(
    story: Story, part: Sequence[Article], claims: Sequence[Story], seen: Collection[str]
) -> Story:
    """Return the story of a part with what is not seen of the stories that it goes on from.

    An article that is not seen stands where it stood: behind the one before it.
    """
    when = {article.id: time_of(article) for article in part}
    first = min(when.values())
    for old in claims:
        last = first
        for each in old.articles:
            if each in when or each not in seen:
                last = when.setdefault(each, last)
    if len(when) == len(part):
        return story
    title = claims[0].title if len(claims) == 1 else story.title
    in_order = sorted(when, key=lambda each: when[each])
    before = {join.article: join for old in claims for join in old.joins}
    before |= {join.article: join for join in story.joins}
    kept = tuple(before[each] for each in in_order if each in before)
    return msgspec.structs.replace(story, articles=tuple(in_order), title=title, joins=kept)


def _free(part: Sequence[Article], taken: Collection[str]) -> str:
    """Return an id from that of the first article; of the next, where a story has that already."""
    by_time = sorted(part, key=time_of)
    own = (content_id("story", article.id) for article in by_time)
    again = (content_id("story", by_time[0].id, number) for number in count(2))
    return next(each for each in chain(own, again) if each not in taken)
