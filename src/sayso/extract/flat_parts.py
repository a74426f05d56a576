"""Flattened text that holds several whole articles: each opens with headline, byline and date.

Only where it cannot be mistaken: every article has all three above a long run of prose, and no two
have the same.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from sayso.extract.dates import date_line
from sayso.extract.furniture import furniture
from sayso.extract.heads import head_line
from sayso.extract.people import byline
from sayso.extract.pieces import fold

HEADLINE = (4, 25)  # Words; shorter ones are labels, longer ones sentences.
LONGEST = 200  # Characters of a line that names somebody.
HEAD_LINES = 3  # Lines below a headline within which byline and date stand.
NEAR = 20  # Lines below a head within which its prose stands; a foot is further off.
LEAST_LINES = 3  # Lines of prose below a head; teasers have one or two.
LEAST_WORDS = 120
PROSE_WORDS = 12
OPENED = re.compile(r"^by |\bBy |^\w+ by ")
ENDED = (".", "!", "?", "…", "”", '"', "’", "»")
UNENDED = (*ENDED, ":", ",", ";")


class FlatPart(msgspec.Struct, frozen=True):
    """One article of a text: its headline, and its lines from there on."""

    headline: str
    text: str


class _Head(msgspec.Struct, frozen=True):
    at: int
    headline: str
    names: tuple[str, ...]
    date: str


def flat_parts(text: str) -> tuple[FlatPart, ...]:
    """Return the articles of a text that holds several, in their order; else nothing.

    >>> told = "The dam at Ostrava held all night, the river office said on Monday evening.\\n" * 12
    >>> one = f"Dam in Ostrava holds\\nBy Ana Reyl\\nPublished May 3, 2031\\n{told}"
    >>> two = f"Ferry to Karsk late\\nBy Bo Marsh\\nPublished May 4, 2031\\n{told}"
    >>> [part.headline for part in flat_parts(one + two)], flat_parts(one)
    (['Dam in Ostrava holds', 'Ferry to Karsk late'], ())
    """
    if text.count("\n") < 2 * (HEAD_LINES + LEAST_LINES):
        return ()
    lines = text.splitlines()
    shown = [(at, line) for at, raw in enumerate(lines) if (line := fold(raw))]
    opened = tuple(_heads(shown))
    heads = tuple(_long(shown, opened)) if len(opened) > 1 else ()
    if len(heads) < 2 or not _differ(heads):
        return ()
    # What stands above the first head is the page's, and goes with its first article.
    starts = [0, *(head.at for head in heads[1:])]
    ends = [*starts[1:], len(lines)]
    return tuple(
        FlatPart(head.headline, "\n".join(lines[start:end]))
        for head, start, end in zip(heads, starts, ends, strict=True)
    )


def _heads(shown: Sequence[tuple[int, str]]) -> Iterator[_Head]:
    signed = [_names(line) if len(line) <= LONGEST else () for _, line in shown]
    if sum(map(bool, signed)) < 2:
        return
    for place, (at, line) in enumerate(shown):
        below = range(place + 1, min(place + 1 + HEAD_LINES, len(shown)))
        names = next((signed[other] for other in below if signed[other]), ())
        if not names or not _is_headline(line):
            continue
        date = next((day for other in below if (day := _date(shown[other][1]))), None)
        if date:
            yield _Head(at, line, names, date)


def _long(shown: Sequence[tuple[int, str]], heads: Sequence[_Head]) -> Iterator[_Head]:
    """Those with a long run of prose close below; the others are teasers'."""
    ends = [*(head.at for head in heads[1:]), shown[-1][0] + 1]
    for head, end in zip(heads, ends, strict=True):
        below = [line for at, line in shown if head.at < at < end][:NEAR]
        told = [words for line in below if (words := _prose_words(line))]
        if len(told) >= LEAST_LINES and sum(told) >= LEAST_WORDS:
            yield head


def _differ(heads: Sequence[_Head]) -> bool:
    """No two heads are the same article's: neither the headline nor the rest is the same."""
    titles = {head.headline.lower() for head in heads}
    signed = {(head.names, head.date) for head in heads}
    return len(titles) == len(signed) == len(heads)


def _is_headline(line: str) -> bool:
    words = line.count(" ") + 1
    return (
        HEADLINE[0] <= words <= HEADLINE[1]
        and not line.endswith(UNENDED)
        and not line[0].islower()
        and not _names(line)
        and not _date(line)
        and furniture(line) is None
    )


def _names(line: str) -> tuple[str, ...]:
    if not OPENED.search(line):  # "Author:" stands below the titles of books, too
        return ()
    if read := byline(line):
        return (*read.authors, read.agency or "")
    head = head_line(line)
    return head.people.authors if head and head.people else ()


def _date(line: str) -> str | None:
    if day := date_line(line):
        return day[1][:10]
    head = head_line(line)
    return head.date[:10] if head else None


def _prose_words(line: str) -> int:
    words = line.count(" ") + 1
    if words < PROSE_WORDS or not line.endswith(ENDED) or furniture(line):
        return 0
    return words
