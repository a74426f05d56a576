"""Which articles carry text of each other: copies with direction, and shared quotations."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice

import msgspec
import numpy as np

from sayso.link.copies.alignment import Grown, Pair, aligned
from sayso.link.copies.archive import NOTHING, Archive
from sayso.link.copies.grown import Parted, grown
from sayso.link.copies.posts import repeated_posts
from sayso.link.copies.shared_speech import shared_speech, speaker
from sayso.link.copies.spans import passages_of
from sayso.link.copies.speech import quoted
from sayso.link.copies.versions import earlier_version, version_of
from sayso.link.copies.words import Words
from sayso.link.direction import Decision, day, direction, given
from sayso.link.direction.credits import Credit, named
from sayso.link.direction.outlets import is_agency, outlet_names, squeezed
from sayso.model import (
    Article,
    Copy,
    Direction,
    Passage,
    SharedQuotation,
    Span,
    Version,
    content_id,
)

# Equal words outside of speech that make a copy by themselves: a long sentence. Unrelated reports
# with one invented wording filled with the same numbers share up to 17.
OWN = 18
# Words that make one where they are a good part of the shorter text, or are credited to the
# other's outlet; of a quotation, that are shown as shared.
LEAST = 8
PART = 0.25
# Days after which a part is no longer copied as news, so that a pair needs a good part of the
# shorter text, or a credit: what the papers of one chain share over months is furniture.
LATE = 30
LATE_PART = 0.3
LATE_WORDS = 80  # Or so many words: a notice of copyright has up to 70.


AT_HAND = 1000  # Pairs whose texts are kept at hand together.


class Reuse(msgspec.Struct, frozen=True, kw_only=True):
    """What articles carry of each other, and what speech of third parties they share."""

    copies: tuple[Copy, ...] = ()
    quotations: tuple[SharedQuotation, ...] = ()


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of articles of which some are `new`, and the others those of an archive that
    are worth comparing with them: the pairs of the new, and those to be looked at `again`.

    `known` are copies of the archive between any two that are named here, each by two ids in
    order; `archive` is what the others have in common with the new.
    """

    new: frozenset[str]
    again: frozenset[tuple[str, str]] = frozenset()
    known: frozenset[tuple[str, str]] = frozenset()
    archive: Archive = NOTHING


class Library:
    """Articles with what is asked about them again and again, pair after pair."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.articles = articles
        self.names = [outlet_names(article) for article in articles]
        self.days = [day(article) for article in articles]
        self._speech: dict[int, tuple[Span, ...]] = {}
        self._named: dict[tuple[int, tuple[str, ...]], tuple[Credit, ...]] = {}

    def speech(self, n: int) -> tuple[Span, ...]:
        """Return the quotations of an article."""
        if n not in self._speech:
            self._speech[n] = quoted(self.articles[n])
        return self._speech[n]

    def days_between(self, a: int, b: int) -> int:
        """Return how many days lie between two articles, 0 where that is not known."""
        first, second = self.days[a], self.days[b]
        return abs(first - second) if first >= 0 and second >= 0 else 0

    def named(self, n: int, other: int) -> tuple[Credit, ...]:
        """Return where an article names the outlet of another."""
        names = self.names[other]
        if not names or set(names) & set(self.names[n]):
            return ()
        if (n, names) not in self._named:
            self._named[n, names] = named(self.articles[n], names)
        return self._named[n, names]

    def credits(self, n: int, other: int) -> bool:
        """Return whether an article credits the outlet of another."""
        return any(credit.kind == "credit" for credit in self.named(n, other))


def copies(articles: Sequence[Article], around: Around | None = None) -> Reuse:
    """Return the copies among articles, and the quotations that they share, in order of ids.

    With `around`, of the pairs alone that it asks for.

    A pair stands for itself: where b copied a, and c copied b, a and c are a pair when they have
    text in common. Of a copy whose direction is known `a` is the source; of any other pair `a` has
    the lower id. The order in which the articles are given tells nothing.

    >>> wire = "The dam above Velmar gave way before dawn and flooded the whole lower town."
    >>> pages = [Article(id="a", text=wire, site="hillwire.example"),
    ...     Article(id="b", text=f"{wire} Roads are closed.\\n\\nSource: Hillwire")]
    >>> found = copies(pages).copies[0]
    >>> found.direction, found.passages
    ('a>b', ((0, 75, 0, 75),))
    >>> found.evidence
    ('credited to the other outlet: “Source: Hillwire”',)
    """
    articles = sorted(articles, key=_place_in_time)
    library = Library(articles)
    texts = [article.text for article in articles]
    sites = [article.site for article in articles]
    asked = _asked(articles, around) if around else None
    alignment = aligned(texts, sites, library.days, library.speech, asked)
    words = alignment.words
    parted = Parted(alignment)
    linked: dict[tuple[int, int], tuple[Passage, ...]] = {}
    quotations: list[SharedQuotation] = []
    for pair in _at_hand(words, alignment.pairs):
        both = (articles[pair.a], articles[pair.b])
        if both[0].id == both[1].id:
            continue
        days = library.days_between(pair.a, pair.b)
        if is_copy(words, pair, days) or _is_given(library, words, pair):
            spans = grown(parted.pair(pair.a, pair.b), pair.passages)
            linked[pair.a, pair.b] = passages_of(words, (pair.a, pair.b), spans)
        elif pair.speech >= LEAST:
            spoken = (library.speech(pair.a), library.speech(pair.b))
            if passages := shared_speech(words, pair, spoken):
                quotations.append(_quotation(both, passages))
    found = _directed(library, linked, around.known if around else frozenset())
    for n, article in enumerate(articles):
        if around and article.id not in around.new:
            continue
        if post := repeated_posts(article):
            found[n, n] = post
    return Reuse(
        copies=tuple(sorted(found.values(), key=lambda each: (each.a, each.b))),
        quotations=tuple(sorted(quotations, key=lambda each: (each.a, each.b))),
    )


def _at_hand(words: Words, pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Yield the pairs, the places of their words read for many pairs at once."""
    left = iter(pairs)
    while some := list(islice(left, AT_HAND)):
        words.at_hand(text for pair in some for text in (pair.a, pair.b))
        yield from some


