"""Who says what, on whose word: the rules put together, article by article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

import msgspec

from sayso.annotate.attributions.candidates import Candidate
from sayso.annotate.attributions.chains import parents, place
from sayso.annotate.attributions.citations import citation_candidates
from sayso.annotate.attributions.counts import count_candidates
from sayso.annotate.attributions.cues import LONGEST_SENTENCE, may_attribute
from sayso.annotate.attributions.lines import headline_candidate, turns
from sayso.annotate.attributions.naming import Mention, resolve
from sayso.annotate.attributions.lexicon import is_worth_it
from sayso.annotate.attributions.likely import chosen
from sayso.annotate.attributions.overlaps import (
    grown_alone,
    merged,
    settled,
    without_attitudes_told,
)
from sayso.annotate.attributions.sources import Source
from sayso.annotate.attributions.speakers import with_quotations
from sayso.annotate.attributions.speech import verb_candidates
from sayso.annotate.attributions.traits import Parsed, measured
from sayso.annotate.attributions.trailing import trailing_candidates
from sayso.annotate.attributions.wide import Worth, wide_candidates
from sayso.annotate.certainty import (
    Put,
    caveats_in,
    is_unverified,
    less_firm,
    opens_with_caveat,
    put,
)
from sayso.annotate.quotes import Quoted, quotations, speech_of
from sayso.model import Article, Attribution, Certainty, Profile, Span, content_id

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["attributions", "may_attribute"]

# A caveat stands in the sentence of the statement or the next one.
CAVEAT_REACH = 400
# A sentence no longer than this that holds a caveat is about what was just said.
SHORT_CAVEAT = 120
# So far before a block quotation its introduction may begin.
INTRODUCTION_REACH = 600
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*(?=\s|$)")


def attributions(
    article: Article,
    sentences: Sequence[Span],
    parses: Mapping[int, Doc],
    profile: Profile = "balanced",
) -> tuple[Attribution, ...]:
    """Return the attributions of `article` in order of their cues.

    `parses` holds the parse of each sentence that may attribute, by its place in `sentences`.

    >>> from sayso.annotate.parse import parse
    >>> text = "Ada Oram said six ships sank."
    >>> spans = ((0, 29),)
    >>> (found,) = attributions(Article(id="a", text=text), spans, parse(text, spans, [0]))
    >>> found.source_name, text[slice(*found.content[0])], found.rule
    ('Ada Oram', 'six ships sank', 'verb + clause')
    """
    quoted = spoken(article.text)
    found = proposed(article.text, sentences, parses, quoted)
    kept = chosen(article.text, found, quoted, profile)
    kept = [*_with_quote_blocks(article, kept), *_posts(article)]
    kept.sort(key=place)
    return _records(article, kept, quoted)


def spoken(text: str) -> Quoted:
    r"""Return where the text gives somebody's very words: its quotations, and turns of speech.

    >>> spoken("Q: Did it hold?\n\nA: It did.").spans
    ((2, 16), (19, 27))
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
    for i, sentence in enumerate(sentences):
        doc = parses.get(i)
        if doc is not None and len(doc.text) <= LONGEST_SENTENCE:
            read, by = Parsed(doc), sentence[0]
            found.extend(_moved(measured(read, each), by) for each in _in_sentence(doc))
            wide.extend(_moved(measured(read, each), by) for each in wide_candidates(doc, worth))
        line = headline_candidate(text, sentence) if _stands_alone(text, sentence) else None
        if line is not None and quoted.at(sentence[0]) is None:
            found.append(line)
    vouched = with_quotations(text, without_attitudes_told(settled(found, text, quoted)), quoted)
    strong = [each for each in vouched if each.strong]
    taken = {each.head for each in strong}
    free = [each for each in grown_alone(wide, text, quoted) if each.head not in taken]
    outside = without_attitudes_told([*strong, *free])
    return [*vouched, *(each for each in outside if each.wide)]


def _with_quote_blocks(article: Article, kept: Sequence[Candidate]) -> list[Candidate]:
    """Give a block quotation to the one whose sentence ends in a colon right before it."""
    text, grown = article.text, list(kept)
    for block in article.blocks:
        if block.kind != "quote" or block.author or block.start >= block.end:
            continue
        before = text[: block.start].rstrip()[-INTRODUCTION_REACH:]
        begin = len(text[: block.start].rstrip()) - len(before.rpartition("\n")[2])
        said = [i for i, each in enumerate(grown) if begin <= place(each) < block.start]
        if before.endswith(":") and said:
            last = grown[said[-1]]
            content = merged((*last.content, (block.start, block.end)))
            grown[said[-1]] = msgspec.structs.replace(last, content=content)
    return grown


