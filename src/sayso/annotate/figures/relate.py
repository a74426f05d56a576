"""How the figures of one sentence stand to each other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from sayso.annotate.figures.draft import Draft, tokens_of
from sayso.data import load

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PARTS = frozenset(("including", "among"))
_ON_TOP = (["on", "top", "of"], ["in", "addition", "to"])
_FALLEN = ([",", "up", "from"], [",", "down", "from"])
_LISTED_BY = (["with"], ["in"], ["from"], ["at"])
_OF_THEM = frozenset(("whom", "which", "them", "these", "those"))


class Tie(msgspec.Struct, frozen=True):
    """A relation between two places in the sentence's list of figures."""

    source: int
    type: str
    target: int


def ties(doc: Doc, drafts: Sequence[Draft]) -> tuple[Tie, ...]:
    """Return the relations that the words of the sentence state, at most one a figure."""
    found: list[Tie] = []
    for k in range(len(drafts)):
        for rule in (
            _same,
            _of_which,
            _addend,
            _part,
            _share,
            _new_total,
            _on_top,
            _changed,
            _rival,
        ):
            tie = next(rule(doc, drafts, k), None)
            if tie:
                found.append(tie)
                break
    return tuple(found)


def _same(doc: Doc, drafts: Sequence[Draft], k: int) -> Iterator[Tie]:
    """38 pallets, 22 tons in all; one in five sales, or 14 million cars."""
    renamed = drafts[k].renames
    if renamed is not None:
        yield Tie(k, "same_as", renamed)


def _of_which(doc: Doc, drafts: Sequence[Draft], k: int) -> Iterator[Tie]:
    """Rs 640 crore, of which Rs 85 crore was spent; 403 orders, of which a quarter are firm."""
    if not k:
        return
    words = _between(doc, drafts, k - 1, k)
    if any(pair in (("of", "which"), ("of", "whom")) for pair in itertools.pairwise(words)):
        share = drafts[k].number.unit == "percent" or drafts[k].number.rule.startswith("share")
        yield Tie(k, "percent_of" if share else "subset_of", k - 1)


def _addend(doc: Doc, drafts: Sequence[Draft], k: int) -> Iterator[Tie]:
    """Parts listed behind a total: 5,000 in all: 1,608 in the capital, 1,122 in Velmar."""
    total = k - 1
    while total >= 0 and _hangs_on(drafts, total):
        total -= 1
    whole = drafts[total].number.best if total >= 0 else None
    if whole is None or not _hangs_on(drafts, k):
        return
    stop = k + 1
    while stop < len(drafts) and _hangs_on(drafts, stop):
        stop += 1
    listed = drafts[total + 1 : stop]
    plain = [d.number.best for d in listed if d.number.unit is None and not d.number.additive]
    values = [value for value in plain if value is not None]
    if len(listed) < 2 or len(values) < len(listed) or sum(values) > whole:
        return
    between = _words(doc, drafts[total].end, listed[0].start)
    behind = _words(doc, listed[0].end, len(doc.text))[:1]
    if ":" in between or (between[-1:] == [","] and behind[:1] in _LISTED_BY):
        yield Tie(k, "component_of", total)


def _hangs_on(drafts: Sequence[Draft], k: int) -> bool:
    """Whether the figure has its noun from one before it."""
    noun = drafts[k].counted.noun
    return noun is None or any(before.counted.noun == noun for before in drafts[:k])


def _words(doc: Doc, start: int, end: int) -> list[str]:
    return [token.lower_ for token in doc if start <= token.idx < end]


def _between(doc: Doc, drafts: Sequence[Draft], j: int, k: int) -> list[str]:
    first, second = sorted((drafts[j], drafts[k]), key=lambda draft: draft.start)
    return _words(doc, first.end, second.start)


def _whole(drafts: Sequence[Draft], k: int) -> int | None:
    """The nearest earlier figure that counts things or people."""
    for j in range(k - 1, -1, -1):
        if drafts[j].number.unit is None and drafts[j].counted.text and not drafts[j].part:
            return j
    return None


