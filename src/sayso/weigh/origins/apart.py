"""Roots that might be one and are not known to be: kept apart, each with the reason."""

from collections.abc import Sequence
from itertools import combinations

from sayso.model import Root
from sayso.weigh.bodies import names_table
from sayso.weigh.names import Party, fold, short_for
from sayso.weigh.origins.described import words_of
from sayso.weigh.origins.ends import End

# Of a claim with more roots than so many, nobody reads which might be which.
MOST_ROOTS = 24


def apart(roots: Sequence[Root], ends: Sequence[Sequence[End]]) -> list[tuple[str, ...]]:
    """Return for each root why it was kept apart from others that it might be.

    `ends` are those that were merged into each root.
    """
    notes: list[list[str]] = [[] for _ in roots]
    if len(roots) > MOST_ROOTS:
        return [() for _ in roots]
    ends = [_unlike(each) for each in ends]
    for i, j in combinations(range(len(roots)), 2):
        why = _why(ends[i], ends[j])
        if why:
            notes[i].append(f"perhaps {roots[j].name}: {why}")
            notes[j].append(f"perhaps {roots[i].name}: {why}")
    return [tuple(each) for each in notes]


def _unlike(ends: Sequence[End]) -> Sequence[End]:
    """The first of the ends that are alike in what is compared."""
    first: dict[object, End] = {}
    for end in ends:
        first.setdefault((end.type, end.party, end.described), end)
    return tuple(first.values())


def _why(one: Sequence[End], other: Sequence[End]) -> str:
    for a in one:
        for b in other:
            if a.party is not None and b.party is not None:
                if why := _names(a.party, b.party):
                    return why
            elif {a.type, b.type} == {"named", "unnamed"} and _may_belong(a, b):
                return "somebody without a name who may belong to it"
            elif a.type == b.type == "unnamed" and _kind(a) and _kind(a) == _kind(b):
                return "the same kind of people, described for two outlets"
    return ""


def _names(a: Party, b: Party) -> str:
    if a.person and b.person:
        one, other = fold(a.person).split(), fold(b.person).split()
        if one[-1] == other[-1] and one[0] != other[0]:
            return "the same last name, another first name"
        return ""
    return "a shorter name that fits more than one" if short_for(a, b) else ""


def _may_belong(a: End, b: End) -> bool:
    """ "A court employee" may be of the court that is named."""
    bare, known = (a, b) if a.type == "unnamed" else (b, a)
    words = set(fold(bare.described).split())
    bodies = known.party.bodies if known.party is not None else ()
    told = {word for body in bodies for word in (*body.words, *fold(body.shown).split())}
    return bool(words & told - {"the", "of", "a", "an", "and"}) or bool(
        words & {"official", "officials"} and told & names_table("generic")
    )


def _kind(end: End) -> str:
    words = [word.rstrip("s") for word in fold(end.described).split()]
    people = {word.rstrip("s") for word in words_of("people")}
    return next((word for word in words if word in people), "")
