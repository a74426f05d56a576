"""Stories that grow: new articles join those found before, and only what they touch is repaired."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import numpy as np

from sayso.link.stories.alike import alike
from sayso.link.stories.follow_ups import follow_ups
from sayso.link.stories.frequencies import Frequencies
from sayso.link.stories.grounds import also, explained, joins, scored
from sayso.link.stories.join import JOINED, join
from sayso.link.stories.pairs import NOTHING_READ, pairs
from sayso.link.stories.reading import Read
from sayso.link.stories.settled import Grown, settled
from sayso.model import Article, Join, Story


class _View(msgspec.Struct, frozen=True):
    """Articles in one order, those alike as one unit, and the story that each unit stood in."""

    articles: tuple[Article, ...]
    units: tuple[tuple[int, ...], ...]
    home: tuple[int | None, ...]
    names: tuple[str | None, ...]


def grown(
    articles: Sequence[Article],
    before: Sequence[Story],
    frequencies: Frequencies | None = None,
    known: Mapping[str, Read] = NOTHING_READ,
) -> Grown:
    """Return the stories of articles of which some stand in stories found `before`.

    `articles` are the new ones, which stand in no story of `before`, and of the old those that
    may be like them (`sought_terms` says how these are found); `frequencies` are those of all
    articles, old and new; `known` is what was read of some before, by their ids. A story that a
    new article touches is taken apart and joined anew by average link, so that it may take in,
    merge and split, if all its articles are there; where some are not, it takes in and merges
    only. All other stories come out as they were.

    A story keeps its id: where it splits, the part that has most of it does; where two merge, the
    id is that of the larger, of two alike the first in `before`. Stories that are `given` are never
    joined to one another, and none of their articles leaves them.

    >>> flood = "The Velmar dam gave way on Tuesday and killed 14, said Irena Dovask."
    >>> old, new = Article(id="b", text=flood), Article(id="a", text=f"{flood} Roads are closed.")
    >>> found = grown([old, new], [Story(id="dam", articles=("b",))])
    >>> [(story.id, story.articles) for story in found.stories], sorted(found.changed)
    ([('dam', ('a', 'b'))], ['dam'])
    """
    view = _view(articles, before)
    found = scored(pairs([view.articles[unit[0]] for unit in view.units], frequencies, known))
    places, likely = found.pairs.places, found.likely
    touched = _touched(view, before, places[likely >= JOINED].tolist())
    active = [place for place, home in enumerate(view.home) if home is None or home in touched]
    at = {place: number for number, place in enumerate(active)}
    inside = np.isin(places, active).all(axis=1)
    groups = join(
        [view.names[place] for place in active],
        np.searchsorted(active, places[inside]),
        likely[inside],
        [
            [at[place] for place in active if view.home[place] == home]
            for home in _partly_seen(view, before, touched)
            if home in view.home
        ],
    )
    units = [[view.articles[each] for each in unit] for unit in view.units]
    parts = [[each for number in group for each in units[active[number]]] for group in groups]
    places_of = [[active[number] for number in group] for group in groups]
    why = joins(places_of, units, found)
    in_two = also(places_of, units, found)
    after = settled(parts, before, touched, why)
    after = msgspec.structs.replace(after, stories=tuple(_with_also(after, parts, in_two)))
    made = {story.id: story.articles for story in after.stories}
    changes = [
        explained(each, sorted(set(made[each.story]) - set(each.articles)), units, found)
        for each in after.changes
    ]
    later = follow_ups(after.stories, units, found)
    return msgspec.structs.replace(after, changes=tuple(changes), follow_ups=later)


def _with_also(
    after: Grown, parts: Sequence[Sequence[Article]], in_two: Mapping[int, tuple[Join, ...]]
) -> Iterator[Story]:
    """Yield the stories, those made anew with the articles of others that tell of them too."""
    part_of = {part[0].id: number for number, part in enumerate(parts)}
    for story in after.stories:
        numbers = [part_of[each] for each in story.articles if each in part_of]
        listed = in_two.get(numbers[0], ()) if numbers else story.also
        yield msgspec.structs.replace(story, also=listed)


def _view(articles: Sequence[Article], before: Sequence[Story]) -> _View:
    by_id = {article.id: article for article in articles}
    once = tuple(by_id[each] for each in sorted(by_id))
    story_of = {each: number for number, story in enumerate(before) for each in story.articles}
    given = {number: story.id for number, story in enumerate(before) if story.given}
    # Of articles that are the same, those that stand in two stories are two units.
    parted: dict[tuple[int, int | None], list[int]] = {}
    for number, unit in enumerate(alike(once)):
        known = [story_of[once[each].id] for each in unit if once[each].id in story_of]
        first = known[0] if known else None
        for each in unit:
            parted.setdefault((number, story_of.get(once[each].id, first)), []).append(each)
    units = tuple(map(tuple, parted.values()))
    home_of = tuple(home for _, home in parted)
    names = tuple(
        given.get(-1 if home is None else home) or once[unit[0]].story or None
        for unit, home in zip(units, home_of, strict=True)
    )
    return _View(articles=once, units=units, home=home_of, names=names)


def _touched(view: _View, before: Sequence[Story], near: Iterable[Sequence[int]]) -> set[int]:
    """Return the stories that a new article is like, is the same as or was given to."""
    known = {each for story in before for each in story.articles}
    found = {
        home
        for unit, home in zip(view.units, view.home, strict=True)
        if any(view.articles[each].id not in known for each in unit)
    }
    for a, b in near:
        if view.home[a] is None or view.home[b] is None:
            found |= {view.home[a], view.home[b]}
    named = set(view.names)
    found |= {
        number for number, story in enumerate(before) if story.id in named and not story.given
    }
    fresh = {name for name, home in zip(view.names, view.home, strict=True) if home is None}
    found |= {number for number, story in enumerate(before) if story.id in fresh}
    return {each for each in found if each is not None}


def _partly_seen(view: _View, before: Sequence[Story], touched: set[int]) -> Iterator[int]:
    """Yield the touched stories of which some articles are not in view."""
    seen = {article.id for article in view.articles}
    for number in sorted(touched):
        if not seen.issuperset(before[number].articles):
            yield number
