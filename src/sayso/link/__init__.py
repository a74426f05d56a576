"""Articles -> links: stories, follow-ups, copies, shared quotations, retellings, changes."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

import msgspec

from sayso.annotate import annotate
from sayso.link.parted import parted
from sayso.model import Annotated, Annotation, Article, Links, Retelling

__all__ = ["PARTS", "link", "links_in_order"]

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
    from sayso.link.mutations import mutations
    from sayso.link.retellings import retellings
    from sayso.link.retold import retold_mutations
    from sayso.link.stories import Told, told
    from sayso.link.within import within

    found = Told() if only == "copies" else told(articles)
    if only == "stories":
        return Links(stories=found.stories, follow_ups=found.follow_ups)
    reuse = copies(articles)
    if only == "copies":
        return Links(copies=reuse.copies, quotations=reuse.quotations)
    by_id = {article.id: article for article in articles}
    changed = [
        mutation
        for copy in reuse.copies
        for mutation in mutations(by_id[copy.a], by_id[copy.b], copy)
    ]
    changed += chain.from_iterable(map(within, articles))
    retold: list[Retelling] = []
    for story, inside in parted(Links(stories=found.stories, copies=reuse.copies)):
        if len(story.articles) > 1:
            members = [
                Annotated(article=by_id[each], annotation=annotation_of(by_id[each]))
                for each in story.articles
            ]
            again = retellings(members, inside.copies)
            retold += again
            changed += retold_mutations(members, again)
    return Links(
        stories=found.stories,
        follow_ups=found.follow_ups,
        copies=reuse.copies,
        quotations=reuse.quotations,
        retellings=tuple(retold),
        mutations=tuple(changed),
    )


def links_in_order(links: Links) -> Iterator[msgspec.Struct]:
    """Yield each record: stories, follow-ups, copies, quotations, retellings, mutations."""
    yield from links.stories
    yield from links.follow_ups
    yield from links.copies
    yield from links.quotations
    yield from links.retellings
    yield from links.mutations
