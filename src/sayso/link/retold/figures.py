"""What happened to a figure as it was told again: its value, what it counts, what befell them."""

from collections.abc import Iterator

from sayso.annotate.numbers.qualifiers import qualify
from sayso.annotate.numbers.tokens import lex
from sayso.link.nations import differ, nation
from sayso.link.retellings.likeness import are_near
from sayso.link.retold.pairs import Change, Told
from sayso.model import Figure, MutationType, Span

# Characters before and after a number in which its "at least" or "or more" stands.
BEFORE, AFTER = 40, 20
_WIDEST = float("inf")


def figure_changes(a: Told, b: Told, directed: bool) -> Iterator[Change]:
    """Yield how value, bound, predicate and nation of a figure differ from `a` to `b`.

    `directed` says that `b` is known to be the later one.
    """
    one, other = qualified(a.text, a.figure), qualified(b.text, b.figure)
    first, second = a.words(one), b.words(other)
    again = "{} is told again as {}." if directed else "{} in one text, {} in the other."
    changed = _value_change(a.figure, b.figure)
    if changed is not None:
        kind, subtype = changed
        yield Change(type=kind, subtype=subtype, a=one, b=other, reason=again.format(first, second))
    before, after = a.figure.predicate, b.figure.predicate
    if before and after and before != after and not are_near(before, after):
        yield Change(
            type="figure",
            subtype="predicate changed",
            a=one,
            b=other,
            reason=again.format(f"{first} {before}", f"{second} {after}"),
        )
    groups = nation(a.text, a.counted), nation(b.text, b.counted)
    if groups[0] and groups[1] and differ(a.text[slice(*groups[0])], b.text[slice(*groups[1])]):
        yield Change(
            type="entity",
            subtype="nationality swapped",
            a=groups[0],
            b=groups[1],
            reason=f"The same figure counts {a.words(groups[0])} in one and {b.words(groups[1])} "
            "in the other.",
        )


def qualified(text: str, figure: Figure) -> Span:
    """Return a figure's span with its bound and what else qualifies it.

    >>> text = "It took as many as 45 boats."
    >>> text[slice(*qualified(text, Figure(id="f", start=19, end=21, text="45")))]
    'as many as 45'
    """
    start = max(0, figure.start - BEFORE, text.rfind("\n", 0, figure.start) + 1)
    tokens = lex(text[start : figure.end + AFTER].split("\n", 1)[0])
    inside = [
        i
        for i, token in enumerate(tokens)
        if figure.start <= start + token.start and start + token.end <= figure.end
    ]
    if not inside:
        return figure.start, figure.end
    found = qualify(tokens, inside[0], inside[-1] + 1)
    first, last = tokens[found.first], tokens[found.stop - 1]
    return min(start + first.start, figure.start), max(start + last.end, figure.end)


def _value_change(a: Figure, b: Figure) -> tuple[MutationType, str] | None:
    """The same number with a bound or "about" in one text only is hedged there, as in a copy."""
    if _written(a) == _written(b):
        held, holds = bool(a.bound or a.approximate), bool(b.bound or b.approximate)
        if held != holds:
            part = "bound" if (a if held else b).bound else "approximation"
            return "hedge", f"{part} lost" if held else f"{part} added"
    one, other = _interval(a), _interval(b)
    if one == other:
        return None
    if _is_range(a) or _is_range(b):
        if one[0] <= other[0] and other[1] <= one[1]:
            return "figure", "range narrowed"
        if other[0] <= one[0] and one[1] <= other[1]:
            return "figure", "range widened"
        return "figure", "changed"
    return "figure", "bound changed" if _written(a) == _written(b) else "changed"


def _written(figure: Figure) -> frozenset[float]:
    ends = (figure.low, figure.best, figure.high)
    return frozenset(each for each in ends if each is not None)


def _is_range(figure: Figure) -> bool:
    return figure.low is not None and figure.high is not None


def _interval(figure: Figure) -> tuple[float, float]:
    if figure.best is not None and not figure.bound:
        return figure.best, figure.best
    low = figure.low if figure.low is not None else -_WIDEST
    return low, figure.high if figure.high is not None else _WIDEST
