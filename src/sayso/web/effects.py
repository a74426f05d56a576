"""What decisions would change, as lines for a page."""

from collections.abc import Iterator

import msgspec

from sayso.deciding import Effect
from sayso.deciding.what_if import StoryEffect
from sayso.show.decided_page import claim_told, count_told, sizes_told
from sayso.web import addresses

# More of them tell nothing more to whoever decides; the pages have all afterwards.
MOST_STORIES = 6
MOST_LINES = 14


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that changes: what, how it was, how it would be."""

    what: str
    before: str
    after: str
    href: str = ""


class StoryLines(msgspec.Struct, frozen=True, kw_only=True):
    """What changes in a story; `more` lines are left out."""

    name: str
    href: str
    lines: tuple[Line, ...]
    more: int


class EffectView(msgspec.Struct, frozen=True, kw_only=True):
    """What a decision would change, or the error why it cannot be taken.

    `later` more stories may change, which are weighed after the decision alone.
    """

    error: str
    due: bool
    stories: tuple[StoryLines, ...]
    more: int
    later: int


def effect_view(effect: Effect) -> EffectView:
    """Return an effect as a page tells it."""
    errors = [each.error for each in effect.outcomes if each.error]
    return EffectView(
        error="; ".join(errors),
        due=effect.due,
        stories=tuple(map(_story, effect.stories[:MOST_STORIES])),
        more=max(0, len(effect.stories) - MOST_STORIES),
        later=effect.later,
    )


def _story(effect: StoryEffect) -> StoryLines:
    lines = tuple(_lines(effect))
    return StoryLines(
        name=effect.name,
        href=addresses.of("story", effect.story) if effect.before else "",
        lines=lines[:MOST_LINES],
        more=max(0, len(lines) - MOST_LINES),
    )


def _lines(effect: StoryEffect) -> Iterator[Line]:
    if effect.name_before not in (None, effect.name):
        yield Line(what="name", before=str(effect.name_before), after=effect.name)
    for what, before, after in sizes_told(effect.before, effect.after):
        yield Line(what=what, before=before, after=after)
    for each in effect.origins:
        yield Line(
            what=claim_told(each.claim),
            before=count_told(each.before),
            after=count_told(each.after),
            href=addresses.of("row", each.claim.id) if each.before else "",
        )
