"""The rules of `data/en/times.toml` as one pattern, and what it matches in a text."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from sayso.data import load

_NAME = re.compile(r"\{([a-z_]+)\}")
_GROUP = re.compile(r"\(\?P<([a-z_]+)>")
_BACK = re.compile(r"\(\?P=([a-z_]+)\)")
_WORD = re.compile(r"[^\W\d_]+|\d+|['’](?=\d\d)")
# A number can only begin or fill a time when it is a year, or a mark or a word follows it.
_NUMBER = re.compile(
    r"['’]\d\d|(?:1\d|20)\d\d(?!\d)|\d{1,4}(?:[-–/.:,]\s?\d|[^\S\n]{0,3}[-–—(]?\s?[^\W\d_]|\.\d)"
)
# How many words back, and how many characters, an expression may begin before its heart.
_WAITING = 8
_REACH = 60
_HEARTS = (
    *("month", "month_short", "weekday", "weekday_short", "season", "daypart", "unit"),
    *("decade_word", "ref", "frequency", "deictic", "holiday"),
)
_GAP = r"(?:[^\S\n]{1,3}|[^\S\n]?\n(?=[^\s]))"
# A digit group, a price or a part of a longer name or address is no start or end of a time.
_BEFORE = r"(?<![\w$€£¥#@/&+])(?<!\d[.,:/])(?<!\w[-–][A-Z])"
_AFTER = r"(?!\w|[.,:]\d|/\d|[-–]\d*[A-Za-z]?\d)"
_AFTER_SPLIT = r"(?!\w|[.,:]\d)"


class Rule(msgspec.Struct, frozen=True):
    """One rule: what users see as its name, what gives it meaning, and its pattern.

    `opens` lists what its first word may be: words, tables of words, `digit` or `mark`.
    """

    name: str
    make: str
    opens: str
    pattern: str


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A match: its span, the rule, and the words that filled the rule's slots."""

    start: int
    end: int
    rule: str
    make: str
    slots: Mapping[str, str]
    clock: "Hit | None" = None


@cache
def table(name: str) -> dict[str, str]:
    """Return the table `name` of the grammar, keys in lower case, values as text.

    >>> table("month")["may"]
    '5'
    """
    return {key.lower(): str(value) for key, value in _words(name).items()}


def _words(name: str) -> dict[str, Any]:
    if name == "holiday":
        return {**load("holidays")["days"], **load("feasts")["feasts"]}
    if name == "event_day":
        return dict(load("named_times")["alone"])
    found: dict[str, Any] = load("times")["tables"][name]
    return found


