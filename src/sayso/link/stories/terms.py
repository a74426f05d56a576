"""The words, names and keys of an article, by which it is told from others."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

import msgspec

from sayso.data import load
from sayso.model import Article

TOKEN = re.compile(r"[^\W_]+")
# An event is told at the start; what follows this much is background, comments and lists of links.
READ = 12_000
LEAD = 80  # Tokens: the first two or three paragraphs of a news report.
HEAD = 250  # Tokens in which an event is placed and counted; further down others are recalled.
LONGEST_TITLE = 100  # Words: what has more is no title.
KEPT = 4096  # Articles whose terms are at hand, about 40 KB each: each is asked twice.
LONGEST = 30  # Letters: what is longer is an address or code.
# Scripts without spaces between words: runs of them are cut into pairs of signs.
UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
REMEMBERED = 200_000  # Tokens of which it is remembered how they are read.


class Terms(msgspec.Struct, frozen=True):
    """How often each term stands in an article, one mapping a channel.

    `words` are all words but the commonest; `names` what is written as a name; `keys` are pairs of
    neighbours that hardly two events share (a full name, an age, an address); `lead` what of these
    stands in the title or the first sentences; `title` the words of the title; `places` are names
    that the head says something is in, at or near; `figures` are numbers of the head with the word
    that follows; `tokens` is the text as it was cut.
    """

    words: Mapping[str, int]
    names: Mapping[str, int]
    keys: Mapping[str, int]
    lead: Mapping[str, int]
    title: Mapping[str, int]
    places: Mapping[str, int]
    figures: Mapping[tuple[str, str], int]
    tokens: Sequence[str]


class _Token(msgspec.Struct, frozen=True):
    low: str
    stem: str
    common: bool
    number: bool
    upper: bool


def terms(article: Article) -> Terms:
    """Return the terms of the title and of the first part of the text.

    >>> found = terms(Article(id="a", text="The mayor, Ina Dahl, 52, left Velmar."))
    >>> sorted(found.names), sorted(found.keys)
    (['dahl', 'ina', 'velmar'], ['52 left', 'dahl 52', 'ina dahl'])
    """
    return _terms((article.title or "")[:READ], article.text[:READ])


@lru_cache(maxsize=KEPT)
def _terms(heading: str, text: str) -> Terms:
    headline = map(_token, _tokens(heading))
    title = [token.stem for token in headline if not token.common]
    tokens = _tokens(text)
    read = [_token(token) for token in tokens]
    plain = {token for token in tokens if token.islower()}
    words = Counter([token.stem for token in read if not token.common])
    lead = Counter([token.stem for token in read[:LEAD] if not token.common])
    names: Counter[str] = Counter()
    keys: Counter[str] = Counter()
    before = ""  # The neighbour before, where it is a name or a number.
    was_number = False
    for token in read:
        if token.common:
            before = ""
            continue
        low = token.low
        name = token.upper and low not in plain
        if name:
            names[low] += 1
        if before and (name or token.number or was_number):
            keys[f"{before} {low}"] += 1
        was_number = token.number
        before = low if name or was_number else ""
    words.update(title)
    lead.update(title)
    short = Counter(title) if len(title) < LONGEST_TITLE else Counter[str]()
    return Terms(
        words=words,
        names=names,
        keys=keys,
        lead=lead,
        title=short,
        places=_places(read[:HEAD], names),
        figures=_figures(read[:HEAD]),
        tokens=tokens,
    )


def _places(head: Sequence[_Token], names: Mapping[str, int]) -> Mapping[str, int]:
    before = _word_lists()["place_before"]
    found: Counter[str] = Counter()
    inside = False
    for token in head:
        if token.upper and token.low in names:
            if inside:
                found[token.low] += 1
        else:
            inside = token.low in before
    return found


def _figures(head: Sequence[_Token]) -> Mapping[tuple[str, str], int]:
    """Return numbers with what they count: "two men" and "2 men" are one."""
    spelled = _spelled()
    found: Counter[tuple[str, str]] = Counter()
    number = ""
    for token in head:
        if token.number or token.low in spelled:
            number = spelled.get(token.low, token.low)
        elif number and not token.common:
            found[token.stem, number] += 1
            number = ""
    return found


def _tokens(text: str) -> list[str]:
    found = TOKEN.findall(text)
    if UNSPACED.search(text):
        found = [piece for token in found for piece in _pieces(token)]
    return [token for token in found if len(token) <= LONGEST]


def _pieces(token: str) -> list[str]:
    if not UNSPACED.search(token) or len(token) < 3:
        return [token]
    return [token[place : place + 2] for place in range(len(token) - 1)]


@lru_cache(maxsize=REMEMBERED)
def _token(token: str) -> _Token:
    low = token.lower()
    number = token[0].isdigit()
    return _Token(
        low=low,
        stem=_stem(low),
        common=low in _word_lists()["stop"],
        number=number,
        upper=not number and token[0].isupper(),
    )


def _stem(low: str) -> str:
    if len(low) > 3 and low[-1] == "s" and low[-2] not in "su":
        return low[:-1]
    return low


@cache
def _word_lists() -> Mapping[str, frozenset[str]]:
    lists = load("story_words")
    return {name: frozenset(lists[name]) for name in ("stop", "place_before")}


@cache
def _spelled() -> Mapping[str, str]:
    return {word: str(number) for word, number in load("story_words")["spelled"].items()}
