"""A reading with its unit, sign, bound and age, unless it is no quantity."""

from collections.abc import Sequence

import msgspec

from sayso.annotate.numbers.labels import label
from sayso.annotate.numbers.lines import Line, Stretch
from sayso.annotate.numbers.qualifiers import Qualifier, qualify
from sayso.annotate.numbers.readings import Reading
from sayso.annotate.numbers.tokens import Token
from sayso.annotate.numbers.units import Unit, is_money, is_when, unit_after, unit_before
from sayso.data import load
from sayso.model import Bound

# Ages stop here: "Oram, 140," is something else.
OLDEST = 115


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


def number_of(line: Line, reading: Reading) -> Number | None:
    tokens = line.tokens
    before = unit_before(tokens, reading.first)
    after = _unit_behind(tokens, reading)
    age = _age(line, reading)
    unit = before or (None if age else after)
    reading = _scaled_behind_money(tokens, reading, before, after)
    if before is None:
        reading = _signed(tokens, reading)
    at = Stretch(reading.first, reading.stop, reading.words, measured=bool(unit or age))
    if label(line, at) or (unit is None and age is None and _score(tokens, reading)):
        return None
    found = qualify(tokens, before.first if before else reading.first, _end(reading, after, age))
    start = before.first if before else reading.first
    stop = after.stop if after and unit else age.stop if age else reading.stop
    name = age.name if age else unit.name if unit else None
    if before and after and before.name == "dollar" and is_money(after.name):
        name = after.name
    elif before and after and after.name.startswith("per "):
        name = f"{before.name} {after.name}"
    return _bounded(reading, found, Number(
        start=tokens[start].start, end=tokens[stop - 1].end, unit=name, vague=reading.vague,
        rule=reading.rule,
    ))  # fmt: skip


def _signed(tokens: Sequence[Token], reading: Reading) -> Reading:
    """Minus five, -12: below nothing. A dash that opens a line or follows a word is none."""
    sign = reading.first - 1
    if reading.best is None or reading.vague or sign < 0:
        return reading
    glued = tokens[sign].norm == "-" and tokens[sign].end == tokens[reading.first].start
    apart = sign == 0 or tokens[sign - 1].end < tokens[sign].start
    dash = glued and apart and len(tokens[sign].text) == 1 and not _bullet(tokens, reading)
    if not dash and tokens[sign].norm not in ("minus", "negative"):
        return reading
    return msgspec.structs.replace(reading, first=sign, best=-reading.best)


def _bullet(tokens: Sequence[Token], reading: Reading) -> bool:
    word = tokens[reading.stop].kind == "word" if reading.stop < len(tokens) else False
    return reading.first == 1 and word and unit_after(tokens, reading.stop) is None


def _end(reading: Reading, after: Unit | None, age: Unit | None) -> int:
    return max(reading.stop, after.stop if after else 0, age.stop if age else 0)


def _unit_behind(tokens: Sequence[Token], reading: Reading) -> Unit | None:
    unit = unit_after(tokens, reading.stop)
    if unit is None and unit_before(tokens, reading.first):
        return _price_per(tokens, reading.stop)
    if unit is None and reading.vague and _is(tokens, reading.stop, "of"):
        inner = unit_after(tokens, reading.stop + 1)
        return inner if inner and reading.vague else None
    return unit


def _price_per(tokens: Sequence[Token], j: int) -> Unit | None:
    """$7 a gallon: the money stands before, the measure behind."""
    k = j + 1 if _is(tokens, j, "-") else j
    if k + 1 >= len(tokens) or tokens[k].norm not in ("a", "an", "per", "/"):
        return None
    last = k + 2 if _is(tokens, k + 1, "-") else k + 1
    per = last < len(tokens) and tokens[last].norm in load("units")["per"]["words"]
    if per and not is_when(tokens, last + 1):
        return Unit(f"per {tokens[last].norm}", j, last + 1)
    return None


def _is(tokens: Sequence[Token], i: int, norm: str) -> bool:
    return 0 <= i < len(tokens) and tokens[i].norm == norm


def _scaled_behind_money(
    tokens: Sequence[Token], reading: Reading, before: Unit | None, after: Unit | None
) -> Reading:
    """30 EUR million; 62 MUSD: the million stands with the name of the money."""
    money = after or before
    if money is None or reading.best is None:
        return reading
    code = tokens[money.first].text
    if len(code) == 4 and code[0] == "M" and code.isupper():
        return msgspec.structs.replace(reading, best=reading.best * 1e6)
    scale = load("numbers")["scales"].get(tokens[after.stop].norm) if (
        after and is_money(after.name) and after.stop < len(tokens)
    ) else None  # fmt: skip
    return msgspec.structs.replace(reading, best=reading.best * scale) if scale else reading


def _age(line: Line, reading: Reading) -> Unit | None:
    """12-year-old, aged 12, 12 years of age, and the age behind a name: Oram, 34,"""
    tokens, j = line.tokens, reading.stop
    words = [token.norm for token in tokens[j : j + 6] if token.norm != "-"]
    dashes = [k for k in range(j, min(j + 6, len(tokens))) if tokens[k].norm != "-"]
    for unit in ("year", "month", "week", "day"):
        if words[:1] in ([unit], [f"{unit}s"]):
            if words[1:2] in (["old"], ["olds"]):
                return Unit(f"{unit} of age", reading.first, dashes[1] + 1)
            if words[1:3] == ["of", "age"]:
                return Unit(f"{unit} of age", reading.first, dashes[2] + 1)
    previous = tokens[reading.first - 1].norm if reading.first else ""
    value = reading.best or 0
    if not 0 < value <= OLDEST or value != int(value):
        return Unit("year of age", reading.first, j) if previous == "aged" else None
    if previous in ("aged", "age", "ages") or previous == "aged between":
        return Unit("year of age", reading.first, j)
    named = (
        previous == ","
        and reading.first > 1
        and tokens[reading.first - 2].text[0].isupper()
        and tokens[reading.first - 2].kind == "word"
        and len(tokens[reading.first - 2].text) > 1
        and reading.words is False
        and tokens[reading.first].start > tokens[reading.first - 1].end
        and _is(tokens, j, ",")
        and tokens[reading.first - 2].norm not in load("numbers")["dates"]["months"]
    )
    return Unit("year of age", reading.first, j) if named else None


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
