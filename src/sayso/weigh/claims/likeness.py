"""Whether two figures of one story, of one value, state the same claim."""

from functools import cache

from sayso.data import load
from sayso.model import Interval
from sayso.weigh.claims.statements import Statement, Value
from sayso.weigh.claims.stems import name_stem, stems
from sayso.weigh.claims.things import class_of
from sayso.weigh.times import days_apart

# Evidence that two figures of one value are one claim, in points; by hand from invented stories:
# a telling value, the same noun and a name or two in common are enough, a small number and one
# word in common are not.
ENOUGH = 4
MOST_FROM_WORDS = 4
# The weight of a number that two people do not hit upon by rounding.
TELLING = 3
CROWD = 20
# So many words in common make one claim of two kinds of count: more of a number met by chance.
FEW, MUCH = 2, 3
# Small numbers meet by chance; round ones are what anybody estimates.
SMALL = 12
# Counts of one event go on for weeks; an event of its own lies further off.
ONE_EVENT_DAYS = 30


@cache
def growing() -> frozenset[str]:
    """Return the indicators whose counts change while an event goes on."""
    return frozenset(load("weigh_claims_indicators")["growing"])


@cache
def _akin() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in load("weigh_claims_indicators")["akin"])


def akin(one: str, other: str) -> bool:
    """Return whether two indicators may be two words for what befell the same.

    >>> akin("injured", "hospitalized"), akin("injured", "killed")
    (True, False)
    """
    return frozenset((one, other)) in _akin()


def weight(value: Value) -> int:
    """Return how telling it is that two texts give the same value, from 0 to 4.

    >>> [weight((None, number, None, None)) for number in (3, 900, 312)]
    [0, 2, 3]
    """
    numbers = [each for each in value[:3] if each is not None]
    if len(numbers) > 1:
        return 4
    number = numbers[0] if numbers else 0
    if abs(number) <= SMALL and number == int(number):
        return 0
    digits = f"{number:g}" if number < 1e6 else f"{number:.0f}"
    is_round = len(digits.rstrip("0").replace(".", "")) == 1
    return (1 if number < 100 else 2) if is_round else 3


def alike(one: Statement, other: Statement) -> int | None:
    """Return the points for two figures of one value being one claim; null where they cannot be.

    >>> def told(thing, *words):
    ...     return Statement(id=thing, article="a", start=0, end=3, sentence="", thing=thing,
    ...         value=(None, 900, None, None), words=frozenset(words))
    >>> a, b = told("anyone", "march", "tram"), told("jobs", "tram")
    >>> alike(a, a), alike(a, b)
    (5, None)
    """
    if _differ(one, other):
        return None
    if one.indicator and one.indicator == other.indicator:
        return ENOUGH + len(one.words & other.words)
    shared = len(one.words & other.words) + _same_day(one, other)
    telling = weight(one.value)
    if one.indicator and other.indicator:
        # Two words for one thing: only where much else is the same.
        enough = shared >= (MUCH if telling < TELLING else FEW)
        return ENOUGH if enough else None
    if _same_crowd(one, other):
        return ENOUGH + shared
    if one.article == other.article and telling and (_is_bare(one) or _is_bare(other)):
        # "It is 90," he said of what the article counted before.
        return ENOUGH + shared
    # People at large are counted everywhere: there a word in common is chance, unless the noun is
    # the same and the number one that nobody hits upon.
    is_noun = one.thing == other.thing != "anyone" or (
        telling >= TELLING and one.counted is not None and one.counted == other.counted
    )
    if shared < (1 if is_noun else 2):
        return None
    points = telling + min(MOST_FROM_WORDS, shared)
    if one.thing and one.thing == other.thing:
        points += 1 if one.thing == "anyone" else 2
    return points if points >= ENOUGH else None


def _is_bare(stated: Statement) -> bool:
    """Whether a number stands alone, and nothing tells what it counts."""
    return not (stated.counted or stated.unit or stated.indicator or stated.thing)


def _same_crowd(one: Statement, other: Statement) -> bool:
    """Whether one article gives a telling number of people, and again of "people" at large."""
    number = max((each for each in one.value[:3] if each is not None), default=0)
    if one.article != other.article or not _are_people(one, other) or weight(one.value) < TELLING:
        return False
    is_plain = any(" " not in (each.counted or " ") for each in (one, other))
    return number > CROWD and is_plain and "anyone" in (one.thing, other.thing)


