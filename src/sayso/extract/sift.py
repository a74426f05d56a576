"""What belongs to an article among the pieces of its page, and what is cut with a reason."""

import re

import msgspec

from sayso.data import load
from sayso.extract.agency import Dateline, dateline
from sayso.extract.captions import Verdict, cuts_of
from sayso.extract.dates import date_line
from sayso.extract.embeds import Post, split_posts
from sayso.extract.furniture import furniture
from sayso.extract.heads import fragment, head_line
from sayso.extract.people import People, byline
from sayso.extract.pieces import Piece
from sayso.extract.title import agreement
from sayso.model import Cut

REPEATED = 40  # Characters from which a second equal paragraph is the page's, not the writer's.
PULLED = (3, 60)  # Words of a quotation that is set apart from the paragraph it is taken from.
NEAR_TOP = 6  # Pieces within which a title, byline or date echoes the head.
NEAR_END = 4  # Pieces within which a note on the writer stands at the foot.
SPEAKER = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ.’' -]{0,40}: ")
QUESTION = re.compile(r"[^.!?]{0,300}\?")
SUFFIX_WORDS = 6  # Words that a heading may add to the title, such as a day.
LABEL_WORDS = 5  # Spaces from which a line above an article is prose or a standfirst.
CONTACT_LINES = 6  # Lines of an address at the foot, its heading included.
ADDRESS_WORDS = 25
ADDRESS = re.compile(r"\S@\S|https?://|\+?\d[\d ()/-]{6,}$")
ENDED = (".", "!", "?", "…", ":", "”", '"', "’")
ECHO = 0.9  # Token F1 from which a short piece is the title again.
WORD = re.compile(r"\w+")


class Sifted(msgspec.Struct, frozen=True):
    """The article's pieces, the cuts, and what the cuts told of it."""

    pieces: tuple[Piece, ...]
    cut: tuple[Cut, ...]
    dateline: Dateline | None = None
    people: People | None = None
    published: str | None = None
    modified: str | None = None


def sift(pieces: tuple[Piece, ...], title: str | None) -> Sifted:
    """Return an article's own pieces, with labels, credits, echoes and repeats cut out.

    >>> sifted = sift((Piece("Advertisement"), Piece("OSTRAVA (AP) — The dam held.")), None)
    >>> [piece.text for piece in sifted.pieces], [cut.kind for cut in sifted.cut]
    (['The dam held.'], ['label', 'dateline'])
    """
    kept: list[Piece] = []
    cuts: list[Cut] = []
    seen: set[str] = set()
    people = None
    days: dict[str, str] = {}
    parts = tuple(part for piece in pieces for part in _with_posts(piece))
    told = "\n".join(" ".join(WORD.findall(part.text.lower())) for part in parts)
    for at, piece in enumerate(parts):
        edge = len(kept) < NEAR_TOP or at >= len(parts) - NEAR_END
        verdict = _verdict(piece, title, at, len(parts)) if piece.author is None else None
        if verdict is None and edge and piece.author is None:
            if read := byline(piece.text):
                people = people or read
                verdict = Verdict("credit", "a byline")
            elif day := date_line(piece.text):
                if len(kept) < NEAR_TOP:
                    days.setdefault(*day)
                verdict = Verdict("date", f"the line is the {day[0]} date")
            elif not any(map(_is_prose, kept)) and (head := head_line(piece.text)):
                people = people or head.people
                days.setdefault(head.kind, head.date)
                verdict = Verdict("date", "a line of the head with its date")
        key = " ".join(WORD.findall(piece.text.lower()))
        if verdict is None and len(piece.text) >= REPEATED and key in seen:
            verdict = Verdict("label", "stands on the page already")
        if verdict is None and _is_pulled(piece, key, told):
            verdict = Verdict("label", "a pull quote: its words stand in the article too")
        if verdict:
            cuts += cuts_of(piece.text, verdict.kind, verdict.reason)
            continue
        seen.add(key)
        kept.append(piece)
    _unlabel(kept, cuts)
    _without_contact(kept, cuts)
    opened = _open(kept, cuts)
    return Sifted(
        tuple(_without_bare_headings(kept)),
        tuple(cuts),
        opened,
        people,
        days.get("published"),
        days.get("modified"),
    )