def hits(text: str) -> Iterator[Hit]:
    """Yield what the rules match in `text`, from left to right, none overlapping.

    >>> [hit.rule for hit in hits("It closed on 4 May 2021 and again last week.")]
    ['date', 'near unit']
    """
    rules, groups = _rules(), _groups()
    for match in _matches(text):
        index = int((match.lastgroup or "r0")[1:])
        rule = rules[index]
        slots: dict[str, str] = {}
        spans: dict[str, tuple[int, int]] = {}
        for name, group in groups[index]:
            if name not in slots and (value := match[group]) is not None:
                slots[name] = " ".join(value.split())
                spans[name] = match.span(group)
        yield from _split(match.span(), rule, slots, spans)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Try at each word the rules that it may open, where a heart stands close behind."""
    openers, hearts = _openers(), _heart_words()
    waiting: deque[tuple[int, tuple[int, ...]]] = deque(maxlen=_WAITING)
    done = 0
    for word in _WORD.finditer(text):
        if word.start() < done:
            continue
        key = word[0].lower()
        numeric = not key[0].isalpha()
        if numeric and not _NUMBER.match(text, word.start()):
            continue
        if numeric:
            key = "digit" if key[0].isdigit() else "mark"
        if key in openers:
            waiting.append((word.start(), openers[key]))
        if not numeric and key not in hearts:
            continue
        for position, opened in waiting:
            if position < done or word.start() - position > _REACH:
                continue
            if match := _pattern(opened).match(text, position):
                yield match
                done = match.end()
        waiting.clear()


@cache
def _openers() -> dict[str, tuple[int, ...]]:
    """The places of the rules that each first word may open."""
    tables = {*load("times")["tables"], "holiday", "event_day"}
    found: dict[str, list[int]] = {}
    for place, rule in enumerate(_rules()):
        words: set[str] = set()
        for name in rule.opens.split():
            words |= {_WORD.findall(each)[0] for each in table(name)} if name in tables else {name}
        for word in words:
            found.setdefault(word, []).append(place)
    return {word: tuple(places) for word, places in found.items()}


@cache
def _heart_words() -> frozenset[str]:
    hearts = {word for name in _HEARTS for phrase in table(name) for word in _WORD.findall(phrase)}
    hearts |= {word + "s" for word in hearts} | set(load("times")["words"]["hearts"].split("|"))
    return frozenset(hearts - {"the", "a"})


def _split(
    span: tuple[int, int],
    rule: Rule,
    slots: dict[str, str],
    spans: dict[str, tuple[int, int]],
) -> Iterator[Hit]:
    """A range such as "3 to 5 May" gives two hits; words before the expression are left out."""
    start = spans["outside"][1] if "outside" in spans else span[0]
    if "last" not in slots:
        yield Hit(start=start, end=span[1], rule=rule.name, make=rule.make, slots=slots)
        return
    second = slots | {
        name.removeprefix("last_"): value for name, value in slots.items() if "last_" in name
    }
    second.pop("mod", None)
    second.pop("last_hour", None)
    if "last_hour" in slots and "last_minute" not in slots:
        second.pop("minute", None)
    if "last_month" in slots:
        second.pop("month_short", None)
    middle = spans["first"][1]
    yield Hit(start=start, end=middle, rule=rule.name, make=rule.make, slots=slots)
    start, end = spans["last"]
    yield Hit(start=start, end=end, rule=rule.name, make=rule.make, slots=second)


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(msgspec.convert(rule, Rule) for rule in load("times")["rules"])


@cache
def _body(place: int) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The pattern of the rule at `place`, and its slots with the names of their groups."""
    rule = _rules()[place]
    body, names = _named(_expand(rule.pattern, load("times")["fragments"]), place)
    after = _AFTER_SPLIT if "first" in dict(names) else _AFTER
    after = r"(?!\w)" if rule.make == "prefix" else after
    return f"(?P<r{place}>{body}{after})", names


@cache
def _groups() -> tuple[tuple[tuple[str, str], ...], ...]:
    return tuple(_body(place)[1] for place in range(len(_rules())))


@cache
def _pattern(places: tuple[int, ...]) -> re.Pattern[str]:
    whole = _BEFORE + "(?:" + "|".join(_body(place)[0] for place in places) + ")"
    return re.compile(whole, re.IGNORECASE)


def _expand(pattern: str, fragments: Mapping[str, str]) -> str:
    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name in fragments:
            return _expand(fragments[name], fragments)
        longest = sorted(_words(name), key=len, reverse=True)
        joined = "|".join(re.escape(word).replace(r"\ ", _GAP) for word in longest)
        return f"(?P<{name}>{joined})"

    return _NAME.sub(fill, pattern).replace(" ?", f"(?:{_GAP})?").replace(" ", _GAP)


def _named(body: str, index: int) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Make group names unique in the whole; a slot may stand at several places of a rule."""
    names: list[tuple[str, str]] = []

    def rename(match: re.Match[str]) -> str:
        names.append((match[1], f"g{index}_{len(names)}_{match[1]}"))
        return f"(?P<{names[-1][1]}>"

    body = _GROUP.sub(rename, body)
    latest = dict(names)
    return _BACK.sub(lambda match: f"(?P={latest[match[1]]})", body), tuple(names)
