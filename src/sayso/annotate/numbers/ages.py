"""Ages: a 12-year-old, aged 7 to 9, under the age of five, and the age behind a name."""

from collections.abc import Sequence
from functools import cache

import msgspec

from sayso.annotate.numbers.lines import counts_people, listed
from sayso.annotate.numbers.readings import Reading
from sayso.annotate.numbers.tokens import Token, lex, norm_at, touching
from sayso.annotate.numbers.words import small_words
from sayso.data import load

# Ages stop here: "Oram, 140," is something else.
OLDEST = 115
_LEADS = frozenset(("aged", "age", "ages"))
_SIDES = frozenset(("over", "under", "above", "below"))
_EXTREMES = frozenset(("youngest", "oldest", "eldest"))
_BETWEEN = frozenset((",", "and", "or", "to", "-", "between", "from"))
# What closes an age that stands behind a name.
_ENDS = frozenset((",", ";", ".", ")", "(", "[", "-", "and", ""))
_GOES_ON = frozenset(
    ("and", "as", "from", "is", "was", "who", "has", "had", "told", "said", "died", "to")
)
QUOTES = frozenset('"”’')
_REACH = 8  # tokens from "aged" to the last of its numbers


class Age(msgspec.Struct, frozen=True):
    """The unit, where the words before the number begin, and where those behind it end."""

    name: str
    first: int
    stop: int


@cache
def _behind() -> dict[tuple[str, ...], str]:
    ages = load("numbers")["ages"]
    return {
        tuple(token.norm for token in lex(f"{word} {tail}") if token.norm != "-"): name
        for name, words in ages["spans"].items()
        for word in words
        for tail in ages["tails"]
    } | {tuple(token.norm for token in lex(short)): "year of age" for short in ages["short"]}


def age_at(tokens: Sequence[Token], reading: Reading, titled: bool) -> Age | None:
    """Return the age that the reading is, or null.

    >>> from sayso.annotate.numbers.lines import Line
    >>> from sayso.annotate.numbers.readings import reading_at
    >>> tokens = lex("a 12-year-old boy")
    >>> age_at(tokens, reading_at(Line("", tokens, False), 1), False).name
    'year of age'
    """
    found = _behind_number(tokens, reading)
    if found:
        return found
    lead = _lead(tokens, reading)
    if lead is not None:
        return Age("year of age", lead, reading.stop)
    value = reading.best or 0
    if 0 < value <= OLDEST and value == int(value) and _behind_name(tokens, reading):
        return Age("year of age", reading.first, reading.stop)
    return None


@cache
def _openers() -> frozenset[str]:
    return frozenset(words[0] for words in _behind())


def _behind_number(tokens: Sequence[Token], reading: Reading) -> Age | None:
    behind = reading.stop + 1 if norm_at(tokens, reading.stop) == "-" else reading.stop
    if norm_at(tokens, behind) not in _openers():
        return None
    places = [k for k in range(reading.stop, min(reading.stop + 7, len(tokens)))
              if tokens[k].norm != "-"][:4]  # fmt: skip
    words = tuple(tokens[k].norm for k in places)
    for size in range(len(words), 0, -1):
        name = _behind().get(words[:size])
        if name:
            return Age(name, reading.first, places[size - 1] + 1)
    return None


def _lead(tokens: Sequence[Token], reading: Reading) -> int | None:
    """Aged 7 and 9; under the age of five; age 12: where the words before the number begin."""
    for value in (reading.low, reading.best, reading.high):
        if value is not None and not 0 <= value <= OLDEST:
            return None
    i = reading.first - 1
    if norm_at(tokens, i) == ":" and norm_at(tokens, i - 1) in _LEADS:
        return i - 1  # Age: 27
    if norm_at(tokens, i) == "of" and norm_at(tokens, i - 1) in ("age", "ages"):
        return i - 2 if norm_at(tokens, i - 2) == "the" else i - 1
    if (
        norm_at(tokens, i) in _SIDES
        and _people(norm_at(tokens, i - 1))
        and not _counted(tokens, reading)
    ):
        return reading.first  # people over 75
    if norm_at(tokens, i) in ("is", "was", "aged") and norm_at(tokens, i - 1) in _EXTREMES:
        return reading.first  # the youngest is 11
    softened = norm_at(tokens, i) in ("about", "around", "under", "over", "roughly", "just")
    if softened and norm_at(tokens, i - 1) == "aged":
        return reading.first
    for k in range(i, max(-1, i - _REACH), -1):
        word = tokens[k].norm
        if word in _LEADS:
            alone = (word != "age" or k == i) and (k == i or not _counts(tokens, reading.stop))
            return reading.first if alone and not _is_era(tokens, k) else None
        if tokens[k].kind != "num" and word not in _BETWEEN and word not in small_words():
            return None
    return None


