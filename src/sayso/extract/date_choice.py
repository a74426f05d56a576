"""The day for which most speaks, out of all that a page states."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone

import msgspec

from sayso.data import load

DAY = 10  # Characters of an ISO day.
MINUTE = 16  # Characters of an ISO day with its time, without a zone.
LEAST = 1.3  # Weight from which a day is taken: a place by itself that is mostly right.
LEAD = 0.35  # By how much it must lead the next day; below, both places are as often right.
CHANGE = 0.2  # Share left to a date without a label that is also the day of the last change.
RESTAMPED = 0.5  # Share left to a published date equal to the change to the minute.
FURTHER = 0.3  # Share left to a line about the headline when a nearer one says another day.
QUARTER = 15  # Minutes; zones differ by whole quarters.
WIDEST = 14  # Hours that a zone can be from Greenwich.
AMONG_OTHERS = frozenset({"mixed line", "stamped line"})
ABOUT_HEADLINE = frozenset({"line", "time at headline", *AMONG_OTHERS})
UNLABELLED = ABOUT_HEADLINE | {"weak meta"}
CHANGED_BY = frozenset({"json-ld", "meta", "page", "labelled line", "marked"})
SYSTEM = frozenset({"json-ld", "meta", "page", "marked"})


class Said(msgspec.Struct, frozen=True):
    """A date that a place states: of what kind, by which sort of place; a low rank is near the
    headline, and `at` counts the places of the page.
    """

    value: str
    kind: str
    place: str
    where: str
    at: int
    rank: int = 0

    @property
    def day(self) -> str:
        return self.value[:DAY]


class Choice(msgspec.Struct, frozen=True):
    """The date chosen, where it stands, and why."""

    value: str
    where: str
    reason: str


def choose(said: Sequence[Said], changed: Sequence[Said], kind: str) -> Choice | None:
    """Return the date that outweighs the others, null when none has weight or lead enough.

    >>> line = Said("2031-05-03", "published", "labelled line", "date line", 0)
    >>> address = Said("2031-05-01", "published", "address", "address", 1)
    >>> choose((line, address), (), "published").reason
    'date line; address says 2031-05-01'
    """
    local = [_as_shown(each, said) for each in said]
    weights = _weights(local, changed, kind)
    scores = {day: _support(day, weights) for day, _ in weights}
    own = {day: sum(weights[key] for key in weights if key[0] == day) for day in scores}
    ranked = sorted(scores, key=lambda day: (-scores[day], -own[day], day))
    if not ranked or scores[ranked[0]] < LEAST:
        return None
    rivals = [day for day in ranked if not _same(day, ranked[0])]
    if rivals and scores[ranked[0]] - scores[rivals[0]] < LEAD:
        return None
    day = max((day for day in own if _same(day, ranked[0])), key=lambda day: (own[day], day))
    best = [each for each in local if each.day == day]
    return _choice(best, [each for each in local if each.day != day], kind)


def _weights(
    said: Sequence[Said], changed: Sequence[Said], kind: str
) -> dict[tuple[str, str], float]:
    """By day and family of places the heaviest weight."""
    table = load("page_dates")["weights"][kind]
    changes = {each.day for each in changed if each.place in CHANGED_BY}
    minutes = {each.value[:MINUTE] for each in changed if len(each.value) >= MINUTE}
    machine_days = {each.day for each in said if each.place in SYSTEM}
    about = [each for each in said if each.place in ABOUT_HEADLINE]
    nearest = min(about, key=lambda each: each.rank).day if about else None
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for each in said:
        family, weight = table[each.place]
        if each.place in UNLABELLED and each.day in changes and machine_days - {each.day}:
            weight *= CHANGE
        if each.place in SYSTEM and each.value[:MINUTE] in minutes:
            weight *= RESTAMPED if any(other.day < each.day for other in said) else 1
        if each.place in ABOUT_HEADLINE and each.day != nearest:
            weight *= FURTHER
        key = (each.day, family)
        weights[key] = max(weights[key], weight)
    return weights


def _support(day: str, weights: Mapping[tuple[str, str], float]) -> float:
    """Neighbouring days are one moment told in two zones: they speak for each other."""
    families: dict[str, float] = defaultdict(float)
    for (other, family), weight in weights.items():
        if _same(day, other):
            families[family] = max(families[family], weight)
    return sum(families.values())


def _same(day: str, other: str) -> bool:
    return abs((date.fromisoformat(day) - date.fromisoformat(other)).days) <= 1


def _as_shown(each: Said, said: Iterable[Said]) -> Said:
    """A moment told in another zone than the page's own is told in the page's own."""
    if each.place not in SYSTEM or len(each.value) <= MINUTE or "T00:00" in each.value:
        return each
    moment = datetime.fromisoformat(each.value)
    for other in said:
        if other.day == each.day or len(other.value) < MINUTE:
            continue
        shown = datetime.fromisoformat(other.value)
        if shown.tzinfo is not None:
            if other.place in SYSTEM and shown == moment and shown.utcoffset():
                return msgspec.structs.replace(each, value=other.value)
            continue
        offset = shown - moment.astimezone(UTC).replace(tzinfo=None)
        if abs(offset) <= timedelta(hours=WIDEST) and not offset.seconds % (QUARTER * 60):
            local = moment.astimezone(timezone(offset)).isoformat(timespec="minutes")
            return msgspec.structs.replace(each, value=local)
    return each


def _choice(best: Sequence[Said], others: Sequence[Said], kind: str) -> Choice:
    """Of the places that agree, the one that tells the moment most exactly."""
    table = load("page_dates")["weights"][kind]
    ranked = sorted(best, key=lambda each: (-table[each.place][1], each.at))
    first = min(ranked, key=lambda each: -_exactness(each))
    places = list(dict.fromkeys(each.where for each in (first, *ranked)))
    against = list(dict.fromkeys(f"{each.where} says {each.day}" for each in others))
    agreed = places[0] if len(places) == 1 else f"{', '.join(places[:3])} agree"
    return Choice(first.value, first.where, "; ".join([agreed, *against[:3]]))


def _exactness(said: Said) -> int:
    """2 with time and zone, 1 with a time; a line may tell the hour of something else, and
    midnight stands for a day.
    """
    if "T" not in said.value or "T00:00" in said.value or said.place in AMONG_OTHERS:
        return 0
    return 2 if len(said.value) > MINUTE else 1
