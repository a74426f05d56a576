"""The words that mutations are told by, read from the tables of knowledge."""

from collections.abc import Mapping, Sequence
from functools import cache

from sayso.annotate.numbers.words import scales, small_words
from sayso.data import load


@cache
def listed(table: str, *keys: str) -> frozenset[str]:
    """Return the words of a list in a table as a set.

    >>> "never" in listed("mutation_words", "negation", "words")
    True
    """
    found = load(table)
    for key in keys:
        found = found[key]
    return frozenset(found)


@cache
def time_classes() -> Mapping[str, str]:
    """Return the words for days, months, parts of the day and units, with which of these each is.

    >>> time_classes()["october"], time_classes()["monday"]
    ('month', 'weekday')
    """
    tables = load("times")["tables"]
    found: dict[str, str] = {}
    for kind in ("month", "weekday", "season", "daypart"):
        found |= {word.lower(): kind for word in tables[kind] if " " not in word}
    for unit in ("second", "minute", "hour", "day", "week", "month", "year", "decade", "century"):
        found |= {unit: "unit", f"{unit}s": "unit"}
    found |= dict.fromkeys(("today", "yesterday", "tomorrow", "tonight"), "day")
    found |= dict.fromkeys(("fortnight", "weekend", "weekends", "fortnights", "quarter"), "unit")
    found |= dict.fromkeys(("noon", "midnight", "sunrise", "sunset", "mid-morning"), "daypart")
    found |= dict.fromkeys(load("mutation_words")["parts_of_time"], "side")
    return found


@cache
def feasts() -> frozenset[str]:
    """Return the names of feasts and days in lower case.

    >>> "ash wednesday" in feasts(), "wednesday" in feasts()
    (True, False)
    """
    names = {*load("holidays")["days"], *load("feasts")["feasts"]}
    names |= set(listed("mutation_words", "feasts"))
    return frozenset(name.lower().replace("’", "'") for name in names)


@cache
def sides() -> Mapping[str, int]:
    """Return the words of which another of the same row is another place, side or kin."""
    rows: Sequence[Sequence[str]] = load("mutation_words")["sides"]["rows"]
    return {word: i for i, row in enumerate(rows) for word in row}


@cache
def fates() -> Mapping[str, str]:
    """Return the words for what happened to people, each with the name of what happened."""
    return {word: name for name, ws in load("mutation_words")["fate"].items() for word in ws}


@cache
def contraries() -> frozenset[frozenset[str]]:
    """Return the pairs of words of which each says the contrary of the other."""
    return frozenset(frozenset(pair) for pair in load("mutation_words")["contrary"]["pairs"])


@cache
def known_words() -> frozenset[str]:
    """Return the words that are never another one of them misspelled: "could" is not "would"."""
    hedges = load("mutation_hedges")
    phrases = [p for key in ("weak", "likely", "firm", "plain") for p in hedges[key]]
    found = {word for phrase in phrases for word in phrase.split()}
    found |= {word for pair in contraries() for word in pair}
    found |= set(sides()) | set(fates()) | set(time_classes())
    found |= set(small_words()) | set(scales())
    found |= listed("mutation_words", "negation", "words")
    found |= listed("mutation_words", "function", "words")
    found |= {word for name in places() for word in name.split()}
    return frozenset(found)


@cache
def places() -> Mapping[str, str]:
    """Return names of states, peoples and capitals in lower case, each with the state's name.

    >>> places()["french"] == places()["france"]
    True
    """
    found = {
        name.lower(): state
        for state, names in load("mutation_places")["states"].items()
        for name in (state, *names)
    }
    for name in load("sources")["states"]:
        found.setdefault(name.lower(), name)
    return found
