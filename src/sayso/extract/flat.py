"""The body of a page that was flattened to text: the run of lines that reads as prose."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from sayso.extract.captions import Verdict, cuts_of
from sayso.extract.dates import date_line, read_date
from sayso.extract.furniture import furniture
from sayso.extract.heads import head_line
from sayso.extract.page_dates import Dates
from sayso.extract.people import People, byline
from sayso.extract.pieces import Body, Piece, fold
from sayso.extract.title import agreement
from sayso.model import BlockKind, Cut

ENDED = re.compile(r"[.!?…。！？।؟][\"'”’)\]»]*$")
LEAD_DATE = re.compile(
    r"date:? (?P<date>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?\S{0,6})?) ", re.I
)
MARKED = re.compile(r"(?P<mark>#{1,6}|[-*•–]|>+|\d{1,2}[.)]) (?P<rest>\S.*)", re.S)
MARKS: dict[str, BlockKind] = {"#": "heading", ">": "quote"}
LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{1,1000}\)")
WORD = re.compile(r"[^\W\d_]{2,}")

# Calibrated on flattened pages: a paragraph's weight is its words, capped so that one long
# license text does not outweigh a story; what is no prose costs enough to end a run.
MOST = 60.0
CODE_COST = -40.0
LABEL_COST = -6.0  # Advertisements stand between the paragraphs of one story.
FURNITURE_COST = -15.0
SHORT_COST = -4.0
LOOSE_COST = -1.0
WRAPPED = (50, 110)  # Widths that mail programs, printers and text browsers wrap at.
LONGEST_WORD = 15  # So much shorter than the width a wrapped line may well be.
LEAST_FULL = 4  # Lines of one width that make a wrapped text.
SAMPLE = 2_000  # Characters of a line in which at least half must be of words to be prose.
UNSPACED = 20  # Characters a word from which a text is taken for Chinese, Japanese or Thai.
TITLE_LINES = 30  # Lines above the body in which its title is looked for.
HEAD_LINES = 10  # Lines above a body without a title in which its date and byline are looked for.
LEAST_TOLD = 0.15  # Score below which no line is the title; two shared words of nine reach it.


class Line(msgspec.Struct, frozen=True):
    """A line of the page with its kind, its weight as prose, and what it is when it is none."""

    text: str
    kind: BlockKind
    weight: float
    verdict: Verdict | None


class Flat(msgspec.Struct, frozen=True):
    """The body of a flattened page, with what the lines above it tell."""

    body: Body
    title: str | None = None
    dates: Dates = Dates()
    people: People | None = None


def flat_page(text: str) -> Flat:
    """Return the body of a flattened page and what its head says of it.

    >>> page = flat_page("Menu\\nDam holds\\nPublished May 3, 2031\\n\\nThe dam at Ostrava held.")
    >>> page.title, page.dates.published, [piece.text for piece in page.body.pieces]
    ('Dam holds', '2031-05-03', ['The dam at Ostrava held.'])
    """
    texts, lead = _lead(tuple(_lines(text)))
    lines = tuple(_weighed(text, kind) for text, kind in texts)
    start, end = _best_run(lines)
    title_at = _title_at(lines, start, end)
    title = lines[title_at].text if title_at is not None else None
    start = start if title_at is None else max(start, title_at + 1)
    above, below = lines[:start], lines[end:]
    cuts = [lead] if lead else []
    cuts += [cut for line in (*above, *below) for cut in _cuts(line, title)]
    head = above[title_at:] if title_at is not None else above[-HEAD_LINES:]
    return Flat(
        Body(tuple(Piece(line.text, kind=line.kind) for line in lines[start:end]), tuple(cuts)),
        title,
        _head_dates(lead, head),
        next((read for line in head if (read := _named(line.text))), None),
    )


def _head_dates(lead: Cut | None, head: tuple[Line, ...]) -> Dates:
    """Two different days above a body belong to teasers of other articles: then none counts."""
    days = [day for line in head if (day := _dated(line.text))]
    read: dict[str, str] = {}
    for kind in ("published", "modified"):
        values = [value for of, value in days if of == kind]
        if len({value[:10] for value in values}) == 1:
            read[kind] = max(values, key=len)
    published = read_date(lead.text) if lead else read.get("published")
    modified = read.get("modified")
    return Dates(published, "head line", modified, "head line")


def _dated(line: str) -> tuple[str, str] | None:
    if day := date_line(line):
        return day
    head = head_line(line)
    return (head.kind, head.date) if head else None


def _named(line: str) -> People | None:
    if read := byline(line):
        return read
    head = head_line(line)
    return head.people if head else None


def _lines(text: str) -> Iterator[tuple[str, BlockKind]]:
    """Lines with white space folded; a sentence wrapped over several lines is one again."""
    last: tuple[str, BlockKind] | None = None
    above = ""
    apart = True
    folded = [fold(raw) for raw in text.splitlines()]
    width = _width(folded)
    for raw in folded:
        line = raw
        if not line:
            apart = True
            continue
        kind: BlockKind = "paragraph"
        if marked := MARKED.match(line):
            line = marked["rest"]
            kind = (
                "heading"
                if marked["mark"][0] == "#"
                else "quote"
                if marked["mark"][0] == ">"
                else "list"
            )
            line = line if kind != "list" or marked["mark"] in "-*•–" else marked[0]
        if "](" in line:
            line = LINK.sub(r"\1", line)
        if last and not apart and kind == last[1] == "paragraph" and _wraps(above, line, width):
            last = (f"{last[0]} {line}", kind)
        else:
            if last:
                yield last
            last = (line, kind)
        apart, above = False, line
    if last:
        yield last


def _width(lines: list[str]) -> int:
    """Return the width that the lines of a text are wrapped at, 0 where they are not wrapped."""
    inner = [len(line) for line, after in pairwise(lines) if after and len(line) >= WRAPPED[0]]
    width = max(inner, default=0)
    full = sum(length > width - LONGEST_WORD for length in inner)
    is_wrapped = width <= WRAPPED[1] and full >= LEAST_FULL and full >= len(inner) / 2
    return width if is_wrapped else 0


def _wraps(above: str, line: str, width: int) -> bool:
    """A line is wrapped when the next one's first word would not have fitted into it."""
    if len(above) <= width < len(above) + 1 + len(line.split(" ", 1)[0]):
        return True
    return line[0].islower() and not ENDED.search(above[-4:]) and 40 < len(above) < 130


