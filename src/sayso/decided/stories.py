"""What decisions make of the stories that were found."""

import re
from collections.abc import Iterable

import msgspec

from sayso.decided.standing import Standing
from sayso.model import Story

# An id that the machine gave, kept for a story of which a person froze the articles.
_MACHINE = re.compile(r"story-[0-9a-f]{16}")


def is_found(story: str) -> bool:
    """Return whether an id is one that the machine gives to a story that it found.

    >>> is_found("story-1427319b15a7aa89"), is_found("Velmar dam")
    (True, False)
    """
    return _MACHINE.fullmatch(story) is not None


def stories(found: Iterable[Story], standing: Standing) -> tuple[Story, ...]:
    """Return stories with the names that persons gave them, each id once.

    An article that was pinned to a story keeps that story's id alive; the articles that are found
    to make the story again are its own.

    >>> one = Story(id="story-1427319b15a7aa89", articles=("n1",), given=True)
    >>> again = Story(id="story-1427319b15a7aa89", articles=("n2",))
    >>> [(each.articles, each.given) for each in stories((one, again), Standing())]
    [(('n1', 'n2'), False)]
    """
    told: dict[str, Story] = {}
    for each in found:
        other = told.get(each.id)
        articles = each.articles
        if other is not None:
            articles = tuple(dict.fromkeys((*other.articles, *each.articles)))
        name = standing.names.get(each.id)
        told[each.id] = msgspec.structs.replace(
            other or each,
            articles=articles,
            name=name.value if name else None,
            given=each.given and not is_found(each.id),
        )
    return tuple(told.values())
