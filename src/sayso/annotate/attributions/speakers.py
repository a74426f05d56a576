"""Quotations without a speaker of their own in the sentence, given to the one who speaks."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

import msgspec

from sayso.annotate.attributions.candidates import Candidate
from sayso.annotate.attributions.cues import spoken_forms, tag_forms
from sayso.annotate.attributions.overlaps import merged
from sayso.annotate.numbers import holds_number
from sayso.annotate.quotes import Quoted
from sayso.model import Span

# A shorter quotation that nobody is said to have spoken is a title or a turn of phrase.
LEAST_WORDS = 4
# What may stand between a tag and the next quotation that opens a sentence.
AMID_WORDS = 30
TAG_REACH = 160
PARAGRAPH_REACH = 800

_SENTENCE_ENDS = frozenset(".!?,")
# Another sentence between the tag and the quotation may bring another speaker.
_FULL_SENTENCE = re.compile(r"[.!?][\"”’)]*\s+[A-Z“\"].*[.!?:]\s*$", re.DOTALL)

_WHO = (
    r"(?P<who>(?:[A-Z]|he\b|she\b|they\b|the\s|one\s|another\s|an?\s|(?:[a-z-]+\s){1,4}(?=[A-Z]))"
    r"[\w’'.&-]*(?:\s[\w’'.&-]+){0,7}?)"
)
_ADVERB = r"(?:(?:also|later|then|once|has|had|recently|often)\s+)?"


@cache
def _follows() -> re.Pattern[str]:
    return re.compile(
        rf"\s*,?\s*{_WHO}(?P<beside>,[^,\n]{{2,80}},)?\s+{_ADVERB}(?P<cue>{'|'.join(sorted(spoken_forms()))})\b"
    )


@cache
def _precedes() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[.!?\n,]\s+|\b(?:and|but|as|when)\s+){_WHO}(?:,[^,\n]{{2,80}},)?\s+{_ADVERB}"
        rf"(?P<cue>{'|'.join(sorted(tag_forms()))})(?:\s[\w’'-]+){{0,6}}?\s*[,:]?\s*$"
    )


_INVERTED = re.compile(
    rf"\s*,?\s*(?P<cue>[a-z]+)\s+{_WHO}(?=[.,;]|\s+(?:in|on|at|to|of|during)\b|$)"
)
_COLON = re.compile(r"(?:^|[\n–—-])\s*(?P<who>[A-Z][\w’'.&-]*(?:\s[\w’'.&-]+){0,6})(?P<cue>:)\s*$")
# "Ada Oram, the baker, had spent the night on the roof.": who speaks in a paragraph of its own,
# right before or behind it.
_PERSON = r"[A-Z][\w’'.-]+(?:\s(?:de|van|von|al-|bin)?\s?[A-Z][\w’'.-]+){1,4}"
_OPENS_WITH = re.compile(
    rf"(?P<who>{_PERSON})(?:,\s[^,\n]{{2,80}},)?\s(?!(?:and|or|of|for|in|on|at|to|from|with|as|who|which|by|the|an?)\b)[a-z]+\b"
)
# "Captain Tarn was blunt.": a short sentence about somebody, right before what is quoted.
_SUBJECT = re.compile(
    rf"(?:^|[.!?][\"”]?\s+){_WHO}\s(?:was|is|had|has|[a-z]+ed)\b[^.!?\n\"“”]{{0,100}}[.:]\s*$"
)


def with_quotations(text: str, kept: Sequence[Candidate], quoted: Quoted) -> list[Candidate]:
    """Return the candidates, each grown by the quotations that carry on what it quotes."""
    free = _unclaimed(kept, quoted)
    tags = {
        quotation: tag
        for quotation in free
        if _is_said(text, quotation) and (tag := _tag(text, quotation)) is not None
    }
    found = sorted((*kept, *tags.values()), key=lambda each: each.cue[0])
    starts = [each.cue[0][0] for each in found]
    introduced: list[Candidate] = []
    outer = [quoted.at(start) is None for start in starts]
    for quotation in free:
        if quotation in tags or not _is_said(text, quotation):
            continue
        i = bisect_right(starts, quotation[0]) - 1
        low = max(0, i - 20)
        while i > low and not outer[i]:
            i -= 1
        if i >= 0 and _carries_on(text, found[i], quotation, quoted):
            grown = merged((*found[i].content, quotation))
            found[i] = msgspec.structs.replace(found[i], content=grown)
        elif (speaker := _before(text, quotation) or _beside(text, quotation)) is not None:
            introduced.append(speaker)
    return found + introduced


def _is_said(text: str, quotation: Span) -> bool:
    """Whether it is long enough for speech, or ends as a sentence does: “Yes.”"""
    words = len(text[slice(*quotation)].split())
    return words >= LEAST_WORDS or text[quotation[1] - 2] in _SENTENCE_ENDS


def _unclaimed(kept: Sequence[Candidate], quoted: Quoted) -> list[Span]:
    claimed = {
        quotation
        for each in kept
        for start, end in each.content
        for quotation in (*quoted.within(start, end), quoted.at(start))
        if quotation is not None
    }
    return [quotation for quotation in quoted.spans if quotation not in claimed]


def _tag(text: str, quotation: Span) -> Candidate | None:
    """Return the quotation with the tag that stands right after or before it."""
    start, end = quotation
    after = text[end : end + TAG_REACH].partition("\n")[0]
    found = _follows().match(after) or _INVERTED.match(after)
    if found is not None and found["cue"] in tag_forms() | spoken_forms():
        rule = "quotation before its tag"
        is_number = holds_number(text[start:end]) and len(text[start:end].split()) < LEAST_WORDS
        return _tagged(quotation, found, end, f"short {rule}" if is_number else rule)
    low = max(0, start - TAG_REACH)
    before = text[low:start]
    found = _precedes().search(before) or _COLON.search(before)
    if found is not None and (found["cue"] == ":" or found["cue"] in tag_forms()):
        return _tagged(quotation, found, low, "quotation after its tag")
    return None


def _before(text: str, quotation: Span) -> Candidate | None:
    """Return a whole sentence in quotation marks as the word of who is spoken of just before."""
    start, end = quotation
    if text[end - 2 : end - 1] not in _SENTENCE_ENDS:
        return None
    low = max(0, start - TAG_REACH)
    found = _SUBJECT.search(text[low:start].rpartition("\n")[2])
    if found is None:
        return None
    by = start - len(text[low:start].rpartition("\n")[2])
    who = found.span("who")
    return Candidate(
        source=((who[0] + by, who[1] + by),),
        cue=(),
        content=(quotation,),
        rule="speaker in the sentence before",
    )


def _beside(text: str, quotation: Span) -> Candidate | None:
    """Return a paragraph in quotation marks as the word of who is told of in the one beside it."""
    start, end = quotation
    alone = text[start - 1 : start] in {"\n", ""} and text[end : end + 1] in {"\n", ""}
    if not alone or text[end - 2 : end - 1] not in _SENTENCE_ENDS:
        return None
    low = max(0, start - PARAGRAPH_REACH)
    before = text[low:start].rstrip()
    begin = low + before.rfind("\n") + 1 if "\n" in before else (0 if low == 0 else None)
    after = end + len(text[end:]) - len(text[end:].lstrip()) if end < len(text) else end
    for at in (begin, after):
        found = None if at is None else _OPENS_WITH.match(text, at, at + TAG_REACH)
        if found is None or at is None:
            continue
        following = text[found.end() : text.find("\n", at) % (len(text) + 1)]
        if any(mark in following for mark in '"“”'):
            # There somebody speaks already, maybe another.
            continue
        return Candidate(
            source=(found.span("who"),),
            cue=(),
            content=(quotation,),
            rule="speaker in the paragraph beside",
        )
    return None


def _tagged(quotation: Span, found: re.Match[str], by: int, rule: str) -> Candidate:
    source, cue = found.span("who"), found.span("cue")
    beside = found.groupdict().get("beside")
    if beside and re.fullmatch(rf",\s(?:{_PERSON}),", beside):
        source = (source[0], found.end("beside") - 1)
    return Candidate(
        source=((source[0] + by, source[1] + by),),
        cue=((cue[0] + by, cue[1] + by),),
        content=(quotation,),
        rule=rule,
    )


def _carries_on(text: str, speech: Candidate, quotation: Span, quoted: Quoted) -> bool:
    if not speech.strong:
        return False
    last = max(speech.content[-1][1], speech.cue[-1][1], *(end for _, end in speech.source))
    between = text[last : quotation[0]]
    if len(between) > 300 or between.count("\n\n") > 1:
        return False
    if _FULL_SENTENCE.search(between):
        return False
    opens = between.rstrip()[-1:] in '.!?”"’:'
    if not quoted.within(speech.content[0][0], speech.content[-1][1]) and "\n\n" in between:
        return False
    return len(between.split()) <= (AMID_WORDS if opens else 6)
