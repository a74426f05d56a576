"""A line of text as tokens, and a candidate within it."""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from sayso.annotate.numbers.tokens import Token
from sayso.data import load

# A headline in title case: so many of its longer words have a capital.
TITLED = 0.6
_CODE = re.compile(r"[{}].*;|;.*[{}]|=>|\(\)\s*[;{]|\bfunction\s*\(|</\w|\{\{|\}\}", re.S)


class Line(msgspec.Struct, frozen=True):
    """A line of text as tokens."""

    text: str
    tokens: Sequence[Token]
    titled: bool


class Stretch(msgspec.Struct, frozen=True):
    """The tokens of a candidate: the numerals only, and whether a unit or words were read."""

    first: int
    stop: int
    words: bool
    measured: bool


def is_code(line: str) -> bool:
    """Return whether the line is a script, a style sheet or a template.

    >>> is_code(".box{ width: 79.13%; }"), is_code("It rose by 79.13%.")
    (True, False)
    """
    return _CODE.search(line) is not None


def is_titled(tokens: Sequence[Token]) -> bool:
    """Return whether a line is in title case, where a capital says nothing.

    >>> from sayso.annotate.numbers.tokens import lex
    >>> is_titled(lex("Flood Drives Hundreds From Their Homes in Varsk"))
    True
    """
    words = [token.text for token in tokens if token.kind == "word" and len(token.text) > 3]
    return len(words) >= 4 and sum(w[0].isupper() for w in words) >= TITLED * len(words)


@cache
def listed(kind: str, name: str) -> frozenset[str]:
    return frozenset(load("numbers")[kind][name])


def kind_at(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].kind if 0 <= i < len(tokens) else ""


def touches_next(tokens: Sequence[Token], i: int) -> bool:
    """Whether tokens `i` and `i + 1` have no space between them."""
    return 0 <= i < len(tokens) - 1 and tokens[i].end == tokens[i + 1].start


@cache
def _people() -> frozenset[str]:
    return frozenset(load("counted")["people"]["plural"])


def counts_people(word: str) -> bool:
    return word in _people()
