"""One or two numerals and what they come to: plain, vague, a ratio, a range."""

from collections.abc import Sequence
from functools import cache

import msgspec

from sayso.annotate.numbers.lines import Line
from sayso.annotate.numbers.numerals import numeral_at
from sayso.annotate.numbers.shares import Numeral
from sayso.annotate.numbers.tokens import Token
from sayso.annotate.numbers.units import unit_after, unit_before
from sayso.data import load

_SMALL = 20  # the first part of "seven out of eight"


class Reading(msgspec.Struct, frozen=True):
    """One or two numerals and what they come to, before units and qualifiers."""

    first: int
    stop: int
    low: float | None
    best: float | None
    high: float | None
    rule: str
    words: bool = False
    vague: str | None = None


def reading_at(line: Line, i: int) -> Reading | None:
    vague = _vague(line.tokens, i)
    if vague:
        return vague
    numeral = numeral_at(line.tokens, i)
    if numeral is None:
        return None
    return _ratio(line.tokens, numeral) or _range(line.tokens, numeral) or _plain(numeral)


def _plain(numeral: Numeral) -> Reading:
    rule = "share" if numeral.form == "share" else f"number in {numeral.form}"
    return Reading(
        numeral.first, numeral.stop, None, numeral.value, None, rule, words=numeral.form != "digits"
    )


@cache
def _vague_words() -> dict[tuple[str, ...], tuple[float, float]]:
    table = load("vague")["words"]
    return {tuple(p.split()): (float(v["low"]), float(v["high"])) for p, v in table.items()}


@cache
def _vague_rule() -> str:
    return f"vague word by table {load('vague')['version']}"


def _vague(tokens: Sequence[Token], i: int) -> Reading | None:
    """Dozens, several hundred, tens of thousands: by the table of vague words."""
    for size in range(min(4, len(tokens) - i), 0, -1):
        words = tuple(token.norm for token in tokens[i : i + size])
        interval = _vague_words().get(words)
        if interval:
            stop = i + size - (words[-1] in ("of", "more"))
            if tokens[i].kind == "word" and tokens[i].norm == words[0]:
                phrase = " ".join(words[: stop - i])
                low, high = interval
                return Reading(i, stop, low, None, high, _vague_rule(), words=True, vague=phrase)
    return None


def _ratio(tokens: Sequence[Token], part: Numeral) -> Reading | None:
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
    return Reading(part.first, whole.stop, None, value, None, "share as a ratio", words=True)


def _range(tokens: Sequence[Token], first: Numeral) -> Reading | None:
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
    return Reading(first.first, second.stop, low, None, high, rule, words=words)


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
