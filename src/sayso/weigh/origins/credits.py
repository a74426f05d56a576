"""What an article owes to an agency: by dateline, by a credit line, by a name in brackets."""

import re
from collections.abc import Iterable

import msgspec

from sayso.annotate.attributions.sources import NAME
from sayso.data import load
from sayso.extract.agency import PROPER, WITH_AGENCY, agency_named
from sayso.model import Article

# A credit line is a name and a word or two: "From Lakewire".
LONGEST_CREDIT = 60
# Words in the name of an agency.
LONGEST_NAME = 5
_BRACKETED = re.compile(r"[.!?”\"’']\s*[(\[](?P<name>[^()\[\]\n]{2,40})[)\]]\s*$")
_DASHED = re.compile(r"[.!?”\"’']\s+(?:--?|[—–])\s?(?P<name>[A-Z][^.\n]{1,40})\.?\s*$")
# "Translated from the Gull Post", "this report was first published by Radio Karn".
_TAKEN = re.compile(
    r"\b(?:(?:[Tt]ranslated|[Rr]eprinted|[Rr]epublished|[Aa]dapted|[Ss]yndicated)\s(?:\w+\s){0,3}?from"
    r"|[Tt]ranslation\s(?:of\s(?:an?|the)\s(?:article|report|story)\s(?:in|from|by)|from)"
    r"|(?:was|were|is)\s(?:first|originally)\s(?:published|printed|aired|posted)\s(?:by|in|on))\s"
    rf"(?:the\s)?(?P<name>{NAME.pattern})"
)
# A note that a text was translated, with its original: Gull Post, 21 September.
_ORIGINAL = re.compile(
    r"\b[Tt]ranslat(?:ed|ion)\b[^\n]{0,80}?\b[Oo]riginal(?:ly)?(?:\s(?:article|text|story|version|published|in|by))*:?\s"
    rf"(?:the\s)?(?P<name>{NAME.pattern})"
)
_LINE = re.compile(r"(?:From|Source|By|Via|Text):?\s(?:the\s)?(?P<name>[A-Z][^.,:;\n]{1,40})\.?")


class Credit(msgspec.Struct, frozen=True, kw_only=True):
    """The stretch of an article that a credit or dateline gives to an agency or first outlet."""

    start: int
    end: int
    agency: str


def credits_of(article: Article) -> tuple[Credit, ...]:
    """Return what an article credits to agencies, in its metadata and in its text.

    A dateline or an opening line holds for all that follows, a closing name for what stands above;
    an article that says that it is a translation or a reprint is its first outlet's.

    >>> [credit.agency for credit in credits_of(Article(id="a", text="A dam broke. (Lakewire)"))]
    ['Lakewire']
    """
    text = article.text
    found: list[Credit] = []
    if article.agency:
        found.append(Credit(start=0, end=len(text) + 1, agency=article.agency))
    found += _taken_from(article)
    begun = 0
    for number, (start, end) in enumerate(paragraphs(text)):
        paragraph = text[start:end]
        if number == 0 and (opening := _opening_credit(paragraph)):
            found.append(Credit(start=0, end=len(text) + 1, agency=opening))
        closing = _BRACKETED.search(paragraph[-80:]) or _DASHED.search(paragraph[-80:])
        if closing and (name := _agency_like(closing["name"])):
            # What stands below a closing credit is the paper's own again.
            found = [each for each in found if each.agency != name]
            found.append(Credit(start=begun, end=end, agency=name))
            begun = end
    return tuple(found)


def _taken_from(article: Article) -> list[Credit]:
    """The outlet that the article says it was taken over from, for all of its text."""
    named = [article.original_outlet] if article.original_outlet else []
    named += [match["name"].rstrip(".") for match in _ORIGINAL.finditer(article.text)]
    taken = (match["name"].rstrip(".") for match in _TAKEN.finditer(article.text))
    # "Translated from the German by Ada Wren" names no outlet.
    named += [name for name in taken if name.lower() not in load("datelines")["languages"]]
    return [Credit(start=0, end=len(article.text) + 1, agency=name) for name in named[:1]]


def _opening_credit(paragraph: str) -> str | None:
    if (line := WITH_AGENCY.match(paragraph[:200])) and (name := _agency_like(line["agency"])):
        return name
    if len(paragraph) <= LONGEST_CREDIT and (line := _LINE.fullmatch(paragraph)):
        return _agency_like(line["name"])
    return None


def _agency_like(name: str) -> str | None:
    name = name.strip()
    if known := agency_named(name):
        return known
    words = name.split()
    if len(words) > LONGEST_NAME or not PROPER.fullmatch(name):
        return None
    upper = {word.upper() for word in words}
    return None if upper & set(load("datelines")["no_agency"]) - {"NEWS"} else name


def paragraphs(text: str) -> Iterable[tuple[int, int]]:
    """Yield where each paragraph of a text begins and ends.

    >>> list(paragraphs("One.\\n\\nTwo."))
    [(0, 4), (6, 10)]
    """
    at = 0
    for piece in text.split("\n\n"):
        yield at, at + len(piece)
        at += len(piece) + 2
