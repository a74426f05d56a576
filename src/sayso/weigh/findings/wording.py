"""Sentences for a reader."""

import re
from collections.abc import Mapping, Sequence

from sayso.annotate.numbers.written import written
from sayso.data import load
from sayso.model import Annotated, Claim, Mutation
from sayso.weigh.claims.telling import shortened
from sayso.weigh.claims.things import thing_of_words
from sayso.weigh.findings.comparability import Verdict, gap
from sayso.weigh.findings.sides import Side, Voice

Outlets = Mapping[str, str]

_SIGNS = {">=": "at least ", ">": "more than ", "<=": "up to ", "<": "fewer than "}
# More names than this no sentence carries.
MOST_NAMES = 3
MOST_OUTLETS = 2
# What `link` calls a difference where nobody knows which text was first.
IN_ONE_ONLY, DIFFERS = "in one only", "differs"


def said(claim: Claim) -> str:
    """Return a claim in a few words: its value, what is counted and what befell it.

    >>> said(Claim(id="c", story="s", text="", low=14, bound=">=", unit="person",
    ...     counted="people", indicator="killed"))
    'at least 14 people killed'
    >>> said(Claim(id="c", story="s", text="the fee is 18 million crowns", best=18e6))
    '“the fee is 18 million crowns”'
    """
    if claim.indicator is None:
        return f"“{shortened(claim.text, 100)}”"
    table: dict[str, str] = load("weigh_findings_words")["said"]
    happened = table.get(claim.indicator, claim.indicator.replace("_", " "))
    noun = "" if thing_of_words(claim.counted) in ("anyone", None) else claim.counted or ""
    noun = re.sub(r"^(?:of\s+)?(?:his|her|its|their|our|the)\s+", "", noun)
    if claim.unit == "person" and noun in ("", "people"):
        noun = "person" if claim.best == 1 else "people"
    elif claim.unit not in ("person", "percent", None):
        noun = f"{claim.unit}s {f'of {claim.counted}' if claim.counted else ''}"
    more = "more" if claim.additive else ""
    return " ".join(part for part in (value(claim), more, noun.strip(), happened) if part)


def value(claim: Claim) -> str:
    """Return low, best and high in words.

    >>> value(Claim(id="c", story="s", text="", low=10000, high=12000, approximate=True))
    'about 10,000–12,000'
    """
    about = "about " if claim.approximate else ""
    percent = "%" if claim.unit == "percent" else ""
    if claim.best is not None:
        return f"{about}{written(claim.best)}{percent}"
    if claim.low is not None and claim.high is not None:
        return f"{about}{written(claim.low)}–{written(claim.high)}{percent}"
    single = claim.low if claim.low is not None else claim.high
    if single is None:
        return ""
    sign = _SIGNS.get(claim.bound or (">=" if claim.low is not None else "<="), "")
    return f"{sign}{about}{written(single)}{percent}"


def outlets(annotated: Sequence[Annotated]) -> Outlets:
    """Return the names by which a reader knows the articles."""
    return {each.article.id: each.article.called for each in annotated}


def day(voices: Sequence[Voice]) -> str:
    """Return when the first of the roots is first heard, empty if not known."""
    first = min((voice.first for voice in voices if voice.first), default=None)
    return f" as reported on {first.day} {first:%b}" if first else ""


