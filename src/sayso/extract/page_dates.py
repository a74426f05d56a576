"""When a page was published and when it was modified, weighed out of every place that says so."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import msgspec

from sayso.extract.date_choice import SYSTEM, Choice, Said, choose
from sayso.extract.date_lines import apart_lines, lines_with_dates, shown_near
from sayso.extract.date_order import page_order
from sayso.extract.date_places import Candidate, Kind, marked, stated_for_machines
from sayso.extract.dates import Order, read_date, readings
from sayso.extract.headline import near_headline
from sayso.extract.html import huge, visible_lines
from sayso.extract.structured import Structured
from sayso.model import Stated

DAY = 10  # Characters of an ISO day.
AHEAD = 1  # Days that a page may be ahead of its capture, its zone being another.
MOST_STATED = 20  # Places kept to be seen.


class Dates(msgspec.Struct, frozen=True):
    """ISO dates with, for each, where on the page it was found; what every place says; why."""

    published: str | None = None
    published_in: str | None = None
    modified: str | None = None
    modified_in: str | None = None
    stated_published: tuple[Stated, ...] = ()
    stated_modified: tuple[Stated, ...] = ()
    reason: str | None = None
    warnings: tuple[str, ...] = ()


def page_dates(
    tree: Any,
    head: Structured,
    url: str | None,
    captured: str | None = None,
    lines: tuple[str, ...] | None = None,
) -> Dates:
    """Return the dates of a parsed page: the day for which most speaks, among JSON-LD, meta,
    marked elements, the lines about the headline and the address; null when too little does.

    `captured` is when the page was captured: nothing on it is from after that. `lines` are its
    visible lines where they are known already.

    >>> from lxml import html
    >>> from sayso.extract.structured import structured
    >>> page = html.fromstring('<p><time datetime="2025-03-04T10:05Z">today</time></p>')
    >>> page_dates(page, structured(page), None).published
    '2025-03-04T10:05+00:00'
    """
    lines = visible_lines(tree) if lines is None else lines
    order = page_order(tree, head, lines)
    stated = tuple(stated_for_machines(head, url))
    if not any(each.kind == "published" and each.place in SYSTEM for each in stated):
        apart = apart_lines(tree)
        lines = tuple(line for line in lines if line not in apart)
    near = near_headline(tree, head, lines)
    places = (*stated, *marked(tree, near), *shown_near(near, captured))
    read = _read(places, order)
    unread = _unread(places, read)
    said, late = _possible(read, captured)
    modified, published = _of(said, "modified"), _of(said, "published")
    far = _possible(_read(lines_with_dates(lines, order), order), captured)[0]
    modified = _with_far(modified, _of(far, "modified"))
    if published or not unread:  # What stands nearer than a far line could not be read.
        published = _with_far(published, _of(far, "published"))
    changed = choose(modified, (), "modified")
    chosen = choose(published, modified, "published")
    is_open = not (published or unread or any(each.place in _SHOWN for each in modified))
    if chosen is None and is_open:
        chosen = _guessed(tree, url)
    return _dates(
        chosen,
        changed,
        tuple(Stated(value=each.value, where=each.where) for each in published[:MOST_STATED]),
        tuple(Stated(value=each.value, where=each.where) for each in modified[:MOST_STATED]),
        (*late, *unread),
    )


def _dates(
    chosen: Choice | None,
    changed: Choice | None,
    published: tuple[Stated, ...],
    modified: tuple[Stated, ...],
    warnings: tuple[str, ...],
) -> Dates:
    first = chosen.value if chosen else None
    last = changed.value if changed else None
    if first and last and _days_between(last, first) > AHEAD:
        warnings += (f"modified {last[:DAY]} is before published {first[:DAY]}",)
    if chosen is None and len({each.value[:DAY] for each in published}) > 1:
        days = ", ".join(f"{each.value[:DAY]} ({each.where})" for each in published[:3])
        warnings += (f"no day of publication outweighs the others: {days}",)
    return Dates(
        published=first,
        published_in=chosen.where if chosen else None,
        modified=last,
        modified_in=changed.where if changed else None,
        stated_published=published,
        stated_modified=modified,
        reason=chosen.reason if chosen else None,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _read(places: Sequence[Candidate], order: Order | None) -> list[Said]:
    """A date whose order the page leaves open is read as another place of the page states it."""
    days = {value[:DAY] for each in places if (value := read_date(each.text))}
    said: list[Said] = []
    for at, each in enumerate(places):
        value = read_date(each.text)
        if value is None:
            both = readings(each.text)
            agreed = [known for known, day in both.items() if day in days]
            known = agreed[0] if len(agreed) == 1 else order
            value = read_date(each.text, known) if known else None
        if value:
            said.append(Said(value, each.kind, each.place, each.where, at, each.rank))
    return said


def _possible(said: Sequence[Said], captured: str | None) -> tuple[list[Said], tuple[str, ...]]:
    """No page is from after its capture; a day is allowed for zones."""
    try:
        last = date.fromisoformat((captured or "")[:DAY]) + timedelta(days=AHEAD)
    except (ValueError, OverflowError):
        return list(said), ()
    kept = [each for each in said if each.value[:DAY] <= last.isoformat()]
    late = [each for each in said if each.value[:DAY] > last.isoformat()]
    return kept, tuple(
        f"{each.value[:DAY]} ({each.where}) is after the capture: not taken"
        for each in late
        if each.place not in _SHOWN
    )


_SHOWN = frozenset(
    {
        "line",
        "mixed line",
        "stamped line",
        "labelled line",
        "time",
        "time at headline",
        "far line",
        "labelled far line",
    }
)


def _unread(places: Sequence[Candidate], read: Sequence[Said]) -> tuple[str, ...]:
    known = {each.at for each in read}
    return tuple(
        f"{each.text[:30]} ({each.where}) may be {both['day']} or {both['month']}"
        for at, each in enumerate(places)
        if at not in known and len(both := readings(each.text)) == 2
    )


def _of(said: Sequence[Said], kind: Kind) -> list[Said]:
    return [each for each in said if each.kind == kind]


def _with_far(said: list[Said], far: list[Said]) -> list[Said]:
    """Date lines of several days far from the headline belong to the teasers of other articles."""
    labelled = [each for each in far if each.place == "labelled far line"]
    kept = labelled if _one_day(labelled) else []
    if not said and not kept and _one_day(far):
        kept = far
    return [*said, *kept]


def _one_day(said: Sequence[Said]) -> bool:
    return len({each.value[:DAY] for each in said}) == 1


def _guessed(tree: Any, url: str | None) -> Choice | None:
    """htmldate's careful search; a first of January is its way to write a bare year."""
    from htmldate import find_date

    if huge(tree):
        return None
    guess = find_date(deepcopy(tree), original_date=True, extensive_search=False, url=url)
    if guess is None or guess.endswith("-01-01"):
        return None
    return Choice(guess, "htmldate", "no place says it; found by htmldate's search of the text")


def _days_between(first: str, second: str) -> int:
    return (date.fromisoformat(second[:DAY]) - date.fromisoformat(first[:DAY])).days
