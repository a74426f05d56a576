"""The patterns of counts: persons in a list, and the words for what befell them."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from sayso.data import load

KINDS = ("killed", "injured", "struck")

# Between a person and what befell him: "was", "have all been", "is listed".
_HELPERS = (
    r"(?:(?:was|were|is|are|has|have|had|been|being|be|all|also|both|each|later|then|reported|"
    r"reportedly|confirmed|allegedly|people|left|critically|seriously|listed|still)\s){0,4}"
)
# "Two men, both from Hald, were killed": what is told of them beside.
_ASIDE = (
    r"(?:,\s[^,;.]{2,50},|,\s\d{1,3},?"
    r"|\s(?:from|of|in|at|inside|outside|near|on|aged)\s[^,;.]{2,40}?)?"
)
# "Wounding two, and a man is sought": he is the next clause's.
_ENDS = r"(?!,?\s(?:is|was|has|had|were|are)\b)"


def table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return the words by which counts are told."""
    found: Mapping[str, Mapping[str, Sequence[str]]] = load("weigh_tolls")
    return found


def words(of: Sequence[str]) -> str:
    """Return a pattern of any of some words, the longest first."""
    ordered = sorted(of, key=len, reverse=True)
    return "|".join(re.escape(each).replace(r"\ ", r"\s") for each in ordered)


@cache
def numbers() -> str:
    """Return the pattern of a number of persons: "5-year-old", "$3" and "1.5" count nobody."""
    digits = r"(?<![\w$.,-])(?:\d{1,2}|\d{3}(?=\s[a-z])|\d{1,3},\d{3})"
    none = r"(?![\w%-]|[.,:]\d|\s(?i:year|month|day)[\s-]old)"
    return rf"(?:(?i:{words(table()['numbers']['words'])})|{digits}){none}"


@cache
def _person() -> str:
    return rf"(?i:{words(table()['person']['one'])})"


# Of somebody: "the mother’s house" is nobody's death.
_WHOLE = r"\b(?![’'-])"


@cache
def _pattern_of_item() -> str:
    person = table()["person"]
    many = words((*person["several"], *(f"{word}s" for word in person["one"])))
    between = rf"(?:(?!(?:{words(person['stops'])})\b)[\w’'-]+,?\s)"
    aged = (
        rf"(?<!\w)\d{{1,2}}[\s-](?i:year|month|day)[\s-](?i:old)(?:\s{between}{{0,2}}?{_person()})?"
    )
    bare = rf"(?:^|(?<=[,;:]\s))(?:[\w’'-]+\s){{0,3}}?{_person()}"
    return (
        r"(?:(?:at\sleast|as\smany\sas|about|some|up\sto|all|other)\s)?"
        rf"(?:\b(?P<number>{numbers()})\s{between}{{0,4}}?(?i:{many})\b"
        rf"|\b(?P<one>(?i:{words(person['determiners'])})\s{between}{{0,5}}?{_person()}{_WHOLE}"
        rf"|{aged}{_WHOLE}|{bare}{_WHOLE})"
        r"|(?P<name>\b[A-Z][\w’'-]+\s(?:[A-Z][\w.’'-]*\s){0,2}[A-Z][\w’'-]+,\s\d{1,2}"
        r"(?:,|(?=\sand\s|$))))"
    )


@cache
def item() -> re.Pattern[str]:
    """Return the pattern of one entry of a list: a number of persons, one person, a name."""
    return re.compile(_pattern_of_item())


@cache
def has_number() -> re.Pattern[str]:
    """Return the pattern of a number."""
    return re.compile(rf"\b{numbers()}")


@cache
def more() -> re.Pattern[str]:
    """ "His wife, daughter and son": in a list persons go without "a" or "his"."""
    return re.compile(rf"(?:^|,\s|\sand\s)(?:then\s)?{_person()}{_WHOLE}")


@cache
def _listed(*, bare: bool = False) -> str:
    """The pattern of a list; `bare` that its first person may stand without "a" or "his"."""
    one = re.sub(r"\?P<\w+>", "?:", _pattern_of_item())
    further = rf"(?:{one}|{_person()}{_WHOLE})"
    first = further if bare else one
    several = rf"{first}(?:,\s{further}){{1,6}}(?:,?\sand\s(?:then\s)?{further})?"
    pair = rf"{first}\sand\s(?:then\s)?{further}"
    return rf"(?P<list>{several}|{pair}|{first}|\b{numbers()})"


@cache
def after() -> Mapping[str, re.Pattern[str]]:
    """ "Two men and a boy were found dead"; not "a man killed two"."""
    objects = (
        "an?|the|his|her|their|its|at\\sleast|himself|herself|another|dead|to\\sdeath|and\\skilled"
    )
    acting = rf"(?!\s(?:(?i:{objects})\b|{numbers()}|[A-Z][a-z]+\s[A-Z]))"
    kinds = table()["after"]
    return {
        kind: re.compile(rf"{_listed()}{_ASIDE}\s{_HELPERS}(?i:{words(kinds[kind])})\b{acting}")
        for kind in KINDS
    }


@cache
def before() -> Mapping[str, re.Pattern[str]]:
    """ "Killing his wife and two children"."""
    kinds = table()["before"]
    return {
        kind: re.compile(rf"\b(?i:{words(kinds[kind])})\s{_listed(bare=True)}{_ENDS}")
        for kind in KINDS
    }


@cache
def nth_dead() -> re.Pattern[str]:
    """ "A fifth person died": by then there are five."""
    nth = rf"(?P<nth>{words(table()['person']['ordinals'][1:])})"
    who = rf"(?:victim|person|{_person()})"
    dead = words(table()["after"]["killed"])
    beside = r"(?:,\s[^,;.]{2,40},|\s(?:of|in|from)\s[^,;.]{2,40}?)?"
    return re.compile(
        rf"\b{nth}\s{who}{beside}\s(?:(?:has|had|was|later)\s){{0,2}}(?:{dead})\b", re.IGNORECASE
    )


@cache
def by_word() -> re.Pattern[str]:
    """ "A triple murder"."""
    folds = "|".join(table()["folds"])
    return re.compile(
        rf"\b(?P<fold>{folds})[\s-](?:murder|homicide|slaying|killing|fatal)(?![\s-]suicide)",
        re.IGNORECASE,
    )


@cache
def hint() -> re.Pattern[str]:
    """A cheap look before the dear ones."""
    return re.compile(
        r"kill|dead|die[sd]?\b|death|shot|shoot|wound|injur|hurt|murder|homicid|sla[iy]|hospital|"
        r"suicide|himself|herself|fatal|gunn|condition|stabb|victim|lives|life|recover|struck|"
        r"surviv|graz|airlift|drown",
        re.IGNORECASE,
    )


@cache
def himself() -> re.Pattern[str]:
    """Who did it is among the dead."""
    return re.compile(rf"\b(?:{words(table()['self']['killed'])})\b", re.IGNORECASE)


@cache
def self_struck() -> re.Pattern[str]:
    """Who was hit by his own hand, whatever became of him."""
    return re.compile(rf"\b(?:{words(table()['self']['struck'])})\b", re.IGNORECASE)


@cache
def elsewhere() -> re.Pattern[str]:
    """Another event than the one that the article is about."""
    return re.compile(rf"\b(?:{words(table()['elsewhere']['words'])})", re.IGNORECASE)
