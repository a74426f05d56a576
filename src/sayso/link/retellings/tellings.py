"""The figures that articles tell, each with what shows which claim it belongs to."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Protocol

import msgspec

from sayso.annotate.sentences import sentences
from sayso.data import load
from sayso.model import Annotated, Attribution, Figure, Interval, Span

# Characters each side of a figure whose words are looked at: a long news sentence. It bounds the
# work on a page that has no full stop.
REACH = 320
# Characters before a number in which the name of whose age it is ends.
AGE_REACH = 24
# More figures than any report tells of: a table.
MOST = 1000
# What is looked at of a sentence without an end.
LONGEST_SENTENCE = 1500
# Letters by which forms of a word are known: "Velmaria", "Velmari".
OPENING = 5
# Deeper chains are debris.
DEEPEST = 8

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*+")
_RUN = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+")
_SUFFIX = re.compile(r"(?:ings?|ed|es|s|ly)$")
_NAME_BEFORE = re.compile(r"[A-Z][\w’'-]+(?: Jr\.?| Sr\.?)?, \Z|\b(?:ages?|aged) (?:of )?\Z")
_DIALLING = re.compile(r"\b(?:call|dial|phon|ring|text)(?:e?[sd]|ing)?\s\Z", re.IGNORECASE)
_STOP_BEHIND = re.compile(r"[,.;)]|$| (?:and|was|were|of|from|who|has|had)\b")
_OWNER = re.compile(r"['’]s?$")


class Owed(Protocol):
    """What an article tells at a place, on the word of a chain of sources."""

    @property
    def article(self) -> int: ...
    @property
    def at(self) -> int: ...
    @property
    def chain(self) -> tuple[Attribution, ...]: ...


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """A figure in its sentence: its values, what is counted, the words and names around it.

    `ends` are its low, best and high, as far as given; `chain` the attributions that it rests
    on, the innermost first; `about` the days of which it speaks; `runs` are names of several words.
    """

    article: int
    figure: Figure
    sentence: Span
    ends: tuple[float, ...]
    head: str
    words: frozenset[str]
    names: frozenset[str]
    runs: frozenset[str]
    chain: tuple[Attribution, ...] = ()
    about: Interval | None = None

    @property
    def at(self) -> int:
        return self.figure.start

    @property
    def span(self) -> Span:
        return self.figure.start, self.figure.end

    @property
    def is_range(self) -> bool:
        return self.figure.low is not None and self.figure.high is not None


def tellings(article: Annotated, place: int) -> tuple[Telling, ...]:
    """Return the tellings of an article, whose place among its story's articles is `place`.

    Left out are sums that nobody told, and figures that only describe: ages, hours, and how many
    the sources are.
    """
    tellers = _Inside(span for one in article.annotation.attributions for span in one.source)
    figures = [
        each
        for each in article.annotation.figures
        if not each.derived
        and not _is_idle(each)
        and not _is_age(article.article.text, each)
        and not _is_dialled(article.article.text, each)
        and not tellers.holds(each)
    ]
    if not figures:
        return ()
    by_id = {each.id: each for each in article.annotation.attributions}
    cited: dict[str, list[Attribution]] = defaultdict(list)
    for each in article.annotation.attributions:
        cited[each.parent or ""].append(each)
    times = {each.id: each.interval for each in article.annotation.times}
    spans = sentences(article.article.text)
    found: list[Telling] = []
    at = 0
    for figure in sorted(figures, key=lambda each: (each.start, each.end))[:MOST]:
        while at < len(spans) - 1 and spans[at][1] <= figure.start:
            at += 1
        ends = tuple(each for each in (figure.low, figure.best, figure.high) if each is not None)
        if not ends or not spans:
            continue
        near = _near(spans[at], figure)
        words, names = _evidence(article.article.text, near, figure)
        found.append(
            Telling(
                article=place,
                figure=figure,
                sentence=spans[at],
                ends=ends,
                head=head(figure.counted or ""),
                words=words,
                names=names,
                runs=frozenset(each.group() for each in _RUN.finditer(article.article.text, *near)),
                chain=chain_of(_innermost(figure, cited), by_id),
                about=times.get(figure.time or ""),
            )
        )
    return tuple(found)


def head(counted: str) -> str:
    """Return the noun of what is counted, without its number.

    >>> head("Velmari soldiers"), head("relief supplies"), head("his 22 cats")
    ('soldier', 'supply', 'cat')
    """
    words = _WORD.findall(counted.lower())
    return singular(words[-1]) if words else ""


def singular(noun: str) -> str:
    """Return the singular of a noun in lower case, near enough to compare two of them.

    >>> [singular(each) for each in ("children", "bodies", "losses", "homes", "gas")]
    ['child', 'body', 'loss', 'home', 'gas']
    """
    irregular = {"children": "child", "women": "woman", "men": "man", "lives": "life"}
    if noun in irregular:
        return irregular[noun]
    if noun.endswith("men") and len(noun) > 4:
        return noun[:-2] + "an"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "ches", "shes")):
        return noun[:-2]
    return noun[:-1] if len(noun) > 3 and noun.endswith("s") and noun[-2] not in "su" else noun


def _near(sentence: Span, figure: Figure) -> Span:
    return max(sentence[0], figure.start - REACH), min(sentence[1], figure.end + REACH)


def _evidence(text: str, near: Span, figure: Figure) -> tuple[frozenset[str], frozenset[str]]:
    names: set[str] = set()
    words: set[str] = set()
    for match in _WORD.finditer(text, *near):
        if figure.start <= match.start() < figure.end:
            continue
        word = _OWNER.sub("", match.group())
        if word.lower() in _common():
            continue
        if word[0].isupper() and match.start() != near[0]:
            names.add(word)
        else:
            words.add(stem(word.lower()))
    own = {stem(word) for word in _WORD.findall((figure.counted or "").lower())}
    return frozenset(words - own - _idle_stems()), frozenset(names)


def stem(word: str) -> str:
    """Return what two forms of a word share, near enough to compare them.

    >>> stem("flooded") == stem("flooding") == stem("floods")
    True
    """
    return _SUFFIX.sub("", word).rstrip("e")[:8] if len(word) > 3 else word


def content_words(text: str, start: int, end: int) -> dict[str, str]:
    """Return the words in a stretch of text that tell it from others, by what they begin with.

    >>> content_words("The Velmari re-deployed their guns", 0, 34)
    {'velma': 'Velmari', 'redep': 're-deployed', 'gun': 'guns'}
    """
    found: dict[str, str] = {}
    for match in _WORD.finditer(text, start, min(end, start + LONGEST_SENTENCE)):
        word = _OWNER.sub("", match.group())
        if len(word) > 1 and word.lower() not in _common():
            found.setdefault(stem(re.sub(r"\W", "", word.lower()))[:OPENING], word)
    return found


def chain_of(first: str | None, by_id: dict[str, Attribution]) -> tuple[Attribution, ...]:
    """Return an attribution and those that it stands in, the innermost first."""
    chain: list[Attribution] = []
    at = first
    while at in by_id and len(chain) < DEEPEST and by_id[at] not in chain:
        chain.append(by_id[at])
        at = by_id[at].parent
    return tuple(chain)


def _innermost(figure: Figure, cited: dict[str, list[Attribution]]) -> str | None:
    """Return the source that a figure's own source cites for it, where one stands behind it."""
    for each in cited.get(figure.attribution or "-", ()):
        if any(start <= figure.start and figure.end <= end for start, end in each.content):
            return each.id
    return figure.attribution


