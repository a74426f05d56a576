"""Where one article names the outlet of another: as a credit, as a citation, or by the way."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from sayso.annotate.attributions.cues import base, words
from sayso.data import load
from sayso.extract.furniture import furniture
from sayso.link.direction.outlets import is_address, mentions, squeezed
from sayso.model import Article, Span

Kind = Literal["credit", "citation", "name"]
LINE = 110  # Characters up to which a paragraph can be nothing but a credit.
HEAD = 160  # Characters at the start of an article in which a dateline stands.
AROUND = 48  # Characters on either side that say how an outlet is named.
BYLINE = re.compile(r"By (?:[A-Z][\w.’'-]*,? (?:and )?){1,8}(?:(?:for|of) )?(?:[Tt]he )?")
BRACKET = re.compile(r"[(\[](?:[Tt]he )?$")
METADATA = ("credit", "dateline", "byline")  # Kinds of cut that may hold a credit.


class Credit(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet named in an article: as what, in which words; `at` is -1 beside the text."""

    kind: Kind
    text: str
    at: int = -1


def named(
    article: Article, names: tuple[str, ...], letters: str | None = None
) -> tuple[Credit, ...]:
    """Return where an article names an outlet, the strongest first.

    `names` are as `outlet_names` gives them, `letters` as `squeezed` makes them of the text.

    >>> story = Article(id="b", text="The dam held, the Tidewater Argus reported.\\n\\n"
    ...     "Source: Tidewater Argus")
    >>> [(credit.kind, credit.text) for credit in named(story, ("tidewaterargus",))]
    [('credit', 'Source: Tidewater Argus'), ('citation', 'the Tidewater Argus reported')]
    """
    found = [credit for name in names for credit in _beside_text(article, name)]
    letters = squeezed(article.text) if letters is None else letters
    for name in names:
        for place in mentions(article.text, name, letters):
            found += _in_text(article.text, place)
    rank = {"credit": 0, "citation": 1, "name": 2}
    return tuple(sorted(dict.fromkeys(found), key=lambda credit: (rank[credit.kind], credit.at)))


def _beside_text(article: Article, name: str) -> Iterator[Credit]:
    """Credits in the metadata, and in what was cut from the page."""
    lines = [article.agency, article.dateline, *article.authors]
    lines += [cut.text for cut in article.cut if cut.kind in METADATA]
    for line in lines:
        if line and len(line) <= HEAD and not _of_picture(line) and mentions(line, name):
            yield Credit(kind="credit", text=line)


def _of_picture(line: str) -> bool:
    words_in = set(re.findall(r"\w+", line.lower()))
    return not words_in.isdisjoint(load("link_credits")["pictures"])


def _in_text(text: str, place: Span) -> Iterator[Credit]:
    start, end = place
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    high = len(text) if high < 0 else high
    before, after = text[max(low, start - AROUND) : start], text[end : min(high, end + AROUND)]
    line = text[low : min(high, low + LINE + 1)].strip()
    near = re.search(r"(?:^|(?<=\s))[^\s].{0,30}$|$", before)
    tail = re.match(r"\s?[)\]]?(?:\s?[—–-]{1,2})?", after)
    around = (near.group() if near else "") + text[start:end] + (tail.group() if tail else "")
    shown = line if high - low <= LINE else around
    if _is_credit(text, (low, start, end, high)):
        yield Credit(kind="credit", text=shown.strip(), at=start)
    elif found := _citing(before, after):
        words_around = found[0] + text[start:end] + found[1]
        yield Credit(kind="citation", text=words_around.strip(), at=start)
    elif _is_note(line):
        yield Credit(kind="credit", text=line, at=start)
    elif re.search(r"[\s’'&-]", text[start:end]) or is_address(text, end):
        yield Credit(kind="name", text=text[start:end], at=start)


def _is_note(line: str) -> bool:
    """A short paragraph about the text itself: "This item was supplied by the Herald's desk"."""
    words_in = set(re.findall(r"\w+", line.lower()))
    short = len(line) <= LINE and not words_in.isdisjoint(load("link_credits")["note"])
    return short and furniture(line) is None


def _is_credit(text: str, place: tuple[int, int, int, int]) -> bool:
    low, start, end, high = place
    before, after = text[low:start], text[end:high]
    table = _table()
    closes = not after.strip(" )].—–-")
    if high - low <= LINE:
        lead = before.strip(" ([:—–-•|*\t").lower()
        lead = re.sub(r"(?:^|\s)the$|(?<!\d)(?:19|20)\d\d$", "", lead).strip(" :")
        tail = after.strip(" )].:—–-•|*\t,").lower()
        if (not lead or lead in table["lead"]) and (not tail or tail in table["tail"]):
            return True
        if closes and BYLINE.fullmatch(before):
            return True
    near = " ".join(before[-AROUND:].lower().split()).removesuffix(" the")
    if near.endswith(table["before"]):
        return True
    if BRACKET.search(before) and re.match(r"\s?[)\]]", after):
        return closes or (start < HEAD and bool(re.match(r"\s?[)\]]\s?[—–:.-]", after)))
    return closes and bool(re.search(r"\s[—–-]{1,2}\s?$", before))


def _citing(before: str, after: str) -> tuple[str, str] | None:
    """The words around a name that make it the source of a report, null where none do."""
    article = before[-4:] if before[-4:].lower() == "the " else ""
    near = before.removesuffix(article).lower()
    for phrase in _table()["citing"]:
        if near.endswith(phrase + " "):
            return before[-len(phrase + " " + article) :], ""
    verbs = words("clause", "saying")
    if match := re.match(r"(?:[’']s)?((?: \w+){1,2})", after):
        for word in match[1].split():
            if base(word) in verbs:
                return article, after[: after.index(word) + len(word)]
    last = near.split()[-1:]
    if last and base(last[0]) in verbs:
        return before[-len(last[0] + " " + article) :], ""
    return None


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table = load("link_credits")
    by_length = {
        key: sorted(table[key], key=len, reverse=True)
        for key in ("lead", "tail", "before", "citing")
    }
    return {key: tuple(each) for key, each in by_length.items()}
