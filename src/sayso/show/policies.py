"""Coding policies in use elsewhere, as other columns over the same indicators."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

import msgspec

from sayso.data import load
from sayso.ledger import Ledger, search, told
from sayso.model import Claim, Indicator, IndicatorValue, Origin, SaysoError, Weighed
from sayso.show.link_tables import BETWEEN_QUOTATIONS, quoted_from, words_of
from sayso.show.quotation import Reading
from sayso.show.value import amount

Row = Mapping[str, object]
KILLED, INJURED = "killed", "injured"


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """A policy: its columns, and how a story's counts become them."""

    columns: tuple[str, ...]
    code: Callable[["Counts"], Row]


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """The dead and the hurt of a story, with what a policy needs to know of them."""

    killed: Indicator | None
    injured: Indicator | None
    origins: Mapping[str, Origin]
    phrases: Mapping[str, str]

    def current(self, indicator: Indicator | None) -> Sequence[IndicatorValue]:
        """The totals that no later count by the same origin has replaced."""
        values = indicator.values if indicator is not None else ()
        return [each for each in values if each.total and each.revised_to is None]

    def named(self, value: IndicatorValue) -> str:
        """Who stands behind a value, the named first."""
        origin = self.origins.get(value.claim or "")
        return "; ".join(root.name for root in origin.roots) if origin is not None else ""


def ucdp(counts: Counts) -> Row:
    """Return low, best and high estimates and the original sources, as UCDP GED has them.

    Best is the reading; where that is a range or a bound, its lower figure, which UCDP as a rule
    takes where no source is the more reliable. Low and high are the ends of all current totals.
    """
    values = counts.current(counts.killed)
    ends = [_ends(each) for each in values]
    reading = counts.killed.reading if counts.killed is not None else None
    best = _lowest([(reading.best, reading.low)]) if reading is not None else None
    low = min((end[0] for end in ends if end[0] is not None), default=best)
    high = max((end[1] for end in ends if end[1] is not None), default=best)
    read = [each for each in values if best in (each.best, each.low)] or values
    sources = dict.fromkeys(filter(None, map(counts.named, read)))
    return {
        "best": best,
        "low": low if best is None or low is None else min(low, best),
        "high": high if best is None or high is None else max(high, best),
        "source_original": "; ".join(sources) or None,
    }


def acled(counts: Counts) -> Row:
    """Return one conservative number of fatalities and notes, as ACLED has them.

    Where reports differ or are vague, the lowest of the current totals; vague words by ACLED's own
    table. The hurt, and every other number told, stand in the notes.
    """
    values = counts.current(counts.killed)
    found = [n for each in values if (n := _conservative(each, counts.phrases)) is not None]
    notes = []
    for kind, indicator in ((KILLED, counts.killed), (INJURED, counts.injured)):
        told_of = [_noted(each, counts) for each in counts.current(indicator)]
        if told_of:
            notes.append(f"{kind}: {'; '.join(told_of)}")
    if len(set(found)) > 1:
        notes.append("reports differ on the number of fatalities")
    return {"fatalities": min(found, default=None), "notes": ". ".join(notes) or None}


def ibc(counts: Counts) -> Row:
    """Return the least and the most dead and hurt, as Iraq Body Count has them."""
    return {
        f"{key}_{end}": _end(counts.current(indicator), last=end == "max")
        for key, indicator in (("deaths", counts.killed), ("injuries", counts.injured))
        for end in ("min", "max")
    }


POLICIES: Mapping[str, Policy] = {
    "ucdp": Policy(columns=("best", "low", "high", "source_original"), code=ucdp),
    "acled": Policy(columns=("fatalities", "notes"), code=acled),
    "ibc": Policy(columns=("deaths_min", "deaths_max", "injuries_min", "injuries_max"), code=ibc),
}
# What each row has beside the columns of its policy.
FIRST, LAST = ("id", "story", "policy"), ("articles", "quotation")


