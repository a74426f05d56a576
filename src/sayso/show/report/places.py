"""Where things stand in a story's articles: numbers of articles, mentions, quotations."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

import msgspec
from markupsafe import Markup

from sayso.annotate import sentences
from sayso.model import Attribution, Figure, Mention, Span
from sayso.show.quotation import Reading, extent
from sayso.show.report.text import Mark, marked, plain, short
from sayso.show.report.when import date_and_time, moment
from sayso.show.told import Told

# A sentence of a newspaper has some 150 letters, seldom 500; what runs on is a list or no prose.
LONGEST_QUOTATION = 900
LONGEST_NAME = 80
# A figure is shorter; what is longer is a statement, too much to be set in bold.
LONG_MARK = 40
# A quotation that has marks of its own at an end would be given two.
QUOTED = tuple('“”„"«»‘’')
# Straight or curly, short or long: a copy that differs in its marks alone says the same.
_SAME = str.maketrans("’‘“”„«»–—\n", "''" + '"' * 5 + "-- ")
ABSENT = Markup('<span class="absent">‸</span>')


# From an article's id, and the start of words in it where they are meant, to where they are shown.
Address = Callable[[str, int | None], str]


class Ref(msgspec.Struct, frozen=True, kw_only=True):
    """An article as a page names it, and the address of its place there."""

    number: int
    name: str
    when: str
    href: str


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A mention found again: its article, its words, and the figure that it is, if it is one."""

    article: str
    start: int
    end: int
    attribution: str | None = None
    figure: Figure | None = None
    said: Attribution | None = None
    parts: tuple[Span, ...] = ()

    @property
    def words(self) -> tuple[Span, ...]:
        """What of the article is meant: of a sum its parts, of an attribution what was said."""
        return self.parts or ((self.start, self.end),)


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """Words of one or several articles, what they rest on set off."""

    html: Markup
    refs: tuple[Ref, ...]
    spots: tuple[Spot, ...]


