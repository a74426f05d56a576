"""Each article: its metadata with where found, its marked text, what was cut from its page."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

import msgspec
from markupsafe import Markup

from sayso.model import Article, Block, Span
from sayso.show.language import not_read
from sayso.show.quotation import Reading
from sayso.show.report.places import Places, Ref, anchor
from sayso.show.report.text import Mark, marked, short
from sayso.show.report.when import date_and_time
from sayso.show.told import Told

# A report is read by people: a page of 30 columns of newsprint ends before it.
LONGEST_TEXT = 100_000
LONGEST_CUT = 400
LONGEST_VALUE = 300
# More would hide the text; the tree names all of them.
MOST_SOURCES = 3
MOST_PASSAGES = 60
# What is shorter is sooner printed than pointed at.
SHORTEST_SAME = 300


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A metadata value, where it was found, and an address that can be followed."""

    name: str
    value: str
    found: str = ""
    address: str | None = None


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A block of the text with its marks."""

    kind: str
    html: Markup
    posted: str = ""


class Capture(msgspec.Struct, frozen=True, kw_only=True):
    """A sighting of the article's page."""

    when: str
    where: str
    sha256: str


class ArticleView(msgspec.Struct, frozen=True, kw_only=True):
    """An article as the report prints it.

    Where another article before it, numbered `same_as`, has the very same text, only the names of
    the places in it, `anchors`, are printed.
    """

    ref: Ref
    title: str
    language: str
    facts: tuple[Fact, ...]
    warnings: tuple[str, ...]
    text: tuple[Paragraph, ...]
    same_as: int | None
    anchors: tuple[str, ...]
    more: int
    not_read: str
    cut: tuple[tuple[str, str, str], ...]
    captures: tuple[Capture, ...]


def article_views(told: Told, places: Places) -> tuple[ArticleView, ...]:
    """Return the articles in the order of publication, each place pointed at with its name."""
    copied = _copied(told, places)
    return tuple(
        ArticleView(
            ref=places.ref(reading.article.id),
            title=short(reading.article.title or "") or "without title",
            language=language_of(reading.article),
            facts=tuple(facts(reading.article)),
            warnings=tuple(short(each, LONGEST_VALUE) for each in reading.article.warnings),
            text=() if same else tuple(paragraphs(reading, _marks(reading, copied, places))),
            same_as=same,
            anchors=_anchors(reading, places) if same else (),
            not_read=not_read(reading.article),
            more=max(0, len(reading.article.text) - LONGEST_TEXT),
            cut=tuple(
                (each.kind, short(each.reason, LONGEST_VALUE), short(each.text, LONGEST_CUT))
                for each in reading.article.cut
            ),
            captures=tuple(map(capture_view, told.captures.get(reading.article.id, ()))),
        )
        for reading, same in zip(places.readings, _same_texts(places), strict=True)
    )


def _same_texts(places: Places) -> Iterator[int | None]:
    """Yield for each article the number of the first before it with its text, None without one."""
    first: dict[str, int] = {}
    for number, reading in enumerate(places.readings, 1):
        text = reading.article.text
        yield first.get(text) if len(text) > SHORTEST_SAME else None
        first.setdefault(text, number)


def _anchors(reading: Reading, places: Places) -> tuple[str, ...]:
    article = reading.article.id
    return tuple(
        anchor(places.number[article], start)
        for start in sorted(places.pointed_at.get(article, ()))
    )


def capture_view(row: Mapping[str, str | None]) -> Capture:
    """Return a sighting of a page as it is printed."""
    captured, added = row.get("captured"), row.get("added")
    return Capture(
        when=captured or (f"added {added}" if added else ""),
        where=short(row.get("url") or row.get("path") or "", LONGEST_VALUE),
        sha256=row.get("sha256") or "",
    )


def language_of(article: Article) -> str:
    """Return the language of a text for a browser, empty where none is known."""
    code = article.language or ""
    plausible = code.replace("-", "").isalnum() and code.isascii() and len(code) <= 12
    return code if plausible else ""


def facts(article: Article) -> Iterator[Fact]:
    """Yield what is known of an article around its text, each with where it was found."""
    values = {
        "outlet": article.called,
        "published": date_and_time(article.published) if article.published else None,
        "modified": date_and_time(article.modified) if article.modified else None,
        "authors": ", ".join(article.authors) or None,
        "agency": article.agency,
        "dateline": article.dateline,
        "original_outlet": article.original_outlet,
        "original_url": article.original_url,
        "language": article.language,
        "url": article.url,
        "path": article.path,
        "id": article.id,
    }
    for name, value in values.items():
        if value:
            yield Fact(
                name=name.replace("_", " "),
                value=short(value, LONGEST_VALUE),
                found=short(article.found.get(name, ""), LONGEST_VALUE),
                address=_address(value) if name in ("url", "original_url") else None,
            )


