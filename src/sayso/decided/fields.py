"""Which fields of which rows a person may correct, and whether the values can be."""

import re
from collections.abc import Mapping
from datetime import date
from math import isfinite
from typing import Any, TypeVar

import msgspec

from sayso.decided.annotation import corrected
from sayso.model import (
    Article,
    Attribution,
    Copy,
    Figure,
    Mutation,
    SaysoError,
    Span,
    Story,
    Time,
    Unquantified,
)

# Years with unknown digits, times of any day, durations, and times that are no day.
_TIMEX = re.compile(r"(?:BC)?[\dX]{2}|X*T[\dX]|P(?:[\dX]|T)|(?:PAST|PRESENT|FUTURE)_REF$")
Record = TypeVar("Record", bound=msgspec.Struct)
# What is a row's own, and not what follows from it: its id, its text by its offsets, its rule.
CORRECTABLE: Mapping[type[msgspec.Struct], tuple[str, ...]] = {
    Figure: (
        *("start", "end", "low", "best", "high", "bound", "approximate", "additive", "unit"),
        *("counted", "predicate", "change", "group", "place", "attribution", "time", "as_of"),
        "certainty",
    ),
    Attribution: (
        *("source", "cue", "content", "source_name", "source_kind", "speaks_for", "to"),
        *("parent", "speech", "certainty"),
    ),
    Time: ("start", "end", "type", "value", "mod", "interval", "anchor"),
    Unquantified: ("kind", "predicate", "counted"),
    Copy: ("direction",),
    Mutation: ("type", "subtype"),
}


def correctable(record: msgspec.Struct, fields: Mapping[str, Any]) -> None:
    """Raise SaysoError naming the fields that there are, where one cannot be corrected.

    >>> correctable(Figure(id="f", start=0, end=2, text="21"), {"best": 12})
    """
    known = CORRECTABLE.get(type(record))
    if isinstance(record, Article | Story):
        raise SaysoError(
            "what its page says of an article, and which articles a story has, is not corrected "
            "here: grade it, note what is wrong, or put, merge, split and rename"
        )
    if known is None:
        kind = type(record).__name__.lower()
        raise SaysoError(
            f"the {kind} follows from other rows and has no field to correct: accept or reject it, "
            "or correct the figures and attributions that it rests on"
        )
    strange = [name for name in fields if name not in known]
    if strange or not fields:
        said = f"no field {strange[0]!r} to correct" if strange else "no field given"
        raise SaysoError(f"{said}; there are {', '.join(known)}")


def made(record: Record, fields: Mapping[str, Any], article: Article) -> Record:
    """Return the corrected record; a span that moved has the words of its new place.

    Raises SaysoError where a value is of no kind that the field can have, a span lies outside the
    text, a day or a time is none, or a range ends before it begins.

    >>> text = Article(id="a", text="At least 12 drowned.")
    >>> found = made(Figure(id="f", start=0, end=8, text="At least"), {"start": 9, "end": 11}, text)
    >>> found.text
    '12'
    >>> made(Time(id="t", start=0, end=8, text="At least", type="DATE"), {"value": "soon"}, text)
    Traceback (most recent call last):
    sayso.model.SaysoError: value: 'soon' is no value of TIMEX3, such as 2025-10-14, 2025-W42, P3D
    """
    try:
        record = corrected(record, fields)
    except msgspec.ValidationError as error:
        raise SaysoError(f"{', '.join(fields)}: {error}") from None
    for span in _spans(record):
        if not 0 <= span[0] < span[1] <= len(article.text):
            raise SaysoError(
                f"a span from {span[0]} to {span[1]} lies outside the article's text, which has "
                f"{len(article.text):,} characters"
            )
    if isinstance(record, Figure):
        in_order = [each for each in (record.low, record.best, record.high) if each is not None]
        if not all(map(isfinite, in_order)):
            raise SaysoError(
                f"{', '.join(fields)}: a value is a number, or null where there is none"
            )
        if in_order != sorted(in_order):
            raise SaysoError(
                f"low {record.low}, best {record.best}, high {record.high}: a range rises"
            )
    if isinstance(record, Figure) and "as_of" in fields and record.as_of is not None:
        _day("as_of", record.as_of)
    if isinstance(record, Time):
        _timed(record, fields)
    if isinstance(record, Attribution) and not (record.source or record.cue or record.content):
        raise SaysoError("an attribution has a source, a cue or a content: at least one span")
    if isinstance(record, Figure | Time):
        text = article.text[record.start : record.end]
        return msgspec.structs.replace(record, text=text)
    return record


def _timed(time: Time, fields: Mapping[str, Any]) -> None:
    if "interval" in fields and time.interval is not None:
        begin, end = (_day("interval", each) for each in time.interval)
        if end < begin:
            raise SaysoError(f"interval: ends on {end}, before it begins on {begin}")
    if "value" in fields and time.value is not None and not _TIMEX.match(time.value):
        raise SaysoError(
            f"value: {time.value!r} is no value of TIMEX3, such as 2025-10-14, 2025-W42, P3D"
        )


def _day(field: str, given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise SaysoError(f"{field}: {given!r} is no day, such as 2025-10-14") from None


def _spans(record: msgspec.Struct) -> tuple[Span, ...]:
    if isinstance(record, Figure | Time):
        return ((record.start, record.end),)
    if isinstance(record, Attribution):
        return (*record.source, *record.cue, *record.content)
    return ()
