"""Two ends: 700-900, between 3 and 4 percent, $20 to $25 billion, six or seven, minus 5 to 3."""

from collections.abc import Sequence

import msgspec

from sayso.annotate.numbers.lines import counts_people
from sayso.annotate.numbers.numerals import numeral_at
from sayso.annotate.numbers.rates import unit_after
from sayso.annotate.numbers.shares import Numeral
from sayso.annotate.numbers.tokens import Token, norm_at, touching
from sayso.annotate.numbers.units import is_money, unit_before
from sayso.data import load

# Ends farther apart, said the wrong way round, are no range: "1,000 to 12".
WIDEST_REVERSED = 10


class Ends(msgspec.Struct, frozen=True):
    """The lower and the upper end, the tokens they are read from, and the rule."""

    first: int
    stop: int
    low: float
    high: float
    rule: str
    words: bool


class _End(msgspec.Struct, frozen=True):
    """One end with its sign and its money; `stop` lies behind its unit."""

    first: int
    stop: int
    numeral: Numeral
    sign: float
    unit: str | None

    @property
    def value(self) -> float:
        return self.sign * self.numeral.value


def ends_at(tokens: Sequence[Token], numeral: Numeral) -> Ends | None:
    """Return the range that opens with the numeral, or null.

    >>> from sayso.annotate.numbers.tokens import lex
    >>> tokens = lex("10 to 15 million")
    >>> found = ends_at(tokens, numeral_at(tokens, 0))
    >>> found.low, found.high
    (10000000.0, 15000000.0)
    """
    first = _end(tokens, numeral)
    link = norm_at(tokens, first.stop)
    to = link in load("numbers")["ranges"]["to"]
    opened = _opened(tokens, first.first)
    if not (to or link == "or" or (link == "and" and opened == "between")):
        return None
    if link == "-" and _is_minute(tokens, first.first):
        return None  # 10:30 - 600 have left
    second = _end_at(tokens, first.stop + 1)
    if second is None or not _alike(tokens, first, second):
        return None
    if link == "-" and first.stop > first.numeral.stop and first.unit != second.unit:
        return None  # six-foot-five is a height
    if link == "to" and _tells_of_change(tokens, first, second):
        return None
    if link == "-" and opened != "from" and _label_dash(tokens, numeral, second.numeral):
        return None
    return _spread(tokens, first, second, link)


def _is_minute(tokens: Sequence[Token], i: int) -> bool:
    """Whether a numeral ends a time of day: the 30 of 10:30."""
    touches = i > 1 and tokens[i - 2].end == tokens[i - 1].start
    return touches and tokens[i - 1].norm == ":" and tokens[i - 2].kind == "num"


def _spread(tokens: Sequence[Token], first: _End, second: _End, link: str) -> Ends | None:
    low, high = first.sign * _scaled(first.numeral, second.numeral), second.value
    if link == "or" and not (
        low < high <= max(low + 2, low * 2) and first.stop == first.numeral.stop
    ):
        return None
    rule = {"and": "range with between", "or": "range with or"}.get(link, "range")
    words = first.numeral.form != "digits" or second.numeral.form != "digits"
    begin = first.first if first.sign < 0 else first.numeral.first
    if low < high:
        return _widened(tokens, Ends(begin, second.numeral.stop, low, high, rule, words))
    low = first.sign * first.numeral.value
    falls = norm_at(tokens, first.first - 1) == "from"
    if (
        not falls
        and high < low <= high * WIDEST_REVERSED
        and _reads_as_range(tokens, first, second, link)
    ):
        rule = "range, said from high to low"
        return Ends(begin, second.numeral.stop, high, low, rule, words)
    return None


def _end(tokens: Sequence[Token], numeral: Numeral) -> _End:
    money, sign = unit_before(tokens, numeral.first), 1.0
    first = money.first if money else numeral.first
    if money is None and _is_minus(tokens, numeral.first - 1):
        first, sign = numeral.first - 1, -1.0
    unit = unit_after(tokens, numeral.stop)
    name = money.name if money else unit.name if unit else None
    return _End(first, unit.stop if unit else numeral.stop, numeral, sign, name)


def _end_at(tokens: Sequence[Token], k: int) -> _End | None:
    """The second end: a numeral, its sign or its money before it."""
    for i in (k, k + 1, k + 2):
        numeral = numeral_at(tokens, i) if i < len(tokens) else None
        if numeral is None:
            continue
        end = _end(tokens, numeral)
        return end if end.first == k or (i == k + 1 and _is_approximate(tokens[k])) else None
    return None


