"""The value of one numeral, in digits or in words, read from a run of tokens."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from sayso.data import load

# Longer than any quantity that a report gives; what is longer is a key or a dump.
LONGEST_LITERAL = 25

_TOKEN = re.compile(
    r"(?P<num>(?:(?<![\w.,])\.)?[0-9]+(?:[.,][0-9]+)*)"
    r"|(?P<frac>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
    r"|(?P<word>[^\W\d_]+[²³]?(?:['’.][^\W\d_]+)*)"
    r"|(?P<sym>[-–—−‐‑]+|([^\s\w])\5*|_+)"
)
_DASHES = frozenset("-–—−‐‑")
_PARTS = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5,
    "⅗": 3 / 5, "⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8,
    "⅞": 7 / 8,
}  # fmt: skip
_PLAIN = re.compile(r"\.?[0-9]+|[0-9]+\.[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?")
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}")
_COMMA_POINT = re.compile(r"[0-9]{1,3},[0-9]{1,2}")


class Token(NamedTuple):
    """A numeral, word or mark of a line; `norm` is lower case, dashes as `-`."""

    kind: str
    start: int
    end: int
    text: str
    norm: str


class Numeral(msgspec.Struct, frozen=True):
    """A value and the tokens it was read from, `stop` exclusive.

    `form` is digits, words or share; `scale` is what the mantissa was multiplied by.
    """

    first: int
    stop: int
    value: float
    form: str
    scale: float = 1.0


def lex(line: str) -> list[Token]:
    """Return the tokens of `line` in order.

    >>> [token.norm for token in lex("About 1,200 men")]
    ['about', '1,200', 'men']
    """
    return list(_lex(line))


def _lex(line: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(line):
        kind = match.lastgroup or "sym"
        text = match.group()
        norm = "-" if text[0] in _DASHES else text.lower().replace("’", "'")
        yield Token(kind, match.start(), match.end(), text, norm)


def literal(text: str) -> float | None:
    """Return the value of a numeral in digits; null for a code, an address or a leading zero.

    >>> literal("12,400"), literal("1,3"), literal("0203"), literal("4.3.2")
    (12400.0, 1.3, None, None)
    """
    if len(text) > LONGEST_LITERAL or (len(text) > 1 and text[0] == "0" and text[1].isdigit()):
        return None
    if _PLAIN.fullmatch(text):
        return float(text)
    if _GROUPED.fullmatch(text):
        return float(text.replace(",", ""))
    if _DOTTED.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    if _COMMA_POINT.fullmatch(text):
        return float(text.replace(",", "."))
    return None


@cache
def small_words() -> dict[str, float]:
    """Return the values of the words below a hundred."""
    table = load("numbers")
    return {word: float(value) for part in ("units", "tens") for word, value in table[part].items()}


@cache
def scales() -> dict[str, float]:
    """Return the words that multiply, `hundred` and the dozen among them."""
    return {"hundred": 100.0, "hundreds": 100.0, **load("numbers")["scales"]}


@cache
def _part_words() -> dict[str, float]:
    parts: dict[str, float] = load("numbers")["parts"]
    plural = {f"{word}s": value for word, value in parts.items() if word != "half"}
    return {**parts, **plural, "halves": 2.0}


def numeral_at(tokens: Sequence[Token], i: int) -> Numeral | None:
    """Return the longest numeral that begins at token `i`: a share, else a cardinal.

    >>> numeral_at(lex("two-thirds of them"), 0).form
    'share'
    >>> numeral_at(lex("four hundred and twelve"), 0).value
    412.0
    """
    whole = _cardinal(tokens, i)
    share = _share(tokens, i)
    if share and (whole is None or share.stop >= whole.stop):
        return _of_scale(tokens, share)
    return whole


def _of_scale(tokens: Sequence[Token], share: Numeral) -> Numeral:
    """A share of a scale: half a million, quarter million, half a dozen."""
    j = share.stop
    if _norm(tokens, j) == "of" and _norm(tokens, j + 1) == "a":
        j += 1
    if _norm(tokens, j) == "a":
        j += 1
    factor = 12.0 if _norm(tokens, j) == "dozen" else scales().get(_norm(tokens, j))
    if factor is None:
        return share
    return Numeral(share.first, j + 1, share.value * factor, "words", factor)


def _norm(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].norm if 0 <= i < len(tokens) else ""


def _touching(tokens: Sequence[Token], i: int) -> bool:
    """Whether token `i` follows the one before it without a space."""
    return 0 < i < len(tokens) and tokens[i].start == tokens[i - 1].end


class _Sum:
    """The running value of a cardinal: what is closed by a scale, and what is still open."""

    def __init__(self) -> None:
        self.closed = 0.0
        self.open: float | None = None
        self.step = float("inf")  # what the next addend must stay below
        self.scale = 1.0

    def add(self, value: float) -> bool:
        if value >= self.step:
            return False
        if self.open is None:
            self.open = value
            tens = value >= 20 and value % 10 == 0
            self.step = 10.0 if tens else 1.0
            return True
        self.open += value
        self.step = 10.0 if value >= 20 and value % 10 == 0 else 1.0
        return True

    def multiply(self, factor: float) -> bool:
        if self.open is None:
            if not self.closed:
                return False
            self.closed *= factor
            self.scale *= factor
            return True
        if factor == 100.0:
            if self.open >= 100 and self.open % 100 == 0:
                return False
            self.open, self.step, self.scale = self.open * 100.0, 100.0, 100.0
            return True
        if self.closed and factor >= self._floor:
            return False
        self.closed, self.open = self.closed + self.open * factor, None
        self.step = self._floor = self.scale = factor
        return True

    _floor = float("inf")

    @property
    def value(self) -> float:
        return self.closed + (self.open or 0.0)


def _cardinal(tokens: Sequence[Token], i: int) -> Numeral | None:
    total = _Sum()
    token = tokens[i]
    form = "words"
    if token.kind == "num":
        spaced = _spaced_groups(tokens, i)
        value = spaced[0] if spaced else literal(token.text)
        if value is None:
            return None
        form, j = "digits", spaced[1] if spaced else i + 1
        total.add(value)
        j = _mixed_fraction(tokens, j, total)
        j = _short_scale(tokens, j, total)
    elif token.kind == "frac":
        return Numeral(i, i + 1, _PARTS[token.text], "share")
    elif token.norm in small_words():
        total.add(small_words()[token.norm])
        j = i + 1
    elif token.norm == "a" and _norm(tokens, i + 1) in ("hundred", "thousand", "million", "billion",
                                                        "trillion", "dozen"):  # fmt: skip
        total.add(1.0)
        j = i + 1
    elif token.norm in ("hundred", "thousand"):
        total.add(1.0)
        j = i
    else:
        return None
    j = _tail(tokens, j, total)
    return Numeral(i, j, total.value, form, total.scale)


def _spaced_groups(tokens: Sequence[Token], i: int) -> tuple[float, int] | None:
    """Thousands parted by spaces, as in 1 250 000."""
    text, j = tokens[i].text, i + 1
    if not text.isdigit() or len(text) > 3 or text[0] == "0":
        return None
    while j < len(tokens) and tokens[j].kind == "num" and tokens[j].start == tokens[j - 1].end + 1:
        group = tokens[j].text
        whole, _, rest = group.partition(".")
        if len(whole) != 3 or len(text) > LONGEST_LITERAL:
            break
        text += group
        j += 1
        if rest:
            break
    return (float(text), j) if j > i + 1 and _PLAIN.fullmatch(text) else None


def _mixed_fraction(tokens: Sequence[Token], j: int, total: _Sum) -> int:
    """3½ and 2 1/4."""
    if j < len(tokens) and tokens[j].kind == "frac":
        total.open = total.value + _PARTS[tokens[j].text]
        return j + 1
    part = _slash(tokens, j) if not _touching(tokens, j) else None
    if part and part.value < 1:
        total.open = total.value + part.value
        return part.stop
    return j


def _short_scale(tokens: Sequence[Token], j: int, total: _Sum) -> int:
    """10k, 2.5bn, 5m people: a letter that scales the digits before it."""
    if j >= len(tokens) or tokens[j].kind != "word":
        return j
    text = tokens[j].text
    factor = load("numbers")["short_scales"].get(text)
    glued = _touching(tokens, j)
    if text == "m" and glued:
        factor = 1e6 if _counts_behind(tokens, j + 1) else None
    if factor is None or (len(text) == 1 and not glued and text not in ("k", "M")):
        return j
    total.multiply(factor)
    return j + 1


def _counts_behind(tokens: Sequence[Token], j: int) -> bool:
    """Whether a plural or a money name follows, so that `m` before it is a million."""
    word = _norm(tokens, j)
    return len(word) > 3 and (word.endswith("s") or word in ("people", "euro", "children", "yuan"))


def _tail(tokens: Sequence[Token], j: int, total: _Sum) -> int:
    """Add what belongs to the numeral behind its first token; return where it ends."""
    while j < len(tokens):
        k = j + 1 if tokens[j].norm == "-" else j
        word = _norm(tokens, k)
        if word in scales() and total.multiply(scales()[word]):
            j = k + 1
        elif word in ("dozen", "dozens", "doz", "dozs", "dz", "dzs") and total.value:
            total.closed, total.open, total.scale = total.value * 12, None, 12.0
            return k + 1
        elif word in small_words() and total.add(small_words()[word]):
            j = k + 1
        elif tokens[j].kind == "num" and _scaled_digits(tokens, j, total):
            j += 1
        elif word == "and" and k == j and (after := _and(tokens, j + 1, total)):
            j = after
        elif word == "point" and k == j and (after := _point(tokens, j + 1, total)):
            return after
        else:
            return j
    return j


def _scaled_digits(tokens: Sequence[Token], j: int, total: _Sum) -> bool:
    """7 thousand 5 hundred: digits go on a numeral only when a scale follows them."""
    value = literal(tokens[j].text)
    return (
        value is not None
        and total.open is None
        and _norm(tokens, j + 1) in scales()
        and scales()[_norm(tokens, j + 1)] < total.step
        and total.add(value)
    )


def _and(tokens: Sequence[Token], j: int, total: _Sum) -> int | None:
    """What "and" adds: six hundred and eight, two and a half (million)."""
    part = _share(tokens, j)
    if part and part.value < 1:
        scaled = _of_scale(tokens, part)
        if scaled.value >= 1 and total.open is None:
            if scaled.value >= total.step:
                return None
            total.closed += scaled.value
            return scaled.stop
        if total.open is None and total.closed:
            total.closed += part.value * total.scale
        else:
            total.open = (total.open or 0.0) + part.value
        total.step = 0.0
        return part.stop
    if total.step < 100 or j >= len(tokens):
        return None
    inner = _cardinal(tokens, j)
    if inner is None or inner.value >= total.step or (inner.form == "digits" and inner.scale > 1):
        return None
    if inner.form == "digits" and tokens[j - 1].norm == "and" and inner.value >= 100:
        return None
    total.open = (total.open or 0.0) + inner.value
    total.step = 1.0
    return inner.stop


def _point(tokens: Sequence[Token], j: int, total: _Sum) -> int | None:
    """Six point nought eight; ninety point forty-two."""
    digits = ""
    while _norm(tokens, j) in small_words() and len(digits) < LONGEST_LITERAL:
        value = small_words()[_norm(tokens, j)]
        if value >= 20 and _norm(tokens, j + 1) == "-":
            value += small_words().get(_norm(tokens, j + 2), 0.0)
            j += 2
        digits += str(int(value))
        j += 1
    if not digits:
        return None
    total.closed, total.open = total.value + float(f"0.{digits}"), None
    return j


def _share(tokens: Sequence[Token], i: int) -> Numeral | None:
    """A half, two-thirds, one third, 3/4: a part of one."""
    if i >= len(tokens):
        return None
    if tokens[i].kind == "frac":
        return Numeral(i, i + 1, _PARTS[tokens[i].text], "share")
    if tokens[i].kind == "num":
        return _slash(tokens, i)
    word = tokens[i].norm
    if word == "half":
        return Numeral(i, i + 1, 0.5, "share")
    if word == "quarter" and _norm(tokens, i + 1) in scales():
        return Numeral(i, i + 1, 0.25, "share")
    if word in ("a", "one"):
        return _single_part(tokens, i)
    top = _below_hundred(tokens, i)
    if top is None:
        return None
    j = top.stop + 1 if _norm(tokens, top.stop) == "-" else top.stop
    below = _norm(tokens, j)
    if below in _part_words() and below.endswith(("s", "halves")) and below != "seconds":
        return Numeral(i, j + 1, top.value / _part_words()[below], "share")
    return None


def _below_hundred(tokens: Sequence[Token], i: int) -> Numeral | None:
    value = small_words().get(tokens[i].norm)
    if value is None:
        return None
    j = i + 2 if _norm(tokens, i + 1) == "-" else i + 1
    unit = small_words().get(_norm(tokens, j), 0.0)
    if value >= 20 and 0 < unit < 10:
        return Numeral(i, j + 1, value + unit, "words")
    return Numeral(i, i + 1, value, "words")


def _single_part(tokens: Sequence[Token], i: int) -> Numeral | None:
    """One third, a quarter: no ordinal ("a third ferry") and no part of a year."""
    j = i + 2 if _norm(tokens, i + 1) == "-" else i + 1
    word = _norm(tokens, j)
    if word not in _part_words() or (word.endswith("s") and word != "s"):
        return None
    if word == "half" or (j == i + 2 and tokens[i].norm == "one"):
        return Numeral(i, j + 1, 1 / _part_words()[word], "share")
    after = tokens[j + 1] if j + 1 < len(tokens) else None
    ends = after is None or (after.kind == "sym" and after.norm != "-")
    if ends or (after and after.norm in load("numbers")["behind_part"]["words"]):
        return Numeral(i, j + 1, 1 / _part_words()[word], "share")
    return None


def _slash(tokens: Sequence[Token], i: int) -> Numeral | None:
    """3/4, where nothing says that it is a date or a label."""
    if i + 2 >= len(tokens) or tokens[i].kind != "num" or tokens[i + 1].norm != "/":
        return None
    top, below = literal(tokens[i].text), literal(tokens[i + 2].text)
    glued = _touching(tokens, i + 1) and _touching(tokens, i + 2)
    more = _norm(tokens, i + 3) == "/" or (i > 0 and tokens[i - 1].norm == "/")
    if top is None or below is None or not glued or more or not 0 < top < below <= 100:
        return None
    if (top, below) in ((9.0, 11.0), (24.0, 7.0)):
        return None
    return Numeral(i, i + 3, top / below, "share")