def _lead(
    lines: tuple[tuple[str, BlockKind], ...],
) -> tuple[tuple[tuple[str, BlockKind], ...], Cut | None]:
    """Some collections put the date of the page before its first word, on the same line."""
    if lines and (found := LEAD_DATE.match(lines[0][0])):
        rest = (lines[0][0][found.end() :], lines[0][1])
        cut = Cut(
            kind="date", text=found[0].strip(), reason="the page's date before its first word"
        )
        return (rest, *lines[1:]), cut
    return lines, None


def _weighed(text: str, kind: BlockKind) -> Line:
    verdict = furniture(text)
    words = text.count(" ") + 1
    if not text.isascii() and words * UNSPACED < len(text):
        words = len(text) // 3
    if verdict:
        cost = LABEL_COST if verdict.kind == "label" else FURNITURE_COST
        cost = max(CODE_COST, -2.0 * words) if verdict.kind == "code" else cost
        return Line(text, kind, cost, verdict)
    sample = text[:SAMPLE]
    if 2 * sum(map(len, WORD.findall(sample))) < len(sample):
        return Line(text, kind, LOOSE_COST, None)
    if ENDED.search(text[-6:]):
        return Line(text, kind, min(float(words), MOST) if words >= 8 else 1.0, None)
    if words >= 25:
        return Line(text, kind, min(words / 2, MOST), None)
    return Line(text, kind, SHORT_COST if words < 8 else LOOSE_COST, None)


def _best_run(lines: tuple[Line, ...]) -> tuple[int, int]:
    """The run of lines with the largest sum of weights."""
    best, best_run, total, start = 0.0, (0, 0), 0.0, 0
    for at, line in enumerate(lines):
        if total <= 0:
            total, start = 0.0, at
        total += line.weight
        if total > best:
            best, best_run = total, (start, at + 1)
    return best_run


def _title_at(lines: tuple[Line, ...], start: int, end: int) -> int | None:
    """The headline shares its words with the story below it, and few lines above do."""
    told = " ".join(line.text for line in lines[start : min(end, start + 30)])[:20_000]
    stems = _stems(told)
    times = Counter(line.text for line in lines)
    best, best_at = LEAST_TOLD, None
    for at in range(max(0, start - TITLE_LINES), min(start + 2, end)):
        line = lines[at]
        if line.verdict is not None or not _title_like(line.text):
            continue
        if at >= start and (line.weight > 1 or len(line.text.split()) < 4):
            continue
        mine = _stems(line.text)
        score = len(mine & stems) / (len(mine) + 4.0) if at < start else 0.3
        score += 0.3 * (line.kind == "heading") + 0.15 * (times[line.text] > 1)
        if score > best:
            best, best_at = score, at
    return best_at


def _stems(text: str) -> set[str]:
    return {word[:5] for word in WORD.findall(text.lower()) if len(word) > 2}


def _title_like(text: str) -> bool:
    words = text.count(" ") + 1
    if (
        not 2 <= words <= 25
        or text.endswith((":", ","))
        or (ENDED.search(text[-4:]) and not text.endswith(("?", "!")))
    ):
        return False
    return (
        not text.isupper()
        and "://" not in text
        and byline(text) is None
        and date_line(text) is None
    )


def _cuts(line: Line, title: str | None) -> tuple[Cut, ...]:
    cut = _cut(line, title)
    return cuts_of(cut.text, cut.kind, cut.reason)


def _cut(line: Line, title: str | None) -> Cut:
    if title is not None and line.text == title:
        return Cut(kind="title", text=line.text, reason="the headline above the body")
    if line.verdict:
        return Cut(kind=line.verdict.kind, text=line.text, reason=line.verdict.reason)
    if day := _dated(line.text):
        return Cut(kind="date", text=line.text, reason=f"the {day[0]} date")
    if byline(line.text):
        return Cut(kind="credit", text=line.text, reason="a byline")
    if title is not None and agreement(line.text, title) > 0.9:
        return Cut(kind="title", text=line.text, reason="the title again")
    return Cut(kind="related", text=line.text, reason="outside the run of lines that is the body")