def _part(doc: Doc, drafts: Sequence[Draft], k: int) -> Iterator[Tie]:
    """A part of a numbered whole: N of the M, including N, N of which, of the M ... N."""
    if drafts[k].number.unit or drafts[k].number.rule.startswith("share"):
        return
    if k + 1 < len(drafts):
        words = _between(doc, drafts, k, k + 1)
        if (
            words[:1] == ["of"]
            and len(words) <= 5
            and words[-1] in ("of", "the", "its", "'s", "their")
        ):
            yield Tie(k, "subset_of", k + 1)
        if words[-2:] in (["among", "the"], ["of", "the"]) and len(words) < 8 and "were" in words:
            yield Tie(k, "subset_of", k + 1)
    if k and "revising" not in _between(doc, drafts, k - 1, k) and _is_rest(doc, drafts[k]):
        owner = _numbered_whole(doc, drafts, k)
        if owner is not None:
            yield Tie(k, "subset_of", owner)
    whole = _whole(drafts, k)
    if whole is None:
        return
    before = _words(doc, drafts[k - 1].end, drafts[k].start)[-6:]
    after = _words(doc, drafts[k].end, len(doc.text))[:3]
    if _PARTS & set(before[-3:]) and "the" not in before[-2:]:
        yield Tie(k, "subset_of", whole)
    manner = after[:1] and after[0].endswith("ly") and before[-1:] == [","]
    if manner and drafts[k].counted.noun is None:
        yield Tie(k, "subset_of", whole)  # 14 people, three critically
    if (after[:1] == ["of"] and _OF_THEM & set(after)) or (
        "of" in before and _OF_THEM & set(before) and before.index("of") >= len(before) - 4
    ):
        yield Tie(k, "subset_of", whole)
    first = drafts[0]
    opened = [token.lower_ for token in doc[:3]]
    if opened[:1] == ["of"] and k > 0 and first.start < 25 and not drafts[k].number.additive:
        yield Tie(k, "subset_of", 0)


def _is_rest(doc: Doc, draft: Draft) -> bool:
    """The other three, the remaining 1,330."""
    return _words(doc, 0, draft.start)[-2:] in (["the", "other"], ["the", "remaining"])


def _numbered_whole(doc: Doc, drafts: Sequence[Draft], k: int) -> int | None:
    """The 14 in "11 of the 14 defendants": of which the others are a part."""
    for j in range(1, k):
        words = _between(doc, drafts, j - 1, j)
        if words[:1] == ["of"] and len(words) <= 4:
            return j
    return None


def _share(doc: Doc, drafts: Sequence[Draft], k: int) -> Iterator[Tie]:
    """A share of a figure before it, named by a pronoun or by nothing."""
    number = drafts[k].number
    if number.unit != "percent" and not number.rule.startswith("share"):
        return
    after = _words(doc, drafts[k].end, len(doc.text))[:2]
    if k + 1 < len(drafts) and after[:1] == ["of"]:
        words = _between(doc, drafts, k, k + 1)
        counts = drafts[k + 1].number.unit is None and not drafts[k + 1].number.rule.startswith(
            "share"
        )
        if counts and len(words) <= 6 and not set(words) & {",", "and", "in", "at"}:
            yield Tie(k, "percent_of", k + 1)
    counted = _whole(drafts, k)
    open_ended = number.unit is None and (not after or not after[0].isalpha())
    if counted is not None and (open_ended or (after[:1] == ["of"] and _OF_THEM & set(after))):
        yield Tie(k, "percent_of", counted)


def _new_total(doc: Doc, drafts: Sequence[Draft], k: int) -> Iterator[Tie]:
    """An addend, where the sentence goes on to a new total."""
    if k + 1 >= len(drafts):
        return
    words = _between(doc, drafts, k, k + 1)
    if {"bringing", "taking", "raising", "pushing"} & set(words) and {"to"} & set(words):
        total = {"number", "toll", "total", "tally", "count"}
        near = set(words) | set(_words(doc, drafts[k + 1].end, len(doc.text))[:3])
        if total & near:
            yield Tie(k, "component_of", k + 1)


