"""Numerals that are no quantity: names, dates, clock times, scores, codes, pronouns."""

import re
from collections.abc import Sequence

from sayso.annotate.numbers.lines import Line, Stretch, counts_people, kind_at, listed, touches_next
from sayso.annotate.numbers.names import in_address, is_named, is_phone, is_street
from sayso.annotate.numbers.pointers import points
from sayso.annotate.numbers.series import in_series
from sayso.annotate.numbers.tokens import Token, norm_at
from sayso.annotate.numbers.unit_names import codes
from sayso.annotate.numbers.units import unit_before
from sayso.annotate.numbers.words import small_words


def label(line: Line, at: Stretch) -> str | None:
    """Return why the numeral is no quantity, or null where it may be one."""
    tokens = line.tokens
    if in_address(line.text, tokens[at.first].start, tokens[at.stop - 1].end):
        return "address"
    if _coordinate(tokens, at):
        return "coordinate"
    if in_series(tokens, at):
        return "place in a series"
    if pointed := points(tokens, at):
        return pointed
    if at.measured:
        named = _glued_name(tokens, at.first) or _calibre(tokens, at)
        return "name" if named else None
    checks = (_glued, _date, _clock, _hour, _place_in, _length_of_time, _idiom, _one, _list_mark)
    for check in checks:
        if check(tokens, at):
            return check.__name__.strip("_")
    if not at.words and (_year(tokens, at) or _chain(tokens, at) or _code(tokens, at)):
        return "year or code"
    return (
        "name"
        if is_named(line, at) or is_street(tokens, at) or (not at.words and is_phone(line, at))
        else None
    )


def _calibre(tokens: Sequence[Token], at: Stretch) -> bool:
    """155mm shells, a 9mm pistol: which kind, and no measure of anything."""
    j = at.stop + 1 if norm_at(tokens, at.stop) == "-" else at.stop
    weapon = norm_at(tokens, j + 1)
    return norm_at(tokens, j) in ("mm", "millimetre", "millimeter") and (
        weapon.removesuffix("s") in listed("names", "calibres")
    )


# 33.9192 -118.3334: so many decimals, twice, are a place on the map.
COORDINATE = re.compile(r"[0-9]{1,3}\.[0-9]{4,}")


def _coordinate(tokens: Sequence[Token], at: Stretch) -> bool:
    if at.words or not COORDINATE.fullmatch(tokens[at.stop - 1].text):
        return False
    near = (*tokens[max(0, at.first - 3) : at.first], *tokens[at.stop : at.stop + 3])
    return any(COORDINATE.fullmatch(token.text) for token in near)


def _touches_both(tokens: Sequence[Token], i: int) -> bool:
    return touches_next(tokens, i - 1) and touches_next(tokens, i)


def _glued_name(tokens: Sequence[Token], i: int) -> bool:
    """T-14, Ka-50: letters before the digits, with a dash or without."""
    if touches_next(tokens, i - 1) and kind_at(tokens, i - 1) == "word":
        return tokens[i - 1].text not in codes() and unit_before(tokens, i) is None
    dashed = norm_at(tokens, i - 1) == "-" and _touches_both(tokens, i - 1)
    return dashed and kind_at(tokens, i - 2) in ("word", "num")


def _glued(tokens: Sequence[Token], at: Stretch) -> bool:
    if _glued_name(tokens, at.first) or norm_at(tokens, at.first - 1) in ("#", "№", "/", "&", "'"):
        return True
    if norm_at(tokens, at.stop) == "/" and touches_next(tokens, at.stop - 1):
        return True
    if norm_at(tokens, at.stop) in ("'", "’") and norm_at(tokens, at.stop + 1) == "s":
        return True  # the 80's
    if touches_next(tokens, at.stop - 1) and kind_at(tokens, at.stop) in ("word", "num", "frac"):
        return True  # 4th, 1990s, 737MAX
    dashed = norm_at(tokens, at.stop) == "-" and _touches_both(tokens, at.stop)
    after = at.stop + 1
    if not dashed or after >= len(tokens):
        return False
    if tokens[after].kind != "word" or not tokens[after].text.islower():
        return True  # 3-2, 50-50, 20-D
    return at.first + 1 == at.stop and tokens[at.first].norm == "one"


