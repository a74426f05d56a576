"""A place in a series: image 3 of 5, page 2/3, 1 of 7 above a caption."""

from collections.abc import Sequence

from sayso.annotate.numbers.lines import Stretch, listed
from sayso.annotate.numbers.tokens import Token, norm_at

BETWEEN = ("of", "/")


def in_series(tokens: Sequence[Token], at: Stretch) -> bool:
    """Return whether a numeral tells which one of a series this is, or how many there are.

    >>> from sayso.annotate.numbers.tokens import lex
    >>> def told(text, first):
    ...     at = Stretch(first=first, stop=first + 1, words=False, measured=False)
    ...     return in_series(lex(text), at)
    >>> told("Image 3 of 5 Two men were shot", 1), told("Image 3 of 5 Two men were shot", 3)
    (True, True)
    >>> told("1 / 12 A man walks past the ruins", 2), told("3 of 5 men were shot", 0)
    (True, False)
    """
    if at.words:
        return False
    for first in (at.first, _before(tokens, at.first)):
        last = None if first is None else _behind(tokens, first)
        if first is None or last is None or at.first not in (first, last):
            continue
        if not _is_place(tokens[first].text, tokens[last].text):
            continue
        before = first - 2 if norm_at(tokens, first - 1) == ":" else first - 1
        named = norm_at(tokens, before).removesuffix("s") in listed("series", "of")
        if named or (first == 0 and _caption(tokens, last + 1)):
            return True
    return False


def _behind(tokens: Sequence[Token], first: int) -> int | None:
    """The last number of a series, past "of" or a slash, or past both."""
    i = first + 1
    while i < first + 3 and norm_at(tokens, i) in BETWEEN:
        i += 1
    return i if i > first + 1 and i < len(tokens) and tokens[i].kind == "num" else None


def _before(tokens: Sequence[Token], last: int) -> int | None:
    i = last - 1
    while i > last - 3 and norm_at(tokens, i) in BETWEEN:
        i -= 1
    return i if i < last - 1 and i >= 0 and tokens[i].kind == "num" else None


def _is_place(number: str, last: str) -> bool:
    return number.isdigit() and last.isdigit() and 1 <= int(number) <= int(last)


def _caption(tokens: Sequence[Token], i: int) -> bool:
    """Whether nothing, a word of a gallery or the first word of a sentence comes next."""
    if i >= len(tokens):
        return True
    norm = tokens[i].norm
    opens = tokens[i].text[:1].isupper() and norm in listed("names", "function")
    return opens or norm in listed("series", "behind")
