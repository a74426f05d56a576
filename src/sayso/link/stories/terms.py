"""The words, names and keys of an article, by which it is told from others."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

import msgspec

from sayso.data import load
from sayso.model import Article

TOKEN = re.compile(r"[^\W_]+")
# An event is told at the start; what follows this much is background, comments and lists of links.
READ = 12_000
LEAD = 80  # Tokens: the first two or three paragraphs of a news report.
LONGEST_TITLE = 100  # Words: what has more is no title.
LONGEST = 30  # Letters: what is longer is an address or code.
# Scripts without spaces between words: runs of them are cut into pairs of signs.
UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)


class Terms(msgspec.Struct, frozen=True):
    """How often each term stands in an article, one mapping a channel.

    `words` are all words but the commonest; `names` what is written as a name; `keys` are pairs of
    neighbours that hardly two events share (a full name, an age, an address); `lead` what of these
    stands in the title or the first sentences; `title` the words of the title.
    """

    words: Mapping[str, int]
    names: Mapping[str, int]
    keys: Mapping[str, int]
    lead: Mapping[str, int]
    title: Mapping[str, int]


def terms(article: Article) -> Terms:
    """Return the terms of the title and of the first part of the text.

    >>> found = terms(Article(id="a", text="The mayor, Ina Dahl, 52, left Velmar."))
    >>> sorted(found.names), sorted(found.keys)
    (['dahl', 'ina', 'velmar'], ['52 left', 'dahl 52', 'ina dahl'])
    """
    common = _stop_words()
    headline = _tokens((article.title or "")[:READ])
    title = [_stem(token) for token in headline if token.lower() not in common]
    tokens = _tokens(article.text[:READ])
    plain = {token for token in tokens if token.islower()}
    words: Counter[str] = Counter()
    lead: Counter[str] = Counter()
    names: Counter[str] = Counter()
    keys: Counter[str] = Counter()
    before = ""  # The neighbour before, where it is a name or a number.
    for place, token in enumerate(tokens):
        low = token.lower()
        if low in common:
            before = ""
            continue
        stem = _stem(token)
        words[stem] += 1
        if place < LEAD:
            lead[stem] += 1
        number = token[0].isdigit()
        name = not number and token[0].isupper() and low not in plain
        if name:
            names[low] += 1
        if before and (name or number or before[0].isdigit()):
            keys[f"{before} {low}"] += 1
        before = low if name or number else ""
    words.update(title)
    lead.update(title)
    short = Counter(title) if len(title) < LONGEST_TITLE else Counter[str]()
    return Terms(words=words, names=names, keys=keys, lead=lead, title=short)


def _tokens(text: str) -> list[str]:
    found = TOKEN.findall(text)
    if UNSPACED.search(text):
        found = [piece for token in found for piece in _pieces(token)]
    return [token for token in found if len(token) <= LONGEST]


def _pieces(token: str) -> list[str]:
    if not UNSPACED.search(token) or len(token) < 3:
        return [token]
    return [token[place : place + 2] for place in range(len(token) - 1)]


def _stem(token: str) -> str:
    low = token.lower()
    if len(low) > 3 and low[-1] == "s" and low[-2] not in "su":
        return low[:-1]
    return low


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(load("story_words")["stop"])