def _date(tokens: Sequence[Token], at: Stretch) -> bool:
    months = listed("dates", "months")
    before = at.first - 2 if norm_at(tokens, at.first - 1) == "." else at.first - 1
    month = norm_at(tokens, before)
    ends = norm_at(tokens, at.stop) in (",", ".", "")
    if month in months and (month != "may" or tokens[before].text[0].isupper() or ends):
        return True
    after = at.stop + 1 if norm_at(tokens, at.stop) == "of" else at.stop
    month = norm_at(tokens, after)
    small = norm_at(tokens, at.first - 1) == "on"
    return not at.words and month in months and (tokens[after].text[0].isupper() or small)


# "It went on until four.", "on Sunday at four": an hour, with nothing behind it.
_AT = frozenset(("at", "by", "until", "till", "since", "before", "after", "around", "from"))
_DAYTIME = frozenset(("this", "tonight", "sharp", "yesterday", "today", "tomorrow"))
_UNTIL = frozenset(("until", "till", "since", "before", "after"))
_BEGINNING = frozenset(
    (
        "begin",
        "begins",
        "began",
        "opens",
        "opened",
        "starts",
        "started",
        "closes",
        "ends",
        "ended",
        "again",
        "noon",
    )
)
_DAILY = frozenset(("morning", "evening", "daily"))
_PLACES = frozenset(
    ("page", "pages", "chapter", "verse", "platform", "gate", "ward", "channel", "line", "lines")
)


def _hour(tokens: Sequence[Token], at: Stretch) -> bool:
    text = tokens[at.first].text
    if at.stop - at.first > 1 or (text.isdigit() and not 1 <= int(text) <= 12):
        return False
    if not text.isdigit() and not 1 <= small_words().get(text.lower(), 0) <= 12:
        return False
    behind = norm_at(tokens, at.stop)
    if behind in _DAYTIME and norm_at(tokens, at.first - 1) in _AT:
        return True  # at five this afternoon
    if (
        behind
        and (behind[0].isalpha() or behind in ("-", "%", "$"))
        and behind not in ("with", "and")
    ):
        return False
    before, earlier = norm_at(tokens, at.first - 1), norm_at(tokens, at.first - 2)
    if before in _UNTIL:
        return behind != "and"
    return before == "at" and (earlier in _BEGINNING or earlier in _DAILY | listed("dates", "days"))


def _place_in(tokens: Sequence[Token], at: Stretch) -> bool:
    """On page five, from platform two."""
    return norm_at(tokens, at.first - 1) in _PLACES and at.stop - at.first == 1


_HANDS = frozenset(("quarter", "half", "minutes"))


def _clock(tokens: Sequence[Token], at: Stretch) -> bool:
    colon = norm_at(tokens, at.stop) == ":" and touches_next(tokens, at.stop - 1)
    if colon and touches_next(tokens, at.stop) and kind_at(tokens, at.stop + 1) == "num":
        return True
    if (
        norm_at(tokens, at.first - 1) == ":"
        and touches_next(tokens, at.first - 1)
        and touches_next(tokens, at.first - 2)
    ):
        return True
    if norm_at(tokens, at.first - 1) in ("to", "past") and norm_at(tokens, at.first - 2) in _HANDS:
        return True  # a quarter to two
    if norm_at(tokens, at.stop) in ("a", "p") and norm_at(tokens, at.stop + 2) == "m":
        return norm_at(tokens, at.stop + 1) == "."  # 8 p. m.
    return norm_at(tokens, at.stop) in listed("dates", "clock")


