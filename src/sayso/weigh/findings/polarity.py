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
from sayso.weigh.findings.pairing import MOST_HEARD, pairs
from sayso.weigh.findings.record import finding
from sayso.weigh.findings.sides import Side
from sayso.weigh.names import PRONOUNS, Party, fold, name_before, same, who

# A denial without a figure is of a claim when it shares this much with it: two words, one of them
# what happened, and half of what is denied; more where what happened has no word of its own.
# By hand, from invented stories.
SHARED_WORDS = 2
SHARED_PART = 0.5
SHARED_PART_PLAIN = 0.75

DENIED = Verdict(type="conflict", rule="one speaker asserts it, another denies it", slot="polarity")
ZERO_LATER = Verdict(
    type="unclear", rule="none against some, and when each was counted is not known", slot="as-of"
)


class Denial(msgspec.Struct, frozen=True, kw_only=True):
    """What a text denies: a value of an indicator, or words; and who denies it.

    `none` marks a statement of zero: it denies every value above; `any` the denial that anyone was
    killed, which does so too. `plain` is a bare "not", which
    denies what was said in the same words and has no figure.
    """

    speaker: str
    party: Party | None
    words: frozenset[str] = frozenset()
    indicator: str | None = None
    counted: frozenset[str] = frozenset()
    value: Value | None = None
    none: bool = False
    any: bool = False
    plain: bool = False


def denials(found: Sequence[Side], annotated: Sequence[Annotated]) -> Iterator[Finding]:
    """Yield the conflicts between what one speaker asserts and another denies.

    A denial by the speaker himself is none of these, nor is one that no speaker makes.
    """
    said: dict[Denial, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for article in annotated:
        for denial, ids in denied_in(article).items():
            said[denial][article.article.id] = ids
    for denial, told in said.items():
        for side in found:
            if _is_of(denial, side):
                yield from _findings(denial, told, side)


def _findings(denial: Denial, told: Mapping[str, tuple[str, ...]], side: Side) -> Iterator[Finding]:
    """Yield the findings on a denial, `told` in these articles by these figures and statements."""
    verdict = DENIED
    if denial.none and side.claim.indicator in growing() and side.claim.unit == "person":
        verdict = ZERO_LATER
    for voice in side.voices[:MOST_HEARD]:
        if denial.party and any(same(denial.party, party) for party in voice.parties):
            continue
        if voice.root.name.casefold() == denial.speaker.casefold():
            continue
        text = wording.denied(side, voice, denial.speaker, verdict.type == "conflict")
        for pair in pairs(voice.articles, tuple(told)):
            beside = tuple(each for article in pair for each in told.get(article, ()))
            yield finding([side], verdict, pair, text, beside)


def denied_in(annotated: Annotated) -> Mapping[Denial, tuple[str, ...]]:
    """Return what an article says that somebody denies, with the figures and statements of it."""
    found: dict[Denial, tuple[str, ...]] = {}
    for denial, made_by in _denied_in(annotated):
        found[denial] = (*found.get(denial, ()), *made_by)
    return found


def _denied_in(annotated: Annotated) -> Iterator[tuple[Denial, tuple[str, ...]]]:
    attributions = {each.id: each for each in annotated.annotation.attributions}
    told: set[str] = set()
    for stated in statements(annotated):
        if stated.certainty is not Certainty.DENIED:
            continue
        by = _denier(attributions, stated.attribution)
        if by is not None:
            told.add(by.id)
            denial = _denial(annotated, by, stated)
            if stated.value[1] == 1 and _NOT_ONE.search(annotated.article.text[: stated.start]):
                denial = msgspec.structs.replace(denial, none=True)
            yield denial, (stated.id, by.id)
    for each in annotated.annotation.attributions:
        if not each.source or each.id in told:
            continue
        said = annotated.article.text[slice(*each.content[0])] if each.content else ""
        if _NAMELESS.search(said):
            continue
        if each.certainty is Certainty.DENIED or _NONE.match(said.lstrip(_OPENING)):
            yield _denial(annotated, each), (each.id,)
        elif NEGATED.search(main_clause(said)):
            yield msgspec.structs.replace(_denial(annotated, each), plain=True), (each.id,)
    yield from _zeros(annotated)


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
    first = text[slice(*by.content[0])] if by.content else ""
    if _NONE.match(first.lstrip(_OPENING)):
        # What else is said denies nothing.
        content = main_clause(first)
    name = by.source_name or words
    if fold(name) in PRONOUNS:
        name = name_before(text, by.source[0][0]) or name
    return Denial(
        speaker=name,
        party=who(words, by.source_name, by.source_kind) or who(name, name, "person"),
        words=frozenset() if stated else stems(content),
        any=stated is None and bool(_ANY.match(content.lstrip(_OPENING))),
        indicator=stated.indicator if stated else None,
        counted=stems(stated.counted or "") if stated else frozenset(),
        value=stated.value if stated else None,
    )


def _zeros(annotated: Annotated) -> Iterator[tuple[Denial, tuple[str, ...]]]:
    """Statements of zero that somebody makes: "no aircraft was lost, the ministry said"."""
    for zero in annotated.annotation.unquantified:
        if zero.kind != "zero" or zero.predicate is None:
            continue
        for by in annotated.annotation.attributions:
            if by.source and any(s <= zero.start and zero.end <= e for s, e in by.content):
                made = _denial(annotated, by)
                none = msgspec.structs.replace(made, none=True, indicator=zero.predicate)
                yield none, (by.id,)
                break


# "No ship was hit", "none of the tanks had leaked": a denial without a word of denying.
_OPENING = "“\"‘' "
_NONE = re.compile(
    r"^(?:that\s+)?(?:there\s+(?:is|are|was|were|have|has|had)\s+(?:been\s+)?)?"
    r"(?:no|none|nobody|not\s+(?:a|an|one|any)|never)\b",
    re.IGNORECASE,
)


# "Insisted that none of them be named."
_NAMELESS = re.compile(r"\bbe\s(?:named|identified|quoted)\b", re.IGNORECASE)


# "Not one tank was lost": none was.
_NOT_ONE = re.compile(r"\b(?:not|never)\s(?:even\s)?$", re.IGNORECASE)


# "Denied that anyone had died", "that there were any deaths".
_ANY = re.compile(
    r"(?:that\s)?(?:there\s(?:had\sbeen|have\sbeen|were|was|are|is)\s)?any(?:one|body)?\b|(?:that\s)?a\ssingle\b",
    re.IGNORECASE,
)


def _is_of(denial: Denial, side: Side) -> bool:
    claim = side.claim
    if denial.plain and side.stated:
        return False
    of_figure = denial.none or denial.value is not None
    # "Not one house" says nothing of sawmills; nothing else tells what both are of.
    if of_figure and denial.indicator is None and not denial.counted & stems(claim.counted or ""):
        return False
    if denial.none:
        return claim.indicator == denial.indicator and not claim.derived and bool(side.stated)
    if denial.value is not None:
        numbers = {each for each in denial.value[:3] if each is not None}
        # A range is not denied by the denial of its end.
        mine = {each for each in (claim.low, claim.best, claim.high) if each is not None}
        return claim.indicator == denial.indicator and numbers == mine
    happened = _happened(claim.indicator)
    if denial.any and claim.indicator:
        return bool(denial.words & happened) and bool(side.stated)
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
