"""Warnings that a page's article is not whole, not there, or no article at all."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache

import msgspec

from sayso.data import load
from sayso.extract.pieces import Piece
from sayso.model import WarningKind

LONGEST_SHOWN = 80  # Characters of the words that a warning quotes.
SHORT_LINE = 240  # Characters of a line that may be a notice.
SHORT_TEXT = 900  # Characters below which a text may be all that a refused page shows.
LONGEST_TEASER = 2_500  # Characters of a text that a page breaks off.
NEXT = 2  # Lines below a text in which a link leads on to the rest of it.
NOTE_SPACES = 4  # Spaces of a line that says something, as no heading or link does.
MOST_LINES = 3_000
NO_FREE = {"false", "no", "0"}
LISTS = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage"})
NAMED_LISTS = 4  # Teasers that break off before a page is one of teasers.
STAMP = re.compile(
    r"(?:\d{1,2}[:.h]\d\d(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?"
    r"|\d{1,3} (?:min|mins|minutes|hours?) ago)"
    r"(?=$|\s?[-–—|:]|\s[A-ZÀ-Þ“\"])",
    re.I,
)
FEWEST_STAMPS = 6  # Lines that open with a time of day before they are entries of a live page.
BROKEN_OFF = re.compile(r"(?:\[(?:…|\.\.\.)\]|\w ?(?:…|\.\.\.))$")


class Showing(msgspec.Struct, frozen=True):
    """What a page shows: its title, the article's pieces, the other lines, what JSON-LD says."""

    title: str | None
    pieces: tuple[Piece, ...]
    lines: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()
    free: object = None


def warnings_of(page: Showing) -> tuple[str, ...]:
    """Return what a reader of a page's article should know, each opening with its kind.

    >>> warnings_of(Showing("Dam", (Piece("The dam"),), ("Subscribe to continue reading",)))
    ("paywall: 'Subscribe to continue reading'",)
    """
    return tuple(f"{kind}: {words}" for kind, words in _found(page).items())


def refusal(text: str) -> str | None:
    """Return the warning of a page without an article when its words say why, null otherwise.

    >>> refusal("Verify you are human by completing the action below.")
    "block-page: 'Verify you are human by completing the action below.'"
    """
    lines = tuple(line.strip() for line in text.splitlines()[:MOST_LINES] if line.strip())
    shown = Showing(lines[0] if lines else None, (), lines)
    for kind, ask in _REFUSED.items():
        if words := ask(shown):
            return f"{kind}: {words}"
    return None


def _found(page: Showing) -> Mapping[WarningKind, str]:
    found = ((kind, ask(page)) for kind, ask in _ASKED.items())
    return {kind: words for kind, words in found if words}


def _paywall(page: Showing) -> str | None:
    free = page.free[0] if isinstance(page.free, list) and page.free else page.free
    if free is False or (isinstance(free, str) and free.strip().lower() in NO_FREE):
        return "JSON-LD isAccessibleForFree is false"
    return _opening(page.lines, "paywall") if _size(page) < LONGEST_TEASER else None


def _consent_wall(page: Showing) -> str | None:
    """A notice on cookies stands on every page; it is a wall where nothing else is shown."""
    if _size(page) > SHORT_TEXT:
        return None
    held = [
        words for line in (*_texts(page), *page.lines) if (words := _held(line, "consent-wall"))
    ]
    return _quoted(held[0]) if len(held) > 1 else None


def _live_blog(page: Showing) -> str | None:
    if "LiveBlogPosting" in page.types:
        return "JSON-LD LiveBlogPosting"
    stamps = [piece.text for piece in page.pieces if STAMP.match(piece.text)]
    if len(stamps) >= FEWEST_STAMPS:
        return f"{len(stamps)} entries with a time, the first {_quoted(stamps[0])}"
    named = _in_title(page.title, "live-blog")
    return _quoted(page.title or "") if named and len(stamps) > 1 else None


