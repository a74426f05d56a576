"""What the words of a source tell by themselves: a name, if there is one, and the kind."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from sayso.annotate.numbers.words import small_words
from sayso.data import load
from sayso.model import SourceKind

NAME = re.compile(
    r"[^\W\d_a-z][\w’'.&-]*"
    r"(?:\s(?:of the |of |for |and the |de |van |von |al-)?[^\W\d_a-z][\w’'.&-]*)*"
)
ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their|this|that|these|those)\s+", re.IGNORECASE)
HE = frozenset({"he", "she", "his", "her"})
IT = frozenset({"it", "its"})
THEY = frozenset({"they", "their"})
_WORD = re.compile(r"[\w’'.&-]+")
_PREPOSITION = re.compile(
    r"\s(?:of|from|in|at|for|with|on|by|about|to|between|among|seen|toward|towards|over|against|familiar"
    r"|close|like|outside|inside|near|behind|under|after|before|across)\s"
)
# Who made a document: "a report by the Fiscal Council", "the bank's minutes".
_MADE_BY = re.compile(r"\s(?:by|from|of|in)\s(?:the\s|an?\s)?(?P<who>.+)$")
# Who saw it made nothing: "a report seen by the Courant".
_SEEN_BY = re.compile(
    r"\b(?:seen|obtained|reviewed|cited|quoted|read|shared|viewed|leaked|verified|heard)\b.{0,30}\sby\s"
)
_MADE = re.compile(r"(?:the\s|an?\s)?(?P<who>.+?)[’']s?\s(?:[\w-]+\s){0,2}?(?P<what>[\w-]+)$", re.I)
POSSESSIVE = re.compile(r"(?:’s|'s|s’|s')$")
# What a name that a common noun goes on from is no part of: "Reeve of the Orle" clinic.
_LINK = re.compile(r"\s(?:of the|of|for|and the)\s")


# "The union Metal and Craft", "Bread and Roof, a charity": the noun tells that they are one.
_JOINED = (
    r"(?P<name>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*\s(?:and|&)\s[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)"
)
_ONE_BY_NOUN = re.compile(
    rf"(?:[Tt]he|[Aa]n?|[Ii]ts)\s(?:[a-z-]+\s){{0,3}}(?P<noun>[a-z]+)\s{_JOINED}$"
)
_ONE_BESIDE = re.compile(
    rf"{_JOINED},\s(?:an?|the)\s(?:[\w-]+\s){{0,3}}?(?P<noun>[a-z]+)\b(?!\sand\b)"
)
# Who will not give a name has none here.
NAMELESS = re.compile(
    r"\b(?:condition\sof\s(?:strict\s)?anonymity|anonymous(?:ly)?|(?:not|never)\s(?:to\s)?(?:be|being|wish(?:ing)?\sto\sbe)\s"
    r"(?:further\s)?(?:named|identified|quoted)|(?:would|did|could|may|might)\snot\s(?:give|be|want)\s(?:\w+\s){0,2}?"
    r"(?:names?|named|identified|quoted)|names?\s(?:\w+\s){0,2}withheld|without\sgiving\s\w+\sname"
    r"|not\s(?:authori[sz]ed|allowed|permitted|cleared)\sto\s(?:speak|talk|be))\b",
    re.IGNORECASE,
)


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A name and a kind; `named` says whether the words give a proper name."""

    name: str | None
    kind: SourceKind
    named: bool = False


def read(words: str) -> Source:
    """Return what the words of a source say by themselves.

    >>> read("Velmarian President Ada Oram").name, read("some local media").kind
    ('Ada Oram', 'unnamed')
    >>> read("the Velmar Courier newspaper")
    Source(name='Velmar Courier', kind='outlet', named=True)
    """
    words = " ".join(words.split())
    if not words:
        return Source(name=None, kind="nobody")
    joined = _ONE_BY_NOUN.match(words) or _ONE_BESIDE.match(words)
    if joined is not None and joined["noun"].lower() in listed("body_nouns"):
        return Source(name=joined["name"], kind="body", named=True)
    if _is_collective(words) and words.split()[0].lower() not in listed("unnamed"):
        return Source(name=words, kind="collective")
    first = re.split(r",\s|\s[(–—]|\swho\s", words)[0]
    tokens = _WORD.findall(first)
    if not tokens:
        return Source(name=words, kind="nobody")
    name = _proper(first, tokens) or _apposed(words)
    if name is None:
        speaks_for = spoken_for(words)
        if speaks_for is not None:
            return speaks_for
        made_by = _maker(words)
        if made_by is not None:
            return made_by
        kind = _kind_of_description(tokens)
        if kind != "unnamed" and NAMELESS.search(words):
            return Source(name=first[0].lower() + first[1:], kind="unnamed")
        opens = tokens[0].lower() in listed("unnamed") or ARTICLE.match(words)
        if (kind == "unnamed" and opens) or re.match(r"An?\s", words):
            words = words[0].lower() + words[1:]
        return Source(name=words, kind=kind)
    kind = kind_of_name(name, _beside(first, name))
    if kind == "person" and re.match(r"the\s", words, re.IGNORECASE) and _begins(words[4:], name):
        # A person has no article; a club, a museum or a site has.
        kind = "body"
    return Source(name=name, kind=kind, named=True)


