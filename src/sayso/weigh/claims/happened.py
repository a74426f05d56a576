"""What befell those who are counted, where the parse does not tell or tells amiss."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from sayso.data import load
from sayso.model import Figure
from sayso.weigh.claims.stems import stem

# A phrase that tells what a number counts stands close by.
REACH = 120
# Every step reads the same sentences, and copies have them in common.
KEPT = 1 << 14
_GAP = r"(?:(?:\d[\d,.]*|[^\s,;:.\x00]+)\s+){0,5}?"

# A share of voters, however much is said of the vote before it.
# "Put the crowd at the parade on Sunday at": however much is said of what they came to.
_CROWD = re.compile(
    r"\b(?:crowd|attendance|audience|turnout)\b[^.;]{0,60}\s(?:at|to|of|was|numbered|reached|as)\s"
    r"(?:[a-z]+\s){0,3}$",
    re.IGNORECASE,
)
_TURNOUT = re.compile(r"\bturnout\b", re.IGNORECASE)


def indicator_of(figure: Figure, thing: str | None, before: str, after: str) -> str | None:
    """Return what a figure is a count of: killed, missing; null where nothing tells.

    `before` and `after` are the words of its sentence around it, `thing` the class of what it
    counts.

    >>> found = Figure(id="f", start=0, end=3, text="900", best=900)
    >>> indicator_of(found, None, "About ", " people took part")
    'protested'
    """
    indicator = _parsed(figure, thing)
    sure = _phrase(before, after, "sure")
    if sure is not None and not _cannot_be(thing, sure) and _is_said_of(sure, thing, figure):
        return sure
    if indicator == "injured" and (_FATAL_BEFORE.search(before) or _FATAL_AFTER.match(after)):
        return "killed"
    if indicator is None or indicator in load("weigh_claims_indicators")["weak"]:
        found = (
            _told(thing) or _phrase(before, after) or _governed(before) or _asked(before + after)
        )
        fits = (
            found is not None and not _cannot_be(thing, found) and _is_said_of(found, thing, figure)
        )
        indicator = _meant(found, thing) if found and fits else indicator
    share = figure.unit == "percent"
    if share and (indicator == "protested" or _TURNOUT.search(before, max(0, len(before) - REACH))):
        return "turnout"
    if indicator is None and _CROWD.search(before, max(0, len(before) - REACH)):
        return "protested"
    return indicator


# "Fatally shot four people", "four people were shot to death": what hurts them kills them.
_FATAL_BEFORE = re.compile(
    r"\b(?:fatally\s\w+|fatal\s(?:shooting|stabbing|wounding)\sof|(?:shot|stabbed|shooting|stabbing)\sand\s"
    r"kill(?:ed|ing)|(?:shooting|stabbing)\sdeaths?\sof)\s(?:(?:his|her|their|its|the|all|at|least|about|some"
    r"|another|only)\s){0,3}$",
    re.IGNORECASE,
)
_FATAL_AFTER = re.compile(
    r"(?:(?!\b(?:and|but|while|before|after|who)\b)[^,;.]){0,60}?"
    r"(?:\bfatally\b|\b(?:shot|stabbed|beaten|burned|crushed|trampled)\s(?:\w+\s){0,3}?(?:to\sdeath|dead)\b"
    r"|\s(?:dead|to\sdeath)\b|\b(?:shot|stabbed)\sand\skilled\b)",
    re.IGNORECASE,
)


def _parsed(figure: Figure, thing: str | None) -> str | None:
    if figure.predicate is None:
        return None
    if _cannot_be(thing, figure.predicate):
        return None
    same: dict[str, str] = load("weigh_claims_indicators")["same"]
    meant = _meant(figure.predicate, thing)
    return meant if meant != figure.predicate else same.get(meant, meant)


def _meant(predicate: str, thing: str | None) -> str:
    """What a predicate comes to for what is counted: a house that burned down is destroyed."""
    means: dict[str, list[str]] = load("weigh_claims_counted")["means"].get(predicate, {})
    return next((meant for meant, things in means.items() if thing in things), predicate)


def _cannot_be(thing: str | None, indicator: str) -> bool:
    return indicator in load("weigh_claims_counted")["not_of"].get(thing or "", ())


def _told(thing: str | None) -> str | None:
    tells: dict[str, str] = load("weigh_claims_counted")["tells"]
    return tells.get(thing or "")


def _is_said_of(indicator: str, thing: str | None, figure: Figure) -> bool:
    """Whether an indicator can be said of what is counted: people are laid off, containers shed."""
    things: list[str] = load("weigh_claims_counted")["only_of"].get(indicator, [])
    return not things or thing is None or thing in things or figure.unit == "person"


@cache
def _verbs() -> Mapping[str, str]:
    """The stems of single verbs, each with the one indicator that it tells."""
    table: dict[str, dict[str, list[str]]] = load("predicates")["happened"]
    found: dict[str, str] = {}
    for indicator in load("weigh_claims_indicators")["governs"]["indicators"]:
        for verb in table.get(indicator, {}).get("object", ()):
            if " " not in verb:
                found.setdefault(stem(verb), indicator)
    return found


def _governed(before: str) -> str | None:
    """The indicator of the verb that a figure is the object of."""
    between = load("weigh_claims_indicators")["governs"]["between"]
    for word in reversed(before[-REACH:].split()):
        if word.lower() not in between:
            return _verbs().get(stem(word)) if word[-1].isalpha() else None
    return None


_HOW_MANY = re.compile(
    r"\bhow\smany\b(?:\s[\w’'-]+){0,4}?\s(?:had|have|has|were|was|are)?\s?(?:been\s)?(?P<verb>[a-z]+)\b",
    re.IGNORECASE,
)


def _asked(sentence: str) -> str | None:
    """ "Ninety," she said when asked how many had burned: the verb of the question."""
    for found in _HOW_MANY.finditer(sentence):
        for word in reversed(found.group().split()[2:]):
            if (indicator := _every_verb().get(stem(word))) is not None:
                return indicator
    return None


@cache
def _every_verb() -> Mapping[str, str]:
    table: dict[str, dict[str, list[str]]] = load("predicates")["happened"]
    found: dict[str, str] = {}
    for indicator in load("weigh_claims_indicators")["growing"]:
        for kind in ("object", "subject", "adjectives"):
            for verb in table.get(indicator, {}).get(kind, ()):
                if " " not in verb:
                    found.setdefault(stem(verb), indicator)
    return found


@cache
def _phrases(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    table: dict[str, list[str]] = load("weigh_claims_indicators")[kind]
    found = []
    for indicator, phrases in table.items():
        parts = [
            re.escape(phrase)
            .replace(r"\.\.\.\ ", _GAP)
            .replace(r"\ ", r"\s+")
            .replace(r"\{\}", "\x00")
            for phrase in phrases
        ]
        found.append((indicator, re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)))
    return tuple(found)


def _phrase(before: str, after: str, kind: str = "phrases") -> str | None:
    """The indicator whose phrase stands at the figure, when it is one alone."""
    return _phrase_in(f"{before[-REACH:]}\x00{after[:REACH]}", kind)


@lru_cache(maxsize=KEPT)
def _phrase_in(near: str, kind: str) -> str | None:
    hits = {indicator for indicator, pattern in _phrases(kind) if pattern.search(near)}
    return hits.pop() if len(hits) == 1 else None
