"""Warnings that nobody could check a claim, which one of two tellings has and the other lacks."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import islice

from sayso.annotate.sentences import sentences
from sayso.data import load
from sayso.link.retellings.tellings import Telling, singular
from sayso.link.retold.pairs import Told
from sayso.model import Annotated, Span

# Sentences after a figure that may still warn of it; further where the warning names "the
# figures" or "these claims" and no other figure has come between.
NEXT, FURTHEST = 2, 6
# More warnings than any article has: a page made of them.
MOST = 20

_WORD = re.compile(r"[^\W\d_]+")


def warnings(article: Annotated) -> tuple[Span, ...]:
    """Return the sentences of an article that say that something could not be checked.

    >>> from sayso.model import Annotation, Article
    >>> text = "He spoke of 40 dead. The claim could not be independently verified."
    >>> told = Annotated(article=Article(id="a", text=text), annotation=Annotation(id="a"))
    >>> warnings(told)
    ((21, 67),)
    """
    text = article.article.text
    places = [match.start() for match in islice(_unchecked().finditer(text), MOST)]
    if not places:
        return ()
    spans = sentences(text)
    starts = [start for start, _ in spans]
    return tuple(dict.fromkeys(spans[bisect_right(starts, at) - 1] for at in places))


def warning_about(told: Told, tellings: Sequence[Telling], found: Sequence[Span]) -> Span | None:
    """Return the first of an article's warnings that concerns a telling of it, None without one."""
    return next((span for span in found if _concerns(span, told, tellings)), None)


def _concerns(warning: Span, told: Told, tellings: Sequence[Telling]) -> bool:
    telling = told.telling
    if warning[0] <= telling.figure.start < warning[1]:
        return True
    words = _WORD.findall(told.text[slice(*warning)])
    looks_back = any(singular(word.lower()) in _matters() for word in words)
    if looks_back and set(words) & (telling.names | _source_words(told)):
        return True
    starts = told.sentence_starts
    apart = bisect_left(starts, warning[0]) - bisect_left(starts, telling.sentence[0])
    if not 0 < apart <= (FURTHEST if looks_back else NEXT):
        return False
    return not any(
        telling.sentence[1] <= each.sentence[0] < warning[0] and each.ends != telling.ends
        for each in tellings
    )


def _source_words(told: Told) -> set[str]:
    words = {
        word
        for each in told.telling.chain
        for span in each.source
        for word in _WORD.findall(told.text[slice(*span)])
    }
    return {word for word in words if word[0].isupper() and len(word) > 3}


@cache
def _unchecked() -> re.Pattern[str]:
    entries = load("link_retold")["caveats"]["unchecked"]
    joined = "|".join(each.replace(" ", r"\s{1,3}") for each in entries)
    return re.compile(rf"\b(?:{joined})\b", re.IGNORECASE)


@cache
def _matters() -> frozenset[str]:
    return frozenset(load("link_retold")["caveats"]["matters"])