def spoken_for(words: str) -> Source | None:
    """Return the body that a spokesman without a name speaks for.

    >>> spoken_for("a spokesman for the Harbor Board").name
    'Harbor Board'
    >>> spoken_for("A Tarn Steel spokeswoman").name
    'Tarn Steel'
    """
    found = _VOICE_OF.match(words) or _OWN_VOICE.match(words)
    if found is None:
        return None
    who = ARTICLE.sub("", re.split(r",\s|\swho\s", found["who"])[0])
    name = POSSESSIVE.sub("", who)
    if not name or name.lower() in HE | IT | THEY | {"another", "former", "military", "government"}:
        return None
    return Source(name=name, kind="body", named=name[0].isupper())


VOICES = r"(?:spokes(?:man|woman|person|people)|press\s(?:officer|office|service|secretary))"
_VOICE_OF = re.compile(
    rf"(?:an?|the|its|one)?\s?(?:[a-z]+\s)?{VOICES}\s(?:for|of|at)\s(?P<who>[^,]+)$", re.I
)
_OWN_VOICE = re.compile(
    rf"(?:[Aa]n?|[Tt]he)\s(?P<who>[A-Z][\w’'.&-]*(?:\s[A-Z][\w’'.&-]*)*)\s{VOICES}$"
)


def _maker(words: str) -> Source | None:
    """ "A report by the Fiscal Council", "the county's own report": a document, by who made it."""
    head = _WORD.findall(_PREPOSITION.split(words, maxsplit=1)[0])
    if not head or head[-1].lower() not in listed("documents"):
        return None
    found = _MADE_BY.search(words) or _MADE.match(words)
    if found is None or _SEEN_BY.search(words):
        return None
    who = re.split(r",\s|\s(?:seen|obtained|published|released|dated)\s", found["who"])[0]
    name = _proper(who, _WORD.findall(who)) or ARTICLE.sub("", who)
    body = _WORD.findall(name)[-1:]
    known = name[:1].isupper() or (body and body[0].lower() in listed("bodies"))
    return Source(name=name, kind="document", named=name[0].isupper()) if known else None


def _beside(words: str, name: str) -> list[str]:
    """Return the words that say what the named is, none where a title says that he is a person.

    "The road agency's spokesman Olav Aune" and "Olav Aune of the road agency" are no agencies.
    """
    before, _, after = words.partition(name)
    title = _WORD.findall(before)[-1:]
    if title and title[0].strip(".").lower() in listed("titles") | listed("roles"):
        return []
    return _WORD.findall(before + name + _PREPOSITION.split(after, maxsplit=1)[0])


def _begins(words: str, name: str) -> bool:
    return " " in name and words.startswith(name)


def _proper(first: str, tokens: list[str]) -> str | None:
    """Return the proper name in the words, without titles and the thing's kind."""
    bare = ARTICLE.sub("", first, count=1)
    found = list(NAME.finditer(bare))
    runs = [match.group() for match in found]
    if not runs:
        return None
    turn = next(
        (
            match.start()
            for match in _PREPOSITION.finditer(bare)
            if not any(run.start() < match.start() < run.end() for run in found)
        ),
        None,
    )
    if turn is not None:
        # What follows belongs to the description: "a report by the Board", "Oram of the Board".
        head = _WORD.findall(bare[:turn])
        return _proper(bare[:turn], head) if head else None
    last = tokens[-1]
    if (
        last.lower() in listed("outlet_nouns")
        and last.islower()
        and not POSSESSIVE.search(runs[-1])
    ):
        return untitled(runs[-1]) if runs[-1].split()[-1] == tokens[-2] else None
    if not last[0].isupper() and not bare.endswith(runs[-1]):
        return _linked(bare, found[-1])
    return untitled(runs[-1])


def _linked(bare: str, run: re.Match[str]) -> str | None:
    """Return the name before "of the Orle clinic", which the capitals made one with it."""
    link = _LINK.search(run.group())
    if link is None:
        return None
    head = bare[: run.start() + link.start()]
    return _proper(head, _WORD.findall(head))


def _apposed(words: str) -> str | None:
    """Return the name set beside a description: "a spokesman for the board, Bo Tarn"."""
    parts = words.split(", ")
    beside = parts[1].rstrip(",") if len(parts) > 1 else ""
    return untitled(beside) if " " in beside and NAME.fullmatch(beside) else None


