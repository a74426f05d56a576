"""Which words of a text are quoted speech: what a third party said is no outlet's to copy."""

from collections.abc import Sequence

import numpy as np

from sayso.annotate.quotes import quotations
from sayso.link.copies.words import Flags, Words
from sayso.model import Article, Span

MARKS = "\"“”„«»'‘’` "


def quoted(article: Article) -> tuple[Span, ...]:
    """Return the speech in an article, marks left out: its quotations and embedded posts.

    >>> quoted(Article(id="a", text='Oram said: "We will not go." She stayed.'))
    ((12, 27),)
    """
    text = article.text
    spans = [_inner(text, span) for span in quotations(text)] if _has_marks(text) else []
    spans += [
        (block.start, block.end)
        for block in article.blocks
        if block.kind == "quote" and block.author
    ]
    return tuple(sorted(span for span in spans if span[0] < span[1]))


def _has_marks(text: str) -> bool:
    return any(mark in text for mark in ('"', "“", "”", "„", "«", "''", "``", "‘‘"))


def _inner(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in MARKS:
        start += 1
    while start < end and text[end - 1] in MARKS:
        end -= 1
    return start, end


def in_speech(words: Words, text: int, spans: Sequence[Span]) -> Flags:
    """Return which words of a text stand in one of the spans."""
    low, high = int(words.first[text]), int(words.first[text + 1])
    marked = np.zeros(high - low + 1, dtype=np.int64)
    if not spans:
        return marked[:-1] > 0
    starts = words.offsets(text).start
    bounds = np.array(spans)
    np.add.at(marked, np.searchsorted(starts, bounds[:, 0]), 1)
    np.add.at(marked, np.searchsorted(starts, bounds[:, 1]), -1)
    return np.cumsum(marked[:-1]) > 0
