"""From a mention to what it rests on within its article: a source, another outlet, or nobody."""

import re
from collections.abc import Sequence

import msgspec

from sayso.annotate.attributions.sources import NAME, listed
from sayso.model import Attribution, Mention, Span
from sayso.weigh.names import Party, fold, who
from sayso.weigh.origins.beside import (
    count_of_whom,
    counter_in,
    given_next,
    goes_on,
    outlet_in,
    person_before,
    sentence_after,
    speaker_after,
    speaker_before,
    speaker_next,
    subject_before,
    tag_before,
    teller_in,
    told_after,
    watcher_in,
    watches,
)
from sayso.weigh.origins.conduits import called_outlet
from sayso.weigh.origins.described import (
    head,
    words_of,
)
from sayso.weigh.origins.ends import End, Reading, Step, place
from sayso.weigh.origins.observed import (
    OWN_COUNT,
    Sight,
    own_sight,
    sight_in,
    studied,
    studied_beside,
    visible,
)
from sayso.weigh.origins.sources import (
    base_end,
    cited_report,
    ends_of,
    is_pronoun,
    looked_at,
    named,
    outlet_of,
    outlets_of,
    seen_by,
    spoken_by,
    tagged,
)
from sayso.weigh.origins.titles import teller_in_title

# A chain deeper than this is debris.
DEEPEST = 12

