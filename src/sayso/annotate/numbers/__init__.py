"""The number grammar: every quantity of a text, without a parse, in one pass."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

import msgspec

from sayso.annotate.numbers.labels import Line, Stretch, is_code, is_titled, label
from sayso.annotate.numbers.numerals import Numeral, Token, lex, numeral_at, scales, small_words
from sayso.annotate.numbers.qualifiers import Qualifier, qualify
from sayso.annotate.numbers.units import Unit, is_money, is_when, unit_after, unit_before
from sayso.data import load
from sayso.model import Bound

# Ages stop here: "Oram, 140," is something else.
OLDEST = 115
# More numerals than any paragraph has: a table or a dump, and no report.
MOST_NUMERALS = 2000
_SMALL = 20  # the first part of "seven out of eight"


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


class _Reading(msgspec.Struct, frozen=True):
    """One or two numerals and what they come to, before units and qualifiers."""

    first: int
    stop: int
    low: float | None
    best: float | None
    high: float | None
    rule: str
    words: bool = False
    vague: str | None = None


@cache
def _trigger() -> re.Pattern[str]:
    table = load("numbers")
    vague = {word.split()[0] for word in load("vague")["words"]} - {"a", "few", "several", "many"}
    words = sorted(
        {*small_words(), *scales(), *table["parts"], *vague, "dozen", "thirds", "quarters"}
    )
    return re.compile(rf"[0-9½⅓⅔¼¾⅕-⅞]|\b(?:{'|'.join(words)})", re.IGNORECASE)


def holds_number(text: str) -> bool:
    """Return whether the text may hold a number: a cheap look at its digits and number words.

    >>> holds_number("Nobody came."), holds_number("Dozens came.")
    (False, True)
    """
    return _trigger().search(text) is not None


def numbers(text: str) -> tuple[Number, ...]:
    """Return the quantities of `text` in order; names, dates, times and codes are left out.

    >>> found = numbers("At least 70 goats and six or seven guards left Fort 19.")
    >>> [(n.low, n.best, n.high, n.bound) for n in found]
    [(70.0, None, None, '>='), (6.0, None, 7.0, None)]
    """
    found: list[Number] = []
    offset = 0
    for piece in text.splitlines(keepends=True):
        if _is_prose(piece):
            tokens = lex(piece)
            line = Line(piece, tokens, is_titled(tokens))
            found.extend(_at(number, offset) for number in _in_line(line))
        offset += len(piece)
    return tuple(found)


def _is_prose(line: str) -> bool:
    seen = sum(1 for _ in islice(_trigger().finditer(line), MOST_NUMERALS + 1))
    return 0 < seen <= MOST_NUMERALS and not is_code(line)


def _at(number: Number, offset: int) -> Number:
    return msgspec.structs.replace(
        number, start=number.start + offset, end=number.end + offset
    ) if offset else number  # fmt: skip


def _in_line(line: Line) -> Iterator[Number]:
    i = 0
    while i < len(line.tokens):
        reading = _reading(line, i)
        if reading is None:
            i += 1
            continue
        number = _number(line, reading)
        if number:
            yield number
        i = max(reading.stop, i + 1)


def _reading(line: Line, i: int) -> _Reading | None:
    vague = _vague(line.tokens, i)
    if vague:
        return vague
    numeral = numeral_at(line.tokens, i)
    if numeral is None:
        return None
    return _ratio(line.tokens, numeral) or _range(line.tokens, numeral) or _plain(numeral)


def _plain(numeral: Numeral) -> _Reading:
    rule = "share" if numeral.form == "share" else f"number in {numeral.form}"
    return _Reading(
        numeral.first, numeral.stop, None, numeral.value, None, rule, words=numeral.form != "digits"
    )


@cache
def _vague_words() -> dict[tuple[str, ...], tuple[float, float]]:
    table = load("vague")["words"]
    return {tuple(p.split()): (float(v["low"]), float(v["high"])) for p, v in table.items()}


@cache
def _vague_rule() -> str:
    return f"vague word by table {load('vague')['version']}"


def _vague(tokens: Sequence[Token], i: int) -> _Reading | None:
    """Dozens, several hundred, tens of thousands: by the table of vague words."""
    for size in range(min(4, len(tokens) - i), 0, -1):
        words = tuple(token.norm for token in tokens[i : i + size])
        interval = _vague_words().get(words)
        if interval:
            stop = i + size - (words[-1] in ("of", "more"))
            if tokens[i].kind == "word" and tokens[i].norm == words[0]:
                phrase = " ".join(words[: stop - i])
                low, high = interval
                return _Reading(i, stop, low, None, high, _vague_rule(), words=True, vague=phrase)
    return None


def _ratio(tokens: Sequence[Token], part: Numeral) -> _Reading | None:
    """One in six; seven out of eight: a share. "16 of 23" and "18 in nine vans" are two numbers."""
    link = tuple(token.norm for token in tokens[part.stop : part.stop + 2])
    size = 2 if link == ("out", "of") else 1 if link[:1] == ("in",) else 0
    if link == ("in", "every"):
        size = 2
    start = part.stop + size
    whole = numeral_at(tokens, start) if size and start < len(tokens) else None
    if whole is None or not 0 < part.value < whole.value or part.form == "share":
        return None
    head = f"{whole.value:.0f}".rstrip("0")
    round_whole = len(head) == 1 and (whole.value <= 10 or whole.value >= 100 or part.value == 1)
    if part.value > _SMALL or not (round_whole or whole.value == 20):
        return None
    after = tokens[whole.stop].norm if whole.stop < len(tokens) else ""
    loose = part.value > 1 and not (whole.value in (5, 10, 20, 100, 1000) and link[0] == "in")
    if link[0] == "in" and (loose or after in load("numbers")["dates"]["spans"]):
        return None
    value = part.value / whole.value
    return _Reading(part.first, whole.stop, None, value, None, "share as a ratio", words=True)


def _range(tokens: Sequence[Token], first: Numeral) -> _Reading | None:
    """700-900; between 3 and 4 percent; $20 to $25 billion; six or seven."""
    j = first.stop
    left = unit_after(tokens, j)
    if left:
        j = left.stop
    link = tokens[j].norm if j < len(tokens) else ""
    before = tokens[first.first - 1].norm if first.first else ""
    money = unit_before(tokens, first.first)
    if money and money.first > 0:
        before = tokens[money.first - 1].norm
    opened = before in ("between", "from") or _opened_before(tokens, first.first)
    rules = {"and": "range with between", "or": "range with or"}
    joins = link in load("numbers")["ranges"]["to"]
    if not (joins or link == "or" or (link == "and" and opened and before != "from")):
        return None
    k = j + 1
    right_money = (
        unit_before(tokens, k + 1) if k < len(tokens) and tokens[k].kind != "num" else None
    )
    if right_money and right_money.first == k:
        k = right_money.stop
    second = numeral_at(tokens, k) if k < len(tokens) else None
    if second is None or (link == "-" and before != "from" and _label_dash(tokens, first, second)):
        return None
    low, high = _spread(first, second), second.value
    if link == "or" and not (low < high <= max(low + 2, low * 2) and left is None):
        return None
    if link == "to" and before == "from" and _changed(tokens, first.first):
        return None
    if not low < high or (first.form == "share") != (second.form == "share"):
        return None
    rule = rules.get(link, "range")
    words = first.form != "digits" or second.form != "digits"
    return _Reading(first.first, second.stop, low, None, high, rule, words=words)


def _opened_before(tokens: Sequence[Token], first: int) -> bool:
    """Between about 10 and 12: a "between" a few words back, with no other number since."""
    for i in range(first - 1, max(-1, first - 5), -1):
        if tokens[i].norm == "between":
            return True
        if tokens[i].kind == "num" or tokens[i].norm in (",", ".", ";"):
            return False
    return False


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


def _spread(first: Numeral, second: Numeral) -> float:
    """The first end takes the scale of the second: 10 to 15 million."""
    if second.scale > 1 and first.scale == 1 and first.value < second.value / second.scale:
        return first.value * second.scale
    return first.value


def _changed(tokens: Sequence[Token], first: int) -> bool:
    """Whether "from 60 to 90" tells of a change, so that it is two numbers."""
    change = load("numbers")["ranges"]["change"]
    return any(token.norm in change for token in tokens[max(0, first - 7) : first])


def _number(line: Line, reading: _Reading) -> Number | None:
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


def _signed(tokens: Sequence[Token], reading: _Reading) -> _Reading:
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


def _bullet(tokens: Sequence[Token], reading: _Reading) -> bool:
    word = tokens[reading.stop].kind == "word" if reading.stop < len(tokens) else False
    return reading.first == 1 and word and unit_after(tokens, reading.stop) is None


def _end(reading: _Reading, after: Unit | None, age: Unit | None) -> int:
    return max(reading.stop, after.stop if after else 0, age.stop if age else 0)


def _unit_behind(tokens: Sequence[Token], reading: _Reading) -> Unit | None:
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
    tokens: Sequence[Token], reading: _Reading, before: Unit | None, after: Unit | None
) -> _Reading:
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


def _age(line: Line, reading: _Reading) -> Unit | None:
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


def _score(tokens: Sequence[Token], reading: _Reading) -> bool:
    """3-2, 21-19: two small numbers with a dash, behind a word of games or votes, or falling."""
    dash = reading.stop < len(tokens) and tokens[reading.stop].norm == "-"
    return (
        dash
        and reading.stop + 1 < len(tokens)
        and tokens[reading.stop + 1].kind == "num"
        and tokens[reading.stop].end == tokens[reading.stop + 1].start
    )


def _bounded(reading: _Reading, found: Qualifier, number: Number) -> Number:
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