def _asked(articles: Sequence[Article], around: Around) -> Grown:
    number = {article.id: n for n, article in enumerate(articles)}
    archive = around.archive.only(np.array([each not in number for each in around.archive.ids]))
    placed = dict(number)
    for n, each in enumerate(archive.ids):
        placed.setdefault(each, len(articles) + n)
    known = [(placed[a], placed[b]) for a, b in around.known if a in placed and b in placed]
    pairs = np.array(known, dtype=np.int64).reshape(-1, 2)
    return Grown(
        new=np.array([article.id in around.new for article in articles], dtype=bool),
        again=frozenset((number[a], number[b]) for a, b in around.again),
        archive=archive,
        related=(pairs[:, 0], pairs[:, 1]),
    )


def _place_in_time(article: Article) -> tuple[bool, int, str]:
    """The first articles with a text are compared with all others: best those it may come from."""
    published = day(article)
    return published < 0, published, article.id


def _directed(
    library: Library,
    linked: dict[tuple[int, int], tuple[Passage, ...]],
    known: Collection[tuple[str, str]],
) -> dict[tuple[int, int], Copy]:
    """The copies with their directions; two that credit one agency's page have it from there."""
    number = {article.id: n for n, article in enumerate(library.articles)} if known else {}
    before = [(number[a], number[b]) for a, b in known if a in number and b in number]
    credited: defaultdict[int, set[int]] = defaultdict(set)
    agencies = {n for n, article in enumerate(library.articles) if is_agency(article)}
    for a, b in chain(linked, before):
        for one, other in ((a, b), (b, a)):
            if other in agencies and library.credits(one, other):
                credited[one].add(other)
    return {
        (a, b): _copy(library, (a, b), passages, timed=credited[a].isdisjoint(credited[b]))
        for (a, b), passages in linked.items()
    }


def is_copy(words: Words, pair: Pair, days: int) -> bool:
    """Return whether two texts share more than speech and formulas, by the words alone.

    `days` lie between the two.
    """
    shorter = min(int(words.first[n + 1] - words.first[n]) for n in (pair.a, pair.b))
    if days > LATE and pair.own < min(LATE_WORDS, LATE_PART * shorter):
        return False
    return pair.own >= min(OWN, max(LEAST, PART * shorter))


def _is_given(library: Library, words: Words, pair: Pair) -> bool:
    """Whether one article gives the little that they share to the other's outlet."""
    named = (library.named(pair.a, pair.b), library.named(pair.b, pair.a))
    if not named[0] and not named[1]:
        return False
    rows = zip(
        *(getattr(pair.passages, side).tolist() for side in ("a0", "a1", "b0", "b1")), strict=True
    )
    passages = passages_of(words, (pair.a, pair.b), rows)
    return given(named[0], [(p[0], p[1]) for p in passages]) or given(
        named[1], [(p[2], p[3]) for p in passages]
    )


def _copy(
    library: Library, pair: tuple[int, int], passages: tuple[Passage, ...], *, timed: bool
) -> Copy:
    a, b = (library.articles[n] for n in pair)
    named = (library.named(*pair), library.named(pair[1], pair[0]))
    same_outlet = not set(library.names[pair[0]]).isdisjoint(library.names[pair[1]])
    version = version_of(a, b, passages, same_outlet=same_outlet)
    agency = _signed_alike(a, b)
    # What both have from an agency neither has from the other, whatever the clock says.
    way = direction((a, b), passages, named, timed and (agency is None or same_outlet))
    if version == "address" and (earlier := earlier_version(a, b)):
        turned: Direction = "b>a" if earlier[0] else "a>b"
        way = Decision(direction=turned, evidence=(earlier[1],))
    known = way.direction != "unknown"
    back = way.direction == "b>a" if known else a.id > b.id
    return Copy(
        id=content_id("cpy", *sorted((a.id, b.id))),
        a=b.id if back else a.id,
        b=a.id if back else b.id,
        direction="a>b" if known else "unknown",
        passages=_turned(passages, back=back),
        evidence=way.evidence + _notes(version, agency),
        version=version,
        agency=agency,
    )


def _notes(version: Version | None, agency: str | None) -> tuple[str, ...]:
    notes = {"address": "the same address captured again", "take": "a take by the same outlet"}
    told = [notes[version]] if version else []
    return (*told, *([f"both are signed by {agency}"] if agency else []))


def _signed_alike(a: Article, b: Article) -> str | None:
    """The agency by which both are signed, on pages of others."""
    if not a.agency or not b.agency or squeezed(a.agency) != squeezed(b.agency):
        return None
    return None if is_agency(a) or is_agency(b) else a.agency


def _turned(passages: Iterable[Passage], *, back: bool) -> tuple[Passage, ...]:
    """The passages in order, seen from the other article if `back`."""
    return tuple(sorted((p[2], p[3], p[0], p[1]) if back else p for p in passages))


def _quotation(both: tuple[Article, Article], passages: tuple[Passage, ...]) -> SharedQuotation:
    first, second = sorted(each.id for each in both)
    return SharedQuotation(
        id=content_id("quo", first, second),
        a=first,
        b=second,
        passages=_turned(passages, back=both[0].id != first),
        speaker=speaker(both, passages),
    )
