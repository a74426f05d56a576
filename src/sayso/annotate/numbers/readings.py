"""One or two numerals and what they come to: plain, vague, a ratio, a range."""

from collections.abc import Sequence
from functools import cache

import msgspec

from sayso.annotate.numbers.lines import Line, counts_people, kind_at, listed
from sayso.annotate.numbers.numerals import numeral_at
from sayso.annotate.numbers.ranges import ends_at
from sayso.annotate.numbers.shares import Numeral
from sayso.annotate.numbers.tokens import Token, norm_at
from sayso.data import load

# Two in three, nine in ten: of more parts than these "in" tells where.
MOST_PARTS = 10
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
    ratio = _ratio(line.tokens, numeral)
    if ratio:
        return ratio
    ends = ends_at(line.tokens, numeral)
    if ends is None:
        return _plain(numeral)
    return Reading(ends.first, ends.stop, ends.low, None, ends.high, ends.rule, words=ends.words)


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


@cache
def _vague_openers() -> frozenset[str]:
    return frozenset(words[0] for words in _vague_words())


def _vague(tokens: Sequence[Token], i: int) -> Reading | None:
    """Dozens, several hundred, tens of thousands: by the table of vague words."""
    if tokens[i].norm not in _vague_openers():
        return None
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
    if norm_at(tokens, part.stop) == "over":
        return _fraction(tokens, part)
    if kind_at(tokens, part.stop) == "word" and part.value == 1:
        apart = _noun_between(tokens, part)
        if apart:
            return apart
    if norm_at(tokens, part.stop) not in ("in", "out"):
        return None
    link = tuple(token.norm for token in tokens[part.stop : part.stop + 2])
    size = 2 if link == ("out", "of") else 1 if link[:1] == ("in",) else 0
    if link == ("in", "every"):
        size = 2
    start = part.stop + size
    whole = numeral_at(tokens, start) if size and start < len(tokens) else None
    if whole is None or not 0 < part.value < whole.value or part.form == "share":
        return None
    whole_words = part.form == whole.form == "words" and whole.value <= MOST_PARTS
    after = norm_at(tokens, whole.stop)
    if whole_words and link[:1] == ("in",) and (after == "of" or counts_people(after)):
        return _share(part, whole)
    if part.value == 1 and link[:1] == ("in",) and _stands_alone(tokens, part.first, whole.stop):
        return _share(part, whole)
    head = f"{whole.value:.0f}".rstrip("0")
    round_whole = len(head) == 1 and (whole.value <= 10 or whole.value >= 100 or part.value == 1)
    if part.value > _SMALL or not (round_whole or whole.value == 20):
        return None
    loose = part.value > 1 and not (whole.value in (5, 10, 20, 100, 1000) and link[0] == "in")
    if link[0] == "in" and (loose or after in load("numbers")["dates"]["spans"]):
        return None
    return _share(part, whole)


def _noun_between(tokens: Sequence[Token], part: Numeral) -> Reading | None:
    """One farmer in eight, one child in five: the noun stands inside the share."""
    noun = norm_at(tokens, part.stop)
    if norm_at(tokens, part.stop + 1) != "in" or noun in ("in", "out", "of") or noun.endswith("s"):
        return None
    start = part.stop + (3 if norm_at(tokens, part.stop + 2) == "every" else 2)
    whole = numeral_at(tokens, start) if start < len(tokens) else None
    if whole is None or whole.form == "share" or not 1 < whole.value <= 100:
        return None
    behind = norm_at(tokens, whole.stop)
    counts = counts_people(behind) or (len(behind) > 3 and behind.endswith("s"))
    if counts or not (counts_people(f"{noun}s") or counts_people(noun)):
        return None
    return _share(part, whole)


def _share(part: Numeral, whole: Numeral) -> Reading:
    value = part.value / whole.value
    return Reading(part.first, whole.stop, None, value, None, "share as a ratio", words=True)


def _stands_alone(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """One in 35 children, and one in 35 where a clause ends: not "one in 21 attacks"."""
    after = norm_at(tokens, stop)
    opens = first == 0 or tokens[first - 1].norm in listed("ratios", "before")
    return counts_people(after) or (opens and not after[:1].isalpha()) or (
        opens and after in ("is", "was", "are", "were", "of", "chance", "odds")
    )  # fmt: skip


def _fraction(tokens: Sequence[Token], part: Numeral) -> Reading | None:
    """One over twenty: a fraction read out, where nothing is counted behind it."""
    whole = numeral_at(tokens, part.stop + 1) if part.stop + 1 < len(tokens) else None
    if whole is None or part.form == "share" or whole.value <= part.value:
        return None
    alone = norm_at(tokens, whole.stop) in ("", ".", "?", "!", ",", ";", ")")
    return _share(part, whole) if alone and part.value <= _SMALL else None
