"""Many ids in queries that each name a few."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

# Below the number of variables that the oldest SQLite in use takes in one statement.
MOST_AT_ONCE = 900


def several(ids: Collection[str]) -> Iterator[Sequence[str]]:
    """Yield ids in parts that one query may name, each once.

    >>> list(several(["b", "a", "b"]))
    [['b', 'a']]
    """
    left = iter(dict.fromkeys(ids))
    while part := list(islice(left, MOST_AT_ONCE)):
        yield part
