"""Pieces of a page on their way to an article's text and blocks."""

from collections.abc import Iterable

import msgspec

from sayso.model import Block, BlockKind, Cut


class Piece(msgspec.Struct, frozen=True):
    """One paragraph-like stretch of a page, white space folded, before it has offsets."""

    text: str
    kind: BlockKind = "paragraph"
    author: str | None = None
    date: str | None = None


class Body(msgspec.Struct, frozen=True):
    """The pieces that are the article's, what was cut, and every line that the page shows."""

    pieces: tuple[Piece, ...]
    cut: tuple[Cut, ...] = ()
    lines: tuple[str, ...] = ()


class Laid(msgspec.Struct, frozen=True):
    """An article's text and the blocks that stand in it."""

    text: str
    blocks: tuple[Block, ...]


def fold(text: str) -> str:
    """Return a text on one line, without the invisible signs that pages put into words.

    >>> fold(" The\\u00a0dam\\n at Ostra\\u00adva ")
    'The dam at Ostrava'
    """
    return " ".join(text.replace("\u00ad", "").replace("\u200b", "").replace("\ufeff", "").split())


def lay_out(pieces: Iterable[Piece]) -> Laid:
    """Return the text with one blank line between pieces, and their blocks with exact offsets.

    >>> lay_out([Piece("Dam holds", kind="heading"), Piece("It held.")]).text
    'Dam holds\\n\\nIt held.'
    """
    texts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for piece in pieces:
        end = at + len(piece.text)
        blocks.append(
            Block(kind=piece.kind, start=at, end=end, author=piece.author, date=piece.date)
        )
        texts.append(piece.text)
        at = end + 2
    return Laid("\n\n".join(texts), tuple(blocks))
