"""Who says what, on whose word: the rules put together, article by article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from sayso.annotate.attributions.candidates import Candidate
from sayso.annotate.attributions.chains import place
from sayso.annotate.attributions.cues import may_attribute
from sayso.annotate.attributions.likely import chosen
from sayso.annotate.attributions.overlaps import merged
from sayso.annotate.attributions.proposals import proposed, spoken
from sayso.annotate.attributions.records import records
from sayso.model import Article, Attribution, Profile, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["attributions", "may_attribute"]

# So far before a block quotation its introduction may begin.
INTRODUCTION_REACH = 600


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
    return records(article, kept, quoted)


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
