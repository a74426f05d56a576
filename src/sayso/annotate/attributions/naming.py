"""Who a source is: the fullest name that the article gives it."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

import msgspec

from sayso.annotate.attributions.cues import words
from sayso.annotate.attributions.sources import (
    ARTICLE,
    HE,
    IT,
    NAME,
    THEY,
    Source,
    kind_of_name,
    listed,
    read,
    untitled,
)
from sayso.data import load
from sayso.model import Span

# Beyond this many characters a pronoun is left as it stands.
PRONOUN_REACH = 1500
# A description may run ahead of the name by a paragraph or two.
AHEAD = 700
# How many sources back a pronoun or description is looked up.
BACK = 12

# Possessive runs, so that a page of one endless word is read once.
_PLAIN = r"(?<![\w-])((?:[^\W\d_a-z][\w-]++)(?:\s[^\W\d_a-z][\w-]++){0,2})"
_OWNER = re.compile(rf"{_PLAIN}[’']s\s(\w+)")
_LOCATION = re.compile(rf"\b(?:in|into|across|inside)\s(?:the\s)?{_PLAIN}")
_OUTLET_NOUN = re.compile(r"\s(?:newspaper|magazine|tabloid|daily|weekly|broadcaster)\b")


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A source as the text gives it: its place, its words, and the quotation that it tags."""

    start: int
    words: str
    tagged: Span | None = None
    common: str = ""


def resolve(text: str, mentions: Sequence[Mention]) -> tuple[Source, ...]:
    """Return who each mention is, in the order given; mentions stand in order of their place.

    >>> text = "Ada Oram, the mayor, said no. Oram said so twice. She said it again."
    >>> found = resolve(text, [Mention(start=0, words="Ada Oram, the mayor"),
    ...     Mention(start=30, words="Oram"), Mention(start=50, words="She")])
    >>> [source.name for source in found]
    ['Ada Oram', 'Ada Oram', 'Ada Oram']
    """
    names = _names(text) if mentions else {}
    places = _places(text) if mentions else frozenset()
    companies = _companies(text) if mentions else frozenset()
    outlets = _outlets(text) if mentions else []
    found: list[Source] = []
    sexes: dict[str, str] = {}
    for i, mention in enumerate(mentions):
        source = _unless_common(read(mention.words), mention)
        if source.named:
            source = _fullest(source, names)
            is_place = source.name in places and source.name not in names
            if source.kind == "person" and (is_place or source.name in companies):
                source = msgspec.structs.replace(source, kind="body")
        else:
            earlier = [
                (other.start, found[j])
                for j, other in enumerate(mentions[max(0, i - BACK) : i], max(0, i - BACK))
                if not _inside(other.start, mention.tagged)
            ]
            source = (
                _again(source, mention, earlier, sexes)
                or _outlet_named(mention, outlets)
                or _ahead(source, mention, names)
                or _only_person(mention, names, sexes)
                or source
            )
        found.append(source)
        sex = _sex_told(mention.words)
        if sex is not None and source.kind == "person" and source.name:
            sexes.setdefault(source.name, sex)
    return tuple(found)


def _sex_told(words: str) -> str | None:
    """ "she" for "Mrs Oram" and for "She", None where the words do not tell."""
    said = frozenset(words.lower().replace(".", "").replace(",", "").split())
    sexes = [sex for sex in ("she", "he") if said & listed(sex)]
    return sexes[0] if len(sexes) == 1 else None


def _unless_common(source: Source, mention: Mention) -> Source:
    """ "Shoppers in Pellin" opens with a capital and is nobody's name."""
    words = " ".join(mention.words.split())
    bare = source.kind in {"person", "body"} and source.name == words.split(" ", 1)[0]
    if mention.common == "many" and (bare or source.kind == "person"):
        return Source(name=words[0].lower() + words[1:], kind="unnamed")
    return source


