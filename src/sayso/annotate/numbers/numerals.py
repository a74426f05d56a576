"""The value of one numeral, in digits or in words, read from a run of tokens."""

from collections.abc import Sequence

from sayso.annotate.numbers.shares import (
    PARTS,
    Numeral,
    denominator_at,
    of_scale,
    share_at,
    slash_at,
)
from sayso.annotate.numbers.tokens import LONGEST_LITERAL, PLAIN, Token, literal, norm_at, touching
from sayso.annotate.numbers.units import unit_before
from sayso.annotate.numbers.words import scales, small_words
from sayso.data import load


def numeral_at(tokens: Sequence[Token], i: int) -> Numeral | None:
    """Return the longest numeral that begins at token `i`: a share, else a cardinal.

    >>> from sayso.annotate.numbers.tokens import lex
    >>> numeral_at(lex("two-thirds of them"), 0).form
    'share'
    >>> numeral_at(lex("four hundred and twelve"), 0).value
    412.0
    >>> numeral_at(lex("two hundred and two thousand"), 0).value
    202000.0
    """
    whole = _cardinal(tokens, i)
    share = share_at(tokens, i)
    if share and (whole is None or share.stop >= whole.stop):
        return of_scale(tokens, share)
    return (_in_parts(tokens, whole) or whole) if whole and whole.form == "words" else whole


def _in_parts(tokens: Sequence[Token], whole: Numeral) -> Numeral | None:
    """Thirty-two fifths; one hundred thirty-fifths, where the ten belongs to the parts."""
    last = norm_at(tokens, whole.stop - 1)
    tens = small_words().get(last, 0.0)
    before = norm_at(tokens, whole.stop - 2)
    if tens >= 20 and whole.value > tens and before not in ("and", "-"):
        below = denominator_at(tokens, whole.stop - 1)
        if below and below.plural:
            return Numeral(whole.first, below.stop, (whole.value - tens) / below.value, "share")
    j = whole.stop + 1 if norm_at(tokens, whole.stop) == "-" else whole.stop
    below = denominator_at(tokens, j)
    if below is None or not below.plural or norm_at(tokens, j) in _NO_PARTS:
        return None
    return Numeral(whole.first, below.stop, whole.value / below.value, "share")


# Three quarters of growth, two halves of a match: what is counted is the quarter.
_NO_PARTS = frozenset(("quarters", "halves"))


_AFTER_A = frozenset(("hundred", "thousand", "million", "billion", "trillion", "dozen"))


class _Sum:
    """The running value of a cardinal: what is closed by a scale, and what is still open."""

    __slots__ = ("_floor", "closed", "open", "scale", "step")

    def __init__(self) -> None:
        self.closed = 0.0
        self.open: float | None = None
        self.step = float("inf")  # what the next addend must stay below
        self.scale = 1.0
        self._floor = float("inf")

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
        return Numeral(i, i + 1, PARTS[token.text], "share")
    elif token.norm in small_words():
        total.add(small_words()[token.norm])
        j = i + 1
    elif token.norm == "a" and norm_at(tokens, i + 1) in _AFTER_A:
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
    if norm_at(tokens, j) == ",":
        return _comma_groups(tokens, i)
    while j < len(tokens) and tokens[j].kind == "num" and tokens[j].start == tokens[j - 1].end + 1:
        group = tokens[j].text
        whole, _, rest = group.partition(".")
        if len(whole) != 3 or len(text) > LONGEST_LITERAL:
            break
        text += group
        j += 1
        if rest:
            break
    return (float(text), j) if j > i + 1 and PLAIN.fullmatch(text) else None


def _comma_groups(tokens: Sequence[Token], i: int) -> tuple[float, int] | None:
    """80, 000: a text cut into tokens, where some group that opens with nought gives it away."""
    text, j = tokens[i].text, i + 1
    while _is_group(tokens, j + 1) and tokens[j].norm == "," and len(text) < LONGEST_LITERAL:
        text += tokens[j + 1].text
        j += 2
    tokenised = any(
        tokens[k].text[0] == "0" and _is_group(tokens, k) and tokens[k - 1].norm == ","
        and _is_number(tokens, k - 2)
        for k in range(2, len(tokens))
    )  # fmt: skip
    return (float(text), j) if j > i + 1 and tokenised else None