def _on_top(doc: Doc, drafts: Sequence[Draft], k: int) -> Iterator[Tie]:
    """Another 12: on top of the figure before, or of the one behind "on top of"."""
    over = k + 1 < len(drafts) and _between(doc, drafts, k, k + 1)[-4:]
    if over and [w for w in over if w != "the"][-3:] in (
        ["on", "top", "of"],
        ["in", "addition", "to"],
    ):
        yield Tie(k, "in_addition_to", k + 1)
    if not drafts[k].number.additive:
        return
    if k + 1 < len(drafts) and {"top", "addition", "besides"} & set(
        _between(doc, drafts, k, k + 1)
    ):
        yield Tie(k, "in_addition_to", k + 1)
    fit = [
        j for j in range(k - 1, -1, -1)
        if drafts[j].number.unit == drafts[k].number.unit
        and not drafts[j].number.additive and not drafts[j].part
    ]  # fmt: skip
    same = [j for j in fit if _head(drafts[j]) == _head(drafts[k])]
    people = [j for j in fit if drafts[j].counted.person and drafts[k].counted.person]
    unnamed = [j for j in fit if drafts[k].counted.noun is None or drafts[k].number.unit]
    for j in (*same, *people, *unnamed)[:1]:
        yield Tie(k, "in_addition_to", j)


def _head(draft: Draft) -> str:
    """The last word of what is counted, without its plural."""
    return (draft.counted.text or "").split(" ")[-1].lower().removesuffix("s")


def _changed(doc: Doc, drafts: Sequence[Draft], k: int) -> Iterator[Tie]:
    """Up to one number from another: the new figure revises the old."""
    words = load("numbers")["ranges"]["change"]
    here = doc[: tokens_of(doc, drafts[k].start, drafts[k].end)[0]]
    lately = {token.lower_ for token in here[max(0, len(here) - 12) :]}
    behind = _between(doc, drafts, k, k + 1)[-3:] if k + 1 < len(drafts) else []
    if behind in _FALLEN and drafts[k].number.unit == drafts[k + 1].number.unit:
        yield Tie(k, "revises", k + 1)
    if k + 1 < len(drafts) and lately & set(words):
        between = _between(doc, drafts, k, k + 1)
        alike = drafts[k].number.unit == drafts[k + 1].number.unit
        if alike and (between[:1] == ["from"] or between[-2:] == [",", "from"]):
            yield Tie(k, "revises", k + 1)
    revised = next(
        (j for j in range(k + 1, len(drafts)) if "revising" in _between(doc, drafts, j - 1, j)),
        None,
    )
    if revised is not None and drafts[revised].number.unit == drafts[k].number.unit:
        yield Tie(k, "revises", revised)
    if k and lately & set(words):
        between = _between(doc, drafts, k - 1, k)
        if between[-1:] == ["to"] and _words(doc, 0, drafts[k - 1].start)[-1:] == ["from"]:
            yield Tie(k, "revises", k - 1)


def _rival(doc: Doc, drafts: Sequence[Draft], k: int) -> Iterator[Tie]:
    """Another voice's figure for the same thing: but, while, though, however, and no verb."""
    draft = drafts[k]
    if draft.reuses is None or draft.number.additive or draft.number.unit:
        return
    target = drafts[draft.reuses]
    words = set(_between(doc, drafts, draft.reuses, k))
    contrast = {"but", "while", "though", "although", "however", "whereas", "not", "versus", ";"}
    sayers = set(load("predicates")["saying"]["verbs"])
    said = {t.lemma_.lower() for t in doc if target.end <= t.idx < draft.start} & (sayers | {"put"})
    same = draft.predicate == target.predicate
    if not same or words & {"top", "addition"}:
        return
    if words & {"then"} and not said:
        yield Tie(k, "revises", draft.reuses)
    if words & contrast or said:
        yield Tie(k, "alternative_to", draft.reuses)


_RULES = (_same, _of_which, _addend, _part, _share, _new_total, _on_top, _changed, _rival)
