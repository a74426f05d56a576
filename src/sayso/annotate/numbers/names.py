"""Numerals that are part of a name, an address or a telephone number."""

import re
from collections.abc import Sequence

from sayso.annotate.numbers.lines import Line, Stretch, counts_people, kind_at, listed
from sayso.annotate.numbers.tokens import Token, norm_at

_CHUNK = 120  # characters of a word-like run looked at on either side of a numeral
_ADDRESS = re.compile(
    r"://|www\.|[@#_{}=\\|]|\.(?:jpe?g|png|gif|webp|svg|pdf|html?|php|mp4|css|js)\b", re.I
)
_STOPS = frozenset('.!?:;"“”•—')
_PHONE = re.compile(
    r"(?:\+|\(|\b0)\d{1,4}[ ().-]{0,2}(?:\d{2,4}[ ().-]{0,2}){2,4}\d{2,4}\b"
    r"|\b\d{3}[-.]\d{3}[-.]\d{4}\b"
    r"|(?<=\bat )\d{3}-\d{4}\b|(?<=\bcall )\d{3}-\d{4}\b|(?<=\bphone )\d{3}-\d{4}\b"
)


def in_address(text: str, start: int, end: int) -> bool:
    left, right = text[max(0, start - _CHUNK) : start], text[end : end + _CHUNK]
    head = left.split()[-1] if left and not left[-1].isspace() else ""
    tail = right.split()[0] if right and not right[0].isspace() else ""
    return _ADDRESS.search(head + text[start:end] + tail) is not None


def is_phone(line: Line, at: Stretch) -> bool:
    """(555) 123-4567, +44 20 7946 0958: looked for in a short window around the numeral."""
    start, end = line.tokens[at.first].start, line.tokens[at.stop - 1].end
    base = max(0, start - 20)
    found = _PHONE.finditer(line.text[base : end + 20])
    return any(m.start() + base < end and start < m.end() + base for m in found)


def is_named(line: Line, at: Stretch) -> bool:
    """Fort 19, Gate 4, Group of Eight: a number that is part of a name."""
    tokens, before = line.tokens, at.first - 1
    if before < 0:
        return False
    previous = tokens[before]
    if (
        previous.norm == "."
        and before > 0
        and f"{tokens[before - 1].norm}." in listed("names", "markers")
    ):
        return not at.words
    if previous.kind != "word":
        return False
    near = tokens[at.first].start - previous.end == 1
    grouped = "," in tokens[at.first].text  # "peacekeepers number 3,400"
    if previous.norm in listed("names", "markers") and not at.words and near and not grouped:
        return previous.text[0].isupper() or not _plural(tokens, at.stop)
    if at.words:
        return _named_in_words(line, at)
    if (
        not previous.text[0].isupper()
        or line.titled
        or previous.norm in listed("names", "function")
    ):
        return False
    if "," in tokens[at.first].text or not near:
        return False
    counts = _plural(tokens, at.stop)
    if _opens(tokens, before):
        return not counts_people(norm_at(tokens, at.stop))
    return not (counts and norm_at(tokens, before - 1) in listed("names", "prepositions"))


def _named_in_words(line: Line, at: Stretch) -> bool:
    """Capitals on the number and on a neighbour: the Six Valleys, Big Three."""
    tokens, first = line.tokens, line.tokens[at.first]
    if line.titled or not first.text[0].isupper() or _opens(tokens, at.first):
        return False
    beside = (at.first - 1, at.stop)
    return any(kind_at(tokens, i) == "word" and tokens[i].text[0].isupper() for i in beside)


def is_street(tokens: Sequence[Token], at: Stretch) -> bool:
    """12 Quarry Street."""
    for k in range(at.stop, min(at.stop + 4, len(tokens))):
        if tokens[k].kind != "word" or not tokens[k].text[0].isupper():
            return False
        if k > at.stop and tokens[k].norm in listed("names", "streets"):
            return True
    return False


def _opens(tokens: Sequence[Token], i: int) -> bool:
    return i == 0 or tokens[i - 1].norm[0] in _STOPS


def _plural(tokens: Sequence[Token], j: int) -> bool:
    for k in (j, j + 1):
        if k >= len(tokens) or tokens[k].kind != "word" or not tokens[k].text.islower():
            return False
        word = tokens[k].norm
        if (len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))) or (
            counts_people(word)
        ):
            return True
    return False
