"""The body of a page that was flattened to text, and what the lines above it tell."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

import msgspec

from sayso.extract.captions import cuts_of
from sayso.extract.dates import date_line, read_date
from sayso.extract.furniture import furniture
from sayso.extract.heads import head_line
from sayso.extract.language import guess_language
from sayso.extract.lexicon import lexicon
from sayso.extract.notes import with_sign_off
from sayso.extract.page_dates import Dates
from sayso.extract.people import People, byline
from sayso.extract.pieces import Body, Piece
from sayso.extract.segments import ENDED, Segment, segments
from sayso.extract.title import agreement
from sayso.extract.traits import Traits, prose_of, traits
from sayso.model import Cut

LEAD_DATE = re.compile(
    r"date:? (?P<date>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?\S{0,6})?) ", re.I
)
WORD = re.compile(r"[^\W\d_]{2,}")
TITLE_LINES = 30  # Stretches above the body in which its title is looked for.
HEAD_LINES = 10  # Those above a body without a title in which its date and byline are looked for.
LEAST_TOLD = 0.15  # Score below which no line is the title; two shared words of nine reach it.


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
    found, lead = _lead(segments(text))
    if not found:
        return Flat(Body((), (lead,) if lead else ()))
    keep, known = _kept(found)
    start = keep.index(True) if True in keep else len(found)
    end = len(found) - keep[::-1].index(True) if True in keep else len(found)
    title_at = _title_at(found, known, start, end)
    title = found[title_at].text if title_at is not None else None
    start = start if title_at is None else max(start, title_at + 1)
    chosen = [at for at in range(start, end) if keep[at]]
    cuts = [lead] if lead else []
    kept = frozenset(chosen)
    cuts += [
        cut for at, each in enumerate(found) if at not in kept for cut in _cuts(each.text, title)
    ]
    head = (
        found[title_at:start] if title_at is not None else found[max(0, start - HEAD_LINES) : start]
    )
    lines = _whole_lines(head)
    return Flat(
        Body(_pieces(found, chosen), tuple(cuts)),
        title,
        _head_dates(lead, lines),
        next((read for line in lines if (read := _named(line))), None),
    )


def _kept(found: Sequence[Segment]) -> tuple[list[bool], Traits]:
    """Which stretches are the body; the trees have learned English only."""
    from sayso.extract.likely import LIFT_OF_LINES, kept, likely_lines

    texts = [each.text for each in found]
    known = traits(texts, lexicon())
    if guess_language(prose_of(texts, known)) in ("en", None):
        keep = list(kept(likely_lines(found, known), known, LIFT_OF_LINES))
        if any(keep):
            return list(with_sign_off(texts, keep)), known
    start, end = known.run
    return [start <= at < end for at in range(len(found))], known


def _pieces(found: Sequence[Segment], chosen: Sequence[int]) -> tuple[Piece, ...]:
    """The stretches kept, those of one line together where no sentence ended between them."""
    pieces: list[Piece] = []
    last = -2
    for at in chosen:
        each = found[at]
        text = each.text
        if last == at - 1 and each.gap < 2 and not ENDED.search(pieces[-1].text[-6:]):
            joined = f"{pieces[-1].text}{' ' if each.gap else ''}{text}"
            pieces[-1] = Piece(joined, kind=pieces[-1].kind)
        else:
            pieces.append(Piece(text, kind=each.kind))
        last = at
    return tuple(pieces)


def _whole_lines(head: Sequence[Segment]) -> tuple[str, ...]:
    """The lines of a head, whole and in the parts that wide gaps leave."""
    lines: list[str] = []
    for _, inside in groupby(head, key=lambda each: each.line):
        parts = [each.text for each in inside]
        lines += [" ".join(parts), *parts] if len(parts) > 1 else parts
    return tuple(lines)


def _head_dates(lead: Cut | None, head: Sequence[str]) -> Dates:
    """Two different days above a body belong to teasers of other articles: then none counts."""
    days = [day for line in head if (day := _dated(line))]
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


def _lead(found: tuple[Segment, ...]) -> tuple[tuple[Segment, ...], Cut | None]:
    """Some collections put the date of the page before its first word, on the same line."""
    if found and (date := LEAD_DATE.match(found[0].text)):
        rest = msgspec.structs.replace(found[0], text=found[0].text[date.end() :])
        reason = "the page's date before its first word"
        return (rest, *found[1:]), Cut(kind="date", text=date[0].strip(), reason=reason)
    return found, None


def _title_at(found: Sequence[Segment], known: Traits, start: int, end: int) -> int | None:
    """The headline shares its words with the story below it, and few lines above do."""
    told = " ".join(each.text for each in found[start : min(end, start + 30)])[:20_000]
    stems = _stems(told)
    times = Counter(each.text for each in found)
    best, best_at = LEAST_TOLD, None
    for at in range(max(0, start - TITLE_LINES), min(start + 2, end)):
        text = found[at].text
        if not _title_like(text) or furniture(text) is not None:
            continue
        if at >= start and (known.weights[at] > 1 or len(text.split()) < 4):
            continue
        mine = _stems(text)
        score = len(mine & stems) / (len(mine) + 4.0) if at < start else 0.3
        score += 0.3 * (found[at].kind == "heading") + 0.15 * (times[text] > 1)
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


def _cuts(text: str, title: str | None) -> tuple[Cut, ...]:
    cut = _cut(text, title)
    return cuts_of(cut.text, cut.kind, cut.reason)


def _cut(text: str, title: str | None) -> Cut:
    if title is not None and text == title:
        return Cut(kind="title", text=text, reason="the headline above the body")
    if verdict := furniture(text):
        return Cut(kind=verdict.kind, text=text, reason=verdict.reason)
    if day := _dated(text):
        return Cut(kind="date", text=text, reason=f"the {day[0]} date")
    if byline(text):
        return Cut(kind="credit", text=text, reason="a byline")
    if title is not None and agreement(text, title) > 0.9:
        return Cut(kind="title", text=text, reason="the title again")
    return Cut(kind="related", text=text, reason="outside the stretches that are the body")
