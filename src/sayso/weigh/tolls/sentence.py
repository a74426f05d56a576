"""What one sentence tells of each kind: how many were killed, hurt, hit."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import msgspec

from sayso.model import Span
from sayso.weigh.tolls import patterns

# Copies have their sentences in common: those of a large story are read once.
KEPT = 1 << 15
# So far before a count "if" or "whether" puts it in question.
ASKED_REACH = 40
_ASKED = re.compile(r"\b(?:if|whether|that\sno|attempted)\s[^,.;]{0,40}$")
# "Slain by a gunman who then killed himself": told of who did it.
_BY = re.compile(r"(?:\s[\w’'-]+){0,3}?\sby\s(?:an?|the|her|his|their)?\s?(?!police|officer|deput)")
_AFTER = re.compile(r"\b(?:after|among|out\sof|of\sthe)\b", re.IGNORECASE)


class Toll(msgspec.Struct, frozen=True, kw_only=True):
    """How many an article says were killed or hurt, and the words that say so.

    `place` is where the sentence stands in its text, null where it is its title; `passive` that
    those who were hit are told of rather than who did it; `singly` that one person is told of,
    without a number; `nth` the number of the sentence.
    """

    number: int
    words: str
    place: Span | None = None
    passive: bool = False
    singly: bool = False
    nth: int = 0


class _Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A count and where its words begin."""

    at: int
    kind: str
    toll: Toll

    @property
    def end(self) -> int:
        return self.at + len(self.toll.words)


@lru_cache(maxsize=KEPT)
def counts(text: str) -> Mapping[str, Toll]:
    """Return what a sentence tells of each kind: the first count of each.

    >>> {kind: toll.number for kind, toll in counts("Four shot, one dead").items()}
    {'struck': 4, 'killed': 1}
    """
    hits = [*_told(text), *_in_other_words(text)]
    kept = [
        hit
        for hit in hits
        # "Fatally shooting his daughter" is no shooting that she may have lived through.
        if hit.kind != "struck"
        or not any(o.kind != "struck" and o.at < hit.end and hit.at < o.end for o in hits)
    ]
    found: dict[str, Toll] = {}
    for hit in sorted(kept, key=lambda hit: (hit.at, hit.toll.singly)):
        toll = hit.toll
        if hit.kind == "struck":
            # "One dead, three shot" are four; "two dead after five were shot" are five.
            toll = msgspec.structs.replace(
                toll, passive="killed" not in found or _AFTER.search(text) is not None
            )
        found.setdefault(hit.kind, toll)
    return found


def _told(text: str) -> Iterator[_Hit]:
    for kind in patterns.KINDS:
        for pattern, passive in ((patterns.after()[kind], True), (patterns.before()[kind], False)):
            for match in pattern.finditer(text):
                if _ASKED.search(text, max(0, match.start() - ASKED_REACH), match.start()):
                    continue
                toll = Toll(
                    number=number_of(match["list"]),
                    words=match.group(),
                    passive=passive and not _BY.match(text, match.end()),
                    singly=not patterns.has_number().search(match["list"]),
                )
                yield _Hit(at=match.start(), kind=kind, toll=toll)


def _in_other_words(text: str) -> Iterator[_Hit]:
    """ "Shot himself", "a triple murder", "a fifth person died"."""
    for match in patterns.self_struck().finditer(text):
        toll = Toll(number=1, words=match.group(), singly=True)
        yield _Hit(at=match.start(), kind="struck", toll=toll)
    for match in patterns.by_word().finditer(text):
        number = int(patterns.table()["folds"][match["fold"].lower()])  # type: ignore[call-overload]
        toll = Toll(number=number, words=match.group(), passive=True)
        yield _Hit(at=match.start(), kind="killed", toll=toll)
    for match in patterns.nth_dead().finditer(text):
        number = patterns.table()["person"]["ordinals"].index(match["nth"].lower()) + 1
        toll = Toll(number=number, words=match.group(), passive=True)
        yield _Hit(at=match.start(), kind="killed", toll=toll)


def number_of(words: str) -> int:
    """Return how many persons a list names.

    >>> number_of("his wife and two children"), number_of("Ada Oram, 34, and Bo Tarn, 6,")
    (3, 2)
    """
    if patterns.has_number().fullmatch(words.strip()):
        return _value(words.strip())
    total = 0
    at = 0
    rest: list[str] = []
    for item in patterns.item().finditer(words):
        total += _value(item["number"]) if item["number"] else 1
        rest.append(words[at : item.start()])
        at = item.end()
    rest.append(words[at:])
    return total + sum(len(patterns.more().findall(each)) for each in rest)


def _value(words: str) -> int:
    low = words.lower()
    names = patterns.table()["numbers"]["words"]
    return names.index(low) + 1 if low in names else int(low.replace(",", ""))
