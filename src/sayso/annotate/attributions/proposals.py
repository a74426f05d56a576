"""All that may be an attribution in an article, before what is unlikely to be one is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from sayso.annotate.attributions.candidates import Candidate
from sayso.annotate.attributions.citations import citation_candidates
from sayso.annotate.attributions.clauses import text_of
from sayso.annotate.attributions.counts import count_candidates
from sayso.annotate.attributions.cues import LONGEST_SENTENCE
from sayso.annotate.attributions.lexicon import is_worth_it
from sayso.annotate.attributions.lines import LONGEST_LINE, headline_candidate, turns
from sayso.annotate.attributions.measures import measure_candidates
from sayso.annotate.attributions.overlaps import (
    attitudes_told,
    grown_alone,
    of_another,
    settled,
)
from sayso.annotate.attributions.phrases import phrase_candidates
from sayso.annotate.attributions.speakers import with_quotations
from sayso.annotate.attributions.speech import verb_candidates
from sayso.annotate.attributions.tags import tag_candidates
from sayso.annotate.attributions.trailing import trailing_candidates
from sayso.annotate.attributions.traits import Parsed, measured
from sayso.annotate.attributions.wide import Worth, wide_candidates
from sayso.annotate.quotes import Quoted, quotations
from sayso.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


def spoken(text: str) -> Quoted:
    r"""Return where the text gives somebody's very words: its quotations, and turns of speech.

    >>> spoken("Q: Did it hold?\n\nA: It did.").spans
    ((2, 16), (19, 28))
    """
    # With a place before and behind, as if they had marks.
    said = [(turn.content[0][0] - 1, turn.content[0][1] + 1) for turn in turns(text)]
    outer = Quoted(said)
    return Quoted(sorted([*said, *(q for q in quotations(text) if outer.at(q[0]) is None)]))


def proposed(
    text: str,
    sentences: Sequence[Span],
    parses: Mapping[int, Doc],
    quoted: Quoted,
    worth: Worth = is_worth_it,
) -> list[Candidate]:
    """Return all that may be an attribution, before what is unlikely to be one is left out.

    `worth` says of a word and what it takes whether it is looked at, in hand lists or not.
    """
    found: list[Candidate] = list(turns(text))
    wide: list[Candidate] = []
    # Sentences of the same words share a parse, and what is read in it.
    read: dict[int, tuple[Candidate, ...]] = {}
    for i, sentence in enumerate(sentences):
        phrases = [_moved(each, sentence[0]) for each in phrase_candidates(text[slice(*sentence)])]
        found += phrases
        doc = parses.get(i)
        parsed: list[Candidate] = []
        if doc is not None and len(text_of(doc)) <= LONGEST_SENTENCE:
            if id(doc) not in read:
                trees = Parsed(doc)
                both = (*_in_sentence(doc), *wide_candidates(doc, worth))
                read[id(doc)] = tuple(measured(trees, each) for each in both)
            moved = (_moved(each, sentence[0]) for each in read[id(doc)])
            parsed = [m for m in moved if not any(_is_within(m, phrase) for phrase in phrases)]
        said = text[slice(*sentence)]
        # Where the parse is sure of a tag, it tells more of it.
        sure = {each.cue[-1] for each in parsed if each.strong and each.cue and each.source}
        tags = [_moved(each, sentence[0]) for each in tag_candidates(said)]
        tags = [
            each for each in tags if not any(start <= each.cue[0][0] < end for start, end in sure)
        ]
        found += tags
        for each in parsed:
            if any(_misread(each, tag) for tag in tags):
                continue
            (wide if each.wide else found).append(each)
        found += (_moved(each, sentence[0]) for each in measure_candidates(said))
        line = headline_candidate(text, sentence) if _stands_alone(text, sentence) else None
        if line is not None and quoted.at(sentence[0]) is None:
            found.append(line)
    known = settled(found, text, quoted)
    told = attitudes_told(known)
    vouched = with_quotations(text, [c for i, c in enumerate(known) if i not in told], quoted)
    strong = [each for each in vouched if each.strong]
    taken = {each.head for each in strong}
    free = [each for each in grown_alone(wide, text, quoted) if each.head not in taken]
    besides = [*strong, *free]
    told_besides = attitudes_told(besides)
    return [
        *vouched,
        *of_another((known[i] for i in sorted(told)), text),
        *(each for i, each in enumerate(besides) if each.wide and i not in told_besides),
        *of_another((besides[i] for i in sorted(told_besides)), text),
    ]


def _in_sentence(doc: Doc) -> Iterator[Candidate]:
    return chain(
        trailing_candidates(doc),
        citation_candidates(doc),
        count_candidates(doc),
        verb_candidates(doc),
    )


def _is_within(each: Candidate, phrase: Candidate) -> bool:
    """Whether a cue is but a word of a phrase: the "read" of "I read in the Ledger that"."""
    start, end = phrase.cue[0][0], max(phrase.cue[-1][1], phrase.source[-1][1])
    return bool(each.cue) and start <= each.cue[0][0] < end


def _misread(each: Candidate, tag: Candidate) -> bool:
    """Whether a cue is a word of the speaker in a tag, or takes whom it was told to for what."""
    if not each.cue:
        return False
    at, said = each.cue[0][0], tag.cue[-1][1]
    inside = any(start <= at < end for start, end in tag.source)
    behind = at == tag.cue[0][0] and all(start >= said for start, _ in each.content)
    return inside or behind


def _moved(candidate: Candidate, by: int) -> Candidate:
    moved: dict[str, object] = {
        name: tuple((start + by, end + by) for start, end in getattr(candidate, name))
        for name in ("source", "cue", "content", "told", "antecedent")
    }
    if candidate.head >= 0:
        moved["head"] = candidate.head + by
    return msgspec.structs.replace(candidate, **moved)


def _stands_alone(text: str, sentence: Span) -> bool:
    start, end = sentence
    if end - start > LONGEST_LINE:
        return False
    return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")
