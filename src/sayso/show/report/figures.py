"""The figures side by side: a table for each thing that is counted."""

from collections.abc import Sequence

import msgspec

from sayso.model import Claim, ReadingValue
from sayso.show.report.amount import amount, bound_in_words, spread, what_is_counted
from sayso.show.report.claims import ChainView, chain_views
from sayso.show.report.places import Places, Quote, Spot
from sayso.show.report.text import short
from sayso.show.report.when import day, days
from sayso.show.told import Told
from sayso.show.value import amount as amount_of
from sayso.show.value import origins_in_words


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """The same words about one value, from one or several articles."""

    quote: Quote
    chains: tuple[ChainView, ...]
    certainty: tuple[str, ...]
    when: tuple[str, ...]


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """One value with all that states it."""

    value: str
    what: str
    spread: str
    bound: str
    origins: str
    claim: str
    rows: tuple[Row, ...]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """All values of one indicator, from the least."""

    name: str
    reading: str
    rule: str
    values: tuple[Value, ...]
    articles: int


class Nothing(msgspec.Struct, frozen=True, kw_only=True):
    """A statement of zero or of a number that is not known."""

    kind: str
    what: str
    quotes: tuple[Quote, ...]


def tables(told: Told, places: Places) -> tuple[Table, ...]:
    """Return a table for each indicator, those first that most articles count."""
    readings = {each.indicator: each.reading for each in told.weighed.indicators}
    counted: dict[str, list[Claim]] = {}
    for claim in told.weighed.claims:
        if claim.indicator and not claim.derived and amount(claim):
            counted.setdefault(claim.indicator, []).append(claim)
    made = (_table(name, its, readings.get(name), places) for name, its in counted.items())
    return tuple(sorted(made, key=lambda table: (-table.articles, table.name)))


def other_values(told: Told, places: Places) -> tuple[Value, ...]:
    """Return the values of claims whose predicate is not known."""
    return tuple(
        _value(claim, places)
        for claim in sorted(told.weighed.claims, key=_size)
        if not claim.derived and not claim.indicator and amount(claim)
    )


def sums(told: Told, places: Places) -> tuple[Value, ...]:
    """Return the sums that Sayso made, their parts set off in the quotations."""
    return tuple(
        _value(claim, places) for claim in sorted(told.weighed.claims, key=_size) if claim.derived
    )


def _table(
    name: str, claims: Sequence[Claim], reading: ReadingValue | None, places: Places
) -> Table:
    return Table(
        name=name.replace("_", " "),
        reading=amount_of(reading.low, reading.best, reading.high, reading.unit) if reading else "",
        rule=reading.rule if reading else "",
        values=tuple(_value(claim, places) for claim in sorted(claims, key=_size)),
        articles=len({mention.article for claim in claims for mention in claim.mentions}),
    )


def _size(claim: Claim) -> tuple[float, float, str]:
    known = [each for each in (claim.low, claim.best, claim.high) if each is not None]
    return (known[0], known[-1], claim.text) if known else (0, 0, claim.text)


def _value(claim: Claim, places: Places) -> Value:
    spots = places.spots(mention.id for mention in claim.mentions)
    origin = places.origins.get(claim.id)
    return Value(
        value=amount(claim),
        what=what_is_counted(claim),
        spread=spread(claim.low, claim.best, claim.high),
        bound=bound_in_words(claim.bound),
        origins=origins_in_words(origin.n_min, origin.n_max) if origin else "",
        claim=claim.id,
        rows=tuple(_row(quote, places) for quote in places.quotes(spots)),
    )


def _row(quote: Quote, places: Places) -> Row:
    said = (spot.figure or spot.said for spot in quote.spots)
    given = (_when(spot, places) for spot in quote.spots)
    return Row(
        quote=quote,
        chains=chain_views(quote.spots, places),
        certainty=tuple(dict.fromkeys(each.certainty.value for each in said if each)),
        when=tuple(dict.fromkeys(each for each in given if each)),
    )


def _when(spot: Spot, places: Places) -> str:
    figure = spot.figure
    if figure is None:
        return ""
    if figure.as_of:
        return f"as of {day(figure.as_of)}"
    time = places.reading[spot.article].times.get(figure.time or "")
    return days(time.interval) if time and time.interval else ""


def zeros_and_unknowns(places: Places) -> tuple[Nothing, ...]:
    """Return the statements of zero and of unknown numbers, of the same kind together."""
    found: dict[tuple[str, str], list[Spot]] = {}
    for reading in places.readings:
        for each in reading.annotation.unquantified:
            spot = Spot(article=reading.article.id, start=each.start, end=each.end)
            found.setdefault((each.kind, each.predicate or each.counted or ""), []).append(spot)
    return tuple(
        Nothing(kind=kind, what=short(what.replace("_", " ")), quotes=places.quotes(spots))
        for (kind, what), spots in sorted(found.items())
    )
