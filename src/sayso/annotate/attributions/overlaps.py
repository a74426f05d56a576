"""Which of the candidates that speak of the same words are kept."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from sayso.annotate.attributions.candidates import Candidate
from sayso.annotate.attributions.chains import parents
from sayso.annotate.attributions.clauses import trim
from sayso.annotate.attributions.cues import base, words
from sayso.annotate.attributions.lines import TURN
from sayso.annotate.quotes import Quoted
from sayso.model import Certainty, Span

_OF_THINGS = frozenset({"verb + object", "verb + preposition"})
_PRONOUNS = frozenset({"i", "we", "you", "he", "she", "it", "they", "who", "which", "that"})
_FIRST_OR_SECOND = frozenset({"i", "we", "you", "us", "me", "it", ""})


def settled(found: Iterable[Candidate], text: str, quoted: Quoted) -> list[Candidate]:
    """Return the candidates without doubles, their contents grown to whole quotations."""
    kept: list[Candidate] = []
    by_cue: dict[int, Candidate] = {}
    for each in found:
        if _inner_voice(each, text, quoted):
            continue
        grown = _with_inverted_source(_grown(each, text, quoted), text, quoted)
        place = each.cue[-1][1]
        if not grown.content or place in by_cue or any(same(grown, other) for other in kept[-6:]):
            continue
        by_cue[place] = grown
        kept.append(grown)
    return kept


def grown_alone(found: Iterable[Candidate], text: str, quoted: Quoted) -> list[Candidate]:
    """Return the candidates grown to whole quotations, less the turns of phrase of one quoted."""
    kept = [
        _grown(each, text, quoted)
        for each in found
        if each.cue and not _inner_voice(each, text, quoted)
    ]
    return [each for each in kept if each.content]


def attitudes_told(found: Sequence[Candidate]) -> frozenset[int]:
    """Return the places of the attitudes that stand in what somebody is said to say."""
    above = parents(found)
    return frozenset(
        i
        for i, (each, parent) in enumerate(zip(found, above, strict=True))
        if not each.strong and parent is not None and found[parent].strong
    )


def of_another(found: Iterable[Candidate], text: str) -> list[Candidate]:
    """Return those of somebody whom the teller names: "that two bidders wanted the ship"."""
    return [
        msgspec.structs.replace(each, nested=True)
        for each in found
        if each.source
        and not each.wide
        and text[slice(*each.source[0])].lower() not in _PRONOUNS
        and not _is_act(each)
    ]


def _is_act(each: Candidate) -> bool:
    if each.certainty is Certainty.DENIED and each.rule in _OF_THINGS:
        # "Had dismissed as false reports that 45 died": which report is told elsewhere.
        return True
    return base(each.key.partition("/")[0]) in words("acts", "verbs")


def same(one: Candidate, other: Candidate) -> bool:
    """Return whether two candidates give the same source and nearly the same content."""
    if one.source != other.source:
        return False
    shared = sum(_shared(a, b) for a in one.content for b in other.content)
    longest = max(_length(one.content), _length(other.content))
    return shared > 0.8 * longest


def _inner_voice(each: Candidate, text: str, quoted: Quoted) -> bool:
    """A cue inside a quotation is the speaker's own turn of phrase, unless it names another."""
    held = quoted.at(each.cue[0][0])
    if held is None:
        return False
    start, end = each.source[0] if each.source else (0, 0)
    if not each.strong or text[start:end].lower() in _FIRST_OR_SECOND:
        return True
    cue = text[each.cue[-1][0] : each.cue[-1][1]].rsplit(maxsplit=1)[-1]
    return base(cue) not in words("clause", "saying")


def _grown(each: Candidate, text: str, quoted: Quoted) -> Candidate:
    """Return the candidate with its content grown to whole quotations, or kept inside its own."""
    cue = each.cue[0][0]
    held = quoted.at(cue)
    if each.rule == TURN:
        return each
    content: list[Span] = []
    for start, end in each.content:
        if held is not None:
            content.append((max(start, held[0] + 1), min(end, held[1] - 1)))
            continue
        first = quoted.at(start) or quoted.at(start - 1)
        last = quoted.at(end - 1) or quoted.at(end)
        low = min(start, first[0]) if first else start
        high = max(end, first[1]) if first and end > first[0] else end
        if last is not None and start < last[1]:
            low, high = min(low, last[0]), max(high, last[1])
        content.append((low, high))
    grown = merged(content) or _after_cue(each, text, held)
    source = tuple(
        trimmed
        for span in each.source
        if (trimmed := _outside(span, held, text, quoted)) is not None
    )
    return msgspec.structs.replace(each, source=source, content=_after_colon(text, grown, quoted))


def _with_inverted_source(each: Candidate, text: str, quoted: Quoted) -> Candidate:
    """ "...,” said its duty officer, Jon Ekre.": words that the parse took for what was said."""
    if each.source or not each.cue or len(each.content) == 0:
        return each
    start, end = each.cue[0][0], each.cue[-1][1]
    before = quoted.at(len(text[:start].rstrip(" ,")) - 1) if start else None
    behind = re.match(r"\s(?P<who>[^.;:\"“”\n]{2,120}?)(?=[.;:]|\s*$|\n)", text[end : end + 130])
    if before is None or behind is None or quoted.at(start) is not None:
        return each
    who = (end + behind.start("who"), end + behind.end("who"))
    content = tuple(span for span in each.content if span[1] <= who[0] or span[0] >= who[1])
    rest = [span for span in each.content if span not in content]
    if not rest:
        return each
    kept = merged((*content, before, *((who[1] + 1, b) for _, b in rest if b > who[1] + 2)))
    kept = tuple(trim(text, a, b) for a, b in kept if text[a:b].strip(" ,."))
    return msgspec.structs.replace(each, source=(who,), content=kept)


def _outside(span: Span, held: Span | None, text: str, quoted: Quoted) -> Span | None:
    """Return the part of a source that no quotation before it holds."""
    quotation = quoted.at(span[0])
    if quotation is None or quotation == held or quotation[1] - quotation[0] < 2:
        return span
    if span[1] <= quotation[1]:
        return None
    start = quotation[1]
    while start < span[1] and not text[start].isalnum():
        start += 1
    return (start, span[1]) if start < span[1] else None


def _after_cue(each: Candidate, text: str, held: Span | None) -> tuple[Span, ...]:
    """What follows "reported that" in a quotation that the parse did not take apart."""
    start = each.cue[-1][1]
    if held is None or not text.startswith(" that ", start):
        return ()
    return (trim(text, start + 1, held[1] - 1),)


def _after_colon(text: str, content: tuple[Span, ...], quoted: Quoted) -> tuple[Span, ...]:
    """What stands before a colon introduces the quotation and is no part of it."""
    if not content:
        return content
    start, end = content[0]
    for quotation in quoted.within(start + 1, end)[:1]:
        if text[start : quotation[0]].rstrip().endswith(":"):
            return ((quotation[0], end), *content[1:])
    return content


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans in order, those that touch made one.

    >>> merged([(5, 9), (0, 6)])
    ((0, 9),)
    """
    found: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _length(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)
