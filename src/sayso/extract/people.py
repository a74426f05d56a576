"""Who wrote an article, out of a byline or what a page says for machines."""

import re
from collections.abc import Iterable

import msgspec

from sayso.data import load
from sayso.extract.agency import agency_named, called_agency
from sayso.extract.dates import read_date
from sayso.extract.names import EDGES, LONGEST, is_name, leading_name
from sayso.model import Stated

SPLIT = re.compile(r"\s*[;|•·/]\s*|\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|und|et|y|e|with)\s+|\s+&\s+")
NUMBERED = re.compile(r"\s?\d")  # A date or a count that follows a name on its line.
DASHED = re.compile(r"\s[–—-]\s")
JOINED = re.compile(r"^By(?=[A-ZÀ-Þ])")  # Elements side by side leave no space in the text.
AGENCY_WORDS = 4  # Words in the longest name of an agency that follows a writer's.


class People(msgspec.Struct, frozen=True):
    """The authors by name, the agencies that stood among them, where both were found, what every
    place says of them, and why these.
    """

    authors: tuple[str, ...] = ()
    agency: str | None = None
    found: str | None = None
    stated: tuple[Stated, ...] = ()
    reason: str | None = None


def people(values: Iterable[str], outlet: str | None = None) -> People:
    """Return names of people out of strings that may join several, or add degrees and trades.

    >>> people(["By Ana Reyl, Ph.D., and Bo Marsh, Associated Press"]).authors
    ('Ana Reyl', 'Bo Marsh')
    """
    names: dict[str, str] = {}
    agency = None
    for value in values:
        for joined in SPLIT.split(opened(value[:500])):
            before, *after = NUMBERED.split(joined, maxsplit=1)
            part = DASHED.split(before)[0].strip(EDGES)
            if named := agency_named(part):
                agency = agency or named
            elif called_agency(part) and (outlet is None or part.lower() != outlet.lower()):
                agency = agency or part
            else:
                bare, followed = _without_agency(part, outlet)
                agency = agency or followed
                name = leading_name(bare, dated=bool(after))
                if is_name(name, outlet):
                    names.setdefault(name.lower(), name)
    return People(tuple(names.values()), agency)


def byline(line: str) -> People | None:
    """Return who a line of text names when it is a byline, null when it is none.

    >>> byline("By Ana Reyl, Ostrava Correspondent").authors
    ('Ana Reyl',)
    >>> byline("By Friday the water had gone.")
    """
    match = re.match(
        r"(?:[Bb][Yy]|[Ww]ritten [Bb]y|[Ww]ords [Bb]y|[Ss]tory [Bb]y|[Pp]osted [Bb]y"
        r"|Words:|Authors?:) ?:? ?",
        line,
    )
    if not match or len(line) > 2 * LONGEST or line.endswith(("!", "?")):
        return None
    if line.endswith(".") and not re.search(r"\b[A-Z]\.$|\b(?:Jr|Sr|D|Ph)\.$", line):
        return None
    rest = line[match.end() :]
    if read_date(rest):
        return None  # A line of the head, which tells more than its writer.
    if match[0].lower() == "by" and not rest[:1].isupper():
        return None  # "Bystanders", "Bypass".
    read = people([rest])
    proper = all(word[0].isupper() for name in read.authors for word in name.split()[::2])
    return read if (read.authors or read.agency) and proper else None


def opened(value: str) -> str:
    """Return a byline without the word that opens it.

    >>> opened("Written by Ana Reyl"), opened("ByAna Reyl")
    ('Ana Reyl', 'Ana Reyl')
    """
    text = JOINED.sub("", " ".join(value.split()))
    for opener in load("bylines")["openers"]:
        if text.lower().startswith((f"{opener} ", f"{opener}:")):
            return text[len(opener) + 1 :].strip()
    return text


def _without_agency(part: str, outlet: str | None) -> tuple[str, str | None]:
    """ "Ana Reyl The Associated Press" names both, as does "Ana Reyl Ostrava Herald"."""
    words = part.split()
    for count in range(min(AGENCY_WORDS, len(words) - 2), 0, -1):
        tail = " ".join(words[-count:])
        if named := agency_named(tail):
            return " ".join(words[:-count]), named
    if outlet and len(part) > len(outlet) and part.lower().endswith(f" {outlet.lower()}"):
        return part[: -len(outlet)].strip(EDGES), None
    return part, None