def _is_pulled(piece: Piece, key: str, told: str) -> bool:
    """A quotation set apart that a paragraph has too; an embedded post is signed."""
    if piece.kind != "quote" or piece.author is not None:
        return False
    return PULLED[0] <= key.count(" ") + 1 <= PULLED[1] and told.count(key) > 1


def _with_posts(piece: Piece) -> tuple[Piece, ...]:
    return tuple(
        Piece(part.text, kind="quote", author=part.author, date=part.date)
        if isinstance(part, Post)
        else Piece(part, kind=piece.kind)
        for part in split_posts(piece.text)
    )


def _verdict(piece: Piece, title: str | None, at: int, total: int) -> Verdict | None:
    short = title is not None and at < NEAR_TOP and len(piece.text) < 2 * len(title)
    if title and short and agreement(piece.text, title) >= ECHO:
        return Verdict("title", "the title again")
    if title and at < NEAR_TOP and _lengthened(piece.text, title):
        return Verdict("title", "the title again, with a suffix")
    verdict = furniture(piece.text)
    if verdict and verdict.kind == "bio" and at < total - NEAR_END:
        return None
    return verdict


def _lengthened(text: str, title: str) -> bool:
    rest = text.removeprefix(title)
    return (
        rest != text
        and title.count(" ") >= 3
        and rest.count(" ") <= SUFFIX_WORDS
        and not rest[:1].isalnum()
        and not rest.endswith((".", "!", "?"))
    )


def _is_prose(piece: Piece) -> bool:
    return piece.kind != "heading" and piece.text.count(" ") >= LABEL_WORDS


def _unlabel(kept: list[Piece], cuts: list[Cut]) -> None:
    """The desk or running story above an article, and what is left of a head around its date."""
    first = next((at for at, piece in enumerate(kept[:NEAR_TOP]) if _is_prose(piece)), 0)
    for piece in kept[:first]:
        label = piece.kind == "paragraph" and not piece.text.endswith(ENDED)
        if label or fragment(piece.text):
            kept.remove(piece)
            cuts.append(Cut(kind="label", text=piece.text, reason="a short line above the article"))


def _without_contact(kept: list[Piece], cuts: list[Cut]) -> None:
    """A press office signs with a heading and its address."""
    heads = load("bylines")["contact"]
    for at in range(max(1, len(kept) - CONTACT_LINES), len(kept)):
        block = kept[at:]
        if block[0].text.lower().strip(" :") not in heads or not ADDRESS.search(block[-1].text):
            continue
        if any(piece.text.count(" ") > ADDRESS_WORDS for piece in block):
            continue
        del kept[at:]
        cuts += [Cut(kind="label", text=piece.text, reason="a contact block") for piece in block]
        return


def _open(kept: list[Piece], cuts: list[Cut]) -> Dateline | None:
    """Only an article's first paragraphs open with a dateline; a standfirst may go before it."""
    for at, piece in enumerate(kept[:3]):
        if piece.kind != "paragraph":
            continue
        opened = dateline(piece.text)
        if (
            opened
            and opened.text.endswith(":")
            and (QUESTION.match(opened.rest) or any(SPEAKER.match(o.text) for o in kept[at + 1 :]))
        ):
            return None  # In an interview the capitals before a colon are who speaks.
        if opened and opened.rest:
            kept[at] = Piece(opened.rest)
            cuts.append(Cut(kind="dateline", text=opened.text, reason="opens the first paragraph"))
            return opened
    return None


def _without_bare_headings(kept: list[Piece]) -> list[Piece]:
    """A heading with nothing below it was the head of something that was cut."""
    while kept and kept[-1].kind == "heading":
        kept.pop()
    return kept
