"""The rules of `data/en/times.toml` as one pattern, and what it matches in a text."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from functools import cache

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
    """One rule: what users see as its name, what gives it meaning, and its pattern."""

    name: str
    make: str
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
    words = load("holidays")["days"] if name == "holiday" else load("times")["tables"][name]
    return {key.lower(): str(value) for key, value in words.items()}


def hits(text: str) -> Iterator[Hit]:
    """Yield what the rules match in `text`, from left to right, none overlapping.

    >>> [hit.rule for hit in hits("It closed on 4 May 2021 and again last week.")]
    ['date', 'near unit']
    """
    pattern, rules, groups = _compiled()
    for match in _matches(text, pattern):
        index = int((match.lastgroup or "r0")[1:])
        rule = rules[index]
        slots: dict[str, str] = {}
        spans: dict[str, tuple[int, int]] = {}
        for name, group in groups[index]:
            if name not in slots and (value := match[group]) is not None:
                slots[name] = " ".join(value.split())
                spans[name] = match.span(group)
        yield from _split(match.span(), rule, slots, spans)


def _matches(text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Try the rules only at words that begin an expression and have a heart close behind."""
    starts, hearts = _trigger_words()
    waiting: deque[int] = deque(maxlen=_WAITING)
    done = 0
    for word in _WORD.finditer(text):
        if word.start() < done:
            continue
        key = word[0].lower()
        numeric = not key[0].isalpha()
        if numeric and not _NUMBER.match(text, word.start()):
            continue
        if numeric or key in starts:
            waiting.append(word.start())
        if not numeric and key not in hearts:
            continue
        for position in waiting:
            if position < done or word.start() - position > _REACH:
                continue
            if match := pattern.match(text, position):
                yield match
                done = match.end()
        waiting.clear()


@cache
def _trigger_words() -> tuple[frozenset[str], frozenset[str]]:
    grammar = load("times")
    phrases = [phrase for name in grammar["tables"] for phrase in table(name)]
    phrases += [*table("holiday"), *grammar["words"]["starts"].split("|")]
    starts = {_WORD.findall(phrase)[0] for phrase in phrases}
    hearts = {word for name in _HEARTS for phrase in table(name) for word in _WORD.findall(phrase)}
    hearts |= {word + "s" for word in hearts} | set(grammar["words"]["hearts"].split("|"))
    return frozenset(starts | hearts), frozenset(hearts - {"the", "a"})


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
    if "last_month" in slots:
        second.pop("month_short", None)
    middle = spans["first"][1]
    yield Hit(start=start, end=middle, rule=rule.name, make=rule.make, slots=slots)
    start, end = spans["last"]
    yield Hit(start=start, end=end, rule=rule.name, make=rule.make, slots=second)


@cache
def _compiled() -> tuple[
    re.Pattern[str], tuple[Rule, ...], tuple[tuple[tuple[str, str], ...], ...]
]:
    grammar = load("times")
    rules = tuple(msgspec.convert(rule, Rule) for rule in grammar["rules"])
    parts: list[str] = []
    groups: list[tuple[tuple[str, str], ...]] = []
    for index, rule in enumerate(rules):
        body, names = _named(_expand(rule.pattern, grammar["fragments"]), index)
        after = _AFTER_SPLIT if "first" in dict(names) else _AFTER
        after = r"(?!\w)" if rule.make == "prefix" else after
        parts.append(f"(?P<r{index}>{body}{after})")
        groups.append(names)
    whole = _BEFORE + "(?:" + "|".join(parts) + ")"
    return re.compile(whole, re.IGNORECASE), rules, tuple(groups)


def _expand(pattern: str, fragments: Mapping[str, str]) -> str:
    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name in fragments:
            return _expand(fragments[name], fragments)
        words = load("holidays")["days"] if name == "holiday" else load("times")["tables"][name]
        longest = sorted(words, key=len, reverse=True)
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