def _same_day(one: Statement, other: Statement) -> int:
    return int(one.when is not None and one.when == other.when and one.when[0] == one.when[1])


def _are_people(one: Statement, other: Statement) -> bool:
    return is_of_people(one) and is_of_people(other)


def _differ(one: Statement, other: Statement) -> bool:
    """Whether a slot that both fill, or that only a part fills, keeps them apart."""
    if _are_two_counts(one, other):
        return True
    if one.derived != other.derived or _units_differ(one, other):
        return True
    # Whether jobs or those who hold them are counted, as many are laid off.
    are_jobs = one.indicator == other.indicator == "laid_off"
    if things_differ(one, other) and not (are_jobs or _one_amount(one, other)):
        return True
    if one.indicator and one.indicator == other.indicator and one.additive != other.additive:
        return True
    return _groups_clash(one, other) or _apart(one, other)


def _are_two_counts(one: Statement, other: Statement) -> bool:
    """Whether two indicators tell of two counts: one article tells both, or they are not akin."""
    if not one.indicator or not other.indicator or one.indicator == other.indicator:
        return False
    return one.article == other.article or not akin(one.indicator, other.indicator)


def _one_amount(one: Statement, other: Statement) -> bool:
    """Whether both give a telling amount of one measure: "crowns in back pay", "in wages"."""
    is_measure = one.unit == other.unit and one.unit not in (None, "person", "percent")
    return is_measure and weight(one.value) >= TELLING


def _units_differ(one: Statement, other: Statement) -> bool:
    units = {one.unit, other.unit}
    if len(units) == 1:
        return False
    # A noun left out ("4,000 of them") leaves the unit out, too.
    return not (None in units and (units <= {None, "person"} or weight(one.value) >= 2))


def things_differ(one: Statement, other: Statement) -> bool:
    """Return whether two figures count two things: jobs and people, troops and civilians."""
    if one.thing is None or other.thing is None or one.thing == other.thing:
        return False
    if one.indicator == other.indicator:
        under: list[str] = load("weigh_claims_counted")["one_under"].get(one.indicator or "", [])
        if {one.thing, other.thing} <= set(under):
            return False
    if not _are_people(one, other):
        return True
    return {one.thing, other.thing} <= set(load("weigh_claims_counted")["exclusive"]["people"])


def is_of_people(stated: Statement) -> bool:
    """Return whether a figure counts people."""
    return stated.unit == "person" or stated.thing == "anyone"


def groups_differ(one: Statement, other: Statement) -> bool:
    """Return whether one figure is of a group that the other is not known to be of."""
    mine, others = _kind(one), _kind(other)
    if mine == others:
        return False
    return bool({mine, others} & _kinds_of_people()) or (mine is not None and others is not None)


def _groups_clash(one: Statement, other: Statement) -> bool:
    """Whether two figures of one value are of two groups; people at large may be of either."""
    mine, others = _kind(one), _kind(other)
    return mine is not None and others is not None and mine != others


@cache
def _kinds_of_people() -> frozenset[str | None]:
    kinds: list[str] = load("counted")["groups"]["people"]
    found = (each for kind in kinds for each in (name_stem(kind), class_of(kind)))
    return frozenset(each for each in found if each)


def _kind(stated: Statement) -> str | None:
    """Of which people a figure is, where not of people at large: children, a nation's."""
    return stated.group or (stated.thing if stated.thing in _kinds_of_people() else None)


def _apart(one: Statement, other: Statement) -> bool:
    """Whether they are told of different days or places."""
    if one.period and other.period and periods_differ(one, other):
        return True
    if one.when and other.when:
        gap = days_apart(one.when, other.when)
        is_count = (one.indicator or other.indicator) in growing()
        if gap > (ONE_EVENT_DAYS if is_count else 0) and not (one.unit not in (None, "person")):
            return True
    return bool(one.place and other.place) and not (_names(one.place) & _names(other.place))


def periods_differ(one: Statement, other: Statement) -> bool:
    """Return whether one figure counts from a day after the other's time was over."""
    if one.period is None or other.period is None or not (one.since or other.since):
        return False
    return days_apart(one.period, other.period) > 0


def _names(place: str | None) -> frozenset[str]:
    return stems(place or "")


def span_of(times: tuple[Interval | None, ...]) -> Interval | None:
    """Return the one interval that all the known ones come to, null where they differ."""
    known = {each for each in times if each}
    return known.pop() if len(known) == 1 else None