def columns(policy: str) -> tuple[str, ...]:
    """Return the columns of a policy's rows; raises SaysoError where there is no such policy.

    >>> columns("acled")
    ('id', 'story', 'policy', 'fatalities', 'notes', 'articles', 'quotation')
    """
    if policy not in POLICIES:
        raise SaysoError(f"no policy {policy!r}; there are {', '.join(POLICIES)}")
    return (*FIRST, *POLICIES[policy].columns, *LAST)


def coded(
    ledger: Ledger, policy: str, story: str | None = None
) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Return the columns of a policy, and a row a story of which somebody was killed or hurt."""
    named = columns(policy)
    return named, _rows(ledger, policy, story)


def _rows(ledger: Ledger, policy: str, story: str | None) -> Iterator[Row]:
    code = POLICIES[policy].code
    with ledger.reading() as connection:
        chosen = search.require_story(connection, story).id if story is not None else None
        for each in search.stories(connection):
            if chosen not in (None, each.id):
                continue
            weighed = told.weighed(connection, each.id)
            counts = _counts(weighed, {})
            if counts.killed is None and counts.injured is None:
                continue
            readings = [
                Reading(article, search.annotation(connection, article.id))
                for article in search.articles(connection, each.id)
            ]
            phrases = {
                figure.id: figure.text
                for reading in readings
                for figure in reading.annotation.figures
            }
            yield _row(policy, code(_counts(weighed, phrases)), weighed, readings)


def _row(policy: str, coded: Row, weighed: Weighed, readings: Sequence[Reading]) -> Row:
    first = {claim.id: claim.mentions[0].id for claim in weighed.claims if claim.mentions}
    quoted = quoted_from(readings, weighed.claims)
    counted = [each for each in weighed.indicators if each.indicator in (KILLED, INJURED)]
    words = []
    for each in counted:
        stated = (first[value.claim] for value in each.values if value.claim in first)
        words.append(words_of(each, quoted(stated)))
    articles = dict.fromkeys(a for each in counted for value in each.values for a in value.articles)
    return {
        "id": f"{policy}-{counted[0].id}",
        "story": counted[0].story,
        "policy": policy,
        **coded,
        "articles": tuple(articles),
        "quotation": BETWEEN_QUOTATIONS.join(dict.fromkeys(filter(None, words))),
    }


def _counts(weighed: Weighed, phrases: Mapping[str, str]) -> Counts:
    """The counts of a story; `phrases` are the words of figures by the ids of mentions."""
    by_kind = {each.indicator: each for each in weighed.indicators}
    return Counts(
        killed=by_kind.get(KILLED),
        injured=by_kind.get(INJURED),
        origins={each.claim.id: each for each in weighed.origins},
        phrases={claim.id: _phrase(claim, phrases) for claim in weighed.claims},
    )


def _phrase(claim: Claim, phrases: Mapping[str, str]) -> str:
    return next((phrases[each.id] for each in claim.mentions if each.id in phrases), "")


def _ends(value: IndicatorValue) -> tuple[float | None, float | None]:
    """The lower and the upper end of a value; an open end is none."""
    if value.best is not None and value.low is None and value.high is None:
        return value.best, value.best
    low = value.low if value.low is not None else value.best
    return low, value.high if value.high is not None else low


def _end(values: Sequence[IndicatorValue], *, last: bool) -> float | None:
    ends = [end for each in values if (end := _ends(each)[last]) is not None]
    return (max if last else min)(ends, default=None)


def _lowest(pairs: Sequence[tuple[float | None, float | None]]) -> float | None:
    return min((each for pair in pairs for each in pair if each is not None), default=None)


def _conservative(value: IndicatorValue, phrases: Mapping[str, str]) -> float | None:
    phrase = phrases.get(value.claim or "", "")
    if (vague := _vague().search(phrase)) is not None:
        return float(load("policies")["acled"][vague.group().lower()])
    return _ends(value)[0]


@cache
def _vague() -> re.Pattern[str]:
    words = sorted(load("policies")["acled"], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def _noted(value: IndicatorValue, counts: Counts) -> str:
    said = amount(value.low, value.best, value.high)
    who = counts.named(value)
    return f"{said} ({who})" if who else said
