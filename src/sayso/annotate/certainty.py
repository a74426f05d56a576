"""How a statement is put: asserted, hedged, denied, doubted, conditional or unverified."""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from sayso.data import load
from sayso.model import Certainty, Span

# A clause that governs a statement is seldom longer; it also bounds the work on hostile text.
REACH = 160

_BREAK = re.compile(r"[;:.!?\n()\"“”]|[,–—]|\b(?:but|although|though|while|whereas|and)\s", re.I)
_MAIN_END = re.compile(r"(?<=\w)[.!?][\"”’']?\s+(?=[\"“‘']?[A-Z])")
_SHOULD = re.compile(
    r"[\s\"“'‘]*(?:that\s)?(?P<word>should)\s(?:the|an?|it|they|he|she|[A-Z])", re.I
)
_SENTENCE = frozenset(".!?;\n")
_ORDER = tuple(Certainty)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    entries = load("hedges")[kind]
    joined = "|".join(entry.replace(" ", r"\s+") for entry in entries)
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w])", re.IGNORECASE)


def certainty_of(sentence: str, start: int, end: int) -> Certainty:
    """Return how the statement in `sentence[start:end]` is put, the least firm reading winning.

    What stands inside the statement counts, and what governs it in the same clause before it.

    >>> s = "Velmaria denied that 40 of its sailors had died."
    >>> certainty_of(s, 21, 47).value
    'denied'
    >>> certainty_of("About 40 sailors may have died.", 0, 16).value
    'hedged'
    """
    before = _clause_before(sentence, start)
    after = _clause_after(sentence, end)
    found = Certainty.ASSERTED
    for kind in ("hedged", "conditional", "unverified"):
        if _pattern(kind).search(sentence, before, after):
            found = less_firm(found, Certainty(kind))
    for kind in ("doubted", "denied"):
        if _pattern(kind).search(sentence, before, start):
            found = less_firm(found, Certainty(kind))
    if _pattern("denied_after").search(sentence, end, after):
        found = Certainty.DENIED
    if re.match(r"\s*Should\s+(?:the|an?|it|they|he|she|[A-Z])", sentence[before:after]):
        found = less_firm(found, Certainty.CONDITIONAL)
    return found


class Put(msgspec.Struct, frozen=True):
    """How a statement is put, and the words that decide it, as spans of the text."""

    certainty: Certainty
    words: tuple[Span, ...]


def put(text: str, content: Span, masked: Sequence[Span] = ()) -> Put:
    """Return how a statement of somebody is put by its own main clause and by what governs it.

    `masked` are spans in it in which others speak: what they hedge does not hedge the whole.

    >>> said = "Oram said it may rain, and that Tarn thinks it might snow."
    >>> found = put(said, (10, 57), [(32, 57)])
    >>> found.certainty.value, [said[start:end] for start, end in found.words]
    ('hedged', ['may'])
    """
    start, end = content
    stop = _MAIN_END.search(text, start + 1, end)
    end = stop.start() if stop else end
    before, after = _clause_before(text, start), _clause_after(text, end)
    piece = _blanked(text[before:after], before, masked)
    whether = re.match(r"[\s\"“'‘]*whether\b", piece[start - before :])
    own = start - before + (whether.end() if whether else 0)
    places = {
        "hedged": ((0, start - before), (own, len(piece))),
        "conditional": ((0, len(piece)),),
        "unverified": ((0, len(piece)),),
        "doubted": ((0, start - before),),
        "denied": ((0, start - before),),
        "denied_after": ((end - before, len(piece)),),
    }
    certainty = Certainty.ASSERTED
    words: list[Span] = []
    for kind, where in places.items():
        for low, high in where:
            for match in _pattern(kind).finditer(piece, low, high):
                certainty = less_firm(certainty, Certainty(kind.partition("_")[0]))
                words.append((before + match.start(), before + match.end()))
    should = _SHOULD.match(piece, start - before if start > before else 0)
    if should:
        certainty = less_firm(certainty, Certainty.CONDITIONAL)
        words.append((before + should.start("word"), before + should.end("word")))
    return Put(certainty, tuple(sorted(set(words))))


def _blanked(piece: str, by: int, masked: Sequence[Span]) -> str:
    for start, end in masked:
        low, high = max(0, start - by), min(len(piece), end - by)
        if low < high:
            piece = piece[:low] + " " * (high - low) + piece[high:]
    return piece


def is_unverified(caveat: str) -> bool:
    """Return whether a caveat says that nobody could check what was said.

    >>> is_unverified("could not be independently verified"), is_unverified("did not answer")
    (True, False)
    """
    return bool(_pattern("unverified").search(caveat))


def hedges_in(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the spans of the words that soften what stands in `text[start:end]`.

    >>> hedges_in("It may have sent 40 ships.", 0, 26)
    ((3, 6),)
    """
    return tuple(match.span() for match in _pattern("hedged").finditer(text, start, end))


def caveats_in(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the spans in `text[start:end]` by which the writer holds back.

    >>> caveats_in("The toll could not be independently verified.", 0, 45)
    ((9, 44),)
    """
    return tuple(match.span() for match in _pattern("caveats").finditer(text, start, end))


def opens_with_caveat(sentence: str) -> bool:
    """Return whether the sentence opens by speaking of what was just said.

    >>> opens_with_caveat("Those claims could not be verified.")
    True
    """
    return bool(_pattern("caveat_openings").match(sentence))


def less_firm(one: Certainty, other: Certainty) -> Certainty:
    """Return the less firm of two certainties.

    >>> less_firm(Certainty.HEDGED, Certainty.ASSERTED).value
    'hedged'
    """
    return max(one, other, key=_ORDER.index)


def _clause_before(sentence: str, start: int) -> int:
    low = max(0, start - REACH)
    last = low
    for match in _BREAK.finditer(sentence, low, start):
        # A comma or mark right before the statement does not cut it from what governs it.
        if match.group() in _SENTENCE or sentence[match.end() : start].strip():
            last = match.end()
    return last


def _clause_after(sentence: str, end: int) -> int:
    match = _BREAK.search(sentence, end, min(len(sentence), end + REACH))
    return match.start() if match else min(len(sentence), end + REACH)
