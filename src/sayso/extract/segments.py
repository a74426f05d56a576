"""Stretches of flattened text: lines, parted again where a page's elements were glued together."""

import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from sayso.extract.pieces import fold
from sayso.model import BlockKind

ENDED = re.compile(r"[.!?…。！？।؟][\"'”’)\]»]*$")
MARKED = re.compile(r"(?P<mark>#{1,6}|[-*•–]|>+|\d{1,2}[.)]) (?P<rest>\S.*)", re.S)
MARKS: dict[str, BlockKind] = {"#": "heading", ">": "quote"}
LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{1,1000}\)")
WRAPPED = (50, 110)  # Widths that mail programs, printers and text browsers wrap at.
LONGEST_WORD = 15  # So much shorter than the width a wrapped line may well be.
LEAST_FULL = 4  # Lines of one width that make a wrapped text.

# Wide gaps are what is left of the white space between two elements; kept as this sign until
# the line is parted, since white space is folded before. Two spaces follow a typist's full stop.
GAP = "\ue000"
WIDE = re.compile(r"(?<=\S)(?:[ \u00a0]{3,}|[ \u00a0]*\t[ \t\u00a0]*)(?=\S)")
GLUED = re.compile(
    rf" ?{GAP} ?"
    # "... on Monday.The ministry ..."; not "U.S.Army", not "a.m.But"
    r"|(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bMrs\.)(?<!\bGen\.)(?<!\bSen\.)(?<!\bRep\.)"
    r"(?<=[a-z0-9à-þ%)”\"’][.!?…])(?=[“\"‘']?[A-ZÀ-Þ][a-zà-þ’']*\b(?!\.[a-z]))"
    r"|(?<=[.!?,…][”\"’'])(?=[A-ZÀ-Þ“])"
    # "Read MoreThe ministry": counts only in a line that has several
    r"|(?P<camel>)(?<=[a-zà-þ][a-zà-þ0-9?!:)”’])(?=[A-ZÀ-Þ][a-zà-þ]+ )(?<!Mc)(?<!Mac)"
    # from code to prose, and from prose to code
    r"|(?:(?<=[}>])|(?<=\);)) ?(?=[“\"‘]?[A-ZÀ-Þ][a-zà-þ]+[ ,’'])"
    r"|(?<=[.!?”\"]) ?(?=\(function|var |window\.|document\.|if ?\(|function |\$\(|try ?\{|<|\{)"
    r"|(?<=\":)(?=\")|(?<=\",)(?=\")"
)
CAMELS = 2  # Different glued words in a line from which they are no names such as "McDonald".
CAMEL_WORDS = 80  # Words of a line for each glued word: fewer glued words are names.
SIGN = re.compile(r"[{}<>=;\\_\[\]/&#|:\"%]")
SIGNS_SEEN = 400  # Characters of a stretch that are looked at for the signs of code.
LONGEST_CODE = 4_000  # Characters of code that are one stretch.


class Segment(msgspec.Struct, frozen=True):
    """A stretch of one line: its text, the number of the line, and the kind of the line.

    `gap` is what stands before it: 0 nothing, 1 a gap within the line, 2 a line's end, 3 a blank
    line.
    """

    text: str
    line: int
    gap: int
    kind: BlockKind = "paragraph"


class Line(msgspec.Struct, frozen=True):
    """A line with white space folded; `blank` says that a blank line stands before it."""

    text: str
    kind: BlockKind
    blank: bool


def segments(text: str) -> tuple[Segment, ...]:
    """Return the stretches of a flattened text, in order.

    >>> glued = "The dam held all night.Officials said so.   Read more about it"
    >>> [(segment.text, segment.gap) for segment in segments(glued)]
    [('The dam held all night.', 3), ('Officials said so.', 0), ('Read more about it', 1)]
    """
    found: list[Segment] = []
    was_code = False
    for number, line in enumerate(_lines(text)):
        gap = 3 if line.blank else 2
        for part, after in _parted(line.text):
            is_code = _code_like(part)
            last = found[-1] if found else None
            if last and is_code and was_code and (gap < 2 or len(last.text) < LONGEST_CODE):
                found[-1] = Segment(f"{last.text} {part}", last.line, last.gap, last.kind)
            else:
                found.append(Segment(part, number, gap, line.kind))
            gap, was_code = after, is_code
    return tuple(found)


def _parted(line: str) -> Iterator[tuple[str, int]]:
    """Yield the stretches of a line, each with what stands after it."""
    cuts = list(GLUED.finditer(line))
    camels = {line[cut.start() - 4 : cut.start() + 6] for cut in cuts if cut["camel"] is not None}
    is_code = "{" in line or "();" in line
    if is_code or len(camels) < CAMELS or len(camels) * CAMEL_WORDS < line.count(" "):
        cuts = [cut for cut in cuts if cut["camel"] is None]
    at = 0
    for cut in cuts:
        if part := line[at : cut.start()].strip():
            yield part, int(cut.end() > cut.start())
        at = cut.end()
    if part := line[at:].strip():
        yield part, 0


def _code_like(text: str) -> bool:
    if len(text) < 3:
        return True
    seen = text[:SIGNS_SEEN]
    signs = len(SIGN.findall(seen))
    if signs > 0.06 * len(seen):
        return True
    if " " not in text and (signs > 0 or len(text) > 25):
        return True
    return signs > 0.02 * len(seen) and any(sign in text for sign in ("{", "}", "=", "();"))


def _lines(text: str) -> Iterator[Line]:
    """Lines with white space folded; a sentence wrapped over several lines is one again."""
    parts: list[str] = []
    last = Line("", "paragraph", True)
    above = ""
    apart = True
    folded = [_folded(raw) for raw in text.splitlines()]
    width = _width(folded)
    for line in folded:
        if not line:
            apart = True
            continue
        read, kind = _unmarked(line)
        same = parts and not apart and kind == last.kind == "paragraph"
        if same and _wraps(above, read, width):
            parts.append(read)
        else:
            if parts:
                yield Line(" ".join(parts), last.kind, last.blank)
            parts, last = [read], Line("", kind, apart)
        apart, above = False, read
    if parts:
        yield Line(" ".join(parts), last.kind, last.blank)


def _unmarked(line: str) -> tuple[str, BlockKind]:
    """A line without the signs that make it a heading, a quotation or a link in plain text."""
    kind: BlockKind = "paragraph"
    if marked := MARKED.match(line):
        kind = MARKS.get(marked["mark"][0], "list")
        if kind != "list" or marked["mark"] in "-*•–":
            line = marked["rest"]
    return (LINK.sub(r"\1", line) if "](" in line else line), kind


def _folded(raw: str) -> str:
    bare = raw.strip()
    return fold(WIDE.sub(GAP, bare) if "   " in bare or "\t" in bare or "\u00a0" in bare else bare)


def _width(lines: list[str]) -> int:
    """Return the width that the lines of a text are wrapped at, 0 where they are not wrapped."""
    inner = [len(line) for line, after in pairwise(lines) if after and len(line) >= WRAPPED[0]]
    width = max(inner, default=0)
    full = sum(length > width - LONGEST_WORD for length in inner)
    is_wrapped = width <= WRAPPED[1] and full >= LEAST_FULL and full >= len(inner) / 2
    return width if is_wrapped else 0


def _wraps(above: str, line: str, width: int) -> bool:
    """A line is wrapped when the next one's first word would not have fitted into it."""
    if len(above) <= width < len(above) + 1 + len(line.split(" ", 1)[0]):
        return True
    return line[0].islower() and not ENDED.search(above[-4:]) and 40 < len(above) < 130
