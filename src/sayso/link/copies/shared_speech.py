"""Speech of a third party in two articles: which words, and whose."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sayso.annotate.attributions.cues import tag_forms
from sayso.link.copies.alignment import Pair
from sayso.link.copies.passages import MOST
from sayso.link.copies.words import Words
from sayso.model import Article, Passage, Span

AROUND = 160  # Characters before and after a quotation in which its speaker is named.
MARKS = "\"“”„«»'‘’` "
PART = r"[A-ZÀ-Þ][\w’'-]*(?:(?<=\b[A-Z])\.)?"
SMALL = r"(?:(?:al|bin|da|de|del|der|di|la|le|of|the|van|von) ){0,2}"
NAME = rf"(?P<name>{PART}(?: {SMALL}{PART}){{0,5}})"
ASIDE = r"(?:, [^,\"“”\n]{1,80},)?"  # "Ana Reyl, head of the river office, said"
NOBODY = frozenset({"He", "She", "They", "It", "I", "We", "But", "And", "Who", "One"})


def shared_speech(
    words: Words, pair: Pair, spans: tuple[Sequence[Span], Sequence[Span]]
) -> tuple[Passage, ...]:
    """Return the stretches of speech that two texts share, as offsets.

    `spans` are the quotations of both, without marks. One that is mostly shared counts whole.
    """
    pieces = pair.pieces
    found: dict[Passage, Passage] = {}
    rows = zip(pieces.a0, pieces.a1, pieces.b0, pieces.b1, pair.said, strict=True)
    for a0, a1, b0, b1, speech in rows:
        if not speech:
            continue
        one = words.span(pair.a, int(a0), int(a1))
        two = words.span(pair.b, int(b0), int(b1))
        first, second = _around(spans[0], one), _around(spans[1], two)
        if not first or not second:
            continue
        one, two = _inside(one, first), _inside(two, second)
        last = found.get((*first, *second), (*one, *two))
        found[*first, *second] = (
            min(last[0], one[0]),
            max(last[1], one[1]),
            min(last[2], two[0]),
            max(last[3], two[1]),
        )
    return tuple(
        (*_whole((key[0], key[1]), (s, e)), *_whole((key[2], key[3]), (t, f)))
        for key, (s, e, t, f) in found.items()
    )


def _around(spans: Sequence[Span], piece: Span) -> Span | None:
    """The quotation that holds most of a piece."""
    shared = [(min(end, piece[1]) - max(start, piece[0]), (start, end)) for start, end in spans]
    most, span = max(shared, default=(0, piece))
    return span if most > 0 else None


def _inside(piece: Span, span: Span) -> Span:
    return max(piece[0], span[0]), min(piece[1], span[1])


def _whole(span: Span, piece: Span) -> Span:
    return span if piece[1] - piece[0] >= MOST * (span[1] - span[0]) else piece


def speaker(articles: tuple[Article, Article], passages: Sequence[Passage]) -> str | None:
    """Return who is named beside a quotation, null where nobody is or the articles differ.

    >>> one = Article(id="a", text='"We will not go," said Ana Reyl.')
    >>> two = Article(id="b", text='Ana Reyl, the mayor, told reporters: "We will not go."')
    >>> speaker((one, two), [(1, 15, 38, 52)])
    'Ana Reyl'
    """
    first = {name for s, e, _, _ in passages for name in _named(articles[0], s, e)}
    second = {name for _, _, s, e in passages for name in _named(articles[1], s, e)}
    if first and second:
        same = [
            max(one, two, key=len)
            for one in sorted(first)
            for two in sorted(second)
            if one.split()[-1] == two.split()[-1]
        ]
        return same[0] if same else None
    return min(first | second, default=None)


def _named(article: Article, start: int, end: int) -> Iterator[str]:
    for block in article.blocks:
        if block.kind == "quote" and block.author and block.start <= start and end <= block.end:
            yield block.author
            return
    text = article.text
    after = text[end : end + AROUND].split("\n", 1)[0].lstrip(MARKS + ".,;:!?")
    before = text[max(0, start - AROUND) : start].rsplit("\n", 1)[-1].rstrip(MARKS)
    for match in (
        _tag_first().match(after),
        _name_first().match(after),
        _name_last().search(before),
    ):
        if match and match["name"].split()[0] not in NOBODY:
            yield match["name"]
            return


@cache
def _tags() -> str:
    return "|".join(sorted(map(re.escape, tag_forms()), key=len, reverse=True))


@cache
def _tag_first() -> re.Pattern[str]:
    return re.compile(rf"(?:{_tags()}) (?:(?:the )?[a-z-]+ ){{0,3}}{NAME}")


@cache
def _name_first() -> re.Pattern[str]:
    return re.compile(rf"{NAME}{ASIDE} (?:{_tags()})\b")


@cache
def _name_last() -> re.Pattern[str]:
    return re.compile(rf"{NAME}{ASIDE} (?:{_tags()})\b[^.\"“”]{{0,60}}[:,]?$")