_OPENS, _CLOSES = '“"‘«„', '”"’»“'
# A paragraph that opens with a person's name is about him.
PERSON = re.compile(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'.-]*){1,2}(?=\s[a-z]|,)")


def step(mention: Mention, page: Reading) -> Step:
    """Return what a mention rests on, as far as its own article tells."""
    chain = _chain(mention, page)
    sentence = page.sentence(mention.start)
    told = [each for each in chain if not (_is_meant(each) and each.parent)]
    said = [
        each
        for each in told
        if each.source_kind != "nobody" and not _is_own(each, page) and not _is_anyone(each, page)
    ]
    said = [
        each
        for i, each in enumerate(said)
        if i == len(said) - 1 or not _is_staff(each, said[i + 1])
    ]
    said = [
        each for i, each in enumerate(said) if i == len(said) - 1 or not _is_anothers(each, page)
    ]
    if said and is_pronoun(said[0]) and (earlier := speaker_before(sentence, page)) is not None:
        said = said if seen_by(said[0], page, sentence) or is_pronoun(earlier) else [earlier]
    if said and is_pronoun(said[0]) and not seen_by(said[0], page, sentence):
        thing = fold(said[0].source_name or "") in {"it", "they", "its", "their"}
        meant = subject_before(sentence, page) if thing else person_before(sentence, page)
        if meant is None:
            return _unsaid(mention, page, sentence, spoken=True)
        return Step(ends=(named(base_end(page, sentence, None), meant),))
    if said:
        return _said(said, page, sentence)
    if any(_is_own(each, page) and each.rule.startswith("somebody's") for each in chain):
        # "The Post's own tally stands at 46".
        return Step(ends=(_observed(OWN_COUNT, page, sentence, None),))
    bare = (each for each in chain if not each.source)
    tag = next((words for each in bare if (words := tag_before(each, page))), "")
    if tag:
        return Step(ends=tagged(tag, chain[0], page, sentence))
    return _unsaid(mention, page, sentence, spoken=bool(chain))


def _chain(mention: Mention, page: Reading) -> list[Attribution]:
    """Return the attributions of a mention from the innermost outward."""
    figure = page.figures.get(mention.id)
    key = figure.attribution if figure is not None else mention.id
    if figure is not None and key is None:
        # "Climbed to 19, up from 12": who gives the new count gave the old one.
        key = page.revisers.get(figure.id)
    if figure is not None and (behind := _directly(mention, page)) is not None:
        key = behind.id
    found: list[Attribution] = []
    # "The Times reported it, citing a guard": the guard is the end, wherever the figure was put.
    cited = [
        each
        for each in page.annotated.annotation.attributions
        if each.parent == key and key is not None and each.rule == "citing"
    ]
    key = cited[0].id if len(cited) == 1 and _holds(cited[0], mention) else key
    while key is not None and len(found) < DEEPEST:
        attribution = page.attributions.get(key)
        if attribution is None or attribution in found:
            break
        found.append(attribution)
        key = attribution.parent
    return found


def _is_meant(source: Attribution) -> bool:
    """ "Tarn Steel intends to cut 430 jobs": what somebody means to do is told by another."""
    return source.rule == "verb + infinitive" and source.speech == "indirect"


def _directly(mention: Mention, page: Reading) -> Attribution | None:
    """The source that stands right behind a number: "80,000 according to the organisers"."""
    for each in page.annotated.annotation.attributions:
        cue = each.cue[0] if each.cue else (-1, -1)
        if not mention.end <= cue[0] <= mention.end + NEAR or not each.source:
            continue
        between = page.text[mention.end : cue[0]]
        is_close = not re.search(r"[.,;:\d]", between)
        if is_close and page.text[slice(*cue)].lower() in {"according to", "per"}:
            return each
    return None


# "80,000 people according to": so much stands between a number and the cue right behind it.
NEAR = 20


def _holds(source: Attribution, mention: Mention) -> bool:
    return any(start <= mention.start < end for start, end in source.content)


def _said(chain: Sequence[Attribution], page: Reading, sentence: Span) -> Step:
    if several := outlets_of(chain[0], page):
        ends = tuple(end for key in several for end in cited_report(key, page, sentence))
        return Step(ends=ends, cites=several)
    passed_on = [outlet_of(each, page) for each in chain]
    inner = next((i for i, key in enumerate(passed_on) if key is None), None)
    if inner is None:
        # An outlet and nobody behind it.
        cited = passed_on[0] or ""
        seen = seen_by(chain[0], page, sentence)
        ends = (
            (looked_at(chain[0], seen, cited, page),)
            if seen
            else cited_report(cited, page, sentence)
        )
        return Step(ends=ends, cites=(cited,))
    through = next((key for key in passed_on[inner + 1 :] if key is not None), None)
    if through is None and inner > 0:
        # "The ministry says so, according to the wire": the wire passed it on.
        through = passed_on[inner - 1]
    if through is None and (heard := told_after(chain[inner], page)) not in (None, page.own):
        # "The company says in Freight Week".
        through = heard
    if through is None and seen_by(chain[inner], page, sentence):
        # "The Times published a photograph showing nine".
        through = outlet_in(sentence, page)
    if through is None and chain[inner].to and "quot" in _cue(chain[inner], page):
        # "KANA quoted the ministry as saying": KANA passed it on.
        runs = (run.group() for run in NAME.finditer(chain[inner].to or ""))
        through = next((key for run in runs if (key := page.outlets.key(run))), None)
    if through is None and chain[inner].rule == "citing":
        # "It was nine, the Times reports, citing a guard": where only the guard was found.
        through = outlet_in(sentence, page)
    if through is None or through == page.own:
        return Step(ends=ends_of(chain[inner], page, sentence, None))
    return Step(ends=ends_of(chain[inner], page, sentence, through), cites=(through,))


def _cue(source: Attribution, page: Reading) -> str:
    return " ".join(page.text[start:end] for start, end in source.cue).lower()


def _unsaid(mention: Mention, page: Reading, sentence: Span, *, spoken: bool) -> Step:
    """A mention that nobody is named for: own eyes, a name beside it, or the one just spoken of."""
    found = _watched(page, sentence)
    if found is None and (cited := outlet_in(sentence, page)):
        return Step(ends=cited_report(cited, page, sentence), cites=(cited,))
    found = found or _tag_after(mention, sentence, page)
    if found is None and (teller := teller_in(sentence, page) or count_of_whom(sentence, page)):
        base = base_end(page, sentence, None)
        found = Step(ends=spoken_by(teller, base, page, sentence))
    hearsay = spoken and all(each.source_kind == "nobody" for each in _chain(mention, page))
    if found is None and (not spoken or (hearsay and goes_on(sentence, page))):
        found = _beside(mention, page, sentence)
    if found is not None:
        return found
    following = sentence_after(sentence, page)
    if following is not None and (cited := outlet_in(following, page)):
        return Step(ends=cited_report(cited, page, following), cites=(cited,))
    base = base_end(page, sentence, None)
    if given := given_next(sentence, page):
        return Step(ends=spoken_by(given, base, page, sentence))
    if titled := teller_in_title(page.figures.get(mention.id), page):
        return Step(ends=spoken_by(titled, base, page, sentence), bare=not spoken)
    if page.body is not None and base.conduit == page.own:
        return Step(ends=(named(base, page.body, own_page=True),), bare=True)
    shown = page.outlets.shown.get(base.conduit, base.conduit)
    nobody = msgspec.structs.replace(base, type="unattributed", name=f"{shown} report")
    return Step(ends=(nobody,), bare=not spoken)


def _watched(page: Reading, sentence: Span) -> Step | None:
    """Return what the outlet or another's reporter counted or saw."""
    another = watcher_in(sentence, page) or watches(sentence, page, another=True)
    own = watches(sentence, page)
    sight = own_sight(page.text, sentence) or (OWN_COUNT if another or own else None)
    sight = sight or visible(page.text, sentence)
    if sight is None and not any(
        each.source_kind not in ("nobody", "unnamed")
        for each in page.annotated.annotation.attributions
        if sentence[0] <= place(each) < sentence[1]
    ):
        sight = studied_beside(page.text, page.paragraph(sentence[0]))
    if sight is None:
        return None
    if sight.kind is None:
        within = page.paragraph(sentence[0])
        sight = studied(page.text, sentence, within) or _clip_beside(page, within) or sight
    return Step(
        ends=(_observed(sight, page, sentence, another),), cites=(another,) if another else ()
    )


def _clip_beside(page: Reading, paragraph: Span) -> Sight | None:
    """ "We took the clip apart. Our result: eight": the clip that the paragraph tells of."""
    found = _TOOK.search(page.text, *paragraph)
    return None if found is None else sight_in(page.text, (found.start(), paragraph[1]))


_TOOK = re.compile(
    r"\b(?:[Ww]e|[Oo]ur\s\w+)\s(?:have\s|has\s)?"
    r"(?:took|taken|looked|gone|went|broken|broke|put|ran|run|slowed|stopped|froze)\b"
)


def _observed(sight: Sight, page: Reading, sentence: Span, another: str | None) -> End:
    base = base_end(page, sentence, another or page.own)
    shown = page.outlets.shown.get(base.conduit, base.conduit)
    name = sight.name if sight.kind else f"{sight.name} of {shown}"
    return msgspec.structs.replace(base, type="observed", name=name, sight=sight)


def _beside(mention: Mention, page: Reading, sentence: Span) -> Step | None:
    """Return who stands beside a mention: in its sentence, or in the one that it goes on from."""
    base = base_end(page, sentence, None)
    if (quoted := _quoted(mention, page)) is not None:
        return Step(ends=(named(base, quoted),))
    if (after := speaker_after(mention.end, sentence, page)) is not None:
        return _said([after], page, sentence)
    if counter := counter_in(sentence, page):
        return Step(ends=spoken_by(counter, base, page, sentence))
    if (following := speaker_next(sentence, page)) is not None:
        return _said([following], page, sentence)
    if not goes_on(sentence, page):
        return None
    if (before := speaker_before(sentence, page)) is not None:
        return _said([before], page, page.sentence(place(before)))
    previous = page.sentence(max(0, sentence[0] - 2))
    sight = studied(page.text, previous, previous) or own_sight(page.text, previous)
    return None if sight is None else Step(ends=(_observed(sight, page, sentence, None),))


def _quoted(mention: Mention, page: Reading) -> Party | None:
    """Return the person whom the paragraph before a bare quotation is about."""
    start, end = page.paragraph(mention.start)
    opens, closes = page.text[start : start + 1], page.text[start:end].rstrip()[-1:]
    spoken = any(start <= place(each) < end for each in page.annotated.annotation.attributions)
    if start < 3 or spoken or not opens or opens not in _OPENS or closes not in _CLOSES:
        return None
    found = PERSON.match(page.text, *page.paragraph(start - 3))
    name = found.group() if found else ""
    last = name.rsplit(maxsplit=1)[-1].lower() if name else ""
    person = name and last not in listed("bodies") and not name.startswith("The ")
    return who(name, name, "person") if person else None


def _tag_after(mention: Mention, sentence: Span, page: Reading) -> Step | None:
    """Return the speaker before a cue further on, where the cue was given another source."""
    for each in page.annotated.annotation.attributions:
        cue = each.cue[0][0] if each.cue else -1
        if not mention.end < cue < sentence[1]:
            continue
        held = any(start <= mention.start < end for start, end in each.source)
        if held and (words := tag_before(each, page)):
            return Step(ends=tagged(words, each, page, sentence))
    return None


def _is_anothers(source: Attribution, page: Reading) -> bool:
    """ "his tally", "her drivers" within somebody's words: his own word."""
    words = " ".join(page.text[start:end] for start, end in source.source)
    if source.source_kind == "person" and (source.source_name or "")[:1].isupper():
        # "Its head Berta Oll"
        return False
    return is_pronoun(source) or fold(words).split()[:1] in (["his"], ["her"], ["its"], ["their"])


def _is_anyone(source: Attribution, page: Reading) -> bool:
    """ "In the footage one can count eight": whoever looks."""
    words = " ".join(page.text[start:end] for start, end in source.source).lower()
    return words in {"one", "you", "anyone", "anybody", "whoever looks"}


def _is_staff(source: Attribution, above: Attribution) -> bool:
    """A body that tells what its own people counted: "officers counted 40, the police said"."""
    staff = source.source_kind == "unnamed" and head(source.source_name or "") in words_of("staff")
    return staff and above.source_kind in {"person", "body", "unnamed"}


def _is_own(source: Attribution, page: Reading) -> bool:
    """The outlet speaks of itself: "I said last week", "this newspaper has learned"."""
    name = (source.source_name or "").lower()
    words = " ".join(page.text[start:end] for start, end in source.source).lower()
    if words in {"i", "we"} or name in {"i", "we"} or name in words_of("own_outlet"):
        return True
    outlet = called_outlet(source.source_name or "", source.source_kind)
    return outlet and page.outlets.key(source.source_name or "") == page.own
