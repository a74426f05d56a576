"""What surrounds an expression: the anchors it may count from and the words beside it."""

import re
from collections.abc import Callable, Mapping
from functools import cache

import msgspec

from sayso.annotate.times.grammar import table
from sayso.annotate.times.moments import Moment
from sayso.data import load
from sayso.model import Interval, TimeType

# How far the words that decide a reading may stand from the expression, in characters.
_NEAR = 32
_CLAUSE = 120

_STOP = re.compile(r"[!?;\n]|\.(?=\s+[A-Z\"“])")
_NEXT_WORD = re.compile(r"[\s\-–]*([\w%'’]+)")


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """Where an expression stands: `anchor` is the day it counts from, `told` the last one told."""

    text: str
    start: int
    end: int
    anchor: Moment | None
    anchor_name: str | None
    told: Moment | None
    told_here: bool = False
    told_near: bool = False
    narrative: bool = False
    # Whether the dates in numbers of this text name the day first; null where none shows it.
    day_first: bool | None = None

    @property
    def before(self) -> str:
        return self.text[max(0, self.start - _NEAR) : self.start]

    @property
    def after(self) -> str:
        return self.text[self.end : self.end + _NEAR]

    @property
    def past_anchor(self) -> Moment | None:
        """What "earlier" and "the next day" count from: the date last told, else the anchor."""
        return self.told or self.anchor

    @property
    def past_anchor_name(self) -> str | None:
        return "narrative" if self.told else self.anchor_name


class Meaning(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule made of a match; `days` where the interval is not the value's own."""

    type: TimeType
    value: str | None
    mod: str | None = None
    days: Interval | None = None
    anchor: str | None = None
    # Where what it means is not what its rule is named for.
    rule: str | None = None


Maker = Callable[[Mapping[str, str], Setting], Meaning | None]


def led_by(setting: Setting, kind: str) -> bool:
    """Return whether one of the words of list `kind` stands right before the expression.

    >>> words = "since May"
    >>> place = Setting(text=words, start=6, end=9, anchor=None, anchor_name=None, told=None)
    >>> led_by(place, "month_leads")
    True
    """
    return bool(_lead(kind).search(setting.before))


@cache
def _lead(kind: str) -> re.Pattern[str]:
    words = load("times")["words"][kind].replace(".", r"\.").replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?:{words})[\s\-–]+(?:the\s+)?[(\"“]?$", re.IGNORECASE)


@cache
def words(kind: str) -> frozenset[str]:
    """Return the word list `kind` of the grammar.

    >>> "troops" in words("counted")
    True
    """
    return frozenset(load("times")["words"][kind].split("|"))


def word_before(setting: Setting) -> str:
    """Return the word right before the expression, in the case it has.

    >>> line = "near Velm 1950"
    >>> word_before(Setting(text=line, start=10, end=14, anchor=None, anchor_name=None, told=None))
    'Velm'
    """
    pieces = setting.before.rstrip(" \t\n-–(").replace("-", " ").split()
    return pieces[-1].lstrip('"“‘([,;:') if pieces else ""


def word_after(setting: Setting) -> str:
    """Return the word right after the expression, in the case it has.

    >>> line = "1950 people"
    >>> word_after(Setting(text=line, start=0, end=4, anchor=None, anchor_name=None, told=None))
    'people'
    """
    match = _NEXT_WORD.match(setting.after)
    return match[1] if match else ""


def looks_ahead(setting: Setting) -> bool:
    """Return whether the nearest verb before the expression, else after it, looks ahead.

    >>> line = "The court will rule on Friday"
    >>> place = Setting(text=line, start=23, end=29, anchor=None, anchor_name=None, told=None)
    >>> looks_ahead(place)
    True
    """
    return _direction(setting) == 1


def looks_back(setting: Setting) -> bool:
    """Return whether that verb is one of the past; false too where there is none.

    >>> line = "It sank at the weekend"
    >>> looks_back(Setting(text=line, start=11, end=22, anchor=None, anchor_name=None, told=None))
    True
    """
    return _direction(setting) == -1


def _direction(setting: Setting) -> int:
    before = setting.text[max(0, setting.start - _CLAUSE) : setting.start]
    stops = [match.end() for match in _STOP.finditer(before)]
    begin = stops[-1] if stops else 0
    cues = list(_tense().finditer(before, begin))
    told = list(_present().finditer(before, cues[-1].end() if cues else begin))
    # "The bus leaves on Tuesday", not "the party, which leads, on Tuesday said".
    if told and "," not in before[told[-1].end() :]:
        return 1
    if cues:
        return 1 if cues[-1]["ahead"] else -1
    after = setting.text[setting.end : setting.end + _CLAUSE]
    stop = _STOP.search(after)
    edge = stop.start() if stop else len(after)
    if cue := _tense().search(after, 0, edge):
        return 1 if cue["ahead"] else -1
    return 1 if told or _present().search(after, 0, edge) else 0


@cache
def _present() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){load('times')['words']['present']}(?![\w-])")


@cache
def _tense() -> re.Pattern[str]:
    lists = load("times")["words"]
    return re.compile(
        rf"(?<![\w])(?:(?P<ahead>{lists['ahead']})|(?P<past>{lists['past']}))(?!\w)", re.IGNORECASE
    )


def mod_of(slots: Mapping[str, str]) -> str | None:
    """Return START, MID or END as the words before a date ask for it.

    >>> mod_of({"mod": "Early"})
    'START'
    """
    return table("mod").get(slots.get("mod", "").lower()) or None
