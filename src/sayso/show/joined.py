"""Why articles are of one story, and what goes on from it, in words."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from sayso.model import FollowUp, Join, Story
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


def beside(story: Story) -> Iterator[RenderableType]:
    """Yield the articles that are counted in another story and tell of this one too."""
    if story.also:
        yield heading("Also in")
        for join in story.also[:MOST_SHOWN]:
            yield Text(f"{join_in_words(join)}; counted in its own story")
        yield Text()


def followed(story: Story, follow_ups: tuple[FollowUp, ...]) -> Iterator[RenderableType]:
    """Yield what goes on from a story, and what it goes on from, with the words that say so."""
    if not follow_ups:
        return
    yield heading("Follow-ups")
    for each in follow_ups:
        said = " ".join(each.b.text.split())
        yield Text(f"{each.type}: {_whom(each, story)}; {'; '.join(each.evidence)}")
        yield Text(f"  {each.b.id}: “{said}”", style="dim")
    yield Text()


def _whom(link: FollowUp, story: Story) -> str:
    if link.story == link.follows:
        return f"{link.b.id} follows {link.a.id} within it"
    return f"{link.story} follows it" if link.follows == story.id else f"it follows {link.follows}"
