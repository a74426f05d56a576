"""Lines such as "2 hours ago", which say a day only when the time of capture is known."""

import re
from datetime import datetime, timedelta
from functools import cache

from sayso.data import load
from sayso.extract.dates import plain

LONGEST = 60  # Characters; a longer line is prose.
HAS_HOURS = 11  # Characters of a capture time from which it has an hour.


def relative_date(line: str, captured: str | None) -> str | None:
    """Return the day that a line counts back to from the time of capture; null without one.

    >>> relative_date("2 hours ago", "2031-05-03T01:10+00:00"), relative_date("2 hours ago", None)
    ('2031-05-02', None)
    """
    if captured is None or len(line) > LONGEST:
        return None
    text = plain(line).lower()
    found = next((match for each in _patterns() if (match := each.search(text))), None)
    if not found:
        return None
    unit = _units()[found["unit"]]
    if unit != "day" and len(captured) < HAS_HOURS:
        return None
    count = int(found["count"]) if found["count"].isdigit() else 1
    try:
        then = datetime.fromisoformat(captured) - timedelta(**{f"{unit}s": count})
    except (ValueError, OverflowError):
        return None
    return then.date().isoformat()


@cache
def _units() -> dict[str, str]:
    return {
        name: unit
        for table in load("page_dates")["relative"].values()
        for unit in ("minute", "hour", "day")
        for name in table[unit]
    }


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    tables = load("page_dates")["relative"].values()
    before = "|".join(phrase for table in tables for phrase in table["before"])
    after = "|".join(phrase for table in tables for phrase in table["after"])
    units = "|".join(sorted(_units(), key=len, reverse=True))
    counted = rf"(?<![^\W_])(?P<count>\d{{1,3}}|an?)\s?(?P<unit>{units})"
    return (
        re.compile(rf"{counted}\s?(?:{after})(?![^\W\d_])"),
        re.compile(rf"(?<![^\W_])(?:{before})\s{counted}(?![^\W\d_])"),
    )