def _names(voices: Sequence[Voice]) -> str:
    names = list(dict.fromkeys(_name(voice) for voice in voices))
    if len(names) > MOST_NAMES:
        names = [*names[: MOST_NAMES - 1], f"{len(names) - MOST_NAMES + 1} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _name(voice: Voice) -> str:
    if voice.root.type == "unattributed":
        return f"nobody named ({voice.root.name})" if voice.root.name else "nobody named"
    return voice.root.name or "an unnamed source"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def repeat(side: Side, voice: Voice, articles: Sequence[str]) -> str:
    """Return that articles tell one claim on one word."""
    return _upper(
        f"{said(side.claim)}: {len(articles)} articles have it from {_name(voice)}, "
        "one origin told again."
    )


def agree(side: Side, one: Voice, other: Voice) -> str:
    """Return that two origins give one value."""
    return _upper(
        f"{said(side.claim)}: {_name(one)} and {_name(other)} say the same, two distinct origins."
    )


def unclear_origin(side: Side, one: Voice, other: Voice) -> str:
    """Return that two roots of a claim may be one."""
    return _upper(
        f"{said(side.claim)}: {_name(one)} and {_name(other)} may be one origin or two; the texts "
        "do not tell."
    )


def single(side: Side) -> str:
    """Return that all articles rest on one origin."""
    origin = side.voices[0] if side.voices else None
    behind = f", {_name(origin)}" if origin else ""
    return _upper(f"{said(side.claim)}: {len(side.articles)} articles, one origin{behind}.")


def taken_back(side: Side, by: str, carriers: Sequence[str]) -> str:
    """Return that a claim was taken back, and who still carries it."""
    still = f"; {_some(carriers)} still carry it" if len(set(carriers)) > 1 else ""
    if len(set(carriers)) == 1:
        still = f"; {carriers[0]} still carries it"
    return _upper(f"{said(side.claim)}: taken back, as {by} tells{still}.")


def circular(side: Side) -> str:
    """Return that articles rest on one another alone."""
    names = " and ".join(voice.root.name for voice in side.voices if voice.root.name)
    return _upper(
        f"{said(side.claim)}: the articles rest on one another ({names or 'in a circle'}) and on "
        "nobody else; no origin is given."
    )


def changed(alike: Sequence[Mutation], names: Outlets) -> str:
    """Return one change, that some articles share, in their words."""
    found = alike[0]
    a = _some([names.get(each.a.id, each.a.id) for each in alike])
    b = _some([names.get(each.b.id, each.b.id) for each in alike])
    before, after = (shortened(each.text.strip(), 80) for each in (found.a, found.b))
    first = f"“{before}” in {a}" if before else f"not in {a}"
    then = f"“{after}” in {b}" if after else f"not in {b}"
    lead = "changed on the way" if is_directed(found) else "told in two ways"
    lead = f"perhaps {lead}" if found.candidate else lead
    told_already = all(each in found.reason for each in (before, after))
    reason = "" if told_already else f" {_upper(found.reason.rstrip('.'))}."
    return _upper(f"{lead} ({found.type}): {first}, {then}.{reason}")


def rule_of(mutation: Mutation) -> str:
    """Return the rule by which a mutation is a finding, in words."""
    if is_directed(mutation):
        # "the range narrowed", "the nationality swapped" name by themselves what changed.
        changed = (
            mutation.subtype if " " in mutation.subtype else f"{mutation.type} {mutation.subtype}"
        )
        return f"told again, with the {changed}".strip()
    if mutation.subtype == IN_ONE_ONLY:
        return f"the same words, with the {mutation.type} in one text only"
    return f"the same words, with another {mutation.type} in each text"


def is_directed(mutation: Mutation) -> bool:
    """Return whether it is known which of the two texts was first."""
    return mutation.subtype != IN_ONE_ONLY and not mutation.subtype.endswith(DIFFERS)


def _some(names: Sequence[str]) -> str:
    """Two names at most, and how many more there are."""
    unique = list(dict.fromkeys(names))
    more = len(unique) - MOST_OUTLETS
    if more > 0:
        return f"{', '.join(unique[:MOST_OUTLETS])} and {more} more"
    return " and ".join(unique)


def hedged(side: Side, names: Sequence[str]) -> str:
    """Return that of two copies one puts flatly what the other hedges."""
    return _upper(
        f"{said(side.claim)}: perhaps changed on the way (hedge): of {' and '.join(names)} one "
        "puts it flatly, the other with a hedge."
    )


def two_origins(side: Side, one: Voice, other: Voice) -> str:
    """Return that what is evidently one report is said to come from two."""
    return _upper(
        f"{said(side.claim)}: one text owes it to {_name(one)}, another to {_name(other)}; perhaps "
        "one report with two claimed origins."
    )


def two_claimed(side: Side, one: str, other: str) -> str:
    """Return that a text and its copy owe one report to two."""
    first, second = shortened(one, 60), shortened(other, 60)
    return _upper(
        f"{said(side.claim)}: one text has “{first}”, the other “{second}”; one report with two "
        "claimed origins."
    )


def compared(
    verdict: Verdict, both: tuple[Side, Side], voices: Sequence[tuple[Voice, Voice]]
) -> str:
    """Return how two values stand to each other, each with those who give it."""
    first, second = said(both[0].claim), said(both[1].claim)
    firsts, seconds = [a for a, _ in voices], [b for _, b in voices]
    if verdict.type == "revision":
        return _upper(
            f"{_names(firsts)}: {first}{day(firsts)}, then {value(both[1].claim)}{day(seconds)}: "
            "a later count by the same origin, not a conflict."
        )
    ending = load("weigh_findings_words")["endings"]
    end = ending.get(verdict.slot or verdict.type) or ending[verdict.type]
    if verdict.type == "conflict":
        end = f"{end}, they lie {written(gap(both[0].claim, both[1].claim))} apart"
    return _upper(
        f"{first} ({_names(firsts)}{day(firsts)}) and {second} ({_names(seconds)}{day(seconds)}): "
        f"{end}."
    )


def denied(side: Side, voice: Voice, denier: str, is_conflict: bool) -> str:
    """Return who denies what another asserts."""
    if is_conflict:
        return _upper(f"{said(side.claim)}, according to {_name(voice)}; denied by {denier}.")
    return _upper(
        f"{said(side.claim)} ({_name(voice)}{day([voice])}), none ({denier}): who counted later is "
        "not known."
    )
