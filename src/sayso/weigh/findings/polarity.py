"""Asserted against denied, by different speakers."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec

from sayso.data import load
from sayso.model import Annotated, Attribution, Certainty, Finding
from sayso.weigh.claims.clauses import NEGATED, main_clause
from sayso.weigh.claims.likeness import growing
from sayso.weigh.claims.statements import Statement, Value, statements
from sayso.weigh.claims.stems import stems
from sayso.weigh.findings import wording
from sayso.weigh.findings.comparability import Verdict
from sayso.weigh.findings.pairing import pairs
from sayso.weigh.findings.record import finding
from sayso.weigh.findings.sides import Side
from sayso.weigh.names import Party, same, who

# A denial without a figure is of a claim when it shares this much with it: two words, one of them
# what happened, and half of what is denied; more where what happened has no word of its own.
# By hand, from invented stories.
SHARED_WORDS = 2
SHARED_PART = 0.5
SHARED_PART_PLAIN = 0.75

DENIED = Verdict(type="conflict", rule="asserted against denied", slot="polarity")
ZERO_LATER = Verdict(
    type="unclear", rule="none against some: the time of the count is unknown", slot="as-of"
)


class Denial(msgspec.Struct, frozen=True, kw_only=True):
    """What a text denies: a value of an indicator, or words; and who denies it.

    `none` marks a statement of zero: it denies every value above. `plain` is a bare "not", which
    denies what was said in the same words and has no figure.
    """

    speaker: str
    party: Party | None
    words: frozenset[str] = frozenset()
    indicator: str | None = None
    value: Value | None = None
    none: bool = False
    plain: bool = False


def denials(found: Sequence[Side], annotated: Sequence[Annotated]) -> Iterator[Finding]:
    """Yield the conflicts between what one speaker asserts and another denies.

    A denial by the speaker himself is none of these, nor is one that no speaker makes.
    """
    said: dict[Denial, list[str]] = defaultdict(list)
    for article in annotated:
        for denial in dict.fromkeys(denied_in(article)):
            said[denial].append(article.article.id)
    for denial, articles in said.items():
        for side in found:
            if _is_of(denial, side):
                yield from _findings(denial, articles, side)


def _findings(denial: Denial, articles: Sequence[str], side: Side) -> Iterator[Finding]:
    verdict = DENIED
    if denial.none and side.claim.indicator in growing() and side.claim.unit == "person":
        verdict = ZERO_LATER
    for voice in side.voices:
        if denial.party and any(same(denial.party, party) for party in voice.parties):
            continue
        if voice.root.name.casefold() == denial.speaker.casefold():
            continue
        text = wording.denied(side, voice, denial.speaker, verdict.type == "conflict")
        for pair in pairs(voice.articles, articles):
            yield finding([side], verdict, pair, text)


def denied_in(annotated: Annotated) -> tuple[Denial, ...]:
    """Return what an article says that somebody denies."""
    attributions = {each.id: each for each in annotated.annotation.attributions}
    made: list[Denial] = []
    told: set[str] = set()
    for stated in statements(annotated):
        if stated.certainty is not Certainty.DENIED:
            continue
        by = _denier(attributions, stated.attribution)
        if by is not None:
            told.add(by.id)
            made.append(_denial(annotated, by, stated))
    for each in annotated.annotation.attributions:
        if not each.source or each.id in told:
            continue
        said = annotated.article.text[slice(*each.content[0])] if each.content else ""
        if each.certainty is Certainty.DENIED or _NONE.match(said.lstrip(_OPENING)):
            made.append(_denial(annotated, each))
        elif NEGATED.search(main_clause(said)):
            made.append(msgspec.structs.replace(_denial(annotated, each), plain=True))
    return (*made, *_zeros(annotated))


def _denier(attributions: Mapping[str, Attribution], inner: str | None) -> Attribution | None:
    """The nearest one in the chain who is named or described."""
    at = attributions.get(inner or "")
    for _ in range(len(attributions)):
        if at is None or (at.source and at.source_kind != "outlet"):
            return at
        at = attributions.get(at.parent or "")
    return None


def _denial(annotated: Annotated, by: Attribution, stated: Statement | None = None) -> Denial:
    text = annotated.article.text
    words = " ".join(text[start:end] for start, end in by.source)
    content = " ".join(text[start:end] for start, end in by.content)
    return Denial(
        speaker=by.source_name or words,
        party=who(words, by.source_name, by.source_kind),
        words=frozenset() if stated else stems(content),
        indicator=stated.indicator if stated else None,
        value=stated.value if stated else None,
    )


def _zeros(annotated: Annotated) -> Iterator[Denial]:
    """Statements of zero that somebody makes: "no aircraft was lost, the ministry said"."""
    for zero in annotated.annotation.unquantified:
        if zero.kind != "zero" or zero.predicate is None:
            continue
        for by in annotated.annotation.attributions:
            if by.source and any(s <= zero.start and zero.end <= e for s, e in by.content):
                made = _denial(annotated, by)
                yield msgspec.structs.replace(made, none=True, indicator=zero.predicate)
                break


# "No ship was hit", "none of the tanks had leaked": a denial without a word of denying.
_OPENING = "“\"‘' "
_NONE = re.compile(
    r"^(?:that\s+)?(?:there\s+(?:is|are|was|were|have|has|had)\s+(?:been\s+)?)?"
    r"(?:no|none|nobody|not\s+(?:a|an|one|any)|never)\b",
    re.IGNORECASE,
)


def _is_of(denial: Denial, side: Side) -> bool:
    claim = side.claim
    if denial.plain and side.stated:
        return False
    if denial.none:
        return claim.indicator == denial.indicator and not claim.derived and bool(side.stated)
    if denial.value is not None:
        numbers = {each for each in denial.value[:3] if each is not None}
        # A range is not denied by the denial of its end.
        mine = {each for each in (claim.low, claim.best, claim.high) if each is not None}
        return claim.indicator == denial.indicator and numbers == mine
    happened = _happened(claim.indicator)
    if claim.indicator and not (denial.words & happened):
        return False
    least = SHARED_PART if claim.indicator else SHARED_PART_PLAIN
    for words in _words(side):
        # "Shot down" and "intercepted" are one; so the word for what happened is shared.
        shared = len(denial.words & (words | happened))
        if shared >= SHARED_WORDS and shared >= least * len(denial.words):
            return True
    return False


def _words(side: Side) -> Sequence[frozenset[str]]:
    return [each.words for each in side.stated[:4]] or [stems(side.claim.text)]


@cache
def _happened(indicator: str | None) -> frozenset[str]:
    """The stems of the words that name what an indicator counts."""
    kinds: dict[str, list[str]] = load("predicates")["happened"].get(indicator or "", {})
    return stems(" ".join(word for words in kinds.values() for word in words))
