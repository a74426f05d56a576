"""Quotations: where they open and close, whatever marks the page uses."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from sayso.model import Span, Speech

# A line is looked at once for whether it is blank, however many blank lines there are.
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![^\S\n]*\n)[^\n]*)*")
_MARK = re.compile(r"[“”„«»\"]|''|``|‘‘|’’")
_OPENING = frozenset({"“", "„", "«", "``", "‘‘"})
_CLOSING = frozenset({"”", "»", "’’"})
# British pages quote in single marks, which are apostrophes as well: "the ’90s", "rock ’n’ roll".
_SINGLE = re.compile(
    r"(?P<open>(?:(?<=[\s(\[—–:\"“])|^)[‘'](?=[^\W_]|[\"“$£€])"
    r"(?!\d0s|n['’]|(?:tis|twas|em|cause|til|round)\b))"
    r"|(?P<close>(?<=[\w.,!?…%)\"”])['’](?!\w))",
    re.MULTILINE,
)
# Behind these a closing mark is no possessive; nor is one with these behind it.
_ENDS_SPEECH = frozenset('.,!?…"”)')
_FOLLOWS_SPEECH = frozenset('.,;:!?)—–"”')


def quotations(text: str) -> tuple[Span, ...]:
    """Return the quotations of `text` with their marks, in order and apart from each other.

    A quotation that is opened anew in each paragraph and not closed ends with its paragraph; any
    other mark without its partner is passed over.

    >>> quotations('Oram said "no" and “never”.')
    ((10, 14), (19, 26))
    """
    paragraphs = [
        match.span() for match in _PARAGRAPH.finditer(text) if not match.group().isspace()
    ]
    found: list[Span] = []
    for i, (start, end) in enumerate(paragraphs):
        following = text[slice(*paragraphs[i + 1])].lstrip()[:1] if i + 1 < len(paragraphs) else ""
        double = tuple(_in_paragraph(text, (start, end), following in {"“", '"', "„", "«"}))
        found.extend(_with_single(text, (start, end), double, following in {"‘", "'"}))
    return tuple(found)


def _with_single(
    text: str, paragraph: Span, double: Sequence[Span], goes_on: bool
) -> Iterator[Span]:
    """Yield the quotations of a paragraph in order, of two that overlap the first to open."""
    end = -1
    for span in sorted((*double, *_single(text, paragraph, goes_on))):
        if span[0] >= end:
            yield span
            end = span[1]


def _single(text: str, paragraph: Span, goes_on: bool) -> Iterator[Span]:
    opened: int | None = None
    possessive: int | None = None
    for match in _SINGLE.finditer(text, *paragraph):
        if match["open"]:
            if opened is not None and possessive is not None:
                yield (opened, possessive)
            opened, possessive = match.start(), None
        elif opened is not None and _is_closing(text, match.start(), paragraph[1]):
            yield (opened, match.end())
            opened, possessive = None, None
        elif opened is not None and possessive is None:
            possessive = match.end()
    if opened is not None and (possessive is not None or goes_on):
        yield (opened, possessive if possessive is not None and not goes_on else paragraph[1])


def _is_closing(text: str, at: int, end: int) -> bool:
    """Whether a mark behind a word is no possessive of a plural: "the crews’ boats"."""
    after = text[at + 1 : at + 2] if at + 1 < end else "."
    if text[at - 1] in _ENDS_SPEECH or after in _FOLLOWS_SPEECH or after == "\n":
        return True
    return text[at - 1] not in "sS"


def _in_paragraph(text: str, paragraph: Span, goes_on: bool) -> Iterator[Span]:
    start, end = paragraph
    opened: int | None = None
    for match in _MARK.finditer(text, start, end):
        if opened is None:
            if _opens(text, match, start, end):
                opened = match.start()
        elif _closes(text, match, end):
            yield (opened, match.end())
            opened = None
        elif match.group() in _OPENING or match.group() == '"':
            opened = match.start()
    if opened is not None and goes_on:
        yield (opened, end)


def _opens(text: str, match: re.Match[str], start: int, end: int) -> bool:
    mark = match.group()
    if mark in _OPENING:
        return True
    if mark in _CLOSING:
        # Some pages open with the closing mark.
        return match.start() == start or text[match.start() - 1].isspace()
    after = text[match.end()] if match.end() < end else " "
    before = text[match.start() - 1] if match.start() > start else " "
    return not after.isspace() and not (before.isdigit() and not after.isalnum())


def _closes(text: str, match: re.Match[str], end: int) -> bool:
    mark = match.group()
    if mark in _CLOSING:
        return True
    before = text[match.start() - 1]
    after = text[match.end()] if match.end() < end else " "
    if mark in _OPENING:
        return not before.isspace() and not after.isalnum()
    return not before.isspace() or after.isspace()


class Quoted:
    """An index of quotations by place."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = tuple(spans)
        self._starts = [start for start, _ in self.spans]

    def at(self, place: int) -> Span | None:
        """Return the quotation that holds `place`, its marks included."""
        i = bisect_right(self._starts, place) - 1
        return self.spans[i] if i >= 0 and place < self.spans[i][1] else None

    def within(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the quotations that begin in `[start, end)`."""
        low = bisect_right(self._starts, start - 1)
        high = bisect_right(self._starts, end - 1)
        return self.spans[low:high]


def speech_of(text: str, content: Sequence[Span]) -> Speech:
    """Return direct, mixed or indirect, by the quotation marks in the content.

    >>> speech_of('It was "bad".', [(0, 12)])
    'mixed'
    >>> speech_of("‘We lost the Vels’ bridge,’ she said.", [(0, 27)])
    'direct'
    """
    joined = "\n".join(text[start:end] for start, end in content)
    if re.match(r"\s*(?:[\"“„«]|''|``)", joined) and re.search(r"(?:[\"”“»]|'')\W{0,3}$", joined):
        return "direct"
    if re.match(r"\s*[‘'](?=\w)", joined) and re.search(r"[\w.,!?…]['’]\W{0,3}$", joined):
        return "direct"
    if re.search(r"[\"“”„«»]|''", joined):
        return "mixed"
    return "mixed" if any(_single(joined, (0, len(joined)), goes_on=False)) else "indirect"
