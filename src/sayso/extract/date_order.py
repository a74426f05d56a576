"""Which of two numbers is the day in a page's dates such as "03/04/2025"."""

from collections.abc import Iterable
from typing import Any

from sayso.data import load
from sayso.extract.dates import LONGEST, Order, readings
from sayso.extract.structured import Structured

MOST_LINES = 2_000  # Lines looked at; an article's page has some hundreds.


def page_order(tree: Any, head: Structured, lines: Iterable[str]) -> Order | None:
    """Return which comes first in a page's dates in numbers: by its other dates, else by its
    language; null when neither decides.

    >>> from sayso.extract.html import parse
    >>> from sayso.extract.structured import structured
    >>> page = parse("<html lang='en-GB'><p>03/04/2025</p></html>")
    >>> page_order(page, structured(page), ["03/04/2025"])
    'day'
    """
    seen: set[Order] = set()
    for at, line in enumerate(lines):
        if at < MOST_LINES and len(line) <= LONGEST and line.count("/") + line.count("-") >= 2:
            read = readings(line)
            if len(read) == 1:
                seen.update(read)
    if len(seen) == 1:
        return seen.pop()
    return None if seen else _by_language(tree, head)


def _by_language(tree: Any, head: Structured) -> Order | None:
    orders: dict[str, Order] = load("page_dates")["order"]
    for tag in (tree.get("lang"), head.meta.get("og:locale"), head.meta.get("content-language")):
        whole = (tag or "").strip().lower().replace("_", "-")
        if order := orders.get(whole) or orders.get(whole.split("-")[0]):
            return order
    return None
