"""Words for countries' people in a text, and whether two of them mean different people."""

import re
from functools import cache

from sayso.data import load
from sayso.model import Span


def nation(text: str, span: Span) -> Span | None:
    """Return where a stretch of text first says of which people somebody is.

    >>> text = "at least 40 North Velmari soldiers"
    >>> text[slice(*nation(text, (0, 34)))]
    'North Velmari'
    """
    return next(iter(nations(text, span)), None)


def nations(text: str, span: Span) -> tuple[Span, ...]:
    """Return where a stretch of text says of which people somebody is.

    >>> nations("Velmari and Ostrean boats", (0, 25))
    ((0, 7), (12, 19))
    """
    return tuple(
        match.span()
        for match in _pattern().finditer(text, *span)
        if match["people"] not in _others() and match["people"] + "s" not in _others()
    )


def differ(one: str, other: str) -> bool:
    """Return whether two such words mean different people.

    >>> differ("North Velmari", "South Velmaris"), differ("Velmaris", "South Velmari")
    (True, False)
    """
    a, b = _norm(one), _norm(other)
    return not (a == b or a.endswith(f" {b}") or b.endswith(f" {a}"))


def _norm(word: str) -> str:
    word = load("link_retold_nations")["same"].get(word, word)
    word = re.sub(r"ern(?=[ -])", "", " ".join(word.replace("-", " ").lower().split()))
    return word[:-1] if word.endswith(("ans", "is", "ers")) and len(word) > 4 else word


@cache
def _pattern() -> re.Pattern[str]:
    table = load("link_retold_nations")
    sides = "|".join(table["sides"])
    listed = sorted(
        (re.escape(word) for word in (*table["irregular"], *table["with_er"], *table["with_ic"])),
        key=len,
        reverse=True,
    )
    endings = "|".join(each for each in table["endings"] if each not in {"er", "ers", "ic"})
    same = "|".join(re.escape(word) for word in table["same"])
    # Three letters before the ending: "Ian" and "Tan" are names.
    people = rf"(?:(?:{'|'.join(listed)})s?|[A-Z][a-z]{{2,15}}?(?:{endings}))(?![\w-])"
    return re.compile(rf"(?<![\w’'-])(?:(?:{sides})[ -])?(?P<people>{people}|(?:{same})(?![\w-]))")


@cache
def _others() -> frozenset[str]:
    return frozenset(load("link_retold_nations")["others"])
