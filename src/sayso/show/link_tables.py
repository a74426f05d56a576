"""The exported tables of what was derived from several articles, each row with its quotation."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

import msgspec

from sayso.ledger import Ledger, search, told
from sayso.model import (
    Annotation,
    Claim,
    Copy,
    Excerpt,
    Finding,
    FollowUp,
    Indicator,
    Links,
    Mutation,
    Origin,
    Retelling,
    SharedQuotation,
    Weighed,
)
from sayso.show.quotation import Reading, extent
from sayso.show.value import count_of

Row = Mapping[str, object]
BETWEEN_QUOTATIONS = " | "
# A finding over two hundred articles is quoted by its first; `mentions` names them all.
MOST_QUOTED = 6


def copies(ledger: Ledger, story: str | None) -> Iterator[Row]:
    """Yield the copies, each with the words of its first passage."""
    return _passages(ledger, told_links(ledger, story).copies)


def quotations(ledger: Ledger, story: str | None) -> Iterator[Row]:
    """Yield the quotations that two articles share."""
    return _passages(ledger, told_links(ledger, story).quotations)


def retellings(ledger: Ledger, story: str | None) -> Iterator[Row]:
    """Yield the claims told again in other words, possibly, with the sentences of both sides."""
    return _sides(ledger, told_links(ledger, story).retellings)


def mutations(ledger: Ledger, story: str | None) -> Iterator[Row]:
    """Yield what changed on the way, with the sentences of both sides."""
    return _sides(ledger, told_links(ledger, story).mutations)


def follow_ups(ledger: Ledger, story: str | None) -> Iterator[Row]:
    """Yield the stories that go on from another, with the sentences of both sides."""
    return _sides(ledger, told_links(ledger, story).follow_ups)


def claims(ledger: Ledger, story: str | None) -> Iterator[Row]:
    """Yield the claims with their mentions."""
    for weighed, quoted in _weighed(ledger, story):
        for claim in weighed.claims:
            yield {**_fields(claim), "quotation": quoted(each.id for each in claim.mentions)}


def origins(ledger: Ledger, story: str | None) -> Iterator[Row]:
    """Yield how many distinct origins stand behind each claim."""
    for weighed, quoted in _weighed(ledger, story):
        mentions = {claim.id: [each.id for each in claim.mentions] for claim in weighed.claims}
        for origin in weighed.origins:
            words = quoted(mentions.get(origin.claim.id, ()))
            yield {**_fields(origin), "count": count_of(origin), "quotation": words}


def findings(ledger: Ledger, story: str | None) -> Iterator[Row]:
    """Yield the findings, those that matter first."""
    for weighed, quoted in _weighed(ledger, story):
        for finding in weighed.findings:
            yield {**_fields(finding), "quotation": quoted(finding.mentions)}


def indicators(ledger: Ledger, story: str | None) -> Iterator[Row]:
    """Yield what each story counts of each kind, with the sentence of each value."""
    for weighed, quoted in _weighed(ledger, story):
        first = {claim.id: claim.mentions[0].id for claim in weighed.claims if claim.mentions}
        for indicator in weighed.indicators:
            stated = (first[each.claim] for each in indicator.values if each.claim in first)
            yield {**_fields(indicator), "quotation": words_of(indicator, quoted(stated))}


def words_of(indicator: Indicator, quoted: str) -> str:
    """Return the quotation of an indicator: its claims' sentences, else the words that count."""
    told = dict.fromkeys(each.text for value in indicator.values for each in value.told)
    return quoted or BETWEEN_QUOTATIONS.join(list(told)[:MOST_QUOTED])


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "copies": (*Copy.__struct_fields__, "quotation"),
    "quotations": (*SharedQuotation.__struct_fields__, "quotation"),
    "retellings": (*Retelling.__struct_fields__, "quotation"),
    "mutations": (*Mutation.__struct_fields__, "quotation"),
    "follow-ups": (*FollowUp.__struct_fields__, "quotation"),
    "claims": (*Claim.__struct_fields__, "quotation"),
    "origins": (*Origin.__struct_fields__, "count", "quotation"),
    "findings": (*Finding.__struct_fields__, "quotation"),
    "indicators": (*Indicator.__struct_fields__, "quotation"),
}


ROWS: Mapping[str, Callable[[Ledger, str | None], Iterator[Row]]] = {
    "copies": copies,
    "quotations": quotations,
    "retellings": retellings,
    "mutations": mutations,
    "follow-ups": follow_ups,
    "claims": claims,
    "indicators": indicators,
    "origins": origins,
    "findings": findings,
}


def told_links(ledger: Ledger, story: str | None) -> Links:
    """Return the links of a ledger, of one story where given."""
    with ledger.reading() as connection:
        return told.links(connection, story)


def _passages(ledger: Ledger, found: Iterable[Copy | SharedQuotation]) -> Iterator[Row]:
    text = _texts(ledger)
    for record in found:
        start, end = record.passages[0][:2] if record.passages else (0, 0)
        words = " ".join(text(record.a).article.text[start:end].split())
        yield {**_fields(record), "quotation": words}


def _sides(ledger: Ledger, found: Iterable[Retelling | Mutation | FollowUp]) -> Iterator[Row]:
    text = _texts(ledger)

    def sentence(side: Excerpt) -> str:
        return text(side.id).quotation(side.start, side.end)

    for record in found:
        both = dict.fromkeys(map(sentence, (record.a, record.b)))
        yield {**_fields(record), "quotation": BETWEEN_QUOTATIONS.join(filter(None, both))}


def _texts(ledger: Ledger) -> Callable[[str], Reading]:
    @lru_cache(maxsize=256)
    def reading(id: str) -> Reading:
        with ledger.reading() as connection:
            article = search.article(connection, id)
        assert article is not None
        return Reading(article, Annotation(id=id))

    return reading


Quoted = Callable[[Iterable[str]], str]


def _weighed(ledger: Ledger, story: str | None) -> Iterator[tuple[Weighed, Quoted]]:
    with ledger.reading() as connection:
        for each in search.stories(connection):
            if story in (None, each.id):
                readings = [
                    Reading(article, search.annotation(connection, article.id))
                    for article in search.articles(connection, each.id)
                ]
                weighed = told.weighed(connection, each.id)
                yield weighed, quoted_from(readings, weighed.claims)


def quoted_from(readings: Iterable[Reading], claims: Iterable[Claim]) -> Quoted:
    """Return a function from ids of mentions to the sentences that they stand in."""
    by_id = {reading.article.id: reading for reading in readings}
    places = {
        mention.id: (by_id[mention.article], (mention.start, mention.end))
        for claim in claims
        for mention in claim.mentions
        if mention.article in by_id
    }
    for reading in by_id.values():  # a denial is no mention, yet a finding rests on it
        for attribution in reading.annotation.attributions:
            places.setdefault(attribution.id, (reading, extent(attribution)))
        for figure in reading.annotation.figures:
            places.setdefault(figure.id, (reading, (figure.start, figure.end)))

    def quoted(mentions: Iterable[str]) -> str:
        found = (places[each] for each in mentions if each in places)
        sentences = dict.fromkeys(reading.quotation(*span) for reading, span in found)
        shown = list(sentences)[:MOST_QUOTED]
        return BETWEEN_QUOTATIONS.join(shown)

    return quoted


def _fields(record: msgspec.Struct) -> Row:
    return {name: msgspec.to_builtins(getattr(record, name)) for name in record.__struct_fields__}
