"""Arithmetic of days."""

from datetime import date

from sayso.model import Interval


def day(published: str | None) -> str | None:
    """Return the day of a publication time, null where it is not known.

    >>> day("2025-10-14T15:40+02:00"), day("unknown")
    ('2025-10-14', None)
    """
    first = (published or "")[:10]
    try:
        date.fromisoformat(first)
    except ValueError:
        return None
    return first


def days_apart(one: Interval, other: Interval) -> int:
    """Return the days between two intervals, 0 where they touch or share a day.

    >>> days_apart(("2025-10-01", "2025-10-03"), ("2025-10-06", "2025-10-06"))
    3
    """
    earlier, later = sorted((one, other))
    if later[0] <= earlier[1]:
        return 0
    try:
        return (date.fromisoformat(later[0]) - date.fromisoformat(earlier[1])).days
    except ValueError:
        return 0
