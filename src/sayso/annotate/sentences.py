"""Sentence boundaries by punctuation, without a parse."""

import re
from functools import cache

from sayso.data import load
from sayso.model import Span

# The look-behind and the possessive runs keep a page of nothing but stops linear.
_END = re.compile(
    r"(?P<stop>(?<![.!?…。])[.!?…。]++)(?P<close>[\"”’'»)\]]*+)(?=(?P<gap>\s++)|[“‘«(]|$)"
    r"|(?P<blank>\n\s*\n)"
)
# "VELMAR CITY, Velmaria (AB) — ": set apart so that it is no part of the first sentence.
_DATELINE = re.compile(
    r"(?:^|(?<=\n\n))(?=[^\n]{2,90}?\s(?:—|–|--|-)\s)"
    r"(?:[A-Z][A-Z.’'-]+(?:[ ,/]+\(?[\w.’']+\)?){0,7}?|[A-Z][\w.’'-]*(?:[ ,/]+[\w.’']+){0,6}?"
    r"\s*\((?:[A-Z]{2,}|[A-Z][a-z]+)\))\s+(?:—|–|--|-)\s+"
)
# "... now!" Captain Oram said: the speaker's tag belongs to what was said.
_TAG = re.compile(
    r"(?:(?:[A-Z][\w.’'-]*|of|the|de|van|von|al)\s+){1,6}"
    r"(?:said|says|asked|asks|told|tells|added|wrote|writes|replied|shouted|cried|tweeted|yelled)\b"
)
# "al-Shar", "iPlan", "de la Orme": names that open a sentence without a capital.
_SMALL_NAME = re.compile(r"[a-z]{1,3}-?[A-Z]|(?:al|el|de|van|von|bin|der)\s[A-Za-z]")
_OPENING = "\"“‘'([«•–—- "
LONGEST_ABBREVIATION = 12


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` in order; none crosses a blank line.

    >>> sentences("Mr. Oram left. Nobody saw him.")
    ((0, 14), (15, 30))
    """
    found: list[Span] = []
    start = 0
    for cut in _cuts(text):
        if trimmed := _trim(text, start, cut):
            found.append(trimmed)
        start = cut
    if trimmed := _trim(text, start, len(text)):
        found.append(trimmed)
    return tuple(found)


def _cuts(text: str) -> list[int]:
    cuts = {match.end() for match in _DATELINE.finditer(text)}
    cuts |= {match.end() for match in _END.finditer(text) if _ends(text, match)}
    return sorted(cuts)


def _ends(text: str, match: re.Match[str]) -> bool:
    if match["blank"] or match.end() == len(text):
        return True
    if match["gap"] is None:
        return bool(match["close"])
    following = text[match.end("gap") : match.end("gap") + 80]
    if not _may_open(following):
        return False
    if match["close"] and match["stop"][-1] in "!?" and _TAG.match(following):
        return False
    return match["stop"] != "." or not _is_abbreviation(text, match.start(), following)


def _may_open(following: str) -> bool:
    opening = following.lstrip(_OPENING)[:20]
    if not opening:
        return False
    return not opening[0].islower() or bool(_SMALL_NAME.match(opening))


def _is_abbreviation(text: str, stop: int, following: str) -> bool:
    before = text[max(0, stop - LONGEST_ABBREVIATION) : stop]
    word = (before.rsplit(None, 1) or [""])[-1].lstrip(_OPENING)
    kind = _abbreviations().get(word)
    if kind == "titles":
        return True
    if kind == "numbered":
        return following[:1].isdigit()
    if kind == "either":
        opener = re.match(r"\w+", following.lstrip(_OPENING))
        return opener is None or opener.group() not in load("abbreviations")["openers"]
    # A lone capital is an initial, unless it is the pronoun.
    return len(word) == 1 and word.isupper() and word != "I"


@cache
def _abbreviations() -> dict[str, str]:
    table = load("abbreviations")
    return {word: kind for kind in ("titles", "numbered", "either") for word in table[kind]}


def _trim(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    inner = piece.strip()
    first = start + len(piece) - len(piece.lstrip())
    return (first, first + len(inner)) if inner else None
