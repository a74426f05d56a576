"""A line as numerals, words and marks, and the value of a numeral in digits."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# Longer than any quantity that a report gives; what is longer is a key or a dump.
LONGEST_LITERAL = 25
_TOKEN = re.compile(
    r"(?P<num>(?:(?<![\w.,])\.)?[0-9]+(?:[.,][0-9]+|['’][0-9]{3}(?![0-9]))*)"
    r"|(?P<frac>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
    r"|(?P<word>[^\W\d_]+[²³]?(?:['’.][^\W\d_]+)*)"
    r"|(?P<sym>[-–—−‐‑]+|([^\s\w])\5*|_+)"
)
_DASHES = frozenset("-–—−‐‑")
PLAIN = re.compile(r"\.?[0-9]+|[0-9]+\.[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?")
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_TICKED = re.compile(r"[0-9]{1,3}(?:['’][0-9]{3})+(?:\.[0-9]+)?")
_COMMA_POINT = re.compile(r"[0-9]{1,3},[0-9]{1,2}")


class Token(NamedTuple):
    """A numeral, word or mark of a line; `norm` is lower case, dashes as `-`."""

    kind: str
    start: int
    end: int
    text: str
    norm: str


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
        norm = text
        if kind == "word":
            norm = text.lower()
            if "’" in norm:
                norm = norm.replace("’", "'")
        elif kind == "sym":
            norm = "-" if text[0] in _DASHES else text.replace("’", "'")
        start, end = match.span()
        yield Token(kind, start, end, text, norm)


# What stands for a plain mark in other scripts and widths; the marks that turn the direction of
# writing are as good as a space.
_PLAIN_MARKS = {
    "٫": ".", "٬": ",", "．": ".", "，": ",", "％": "%", "＄": "$", "￥": "¥", "￡": "£", "：": ":",
    "﹪": "%", "（": "(", "）": ")", "－": "-", "＋": "+", "／": "/",
    **dict.fromkeys(map(chr, (0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
                              *range(0x2066, 0x206A))), " "),
}  # fmt: skip


def plain(text: str) -> str:
    """Return the text with the digits of every script as 0 to 9, character for character.

    >>> plain("١٢٣ men, １２％")
    '123 men, 12%'
    """
    if text.isascii():
        return text
    found: dict[str, str | int | None] = {
        char: _PLAIN_MARKS.get(char) or str(unicodedata.decimal(char))
        for char in set(text)
        if char in _PLAIN_MARKS or (not char.isascii() and char.isdecimal())
    }
    return text.translate(str.maketrans(found)) if found else text


def literal(text: str) -> float | None:
    """Return the value of a numeral in digits; null for a code, an address or a leading zero.

    >>> literal("12,400"), literal("1,3"), literal("0203"), literal("4.3.2")
    (12400.0, 1.3, None, None)
    """
    if len(text) > LONGEST_LITERAL or (len(text) > 1 and text[0] == "0" and text[1].isdigit()):
        return None
    if PLAIN.fullmatch(text):
        return float(text)
    if _GROUPED.fullmatch(text):
        return float(text.replace(",", ""))
    if _DOTTED.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    if _TICKED.fullmatch(text):
        return float(text.replace("'", "").replace("’", ""))
    if _COMMA_POINT.fullmatch(text):
        return float(text.replace(",", "."))
    return None


def norm_at(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].norm if 0 <= i < len(tokens) else ""


def touching(tokens: Sequence[Token], i: int) -> bool:
    """Whether token `i` follows the one before it without a space."""
    return 0 < i < len(tokens) and tokens[i].start == tokens[i - 1].end
