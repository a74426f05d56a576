"""What a row rests on: the quotation in its context, the chain, and the rule that made it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from sayso.deciding.logged import holding
from sayso.ledger import Ledger, decisions, search
from sayso.ledger.write import unquantified_id
from sayso.model import Attribution, Certainty, Span
from sayso.show.decisions import decision_rows
from sayso.show.quotation import Reading

Decided = tuple[Mapping[str, Any], ...]
Captures = tuple[Mapping[str, str | None], ...]
CONTEXT = 300
_SPACE = re.compile(r"\s+")
# Words of an article without a row of their own: a side of a copy or of a change.
PASSAGE = "passage"


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """A row with its grounds.

    `marked` are the row's own words as offsets into `context`, `hedges` and `caveats` the words
    that soften it. Of the attributions that the chain consists of, outermost first, `chain_rules`
    made them, and `chain_said` tells how each puts it. `decided` are the decisions on the row.
    `goes_on` says whether the text goes on before the context, and behind it.
    """

    id: str
    kind: str
    article: str
    title: str | None
    quotation: str
    context: str
    marked: tuple[Span, ...]
    hedges: tuple[str, ...]
    caveats: tuple[str, ...]
    chain: tuple[str, ...]
    chain_rules: tuple[str, ...]
    chain_said: tuple[str, ...]
    rule: str
    captures: Captures
    record: Mapping[str, Any]
    decided: Decided = ()
    goes_on: tuple[bool, bool] = (False, False)


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    kind: str
    record: msgspec.Struct
    spans: tuple[Span, ...]
    rule: str
    attribution: str | None = None


def why(ledger: Ledger, id: str) -> Why:
    """Return the grounds of the row with that id, or of the one whose id begins so.

    Raises SaysoError when there is no such row, or several.
    """
    with ledger.reading() as connection:
        whole, article_id = search.whose(connection, id)
        article = search.article(connection, article_id)
        assert article is not None
        reading = Reading(article, search.annotation(connection, article_id))
        captures = tuple(dict(row) for row in search.captures(connection, article_id))
        found = decided_on(connection, whole)
    grounds = _in_context(reading, whole, _row(reading, whole), captures)
    return msgspec.structs.replace(grounds, decided=found)


def decided_on(connection: sa.Connection, id: str) -> Decided:
    """Return the decisions on a row, in order."""
    log = decisions.log(connection, subjects=(id,))
    return tuple(decision_rows(holding(connection, log)))


def in_context(reading: Reading, id: str, spans: tuple[Span, ...], captures: Captures) -> Why:
    """Return words of an article in their context, as one of the places that a row rests on."""
    row = _Row(kind=PASSAGE, record=reading.article, spans=spans, rule="")
    return _in_context(reading, id, row, captures)


def _in_context(reading: Reading, id: str, row: _Row, captures: Captures) -> Why:
    article = reading.article
    first, last = min(span[0] for span in row.spans), max(span[1] for span in row.spans)
    begin, end = _whole_words(article.text, first, last)
    return Why(
        id=id,
        kind=row.kind,
        article=article.id,
        title=article.title,
        quotation=reading.quotation(first, last),
        context=article.text[begin:end],
        marked=tuple((start - begin, stop - begin) for start, stop in row.spans),
        hedges=_words(reading, getattr(row.record, "hedges", ())),
        caveats=_words(reading, getattr(row.record, "caveats", ())),
        chain=reading.chain(row.attribution),
        chain_rules=tuple(each.rule for each in reading.links(row.attribution)),
        chain_said=tuple(_said(reading, each) for each in reading.links(row.attribution)),
        rule=row.rule,
        captures=captures,
        record={} if row.kind == PASSAGE else msgspec.to_builtins(row.record),
        goes_on=(begin > 0, end < len(article.text)),
    )


def _whole_words(text: str, first: int, last: int) -> Span:
    """The context of a stretch, which begins and ends with whole words where it has several."""
    begin, end = max(0, first - CONTEXT), min(len(text), last + CONTEXT)
    if begin and (opens := _SPACE.search(text, begin, first)):
        begin = opens.end()
    if end < len(text) and (spaces := list(_SPACE.finditer(text, last, end))):
        end = spaces[-1].start()
    return begin, end


def _said(reading: Reading, link: Attribution) -> str:
    """How a link of the chain puts it: its cue, whom it was told to, and how sure it is."""
    cue = f"“{reading.words(link.cue)}”" if link.cue else link.rule
    told = f"to {link.to}" if link.to else ""
    sure = "" if link.certainty is Certainty.ASSERTED else link.certainty.value
    return ", ".join(part for part in (f"{cue} {told}".rstrip(), sure) if part)


def _words(reading: Reading, spans: Iterable[Span]) -> tuple[str, ...]:
    return tuple(reading.words([span]) for span in spans)


def _row(reading: Reading, id: str) -> _Row:
    for attribution in reading.annotation.attributions:
        if attribution.id == id:
            return _Row(
                kind="attribution",
                record=attribution,
                spans=tuple(sorted((*attribution.source, *attribution.cue, *attribution.content))),
                rule=attribution.rule,
                attribution=id,
            )
    for figure in reading.annotation.figures:
        if figure.id == id:
            return _Row(
                kind="figure",
                record=figure,
                spans=((figure.start, figure.end),),
                rule=figure.rule,
                attribution=figure.attribution,
            )
    for time in reading.annotation.times:
        if time.id == id:
            return _Row(kind="time", record=time, spans=((time.start, time.end),), rule=time.rule)
    for each in reading.annotation.unquantified:
        if unquantified_id(reading.article.id, each) == id:
            rule = f"a statement of {'zero' if each.kind == 'zero' else 'an unknown number'}"
            return _Row(
                kind="unquantified", record=each, spans=((each.start, each.end),), rule=rule
            )
    found = "; ".join(f"{key} from {where}" for key, where in reading.article.found.items())
    return _Row(kind="article", record=reading.article, spans=((0, 1),), rule=found)
