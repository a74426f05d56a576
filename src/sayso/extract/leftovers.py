"""What a page shows around its article: each block's kind and reason, told by its markup."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

import msgspec

from sayso.data import load
from sayso.extract.captions import cuts_of
from sayso.extract.furniture import furniture
from sayso.model import Cut

MOST_CUTS = 200  # A page's comments and links may run to thousands; these are to be seen, not kept.
LONGEST_CUT = 2_000  # Characters of one cut.
MOST_MARKS = 40  # Names looked at for one block, from the block outward.
NAMES_KEPT = 4_096  # Names looked up before; a site uses some hundreds.
LONGEST_NAME = 200  # Characters of a name that are looked at.
MOST_WORDS = 3  # Words in a phrase of markup.toml.
BIO_WORDS = 12  # Words from which a block marked as the author's tells of the author.
# Each of these stands for itself; of the others the blocks that follow one another are one cut.
APART = frozenset({"caption", "credit", "correction", "bio", "code", "date", "title"})
PARTS = re.compile(r"[a-z0-9]+")


class Seen(msgspec.Struct, frozen=True):
    """A block that a page shows and its article has not.

    `marks` are the class, id, role and tag names of its element and of those around it, in lower
    case, its own first; without those of <html> and <body>, which speak of the whole page.
    """

    text: str
    marks: tuple[str, ...] = ()


class Left(msgspec.Struct, frozen=True):
    """One block with what it is and how that was told."""

    kind: str
    reason: str
    text: str


def leftovers(blocks: Iterable[Seen]) -> tuple[Cut, ...]:
    """Return what a page shows around its article as cuts, each with its kind and reason.

    What the markup does not name is told by its words; blocks of one kind that follow one
    another are one cut, a line each. At most 200 cuts of 2,000 characters are kept.

    >>> cuts = leftovers([Seen("Good dam", ("p", "comments")), Seen("Yes", ("p", "comments"))])
    >>> cuts[0].kind, cuts[0].text
    ('comment', 'Good dam\\nYes')
    """
    cuts: list[Cut] = []
    for left in _joined(_told(each) for each in blocks if each.text.strip()):
        if len(cuts) >= MOST_CUTS:
            break
        text = left.text if len(left.text) <= LONGEST_CUT else f"{left.text[: LONGEST_CUT - 1]}…"
        cuts += cuts_of(text, left.kind, left.reason)
    return tuple(cuts[:MOST_CUTS])


def marked(marks: Iterable[str]) -> tuple[str, str] | None:
    """Return the kind that the names in a block's markup give it, and the name that says so.

    >>> marked(("p", "author-bio__text", "article"))
    ('bio', 'author-bio__text')
    >>> marked(("p", "story", "article"))
    """
    names = tuple(marks)[:MOST_MARKS]
    for strength in ("words", "weak"):
        for mark in names:
            if kind := _kind_of(mark, strength):
                return kind, mark
    return None


def _told(block: Seen) -> Left:
    text = block.text.strip()
    named = marked(block.marks)
    if named:
        kind = "bio" if named[0] == "credit" and text.count(" ") >= BIO_WORDS else named[0]
        return Left(kind, f"marked as {named[1][:60]!r}", text)
    if verdict := furniture(text):
        return Left(verdict.kind, verdict.reason, text)
    return Left("other", "on the page, outside the article", text)


def _joined(blocks: Iterable[Left]) -> Iterator[Left]:
    last: Left | None = None
    for block in blocks:
        if last is not None and _joins(last, block):
            last = Left(last.kind, last.reason, f"{last.text}\n{block.text}")
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last


def _joins(last: Left, block: Left) -> bool:
    if last.kind != block.kind or last.kind in APART:
        return False
    return len(last.text) + 1 + len(block.text) <= LONGEST_CUT


@lru_cache(maxsize=NAMES_KEPT)
def _kind_of(mark: str, strength: str) -> str | None:
    """The first table that has the name, or some of the words in it one after another."""
    tables = load("markup")
    parts = PARTS.findall(mark[:LONGEST_NAME])
    held = {
        " ".join(parts[at : at + many])
        for many in range(1, MOST_WORDS + 1)
        for at in range(len(parts) - many + 1)
    }
    if held & set(tables["but"]["words"]):
        return None
    phrases = _phrases(strength)
    ranks = [phrases[words] for words in held if words in phrases]
    if strength == "words" and (rank := _phrases("whole").get(mark)) is not None:
        ranks.append(rank)
    return tuple(tables)[min(ranks)] if ranks else None


@cache
def _phrases(key: str) -> Mapping[str, int]:
    """Each phrase with the place of its table among all, the first where several have it."""
    found: dict[str, int] = {}
    for rank, table in enumerate(load("markup").values()):
        for words in table.get(key, ()):
            found.setdefault(words, rank)
    return found
