"""Names of people apart from those of outlets, desks, trades, handles and headings."""

import re
from functools import cache

from sayso.data import load
from sayso.extract.dates import month_numbers

LONGEST = 60  # Characters in a name.
MOST_WORDS = 6  # Of a name with its particles; more are a heading.
NAME = re.compile(r"[^\W\d_][\w.’'‘`-]*(?: [\w.’'‘`-]+){0,5}")
WORD = re.compile(r"[^\W\d_]+")
DOMAIN = re.compile(r"\w{3,}\.(?:com|org|net|io|gov|edu|info|news|example|[a-z]{2})$")
EDGES = " -–—,;:(|•·/*~"


def is_name(text: str, outlet: str | None = None) -> bool:
    """Return whether a text can be a person's name.

    >>> is_name("Ana Reyl"), is_name("The Ostrava Herald"), is_name("ostravaherald.example")
    (True, False, False)
    """
    table = load("bylines")
    lower = text.lower()
    words = lower.split()
    if not 1 < len(text) <= LONGEST or not NAME.fullmatch(text) or len(words) > MOST_WORDS:
        return False
    if (
        lower in table["degrees"]
        or lower in table["labels"]
        or (len(words) == 1 and (text.isupper() or text.islower()))
    ):
        return False
    if any(sign.isdigit() for sign in text):
        return False
    if any(DOMAIN.search(word) for word in words) or _is_heading(text):
        return False
    if set(WORD.findall(lower)) & _no_person() or lower in month_numbers():
        return False
    if len(words) > 1 and (words[0] in table["articles"] or "_" in lower):
        return False
    return outlet is None or not _is_outlet(lower, outlet.lower())


def is_full_name(text: str) -> bool:
    """Return whether a text is written as a first and a last name, for lines that nothing marks.

    >>> is_full_name("Ana de Reyl"), is_full_name("Ana"), is_full_name("Dam holds")
    (True, False, False)
    """
    words = text.split()
    small = load("bylines")["particles"]
    proper = [word for word in words if word.lower() not in small]
    return (
        is_name(text)
        and 2 <= len(proper) <= 4
        and words[0] in proper
        and all(word[0].isupper() or not word[0].isascii() for word in proper)
    )


def leading_name(text: str, *, dated: bool = False) -> str:
    """Return a text up to the trade, agency or date that follows the name on its line.

    `dated` says that a number followed: a month before it is the date's.

    >>> leading_name("Ana Reyl Senior Reporter"), leading_name("Bo May", dated=True)
    ('Ana Reyl', 'Bo')
    """
    words = text.split()
    trades = _trades()
    if words and words[0].lower() in trades:
        return ""
    end = next(
        (at for at, word in enumerate(words) if at > 1 and word.lower().strip(",.") in trades),
        len(words),
    )
    words = words[:end]
    while len(words) > (1 if dated else 2) and words[-1].lower().strip(".,") in _after_names():
        words.pop()
    return " ".join(words).strip(EDGES)


def _is_heading(text: str) -> bool:
    """ "Personal finance" is one; "ana reyl" and "Ana de Reyl" are names."""
    words = text.split()
    small = [word for word in words if word[0].islower() and word[0].isascii()]
    return 0 < len(small) < len(words) and any(
        word not in load("bylines")["particles"] for word in small
    )


def _is_outlet(lower: str, outlet: str) -> bool:
    return (
        lower.replace(" ", "") in {outlet.replace(" ", ""), f"the{outlet.replace(' ', '')}"}
        or lower.startswith(f"{outlet} ")
        or (outlet.startswith(f"{lower} ") and len(lower.split()) == 1)
    )


@cache
def _no_person() -> frozenset[str]:
    table = load("bylines")
    return frozenset({*table["no_person"], *table["organizations"], *table["roles"]})


@cache
def _trades() -> frozenset[str]:
    table = load("bylines")
    return frozenset({*table["roles"], *table["before_roles"]})


@cache
def _after_names() -> frozenset[str]:
    return frozenset({*month_numbers(), *load("page_dates")["weekdays"], "on", "at", "in", "for"})
