"""Numerals that are no quantity: names, dates, clock times, scores, codes, pronouns."""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from sayso.annotate.numbers.numerals import Token
from sayso.data import load

# A headline in title case: so many of its longer words have a capital.
TITLED = 0.6
_CHUNK = 120  # characters of a word-like run looked at on either side of a numeral
_ADDRESS = re.compile(
    r"://|www\.|[@#_{}=\\|]|\.(?:jpe?g|png|gif|webp|svg|pdf|html?|php|mp4|css|js)\b", re.I
)
_CODE = re.compile(r"[{}].*;|;.*[{}]|=>|\(\)\s*[;{]|\bfunction\s*\(|</\w|\{\{|\}\}", re.S)
_STOPS = frozenset('.!?:;"“”•—')


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

    >>> from sayso.annotate.numbers.numerals import lex
    >>> is_titled(lex("Flood Drives Hundreds From Their Homes in Varsk"))
    True
    """
    words = [token.text for token in tokens if token.kind == "word" and len(token.text) > 3]
    return len(words) >= 4 and sum(w[0].isupper() for w in words) >= TITLED * len(words)


@cache
def _table(kind: str, name: str) -> frozenset[str]:
    return frozenset(load("numbers")[kind][name])


def label(line: Line, at: Stretch) -> str | None:
    """Return why the numeral is no quantity, or null where it may be one."""
    tokens = line.tokens
    if _in_address(line.text, tokens[at.first].start, tokens[at.stop - 1].end):
        return "address"
    if at.measured:
        return "name" if _glued_name(tokens, at.first) else None
    checks = (_glued, _date, _clock, _length_of_time, _idiom, _one, _list_mark)
    for check in checks:
        if check(tokens, at):
            return check.__name__.strip("_")
    if not at.words and (_year(tokens, at) or _chain(tokens, at)):
        return "year or code"
    return (
        "name"
        if _named(line, at) or _street(tokens, at) or (not at.words and _phone(line, at))
        else None
    )


def _norm(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].norm if 0 <= i < len(tokens) else ""


def _kind(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].kind if 0 <= i < len(tokens) else ""


def _touch(tokens: Sequence[Token], i: int) -> bool:
    """Whether tokens `i` and `i + 1` have no space between them."""
    return 0 <= i < len(tokens) - 1 and tokens[i].end == tokens[i + 1].start


def _in_address(text: str, start: int, end: int) -> bool:
    left, right = text[max(0, start - _CHUNK) : start], text[end : end + _CHUNK]
    head = left.split()[-1] if left and not left[-1].isspace() else ""
    tail = right.split()[0] if right and not right[0].isspace() else ""
    return _ADDRESS.search(head + text[start:end] + tail) is not None


def _glued_name(tokens: Sequence[Token], i: int) -> bool:
    """T-14, Ka-50: letters before the digits, with a dash or without."""
    if _touch(tokens, i - 1) and _kind(tokens, i - 1) == "word":
        return tokens[i - 1].norm not in load("units")["currency"]["prefix"] and (
            tokens[i - 1].text not in load("units")["currency"]["codes"]
        )
    dashed = _norm(tokens, i - 1) == "-" and _touch(tokens, i - 1) and _touch(tokens, i - 2)
    return dashed and _kind(tokens, i - 2) in ("word", "num")


def _glued(tokens: Sequence[Token], at: Stretch) -> bool:
    if _glued_name(tokens, at.first) or _norm(tokens, at.first - 1) in ("#", "№", "/", "&", "'"):
        return True
    if _norm(tokens, at.stop) == "/" and _touch(tokens, at.stop - 1):
        return True
    if _norm(tokens, at.stop) in ("'", "’") and _norm(tokens, at.stop + 1) == "s":
        return True  # the 80's
    if _touch(tokens, at.stop - 1) and _kind(tokens, at.stop) in ("word", "num", "frac"):
        return True  # 4th, 1990s, 737MAX
    dashed = (
        _norm(tokens, at.stop) == "-" and _touch(tokens, at.stop - 1) and _touch(tokens, at.stop)
    )
    after = at.stop + 1
    if not dashed or after >= len(tokens):
        return False
    if tokens[after].kind != "word" or not tokens[after].text.islower():
        return True  # 3-2, 50-50, 20-D
    return at.first + 1 == at.stop and tokens[at.first].norm == "one"


def _date(tokens: Sequence[Token], at: Stretch) -> bool:
    months = _table("dates", "months")
    before = at.first - 2 if _norm(tokens, at.first - 1) == "." else at.first - 1
    month = _norm(tokens, before)
    if month in months and (month != "may" or tokens[before].text[0].isupper()):
        return True
    after = at.stop + 1 if _norm(tokens, at.stop) == "of" else at.stop
    month = _norm(tokens, after)
    return not at.words and month in months and tokens[after].text[0].isupper()


def _clock(tokens: Sequence[Token], at: Stretch) -> bool:
    colon = _norm(tokens, at.stop) == ":" and _touch(tokens, at.stop - 1)
    if colon and _touch(tokens, at.stop) and _kind(tokens, at.stop + 1) == "num":
        return True
    if (
        _norm(tokens, at.first - 1) == ":"
        and _touch(tokens, at.first - 1)
        and _touch(tokens, at.first - 2)
    ):
        return True
    return _norm(tokens, at.stop) in _table("dates", "clock")


def _length_of_time(tokens: Sequence[Token], at: Stretch) -> bool:
    """30 days, the six-month siege, three to four more weeks."""
    spans = _table("dates", "spans")
    j = at.stop + 1 if _norm(tokens, at.stop) == "-" else at.stop
    if _norm(tokens, j) in _table("dates", "between"):
        j += 1
    return _norm(tokens, j).removesuffix("'") in spans


def _idiom(tokens: Sequence[Token], at: Stretch) -> bool:
    after = at.stop + 1 if _norm(tokens, at.stop) == "-" else at.stop
    if _norm(tokens, after) in _table("idioms", "after"):
        return True
    return "half" in (_norm(tokens, at.first), _norm(tokens, at.stop - 1)) and (
        _norm(tokens, at.first - 1) in ("in", "second", "first", "by", "latter", "better")
        or _norm(tokens, at.stop) in ("-", "past", "time")
        or _norm(tokens, at.stop) in _table("dates", "spans")
    )


def _one(tokens: Sequence[Token], at: Stretch) -> bool:
    if at.stop - at.first > 1 or tokens[at.first].norm != "one":
        return False
    before, after = _norm(tokens, at.first - 1), _norm(tokens, at.stop)
    counting = before in ("only", "just", "least", "about") or (
        after in ("is", "was", "has") and before in ("", ";", ",", "and", "but")
    )
    if counting:
        return after in ("of", "another")
    alone = not after or not after[0].isalpha()
    if alone and before.isalpha() and before not in _table("one", "counting"):
        return True  # "a stronger one"
    return before in _table("one", "before") or after in _table("one", "after")


def _list_mark(tokens: Sequence[Token], at: Stretch) -> bool:
    """`1)` and, where a line begins with it, `1.`"""
    if at.words or at.stop - at.first > 1:
        return False
    if _norm(tokens, at.stop) == ")":
        return not any(
            _norm(tokens, i).startswith("(") for i in range(max(0, at.first - 8), at.first)
        )
    opens = at.first == 0 and _norm(tokens, at.stop) == "." and at.stop + 1 < len(tokens)
    return opens and tokens[at.stop + 1].start > tokens[at.stop].end


def _year(tokens: Sequence[Token], at: Stretch) -> bool:
    """A bare numeral of four digits that reads as a year, or a pair such as 2024-25."""
    text = tokens[at.first].text
    if len(text) != 4 or not text.isdigit() or not 1000 <= int(text) <= 2100:
        return False
    before, after = _norm(tokens, at.first - 1), _norm(tokens, at.stop)
    if _counted_noun(after) and before not in ("the", "in", "since", "'s"):
        return False
    if int(text) >= 1900:
        return True
    return before in _table("dates", "before_year") and not _counted_noun(after)


@cache
def _people() -> frozenset[str]:
    return frozenset(load("counted")["people"]["plural"])


def _counted_noun(word: str) -> bool:
    return word in _people()


_PHONE = re.compile(
    r"(?:\+|\(|\b0)\d{1,4}[ ().-]{0,2}(?:\d{2,4}[ ().-]{0,2}){2,4}\d{2,4}\b"
    r"|\b\d{3}[-.]\d{3}[-.]\d{4}\b"
)


def _phone(line: Line, at: Stretch) -> bool:
    """(555) 123-4567, +44 20 7946 0958: looked for in a short window around the numeral."""
    start, end = line.tokens[at.first].start, line.tokens[at.stop - 1].end
    base = max(0, start - 20)
    found = _PHONE.finditer(line.text[base : end + 20])
    return any(m.start() + base < end and start < m.end() + base for m in found)


def _chain(tokens: Sequence[Token], at: Stretch) -> bool:
    """Rows of a table: numerals, one behind the other."""
    row = 0
    for step in (-1, 1):
        i = at.first - 1 if step < 0 else at.stop
        while (
            0 <= i < len(tokens)
            and row < 4
            and (tokens[i].kind == "num" or tokens[i].norm in ("-", "+", "(", ")"))
        ):
            row += tokens[i].kind == "num"
            i += step
    return row >= 3


def _named(line: Line, at: Stretch) -> bool:
    """Fort 19, Gate 4, Group of Eight: a number that is part of a name."""
    tokens, before = line.tokens, at.first - 1
    if before < 0:
        return False
    previous = tokens[before]
    if (
        previous.norm == "."
        and before > 0
        and f"{tokens[before - 1].norm}." in _table("names", "markers")
    ):
        return not at.words
    if previous.kind != "word":
        return False
    near = tokens[at.first].start - previous.end == 1
    if previous.norm in _table("names", "markers") and not at.words and near:
        return not _plural(tokens, at.stop)
    if at.words:
        return _named_in_words(line, at)
    if (
        not previous.text[0].isupper()
        or line.titled
        or previous.norm in _table("names", "function")
    ):
        return False
    if "," in tokens[at.first].text or not near:
        return False
    counts = _plural(tokens, at.stop)
    if _opens(tokens, before):
        return not _counted_noun(_norm(tokens, at.stop))
    return not (counts and _norm(tokens, before - 1) in _table("names", "prepositions"))


def _named_in_words(line: Line, at: Stretch) -> bool:
    """Capitals on the number and on a neighbour: the Six Valleys, Big Three."""
    tokens, first = line.tokens, line.tokens[at.first]
    if line.titled or not first.text[0].isupper() or _opens(tokens, at.first):
        return False
    beside = (at.first - 1, at.stop)
    return any(_kind(tokens, i) == "word" and tokens[i].text[0].isupper() for i in beside)


def _street(tokens: Sequence[Token], at: Stretch) -> bool:
    """12 Quarry Street."""
    for k in range(at.stop, min(at.stop + 4, len(tokens))):
        if tokens[k].kind != "word" or not tokens[k].text[0].isupper():
            return False
        if k > at.stop and tokens[k].norm in _table("names", "streets"):
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
            _counted_noun(word)
        ):
            return True
    return False