def _people(word: str) -> bool:
    return counts_people(word) or word in ("those", "anyone", "everyone", "all", "anybody")


def _counted(tokens: Sequence[Token], reading: Reading) -> bool:
    """Whether a noun stands behind the number, so that the number counts that."""
    after = tokens[reading.stop] if reading.stop < len(tokens) else None
    if after is None or after.kind != "word":
        return False
    return after.norm not in (
        "and",
        "or",
        "who",
        "were",
        "are",
        "in",
        "to",
        "have",
        "had",
        "died",
        "at",
        "is",
        "will",
    )


def _counts(tokens: Sequence[Token], j: int) -> bool:
    """Two women, ages 37 and 52, and three men: the three count the men."""
    word = norm_at(tokens, j)
    return counts_people(word) or (len(word) > 3 and word.endswith("s"))


def _is_era(tokens: Sequence[Token], k: int) -> bool:
    """The Ice Ages, dark ages."""
    return tokens[k].norm == "ages" and norm_at(tokens, k - 1) in ("ice", "middle", "dark")


def _behind_name(tokens: Sequence[Token], reading: Reading) -> bool:
    """Petar Oram, 34, was hurt; Mila Oram, 19; both 16, fled."""
    i = reading.first
    if i < 2 or reading.words or touching(tokens, i):
        return False
    after = norm_at(tokens, reading.stop)
    if norm_at(tokens, i - 1) in ("both", "each") and norm_at(tokens, i - 2) == ",":
        return after in _ENDS
    if tokens[i - 1].text in QUOTES and norm_at(tokens, i - 2) == ",":
        i -= 1  # “Ox,” 20, of Velmar
    if norm_at(tokens, i - 1) != ",":
        return False
    name = tokens[i - 2]
    if name.kind != "word" or len(name.text) < 2:
        return False
    if name.norm in load("numbers")["dates"]["months"]:
        return False
    people = counts_people(name.norm) or counts_people(f"{name.norm}s")
    if after == "," and (name.text[0].isupper() or people):
        return True
    if _one_of_them(tokens, i - 2) and after in _ENDS:
        return True
    return _full_name(tokens, i - 2) and _after_age(tokens, reading.stop)


def _one_of_them(tokens: Sequence[Token], last: int) -> bool:
    """Faith, 6, and Elijah, 10: the last of those whose ages are told."""
    before = last - 1 if norm_at(tokens, last - 1) in ("and", "or") else last
    if before < 3 or norm_at(tokens, before - 1) not in (",", ";"):
        return False
    return (
        _is_name(tokens, last)
        and tokens[before - 2].kind == "num"
        and (norm_at(tokens, before - 3) == ",")
    )


def _after_age(tokens: Sequence[Token], stop: int) -> bool:
    after = norm_at(tokens, stop)
    if after == "of":  # Mila Oram, 20, of Velmar
        return stop + 1 < len(tokens) and tokens[stop + 1].text[0].isupper()
    return after in _ENDS or after in _GOES_ON


def _full_name(tokens: Sequence[Token], last: int) -> bool:
    """Two words or more in capitals that no preposition leads: a person, and no place."""
    first = last
    while first > 0 and _is_name(tokens, first - 1):
        first -= 1
    lead = norm_at(tokens, first - 1)
    return (
        _is_name(tokens, last) and last - first >= 1 and lead not in listed("names", "prepositions")
    )


def _is_name(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if token.norm == "." and i > 0:  # Edgar S. Rios
        return len(tokens[i - 1].text) <= 2 and tokens[i - 1].text[0].isupper()
    return token.kind == "word" and token.text[0].isupper()
