"""Origins as persons judged them: names of one or of two, origins that are one or independent."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sayso.model import Annotated, Attribution, Judged, Judgement, Origin, Root
from sayso.weigh.bodies import fold
from sayso.weigh.counting import count

_REPORT = " report"  # "Pellin Post report": what an outlet states and nobody is given for


def judge(
    origins: Sequence[Origin], annotated: Sequence[Annotated], judged: Judged
) -> tuple[Origin, ...]:
    """Return origins with the roots that persons said to be one merged, those of two apart.

    Each merge lowers both counts by one at the most.

    >>> from sayso.model import ClaimValue
    >>> roots = (Root(type="named", name="NIS"), Root(type="named", name="National Survey"))
    >>> origin = Origin(id="o", story="s", claim=ClaimValue(id="c", text="9 lost"), documents=(),
    ...     conduits=(), n_min=2, n_max=2, circular=False, roots=roots)
    >>> said = Judgement(a="NIS", b="National Survey", same=True, who="Ada Oram", at="2031-04-02")
    >>> [(each.n_max, each.roots[0].also) for each in judge([origin], (), Judged(pairs=(said,)))]
    [(1, ('NIS',))]
    """
    pairs = _met(origins, judged.pairs)
    if not pairs:
        return tuple(origins)
    sources = _sources(annotated)
    return tuple(_judged(each, pairs, sources) for each in origins)


def _met(origins: Sequence[Origin], pairs: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Of all that was ever said, what is of these claims or of two names that they have."""
    if not pairs:
        return ()
    claims = {origin.claim.id for origin in origins}
    names = names_in(origins)
    return tuple(
        pair
        for pair in pairs
        if pair.claim in claims or (pair.claim is None and {fold(pair.a), fold(pair.b)} <= names)
    )


def names_in(origins: Iterable[Origin]) -> frozenset[str]:
    """Return the names, folded, that the origins and conduits of some claims go by.

    >>> from sayso.model import ClaimValue
    >>> origin = Origin(id="o", story="s", claim=ClaimValue(id="c", text=""), documents=(), n_min=1,
    ...     n_max=1, circular=False, roots=(Root(type="named", name="Ines Dahl, Voltara"),),
    ...     conduits=("The Post",))
    >>> sorted(names_in([origin]))
    ['ines dahl', 'ines dahl, voltara', 'post']
    """
    found: set[str] = set()
    for origin in origins:
        found |= {fold(name) for name in origin.conduits}
        for root in origin.roots:
            for name in (root.name, *root.also):
                found.update(_forms(name))
    return frozenset(found)


def _judged(
    origin: Origin, pairs: Iterable[Judgement], sources: Mapping[str, frozenset[str]]
) -> Origin:
    roots: tuple[Root, ...] = origin.roots
    conduits = origin.conduits
    marked: list[Judgement] = []
    for pair in pairs:
        if pair.claim not in (None, origin.claim.id):
            continue
        before = roots
        if pair.same:
            roots = _merged(roots, pair)
            conduits = _one_conduit(conduits, pair)
        else:
            roots = _parted(roots, pair, sources)
        if before != roots or pair.claim is not None:
            marked.append(pair)
    if roots == origin.roots and conduits == origin.conduits and not marked:
        return origin
    distinct = count(root.type for root in roots)
    return msgspec.structs.replace(
        origin,
        roots=roots,
        conduits=conduits,
        n_min=distinct.n_min,
        n_max=distinct.n_max,
        circular=bool(roots) and distinct.n_max == 0,
        marked=tuple(marked),
    )