def _is_group(tokens: Sequence[Token], k: int) -> bool:
    return _is_number(tokens, k) and len(tokens[k].text) == 3 and tokens[k].text.isdigit() and (
        tokens[k].start == tokens[k - 1].end + 1
    )  # fmt: skip


def _is_number(tokens: Sequence[Token], k: int) -> bool:
    return 0 <= k < len(tokens) and tokens[k].kind == "num"


def _mixed_fraction(tokens: Sequence[Token], j: int, total: _Sum) -> int:
    """3½ and 2 1/4."""
    if j < len(tokens) and tokens[j].kind == "frac":
        total.open = total.value + PARTS[tokens[j].text]
        return j + 1
    part = slash_at(tokens, j) if not touching(tokens, j) else None
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
    glued = touching(tokens, j)
    if text == "m" and glued:
        opens = j - 3 if norm_at(tokens, j - 2) in ("-", "to") else j - 1
        money = unit_before(tokens, j - 1) is not None or unit_before(tokens, opens) is not None
        factor = 1e6 if money or _counts_behind(tokens, j + 1) else None
    if factor is None or (len(text) == 1 and not glued and text not in ("k", "M")):
        return j
    total.multiply(factor)
    return j + 1


def _counts_behind(tokens: Sequence[Token], j: int) -> bool:
    """Whether a plural or a money name follows, so that `m` before it is a million."""
    word = norm_at(tokens, j)
    return len(word) > 3 and (word.endswith("s") or word in ("people", "euro", "children", "yuan"))


def _tail(tokens: Sequence[Token], j: int, total: _Sum) -> int:
    """Add what belongs to the numeral behind its first token; return where it ends."""
    while j < len(tokens):
        # "10:30 - Six hundred have left": behind digits a dash with blanks around it parts.
        parts = tokens[j - 1].kind == "num" and tokens[j - 1].end < tokens[j].start
        joins = tokens[j].norm == "-" and not (parts and norm_at(tokens, j + 1) not in scales())
        k = j + 1 if joins else j
        word = norm_at(tokens, k)
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
        and norm_at(tokens, j + 1) in scales()
        and scales()[norm_at(tokens, j + 1)] < total.step
        and total.add(value)
    )


def _and(tokens: Sequence[Token], j: int, total: _Sum) -> int | None:
    """What "and" adds: six hundred and eight, two and a half (million)."""
    part = share_at(tokens, j)
    if part and part.value < 1:
        scaled = of_scale(tokens, part)
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
    inner = _before_scale(tokens, j) if total.open is not None else None
    inner = inner or _cardinal(tokens, j)
    if inner is None or inner.value >= total.step or (inner.form == "digits" and inner.scale > 1):
        return None
    if inner.form == "digits" and tokens[j - 1].norm == "and" and inner.value >= 100:
        return None
    total.open = (total.open or 0.0) + inner.value
    total.step = 1.0
    return inner.stop


def _small(tokens: Sequence[Token], j: int) -> Numeral | None:
    """A number below a hundred in words: what "and" adds before a scale, two hundred and two."""
    value = small_words().get(norm_at(tokens, j))
    if value is None:
        return None
    k = j + 2 if norm_at(tokens, j + 1) == "-" else j + 1
    unit = small_words().get(norm_at(tokens, k), 0.0)
    if value >= 20 and 0 < unit < 10:
        return Numeral(j, k + 1, value + unit, "words")
    return Numeral(j, j + 1, value, "words")


def _before_scale(tokens: Sequence[Token], j: int) -> Numeral | None:
    found = _small(tokens, j)
    return found if found and norm_at(tokens, found.stop) in scales() else None


def _point(tokens: Sequence[Token], j: int, total: _Sum) -> int | None:
    """Six point nought eight; ninety point forty-two."""
    digits = ""
    while norm_at(tokens, j) in small_words() and len(digits) < LONGEST_LITERAL:
        value = small_words()[norm_at(tokens, j)]
        if value >= 20 and norm_at(tokens, j + 1) == "-":
            value += small_words().get(norm_at(tokens, j + 2), 0.0)
            j += 2
        digits += str(int(value))
        j += 1
    if not digits:
        return None
    total.closed, total.open = total.value + float(f"0.{digits}"), None
    return j
