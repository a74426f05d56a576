"""Lines that are not of the body: labels, credits, captions, code; each with the reason why."""

import re
from functools import cache

import msgspec

from sayso.data import load
from sayso.extract.captions import Verdict, caption

SHOWN = 4_000  # Characters of a line that are looked at: what a line is shows at its start.
SIGNS = "{}<>=;\\_"  # Not $, # or |, which stand in price lists and tables.
SIGN_SHARE = (
    0.035  # Of its characters; prose with formulas stays below .02, style sheets above .06.
)
UNBROKEN = 120  # Characters without a space that no word or address in prose has.

IMAGE_FILE = re.compile(r"\S{1,200}\.(?:jpe?g|png|gif|webp|avif|svg|mp4|heic)$", re.I)
TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|<%|\$\{")
SCRIPT = re.compile(
    r"\bfunction\s?\w{0,40}\s?\(|=>\s?\{|\b(?:var|let|const) [\w$]{1,40} ?="
    r"|\bdocument\.\w|\bwindow[.\[]"
    r"|!important|@media|@keyframes|@import|\(function|\bnew [A-Z]\w{1,30}\(|\breturn [\w.]{1,40};"
    r"|\.push\(|</?[a-z]{1,10}[ >]|px;|\\u00[0-9a-f]{2}"
    r"|^\s?[.#][\w-]{1,60} ?[{,.]|^//|^/\*|\":\s?[\[{\"]"
)
COPYRIGHT = re.compile(r"(?:copyright|©|\(c\))(?: ?(?:©|\(c\)|by))? ?(?:19|20)\d\d\b", re.I)
COPYRIGHT_WORDS = 60
MOST_PARTS = 12
BAR = re.compile(r" [|•] ")
BAR_WORDS = (
    6  # Words in a part of a bar such as "Mail this page | More from Abroad | © 2031 Herald".
)


class Kind(msgspec.Struct, frozen=True):
    """One table of furniture.toml."""

    name: str
    words: int
    lines: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    holds: re.Pattern[str] | None = None


def furniture(line: str) -> Verdict | None:
    """Return what a line is when it is not of the body, null when it may be.

    >>> furniture("Sign up by email to receive news.").kind
    'sign-up'
    >>> furniture("The dam at Ostrava held, the ministry said.")
    """
    if reason := code(line):
        return Verdict("code", reason)
    if IMAGE_FILE.fullmatch(line):
        return Verdict("label", "the name of an image file")
    if COPYRIGHT.match(line) and line.count(" ") < COPYRIGHT_WORDS:
        return Verdict("label", "a copyright line")
    return caption(line) or _listed(line) or _bar(line)


def code(line: str) -> str | None:
    """Return why a line is style sheet, script or template, null when it is not.

    >>> code("{{ widget_12.title }}"), code("The bridge fell at 6 p.m.; two were hurt.")
    ('a template placeholder', None)
    """
    shown = line[:SHOWN]
    if TEMPLATE.search(shown):
        return "a template placeholder"
    signs = sum(map(shown.count, SIGNS))
    if signs > SIGN_SHARE * len(shown) and (signs > 3 or SCRIPT.search(shown)):
        return "code: too many signs for prose"
    if signs > 2 and SCRIPT.search(shown):
        return "code"
    longest = max(map(len, shown.split()), default=0)
    # Chinese, Japanese and Thai are written without blanks.
    if longest > UNBROKEN and longest > len(shown) // 3 and shown[:UNBROKEN].isascii():
        return "an unbroken string"
    return None


def _listed(line: str) -> Verdict | None:
    lower = line[:SHOWN].lower().replace("’", "'").strip(" .:|-–—»›→*")
    if not any(sign.isalnum() for sign in lower):
        return Verdict("label", "no words")
    words = line.count(" ") + 1
    # "More from the south fled on Monday." is a sentence; "More from Politics" is a link.
    ended = line.endswith((".", "!", "?", "”", '"'))
    for kind in _kinds():
        if words > kind.words:
            continue
        if lower in kind.lines:
            return Verdict(kind.name, f"the line {lower!r}")
        for start in kind.starts if lower.startswith(kind.starts) else ():
            if (
                lower.startswith(start)
                and not lower[len(start) : len(start) + 1].isalnum()
                and (kind.name != "related" or ":" in start or not ended)
            ):
                return Verdict(kind.name, f"opens with {start!r}")
        if kind.ends and words < 25 and lower.endswith(kind.ends):
            end = next(end for end in kind.ends if lower.endswith(end))
            return Verdict(kind.name, f"ends with {end!r}")
        if kind.holds and (found := kind.holds.search(lower)):
            return Verdict(kind.name, f"holds {found[0]!r}")
    return None


def _bar(line: str) -> Verdict | None:
    """Links side by side: all short, and one of them is of no article."""
    parts = BAR.split(line[:SHOWN])
    if not 2 <= len(parts) <= MOST_PARTS or any(part.count(" ") >= BAR_WORDS for part in parts):
        return None
    if any(COPYRIGHT.match(part) or _listed(part) for part in parts):
        return Verdict("label", "links side by side")
    return None


@cache
def _kinds() -> tuple[Kind, ...]:
    def listed(table: dict[str, list[str]], key: str) -> tuple[str, ...]:
        return tuple(phrase.replace("’", "'") for phrase in table.get(key, []))

    return tuple(
        Kind(
            name=name,
            words=table["words"],
            lines=frozenset(listed(table, "lines")),
            starts=listed(table, "starts"),
            ends=listed(table, "ends"),
            holds=re.compile("|".join(map(re.escape, holds))) if holds else None,
        )
        for name, table in load("furniture").items()
        for holds in [listed(table, "holds")]
    )
