"""Days and hours as one reads them."""

from datetime import UTC, date, datetime

from sayso.model import Article, Interval

LAST = "~"  # after all dates
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def moment(article: Article) -> str:
    """Return when an article was published, to sort by; without a zone it is taken for UTC."""
    known = published(article)
    return known.isoformat() if known else LAST


def published(article: Article) -> datetime | None:
    """Return when an article was published, None where that is not known."""
    try:
        known = datetime.fromisoformat(article.published or "")
        return known.replace(tzinfo=known.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def day(iso: str) -> str:
    """Return a day for a reader; what is no date comes back as it is.

    >>> day("2025-10-04"), day("2025-W41")
    ('4 Oct 2025', '2025-W41')
    """
    try:
        known = date.fromisoformat(iso[:10]) if len(iso) >= 10 else None
    except ValueError:
        known = None
    return f"{known.day} {_MONTHS[known.month - 1]} {known.year}" if known else iso


def days(interval: Interval) -> str:
    """Return an interval of whole days, the month and year said once.

    >>> days(("2025-10-14", "2025-10-14")), days(("2025-10-04", "2025-10-10"))
    ('14 Oct 2025', '4–10 Oct 2025')
    >>> days(("1968-01-01", "1968-12-31")), days(("2025-10-01", "2025-10-31"))
    ('1968', 'Oct 2025')
    """
    begin, end = interval
    if begin == end:
        return day(begin)
    if begin[:4] == end[:4] and begin[4:] == "-01-01" and end[4:] == "-12-31":
        return begin[:4]
    first, last = day(begin), day(end)
    if begin[:7] == end[:7]:
        if begin[8:] == "01" and _next_is_first(end):
            return last.split(" ", 1)[1]
        return f"{first.split()[0]}–{last}"
    if begin[:4] == end[:4]:
        return f"{first.rsplit(' ', 1)[0]} – {last}"
    return f"{first} – {last}"


def _next_is_first(iso: str) -> bool:
    try:
        return date.fromordinal(date.fromisoformat(iso).toordinal() + 1).day == 1
    except (ValueError, OverflowError):
        return False


def date_and_time(written: str | None) -> str:
    """Return a publication date for a reader, with the time zone that it was written in.

    >>> date_and_time("2025-10-14T15:40+02:00"), date_and_time("2025-10-16"), date_and_time(None)
    ('14 Oct 2025, 15:40 +02:00', '16 Oct 2025', 'no date')
    """
    if not written:
        return "no date"
    try:
        known = datetime.fromisoformat(written)
    except ValueError:
        return written[:30]
    if len(written) <= 10:
        return day(written)
    zone = f" {known:%z}" if known.tzinfo else ""
    named = " UTC" if zone == " +0000" else f"{zone[:4]}:{zone[4:]}" if zone else ""
    return f"{day(known.date().isoformat())}, {known:%H:%M}{named}"
