"""The links of each story, out of the links among all articles."""

from collections import defaultdict
from collections.abc import Iterator

from sayso.model import Excerpt, Links, Story


def parted(links: Links) -> Iterator[tuple[Story, Links]]:
    """Yield each story with the links that lie within it.

    >>> told = Links(stories=(Story(id="Velmar dam", articles=("a", "b")),))
    >>> [(story.id, len(inside.copies)) for story, inside in parted(told)]
    [('Velmar dam', 0)]
    """
    home = {article: story.id for story in links.stories for article in story.articles}

    def story_of(a: str | Excerpt, b: str | Excerpt) -> str | None:
        first, second = (
            home.get(each.id if isinstance(each, Excerpt) else each) for each in (a, b)
        )
        return first if first == second else None

    copies, quotations = defaultdict(list), defaultdict(list)
    retellings, mutations = defaultdict(list), defaultdict(list)
    for copy in links.copies:
        copies[story_of(copy.a, copy.b)].append(copy)
    for quotation in links.quotations:
        quotations[story_of(quotation.a, quotation.b)].append(quotation)
    for retelling in links.retellings:
        retellings[story_of(retelling.a, retelling.b)].append(retelling)
    for mutation in links.mutations:
        mutations[story_of(mutation.a, mutation.b)].append(mutation)
    for story in links.stories:
        yield (
            story,
            Links(
                stories=(story,),
                copies=tuple(copies[story.id]),
                quotations=tuple(quotations[story.id]),
                retellings=tuple(retellings[story.id]),
                mutations=tuple(mutations[story.id]),
            ),
        )
