"""Parts of one: a half, two-thirds, 3/4, half a million."""

from collections.abc import Sequence
from functools import cache

import msgspec

from sayso.annotate.numbers.tokens import Token, literal, norm_at, touching
from sayso.annotate.numbers.words import scales, small_words
from sayso.data import load

PARTS = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5,
    "⅗": 3 / 5, "⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8,
    "⅞": 7 / 8,
}  # fmt: skip


class Numeral(msgspec.Struct, frozen=True):
    """A value and the tokens it was read from, `stop` exclusive.

    `form` is digits, words or share; `scale` is what the mantissa was multiplied by.
    """

    first: int
    stop: int
    value: float
    form: str
    scale: float = 1.0


class Denominator(msgspec.Struct, frozen=True):
    """What a share is counted in: fifths, twenty-firsts; `stop` is exclusive."""

    stop: int
    value: float
    plural: bool


def denominator_at(tokens: Sequence[Token], j: int) -> Denominator | None:
    """Return the parts that are named at token `j`: third, fifths, twenty-firsts.

    >>> from sayso.annotate.numbers.tokens import lex
    >>> denominator_at(lex("three twenty-firsts"), 1).value
    21.0
    """
    word = norm_at(tokens, j)
    if word in _part_words():
        return Denominator(j + 1, _part_words()[word], word.endswith("s") and word != "s")
    tens = small_words().get(word, 0.0)
    k = j + 2 if norm_at(tokens, j + 1) == "-" else j + 1
    last = norm_at(tokens, k)
    units = _ordinals().get(last.removesuffix("s"), 0.0)
    if tens < 20 or tens % 10 or not 0 < units < 10:
        return None
    return Denominator(k + 1, tens + units, last.endswith("s"))


@cache
def _ordinals() -> dict[str, float]:
    table = load("numbers")
    return {word: float(value) for word, value in {**table["parts"], **table["ordinals"]}.items()}


@cache
def _part_words() -> dict[str, float]:
    parts: dict[str, float] = load("numbers")["parts"]
    plural = {f"{word}s": value for word, value in parts.items() if word != "half"}
    return {**parts, **plural, "halves": 2.0}


def share_at(tokens: Sequence[Token], i: int) -> Numeral | None:
    """A half, two-thirds, one third, 3/4: a part of one."""
    if i >= len(tokens):
        return None
    if tokens[i].kind == "frac":
        return Numeral(i, i + 1, PARTS[tokens[i].text], "share")
    if tokens[i].kind == "num":
        return slash_at(tokens, i)
    word = tokens[i].norm
    if word == "half":
        return Numeral(i, i + 1, 0.5, "share")
    if word == "quarter" and norm_at(tokens, i + 1) in scales():
        return Numeral(i, i + 1, 0.25, "share")
    if word in ("a", "one"):
        return _single_part(tokens, i)
    top = _below_hundred(tokens, i)
    if top is None:
        return None
    j = top.stop + 1 if norm_at(tokens, top.stop) == "-" else top.stop
    below = denominator_at(tokens, j)
    if below and below.plural:
        return Numeral(i, below.stop, top.value / below.value, "share")
    return None


def of_scale(tokens: Sequence[Token], share: Numeral) -> Numeral:
    """A share of a scale: half a million, quarter million, half a dozen."""
    j = share.stop
    if norm_at(tokens, j) == "of" and norm_at(tokens, j + 1) == "a":
        j += 1
    if norm_at(tokens, j) == "a":
        j += 1
    factor = 12.0 if norm_at(tokens, j) == "dozen" else scales().get(norm_at(tokens, j))
    if factor is None:
        return share
    return Numeral(share.first, j + 1, share.value * factor, "words", factor)


def _below_hundred(tokens: Sequence[Token], i: int) -> Numeral | None:
    value = small_words().get(tokens[i].norm)
    if value is None:
        return None
    j = i + 2 if norm_at(tokens, i + 1) == "-" else i + 1
    unit = small_words().get(norm_at(tokens, j), 0.0)
    if value >= 20 and 0 < unit < 10:
        return Numeral(i, j + 1, value + unit, "words")
    return Numeral(i, i + 1, value, "words")


def _single_part(tokens: Sequence[Token], i: int) -> Numeral | None:
    """One third, a quarter: no ordinal ("a third ferry") and no part of a year."""
    j = i + 2 if norm_at(tokens, i + 1) == "-" else i + 1
    part = denominator_at(tokens, j)
    if part is None or part.plural:
        return None
    share = Numeral(i, part.stop, 1 / part.value, "share")
    if norm_at(tokens, j) == "half" or (j == i + 2 and tokens[i].norm == "one"):
        return share
    after = tokens[part.stop] if part.stop < len(tokens) else None
    ends = after is None or (after.kind == "sym" and after.norm != "-")
    if ends or (after and after.norm in load("numbers")["behind_part"]["words"]):
        return share
    return None


def slash_at(tokens: Sequence[Token], i: int) -> Numeral | None:
    """3/4, where nothing says that it is a date or a label."""
    if i + 2 >= len(tokens) or tokens[i].kind != "num" or tokens[i + 1].norm != "/":
        return None
    top, below = literal(tokens[i].text), literal(tokens[i + 2].text)
    glued = touching(tokens, i + 1) and touching(tokens, i + 2)
    more = norm_at(tokens, i + 3) == "/" or (i > 0 and tokens[i - 1].norm == "/")
    if top is None or below is None or not glued or more or not 0 < top < below <= 100:
        return None
    if (top, below) in ((9.0, 11.0), (24.0, 7.0)):
        return None
    return Numeral(i, i + 3, top / below, "share")
