"""Candidates as records: who it is, through whom, how sure, with the words that decide it."""

import re
from collections.abc import Sequence
from operator import itemgetter

from sayso.annotate.attributions.candidates import Candidate
from sayso.annotate.attributions.chains import parents, place
from sayso.annotate.attributions.naming import Mention, resolve
from sayso.annotate.attributions.sources import Source
from sayso.annotate.attributions.spokes import spoken_bodies
from sayso.annotate.certainty import (
    Put,
    caveats_in,
    is_unverified,
    less_firm,
    opens_with_caveat,
    put,
)
from sayso.annotate.quotes import Quoted, speech_of
from sayso.model import Article, Attribution, Certainty, Span, content_id

# A caveat stands in the sentence of the statement or the next one.
CAVEAT_REACH = 400
# A sentence no longer than this that holds a caveat is about what was just said.
SHORT_CAVEAT = 120
_THIS_OUTLET = frozenset({"this newspaper", "this paper", "this magazine", "this site"})
_NEITHER = re.compile(r"\bneither confirm\w* n?or den\w+|\bconfirm n?or deny\b")
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*(?=\s|$)")


def records(
    article: Article, found: Sequence[Candidate], quoted: Quoted
) -> tuple[Attribution, ...]:
    """Return the records of candidates that stand in the order of their cues."""
    text = article.text
    ids = [
        content_id("att", article.id, place(each), each.content[0][0], each.content[-1][1])
        for each in found
    ]
    above = parents(found)
    sources = _sources(article, found, quoted)
    said = [_words(text, each.source[:1]) or "" for each in found]
    bodies = spoken_bodies(said, sources)
    records: dict[str, Attribution] = {}
    within: dict[int, list[Candidate]] = {}
    for i, over in enumerate(above):
        if over is not None:
            within.setdefault(over, []).append(found[i])
    for i, each in enumerate(found):
        parent = _another_voice(i, above, sources)
        how, caveats = (
            _put(text, each, within.get(i, ()), above[i] is not None),
            _caveats(text, each),
        )
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
                speaks_for=bodies[i],
                to=_words(text, each.told),
                parent=ids[parent] if parent is not None and ids[parent] != ids[i] else None,
                speech=speech_of(text, each.content),
                certainty=less_firm(how.certainty, Certainty.UNVERIFIED)
                if doubtful
                else how.certainty,
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


def _sources(article: Article, found: Sequence[Candidate], quoted: Quoted) -> list[Source]:
    text = article.text
    mentions = [
        Mention(
            start=(each.source or each.cue or each.content)[0][0],
            words=_words(text, (each.antecedent or each.source)[:1]) or "",
            tagged=quoted.at(each.content[0][0]),
            common=each.common,
        )
        for each in found
    ]
    order = sorted(range(len(found)), key=lambda i: mentions[i].start)
    resolved = resolve(text, [mentions[i] for i in order])
    sources = [source for _, source in sorted(zip(order, resolved, strict=True), key=itemgetter(0))]
    return [
        _known(article, each, source, quoted) for each, source in zip(found, sources, strict=True)
    ]


def _known(article: Article, each: Candidate, source: Source, quoted: Quoted) -> Source:
    """The source where it is told beside the text: who posted it, who wrote the article."""
    if each.name is not None:
        return Source(name=each.name, kind="person", named=True)
    said = (_words(article.text, each.source) or "").lower()
    if said == "i" and len(article.authors) == 1 and quoted.at(each.source[0][0]) is None:
        return Source(name=article.authors[0], kind="person", named=True)
    if said in _THIS_OUTLET and article.outlet:
        return Source(name=article.outlet, kind="outlet", named=True)
    return source


def _put(text: str, each: Candidate, within: Sequence[Candidate], nested: bool) -> Put:
    """How it is put by its cue and its own clause; `within` are those who speak in its content."""
    head = each.cue[-1:] and (
        text.rfind(" ", *each.cue[-1]) + 1 or each.cue[-1][0],
        each.cue[-1][1],
    )
    others = [_reach(inner) for inner in within if inner.content != each.content]
    if "preposition" in each.rule:
        head = each.cue[-1]  # its last word decides nothing
    start, end = _reach(each)
    above = [(0, start)] if nested else []
    masked = [*others, *above, *([head] if head else [])]
    found = put(text, each.content[0], masked)
    open_ended = _NEITHER.search(text, start, end)
    if open_ended:
        return Put(Certainty.UNVERIFIED, (open_ended.span(),))
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
    start, end = _reach(each)
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