def untitled(run: str) -> str | None:
    """Return the name in a run of capitalised words, without titles and owners.

    >>> untitled("Velmaria's President Ada Oram")
    'Ada Oram'
    """
    left = re.split(r"\s(?:of|for)\s", run, maxsplit=1)[0].split()
    if len(left) > 1 and left[-1].lower() not in listed("bodies") | listed("titles"):
        # "Ada Oram of the Harbor Board" is Oram; "Institute of Tides" is one name.
        run = " ".join(left)
    tokens = run.split()
    of_body = len(left) < len(tokens) and left[-1].lower() in listed("bodies")
    if of_body or any(token.strip(".").lower() in listed("bodies") for token in tokens[-1:]):
        kept = tokens
    else:
        kept = _without_title(tokens)
    owned = [i for i, each in enumerate(kept[:-1]) if POSSESSIVE.search(each)]
    if owned and not _is_owners(kept[owned[-1] + 1 :]):
        kept = kept[owned[-1] + 1 :]
    name = ARTICLE.sub("", POSSESSIVE.sub("", " ".join(kept)))
    if name.lower() in listed("titles") | listed("roles") | HE | IT | THEY | listed("unnamed"):
        return None
    if name.lower() in small_words():
        return None
    return name if name.lower() not in {"i", "we", "you", "who", "that", "this", "which"} else None


def _without_title(tokens: list[str]) -> list[str]:
    """ "Captain Ada Oram", "Secretary of State Ada Oram": the name behind the last title."""
    at = [i for i, each in enumerate(tokens) if each.strip(".,").lower() in listed("titles")]
    first = at[-1] + 1 if at else 0
    if tokens[first : first + 1] in (["of"], ["for"]) and first + 2 < len(tokens):
        first += 2
    return tokens[first:] if first < len(tokens) else tokens


def _is_owners(rest: list[str]) -> bool:
    """Whether the name needs its owner: "St. Ruth's Hospital", the hospital of many."""
    return len(rest) == 1 and rest[0].lower() in listed("bodies") | listed("outlets")


def kind_of_name(name: str, tokens: Iterable[str]) -> SourceKind:
    """Return what kind of source a name is, by its words and by those around it.

    >>> kind_of_name("Harbor Safety Board", ())
    'body'
    """
    own = {token.strip(".").lower() for token in name.split()}
    around = {token.strip(".").lower() for token in tokens}
    last = name.rsplit(maxsplit=1)[-1].strip(".").lower()
    if (
        last in listed("outlets")
        or (" " in name and name.split(maxsplit=1)[0].lower() in listed("outlet_openers"))
        or own & {"newspaper", "news"}
        or around & _outlet_nouns(own | around) - own
    ):
        return "outlet"
    if last in listed("bodies") or own & {"ministry", "department", "bureau"}:
        return "body"
    if last in listed("documents"):
        return "document"
    letters = name.replace(".", "")
    if letters.isupper() and 1 < len(letters) <= 6:
        return "body"
    return "body" if name in listed("states") else "person"


def _outlet_nouns(beside: frozenset[str] | set[str]) -> frozenset[str]:
    """The nouns that make a name an outlet's; a network is one of lawyers or of television."""
    aired = {"tv", "television", "radio", "news", "broadcasting", "media", "cable", "broadcast"}
    return listed("outlet_nouns") - (frozenset() if aired & beside else {"network"})


def _kind_of_description(tokens: Sequence[str]) -> SourceKind:
    lower = [token.lower() for token in tokens]
    ends = listed("ends_head")
    head = next((i for i, word in enumerate(lower) if word in ends), len(lower)) - 1
    word = lower[max(0, head)]
    if lower[0] in {"he", "she", "i"}:
        return "person"
    if word in listed("unnamed"):
        return "unnamed"
    if word in listed("bodies") or lower[0] == "it":
        return "body"
    if word in listed("outlet_nouns") | listed("outlets"):
        return "outlet"
    if word in listed("documents"):
        return "document"
    if word in listed("roles"):
        return "person" if lower[0] not in _SOME else "unnamed"
    return "unnamed"


_SOME = frozenset({"a", "an", "one", "another", "my", "his", "her", "its", "their"})


# "the Monitors' League and the Council": two, where the second has its own article.
_BOTH_WITH_ARTICLES = re.compile(
    r"(?:the|its|their)\s[A-Z].*\s(?:and|or)\s(?:the|its|their)\s[A-Z]"
)


def _is_collective(words: str) -> bool:
    """ "U.S. and Velmarian officials", "Velmaria and its partners"."""
    if not re.search(r"\s(?:and|or)\s", words):
        return False
    left, right = re.split(r"\s(?:and|or)\s", words, maxsplit=1)
    start = left.rsplit(", ", maxsplit=1)[0]
    return (
        not re.match(r"(?:the|its|his|her)\s[a-z]|an?\s|.*\bof\b", left.partition(", ")[2])
        and not (re.search(r"\s(?:of|for)\s", left) and right.istitle())
        and (start[:1].isupper() or _BOTH_WITH_ARTICLES.match(words) is not None)
        and len(words.split()) <= 12
        and bool(re.match(r"(?:the |its |their |[A-Z])", right))
        and not re.search(r"\b(?:Ministry|Department|Bureau|Committee|Institute)\b", left)
    )


@cache
def listed(key: str) -> frozenset[str]:
    """Return a word list of the table of sources.

    >>> "newspaper" in listed("outlets")
    True
    """
    return frozenset(load("sources")[key])
