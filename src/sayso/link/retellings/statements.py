"""What two articles let somebody say in different words, without a figure to know it by."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import log

import msgspec

from sayso.annotate.sentences import sentences
from sayso.link.retellings.copied_parts import CopiedParts
from sayso.link.retellings.tellers import Citation, Naming, came_before, key, names
from sayso.link.retellings.tellings import Telling, chain_of, content_words
from sayso.model import Annotated, Attribution, Certainty, Span

# What two statements must share: words at all, and the weight of their words, as a part of the
# shorter and of the longer one. Set by reading pairs from some seventy stories about shootings:
# below these, pairs that only speak of one scene come in.
FEWEST_SHARED = 5
OF_SHORTER, OF_LONGER = 0.65, 0.45
# Two reports of a speaker's very words are left to the quotations.
LONGEST = 500
# A word in every sentence still counts for a little; of few sentences none can be called rare.
LEAST_WEIGHT = 0.2
RARE = 1.5
FEWEST_RARE = 2
# How many of a statement's rarest words lead to others, and how many others each leads to: the
# first to have it, which the later ones rest on.
LEADS, MOST_LED = 5, 24
MOST_SHOWN = 6
# Sentences after which counting words more tells nothing new of them.
MOST_COUNTED = 5000

_NOT = re.compile(r"\b(?:not|no|never|nobody|none|neither|nor|without|cannot)\b|n['’]t\b", re.I)


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody is said to have said: its place, its words, and as they are written."""

    article: int
    at: int
    end: int
    sentence: Span
    chain: tuple[Attribution, ...]
    words: frozenset[str]
    written: dict[str, str]
    has_figure: bool
    is_negated: bool

    @property
    def is_quoted(self) -> bool:
        return self.chain[0].speech == "direct"


class Restated(msgspec.Struct, frozen=True, kw_only=True):
    """A statement and the earlier one that says the same."""

    a: Statement
    b: Statement
    citation: Citation
    shared: tuple[str, ...]


def restated(
    articles: Sequence[Annotated],
    told: Sequence[Sequence[Telling]],
    known: Naming,
    copied: CopiedParts,
) -> Iterator[Restated]:
    """Yield for each statement, in order of time, the one that says most likely the same."""
    weights = _weights(articles)
    leads: dict[str, list[Statement]] = defaultdict(list)
    for teller in sorted(known.tellers, key=lambda each: each.order):
        own = _statements(articles[teller.place], teller.place, told[teller.place])
        best: dict[Span, tuple[tuple[bool, bool, float], Restated]] = {}
        for b in own:
            if copied.took(b.article, (b.at, b.end)):
                continue
            rarest = sorted(b.words, key=lambda word: (-weights[word], word))[:LEADS]
            near = {id(a): a for word in rarest for a in leads[word][:MOST_LED]}
            for a in near.values():
                found = _compared(a, b, weights, known)
                if found is None or copied.joins(
                    (a.article, (a.at, a.end)), (b.article, (b.at, b.end))
                ):
                    continue
                if b.sentence not in best or found[0] > best[b.sentence][0]:
                    best[b.sentence] = found
        yield from (match for _, match in best.values())
        for each in own:
            for word in each.words:
                leads[word].append(each)


def _compared(
    a: Statement, b: Statement, weights: dict[str, float], known: Naming
) -> tuple[tuple[bool, bool, float], Restated] | None:
    """Return two statements that say the same, with what ranks the pair; None if they don't."""
    earlier, later = known.tellers[a.article], known.tellers[b.article]
    if a.article == b.article or (a.has_figure and b.has_figure) or a.is_negated != b.is_negated:
        return None
    if (a.is_quoted and b.is_quoted) or came_before(later, earlier):
        return None
    if names(earlier, later) and not names(later, earlier):
        return None
    shared = a.words & b.words
    if len(shared) < FEWEST_SHARED:
        return None
    if sum(weights[word] >= RARE for word in shared) < FEWEST_RARE:
        return None
    both, one, other = (
        sum(weights[word] for word in words) for words in (shared, a.words, b.words)
    )
    if both < OF_SHORTER * min(one, other) or both < OF_LONGER * max(one, other):
        return None
    citation = known.citation(a, b)
    source = key(b.chain[0].source_name or "")
    same_source = bool(source) and source == key(a.chain[0].source_name or "")
    telling = sorted(shared, key=lambda word: (-weights[word], word))[:MOST_SHOWN]
    said = [b.chain[0].source_name or ""] if same_source else []
    written = [word for stem, word in b.written.items() if stem in telling]
    match = Restated(a=a, b=b, citation=citation, shared=tuple(dict.fromkeys((*said, *written))))
    return (citation == "cited", same_source, both / max(one, other)), match


def _statements(article: Annotated, place: int, told: Sequence[Telling]) -> list[Statement]:
    text = article.article.text
    by_id = {each.id: each for each in article.annotation.attributions}
    counted = {each.sentence for each in told}
    spans = sentences(text)
    starts = [start for start, _ in spans]
    found: dict[Span, Statement] = {}
    for each in article.annotation.attributions:
        if not each.content or each.certainty is Certainty.DENIED:
            continue
        start, end = each.content[0][0], each.content[-1][1]
        if end - start > LONGEST or (start, end) in found:
            continue
        written = {
            stem: word
            for first, last in each.content
            for stem, word in content_words(text, first, last).items()
        }
        if len(written) < FEWEST_SHARED:
            continue
        sentence = spans[bisect_right(starts, start) - 1]
        found[start, end] = Statement(
            article=place,
            at=start,
            end=end,
            sentence=sentence,
            chain=chain_of(each.id, by_id),
            words=frozenset(written),
            written=written,
            has_figure=sentence in counted,
            is_negated=_NOT.search(text, start, end) is not None,
        )
    return list(found.values())


def _weights(articles: Sequence[Annotated]) -> dict[str, float]:
    """Return how telling each word is: the fewer sentences of the story have it, the more."""
    seen: Counter[str] = Counter()
    total = 1
    for each in articles:
        for start, end in sentences(each.article.text):
            seen.update(content_words(each.article.text, start, end).keys())
            total += 1
        if total > MOST_COUNTED:
            break
    weights = {word: max(LEAST_WEIGHT, log(total / count)) for word, count in seen.items()}
    return defaultdict(lambda: log(total), weights)