def _is_approximate(token: Token) -> bool:
    """From 300 to about 500: a word on the second end is no part of the number."""
    return token.norm in ("about", "around", "perhaps", "almost", "nearly", "even", "maybe")


def _is_minus(tokens: Sequence[Token], i: int) -> bool:
    word = norm_at(tokens, i)
    if word in ("minus", "negative"):
        return True
    apart = i == 0 or (i > 0 and not touching(tokens, i))
    return word == "-" and apart and touching(tokens, i + 1) and len(tokens[i].text) == 1


def _alike(tokens: Sequence[Token], first: _End, second: _End) -> bool:
    """Whether both ends can be of one measure: 6 % to $1.45 billion are two numbers."""
    if (first.numeral.form == "share") != (second.numeral.form == "share"):
        return False
    if first.unit is None or second.unit is None:
        money = second.unit is not None and is_money(second.unit)
        before = money and unit_before(tokens, second.numeral.first) is not None
        return not before and not (first.stop > first.numeral.stop and first.unit == "percent")
    return first.unit == second.unit.partition(" per ")[0] or first.unit == second.unit


def _reads_as_range(tokens: Sequence[Token], first: _End, second: _End, link: str) -> bool:
    """Whether "12,000 to 10,000" is a range said the wrong way round, and no score or fall."""
    near = {token.norm for token in tokens[max(0, first.first - 6) : first.first]}
    if near & set(load("numbers")["scores"]["words"]) or link == "or":
        return False
    if link == "-" or (first.unit and second.unit and is_money(first.unit)):
        return False  # one raised $64 million to the other's $45 million
    if link == "and" or first.unit or second.unit:
        return True
    behind = norm_at(tokens, second.stop)
    grouped = "," in tokens[second.numeral.first].text or second.numeral.scale > 1
    return grouped or (counts_people(behind) and second.value >= 10)


def _widened(tokens: Sequence[Token], ends: Ends) -> Ends:
    """10 to 20 to 30, between 10 and 12 or 13: what encloses all that was said."""
    link = norm_at(tokens, ends.stop)
    if link not in ("to", "or") or ends.stop + 1 >= len(tokens):
        return ends
    third = numeral_at(tokens, ends.stop + 1)
    if third is None or third.value <= ends.high or third.form == "share":
        return ends
    if link == "or" and third.value > ends.high * 2:
        return ends
    return Ends(ends.first, third.stop, ends.low, third.value, "range within a range", ends.words)


def _opened(tokens: Sequence[Token], first: int) -> str:
    """Between about 10 and 12: a "between" or "from" a few words back, no number since."""
    for i in range(first - 1, max(-1, first - 5), -1):
        if tokens[i].norm == "between" or (tokens[i].norm == "from" and i == first - 1):
            return tokens[i].norm
        if tokens[i].kind == "num" or tokens[i].norm in (",", ".", ";"):
            break
    return ""


def _label_dash(tokens: Sequence[Token], first: Numeral, second: Numeral) -> bool:
    """A dash that parts a score, a season or a code, not the ends of a range."""
    if first.first and tokens[first.first - 1].norm == "-":
        return True
    if second.stop < len(tokens) and tokens[second.stop].norm == "-" and tokens[second.stop].end < (
        tokens[-1].end
    ) and tokens[second.stop + 1].kind == "num":  # fmt: skip
        return True
    text = tokens[first.first].text
    if len(text) == 4 and text.isdigit() and 1900 <= int(text) <= 2100 and second.value <= 2100:
        return True
    near = {token.norm for token in tokens[max(0, first.first - 4) : first.first]}
    return bool(near & set(load("numbers")["scores"]["words"])) and first.value < 20


def _scaled(first: Numeral, second: Numeral) -> float:
    """The first end takes the scale of the second: 10 to 15 million."""
    if second.scale > 1 and first.scale == 1 and first.value < second.value / second.scale:
        return first.value * second.scale
    return first.value


def _tells_of_change(tokens: Sequence[Token], first: _End, second: _End) -> bool:
    """Whether "from 60 to 90" or "by 30 to 90" tells of a change, so that it is two numbers."""
    change = load("numbers")["ranges"]["change"]
    lead = norm_at(tokens, first.first - 1)
    if lead == "from":
        near = tokens[max(0, first.first - 7) : first.first]
        return any(token.norm in change for token in near)
    return (lead in change or lead == "by") and first.unit is None and second.unit is None
