"""An article: its marked text, what was found in it, what was cut, where it is from."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec
import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sayso.ledger import decisions, outdated, search, told
from sayso.ledger.write import unquantified_id
from sayso.model import Article, Copy, Links, SaysoError, Span
from sayso.show.copied import source_of
from sayso.show.goes_on import around_article, names_of
from sayso.show.language import not_read
from sayso.show.quotation import Reading
from sayso.show.report.articles import Capture, Fact, Paragraph, capture_view, facts, paragraphs
from sayso.show.report.text import Mark, short
from sayso.show.tables import article_record
from sayso.web import addresses, parameters
from sayso.web.desk import Desk
from sayso.web.panel import panel, scales
from sayso.web.parameters import NotThere, WrongParameter
from sayso.web.templates import page

LAYERS: Mapping[str, str] = {
    "who": "who speaks",
    "cue": "the word that says so",
    "figure": "figures",
    "time": "times",
    "hedge": "hedges and caveats",
    "copied": "passages in common",
}
LONGEST_CUT = 600
MOST_LINKED = 60
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")


class Other(msgspec.Struct, frozen=True, kw_only=True):
    """An article that has text in common with this one."""

    id: str
    name: str
    title: str
    how: str
    letters: int


class View(msgspec.Struct, frozen=True, kw_only=True):
    """An article as its page shows it."""

    article: Article
    text: tuple[Paragraph, ...]
    facts: tuple[Fact, ...]
    captures: tuple[Capture, ...]
    others: tuple[Other, ...]
    not_read: str
    counts: Mapping[str, int]


def article(desk: Desk, request: Request) -> Response:
    """Return the page of an article, with the words that `at` names set off."""
    named = article_id(request)
    known = {
        "id": parameters.text,
        "at": _span,
        "hide": parameters.text,
    }
    given = parameters.read(request.query_params, known)
    hidden = _hidden(given.get("hide", ""))
    with desk.ledger.reading() as connection:
        found, as_json = _found(connection, named)
        reading = Reading(found, search.annotation(connection, found.id))
        if as_json:
            return JSONResponse(_plain_record(reading))
        links = told.links_of(connection, found.id)
        names = {
            each: search.article(connection, each)
            for each in _others(links, found.id)[:MOST_LINKED]
        }
        captures = search.captures(connection, found.id)
        stories = search.stories_of(connection, found.id)
        its_around = around_article(connection, found.id)
        called = names_of(connection, stories)
        due = outdated.is_due(connection)
        deciding = panel(connection, found.id)
        wrong = tuple(_rejected(reading, decisions.standing_all(connection).judged.rejected))
    return page(
        request,
        "article.html",
        panel=deciding,
        scales=scales(),
        view=view(
            reading, links, names, [dict(row) for row in captures], (*_here(reading, given), *wrong)
        ),
        layers=LAYERS,
        hidden=hidden,
        stories=stories,
        called=called,
        around=its_around,
        due=due,
        at=given.get("at", ""),
    )


def article_id(request: Request) -> str:
    """Return the id in the address; raises NotThere without one."""
    named = request.path_params.get("id") or request.query_params.get("id", "")
    if not named:
        raise NotThere("which one? The address has no id; search finds articles and stories")
    return str(named)


def _plain_record(reading: Reading) -> object:
    record = dict(article_record(reading))
    record["permalink"] = addresses.of("article", reading.article.id)
    return record


def _found(connection: sa.Connection, named: str) -> tuple[Article, bool]:
    exact = search.article(connection, named)
    if exact is None and named.endswith(".json"):
        return _found(connection, named.removesuffix(".json"))[0], True
    if exact is not None:
        return exact, False
    try:
        return search.article_called(connection, named), False
    except SaysoError as error:
        raise NotThere(str(error)) from None


def _span(name: str, value: str) -> str:
    if not _SPAN.fullmatch(value):
        raise WrongParameter(f"{name}: {value[:100]!r} is no place; give one such as 120-160")
    return value


def _at(given: Mapping[str, str]) -> Span | None:
    match = _SPAN.fullmatch(given.get("at", ""))
    return (int(match[1]), int(match[2])) if match else None


def _hidden(value: str) -> frozenset[str]:
    names = frozenset(filter(None, value.split(",")))
    if strange := names - set(LAYERS):
        raise WrongParameter(
            f"hide: no marks {', '.join(sorted(strange))!r}; there are {', '.join(LAYERS)}"
        )
    return names


def view(
    reading: Reading,
    links: Links,
    names: Mapping[str, Article | None],
    captures: Sequence[Mapping[str, str | None]],
    more: Sequence[Mark] = (),
) -> View:
    """Return an article with its marks and some more, and what is told around it."""
    its, found = reading.article, reading.annotation
    marks = [*_marks(reading), *_copied(its.id, links), *more]
    marks.sort(key=lambda mark: (mark.start, mark.end, mark.kind))
    return View(
        article=its,
        text=tuple(paragraphs(reading, marks)),
        facts=tuple(facts(its)),
        captures=tuple(map(capture_view, captures)),
        others=tuple(_linked(its.id, links, names)),
        not_read=not_read(its),
        counts={
            "attributions": len(found.attributions),
            "figures": len(found.figures),
            "times": len(found.times),
            "unquantified": len(found.unquantified),
        },
    )


def _marks(reading: Reading) -> Iterator[Mark]:
    found = reading.annotation
    for each in found.attributions:
        href = addresses.of("row", each.id)
        for start, end in each.source:
            yield Mark(start=start, end=end, kind="who")
        for start, end in each.cue:
            yield Mark(start=start, end=end, kind="cue", href=href)
        for start, end in (*each.hedges, *each.caveats):
            yield Mark(start=start, end=end, kind="hedge")
    for time in found.times:
        yield Mark(start=time.start, end=time.end, kind="time")
    for figure in found.figures:
        if not figure.derived:
            href = addresses.of("row", figure.id)
            yield Mark(start=figure.start, end=figure.end, kind="figure", href=href)
    for none in found.unquantified:
        href = addresses.of("row", unquantified_id(reading.article.id, none))
        yield Mark(start=none.start, end=none.end, kind="figure", href=href)


def _here(reading: Reading, given: Mapping[str, str]) -> Iterator[Mark]:
    """Yield the marks of the words that the address sets off."""
    if at := _at(given):
        longest = len(reading.article.text)
        start, end = min(at[0], longest), min(max(at), longest)
        if start == end:  # a place alone: the sentence around it
            start, end = reading.around(start, min(start + 1, longest))
        yield Mark(start=start, end=end, kind="here")
        yield Mark(start=start, end=start, anchor="here")


def _rejected(reading: Reading, rejected: Collection[str]) -> Iterator[Mark]:
    """Yield the marks of what somebody rejected, to be struck through."""
    found = reading.annotation
    spans = [(each.id, each.start, each.end) for each in found.figures]
    spans += [(each.id, each.start, each.end) for each in found.times]
    for named, start, end in spans:
        if named in rejected:
            yield Mark(start=start, end=end, kind="rejected")
    for said in found.attributions:
        if said.id in rejected:
            for start, end in said.cue:
                yield Mark(start=start, end=end, kind="rejected")


def _copied(named: str, links: Links) -> Iterator[Mark]:
    spans: set[Span] = set()
    for copy in links.copies:
        for a0, a1, b0, b1 in copy.passages:
            spans.add((a0, a1) if copy.a == named else (b0, b1))
    for start, end in spans:
        yield Mark(start=start, end=end, kind="copied")


def _others(links: Links, named: str) -> list[str]:
    each = (copy.b if copy.a == named else copy.a for copy in links.copies)
    return [other for other in dict.fromkeys(each) if other != named]


def _linked(named: str, links: Links, names: Mapping[str, Article | None]) -> Iterable[Other]:
    for copy in sorted(links.copies, key=_letters, reverse=True):
        other = names.get(copy.b if copy.a == named else copy.a)
        if other is None:
            continue
        taken = "took from it" if source_of(copy) == named else "it took from"
        yield Other(
            id=other.id,
            name=other.called,
            title=short(other.title or ""),
            how="shares text with" if copy.direction == "unknown" else taken,
            letters=_letters(copy),
        )


def _letters(copy: Copy) -> int:
    return sum(a1 - a0 for a0, a1, _, _ in copy.passages)


def cuts(its: Article) -> Sequence[tuple[str, str, str]]:
    """Return what was left out of the text: kind, reason, words."""
    return tuple((each.kind, each.reason, short(each.text, LONGEST_CUT)) for each in its.cut)