def _length_of_time(tokens: Sequence[Token], at: Stretch) -> bool:
    """30 days, the six-month siege, three to four more weeks."""
    spans = listed("dates", "spans")
    j = at.stop + 1 if norm_at(tokens, at.stop) == "-" else at.stop
    if norm_at(tokens, j) in listed("dates", "between"):
        j += 1
    return norm_at(tokens, j).removesuffix("'") in spans


def _idiom(tokens: Sequence[Token], at: Stretch) -> bool:
    after = at.stop + 1 if norm_at(tokens, at.stop) == "-" else at.stop
    if norm_at(tokens, after) in listed("idioms", "after"):
        return True
    if norm_at(tokens, at.stop) in ("a", "an") and norm_at(tokens, at.stop - 1) == "half":
        return norm_at(tokens, at.stop + 1) in listed("dates", "spans")  # half an hour
    return "half" in (norm_at(tokens, at.first), norm_at(tokens, at.stop - 1)) and (
        norm_at(tokens, at.first - 1) in ("in", "second", "first", "by", "latter", "better")
        or norm_at(tokens, at.stop) in ("-", "past", "time")
        or norm_at(tokens, at.stop) in listed("dates", "spans")
    )


def _one(tokens: Sequence[Token], at: Stretch) -> bool:
    if at.stop - at.first > 1 or tokens[at.first].norm != "one":
        return False
    before, after = norm_at(tokens, at.first - 1), norm_at(tokens, at.stop)
    counting = before in listed("one", "firmly") or (
        after in ("is", "was", "has") and before in ("", ";", ",", "and", "but")
    )
    if counting:
        return after in ("of", "another")
    alone = not after or not after[0].isalpha()
    if alone and before.isalpha() and before not in listed("one", "counting"):
        return True  # "a stronger one"
    return before in listed("one", "before") or after in listed("one", "after")


def _list_mark(tokens: Sequence[Token], at: Stretch) -> bool:
    """`1)` and, where a line begins with it, `1.`"""
    if at.words or at.stop - at.first > 1:
        return False
    if norm_at(tokens, at.stop) == ")":
        return not any(
            norm_at(tokens, i).startswith("(") for i in range(max(0, at.first - 8), at.first)
        )
    opens = at.first == 0 and norm_at(tokens, at.stop) == "." and at.stop + 1 < len(tokens)
    return opens and tokens[at.stop + 1].start > tokens[at.stop].end


def _year(tokens: Sequence[Token], at: Stretch) -> bool:
    """A bare numeral of four digits that reads as a year, or a pair such as 2024-25."""
    text = tokens[at.first].text
    if len(text) != 4 or not text.isdigit() or not 1000 <= int(text) <= 2100:
        return False
    before, after = norm_at(tokens, at.first - 1), norm_at(tokens, at.stop)
    if counts_people(after) and before not in ("the", "in", "since", "'s"):
        return False
    if int(text) >= 1900:
        return True
    return before in listed("dates", "before_year") and not counts_people(after)


def _code(tokens: Sequence[Token], at: Stretch) -> bool:
    """Pellin, PA 23456; 24703 L-202; the 486 is: numerals that name and do not count."""
    text = tokens[at.first].text
    if at.stop - at.first > 1 or not text.isdigit() or len(text) < 3:
        return False
    before = tokens[at.first - 1] if at.first else None
    state = before is not None and len(before.text) == 2 and before.text.isupper()
    if state and len(text) == 5 and norm_at(tokens, at.first - 2) == ",":
        return True
    after = norm_at(tokens, at.stop)
    if norm_at(tokens, at.first - 1) == "the" and after in ("is", "was", "has"):
        return True
    dashed = norm_at(tokens, at.stop + 1) == "-" and _touches_both(tokens, at.stop + 1)
    glued = touches_next(tokens, at.stop) and kind_at(tokens, at.stop + 1) == "num"
    return len(after) == 1 and after.isalpha() and (dashed or glued)


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
