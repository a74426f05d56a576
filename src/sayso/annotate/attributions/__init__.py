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
from sayso.annotate.attributions.citations import citation_candidates, colon_candidate
from sayso.annotate.attributions.counts import count_candidates
from sayso.annotate.attributions.cues import LONGEST_SENTENCE, may_attribute
from sayso.annotate.attributions.naming import Mention, resolve
from sayso.annotate.attributions.overlaps import merged, settled, without_attitudes_told
from sayso.annotate.attributions.sources import Source
from sayso.annotate.attributions.speakers import with_quotations
from sayso.annotate.attributions.speech import verb_candidates
from sayso.annotate.attributions.trailing import trailing_candidates
from sayso.annotate.certainty import (
    caveats_in,
    certainty_of,
    hedges_in,
    less_firm,
    opens_with_caveat,
)
from sayso.annotate.quotes import Quoted, quotations, speech_of
from sayso.model import Article, Attribution, Certainty, Span, content_id

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["attributions", "may_attribute"]

# A caveat stands in the sentence of the statement or the next one.
CAVEAT_REACH = 400
# So far before a block quotation its introduction may begin.
INTRODUCTION_REACH = 600
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*(?=\s|$)")


def attributions(
    article: Article, sentences: Sequence[Span], parses: Mapping[int, Doc]
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
    text = article.text
    quoted = Quoted(quotations(text))
    found: list[Candidate] = []
    for i, sentence in enumerate(sentences):
        doc = parses.get(i)
        if doc is not None and len(doc.text) <= LONGEST_SENTENCE:
            found.extend(_moved(each, sentence[0]) for each in _in_sentence(doc))
        colon = colon_candidate(text, sentence) if _stands_alone(text, sentence) else None
        if colon is not None:
            found.append(colon)
    kept = without_attitudes_told(settled(found, text, quoted))
    kept = _with_quote_blocks(article, with_quotations(text, kept, quoted))
    kept.extend(_posts(article))
    kept.sort(key=place)
    return _records(article, kept, quoted)


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
    for i, each in enumerate(found):
        parent = _another_voice(i, above, sources)
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
                certainty=_certainty(text, each),
                hedges=tuple(hedge for span in each.content for hedge in hedges_in(text, *span)),
                caveats=_caveats(text, each),
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


def _certainty(text: str, each: Candidate) -> Certainty:
    start, end = each.content[0]
    return less_firm(each.certainty, certainty_of(text, start, end))


def _caveats(text: str, each: Candidate) -> tuple[Span, ...]:
    """Those in the content and in the rest of its sentence, or in the next that speaks of it."""
    start, end = min(each.content[0][0], place(each)), max(each.content[-1][1], place(each))
    stop = _SENTENCE_END.search(text, end, end + CAVEAT_REACH)
    end = stop.start() if stop else end
    found = caveats_in(text, start, end)
    following = _SENTENCE_END.search(text, end + 1, end + CAVEAT_REACH)
    if stop and following and opens_with_caveat(text[stop.end() : following.start()].lstrip()):
        found += caveats_in(text, stop.end(), following.start())
    return found


def _words(text: str, spans: Sequence[Span]) -> str | None:
    return " ".join(text[start:end] for start, end in spans) or None


def _moved(candidate: Candidate, by: int) -> Candidate:
    moved = {
        name: tuple((start + by, end + by) for start, end in getattr(candidate, name))
        for name in ("source", "cue", "content", "told", "antecedent")
    }
    return msgspec.structs.replace(candidate, **moved)


def _stands_alone(text: str, sentence: Span) -> bool:
    start, end = sentence
    if end - start > 300:
        return False
    return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")
