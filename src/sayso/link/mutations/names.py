"""Whether two names are one: misread, spelled otherwise, or cut to its first letters."""

from collections.abc import Sequence

from rapidfuzz.fuzz import ratio

from sayso.link.mutations.alignment import MISSPELLED


def is_same_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether the words of two names, in lower case, may be one name.

    >>> is_same_name(["international", "grain", "council"], ["igc"])
    True
    >>> is_same_name(["marek", "dolin"], ["tomas", "vey"])
    False
    """
    if _is_short_for(one, other) or _is_short_for(other, one):
        return True
    return ratio(" ".join(one), " ".join(other)) >= MISSPELLED


def _is_short_for(letters: Sequence[str], name: Sequence[str]) -> bool:
    return len(letters) == 1 and len(name) > 1 and letters[0] == "".join(n[:1] for n in name)