def _merged(roots: tuple[Root, ...], pair: Judgement) -> tuple[Root, ...]:
    """Make one root of those that go by either name; one alone is known by both from then on."""
    a = [root for root in roots if _goes_by(root, pair.a)]
    b = [root for root in roots if _goes_by(root, pair.b) and root not in a]
    found = [*a, *b]
    if not found:
        return roots
    best = min(found, key=lambda root: (_RANK.index(root.type), -len(root.name), root.name))
    other_names = (name for root in found for name in (root.name, *root.also))
    # Where one of the names alone stands here: so that another claim's root is known to be it.
    both = (pair.a, pair.b) if pair.claim is None else ()
    also = dict.fromkeys(name for name in (*other_names, *both) if fold(name) != fold(best.name))
    reason = f"{pair.a} and {pair.b} are one: marked by {pair.who}, {pair.at[:10]}"
    one = msgspec.structs.replace(
        best,
        mentions=tuple(dict.fromkeys(each for root in found for each in root.mentions)),
        conduits=_one_conduit(
            tuple(dict.fromkeys(each for root in found for each in root.conduits)), pair
        ),
        also=tuple(also),
        reason="; ".join(dict.fromkeys(filter(None, (*(r.reason for r in found), reason)))),
    )
    if len(found) == 1 and pair.claim is None and _covers(found[0], pair):
        return roots
    place = roots.index(found[0])
    rest = [root for root in roots if root not in found]
    return (*rest[:place], one, *rest[place:])


_RANK = ("named", "observed", "unnamed", "unattributed", "cyclic")


def _covers(root: Root, pair: Judgement) -> bool:
    return _goes_by(root, pair.a) and _goes_by(root, pair.b)


def _one_conduit(conduits: tuple[str, ...], pair: Judgement) -> tuple[str, ...]:
    if pair.claim is not None:
        return conduits
    known = {fold(pair.a), fold(pair.b)}
    shown = max((each for each in conduits if fold(each) in known), key=len, default="")
    return tuple(dict.fromkeys(shown if fold(each) in known else each for each in conduits))


def _parted(
    roots: tuple[Root, ...], pair: Judgement, sources: Mapping[str, frozenset[str]]
) -> tuple[Root, ...]:
    """Make two of a root that goes by both names, and keep it in mind of each that they are two."""
    made: list[Root] = []
    for root in roots:
        one, other = _goes_by(root, pair.a), _goes_by(root, pair.b)
        if one and other:
            made += _two(root, pair, sources)
        elif one or other:
            name = pair.b if one else pair.a
            made.append(msgspec.structs.replace(root, apart=(*root.apart, name)))
        else:
            made.append(root)
    return tuple(made)


def _two(root: Root, pair: Judgement, sources: Mapping[str, frozenset[str]]) -> list[Root]:
    first, second = (pair.a, pair.b) if _is(root.name, pair.a) else (pair.b, pair.a)
    theirs = [each for each in root.also if _is(each, second)]
    name = theirs[0] if theirs else second
    moved = [
        each
        for each in root.mentions
        if any(_is(source, second) for source in sources.get(each, ()))
    ]
    reason = f"{pair.a} and {pair.b} are two: marked by {pair.who}, {pair.at[:10]}"
    kept = msgspec.structs.replace(
        root,
        also=tuple(each for each in root.also if each not in theirs),
        mentions=tuple(each for each in root.mentions if each not in moved) or root.mentions,
        reason=reason,
        apart=(*root.apart, second),
    )
    other = msgspec.structs.replace(
        root,
        name=name,
        also=tuple(theirs[1:]),
        mentions=tuple(moved) or root.mentions,
        reason=reason,
        apart=(*root.apart, first),
    )
    return [kept, other]


def _goes_by(root: Root, name: str) -> bool:
    return any(_is(each, name) for each in (root.name, *root.also))


def _is(shown: str, name: str) -> bool:
    """Return whether a root's name is the one that a person gave: "Ines Dahl, Voltara"."""
    return fold(name) in _forms(shown)


def _forms(shown: str) -> tuple[str, ...]:
    plain = fold(shown)
    return (plain, plain.partition(", ")[0], plain.removesuffix(_REPORT))


def _sources(annotated: Iterable[Annotated]) -> dict[str, frozenset[str]]:
    """The names of those on whose word each figure and attribution stands."""
    found: dict[str, frozenset[str]] = {}
    for each in annotated:
        known = {a.id: a for a in each.annotation.attributions}
        for attribution in known.values():
            found[attribution.id] = _chain(attribution.id, known)
        for figure in each.annotation.figures:
            found[figure.id] = _chain(figure.attribution, known)
    return found


def _chain(key: str | None, known: Mapping[str, Attribution]) -> frozenset[str]:
    names: dict[str, str] = {}
    while key is not None and key in known and key not in names:
        names[key] = known[key].source_name or ""
        key = known[key].parent
    return frozenset(filter(None, names.values()))