def _address(url: str) -> str | None:
    """Return the address if it is one of the web that a reader may follow."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc and url.isprintable() else None


def _marks(
    reading: Reading, copied: Mapping[str, Sequence[Mark]], places: Places
) -> Sequence[Mark]:
    article, found = reading.article, reading.annotation
    marks: list[Mark] = list(copied.get(article.id, ()))
    for each in found.attributions:
        for kind, spans in (
            ("who", each.source),
            ("cue", each.cue),
            ("hedge", (*each.hedges, *each.caveats)),
        ):
            marks += [Mark(start=s, end=e, kind=kind) for s, e in spans]
    marks += [Mark(start=each.start, end=each.end, kind="time") for each in found.times]
    marks += [
        Mark(start=each.start, end=each.end, kind="figure")
        for each in found.figures
        if not each.derived
    ]
    marks += [
        Mark(start=start, end=start, anchor=anchor(places.number[article.id], start))
        for start in places.pointed_at.get(article.id, ())
    ]
    return sorted(marks, key=lambda mark: (mark.start, mark.end, mark.kind))


def _copied(told: Told, places: Places) -> Mapping[str, Sequence[Mark]]:
    """Return for each article the passages that it took, with the numbers of their sources."""
    taken: dict[str, dict[Span, dict[int, bool]]] = {}
    for copy in told.links.copies:
        if not {copy.a, copy.b} <= set(places.number):
            continue
        for a0, a1, b0, b1 in copy.passages:
            known = copy.direction != "unknown"
            if copy.direction != "b>a":
                others = taken.setdefault(copy.b, {}).setdefault((b0, b1), {})
                others[places.number[copy.a]] = known
            if copy.direction != "a>b":
                others = taken.setdefault(copy.a, {}).setdefault((a0, a1), {})
                others[places.number[copy.b]] = known
    return {article: list(_passages(spans)) for article, spans in taken.items()}


def _passages(spans: Mapping[Span, Mapping[int, bool]]) -> Iterator[Mark]:
    # The longest first: what lies in one that is marked already needs no mark of its own.
    by_length = sorted(spans.items(), key=lambda item: (item[0][0] - item[0][1], item[0]))
    kept: list[Span] = []
    for (start, end), sources in by_length:
        if len(kept) >= MOST_PASSAGES:
            return
        if any(first <= start and end <= last for first, last in kept):
            continue
        kept.append((start, end))
        yield Mark(start=start, end=end, kind="copied", note=_note(sources))


def _note(others: Mapping[int, bool]) -> Markup:
    sources = sorted(number for number, known in others.items() if known)
    named = sources or sorted(others)
    links = Markup(" ").join(
        Markup('<a href="#article-{0}">[{0}]</a>').format(each) for each in named[:MOST_SOURCES]
    )
    rest = len(named) - MOST_SOURCES
    more = f" and {rest} more" if rest > 0 else ""
    how = "from" if sources else "also in"
    return Markup('<sup class="from">{} {}{} </sup>').format(how, links, more)


def paragraphs(reading: Reading, marks: Sequence[Mark]) -> Iterator[Paragraph]:
    """Yield the blocks of a text with the marks in them."""
    article = reading.article
    blocks = article.blocks or tuple(_paragraphs(article.text[:LONGEST_TEXT]))
    blocks = tuple(each for each in blocks if each.start < LONGEST_TEXT)
    starts, ends = [each.start for each in blocks], [each.end for each in blocks]
    inside: list[list[Mark]] = [[] for _ in blocks]
    for mark in marks:
        first, last = bisect_left(ends, mark.start), bisect_right(starts, mark.end)
        for each in inside[first:last]:
            each.append(mark)
        if mark.anchor and blocks and first >= last:
            # Between two blocks, or in what is not printed: a link to it leads to the nearest.
            nearest = min(first, len(blocks) - 1)
            place = blocks[nearest].start
            inside[nearest].append(msgspec.structs.replace(mark, start=place, end=place))
    for block, its in zip(blocks, inside, strict=True):
        yield Paragraph(
            kind=block.kind,
            html=marked(article.text, (block.start, min(block.end, LONGEST_TEXT)), its),
            posted=short(", ".join(each for each in (block.author, block.date) if each)),
        )


def _paragraphs(text: str) -> Iterable[Block]:
    start = 0
    for part in text.split("\n\n"):
        if part.strip():
            yield Block(kind="paragraph", start=start, end=start + len(part))
        start += len(part) + 2