def _posts(article: Article) -> Iterator[Candidate]:
    """Yield each embedded post as its author's word."""
    for block in article.blocks:
        if block.kind == "quote" and block.author and block.start < block.end:
            yield Candidate(
                source=(),
                cue=(),
                content=((block.start, block.end),),
                rule="embedded post",
                name=block.author,
            )


def _in_sentence(doc: Doc) -> Iterator[Candidate]:
    return chain(
        trailing_candidates(doc),
        citation_candidates(doc),
        count_candidates(doc),
        verb_candidates(doc),
    )


def _records(
    article: Article, found: Sequence[Candidate], quoted: Quoted
) -> tuple[Attribution, ...]:
    text = article.text
    ids = [
        content_id("att", article.id, place(each), each.content[0][0], each.content[-1][1])
        for each in found
    ]
    above = parents(found)
    sources = _sources(text, found, quoted)
    records: dict[str, Attribution] = {}
    within: dict[int, list[Candidate]] = {}
    for i, over in enumerate(above):
        if over is not None:
            within.setdefault(over, []).append(found[i])
    for i, each in enumerate(found):
        parent = _another_voice(i, above, sources)
        how, caveats = _put(text, each, within.get(i, ())), _caveats(text, each)
        doubtful = any(is_unverified(text[start:end]) for start, end in caveats)
        records.setdefault(
            ids[i],
            Attribution(
                id=ids[i],
                source=each.source,
                cue=each.cue,
                content=each.content,
                source_name=sources[i].name,
                source_kind=sources[i].kind,
                to=_words(text, each.told),
                parent=ids[parent] if parent is not None and ids[parent] != ids[i] else None,
                speech=speech_of(text, each.content),
                certainty=less_firm(how.certainty, Certainty.UNVERIFIED) if doubtful else how.certainty,
                hedges=how.words,
                caveats=caveats,
                rule=each.rule,
            ),
        )
    return tuple(records.values())


def _another_voice(i: int, above: Sequence[int | None], sources: Sequence[Source]) -> int | None:
    """The nearest one above who is another: nobody stands in a chain as a source of himself."""
    parent = above[i]
    while (
        parent is not None
        and sources[i].name is not None
        and sources[parent].name == sources[i].name
    ):
        parent = above[parent]
    return parent


def _sources(text: str, found: Sequence[Candidate], quoted: Quoted) -> list[Source]:
    mentions = [
        Mention(
            start=(each.source or each.cue or each.content)[0][0],
            words=_words(text, (each.antecedent or each.source)[:1]) or "",
            tagged=quoted.at(each.content[0][0]),
        )
        for each in found
    ]
    order = sorted(range(len(found)), key=lambda i: mentions[i].start)
    resolved = resolve(text, [mentions[i] for i in order])
    sources = [source for _, source in sorted(zip(order, resolved, strict=True), key=itemgetter(0))]
    return [
        source if each.name is None else Source(name=each.name, kind="person", named=True)
        for each, source in zip(found, sources, strict=True)
    ]


def _put(text: str, each: Candidate, within: Sequence[Candidate]) -> Put:
    """How it is put by its cue and its own clause; `within` are those who speak in its content."""
    head = each.cue[-1:] and (text.rfind(" ", *each.cue[-1]) + 1 or each.cue[-1][0], each.cue[-1][1])
    others = [_reach(inner) for inner in within if inner.content != each.content]
    masked = [*others, *([head] if head else [])]
    found = put(text, each.content[0], masked)
    by_cue = each.certainty is not Certainty.ASSERTED
    return Put(
        less_firm(each.certainty, found.certainty),
        tuple(sorted({*found.words, *(each.cue if by_cue else ())})),
    )


def _reach(each: Candidate) -> Span:
    spans = (*each.source, *each.cue, *each.content)
    return (min(start for start, _ in spans), max(end for _, end in spans))


def _caveats(text: str, each: Candidate) -> tuple[Span, ...]:
    """Those in the content and in the rest of its sentence, or in the next that speaks of it."""
    start, end = min(each.content[0][0], place(each)), max(each.content[-1][1], place(each))
    stop = _SENTENCE_END.search(text, end, end + CAVEAT_REACH)
    end = stop.start() if stop else end
    found = caveats_in(text, start, end)
    following = _SENTENCE_END.search(text, end + 1, end + CAVEAT_REACH)
    if stop and following and "\n" not in text[stop.end() : following.start()].strip():
        sentence = text[stop.end() : following.start()].lstrip()
        holds = caveats_in(text, stop.end(), following.start())
        if opens_with_caveat(sentence) or len(sentence) <= SHORT_CAVEAT:
            found += holds
    return found


def _words(text: str, spans: Sequence[Span]) -> str | None:
    return " ".join(text[start:end] for start, end in spans) or None


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
    if end - start > 300:
        return False
    return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")
