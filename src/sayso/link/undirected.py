"""What a difference is called where nobody knows which of two texts was first."""

_IN_ONE_ONLY = frozenset(("dropped", "added", "negated", "negation lost"))
# Differences of one part of a figure, or of one trait of those who are named.
_PARTS = ("range", "bound", "approximation", "unit", "predicate", "nationality", "place")


def undirected(subtype: str) -> str:
    """Return a subtype that does not say who changed what.

    >>> [undirected(each) for each in ("range narrowed", "swapped", "dropped", "unit changed")]
    ['range differs', 'differs', 'in one only', 'unit differs']
    """
    if subtype in _IN_ONE_ONLY:
        return "in one only"
    part = subtype.partition(" ")[0]
    return f"{part} differs" if part in _PARTS else "differs"
