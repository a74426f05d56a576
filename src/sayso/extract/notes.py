"""Notes that stand among an article's paragraphs: corrections, sign-offs, who had it first."""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sayso.extract.agency import agency_named
from sayso.extract.original import republished_from
from sayso.extract.pieces import Piece
from sayso.extract.structured import text_of
from sayso.model import Cut

NOTE_WORDS = 120  # Words in a correction; a longer piece tells a story.
ORIGIN_WORDS = 60
MOST_CORRECTIONS = 20
LONGEST_SIGNATURE = 40  # Characters of a last line that is an agency's name.
TEXT = r"(?:article|story|post|piece|page|headline|column|interview|report|caption|analysis)"
MENDED = r"(?:corrected|updated|amended|clarified|revised|edited)"
CORRECTION = re.compile(
    rf"(?:editor['’]?s?['’]? note|editorial note|corrections?|clarification|erratum)"
    rf"(?: ?\([^)]{{1,60}}\)|,? [^:.\n]{{1,40}})? ?[:—–-]"
    rf"|(?:updated?(?: [^:.\n]{{1,60}})?: )?"
    rf"(?:an?|the) (?:earlier|previous|prior|original) version of (?:this|the) {TEXT}\b"
    rf"|(?:updated?(?: [^:.\n]{{1,60}})?: )?this (?:article|story|post|piece|page|headline)"
    rf" (?:has been|was) (?:(?!last)\w+ )?{MENDED}\b"
    rf"|this {TEXT} (?:has been|was) (?:\w+ )?{MENDED} (?:on [^.]{{3,40}} )?to "
    rf"|this (?:article|story|version|piece) (?:corrects|clarifies)\b"
    rf"|\((?:corrects|clarifies|adds|removes|recasts|updates|refiles)\b[^()]{{3,300}}\)\.?$",
    re.I,
)
MENDS = re.compile(
    r"\b(?:correct(?:s|ed|ion|ions|ly)?|misstated|misidentified|misspelled|misattributed|incorrect"
    rf"|mistaken(?:ly)?|wrongly|clarif\w+|amended|erratum|version of this {TEXT}"
    r"|updated (?:to|with|after))\b",
    re.I,
)
SIGNS = re.compile(
    r"(?<=[.!?”\"’)])\s*(?:\((?P<in>[^()\n]{2,40})\)|[-–—]{1,2} ?(?P<after>[A-Z][\w/ -]{1,39}))\.?$"
)


PARTED = re.compile(r"/| with | and |, ")


class Noted(msgspec.Struct, frozen=True):
    """The pieces without the notes among them, the notes, and the agency that signs the text."""

    pieces: tuple[Piece, ...]
    cut: tuple[Cut, ...] = ()
    agency: str | None = None


def take_notes(pieces: tuple[Piece, ...]) -> Noted:
    """Return an article's pieces with corrections, sign-offs and republication lines cut out.

    >>> noted = take_notes((Piece("The dam held, the ministry said. (Reuters)"),))
    >>> noted.pieces[0].text, noted.agency
    ('The dam held, the ministry said.', 'Reuters')
    """
    kept: list[Piece] = []
    cuts: list[Cut] = []
    for piece in pieces:
        if note := _note(piece):
            cuts.append(note)
        else:
            kept.append(piece)
    if not kept:  # A page of notes alone is about them.
        return Noted(pieces)
    signed, agency = _signed(kept[-1])
    if agency:
        cuts.append(Cut(kind="credit", text=signed, reason="the agency that signs the last line"))
        rest = kept.pop().text.removesuffix(signed).rstrip()
        if rest:
            kept.append(Piece(rest))
        if not kept:
            return Noted(pieces, agency=agency)
    return Noted(tuple(kept), tuple(cuts), agency)


def with_sign_off(texts: Sequence[str], kept: Sequence[bool]) -> tuple[bool, ...]:
    """Return which texts are kept, with the one below the last where an agency signs it.

    >>> with_sign_off(["The dam held.", "It is watched. (AP)", "Home"], [True, False, False])
    (True, True, False)
    """
    after = max((at for at, keep in enumerate(kept) if keep), default=-1) + 1
    if 0 < after < len(texts) and _signed(Piece(texts[after]))[1]:
        return (*kept[:after], True, *kept[after + 1 :])
    return tuple(kept)


def is_correction(text: str) -> bool:
    """Return whether a line is a note that corrects or mends the article it stands in.

    >>> is_correction("An earlier version of this story misstated the height of the dam.")
    True
    >>> is_correction("The earlier version of the plan was corrected by the ministry.")
    False
    """
    return text.count(" ") < NOTE_WORDS and bool(CORRECTION.match(text.lstrip("*_ –—-[")))


def corrections(cuts: Iterable[Cut], stated: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the notes of correction among what was cut, and those that JSON-LD states.

    >>> corrections([Cut(kind="correction", text="Correction: the dam is 40 m high.", reason="")])
    ('Correction: the dam is 40 m high.',)
    """
    notes = [*stated, *(each.text for each in cuts if each.kind == "correction" and _mends(each))]
    return tuple(dict.fromkeys(notes))[:MOST_CORRECTIONS]


def in_json(value: object) -> tuple[str, ...]:
    """Return the texts of a JSON-LD `correction`: strings or CorrectionComments, or many.

    >>> in_json({"@type": "CorrectionComment", "text": "The dam is 62 m high."})
    ('The dam is 62 m high.',)
    """
    parts = value if isinstance(value, list) else [value]
    texts = (part.get("text") if isinstance(part, dict) else part for part in parts)
    return tuple(
        text
        for each in texts
        if isinstance(each, str) and (text := text_of(each)) and "://" not in text
    )[:MOST_CORRECTIONS]


def _mends(cut: Cut) -> bool:
    text = cut.text.lstrip("*_ –—-[")
    if MENDS.search(text):
        return True
    # An editor's note may say anything: who wrote it, where to click.
    return is_correction(text) and not text.lower().startswith("editor")


def _note(piece: Piece) -> Cut | None:
    if piece.kind == "quote" or piece.author is not None:
        return None
    if is_correction(piece.text):
        return Cut(kind="correction", text=piece.text, reason="a note on the article itself")
    if piece.text.count(" ") < ORIGIN_WORDS and (name := republished_from(piece.text)):
        return Cut(kind="credit", text=piece.text, reason=f"says that {name} had it first")
    return None


def _signed(piece: Piece) -> tuple[str, str | None]:
    """An agency in brackets or behind a dash at the very end, or alone on the last line."""
    if piece.kind != "paragraph":
        return "", None
    text = piece.text
    if len(text) < LONGEST_SIGNATURE:
        named = [agency_named(part) for part in PARTED.split(text.strip(" ()[].-–—"))]
        if named[0] and all(named):
            return text, named[0]
    found = SIGNS.search(text[-80:])
    name = (found["in"] or found["after"]) if found else None
    for part in _parts(name or ""):
        if found and (agency := agency_named(part)):
            return found[0].strip(), agency
    return "", None


def _parts(name: str) -> Iterator[str]:
    """The first of "AFP/Velinform" and "AP with Reuters" is the one that wrote."""
    yield name
    yield from PARTED.split(name)
