"""Words -> characters: what a reader would mark, with the signs that belong to it."""

from collections.abc import Iterable

from sayso.link.copies.words import Words
from sayso.model import Passage, Span

STOPS = ".!?…。！？"
PAIRS = {"“": "”", "„": "“", "«": "»", "‘": "’", "(": ")", "[": "]", '"': '"'}
CLOSING = frozenset(PAIRS.values())


def passages_of(
    words: Words, pair: tuple[int, int], found: Iterable[Passage]
) -> tuple[Passage, ...]:
    """Return passages as offsets into two texts, by number, from passages as numbers of words.

    Marks around a whole passage belong to it where both texts have them: else one quotes the
    other.

    >>> from sayso.link.copies.words import words_of
    >>> texts = ('It held (so far). "Go!"', 'They say it held. "Go!"')
    >>> passages_of(words_of(texts), (0, 1), [(0, 2, 7, 9), (4, 5, 9, 10)])
    ((0, 7, 9, 17), (18, 23, 18, 23))
    """
    spans = []
    texts = (words.texts[pair[0]], words.texts[pair[1]])
    for a0, a1, b0, b1 in found:
        one = _closed(texts[0], *words.span(pair[0], a0, a1))
        two = _closed(texts[1], *words.span(pair[1], b0, b1))
        if _is_marked(texts[0], one) and _is_marked(texts[1], two):
            one, two = (one[0] - 1, one[1] + 1), (two[0] - 1, two[1] + 1)
        spans.append((*one, *two))
    return tuple(spans)


def _closed(text: str, start: int, end: int) -> Span:
    """With the stop behind the last word, and the other half of any mark inside."""
    while end < len(text):
        sign = text[end]
        if sign in STOPS or (sign in CLOSING and _opens(text[start:end], sign)):
            end += 1
        else:
            break
    if start and text[start - 1] in PAIRS and _closes(text[start:end], text[start - 1]):
        start -= 1
    return start, end


def _opens(inside: str, closing: str) -> bool:
    if closing == '"':
        return inside.count(closing) % 2 == 1
    opening = [sign for sign, other in PAIRS.items() if other == closing]
    return sum(map(inside.count, opening)) > inside.count(closing)


def _closes(inside: str, opening: str) -> bool:
    if opening == '"':
        return inside.count(opening) % 2 == 1
    return inside.count(PAIRS[opening]) > inside.count(opening)


def _is_marked(text: str, span: Span) -> bool:
    start, end = span
    return start > 0 and end < len(text) and PAIRS.get(text[start - 1]) == text[end]
