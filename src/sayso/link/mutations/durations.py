"""Lengths of time as quantities: the grammar of numbers leaves them to the times."""

from collections.abc import Iterator, Sequence

import msgspec

from sayso.annotate.numbers import Number
from sayso.annotate.numbers.qualifiers import qualify
from sayso.annotate.numbers.tokens import lex
from sayso.annotate.numbers.words import small_words
from sayso.link.mutations.vocabulary import time_classes
from sayso.link.mutations.words import Word

# Characters on either side of a length in which its "about" or "or more" stands.
AROUND = 40
_DASHES = "-–—"


def durations(text: str, words: Sequence[Word], k0: int, k1: int) -> Iterator[Number]:
    """Yield the lengths of time in the words `k0:k1`, each with its unit as written.

    >>> from sayso.link.mutations.words import words
    >>> line = "It burned for about 50 minutes, and may smoke for three to five weeks."
    >>> [(n.low, n.best, n.high, n.approximate, n.unit) for n in
    ...     durations(line, list(words(line, 0, len(line))), 0, 14)]
    [(None, 50.0, None, True, 'minute'), (3.0, None, 5.0, False, 'week')]
    """
    k = k0
    while k < k1:
        first = _value(words[k])
        last, stop = _second_end(words, k, k1)
        unit = words[stop].norm.rstrip("s") if stop < k1 else ""
        if first is None or time_classes().get(unit) != "unit" or words[stop].before:
            k += 1
            continue
        is_range = last is not None and last > first
        yield _qualified(
            text,
            Number(
                start=words[k].start,
                end=words[stop - 1].end,
                low=first if is_range else None,
                best=None if is_range else first,
                high=last if is_range else None,
                unit=unit,
            ),
        )
        k = stop + 1


def _value(word: Word) -> float | None:
    if word.norm.replace(".", "", 1).isdigit():
        return float(word.norm)
    value = small_words().get(word.norm)
    return None if value is None else float(value)


def _second_end(words: Sequence[Word], k: int, k1: int) -> tuple[float | None, int]:
    """The upper end of "three to five", "3-5" and "between three and five", and what follows it."""
    if k + 1 < k1 and words[k + 1].before and words[k + 1].before in _DASHES:
        upper = _value(words[k + 1])
        if upper is not None:
            return upper, k + 2
    between = k > 0 and words[k - 1].norm in ("between", "from")
    if k + 2 < k1 and words[k + 1].norm in (("and", "to") if between else ("to", "or")):
        upper = _value(words[k + 2])
        if upper is not None:
            return upper, k + 3
    return None, k + 1


def _qualified(text: str, number: Number) -> Number:
    start = max(0, number.start - AROUND, text.rfind("\n", 0, number.start) + 1)
    tokens = lex(text[start : number.end + AROUND].split("\n", 1)[0])
    inside = [
        i
        for i, token in enumerate(tokens)
        if number.start <= start + token.start and start + token.end <= number.end
    ]
    if not inside:
        return number
    found = qualify(tokens, inside[0], inside[-1] + 1)
    return msgspec.structs.replace(number, bound=found.bound, approximate=found.approximate)
