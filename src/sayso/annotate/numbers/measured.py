"""A reading with its unit, sign, bound and age, unless it is no quantity."""

from collections.abc import Sequence

import msgspec

from sayso.annotate.numbers.ages import Age, age_at
from sayso.annotate.numbers.labels import label
from sayso.annotate.numbers.lines import Line, Stretch
from sayso.annotate.numbers.money import scaled, settled, with_hundredths
from sayso.annotate.numbers.qualifiers import Qualifier, qualify
from sayso.annotate.numbers.rates import price_per, unit_after
from sayso.annotate.numbers.readings import Reading
from sayso.annotate.numbers.tokens import Token, norm_at
from sayso.annotate.numbers.units import Unit, is_money, unit_before
from sayso.model import Bound

_TEMPERATURES = frozenset(("celsius", "fahrenheit", "kelvin", "degree"))


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A quantity as written: the span of the number only, its reading, and the rule that read it.

    `vague` is the number word when it is one ("dozens"); `unit` is a measure, a money, `percent`
    or `year of age`, else null.
    """

    start: int
    end: int
    low: float | None = None
    best: float | None = None
    high: float | None = None
    bound: Bound | None = None
    approximate: bool = False
    additive: bool = False
    vague: str | None = None
    unit: str | None = None
    rule: str = ""


class Measured(msgspec.Struct, frozen=True):
    """A number, and the tokens that it takes with all that qualifies it."""

    number: Number
    first: int
    stop: int


class _Beside(msgspec.Struct, frozen=True):
    """What stands on either side of a reading, and the one unit that this comes to."""

    before: Unit | None
    after: Unit | None
    age: Age | None

    @property
    def name(self) -> str | None:
        before, after = self.before, self.after
        if self.age:
            return self.age.name
        if before is None or after is None:
            unit = before or after
            return unit.name if unit else None
        if after.name.startswith("per "):
            return f"{before.name} {after.name}"
        return after.name if before.name == "dollar" and is_money(after.name) else before.name


def number_of(line: Line, reading: Reading, floor: int) -> Measured | None:
    """Return the number that a reading comes to; null where it is no quantity.

    Tokens before `floor` belong to the numbers before it.
    """
    tokens = line.tokens
    beside = _beside(line, reading, floor)
    before, after, age = beside.before, beside.after, beside.age
    reading = scaled(tokens, reading, before, after)
    if before is None and reading.first > floor:
        reading = _signed(tokens, reading, after)
    at = Stretch(reading.first, reading.stop, reading.words, measured=beside.name is not None)
    if label(line, at) or (beside.name is None and _score(tokens, reading)):
        return None
    start = before.first if before else reading.first
    stop = after.stop if after else age.stop if age else reading.stop
    money = after or before
    more = with_hundredths(tokens, reading, money, stop) if money else None
    if more:
        reading, stop = more
    found = qualify(tokens, age.first if age else start, max(stop, reading.stop))
    number = Number(
        start=tokens[start].start, end=tokens[stop - 1].end, unit=beside.name,
        vague=reading.vague, rule=reading.rule,
    )  # fmt: skip
    return Measured(_bounded(reading, found, number), found.first, found.stop)


def _beside(line: Line, reading: Reading, floor: int) -> _Beside:
    tokens = line.tokens
    age = age_at(tokens, reading, line.titled)
    if age:
        return _Beside(None, None, age)
    before = unit_before(tokens, reading.first)
    if before and before.first < floor:
        before = None
    after = unit_after(tokens, reading.stop)
    if after:
        after = settled(tokens, reading, after)
    elif before:
        after = price_per(tokens, reading.stop)
    elif reading.vague and norm_at(tokens, reading.stop) == "of":
        after = unit_after(tokens, reading.stop + 1)
    if before and after and not _one_money(before, after):
        after = None
    return _Beside(before, after, None)


def _one_money(before: Unit, after: Unit) -> bool:
    """$10 dollars and $7 a gallon are one money; "50 40 rmb" are two numbers."""
    if after.name.startswith("per "):
        return True
    money = after.name.partition(" per ")[0]
    return before.name == money or (before.name == "dollar" and money.endswith("dollar"))


def _signed(tokens: Sequence[Token], reading: Reading, after: Unit | None) -> Reading:
    """Minus five, -12: below nothing. A dash that opens a line or follows a word is none."""
    sign = reading.first - 1
    if reading.best is None or reading.vague or sign < 0:
        return reading
    glued = tokens[sign].norm == "-" and tokens[sign].end == tokens[reading.first].start
    apart = sign == 0 or tokens[sign - 1].end < tokens[sign].start
    single = apart and len(tokens[sign].text) == 1
    dash = glued and single and not _bullet(tokens, reading)
    loose = (
        tokens[sign].norm == "-" and single and not glued and _stands_below(tokens, reading, after)
    )
    if not dash and not loose and tokens[sign].norm not in ("minus", "negative"):
        return reading
    return msgspec.structs.replace(reading, first=sign, best=-reading.best)


def _stands_below(tokens: Sequence[Token], reading: Reading, after: Unit | None) -> bool:
    """- 20 degrees: a sign that stands apart, before a temperature or a number all alone."""
    alone = reading.first == 1 and reading.stop == len(tokens)
    dashes = sum(token.norm == "-" for token in tokens)
    return alone or (after is not None and after.name in _TEMPERATURES and dashes == 1)


def _bullet(tokens: Sequence[Token], reading: Reading) -> bool:
    word = tokens[reading.stop].kind == "word" if reading.stop < len(tokens) else False
    return reading.first == 1 and word and unit_after(tokens, reading.stop) is None


def _score(tokens: Sequence[Token], reading: Reading) -> bool:
    """3-2, 21-19: two small numbers with a dash, behind a word of games or votes, or falling."""
    dash = reading.stop < len(tokens) and tokens[reading.stop].norm == "-"
    return (
        dash
        and reading.stop + 1 < len(tokens)
        and tokens[reading.stop + 1].kind == "num"
        and tokens[reading.stop].end == tokens[reading.stop + 1].start
    )


def _bounded(reading: Reading, found: Qualifier, number: Number) -> Number:
    """Put the value where its bound says: at least N is low, up to N is high."""
    low, best, high = reading.low, reading.best, reading.high
    bound = found.bound if best is not None else None
    if best is not None and bound in (">=", ">"):
        low, best = best, None
    elif best is not None and bound in ("<=", "<"):
        high, best = best, None
    if reading.vague and found.bound in (">=", ">"):
        high, bound = None, found.bound
    rule = f"{number.rule}, {bound}" if bound else number.rule
    return msgspec.structs.replace(
        number, low=low, best=best, high=high, bound=bound, rule=rule,
        approximate=found.approximate, additive=found.additive,
    )  # fmt: skip
