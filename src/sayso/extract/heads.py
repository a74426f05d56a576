"""Lines at the head of an article that join a date with its writer, desk or number."""

import re
from functools import cache

import msgspec

from sayso.data import load
from sayso.extract.dates import DIGIT, date_kind, date_words, read_date
from sayso.extract.people import People, people

LONGEST = 160  # Characters; beyond, a line with a date is prose.
PART_WORDS = 7  # Words between two separators of a head line: a desk, a place, a number.
FRAGMENT_WORDS = 8
PLACE_WORDS = 4
SEPARATOR = re.compile(r"\s[|–—·•/-]\s")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
PARTICLES = r"(?:(?:de|da|van|von|der|den|la|le|al|el|bin) ){0,2}"
NO_NAME = r"(?!(?:In|On|At|For|Published|Posted|Updated|Last)\b)"
NAMES = rf"[^\W\d_][\w.’'-]*(?: {PARTICLES}{NO_NAME}[A-ZÀ-Þ][\w.’'-]*){{1,3}}"


class Head(msgspec.Struct, frozen=True):
    """What a head line tells: a date and its kind, and who wrote the article."""

    kind: str
    date: str
    people: People | None = None


def head_line(line: str) -> Head | None:
    """Return what a line at the head of an article tells when it holds a date among other parts.

    >>> head = head_line("Posted by Ana Reyl on Monday, 3 March 2031, 6:20 am")
    >>> head.date, head.people.authors
    ('2031-03-03T06:20', ('Ana Reyl',))
    >>> head_line("The dam broke on 3 March 2031 - after days of rain - at Ostrava")
    """
    if len(line) > LONGEST or not DIGIT.search(line) or not YEAR.search(line):
        return None
    named = _byline().search(line)
    parts = SEPARATOR.split(line)
    opened = named is not None and (named.start() == 0 or line[: named.start()].count(" ") < 12)
    if line.endswith((".", "!", "?", ":")) or not (opened or len(parts) > 1):
        return None
    dated = [part for part in parts if read_date(part)]
    if not dated or any(part.count(" ") >= PART_WORDS for part in parts if part not in dated):
        return None
    if len(parts) > 1 and not (dated[0] in (parts[0], parts[-1]) or "|" in line):
        return None
    if named is None and not any(_bare(part) for part in dated):
        return None
    value = read_date(dated[0])
    read = people([named["names"]]) if named else None
    return Head(date_kind(line), value, read if read and read.authors else None) if value else None


def fragment(text: str) -> bool:
    """Return whether a line is what is left of a head whose date stood in an element of its own.

    >>> fragment(", 14:00 local time"), fragment("The dam held.")
    (True, False)
    """
    return text[:1] in ",;:)|·–" and text.count(" ") < FRAGMENT_WORDS and text[-1:] not in ".!?"


def _bare(part: str) -> bool:
    """A part that is a date with at most a place beside it: "Ostrava, 3 March 2031, 10.00"."""
    others = [word for word in re.findall(r"[^\W\d_]+", part) if word.lower() not in date_words()]
    return len(others) <= PLACE_WORDS and all(word[0].isupper() for word in others)


@cache
def _byline() -> re.Pattern[str]:
    openers = "|".join(load("bylines")["head_openers"])
    return re.compile(rf"(?:(?<=\s)|^)(?<!dited )(?:{openers}) (?P<names>{NAMES})")
