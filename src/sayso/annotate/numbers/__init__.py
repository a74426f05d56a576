"""The number grammar: every quantity of a text, without a parse, in one pass."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

import msgspec

from sayso.annotate.numbers.joined import joined
from sayso.annotate.numbers.lines import Line, is_code, is_titled
from sayso.annotate.numbers.measured import Measured, Number, number_of
from sayso.annotate.numbers.readings import reading_at
from sayso.annotate.numbers.tokens import lex, plain
from sayso.annotate.numbers.words import scales, small_words
from sayso.data import load

__all__ = ["Number", "holds_number", "numbers"]


# More numerals than any paragraph has: a table or a dump, and no report.
MOST_NUMERALS = 2000


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
    return _trigger().search(plain(text)) is not None


def numbers(text: str) -> tuple[Number, ...]:
    """Return the quantities of `text` in order; names, dates, times and codes are left out.

    >>> found = numbers("At least 70 goats and six or seven guards left Fort 19.")
    >>> [(n.low, n.best, n.high, n.bound) for n in found]
    [(70.0, None, None, '>='), (6.0, None, 7.0, None)]
    """
    found: list[Number] = []
    offset = 0
    for piece in plain(text).splitlines(keepends=True):
        if _is_prose(piece):
            tokens = lex(piece)
            line = Line(piece, tokens, is_titled(tokens))
            found.extend(_at(number, offset) for number in joined(tokens, _in_line(line)))
        offset += len(piece)
    return tuple(found)


def _is_prose(line: str) -> bool:
    seen = sum(1 for _ in islice(_trigger().finditer(line), MOST_NUMERALS + 1))
    return 0 < seen <= MOST_NUMERALS and not is_code(line)


def _at(number: Number, offset: int) -> Number:
    return msgspec.structs.replace(
        number, start=number.start + offset, end=number.end + offset
    ) if offset else number  # fmt: skip


@cache
def _openings() -> frozenset[str]:
    """The words that a number opens with: at all others nothing need be looked for."""
    table = load("numbers")
    vague = {word.split()[0] for word in load("vague")["words"]}
    return frozenset((*small_words(), *scales(), *table["parts"], *vague, "a", "dozen", "quarter"))


def _in_line(line: Line) -> Iterator[Measured]:
    i = taken = 0
    while i < len(line.tokens):
        token = line.tokens[i]
        if token.kind == "sym" or (token.kind == "word" and token.norm not in _openings()):
            i += 1
            continue
        reading = reading_at(line, i)
        if reading is None:
            i += 1
            continue
        found = number_of(line, reading, taken)
        if found:
            yield found
        i = taken = max(reading.stop, found.stop if found else 0, i + 1)