def _fullest(source: Source, names: Mapping[str, tuple[str, int]]) -> Source:
    name = source.name or ""
    if " " in name:
        return source
    letters = name.replace(".", "")
    if letters.isupper() and len(letters) > 1:
        full = names.get(letters)
        return source if full is None else msgspec.structs.replace(source, name=full[0])
    full = names.get(name) or (names.get("^" + name) if source.kind == "person" else None)
    if full is None:
        return source
    return msgspec.structs.replace(source, name=full[0], kind=kind_of_name(full[0], ()))


def _again(
    source: Source,
    mention: Mention,
    earlier: Sequence[tuple[int, Source]],
    sexes: Mapping[str, str],
) -> Source | None:
    """Return the source last named that the pronoun or description can stand for."""
    said = mention.words.lower()
    near = [each for start, each in earlier if mention.start - start <= PRONOUN_REACH]
    if said in HE:
        sex = "she" if said in {"she", "her"} else "he"
        persons = (each for each in reversed(near) if each.kind == "person")
        person = next((p for p in persons if sexes.get(p.name or "", sex) == sex), None)
        return person or next((each for each in reversed(near) if _is_somebody(each)), None)
    if said in IT:
        things = {"body", "outlet", "document"}
        return next((each for each in reversed(near) if each.kind in things), None)
    theirs = re.match(r"(his|her|its|their)\s(?:[\w’'-]+\s){0,2}?([\w’'-]+)(?:\sof\s.*)?$", said)
    if theirs is not None and theirs[2] in _made():
        # "His tally": whoever made it speaks.
        return _again(source, msgspec.structs.replace(mention, words=theirs[1]), earlier, sexes)
    if said in THEY:
        return next(
            (each for each in reversed(near) if each.kind in {"unnamed", "collective"}), None
        )
    definite = re.match(r"the\s(.+)$", said)
    if definite is None:
        return None
    kind = definite[1]
    if kind in listed("outlet_nouns"):
        return next((each for each in reversed(near) if each.kind == "outlet" and each.named), None)
    for each in reversed(near):
        if not each.named and (each.name or "").lower().endswith(" " + kind):
            return each
        if (_akin(kind, each.name or "") and each.kind in {"body", "unnamed"}) or (
            each.named and kind in (each.name or "").lower().split()
        ):
            return each
    if kind in listed("body_nouns"):
        bodies = (each for each in reversed(near) if each.kind == "body" and each.named)
        return next((each for each in bodies if _can_be(kind, each.name or "")), None)
    if kind.split()[-1] in listed("roles"):
        return next((each for each in reversed(near[-2:]) if each.kind == "person"), None)
    return None


def _can_be(kind: str, name: str) -> bool:
    """A ministry is no company."""
    public = not listed("public_bodies").isdisjoint(name.lower().split())
    return not (public and kind in listed("commercial_nouns"))


def _is_somebody(source: Source) -> bool:
    """Whether it is one person who is not named: "a nurse at the clinic", "one diplomat"."""
    return source.kind == "unnamed" and bool(re.match(r"(?:an?|one|another)\s", source.name or ""))


def _made() -> frozenset[str]:
    return listed("documents") | words("noun", "estimate")


def _outlet_named(mention: Mention, outlets: Sequence[tuple[int, str]]) -> Source | None:
    """Return the outlet last named before "the newspaper", source or not."""
    definite = re.match(r"the\s(.+)$", mention.words.lower())
    if definite is None or definite[1] not in listed("outlet_nouns"):
        return None
    at = bisect_left(outlets, (mention.start, ""))
    for start, name in reversed(outlets[max(0, at - 8) : at]):
        if mention.start - start <= PRONOUN_REACH and not _inside(start, mention.tagged):
            return Source(name=name, kind="outlet", named=True)
    return None


