"""What an outlet saw, counted or read for itself: footage, documents, its own reporter."""

import re
from functools import cache

import msgspec

from sayso.data import load
from sayso.model import Span
from sayso.weigh.origins.described import head, short, words_of

# The words that tell one clip from another stand close to it.
CLOSE = 90
# A clip is named by its noun and no more than these characters behind it.
LONGEST_NAME = 60

_SHOWS = r"(?:show(?:s|ed|ing|n)?|reveal(?:s|ed)?|depict(?:s|ed)?|indicate(?:s|d)?|visible|seen)"
_SHOWN = {
    "video": "video",
    "satellite": "satellite image",
    "drone": "drone footage",
    "photo": "photo",
}
# Drone footage is a video too.
_WIDER = {"drone": "video"}
_HANDLE = re.compile(r"(?<![\w@])@\w{2,30}")
_BEHIND = re.compile(
    r"(?:\s(?:of|from|taken|posted|published|shared|filmed|by|on|at|near|in|uploaded|released|the|an?)"
    r"(?=\s))+\s(?!show|reveal|depict|indicat|found|count)"
    r"(?:@?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*|@\w+|[a-z][\w’'-]*(?:\s[a-z-]+(?=[.,;]|\s(?:show|reveal|depict)))?)"
)


class Sight(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen: the kind of footage or document, null for an own count, and its words."""

    kind: str | None
    name: str
    handle: str | None = None
    of: str = ""


# What was counted on the spot, with nothing to show for it.
OWN_COUNT = Sight(kind=None, name="own count")


def own_sight(text: str, sentence: Span) -> Sight | None:
    """Return what the outlet itself saw or counted in a sentence, null where it does not say so.

    >>> text = "Our reporter counted nine boats on the quay."
    >>> own_sight(text, (0, len(text))).name
    'own count'
    """
    words = text[slice(*sentence)]
    if _watched().search(words) or _own_count().search(words):
        return sight_in(text, sentence) or OWN_COUNT
    if paper := _paper().search(words):
        return document_sight(paper.group())
    if _analysis().search(words) or _counted_in().search(words):
        return sight_in(text, sentence)
    if (noun := _footage().search(words)) and re.search(rf"\b{_SHOWS}\b", words[noun.start() :]):
        return sight_in(text, sentence)
    return None


def visible(text: str, sentence: Span) -> Sight | None:
    """Return the footage told of before a sentence on what is to be seen in it.

    >>> text = "We went through the clip. Nine boats can be seen going down."
    >>> visible(text, (26, len(text))).name
    'clip'
    """
    if not _VISIBLE.search(text, *sentence):
        return None
    near = (max(0, sentence[0] - SEEN_REACH), sentence[1])
    return sight_in(text, near)


def studied_beside(text: str, paragraph: Span) -> Sight | None:
    """Return the footage that a paragraph says its writers went through, before or behind.

    >>> text = "Five tanks are destroyed. We went through the clip three times."
    >>> studied_beside(text, (0, len(text))).name
    'clip'
    """
    found = _own_study().search(text, *paragraph)
    return sight_in(text, paragraph) if found is not None else None


@cache
def _own_study() -> re.Pattern[str]:
    did = "|".join(map(re.escape, words_of("watching")))
    who = "|".join(map(re.escape, sorted(words_of("watchers"), key=len, reverse=True)))
    return re.compile(
        rf"\b(?:{who}|each\sof\sus|our\s(?:[\w-]+\s)?(?:team|group|analysts?|staff|desk|volunteers))\b"
        rf"(?:\s[\w,’']+){{0,6}}?\s(?:{did})\b(?:\s[\w@’'-]+){{0,6}}?\s(?:{_footage().pattern})"
        rf"|\b(?i:from|in|on)\s(?:the|this|that)\s(?:{_footage().pattern})\b[^.;]{{0,60}}?\b(?:{did}|made\sout|make\sout|sees?|count)\b"
        rf"|\b(?:{_footage().pattern})\b[^.;]{{0,90}}?\bcan\sbe\splaced\b",
        re.IGNORECASE,
    )


# So far back a sentence on what can be seen looks for where it is seen.
SEEN_REACH = 800
_VISIBLE = re.compile(
    r"\b(?:can|could|may)\s(?:clearly\s)?be\s(?:seen|made\sout|counted|spotted|discerned)\b"
    r"|\b(?:is|are|was|were)\s(?:clearly\s|plainly\s)?(?:visible|to\sbe\sseen)\b"
    r"|\bcan\s(?:see|count|make\sout)\b|\b(?:it|they)\sshows?\b",
    re.IGNORECASE,
)


def studied(text: str, sentence: Span, near: Span) -> Sight | None:
    """Return the footage that a sentence, or one before it in `near`, says was examined.

    >>> text = "Lake Forensics examined a video of the blast. It counted nine boats."
    >>> studied(text, (46, len(text)), (0, len(text))).name
    'video of the blast'
    """
    for start, end in (sentence, (near[0], sentence[1])):
        if found := _examined().search(text, start, end):
            return sight_in(text, (found.start("footage"), end))
    return None


def sight_in(text: str, within: Span) -> Sight | None:
    """Return the footage that a stretch of an article names, with what the article tells of it.

    >>> text = "We placed the clip. It was posted by @lakecam on Monday."
    >>> sight_in(text, (0, 19)).name
    'video posted by @lakecam'
    """
    found = list(_footage().finditer(text, *within))
    if not found:
        return None
    kind = _kind_of(found[0].group())
    for noun in (*found, *_footage().finditer(text)):
        if _kind_of(noun.group()) != kind:
            continue
        around = text[max(0, noun.start() - CLOSE) : noun.end() + CLOSE]
        if handle := _HANDLE.search(around):
            return Sight(
                kind=kind, name=f"{_SHOWN[kind]} posted by {handle.group()}", handle=handle.group()
            )
    for noun in found:
        if behind := _BEHIND.match(text, noun.end(), noun.end() + LONGEST_NAME):
            return Sight(kind=kind, name=noun.group() + behind.group(), of=behind.group().lower())
    return Sight(kind=kind, name=found[0].group().lower())


def document_sight(words: str) -> Sight:
    """Return a document that was read, by its description.

    >>> document_sight("A leaked memo").of
    'memo'
    """
    return Sight(kind="document", name=short(words), of=head(words))


def same_sight(a: Sight, b: Sight) -> bool:
    """Return whether two groups looked at one clip, as far as the texts tell.

    Pictures of one kind behind one claim are one unless the texts tell them apart: to count a
    clip twice is the worse error.

    >>> same_sight(Sight(kind="video", name="a clip"), Sight(kind="photo", name="a picture"))
    False
    """
    if a.kind is None or b.kind is None:
        return False
    if a.handle and b.handle:
        return a.handle.lower() == b.handle.lower()
    if _WIDER.get(a.kind, a.kind) != _WIDER.get(b.kind, b.kind):
        return False
    return a.kind != "document" or a.of == b.of


def is_footage(words: str) -> bool:
    """Return whether a source is footage or a picture.

    >>> is_footage("a video shared by a user"), is_footage("the man in the video")
    (True, False)
    """
    found = _footage().search(words)
    return found is not None and head(words[: found.end()]) == found.group().split()[-1].lower()


def holds_footage(words: str) -> bool:
    """Return whether footage is spoken of in the words of a source.

    >>> holds_footage("an analysis of drone video by Lake Forensics")
    True
    """
    return _footage().search(words) is not None


def _kind_of(noun: str) -> str:
    lower = " ".join(noun.lower().split())
    kinds: dict[str, list[str]] = load("weigh_roots")["footage"]
    return next(kind for kind, nouns in kinds.items() if lower in nouns)


@cache
def _footage() -> re.Pattern[str]:
    nouns = [noun for nouns in load("weigh_roots")["footage"].values() for noun in nouns]
    return _either(nouns)


def _either(words: list[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    inner = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered)
    return re.compile(rf"\b(?:{inner})\b", re.IGNORECASE)


@cache
def _watched() -> re.Pattern[str]:
    who = "|".join(map(re.escape, sorted(words_of("watchers"), key=len, reverse=True)))
    reporters = "|".join(words_of("reporters"))
    did = "|".join(map(re.escape, words_of("watching")))
    return re.compile(
        rf"\b(?:{who}|our\s(?:[\w-]+\s)?(?:volunteers|analysts|team|crew|staff|reporters?)"
        rf"|(?:an?|the|two|three)\s(?:[\w’']+\s){{0,4}}?(?:{reporters}))\b"
        rf"(?:\s[\w,’']+){{0,12}}?\s(?:{did})\b",
        re.IGNORECASE,
    )


@cache
def _counted_in() -> re.Pattern[str]:
    """ "Pixelwatch counted nine trucks in the footage"."""
    did = "|".join(map(re.escape, words_of("watching")))
    return re.compile(
        rf"\b(?:{did}|sees|counts|spotted)\s(?:[\w,-]+\s){{1,6}}?in\s(?:[\w@-]+\s){{0,4}}?{_footage().pattern}",
        re.IGNORECASE,
    )


@cache
def _analysis() -> re.Pattern[str]:
    """ "An analysis of satellite imagery by the Forum found": pictures, whoever looked at them."""
    nouns = r"(?:analysis|review|study|examination|assessment|count)"
    return re.compile(rf"\b{nouns}\sof\s(?:[\w-]+\s){{0,4}}?{_footage().pattern}", re.IGNORECASE)


@cache
def _paper() -> re.Pattern[str]:
    """A document that someone has read: "an inspection report reviewed by the Times"."""
    documents = "|".join(map(re.escape, sorted(words_of("documents"), key=len, reverse=True)))
    read = "|".join(map(re.escape, sorted(words_of("read"), key=len, reverse=True)))
    return re.compile(
        rf"\b(?:an?|the|internal|two|several|leaked)\s(?:[\w-]+\s){{0,3}}?(?:{documents})"
        rf"(?:\s[\w-]+){{0,5}}?\s(?:{read})\b",
        re.IGNORECASE,
    )


@cache
def _own_count() -> re.Pattern[str]:
    counts = "count|tally|analysis|reckoning|review|estimate|measurement"
    nouns = "newspaper|paper|station|site|channel|magazine|blog|reporter"
    own = rf"this\s(?:{nouns})[’']s\s(?:own\s)?(?:{counts})"
    return re.compile(rf"{_either(list(words_of('own_counts'))).pattern}|\b{own}\b", re.IGNORECASE)


@cache
def _examined() -> re.Pattern[str]:
    did = "|".join(map(re.escape, words_of("watching")))
    nouns = _footage().pattern
    return re.compile(rf"\b(?:{did})\b(?:\s[\w@’'-]+){{0,6}}?\s(?P<footage>{nouns})", re.IGNORECASE)
