"""Some rows of a table as they are exported, each with the quotation that it rests on."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

import msgspec
import sqlalchemy as sa

from sayso.decision import Mark
from sayso.ledger import decisions, listed, search
from sayso.ledger.browse import Item
from sayso.model import (
    Annotation,
    Article,
    Attribution,
    Claim,
    Copy,
    Figure,
    Finding,
    FollowUp,
    Indicator,
    Mutation,
    Origin,
    Retelling,
    SharedQuotation,
    Time,
    Unquantified,
)
from sayso.show.decisions import marked, said_of
from sayso.show.link_tables import BETWEEN_QUOTATIONS, MOST_QUOTED
from sayso.show.quotation import Reading, extent
from sayso.show.value import count_of

Row = Mapping[str, object]
# Articles held at a time: rows stand in the order of their articles, but for a few.
HELD = 64


class Place(msgspec.Struct, frozen=True):
    """Where the words are that a row rests on."""

    article: str
    start: int
    end: int


class Quoted:
    """Rows of one ledger, with the articles that were read for them."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._reading = lru_cache(maxsize=HELD)(self._read)
        self._annotated = lru_cache(maxsize=HELD)(self._read_whole)

    @cached_property
    def _marks(self) -> Mapping[str, Mark]:
        return decisions.standing_all(self._connection).marks

    def _read(self, id: str) -> Reading | None:
        article = search.article(self._connection, id)
        return Reading(article, Annotation(id=id)) if article else None

    def _read_whole(self, id: str) -> Reading | None:
        article = search.article(self._connection, id)
        return Reading(article, search.annotation(self._connection, id)) if article else None

    def row(self, item: Item) -> Row:
        """Return the row with the columns of its table.

        Beside them `place`, where its words are, and `said`, what persons said of it in words.
        """
        record = item.record
        places = self.places(item)
        made = dict(msgspec.to_builtins(record))
        if item.article is not None:
            made = {"id": item.id, "article": item.article, **made}
        made |= self._more(item)
        words = dict.fromkeys(filter(None, map(self.quotation, places)))
        made["quotation"] = BETWEEN_QUOTATIONS.join(list(words)[:MOST_QUOTED])
        mark = self._marks.get(item.id)
        made |= {**marked(mark), "said": said_of(mark)}
        made["place"] = places[0] if places else None
        return made

    def _more(self, item: Item) -> Row:
        match item.record:
            case Attribution() as said:
                reading = self._annotated(item.article or "")
                assert reading is not None
                return {
                    "source_text": reading.words(said.source),
                    "cue_text": reading.words(said.cue),
                    "content_text": reading.words(said.content),
                    "chain": reading.chain(said.id),
                }
            case Figure() as figure:
                reading = self._annotated(item.article or "")
                assert reading is not None
                return {"chain": reading.chain(figure.attribution)}
            case Origin() as origin:
                return {"count": count_of(origin)}
        return {}

    def places(self, item: Item) -> Sequence[Place]:
        """Return where the words are that a row rests on, the first that one reads first."""
        match item.record:
            case Article():
                return (Place(item.id, 0, 1),)
            case Attribution() as said:
                return (Place(item.article or "", *extent(said)),)
            case Figure() | Time() | Unquantified() as span:
                return (Place(item.article or "", span.start, span.end),)
            case Claim() as claim:
                return tuple(Place(m.article, m.start, m.end) for m in claim.mentions)
            case Finding() as finding:
                return self._mentioned(finding.mentions)
            case Origin() as origin:
                return self._claimed([origin.claim.id])
            case Indicator() as indicator:
                return self._claimed([each.claim for each in indicator.values if each.claim])
            case Copy() | SharedQuotation() as link:
                if not link.passages:
                    return ()
                a0, a1, _, _ = link.passages[0]
                return (Place(link.a, a0, a1),)
            case Mutation() | Retelling() | FollowUp() as told:
                return tuple(Place(each.id, each.start, each.end) for each in (told.a, told.b))
        raise TypeError(f"no places of a {type(item.record).__name__}")

    def _mentioned(self, ids: Iterable[str]) -> Sequence[Place]:
        ids = list(ids)[: 4 * MOST_QUOTED]
        found = listed.spans_at(self._connection, ids)
        made = []
        for each in ids:
            if each in found:
                article, record = found[each]
                made.append(Place(article, *_extent(each, record)))
        return made

    def _claimed(self, ids: Sequence[str]) -> Sequence[Place]:
        claims = listed.claims_called(self._connection, ids)
        mentions = (m for claim in claims for m in claim.mentions[:1])
        return tuple(Place(m.article, m.start, m.end) for m in mentions)

    def quotation(self, place: Place) -> str:
        """Return the sentences that words stand in, empty where their article is gone."""
        reading = self._reading(place.article)
        return reading.quotation(place.start, place.end) if reading else ""


def _extent(id: str, record: str) -> tuple[int, int]:
    if id.startswith("fig"):
        figure = msgspec.json.decode(record, type=Figure)
        return figure.start, figure.end
    try:
        return extent(msgspec.json.decode(record, type=Attribution))
    except msgspec.ValidationError:
        figure = msgspec.json.decode(record, type=Figure)
        return figure.start, figure.end
