"""Sentence boundaries by punctuation, without a parse."""

import re

from sayso.data import load
from sayso.model import Span

_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9])|\n\s*\n")


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` in order; none crosses a blank line.

    >>> sentences("Mr. Oram left. Nobody saw him.")
    ((0, 14), (15, 30))
    """
    abbreviations = frozenset(load("abbreviations")["words"])
    found: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match.group().startswith("."):
            word = text[start : match.start()].rsplit(None, 1)[-1:] or [""]
            last = word[0].lstrip("\"“‘'([")
            if last in abbreviations or (len(last) == 1 and last.isupper()):
                continue
        found.append((start, match.end()))
        start = match.end()
    found.append((start, len(text)))
    return tuple(trimmed for span in found if (trimmed := _trim(text, span)))


def _trim(text: str, span: Span) -> Span | None:
    piece = text[span[0] : span[1]]
    inner = piece.strip()
    start = span[0] + len(piece) - len(piece.lstrip())
    return (start, start + len(inner)) if inner else None
