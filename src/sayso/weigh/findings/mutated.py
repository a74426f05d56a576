"""What changed on the way, as findings."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from sayso.model import Excerpt, Finding, Mutation
from sayso.weigh.findings.changes import Changes, Pair, Touched
from sayso.weigh.findings.comparability import Verdict
from sayso.weigh.findings.pairing import FEW_PAIRS, MOST_PAIRS
from sayso.weigh.findings.record import finding
from sayso.weigh.findings.sides import Side, Voice, one_voice
from sayso.weigh.findings.wording import Outlets, changed, rule_of, two_claimed, two_origins
from sayso.weigh.names import same

TWO_ORIGINS = Verdict(
    type="attribution-conflict",
    rule="one report, two claimed origins",
    slot="origin",
    candidate=True,
)


def meant(touched: Sequence[Touched], found: Sequence[Side], known: Changes) -> tuple[Touched, ...]:
    """Return the mutations without those that only look like one.

    Where two texts tell the same in other words, each on the word of an origin of its own, nothing
    was changed on the way; unless one of them has it from another outlet.
    """

    def is_meant(each: Touched) -> bool:
        if each.mutation.candidate and (_is_cited(each, known) or _is_own_caveat(each, known)):
            return False
        one, other = _voice(found, each.a.id), _voice(found, each.b.id)
        if one and other and _is_one_under_two_names(each, (one, other), known):
            return False
        if each.mutation.candidate and _is_own_rounding(each, known):
            return False
        if not each.mutation.candidate or {each.a.id, each.b.id} & known.second_hand:
            return True
        return one is None or other is None or one_voice(one, other)

    return tuple(each for each in touched if is_meant(each))


def _is_one_under_two_names(each: Touched, voices: tuple[Voice, Voice], known: Changes) -> bool:
    """Whether a source that changed is a body and who speaks for it, both known for the root."""
    texts = (each.mutation.a.text, each.mutation.b.text)
    if each.mutation.type != "attribution" or not all(text.strip() for text in texts):
        return False
    ends = (each.mutation.a, each.mutation.b)
    return one_voice(*voices) and all(_is_known(end, voices, known) for end in ends)


def _is_known(end: Excerpt, voices: Sequence[Voice], known: Changes) -> bool:
    """Whether words name a root: by one of its names, or by somebody who speaks for it."""
    low = end.text.casefold()
    for party in known.speakers.get(end.id, ()):
        is_told = (party.person or party.name).casefold() in low
        if is_told and any(same(party, each) for voice in voices for each in voice.parties):
            return True
    names = (name for voice in voices for name in (voice.root.name, *voice.root.also))
    return any(
        part.casefold() in low or low in part.casefold()
        for name in names
        for part in (name, name.partition(", ")[0])
        if part
    )


def _is_own_rounding(each: Touched, known: Changes) -> bool:
    """Whether two articles that took no text from each other put "some" before one's word."""
    pair = frozenset((each.a.article, each.b.article))
    first_hand = not {each.a.id, each.b.id} & known.second_hand
    approximate = each.mutation.type == "hedge" and each.mutation.subtype.startswith(
        "approximation"
    )
    return approximate and first_hand and pair not in known.copied


def _is_own_caveat(each: Touched, known: Changes) -> bool:
    """Whether an article that took no text from the other adds a caveat of its own."""
    pair = frozenset((each.a.article, each.b.article))
    is_added = each.mutation.type == "caveat" and not each.mutation.a.text.strip()
    return is_added and pair not in known.copied


def _is_cited(each: Touched, known: Changes) -> bool:
    """Whether all that one text left out is who told the outlet that it names in his place."""
    if each.mutation.type not in ("caveat", "attribution"):
        return False
    for full, bare, teller in (
        (each.mutation.a, each.mutation.b, each.b),
        (each.mutation.b, each.mutation.a, each.a),
    ):
        left_out = full.text.strip() and not bare.text.strip()
        if left_out and teller.id in known.second_hand:
            return any(each in full.text for each in known.sources)
    return False


def slips(found: Sequence[Side], known: Changes) -> frozenset[str]:
    """Return the ids of claims that only copying made: each mention is a changed copy.

    Where nobody knows who copied whom, neither text is the changed one.
    """
    made: set[str] = set()
    for side in found:
        spoilt = {
            each.b.id
            for other in found
            if other is not side
            for each in known.among(other.claim, side.claim)
            if each.mutation.type == "figure"
            and not each.mutation.candidate
            and (each.a.article, each.b.article) in known.took
        }
        if side.claim.mentions and all(each.id in spoilt for each in side.claim.mentions):
            made.add(side.claim.id)
    return frozenset(made)


def altered(touched: Sequence[Touched]) -> frozenset[Pair]:
    """Return the pairs of articles between which a claim changed."""
    return frozenset(frozenset((each.a.article, each.b.article)) for each in touched)


def mutation_findings(
    found: Sequence[Side], touched: Sequence[Touched], names: Outlets, known: Changes
) -> Iterator[Finding]:
    """Yield a finding for each mutation, and one more where it leaves two claimed origins.

    Of one change in very many copies the first few are told.
    """
    told: Counter[tuple[str, ...]] = Counter()
    alike: dict[tuple[str, ...], list[Mutation]] = defaultdict(list)
    for each in touched:
        alike[_words(each.mutation)].append(each.mutation)
    texts = {words: changed(group, names) for words, group in alike.items()}
    for each in touched:
        mutation = each.mutation
        words = _words(mutation)
        kind = (mutation.type,) if mutation.candidate else words
        told[kind] += 1
        if told[kind] > (FEW_PAIRS if mutation.candidate else MOST_PAIRS):
            continue
        verdict = Verdict(
            type="mutation",
            rule=rule_of(mutation),
            slot=mutation.type,
            candidate=mutation.candidate,
        )
        pair = tuple(dict.fromkeys((each.a.article, each.b.article)))
        yield finding(found, verdict, pair, texts[words])
        if mutation.type == "attribution" and mutation.a.text.strip() and mutation.b.text.strip():
            one, other = _voice(found, each.a.id), _voice(found, each.b.id)
            if one and other and not one_voice(one, other):
                yield finding(found, TWO_ORIGINS, pair, two_origins(found[0], one, other))
            elif one and not _is_known(mutation.b, [one], known):
                # The copy names another than its source did.
                text = two_claimed(found[0], mutation.a.text, mutation.b.text)
                yield finding(found, TWO_ORIGINS, pair, text)


def _words(mutation: Mutation) -> tuple[str, ...]:
    """What makes two changes the same: what changed from which words to which."""
    ends = (mutation.a.text.strip().casefold(), mutation.b.text.strip().casefold())
    return (mutation.type, mutation.subtype, *ends)


def _voice(found: Sequence[Side], mention: str) -> Voice | None:
    voices = (voice for side in found for voice in side.voices if mention in voice.mentions)
    return next(voices, None)
