"""Why articles are of one story, and what goes on from it, in words."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from sayso.model import Join, Story
from sayso.show.goes_on import Around
from sayso.show.terminal import heading
from sayso.show.value import counted

MOST_SHOWN = 12


def join_in_words(join: Join) -> str:
    """Return why an article is in its story.

    >>> join_in_words(Join(article="b", to="a", by=("names", "place"), distance=0.31))
    'b joined a by: names, place; distance 0.31'
    """
    to = f" {join.to}" if join.to else ""
    apart = "" if join.distance is None else f"; distance {join.distance:.2f}"
    return f"{join.article} joined{to} by: {', '.join(join.by)}{apart}"


def joined(story: Story) -> Iterator[RenderableType]:
    """Yield why the articles of a story that Sayso found are together."""
    if story.given or not story.joins:
        return
    yield heading("Why they are together")
    for join in story.joins[:MOST_SHOWN]:
        yield Text(join_in_words(join))
    if len(story.joins) > MOST_SHOWN:
        more = counted(len(story.joins) - MOST_SHOWN, "more join")
        yield Text(f"{more}: `sayso why {story.id}`", style="dim")
    yield Text()


def beside(around: Around) -> Iterator[RenderableType]:
    """Yield the articles that are counted in one story and tell of another too, with both."""
    if not around.in_two:
        return
    yield heading("In two stories")
    for each in around.in_two[:MOST_SHOWN]:
        here = "counted here, listed too in" if each.counted else "listed here, counted in"
        by = f" by: {', '.join(each.by)}" if each.by else ""
        yield Text(f"{each.article} “{each.title}”: {here} “{each.name}” ({each.story}){by}")
    if len(around.in_two) > MOST_SHOWN:
        yield Text(counted(len(around.in_two) - MOST_SHOWN, "more article"), style="dim")
    yield Text()


def followed(around: Around) -> Iterator[RenderableType]:
    """Yield what goes on from a story, and what it goes on from, with the words that say so."""
    if not around.goes_on:
        return
    yield heading("Follow-ups")
    for each in around.goes_on:
        within = each.way == "Goes on within it"
        whom = each.way if within else f"{each.way}: “{each.name}” ({each.story})"
        yield Text(f"{whom} — {each.type}: {'; '.join(each.why)}")
        for side in (each.a, each.b):
            yield Text(f"  {side.id}: “{' '.join(side.text.split())}”", style="dim")
    yield Text()
