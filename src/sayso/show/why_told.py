"""What a row rests on that was derived from several articles: each place with its words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from sayso.ledger import Ledger, search, told
from sayso.model import (
    Annotation,
    Article,
    Claim,
    Copy,
    Finding,
    Indicator,
    Mutation,
    Origin,
    Retelling,
    SaysoError,
    SharedQuotation,
    Span,
    Story,
)
from sayso.show.copied import source_of
from sayso.show.quotation import Reading
from sayso.show.stated import value_of
from sayso.show.value import amount, count_of, counted
from sayso.show.why import Decided, Why, decided_on, in_context
from sayso.show.why import why as why_span

Linking = Copy | SharedQuotation | Retelling | Mutation


class WhyTold(msgspec.Struct, frozen=True, kw_only=True):
    """A row with its grounds: what it says in words, the rule, and each place it rests on.

    `decided` are the decisions on it.
    """

    id: str
    kind: str
    text: str
    rule: str
    grounds: tuple[Why, ...]
    record: Mapping[str, Any]
    decided: Decided = ()


def why(ledger: Ledger, id: str) -> Why | WhyTold:
    """Return the grounds of any row, by its id or the beginning of its id.

    Raises SaysoError when there is no such row, or several.
    """
    with ledger.reading() as connection:
        if story := search.story_called(connection, id):
            return _why_story(connection, story)
        record = told.called(connection, id)
        if record is None:
            return why_span(ledger, id)
        claims = {each.id: each for each in _claims(connection, record)}
        if isinstance(record, Copy | SharedQuotation | Retelling | Mutation):
            grounds = tuple(_places(connection, record))
        else:
            grounds = tuple(_mentions(ledger, _rests_on(record, claims)))
        names = _sources(connection, record)
        decided = decided_on(connection, record.id)
    text, rule = _said(record, claims, names)
    return WhyTold(
        id=record.id,
        kind=_kind(record),
        text=text,
        rule=rule,
        grounds=grounds,
        record=msgspec.to_builtins(record),
        decided=decided,
    )


def _why_story(connection: sa.Connection, story: Story) -> WhyTold:
    """Return why articles stand in one story, with how each begins."""
    members = search.articles(connection, story.id)
    return WhyTold(
        id=story.id,
        kind="story",
        text=f"{counted(len(story.articles), 'article')} about one event",
        rule="the analyst's name for it"
        if story.given
        else "joined by likeness of words and names",
        grounds=tuple(_place(connection, article, article.id, ((0, 1),)) for article in members),
        record=msgspec.to_builtins(story),
        decided=decided_on(connection, story.id),
    )


def _kind(record: told.LinkRecord) -> str:
    return "quotation" if isinstance(record, SharedQuotation) else type(record).__name__.lower()


def _sources(connection: sa.Connection, record: told.LinkRecord) -> Mapping[str, str]:
    """Return how the source of a copy is called, by its id."""
    if not isinstance(record, Copy) or record.direction == "unknown":
        return {}
    article = search.article(connection, source_of(record))
    if article is None:
        return {}
    titled = f": {article.title}" if article.title else ""
    return {article.id: f"{article.called}{titled} ({article.id})"}


def _said(
    record: told.LinkRecord, claims: Mapping[str, Claim], names: Mapping[str, str]
) -> tuple[str, str]:
    match record:
        case Copy():
            grounds = "; ".join(record.evidence) or "shared words alone"
            if record.a == record.b:
                return "its own words repeat a post that is embedded in it", grounds
            if record.direction == "unknown":
                return "who copied whom is not known", grounds
            source = source_of(record)
            return f"the source is {names.get(source, source)}", grounds
        case SharedQuotation():
            return f"both carry the words of {record.speaker or 'a third party'}", "shared speech"
        case Retelling():
            return "possibly the same claim in other words", "; ".join(record.shared)
        case Mutation():
            maybe = " (candidate)" if record.candidate else ""
            return f"{record.type}, {record.subtype}{maybe}", record.reason
        case Claim():
            return _claimed(
                record, record.text
            ), "mentions with the same event, predicate, scope and value"
        case Origin():
            roots = "; ".join(
                f"{root.type}: {root.name}" + (f" ({root.reason})" if root.reason else "")
                for root in record.roots
            )
            stated = _claimed(claims.get(record.claim.id), record.claim.text)
            return f"{stated}: {count_of(record)}", f"the ends of its chains: {roots}"
        case Finding():
            return record.text, record.rule
        case Indicator():
            chosen = record.reading
            reading = amount(chosen.low, chosen.best, chosen.high)
            return f"{record.indicator}: {reading or 'no reading'}", chosen.rule


def _claimed(claim: Claim | None, text: str) -> str:
    value = value_of(claim)
    return f"{value}: “{text}”" if value and value != text else text


def _claims(connection: sa.Connection, record: told.LinkRecord) -> Iterable[Claim]:
    if isinstance(record, Origin | Indicator):
        return told.weighed(connection, record.story).claims
    return ()


def _rests_on(
    record: Claim | Origin | Finding | Indicator, claims: Mapping[str, Claim]
) -> Iterable[str]:
    match record:
        case Finding():
            return record.mentions
        case Claim():
            stated: Iterable[Claim | None] = (record,)
        case Origin():
            stated = (claims.get(record.claim.id),)
        case Indicator():
            stated = (claims.get(each.claim or "") for each in record.values)
    return [mention.id for claim in stated if claim for mention in claim.mentions]


def _mentions(ledger: Ledger, ids: Iterable[str]) -> Iterator[Why]:
    for each in dict.fromkeys(ids):
        try:
            yield why_span(ledger, each)
        except SaysoError:  # the article was derived anew since, and linking is due
            continue


def _places(connection: sa.Connection, link: Linking) -> Iterator[Why]:
    sides: dict[str, list[Span]]
    if isinstance(link, Retelling | Mutation):
        sides = {}
        for excerpt in (link.a, link.b):
            sides.setdefault(excerpt.id, []).append((excerpt.start, excerpt.end))
    else:
        sides = {link.a: [each[:2] for each in link.passages]}
        sides.setdefault(link.b, []).extend(each[2:] for each in link.passages)
    for article_id, spans in sides.items():
        article = search.article(connection, article_id)
        assert article is not None
        yield _place(connection, article, link.id, tuple(sorted(spans)))


def _place(connection: sa.Connection, article: Article, id: str, spans: tuple[Span, ...]) -> Why:
    reading = Reading(article, Annotation(id=article.id))
    captures = tuple(dict(row) for row in search.captures(connection, article.id))
    return in_context(reading, id, spans, captures)
