"""The figures of one sentence, before time and attribution are settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from sayso.annotate.figures.change import change
from sayso.annotate.figures.counted import counted, counted_by_word, number_word, reused
from sayso.annotate.figures.draft import Counted, Draft, tokens_of
from sayso.annotate.figures.happened import clause_verb, happened
from sayso.annotate.figures.predicates import (
    Happened,
    by_captors,
    fitting,
    of_people_alone,
    of_things_alone,
    predicate_of_noun,
    spares,
    state_of,
)
from sayso.annotate.figures.sized import is_inner, of_something
from sayso.annotate.numbers import Number
from sayso.annotate.numbers.units import is_money
from sayso.data import load
from sayso.model import Change

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PARTS = frozenset(("including", "among"))
_LAND = frozenset(("hectare", "acre"))
_FATALLY = frozenset(("fatally", "mortally"))
# What befalls people alone, so that a bare number with it counts people.
_OF_PEOPLE = frozenset((
    "killed", "injured", "casualty", "missing", "captured", "detained", "abducted", "freed",
    "displaced", "hospitalized", "infected", "rescued", "executed", "surrendered", "defected",
    "protested", "sentenced", "charged", "recruited",
))  # fmt: skip


def drafts(
    doc: Doc, numbers: Sequence[Number], offset: int, before: Sequence[Draft]
) -> tuple[Draft, ...]:
    """Return the figures of a parsed sentence that begins at `offset`.

    `before` are those of the sentence before, whose noun "the number is higher, at 40" takes over.
    """
    found: list[Draft] = []
    every = sorted((*numbers, *_another(doc, numbers, offset)), key=lambda number: number.start)
    for k, number in enumerate(every):
        start, end = number.start - offset, number.end - offset
        limit = every[k + 1].start - offset if k + 1 < len(every) else len(doc.text)
        bare = Draft(number, start, end, Counted(), change=_change(doc, start, end, limit))
        found.append(_draft(doc, bare, found, before))
    return tuple(found)


def _of_them(doc: Doc, stop: int) -> bool:
    return [token.lower_ for token in doc[stop : stop + 2]] in (["of", "them"], ["of", "whom"])


def _hurt(number: Number, own: Counted) -> bool:
    """Four shot at nightclub, one shot in the leg: a participle that the parse takes for a noun."""
    noun = own.noun
    if noun is None or noun.lower_ not in load("predicates")["headlines"]["injured"]:
        return False
    if noun.tag_ not in ("NN", "NNP") or noun.dep_ != "ROOT" or own.first not in (None, noun):
        return False
    several = number.best is None or number.best > 1
    return several or any(child.dep_ == "prep" for child in noun.rights)


def _share_of_that(doc: Doc, number: Number, stop: int) -> bool:
    """A third of that: a comparison of two numbers, and nothing happened to it."""
    share = number.unit == "percent" or number.rule.startswith("share")
    words = [token.lower_ for token in doc[stop : stop + 3]]
    return (
        share
        and words[:1] == ["of"]
        and words[1:2] in (["that"], ["it"], ["this"])
        # "of that sum", "of this village" name what they are a part of.
        and (len(words) < 3 or doc[stop + 1].dep_ == "pobj")
    )


def _excepted(doc: Doc, first: int) -> bool:
    """Whether the number at `first` is left out: "all but four of the 21", and the 21 with it."""
    while first > 1 and doc[first - 1].lower_ in ("the", "of", "its", "their"):
        first -= 1
    if first > 1 and doc[first - 1].like_num and doc[first].lower_ == "of":
        first -= 1
    words = [token.lower_ for token in doc[max(0, first - 3) : first]]
    return words[-2:-1] in (["all"], ["everyone"]) and words[-1:] in (["but"], ["except"])


def _of_these(number: Number, own: Counted, said: Happened | None) -> Happened | None:
    """Boxes that are taken away are not detained, nor are seats that are lost destroyed."""
    if number.unit is not None and is_money(number.unit):
        said = _of_money(own, said)
    if said is not None and said.predicate in spares()["predicates"]:
        money = number.unit is not None and is_money(number.unit)
        if money or (own.noun is not None and own.noun.lemma_.lower() in spares()["nouns"]):
            return None
    if said is None or own.noun is None:
        return said
    said = fitting(said, own.noun)
    if own.person:
        said = by_captors(said)
        return None if said.verb.lemma_.lower() in of_things_alone(said.predicate) else said
    return None if said.verb.lemma_.lower() in of_people_alone(said.predicate) else said


def _of_money(own: Counted, said: Happened | None) -> Happened | None:
    """What can be said of money: a grant is cleared, and no convict."""
    table = load("predicates")["of_money"]
    verb = clause_verb(own.node) if own.node is not None else None
    if verb is not None and verb.lemma_.lower() in table["pledged"]:
        return Happened("pledged", verb)
    if own.noun is not None and own.noun.lemma_.lower() in load("counted")["sized"]["costs"]:
        return Happened("cost", own.noun)
    return said if said is not None and said.predicate in table["predicates"] else None


def _bare_measure(number: Number, own: Counted) -> bool:
    """An age, a distance, a speed: nothing happened to it; land may burn or flood."""
    unit = number.unit
    land = unit is not None and (unit in _LAND or unit.startswith("square "))
    return unit not in (None, "percent") and own.text is None and not land and not is_money(unit)


def _change(doc: Doc, start: int, end: int, limit: int) -> Change | None:
    first, stop = tokens_of(doc, start, end)
    behind = doc.char_span(start, limit, alignment_mode="contract")
    return change(doc, first, stop, behind.end if behind is not None else stop)


def _draft(doc: Doc, bare: Draft, found: Sequence[Draft], before: Sequence[Draft]) -> Draft:
    first, stop = tokens_of(doc, bare.start, bare.end)
    own = counted(doc, bare.number, bare.start, bare.end)
    if _hurt(bare.number, own):
        people = Counted(text="people", person=True, node=own.node, carried="people")
        return msgspec.structs.replace(bare, counted=people, predicate="injured", verb=own.noun)
    if _share_of_that(doc, bare.number, stop):
        return msgspec.structs.replace(bare, counted=Counted(node=own.node))
    said, inner = None, is_inner(doc, own, bare.end)
    if not (inner or _bare_measure(bare.number, own) or _excepted(doc, first)):
        said = _of_these(bare.number, own, happened(own))
    draft = msgspec.structs.replace(
        bare,
        counted=own,
        predicate=said.predicate if said else None,
        verb=said.verb if said else None,
        part=(first > 0 and doc[first - 1].lower_ in _PARTS) or _of_them(doc, stop),
        inner=inner,
    )
    if _of_them(doc, stop) and own.text and draft.predicate is None:
        whole = reused(found, draft)
        return (
            draft
            if whole is None
            else msgspec.structs.replace(
                draft, predicate=found[whole].predicate, verb=found[whole].verb
            )
        )
    if own.text or (bare.number.unit and bare.number.unit.endswith("of age")):
        return draft
    sized = of_something(doc, draft, found, before)
    if sized.counted.text:
        return sized
    return _elided(doc, sized, found, before) if sized.number.unit is None else sized


def _elided(doc: Doc, draft: Draft, found: Sequence[Draft], before: Sequence[Draft]) -> Draft:
    first, stop = tokens_of(doc, draft.start, draft.end)
    if stop < len(doc) and doc[stop].lower_ in _FATALLY:  # nine were shot, two fatally
        draft = msgspec.structs.replace(draft, predicate="killed", verb=doc[stop])
    word = number_word(doc, first)
    stated = counted_by_word(doc, word) if word is not None else None
    if word is not None and draft.predicate is None:
        draft = _by_word(draft, word)
    place = reused(found, draft)
    if stated is not None and (stated.noun is not None or place is None):
        said = happened(stated)
        predicate = said.predicate if said else draft.predicate
        node = draft.counted.node
        held = msgspec.structs.replace(stated, node=node)
        return msgspec.structs.replace(draft, counted=held, predicate=predicate)
    if place is not None:
        return _taken_over(draft, found[place], place)
    last = reused(before, draft)
    if last is not None and word is not None:
        taken = _taken_over(draft, before[last], None)
        return msgspec.structs.replace(taken, reuses=None)
    if draft.predicate in _OF_PEOPLE:
        people = msgspec.structs.replace(
            draft.counted, text="people", person=True, carried="people"
        )
        return msgspec.structs.replace(draft, counted=people)
    return draft


def _by_word(draft: Draft, word: Token) -> Draft:
    """The word for a number says what happened: the number rescued so far, losses, the toll."""
    said = state_of(word) or (happened(Counted(node=word)) if word.n_rights else None)
    if said:
        return msgspec.structs.replace(draft, predicate=said.predicate, verb=said.verb)
    return msgspec.structs.replace(draft, predicate=predicate_of_noun(word))


def _taken_over(draft: Draft, source: Draft, place: int | None) -> Draft:
    held = Counted(
        text=source.counted.text,
        person=source.counted.person,
        group=source.counted.group,
        node=draft.counted.node,
        carried=source.counted.text,
    )
    return msgspec.structs.replace(
        draft,
        counted=held,
        predicate=draft.predicate or (None if _does_otherwise(draft) else source.predicate),
        verb=draft.verb or (source.verb if place is not None else None),
        reuses=place,
    )


def _does_otherwise(draft: Draft) -> bool:
    """Whether the number has a verb of its own that the list has not: "and 36 were driven off"."""
    node = draft.counted.node
    if node is None or node.dep_ not in ("nsubj", "nsubjpass"):
        return False
    plain = load("predicates")["saying"]["verbs"]
    sized = load("counted")["sized"]
    verb = node.head
    known = verb.lemma_.lower() in (*plain, *sized["reaching"], *sized["placing"], "have", "do")
    return verb.pos_ == "VERB" and not known


def _another(doc: Doc, numbers: Sequence[Number], offset: int) -> list[Number]:
    """ "Another" standing for one more, where something is said to have happened to it."""
    if not numbers:
        return []
    found: list[Number] = []
    for token in doc:
        alone = token.lower_ == "another" and token.dep_ in ("nsubj", "nsubjpass", "dobj")
        if alone and happened(Counted(node=token)):
            start = token.idx + offset
            if start > numbers[0].start:
                found.append(Number(
                    start=start, end=start + len(token), best=1.0, additive=True,
                    rule="another, standing for one more",
                ))  # fmt: skip
    return found
