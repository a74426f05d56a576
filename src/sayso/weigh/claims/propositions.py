"""Claims without a figure: what is said in two articles at least."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import msgspec

from sayso.model import Annotated, Attribution, Certainty, Claim, Mention, Story, content_id
from sayso.weigh.claims.clauses import LONGEST_CLAUSE, NEGATED, main_clause
from sayso.weigh.claims.statements import is_stated
from sayso.weigh.claims.stems import stems
from sayso.weigh.claims.telling import shortened
from sayso.weigh.texts import sentences

# Two tellings are one proposition when the shorter's words are nearly all in the longer and they
# are of a length: by hand, from invented stories; precision first.
FEWEST_WORDS = 4
SHARED_PART = 0.75
SHARED_OF_ALL = 0.5
# A bare sentence says more; it must hold the whole proposition.
FEWEST_WORDS_HELD = 5
# A word that so many tellings share tells nothing of which are one.
MOST_TELLINGS = 40

_ASKED = re.compile(r"\b(?:how\s+(?:many|much|long)|whether|why|what)\b", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:could|might|may|would|should|will|shall|can|if|unless|whether)\b", re.I)


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """A clause that says something: its words and its place."""

    id: str
    article: str
    start: int
    end: int
    text: str
    words: frozenset[str]
    modal: bool
    negated: bool
    bare: bool = False


def propositions(story: Story, members: Sequence[Annotated]) -> tuple[Claim, ...]:
    """Return the claims without a figure that two articles of the story make.

    They are gathered from what somebody is said to have said; a bare sentence that says the whole
    of it is a mention, too. What has a figure is a claim of its own, and speech between quotation
    marks is the speaker's and none.
    """
    seeds = [each for member in members for each in _attributed(member)]
    groups = _grouped(seeds)
    spare: dict[str, list[Telling]] = defaultdict(list)
    for member in members:
        for each in _unattributed(member):
            for word in each.words:
                spare[word].append(each)
    order = {member.article.id: index for index, member in enumerate(members)}
    made: dict[str, Claim] = {}
    for group in groups:
        whole = [*group, *_held(group, spare)]
        if len({each.article for each in whole}) > 1:
            ordered = sorted(whole, key=lambda each: (order[each.article], each.start))
            claim = _claim(story, ordered)
            made.setdefault(claim.id, claim)
    return tuple(made.values())


def _attributed(member: Annotated) -> Iterator[Telling]:
    figures = sorted(figure.start for figure in member.annotation.figures)
    for each in member.annotation.attributions:
        if not is_stated(each) or each.speech == "direct" or not each.content:
            continue
        if "infinitive" in each.rule:
            continue
        found = _telling(member, each)
        if len(found.words) >= FEWEST_WORDS and _is_plain(found, figures):
            yield found


def _is_plain(found: Telling, figures: Sequence[int]) -> bool:
    """Whether the clause states something, and no figure."""
    first = bisect_left(figures, found.start)
    has_figure = first < len(figures) and figures[first] < found.start + len(found.text)
    return not has_figure and not _ASKED.search(found.text)


def _telling(member: Annotated, each: Attribution) -> Telling:
    start, end = each.content[0][0], each.content[-1][1]
    text = " ".join(member.article.text[s:e] for s, e in each.content)
    clause = main_clause(text)
    return Telling(
        id=each.id,
        article=member.article.id,
        start=start,
        end=end,
        text=clause,
        words=stems(clause),
        modal=bool(_MODAL.search(clause)) or each.certainty is Certainty.CONDITIONAL,
        negated=bool(NEGATED.search(clause)),
    )


def _unattributed(member: Annotated) -> Iterator[Telling]:
    """The sentences that nobody is said to have said, by what they say first."""
    figures = sorted(figure.start for figure in member.annotation.figures)
    covered = sorted(
        span
        for each in member.annotation.attributions
        for span in (*each.content, *each.source, *each.cue)
    )
    starts = [start for start, _ in covered]
    for start, end in sentences(member.article.text):
        at = bisect_left(starts, start)
        if at < len(covered) and starts[at] < end:
            continue
        clause = main_clause(member.article.text[start:end])
        found = Telling(
            id=content_id("sen", member.article.id, start, end),
            article=member.article.id,
            start=start,
            end=end,
            text=clause,
            words=stems(clause),
            modal=bool(_MODAL.search(clause)),
            negated=bool(NEGATED.search(clause)),
            bare=True,
        )
        if len(found.words) >= FEWEST_WORDS_HELD and _is_plain(found, figures):
            yield found


def _grouped(seeds: Sequence[Telling]) -> list[list[Telling]]:
    """The tellings that say the same, each with those most like the first of them.

    Copies of one telling count as one: however many there are, its words tell as much.
    """
    copies: dict[tuple[frozenset[str], bool, bool], list[Telling]] = defaultdict(list)
    for each in seeds:
        copies[each.words, each.modal, each.negated].append(each)
    kinds = list(copies.values())
    by_word: dict[str, list[int]] = defaultdict(list)
    for index, (first, *_) in enumerate(kinds):
        for word in first.words:
            by_word[word].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for places in by_word.values():
        if 1 < len(places) <= MOST_TELLINGS:
            shared.update(combinations(places, 2))
    near: dict[int, list[int]] = defaultdict(list)
    for a, b in sorted(shared):
        if _is_same(kinds[a][0], kinds[b][0]):
            near[a].append(b)
            near[b].append(a)
    taken: set[int] = set()
    groups = []
    for index in range(len(kinds)):
        if index not in taken:
            members = [index, *(other for other in near[index] if other not in taken)]
            taken.update(members)
            groups.append([each for i in members for each in kinds[i]])
    return groups


def _is_same(one: Telling, other: Telling) -> bool:
    both = len(one.words & other.words)
    return (
        one.modal == other.modal
        and one.negated == other.negated
        and both >= FEWEST_WORDS
        and both >= SHARED_PART * min(len(one.words), len(other.words))
        and both >= SHARED_OF_ALL * len(one.words | other.words)
    )


def _held(group: Sequence[Telling], spare: Mapping[str, Sequence[Telling]]) -> list[Telling]:
    """The sentences elsewhere, by their words, that say the whole proposition."""
    core = min((each.words for each in group), key=len)
    if len(core) < FEWEST_WORDS_HELD:
        return []
    first = group[0]
    # Whichever sentence has all the words has the rarest of them.
    near = min((spare.get(word, ()) for word in core), key=len)
    return [
        each
        for each in near
        if (each.modal, each.negated) == (first.modal, first.negated) and core <= each.words
    ]


def _claim(story: Story, ordered: Sequence[Telling]) -> Claim:
    best = next((each for each in ordered if not each.bare), ordered[0])
    return Claim(
        id=content_id("clm", story.id, "said", *sorted(best.words)),
        story=story.id,
        text=shortened(best.text, LONGEST_CLAUSE),
        mentions=tuple(
            Mention(id=each.id, article=each.article, start=each.start, end=each.end)
            for each in ordered
        ),
    )
