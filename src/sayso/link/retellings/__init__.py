"""The same claim in other words, told by two articles of one story."""

from collections.abc import Iterator, Sequence

import msgspec

from sayso.link.retellings.copied_parts import CopiedParts, copied_parts
from sayso.link.retellings.likeness import in_common
from sayso.link.retellings.partners import partners
from sayso.link.retellings.statements import restated
from sayso.link.retellings.tellers import Naming, came_before, naming
from sayso.link.retellings.tellings import tellings
from sayso.model import Annotated, Copy, Excerpt, Retelling, Span, content_id

_Place = tuple[int, Span]


class _Same(msgspec.Struct, frozen=True, kw_only=True):
    """Two sentences that tell one claim, `b` owed to the outlet of `a` or not."""

    a: _Place
    b: _Place
    cited: bool
    shared: tuple[str, ...]


def retellings(articles: Sequence[Annotated], copies: Sequence[Copy]) -> tuple[Retelling, ...]:
    """Return where articles of one story tell the same claim in other words.

    A claim is a figure, or what somebody is said to have said. Each telling goes with at most one
    other: with a page of the outlet that its article names, else with the earliest. What lies in
    copied passages is left to the copies.

    >>> from sayso.model import Annotation, Article, Figure
    >>> def told(name: str, text: str, number: str) -> Annotated:
    ...     start = text.index(number)
    ...     figure = Figure(id=f"fig-{name}", start=start, end=start + len(number), text=number,
    ...         best=212.0, unit="person", counted="people", predicate="evacuated")
    ...     article = Article(id=name, text=text, published="2031-04-02")
    ...     return Annotated(article=article, annotation=Annotation(id=name, figures=(figure,)))
    >>> one = told("one", "All 212 people were moved out of the Velmar hostel.", "212")
    >>> two = told("two", "Velmar: 212 people had to leave.", "212")
    >>> retellings((one, two), ())[0].shared
    ('212 people', 'evacuated')
    """
    # Of pages of one time, or of none, the one with the lower id counts as the first.
    articles = sorted(articles, key=lambda each: each.article.id)
    known = naming(articles)
    copied = copied_parts(articles, copies)
    found: dict[tuple[_Place, _Place], _Same] = {}
    for each in _same(articles, known, copied):
        before = found.get((each.a, each.b), each)
        found[(each.a, each.b)] = msgspec.structs.replace(
            each,
            cited=each.cited or before.cited,
            shared=tuple(dict.fromkeys((*before.shared, *each.shared))),
        )
    return tuple(_retelling(known, articles, each) for each in found.values())


def _same(articles: Sequence[Annotated], known: Naming, copied: CopiedParts) -> Iterator[_Same]:
    told = tuple(tellings(each, place) for place, each in enumerate(articles))
    for pair in partners(told, known, copied):
        yield _Same(
            a=(pair.a.article, pair.a.sentence),
            b=(pair.b.article, pair.b.sentence),
            cited=pair.citation in {"cited", "near"},
            shared=in_common(pair.a, pair.b),
        )
    for match in restated(articles, told, known, copied):
        yield _Same(
            a=(match.a.article, match.a.sentence),
            b=(match.b.article, match.b.sentence),
            cited=match.citation == "cited",
            shared=match.shared,
        )


def _retelling(known: Naming, articles: Sequence[Annotated], found: _Same) -> Retelling:
    a, b = _excerpt(articles, found.a), _excerpt(articles, found.b)
    directed = found.cited or came_before(known.tellers[found.a[0]], known.tellers[found.b[0]])
    return Retelling(
        id=content_id("rtl", a.id, a.start, a.end, b.id, b.start, b.end),
        a=a,
        b=b,
        direction="a>b" if directed else "unknown",
        shared=found.shared,
    )


def _excerpt(articles: Sequence[Annotated], place: _Place) -> Excerpt:
    article = articles[place[0]].article
    start, end = place[1]
    return Excerpt(id=article.id, start=start, end=end, text=article.text[start:end])
