"""A unit with what it is taken by: kilometres per hour, cents a pound, $7 a gallon."""

from collections.abc import Sequence

from sayso.annotate.numbers.tokens import Token, norm_at
from sayso.annotate.numbers.units import Unit, is_money, plain_unit
from sayso.data import load

_BY = frozenset(("a", "an", "per", "/"))
_SPANS = frozenset(("year", "month", "week", "day", "hour", "minute", "second", "annum"))
_LATER = frozenset(("earlier", "ago", "later", "before", "after"))


def unit_after(tokens: Sequence[Token], j: int) -> Unit | None:
    """Return the unit that begins at token `j`, with its "per".

    >>> from sayso.annotate.numbers.tokens import lex
    >>> unit_after(lex("pence a share"), 0).name
    'pence per share'
    >>> unit_after(lex("mg/L of lead"), 0).name
    'milligram per litre'
    """
    found = plain_unit(tokens, j)
    return _with_per(tokens, found) if found else None


def price_per(tokens: Sequence[Token], j: int) -> Unit | None:
    """Return what a price before token `j` is taken by, `per gallon`: $7 a gallon.

    >>> from sayso.annotate.numbers.tokens import lex
    >>> price_per(lex("a gallon"), 0).name
    'per gallon'
    """
    k = j + 1 if norm_at(tokens, j) == "-" else j
    base = _base(tokens, k)
    return Unit(f"per {base.name}", j, base.stop) if base else None


def is_when(tokens: Sequence[Token], j: int) -> bool:
    """Return whether "a year" before token `j` is a time: a year earlier, a week ago.

    >>> from sayso.annotate.numbers.tokens import lex
    >>> is_when(lex("a year earlier"), 2)
    True
    """
    return norm_at(tokens, j) in _LATER


def _with_per(tokens: Sequence[Token], unit: Unit) -> Unit:
    if " per " in unit.name:
        return unit
    k = unit.stop + 1 if norm_at(tokens, unit.stop) == "-" else unit.stop
    base = _base(tokens, k)
    if base:
        return Unit(f"{unit.name} per {base.name}", unit.first, base.stop)
    span = None if is_money(unit.name) else _span_behind_of(tokens, unit.stop)
    return Unit(f"{unit.name} per {span}", unit.first, unit.stop) if span else unit


def _base(tokens: Sequence[Token], k: int) -> Unit | None:
    """What stands behind "per", "a" or a slash at token `k`; by its one name."""
    by = norm_at(tokens, k)
    if by not in _BY or k + 1 >= len(tokens):
        return None
    table = load("units")["per"]
    at = k + 2 if norm_at(tokens, k + 1) == "-" and k + 2 < len(tokens) else k + 1
    word = tokens[at].norm
    if by == "/" and word in table["short"]:
        return Unit(table["short"][word], k, at + 1)
    if word in table["words"]:
        return None if is_when(tokens, at + 1) else Unit(table["same"].get(word, word), k, at + 1)
    measure = plain_unit(tokens, at)
    named = measure is not None and (by in ("per", "/") or tokens[at].norm == tokens[at].text)
    # Behind "a" only a whole word is a measure: "10 percent a t" is none.
    whole = by in ("per", "/") or len(word) > 2
    if measure and named and whole and not is_money(measure.name):
        return Unit(measure.name, k, measure.stop)
    return None


def _span_behind_of(tokens: Sequence[Token], j: int) -> str | None:
    """Gallons of jet fuel a year: the time by which it is taken, a few words behind "of"."""
    if norm_at(tokens, j) != "of":
        return None
    for k in range(j + 2, min(j + 2 + load("units")["per"]["most_words"], len(tokens) - 1)):
        if tokens[k].kind != "word":
            return None
        if tokens[k].norm in ("a", "per") and tokens[k + 1].norm in _SPANS:
            word = tokens[k + 1].norm
            same: dict[str, str] = load("units")["per"]["same"]
            return None if is_when(tokens, k + 2) else same.get(word, word)
    return None
