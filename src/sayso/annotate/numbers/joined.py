"""Two bounds that close one interval: more than 20 but fewer than 30."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sayso.annotate.numbers.measured import Measured, Number
from sayso.annotate.numbers.tokens import Token

_JOINS = frozenset(("and", "but", "or", ",", "yet", "also", "though"))
_LOWER = (">=", ">")
_UPPER = ("<=", "<")


def joined(tokens: Sequence[Token], found: Iterable[Measured]) -> Iterator[Number]:
    """Return the numbers in order, each pair of a lower and an upper bound as one range.

    The words between may only be the bound's own, "and", "but" or a comma.
    """
    held: Measured | None = None
    for each in found:
        if held is None:
            held = each
            continue
        closed = _closed(tokens, held, each)
        if closed:
            held = closed
            continue
        yield held.number
        held = each
    if held:
        yield held.number


def _closed(tokens: Sequence[Token], one: Measured, other: Measured) -> Measured | None:
    first, second = one.number, other.number
    opposite = (first.bound in _LOWER and second.bound in _UPPER) or (
        first.bound in _UPPER and second.bound in _LOWER
    )
    between = tokens[one.stop : other.first]
    if not opposite or not 0 < len(between) <= 2 or any(t.norm not in _JOINS for t in between):
        return None
    low = first.low if first.low is not None else second.low
    high = first.high if first.high is not None else second.high
    units_agree = first.unit == second.unit or first.unit is None or second.unit is None
    if low is None or high is None or low >= high or not units_agree:
        return None
    number = msgspec.structs.replace(
        first, end=second.end, low=low, high=high, bound=None, unit=first.unit or second.unit,
        approximate=first.approximate or second.approximate,
        additive=first.additive or second.additive, rule="range of two bounds",
    )  # fmt: skip
    return Measured(number, one.first, other.stop)
