"""Words of a text as they are compared: without case, contractions and spelling habits."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from sayso.data import load

# A longer run is a key or debris, and no word.
LONGEST_WORD = 40
_WORD = re.compile(
    r"[^\W_]{0,20}[^\W\d_]\d[^\W_]*+|\d[^\W\d_]{4,}+"
    r"|\d+(?:[.,:/]\d+)*+(?:st|nd|rd|th|s)?\b|\d+(?:[.,:/]\d+)*+"
    r"|(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’.&][^\W\d_]+)*+|[½⅓⅔¼¾%$€£]"
)
_DIGITS = re.compile(r"[\d.:/]+(?:st|nd|rd|th|s)?")
_PARTS = re.compile(r"\S+")


class Word(msgspec.Struct, frozen=True):
    """A word with its place, its form for comparison, and the marks right before it.

    `opens` is true for the first word of a sentence, `sentence` counts the sentences of the text.
    """

    start: int
    end: int
    text: str
    norm: str
    before: str
    opens: bool = False
    sentence: int = 0

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def lower(self) -> str:
        return self.text[:LONGEST_WORD].lower()

    @property
    def digits(self) -> bool:
        return _DIGITS.fullmatch(self.norm) is not None


def words(text: str, start: int, end: int) -> Iterator[Word]:
    """Yield the words of `text[start:end]` in order.

    A contracted "not" is a word of its own, at the place where it is written.

    >>> [word.norm for word in words("Oram's men can't say: 1,200 or 1200?", 0, 36)]
    ['oram', 'men', 'can', 'not', 'say', '1200', 'or', '1200']
    """
    last = start
    for match in _WORD.finditer(text, start, end):
        marks = "".join(_PARTS.findall(text[last : match.start()][-8:]))
        if "\n\n" in text[last : match.start()]:
            marks += "\n"
        for piece in _pieces(match.start(), match.group()):
            yield Word(*piece, marks)
            marks = ""
        last = match.end()


def _pieces(start: int, text: str) -> Iterator[tuple[int, int, str, str]]:
    end = start + len(text)
    lower = text[:LONGEST_WORD].lower().replace("’", "'")
    if lower == "cannot":
        yield start, start + 3, text[:3], "can"
        yield start + 3, end, text[3:], "not"
    elif lower.endswith("n't") and len(lower) > 3:
        stem = _contracted().get(lower, lower[:-3])
        yield start, end - 3, text[:-3], stem
        yield end - 3, end, text[-3:], "not"
    elif lower in _run_together():
        yield start, end - 2, text[:-2], _run_together()[lower]
        yield end - 2, end, text[-2:], "not"
    else:
        yield start, end, text, _norm(lower)


def _norm(lower: str) -> str:
    if lower[0].isdigit():
        return lower.replace(",", "")
    if lower.endswith("'s"):
        lower = lower[:-2]
    if "." in lower:
        lower = lower.replace(".", "")
    return _spellings().get(lower, lower)


@cache
def _run_together() -> dict[str, str]:
    return dict(load("mutation_words")["run_together"])


@cache
def _contracted() -> dict[str, str]:
    return dict(load("mutation_words")["contracted"])


@cache
def _spellings() -> dict[str, str]:
    return {
        variant: name
        for name, variants in load("mutation_words")["spellings"].items()
        for variant in variants
    }