def _truncated(page: Showing) -> str | None:
    if not page.pieces or _size(page) > LONGEST_TEASER:
        return None
    last = page.pieces[-1]
    if last.kind == "paragraph" and last.author is None and BROKEN_OFF.search(last.text[-12:]):
        return f"the text ends with {_quoted(last.text[-40:])}"
    starts = tuple(load("warnings")["truncated"]["lines"])
    after = _after(page.lines, last.text)
    more = [line for line in after if len(line) < SHORT_LINE and _opens(line, starts)]
    return _quoted(more[0]) if more else None


def _after(lines: tuple[str, ...], last: str) -> tuple[str, ...]:
    """The lines that follow an article's last one; where that is not among them, none."""
    at = next((at for at in range(len(lines) - 1, -1, -1) if lines[at].endswith(last)), None)
    return () if at is None else lines[at + 1 : at + 1 + NEXT]


def _block_page(page: Showing) -> str | None:
    return _refused(page, "block-page")


def _error_page(page: Showing) -> str | None:
    return _refused(page, "error-page")


def _refused(page: Showing, kind: str) -> str | None:
    if _size(page) > SHORT_TEXT:
        return None
    if page.title and _in_title(page.title, kind):
        return _quoted(page.title)
    lines = [text for text in (*_texts(page), *page.lines[:20]) if len(text) < 2 * SHORT_LINE]
    return next((_quoted(line) for line in lines if _held(line, kind)), None)


def _list_page(page: Showing) -> str | None:
    if named := sorted(page.types & LISTS):
        articles = any("Article" in kind or "Posting" in kind for kind in page.types)
        return None if articles else f"JSON-LD {named[0]}"
    broken = [piece.text for piece in page.pieces if BROKEN_OFF.search(piece.text[-12:])]
    if len(broken) >= NAMED_LISTS and 3 * len(broken) >= len(page.pieces):
        return f"{len(broken)} teasers that break off, the first {_quoted(broken[0][-40:])}"
    return None


def _machine_translated(page: Showing) -> str | None:
    edges = (*_texts(page)[:3], *_texts(page)[-3:], *page.lines)
    notes = tuple(load("warnings")["machine-translated"]["notes"])
    for line in edges:
        opens = (
            line.count(" ") >= NOTE_SPACES
            and len(line) <= SHORT_LINE
            and line.lower().lstrip("*([ ").startswith(notes)
        )
        if opens and _held(line, "machine-translated"):
            return _quoted(line)
    return None


_REFUSED: dict[WarningKind, Callable[[Showing], str | None]] = {
    "block-page": _block_page,
    "error-page": _error_page,
    "consent-wall": _consent_wall,
}
_ASKED: dict[WarningKind, Callable[[Showing], str | None]] = _REFUSED | {
    "paywall": _paywall,
    "live-blog": _live_blog,
    "truncated": _truncated,
    "list-page": _list_page,
    "machine-translated": _machine_translated,
}


def _size(page: Showing) -> int:
    return sum(len(piece.text) for piece in page.pieces)


def _texts(page: Showing) -> tuple[str, ...]:
    return tuple(piece.text for piece in page.pieces)


def _opening(lines: Iterable[str], kind: str) -> str | None:
    starts = tuple(load("warnings")[kind]["lines"])
    for line in lines:
        if len(line) < SHORT_LINE and _opens(line, starts):
            return _quoted(line)
    return None


def _opens(line: str, starts: tuple[str, ...]) -> bool:
    return line.lower().replace("’", "'").startswith(starts)


def _held(line: str, kind: str) -> str | None:
    found = _holds(kind).search(line.lower().replace("’", "'"))
    return found[0] if found else None


def _in_title(title: str | None, kind: str) -> bool:
    lower = (title or "").lower().replace("’", "'")
    return any(_stands_in(words, lower) for words in load("warnings")[kind]["titles"])


def _stands_in(words: str, title: str) -> bool:
    at = title.find(words)
    before, after = title[at - 1 : at], title[at + len(words) : at + len(words) + 1]
    return at >= 0 and not (at and before.isalnum()) and not after.isalnum()


def _quoted(line: str) -> str:
    text = " ".join(line.split())
    return repr(text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…")


@cache
def _holds(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load("warnings")[kind]["holds"])))
