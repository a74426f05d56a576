"""Articles -> links: stories, follow-ups, copies, shared quotations, retellings, changes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

import msgspec

from sayso.annotate import annotate
from sayso.link.parted import parted
from sayso.model import Annotated, Annotation, Article, Copy, Links, Mutation

__all__ = ["PARTS", "changes", "link", "links_in_order", "told_again"]

PARTS = ("copies", "stories")


def link(
    articles: Sequence[Article],
    annotation_of: Callable[[Article], Annotation] = annotate,
    only: str | None = None,
) -> Links:
    """Return the links among articles; with `only`, the copies or the stories alone.

    `annotation_of` gives what was found in an article; it is asked for those that stand in a
    story with others. Copies are sought among all articles, retellings within each story.

    >>> wire = "The dam above Velmar gave way before dawn and flooded the whole lower town."
    >>> pages = [Article(id="a", text=wire), Article(id="b", text=f"{wire} Roads are closed.")]
    >>> [(copy.a, copy.b, copy.direction) for copy in link(pages, only="copies").copies]
    [('a', 'b', 'unknown')]
    """
    # Loaded here: numpy and scipy would double the time that `sayso --help` takes.
    from sayso.link.copies import copies
    from sayso.link.stories import Told, told

    found = Told() if only == "copies" else told(articles)
    if only == "stories":
        return Links(stories=found.stories, follow_ups=found.follow_ups)
    reuse = copies(articles)
    if only == "copies":
        return Links(copies=reuse.copies, quotations=reuse.quotations)
    by_id = {article.id: article for article in articles}
    again: list[Links] = []
    for story, inside in parted(Links(stories=found.stories, copies=reuse.copies)):
        if len(story.articles) > 1:
            members = [
                Annotated(article=by_id[each], annotation=annotation_of(by_id[each]))
                for each in story.articles
            ]
            again.append(told_again(members, inside.copies))
    return Links(
        stories=found.stories,
        follow_ups=found.follow_ups,
        copies=reuse.copies,
        quotations=reuse.quotations,
        retellings=tuple(chain.from_iterable(each.retellings for each in again)),
        mutations=(
            *changes(by_id, reuse.copies, articles),
            *chain.from_iterable(each.mutations for each in again),
        ),
    )


def changes(
    by_id: Mapping[str, Article], copies: Iterable[Copy], alone: Iterable[Article]
) -> Iterator[Mutation]:
    """Yield what changed in copies of articles, and what differs within some alone."""
    from sayso.link.mutations import mutations
    from sayso.link.within import within

    for copy in copies:
        yield from mutations(by_id[copy.a], by_id[copy.b], copy)
    yield from chain.from_iterable(map(within, alone))


def told_again(story: Sequence[Annotated], copies: Sequence[Copy]) -> Links:
    """Return the retellings among the articles of a story, and what changed in them."""
    from sayso.link.retellings import retellings
    from sayso.link.retold import retold_mutations

    again = retellings(story, copies)
    return Links(retellings=again, mutations=retold_mutations(story, again))


def links_in_order(links: Links) -> Iterator[msgspec.Struct]:
    """Yield each record: stories, follow-ups, copies, quotations, retellings, mutations."""
    yield from links.stories
    yield from links.follow_ups
    yield from links.copies
    yield from links.quotations
    yield from links.retellings
    yield from links.mutations
