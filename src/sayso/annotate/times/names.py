"""Times that are names: the September 11 attacks, Bloody Sunday, the Six-Day War."""

import re
from collections.abc import Mapping
from functools import cache

import msgspec

from sayso.annotate.times.grammar import Hit
from sayso.annotate.times.setting import Maker, Meaning, Setting
from sayso.data import load

_NEAR = 40
_NAMED = frozenset(
    {"date", "month", "bare_season", "season", "holiday", "weekday", "duration", "bare_duration"}
)


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """A name that holds a time: its span in the text, and its day where that is known."""

    start: int
    end: int
    day: str | None


def name_of(text: str, hit: Hit) -> Name | None:
    """Return the name that a time is part of, null where it is none.

    >>> from sayso.annotate.times.grammar import hits
    >>> line = "since the September 11 attacks"
    >>> found = name_of(line, next(hits(line)))
    >>> line[found.start : found.end], found.day
    ('September 11 attacks', '2001-09-11')
    """
    if hit.make == "event_day":
        return Name(start=hit.start, end=hit.end, day=None)
    if hit.make not in _NAMED or (hit.make == "duration" and "digits" in hit.slots):
        return None
    start = _begin(text, hit)
    end = _end(text, hit)
    if start == hit.start and end == hit.end:
        return None
    if start == hit.start and _starts_with_article(text, hit):
        start += text[hit.start : end].index(" ") + 1
    named = " ".join(text[start:end].split())
    return Name(start=start, end=end, day=_days().get(named.lower()))


def _begin(text: str, hit: Hit) -> int:
    """Where a word before a weekday or season makes it a name."""
    kind = {"weekday": "before_day", "bare_season": "before_season"}.get(hit.make)
    before = text[max(0, hit.start - _NEAR) : hit.start]
    match = _leading(kind).search(before) if kind and "mod" not in hit.slots else None
    # "Giving Tuesday" in the middle of a sentence; a season's name has a capital.
    if match is None or (hit.make != "weekday" and not text[hit.start].isupper()):
        return hit.start
    return hit.start - len(match[0])


def _end(text: str, hit: Hit) -> int:
    """Where a noun after a time makes it a name."""
    after = text[hit.end : hit.end + _NEAR]
    if match := _following().match(after):
        return hit.end + match.end() if text[hit.start : hit.end][-1:] != "." else hit.end
    is_day = hit.make == "date" and "day" in hit.slots and "year" not in hit.slots
    if not is_day or not text[max(0, hit.start - 4) : hit.start].lower().endswith("the "):
        return hit.end
    match = _event().match(after)
    return hit.end + match.end() if match else hit.end


def _starts_with_article(text: str, hit: Hit) -> bool:
    return text[hit.start : hit.start + 4].lower() == "the "


@cache
def _leading(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{load('named_times')['words'][kind]})\s$")


@cache
def _following() -> re.Pattern[str]:
    named = load("named_times")["words"]["named"]
    return re.compile(rf"['’]?[\s-](?:[A-Z][a-z]+\s)?(?:{named})(?!\w)")


@cache
def _event() -> re.Pattern[str]:
    events = load("named_times")["words"]["events"]
    return re.compile(rf"\s(?:terrorist\s|terror\s)?(?:{events})(?!\w)")


@cache
def _days() -> dict[str, str]:
    return {name.lower(): day for name, day in load("named_times")["days"].items()}


def _make_event_day(slots: Mapping[str, str], setting: Setting) -> Meaning | None:
    """ "9/11" and "D-Day" are told by name alone."""
    return Meaning(type="DATE", value=load("named_times")["alone"][slots["event_day"]])


MAKERS: dict[str, Maker] = {"event_day": _make_event_day}