class Places:
    """The articles of a story in the order of publication, and all that can be pointed at."""

    def __init__(self, told: Told, address: Address | None = None) -> None:
        self._address = address
        self.readings = tuple(sorted(told.readings, key=lambda each: moment(each.article)))
        self.number = {each.article.id: n for n, each in enumerate(self.readings, 1)}
        self.reading = {each.article.id: each for each in self.readings}
        self._sentences: dict[str, tuple[Sequence[int], Sequence[int]]] = {}
        self._spots: dict[str, Spot] = {}
        self.pointed_at: dict[str, set[int]] = {}
        self.origins = {each.claim.id: each for each in told.weighed.origins}
        for claim in told.weighed.claims:
            for mention in claim.mentions:
                self._add_mention(mention)
        for reading in self.readings:
            self._add_found(reading)

    def _add_mention(self, mention: Mention) -> None:
        if mention.article in self.reading:
            self._spots[mention.id] = Spot(
                article=mention.article, start=mention.start, end=mention.end
            )

    def _add_found(self, reading: Reading) -> None:
        article = reading.article.id
        for each in reading.annotation.attributions:
            start, end = extent(each)
            stated = self._spots.get(each.id)
            self._spots[each.id] = Spot(
                article=article,
                start=stated.start if stated else start,
                end=stated.end if stated else end,
                attribution=each.id,
                said=each,
                parts=() if stated else tuple(sorted(each.content)),
            )
        spans = {each.id: (each.start, each.end) for each in reading.annotation.figures}
        for figure in reading.annotation.figures:
            summed = figure.relations if figure.derived else ()
            self._spots[figure.id] = Spot(
                article=article,
                start=figure.start,
                end=figure.end,
                attribution=figure.attribution,
                figure=figure,
                said=reading.attributions.get(figure.attribution or ""),
                parts=tuple(spans[part.target] for part in summed if part.target in spans),
            )

    def spots(self, mentions: Iterable[str]) -> tuple[Spot, ...]:
        """Return where those mentions stand, in the order of the articles; none that is unknown."""
        found = [self._spots[each] for each in dict.fromkeys(mentions) if each in self._spots]
        return tuple(sorted(found, key=lambda each: (self.number[each.article], each.start)))

    def ref(self, article: str, start: int | None = None) -> Ref:
        """Return how the article is named, pointing to a place in its text where one is given."""
        number, its = self.number[article], self.reading[article].article
        if start is not None:
            self.pointed_at.setdefault(article, set()).add(start)
        return Ref(
            number=number,
            name=short(its.called, LONGEST_NAME),
            when=date_and_time(its.published),
            href=self._address(article, start) if self._address else _within(number, start),
        )

    def refs(self, articles: Iterable[str]) -> tuple[Ref, ...]:
        """Return the articles that are in the story, in their order."""
        known = {each for each in articles if each in self.number}
        return tuple(self.ref(each) for each in sorted(known, key=self.number.__getitem__))

    def around(self, article: str, start: int, end: int) -> Span:
        """Return the span of the whole sentences that `start` to `end` stands in."""
        begins, ends = self._bounds(article)
        first, last = bisect_right(ends, start), bisect_left(begins, max(end, start + 1)) - 1
        if first > last or not begins:
            return (start, end)
        return (min(begins[first], start), max(ends[last], end))

    def _bounds(self, article: str) -> tuple[Sequence[int], Sequence[int]]:
        if article not in self._sentences:
            spans = sentences(self.reading[article].article.text)
            self._sentences[article] = ([s for s, _ in spans], [e for _, e in spans])
        return self._sentences[article]

    def html(self, article: str, spans: Sequence[Span], kind: str) -> Markup:
        """Return the sentences around some spans, these set off as `kind`."""
        text = self.reading[article].article.text
        (begin, stop), (first, last) = self._windows(article, spans)
        marks = [
            Mark(
                start=start,
                end=end,
                kind="stretch" if kind == "here" and end - start > LONG_MARK else kind,
                note=Markup() if start < end else ABSENT,
            )
            for start, end in spans
        ]
        before, after = "… " if begin < first else "", " …" if last < stop else ""
        words = Markup("{}{}{}").format(before, marked(text, (first, last), marks), after)
        if text[first : first + 1] in QUOTED or text[last - 1 : last] in QUOTED:
            return words
        return Markup("“{}”").format(words)

    def _windows(self, article: str, spans: Sequence[Span]) -> tuple[Span, Span]:
        """Return the whole sentences around some spans, and what of them is printed."""
        start, end = min(spans)[0], max(end for _, end in spans)
        begin, stop = self.around(article, start, end)
        if stop - begin <= LONGEST_QUOTATION:
            return (begin, stop), (begin, stop)
        first = max(begin, start - LONGEST_QUOTATION // 2)
        return (begin, stop), (first, min(stop, first + LONGEST_QUOTATION))

    def quotes(self, spots: Iterable[Spot], kind: str = "here") -> tuple[Quote, ...]:
        """Return the quotations of those mentions, those of the same words as one."""
        same: dict[tuple[str, tuple[Span, ...]], list[Spot]] = {}
        for spot in spots:
            _, (first, last) = self._windows(spot.article, spot.words)
            words = self.reading[spot.article].article.text[first:last].translate(_SAME)
            within = tuple((start - first, end - first) for start, end in spot.words)
            same.setdefault((words, within), []).append(spot)
        return tuple(
            Quote(
                html=self.html(found[0].article, found[0].words, kind),
                refs=self._refs_to(found),
                spots=tuple(found),
            )
            for found in same.values()
        )

    def _refs_to(self, spots: Iterable[Spot]) -> tuple[Ref, ...]:
        refs: dict[str, Ref] = {}
        for spot in spots:
            refs.setdefault(spot.article, self.ref(spot.article, spot.start))
        return tuple(refs.values())

    def chain(self, spot: Spot) -> tuple[str, ...]:
        """Return the names from the page to whoever said it first."""
        names = self.reading[spot.article].chain(spot.attribution)
        return tuple(short(plain(name), LONGEST_NAME) for name in names)


def _within(number: int, start: int | None) -> str:
    return f"#article-{number}" if start is None else f"#{anchor(number, start)}"


def anchor(number: int, start: int) -> str:
    """Return the name of a place in the printed text of an article."""
    return f"a{number}-{start}"