def _ahead(source: Source, mention: Mention, names: Mapping[str, tuple[str, int]]) -> Source | None:
    """Return the name that follows soon after a description of it."""
    kind = " ".join(mention.words.lower().split()[-2:])
    if kind not in load("sources")["kin"]:
        return None
    near = [
        (start, name)
        for name, start in set(names.values())
        if 0 <= start - mention.start <= AHEAD and _akin(kind, name)
    ]
    return Source(name=min(near)[1], kind=source.kind, named=True) if near else None


def _only_person(
    mention: Mention, names: Mapping[str, tuple[str, int]], sexes: Mapping[str, str]
) -> Source | None:
    """Return who "she" is where the text before has named one person in full."""
    if mention.words.lower() not in HE:
        return None
    before = {name for name, start in names.values() if start < mention.start}
    sex = "she" if mention.words.lower() in {"she", "her"} else "he"
    persons = [
        name
        for name in sorted(before)
        if kind_of_name(name, ()) == "person" and sexes.get(name, sex) == sex
    ]
    return Source(name=persons[0], kind="person", named=True) if len(persons) == 1 else None


def _akin(kind: str, name: str) -> bool:
    return any(word in name.lower() for word in load("sources")["kin"].get(kind, ()))


def _inside(place: int, span: Span | None) -> bool:
    return span is not None and span[0] <= place < span[1]


def _names(text: str) -> Mapping[str, tuple[str, int]]:
    """Return the full name behind each last name, acronym or clipped name, and its place."""
    found: dict[str, tuple[str, int]] = {}
    openers = frozenset(load("abbreviations")["openers"])
    for match in NAME.finditer(text):
        # A longer word with a stop ends a sentence, and its name with it.
        run = re.split(r"(?<=\w{4}\.)\s", match.group(), maxsplit=1)[0].rstrip(".")
        first, _, rest = run.partition(" ")
        name = ARTICLE.sub("", untitled(rest if first in openers else run) or "")
        parts = re.sub(r"\s(?:of the|of|for|and the)\s", " ", name).split()
        if not 2 <= len(parts) <= 6:
            continue
        keys = ["".join(part[0] for part in parts)]
        if len(parts) == len(name.split()):
            keys.append(parts[-1])
        if kind_of_name(name, ()) == "body" and parts[0].lower() not in listed("body_openers"):
            keys.append("^" + parts[0])
        for key in (*keys, _clipped(parts), "=" + name):
            found.setdefault(key, (name, match.start()))
    return found


def _clipped(parts: Sequence[str]) -> str:
    return "".join(part[:2] for part in parts)


def _outlets(text: str) -> list[tuple[int, str]]:
    """Return the outlets named in the text, each with its place."""
    found: list[tuple[int, str]] = []
    for match in NAME.finditer(text):
        last = match.group().rpartition(" ")[2].lower()
        if last in listed("outlets") or _OUTLET_NOUN.match(text, match.end()):
            name = untitled(match.group())
            if name is not None and kind_of_name(name, (last, "newspaper")) == "outlet":
                found.append((match.start(), name))
    return found


def _companies(text: str) -> frozenset[str]:
    """Return the names beside which the text says that they are of companies and the like:
    "Selin Hydro, the state-owned company that runs the dam"."""
    nouns = "|".join(sorted(listed("body_nouns")))
    beside = re.compile(rf",\s(?:an?|the)\s(?:[\w’'-]+\s){{0,3}}(?:{nouns})\b")
    return frozenset(
        untitled(match.group()) or ""
        for match in NAME.finditer(text)
        if beside.match(text, match.end())
    )


def _places(text: str) -> frozenset[str]:
    """Return the names that have a navy or stand behind "in": they speak as states do."""
    owners = list(_OWNER.finditer(text))
    # A person may have a foreign policy, and one may believe in a person: short names only.
    soft = (m[1] for m in owners if m[2] in listed("state_affairs") and " " not in m[1])
    located = (m[1] for m in _LOCATION.finditer(text) if " " not in m[1])
    hard = (m[1] for m in owners if m[2] in listed("state_nouns"))
    return frozenset((*hard, *soft, *located))
