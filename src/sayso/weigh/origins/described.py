"""Sources without a name: descriptions, voices in common, documents and whose they are."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from sayso.annotate.attributions.sources import listed
from sayso.data import load
from sayso.model import Attribution
from sayso.weigh.names import one_name

# A description is shown by so many words.
LONGEST = 8
# More members than this are a list, not a voice.
MOST_MEMBERS = 12

_DETERMINER = re.compile(
    r"^(?:the|an?|its|his|her|their|our|this|that|those|these|one|two|three|four|five|six|several|"
    r"some|many|both|other|another)\s+",
    re.IGNORECASE,
)
_TURN = re.compile(
    r",|\s(?:of|from|in|at|for|with|on|by|to|who|that|which|whose|familiar|close|briefed|involved|"
    r"dated|seen|obtained|and|or|not|under|inside|near|about|taken|posted|shared|published|\w+ed)\b"
)


def members(words: str, kind: str, joint: bool = False) -> tuple[tuple[str, bool], ...]:
    """Return the members of a voice in common, each with whether it is people without a name.

    Officials of several states or bodies are people without a name; bodies that speak together
    are named each. `joint` says that the sentence tells of a joint statement.

    >>> members("officials from Ostrea and Velmar", "unnamed")
    (('officials from Ostrea', True), ('officials from Velmar', True))
    >>> members("the navy and the coast guard", "collective")
    (('navy', False), ('coast guard', False))
    """
    words = re.split(r",?\s(?:who|whom)\s", words, maxsplit=1)[0]
    people = "|".join(sorted(words_of("people"), key=len, reverse=True))
    trailing = re.match(
        rf"(?P<who>[^,]*?\b(?:{people}))\s(?:from|of|in|for|at|representing)\s(?P<where>\S.+)$",
        words,
        re.IGNORECASE,
    )
    if trailing and (parts := _parts(trailing["where"])):
        head = trailing["who"].split()[-1].lower()
        return tuple((f"{head} from {part}", True) for part in parts)
    if one_name(words):
        return ()
    if kind != "collective" and not joint and not re.search(r"\sand\sthe\s", words):
        return ()
    leading = re.match(rf"(?P<where>\S.*?)\s(?P<who>(?:[a-z]+\s){{0,2}}(?:{people}))$", words)
    if leading and (parts := _parts(leading["where"])):
        return tuple((f"{part} {leading['who']}", True) for part in parts)
    return tuple((part, bool(re.search(rf"\b(?:{people})$", part))) for part in _parts(words))


def _parts(words: str) -> list[str]:
    parts = [
        re.sub(r"^(?:(?:and|or|both|the)\s)+", "", part.strip(" ,"))
        for part in re.split(r",\s|\s(?:and|or)\s", words)
    ]
    parts = [part for part in parts if part]
    fit = all(part[:1].isupper() or _names_body(part) or "their" in part for part in parts)
    return parts if 1 < len(parts) <= MOST_MEMBERS and fit else []


def _names_body(words: str) -> bool:
    last = words.rsplit(maxsplit=1)[-1].lower()
    return last in listed("bodies") or last in words_of("people")


def head(description: str) -> str:
    """Return the noun of a description.

    >>> head("an intelligence official briefed on the search")
    'official'
    """
    bare = _DETERMINER.sub("", description.strip(), count=1)
    words = _TURN.split(bare.lower(), maxsplit=1)[0].split()
    return words[-1] if words else ""


def short(words: str) -> str:
    """Return a description without its clauses, for a reader.

    >>> short("Two people familiar with the matter, who asked for silence")
    'two people familiar with the matter'
    """
    bare = re.split(r",|\swho\s|\sthat\s|\sand\sseen\s", words, maxsplit=1)[0].strip()
    kept = " ".join(bare.split()[:LONGEST])
    first = kept.split()[0] if kept else ""
    lowered = (_DETERMINER.match(kept + " ") and not first.isupper()) or first in {"A", "An"}
    return kept[:1].lower() + kept[1:] if lowered else kept


def referred(name: str, earlier: Sequence[Attribution]) -> Attribution | None:
    """Return the source without a name that a short description goes back to, null for none.

    >>> first = Attribution(id="a", source=(), cue=(), content=(), source_kind="unnamed",
    ...     source_name="an official briefed on the search")
    >>> referred("the official", [first]).source_name
    'an official briefed on the search'
    """
    lower = name.lower()
    if not lower.startswith(("the ", "one of ")) and lower not in {"they", "those", "both"}:
        return None
    noun = head(lower).rstrip("s")
    for each in earlier:
        other = each.source_name or ""
        if each.source_kind != "unnamed" or other.lower() == lower:
            continue
        if lower in {"they", "those", "both"} or head(other).rstrip("s") == noun:
            return each
    return None


def read_document(words: str) -> bool:
    """Return whether the words are a document that the outlet has before it.

    >>> read_document("an internal report seen by the Quay Times")
    True
    """
    return head(words) in words_of("documents") and _read_by().search(words) is not None


def is_document(words: str) -> bool:
    """Return whether the words name something written.

    >>> is_document("a leaked memo"), is_document("the Gull Post")
    (True, False)
    """
    noun = head(words)
    if f" {noun.capitalize()}" in words:
        # "the Gull Post" is no post.
        return False
    return noun in words_of("documents") or noun in words_of("statements")


def is_statement(words: str) -> bool:
    """Return whether the words name somebody's voice in writing, and no document that was read.

    >>> is_statement("the company's statement"), is_statement("a leaked memo")
    (True, False)
    """
    return head(words) in words_of("statements")


def owner_of(words: str) -> str:
    """Return whose a document is, empty where its words do not say.

    >>> owner_of("records of the national alarm centre"), owner_of("the ministry's statement")
    ('national alarm centre', 'ministry')
    """
    unread = _read_by().split(words, maxsplit=1)[0].strip(" ,")
    bare = _DETERMINER.sub("", unread, count=1)
    if before := _PROPER_DOCUMENT.match(bare):
        return before["who"]
    if of := re.match(r"[\w\s-]{3,40}?\s(?:of|by|from)\s(?:the\s)?(?P<who>[^,]{3,60})", bare):
        name = re.split(r"\sfor\sthe\s|\sfor\s(?=[A-Z])", of["who"])[0]
        body = any(word in listed("bodies") for word in name.lower().split())
        return name if name[:1].isupper() or body else ""
    if owned := re.match(r"(?P<who>[^,]{2,60}?)[’']s?\s[\w\s-]+$", bare):
        return owned["who"]
    words_before = bare.split()[:-1]
    if words_before and (
        (
            words_before[0][:1].isupper()
            and (not words.startswith(words_before[0]) or words_before[0].isupper())
        )
        or words_before[-1].lower() in listed("bodies")
    ):
        # "the Civica exit poll" is Civica's.
        proper = list(takewhile(lambda word: word[:1].isupper(), words_before))
        return " ".join(proper or words_before)
    return ""


# "Civix poll published by the Gull Post": whose it is stands before it.
_PROPER_DOCUMENT = re.compile(
    r"(?P<who>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)\s(?:\w+\s)?"
    r"(?:poll|survey|study|report|analysis|audit|data|figures|records?|assessment|review)\b"
)


@cache
def _read_by() -> re.Pattern[str]:
    ways = "|".join(sorted(map(re.escape, words_of("read")), key=len, reverse=True))
    return re.compile(rf"\s(?:that\s|which\s)?(?:was\s|were\s|and\s)?(?:{ways})\b", re.IGNORECASE)


@cache
def words_of(key: str) -> frozenset[str]:
    """Return a word list of the table of roots.

    >>> "officials" in words_of("people")
    True
    """
    table = load("weigh_roots")
    return frozenset(table[key] if key in table else table["words"][key])
