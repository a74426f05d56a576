"""The tables of a ledger as they can be looked through: their filters, facets and orders."""

from collections.abc import Callable, Mapping

import msgspec
import sqlalchemy as sa

from sayso.ledger import schema
from sayso.ledger.browse import Condition, Listing
from sayso.ledger.search import first_articles, terms_of
from sayso.model import (
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

# What `q` asks for, among the articles that have the words and no further: quick in any ledger.
NEAR = "near"


def _is(column: sa.ColumnElement[object]) -> Callable[[str], Condition]:
    return lambda value: column == value


def _members(story: str) -> sa.Select[tuple[str]]:
    member = schema.membership.c
    return sa.select(member.article).where(member.story == story)


def _of_story(column: sa.ColumnElement[str]) -> Callable[[str], Condition]:
    named = schema.article.c

    def condition(story: str) -> Condition:
        given = sa.select(named.id).where(named.story == story)
        return column.in_(_members(story).union(given))

    return condition


def _worth(table: sa.Table) -> sa.ColumnElement[object]:
    c = table.c
    return sa.func.coalesce(c.best, c.low, c.high)


def _number(table: sa.Table, *, least: bool) -> Callable[[str], Condition]:
    worth = _worth(table)
    return lambda value: worth >= float(value) if least else worth <= float(value)


def _matching(index: str) -> Callable[[str], Condition]:
    """Return the rows with certain words, by the table that indexes them."""
    matches = sa.literal_column(index).op("MATCH", is_comparison=True)
    return lambda words: matches(terms_of(words))


def _field(table: sa.Table, name: str) -> sa.ColumnElement[object]:
    return sa.func.json_extract(table.c.record, f"$.{name}")


def _yes(table: sa.Table, name: str) -> Callable[[str], Condition]:
    column = sa.func.coalesce(_field(table, name), 0)
    return lambda value: column == (1 if value == "yes" else 0)


def _contains(column: sa.ColumnElement[object]) -> Callable[[str], Condition]:
    return lambda value: column.icontains(value, autoescape=True)


def _articles() -> Listing:
    c = schema.article.c
    outlet = sa.func.coalesce(c.outlet, c.site)
    return Listing(
        table=schema.article,
        record=Article,
        filters={
            "story": _of_story(c.id),
            "q": _matching("article_search"),
            "outlet": lambda value: sa.or_(c.outlet == value, _unnamed(value)),
            "agency": _is(c.agency),
            "language": _is(c.language),
            "from": lambda day: c.published >= day,
            "to": lambda day: c.published < f"{day}~",
        },
        facets={"outlet": outlet, "agency": c.agency, "language": c.language},
        sorts={"published": c.published, "outlet": outlet, "title": c.title},
        words="article_search",
    )


def _unnamed(site: str) -> Condition:
    c = schema.article.c
    return sa.and_(c.outlet.is_(None), c.site == site)


def _spans(
    table: sa.Table, record: type[msgspec.Struct], more: Mapping[str, Callable[[str], Condition]]
) -> Listing:
    columns = {
        name: table.c[name]
        for name in ("source_kind", "certainty", "predicate", "counted", "unit", "type", "kind")
        if name in table.c
    }
    exact = {name: _is(column) for name, column in columns.items()}
    shared = {"story": _of_story(table.c.article), "article": _is(table.c.article)}
    return Listing(
        table=table, record=record, filters={**shared, **exact, **more}, facets=columns, sorts={}
    )


def _near(table: sa.Table, name: str) -> Callable[[str], Condition]:
    """Return the rows of the first articles with some words, whose column has the words too."""

    def condition(words: str) -> Condition:
        c = table.c
        return sa.and_(
            c.article.in_(first_articles(words)), c[name].icontains(words, autoescape=True)
        )

    return condition


def _attributions() -> Listing:
    c = schema.attribution.c
    found = _spans(
        schema.attribution,
        Attribution,
        {
            "source": _is(c.source_name),
            "q": _contains(c.source_name),
            NEAR: _near(schema.attribution, "source_name"),
        },
    )
    return msgspec.structs.replace(
        found,
        facets={**found.facets, "source": c.source_name},
        sorts={"source": c.source_name, "certainty": c.certainty},
    )


def _figures() -> Listing:
    table = schema.figure
    found = _spans(
        table,
        Figure,
        {
            "low": _number(table, least=True),
            "high": _number(table, least=False),
            "derived": lambda value: table.c.derived == (value == "yes"),
            "q": _contains(table.c.counted),
            NEAR: _near(table, "counted"),
        },
    )
    sorts = {"value": _worth(table), "predicate": table.c.predicate}
    return msgspec.structs.replace(found, sorts=sorts)


def _times() -> Listing:
    c = schema.time.c
    within: Mapping[str, Callable[[str], Condition]] = {
        "from": lambda day: c.ends >= day,
        "to": lambda day: c.begins <= day,
    }
    return msgspec.structs.replace(
        _spans(schema.time, Time, within), sorts={"begins": c.begins, "ends": c.ends}
    )


def _between(
    table: sa.Table, record: type[msgspec.Struct], facets: Mapping[str, sa.ColumnElement[object]]
) -> Listing:
    c = table.c

    def in_story(story: str) -> Condition:
        return sa.and_(c.a.in_(_members(story)), c.b.in_(_members(story)))

    return Listing(
        table=table,
        record=record,
        filters={
            "story": in_story,
            "article": lambda named: sa.or_(c.a == named, c.b == named),
            **{name: _is(column) for name, column in facets.items()},
        },
        facets=facets,
        sorts=dict(facets),
    )


def _mutations() -> Listing:
    c = schema.mutation.c
    found = _between(schema.mutation, Mutation, {"type": c.type})
    chosen = {**found.filters, "candidate": _yes(schema.mutation, "candidate")}
    return msgspec.structs.replace(found, filters=chosen)


def _follow_ups() -> Listing:
    c = schema.follow_up.c
    found = _between(schema.follow_up, FollowUp, {"type": c.type})
    either = {"story": lambda named: sa.or_(c.story == named, c.follows == named)}
    return msgspec.structs.replace(found, filters={**found.filters, **either})


def _claims() -> Listing:
    table = schema.claim
    return Listing(
        table=table,
        record=Claim,
        filters={
            "story": _is(table.c.story),
            "q": _matching("claim_search"),
            "predicate": _is(table.c.indicator),
            "low": _number(table, least=True),
            "high": _number(table, least=False),
        },
        facets={"predicate": table.c.indicator},
        sorts={"value": _worth(table)},
        words="claim_search",
    )


def _findings() -> Listing:
    table = schema.finding
    return Listing(
        table=table,
        record=Finding,
        filters={
            "story": _is(table.c.story),
            "type": _is(table.c.type),
            "candidate": _yes(table, "candidate"),
        },
        facets={"type": table.c.type},
        sorts={"type": table.c.type},
    )


def _origins() -> Listing:
    c = schema.origin.c
    return Listing(
        table=schema.origin,
        record=Origin,
        filters={"story": _is(c.story), "claim": _is(c.claim), "origins": lambda n: c.n_min == n},
        facets={"origins": c.n_min},
        sorts={"least": c.n_min, "most": c.n_max},
    )


def _indicators() -> Listing:
    c = schema.indicator.c
    return Listing(
        table=schema.indicator,
        record=Indicator,
        filters={"story": _is(c.story), "indicator": _is(c.indicator)},
        facets={"indicator": c.indicator},
        sorts={"indicator": c.indicator},
    )


LISTINGS: Mapping[str, Listing] = {
    "articles": _articles(),
    "findings": _findings(),
    "claims": _claims(),
    "origins": _origins(),
    "indicators": _indicators(),
    "figures": _figures(),
    "attributions": _attributions(),
    "times": _times(),
    "unquantified": _spans(schema.unquantified, Unquantified, {}),
    "copies": _between(schema.copy, Copy, {"direction": schema.copy.c.direction}),
    "mutations": _mutations(),
    "follow-ups": _follow_ups(),
    "quotations": _between(
        schema.quotation, SharedQuotation, {"speaker": schema.quotation.c.speaker}
    ),
    "retellings": _between(
        schema.retelling, Retelling, {"direction": schema.retelling.c.direction}
    ),
}
