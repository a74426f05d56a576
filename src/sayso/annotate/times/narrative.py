"""Narratives of the past, which count from the date last told and not from their publication."""

import re
from collections.abc import Sequence
from functools import cache
from statistics import median

import msgspec

from sayso.annotate.times.absolute import month_number, year_number
from sayso.annotate.times.grammar import Hit
from sayso.annotate.times.moments import Moment
from sayso.annotate.times.relative import BACK, near, step_of
from sayso.annotate.times.setting import Setting, looks_ahead
from sayso.data import load

_FROM_NOW = frozenset({"deictic", "weekday", "near_weekday"})
# A text is a narrative of the past when it names at least so many years, when their middle one
# lies at least so many years before its publication, and when few words count from that day.
_NARRATIVE_YEARS = 5
_NARRATIVE_AGE = 2
_YEARS_FOR_EACH_DAY = 3
# A lone year so far from the month last told is an aside: the narrative goes on where it was.
# Any value from 2 to 10 serves WikiWars as well.
_ASIDE_YEARS = 5
# How far apart two times of one paragraph may stand and tell of one time, in characters.
_CLOSE = 300
# A lone year leads a narrative on only where it opens its sentence: "By the end of 1999".
_OPENING = 20
# A dateline stands at the head, at most so many characters in; its day is at most so many before.
_DATELINE = 60
_DATELINE_AGE = 3
_CAPITALS = re.compile(r"[A-Z][A-Z .'’-]+,? [\w .,'’()/]*$")
_DASH = re.compile(r"\)?\s?(?:\([^)]{1,30}\)\s?)?[-–—]")
_PARTICIPLE = re.compile(r", [a-z]+(?:ed|wn|lt) (?:in|on|by|since) $")
_YEARLESS = frozenset(
    {
        *("date", "month", "bare_season", "season", "part_of_year", "near_month", "day_told"),
        *("holiday", "edge_of", "nth_weekday", "week_of_month", "year", "near_unit", "near_season"),
    }
)
# How far back a bracket may have opened, in characters.
_BRACKETS = 60


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a text has come to: the date last told, the one its narrative goes on from, and
    where it last told of a past that yearless dates close behind belong to."""

    published: Moment | None = None
    dated: Moment | None = None
    narrative: bool = False
    told: Moment | None = None
    told_end: int = 0
    steady: Moment | None = None
    past_end: int | None = None

    @property
    def today(self) -> Moment | None:
        """The day of the dateline, else of publication."""
        return self.dated or self.published

    @property
    def today_name(self) -> str:
        return "dateline" if self.dated else "published"


def is_narrative(found: Sequence[Hit], published: Moment | None) -> bool:
    """Return whether a text of these hits, published then, tells of the past.

    >>> is_narrative([], Moment(2025, 5, 4))
    False
    """
    years = [
        int(hit.slots["year"]) * (-1 if hit.slots.get("era", "")[:1] in "bB" else 1)
        for hit in found
        if "year" in hit.slots and hit.slots["year"].isdigit()
    ]
    if published is None:
        return bool(years)
    if any(_is_fresh(hit, published) for hit in found):
        return False
    near = sum(hit.make in _FROM_NOW for hit in found)
    if len(years) < _NARRATIVE_YEARS or near * _YEARS_FOR_EACH_DAY > len(years):
        return False
    return median(years) <= published.year - _NARRATIVE_AGE


def _is_fresh(hit: Hit, published: Moment) -> bool:
    """A text that tells a day of its own month is news."""
    return (
        hit.make == "date"
        and "day" in hit.slots
        and year_number(hit.slots) == published.year
        and month_number(hit.slots) == published.month
    )


def moved_on(text: str, hit: Hit, place: Place, moment: Moment) -> Place:
    """Return the place after a time that tells a moment.

    >>> from sayso.annotate.times.grammar import hits
    >>> line = "On 3 May 1961 the dam broke."
    >>> moved_on(line, next(hits(line)), Place(), Moment(1961, 5, 3)).told
    Moment(year=1961, month=5, day=3)
    """
    told = _finer(place.told, moment)
    steady = place.steady if is_aside(text, hit, place.steady, moment) else told
    dated, past_end = place.dated, place.past_end
    if place.narrative:
        pass
    elif _is_dateline(text, hit, place.published, moment):
        dated = moment
    elif _tells_of_past(text, hit, place, moment):
        past_end, steady = hit.end, told
    elif hit.make in _FROM_NOW or moment.year == (place.published or moment).year:
        past_end = None
    return msgspec.structs.replace(
        place,
        told=told,
        told_end=hit.end,
        steady=steady,
        past_end=past_end,
        dated=dated,
    )


def goes_on(text: str, hit: Hit, place: Place) -> bool:
    """Return whether a time without a year goes on from a past one told close before, as in
    "In 1902 the garrison rose. On 30 April ..."

    >>> goes_on("", Hit(start=0, end=1, rule="", make="month", slots={}), Place())
    False
    """
    if place.past_end is None or hit.make not in _YEARLESS or year_number(hit.slots) is not None:
        return False
    if "near" in hit.slots and near(hit.slots) in ("LAST", "THIS", "NEXT"):
        return False
    if not same_paragraph(text, place.past_end, hit.start):
        return False
    return not looks_ahead(
        Setting(text=text, start=hit.start, end=hit.end, anchor=None, anchor_name=None, told=None)
    )


def same_paragraph(text: str, begin: int, end: int) -> bool:
    """Return whether the text between is short and of one paragraph.

    >>> same_paragraph("It broke.\\n\\nThey fled.", 8, 14)
    False
    """
    return end - begin < _CLOSE and "\n" not in text[begin:end]


def _tells_of_past(text: str, hit: Hit, place: Place, moment: Moment) -> bool:
    """A past date in a clause of its own: not "the dam, which opened in 1961"."""
    if place.published is None or moment.year >= place.published.year:
        return False
    if hit.make not in _YEARLESS:
        return place.past_end is not None and hit.make not in _FROM_NOW
    if year_number(hit.slots) is None:
        return place.past_end is not None
    least = max(0, hit.start - _CLOSE)
    begin = (
        max(text.rfind(". ", least, hit.start), text.rfind("\n", least, hit.start), least - 1) + 1
    )
    lead = text[begin : hit.start].lstrip()
    if moment.month is None and (len(lead) > _OPENING or lead[:1].islower()):
        return False
    return not (_aside().search(text, begin, hit.start) or _PARTICIPLE.search(lead))


@cache
def _aside() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{load('times')['words']['aside']})\b", re.IGNORECASE)


def _is_dateline(text: str, hit: Hit, published: Moment | None, moment: Moment) -> bool:
    """ "VELMAR, Jan. 28 --": a report is written on a day shortly before it is published."""
    if hit.start > _DATELINE or published is None or hit.make != "date":
        return False
    today, day = published.date, moment.date
    if today is None or day is None or not 0 <= (today - day).days <= _DATELINE_AGE:
        return False
    return bool(_CAPITALS.match(text, 0, hit.start) and _DASH.match(text, hit.end))


def _finer(told: Moment | None, moment: Moment) -> Moment:
    """A bare year that is the one told takes nothing away from the day told."""
    return told if told and moment.month is None and moment.year == told.year else moment


def is_aside(text: str, hit: Hit, steady: Moment | None, moment: Moment) -> bool:
    """Return whether a narrative goes on from where it was before this time, not from it: after
    one that steps back ("the previous year"), one in brackets, and a year far away.

    >>> from sayso.annotate.times.grammar import hits
    >>> line = "as in the previous year"
    >>> is_aside(line, next(hits(line)), Moment(1961, 5), Moment(1960))
    True
    """
    if steady is None:
        return False
    steps_back = step_of(near(hit.slots)) < 0 or hit.slots.get("side", "").lower() in BACK
    if steps_back or _in_brackets(text, hit.start):
        return True
    if steady.month is None or moment.month is not None:
        return False
    return abs(moment.year - steady.year) > _ASIDE_YEARS


def _in_brackets(text: str, start: int) -> bool:
    begin = max(0, start - _BRACKETS)
    return text.rfind("(", begin, start) > text.rfind(")", begin, start)
