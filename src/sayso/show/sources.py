"""What each outlet and each source gave, passed on and changed, over all stories; no score."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import sqlalchemy as sa

from sayso.ledger import Ledger, search, told
from sayso.model import Annotated, Copy, Mutation, Origin, Weighed, content_id
from sayso.show.link_tables import BETWEEN_QUOTATIONS, MOST_QUOTED
from sayso.weigh.origins.conduits import Outlets, outlets

Row = Mapping[str, object]
# Of the claims of a busy outlet so many are named; the numbers count all.
MOST_NAMED = 200

COLUMNS = (
    "id", "kind", "name", "articles", "originated", "passed_on", "taken_from", "taken_by",
    "changed", "withdrawn", "claims", "mutations", "quotation",
)  # fmt: skip


class _Deeds:
    """What one outlet or source did, while it is gathered."""

    def __init__(self) -> None:
        self.articles: dict[str, None] = {}
        self.originated: dict[str, str] = {}
        self.passed_on: dict[str, str] = {}
        self.taken_from: Counter[str] = Counter()
        self.taken_by: Counter[str] = Counter()
        self.changed: dict[str, str] = {}
        self.withdrawn: dict[str, None] = {}


Key = tuple[str, str]


def sources(ledger: Ledger, story: str | None = None) -> Iterator[Row]:
    """Yield a row an outlet and a source, those that originated most first.

    Of an outlet: the claims for which it stands directly before an origin (`originated`), those
    that it has from another outlet (`passed_on`), whose text it took and who took its, and what
    changed in its hands, by type. Of a source: the claims that end at it, and through whom.
    """
    with ledger.reading() as connection:
        stories = [each.id for each in search.stories(connection) if story in (None, each.id)]
        yield from sources_in(connection, stories)


def sources_in(connection: sa.Connection, stories: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of `sources` over some stories."""
    found: dict[Key, _Deeds] = defaultdict(_Deeds)
    for each in stories:
        annotated = [
            Annotated(article=article, annotation=search.annotation(connection, article.id))
            for article in search.articles(connection, each)
        ]
        links = told.links(connection, each)
        known = outlets(annotated)
        _gather(told.weighed(connection, each), known, found)
        _linked(links.copies, links.mutations, known, found)
        for article in annotated:
            name = _name(article.article.id, known)
            found["outlet", name].articles[article.article.id] = None
    ordered = sorted(
        found.items(),
        key=lambda pair: (-len(pair[1].originated), -len(pair[1].passed_on), pair[0]),
    )
    for (kind, name), deeds in ordered:
        yield _row(kind, name, deeds)


def _gather(weighed: Weighed, known: Outlets, found: dict[Key, _Deeds]) -> None:
    texts = {claim.id: claim.text for claim in weighed.claims}
    summed = {claim.id for claim in weighed.claims if claim.derived}
    for origin in weighed.origins:
        if origin.claim.id in summed:
            continue
        text = texts.get(origin.claim.id, origin.claim.text)
        for root in origin.roots:
            if root.type in ("named", "observed", "unnamed"):
                deeds = found["source", root.name]
                deeds.originated[origin.claim.id] = text
                deeds.articles.update(dict.fromkeys(_articles_of(origin, root.mentions, weighed)))
        for conduit in origin.conduits:
            found["outlet", conduit].originated[origin.claim.id] = text
        for article in origin.documents:
            name = _name(article, known)
            if name not in origin.conduits:
                found["outlet", name].passed_on[origin.claim.id] = text
        for article in origin.withdrawn:
            found["outlet", _name(article, known)].withdrawn[origin.claim.id] = None


def _articles_of(origin: Origin, mentions: Sequence[str], weighed: Weighed) -> Iterator[str]:
    wanted = set(mentions)
    for claim in weighed.claims:
        if claim.id == origin.claim.id:
            yield from (each.article for each in claim.mentions if each.id in wanted)


def _linked(
    copies: Sequence[Copy],
    mutations: Sequence[Mutation],
    known: Outlets,
    found: dict[Key, _Deeds],
) -> None:
    took: set[tuple[str, str]] = set()
    for copy in copies:
        if copy.direction == "unknown" or copy.a == copy.b:
            continue
        source, taker = (copy.a, copy.b) if copy.direction == "a>b" else (copy.b, copy.a)
        took.add((source, taker))
        giver, getter = _name(source, known), _name(taker, known)
        if giver != getter:
            found["outlet", getter].taken_from[giver] += 1
            found["outlet", giver].taken_by[getter] += 1
    for mutation in mutations:
        # A change between two texts of which nobody knows the earlier is in nobody's hands.
        for source, taker in ((mutation.a.id, mutation.b.id), (mutation.b.id, mutation.a.id)):
            if (source, taker) in took and not mutation.candidate:
                found["outlet", _name(taker, known)].changed[mutation.id] = mutation.type


def _name(article: str, known: Outlets) -> str:
    key = known.own.get(article, article)
    return known.shown.get(key, key)


def _row(kind: str, name: str, deeds: _Deeds) -> Row:
    claims = {**deeds.originated, **deeds.passed_on}
    return {
        "id": content_id("src", kind, name),
        "kind": kind,
        "name": name,
        "articles": tuple(deeds.articles),
        "originated": len(deeds.originated),
        "passed_on": len(deeds.passed_on),
        "taken_from": dict(deeds.taken_from.most_common()),
        "taken_by": dict(deeds.taken_by.most_common()),
        "changed": dict(Counter(deeds.changed.values()).most_common()),
        "withdrawn": len(deeds.withdrawn),
        "claims": tuple(claims)[:MOST_NAMED],
        "mutations": tuple(deeds.changed)[:MOST_NAMED],
        "quotation": BETWEEN_QUOTATIONS.join(list(dict.fromkeys(claims.values()))[:MOST_QUOTED]),
    }