class _Inside:
    """Spans, to be asked whether a figure stands in one."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(set(spans))

    def holds(self, figure: Figure) -> bool:
        at = bisect_right(self._spans, (figure.start, 1 << 62))
        return any(figure.end <= end for _, end in self._spans[max(0, at - 3) : at])


def _is_age(text: str, figure: Figure) -> bool:
    """Return whether a number stands behind a name as an age does: "Ada Oram, 40, said"."""
    before = text[max(0, figure.start - AGE_REACH) : figure.start]
    return bool(_NAME_BEFORE.search(before) and _STOP_BEHIND.match(text, figure.end))


def _is_dialled(text: str, figure: Figure) -> bool:
    return _DIALLING.search(text, max(0, figure.start - AGE_REACH), figure.start) is not None


def _is_idle(figure: Figure) -> bool:
    idle = load("link_retold")["units"]["idle"]
    return figure.unit in idle or head(figure.counted or "") in idle


@cache
def _common() -> frozenset[str]:
    return frozenset(load("link_retold")["words"]["common"])


@cache
def _idle_stems() -> frozenset[str]:
    """Words for what befell people and for those who tell of it: in every report of its kind."""
    table = load("link_retold")
    words = {*table["sources"]["generic"], *table["sources"]["open"], *table["counted"]["anybody"]}
    for happened in load("predicates")["happened"].values():
        for kind in ("object", "subject", "nouns", "adjectives"):
            words |= {phrase.split()[0] for phrase in happened[kind]}
    return frozenset(stem(word) for word in words) | frozenset(words)


def same_days(one: Telling, other: Telling, slack: int) -> bool | None:
    """Return whether both speak of the same days, give or take `slack`; None where one does not."""
    if one.about is None or other.about is None:
        return None
    return _days_apart(one.about, other.about) <= slack


def _days_apart(one: Interval, other: Interval) -> int:
    (a0, a1), (b0, b1) = (
        tuple(date.fromisoformat(day[:10]).toordinal() for day in each) for each in (one, other)
    )
    return max(0, b0 - a1, a0 - b1)
