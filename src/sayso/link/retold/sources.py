"""On whose word a figure is told, and how firmly, as it passes from one telling to another."""

import re
from collections.abc import Iterator
from functools import cache

from sayso.annotate.certainty import hedges_in
from sayso.data import load
from sayso.link.retellings.tellers import spellings
from sayso.link.retellings.tellings import singular
from sayso.link.retold.pairs import Change, Told
from sayso.model import Attribution, Certainty, Span

# Characters between a figure and the word that softens it.
HEDGE_REACH = 60
# Characters around a sentence in which "two officials" may be told of: the next sentence or two.
SOURCE_REACH = 250
# Letters that "Ostrea" and "Ostrean" share.
STEM = 5

_PART = re.compile(r"[^\W\d_]{2,}")
_NAMED = frozenset({"person", "body", "document", "collective"})
_CLAUSE = re.compile(r"[,;:()–—]")
_GAP = re.compile(r"[\s,:]*(?:by\s+)?\Z")


def source_changes(a: Told, b: Told, directed: bool) -> Iterator[Change]:
    """Yield how the source and the firmness of a figure differ from `a` to `b`.

    `directed` says that `b` is known to be the later one: only then can a source be left out.
    """
    if not b.telling.chain:
        change = _dropped(a, b) if directed else None
    elif _is_known(a, b, b.telling.chain[0]):
        change = _unnamed_lost(a, b)
    else:
        change = _owed_to_another(a, b)
    if change:
        yield change
    if (a.figure.certainty is Certainty.DENIED) != (b.figure.certainty is Certainty.DENIED):
        is_denied = b.figure.certainty is Certainty.DENIED
        yield Change(
            type="polarity",
            subtype="negated" if is_denied else "negation lost",
            a=_said(a),
            b=_said(b),
            reason=f"{a.words(_said(a))} in one text is {b.words(_said(b))} in the other.",
        )
    before, after = _hedge(a), _hedge(b)
    if before and not after and b.figure.certainty is Certainty.ASSERTED:
        yield Change(
            type="hedge",
            subtype="dropped",
            a=before,
            b=b.place,
            reason=f"{a.words(before)} softens the figure in one text, nothing in the other.",
        )
    if after and not before and a.figure.certainty is Certainty.ASSERTED:
        yield Change(
            type="hedge",
            subtype="added",
            a=a.place,
            b=after,
            reason=f"{b.words(after)} softens the figure in one text, nothing in the other.",
        )


def _is_known(a: Told, b: Told, source: Attribution) -> bool:
    """Return whether a source of the second telling is the outlet of the first or in its chain."""
    if spellings(source.source_name or "") & a.outlet:
        return True
    return any(_same(a, one, b, source) for one in a.telling.chain)


def _owed_to_another(a: Told, b: Told) -> Change | None:
    if not a.telling.chain or not b.telling.chain:
        return None
    one, other = a.telling.chain[0], b.telling.chain[0]
    if not _is_spelled_out(a, one) or not _is_spelled_out(b, other):
        return None
    if other.source_kind not in _NAMED and not _names_somebody(b, other):
        return None
    is_upgrade = one.source_kind not in _NAMED and not _names_somebody(a, one)
    if _is_open(a, one) or (_is_open(b, other) and not is_upgrade):
        return None
    if not is_upgrade and "document" in (one.source_kind, other.source_kind):
        return None
    # A person and the body that he speaks for stand in both texts when both have read one
    # statement; a source that the other text does not know was not in what it rests on.
    if not is_upgrade and (_appears(a, one, b) or _appears(b, other, a)):
        return None
    return Change(
        type="attribution",
        subtype="upgraded" if is_upgrade else "swapped",
        a=one.source[0],
        b=other.source[0],
        reason=f"The figure is owed to {a.words(one.source[0])} in one text and to "
        f"{b.words(other.source[0])} in the other.",
    )


def _dropped(a: Told, b: Told) -> Change | None:
    """Return the source of a figure that the second text states on nobody's word."""
    one = next((each for each in a.telling.chain if each.source), None)
    if one is None or one.source_kind == "outlet" or not _is_spelled_out(a, one):
        return None
    start, end = b.telling.sentence
    if any(
        first < end and start < last
        for each in b.article.annotation.attributions
        for first, last in (*each.content, *each.source)
    ):
        return None
    near = b.text[max(0, start - SOURCE_REACH) : end + SOURCE_REACH].lower()
    known = _parts(a, one)
    told = (*known, *load("link_retold")["sources"]["official"])
    if not known or any(part in near for part in told) or _is_open(a, one):
        return None
    return Change(
        type="attribution",
        subtype="dropped",
        a=_with_cue(a, one),
        b=(b.figure.end, b.figure.end),
        reason=f"The figure is owed to {a.words(one.source[0])} in one text and to nobody in "
        "the other.",
    )


def _unnamed_lost(a: Told, b: Told) -> Change | None:
    """Return the unnamed source that the second telling, owed to the same outlet, leaves out."""
    unnamed = next((each for each in a.telling.chain if each.source_kind == "unnamed"), None)
    if unnamed is None or not _is_spelled_out(a, unnamed) or _is_open(a, unnamed):
        return None
    if any(_same(a, unnamed, b, each) for each in b.telling.chain):
        return None
    if _tells_of_unnamed(b, a.text[slice(*unnamed.source[0])]):
        return None
    words, end = _with_cue(a, unnamed), b.telling.sentence[1]
    return Change(
        type="caveat",
        subtype="dropped",
        a=words,
        b=(end, end),
        reason=f"{a.words(words)} stands with the figure in one text; the other has it without.",
    )


def _tells_of_unnamed(told: Told, words: str) -> bool:
    """Return whether an unnamed source stands in the chain or near by, in whatever words."""
    if any(each.source_kind == "unnamed" for each in told.telling.chain):
        return True
    start, end = told.telling.sentence[0] - SOURCE_REACH, told.telling.sentence[1] + SOURCE_REACH
    near = {singular(word.lower()) for word in _PART.findall(told.text, max(0, start), end)}
    unnamed = set(load("sources")["unnamed"])
    return any(
        singular(word.lower()) in near for word in _PART.findall(words) if word.lower() in unnamed
    )


def _with_cue(told: Told, source: Attribution) -> Span:
    """Return a source with the word that cites it, where that stands right before it."""
    start, end = source.source[0]
    for cue in source.cue:
        if cue[1] <= start and _GAP.match(told.text, cue[1], start):
            return cue[0], end
    return start, end


def _said(told: Told) -> Span:
    """Return from the word that says or denies a figure to the figure, in its sentence."""
    cues = [span for each in told.telling.chain[:1] for span in each.cue]
    near = [span for span in cues if told.telling.sentence[0] <= span[0] < told.figure.start]
    return (near[0][0] if near else told.figure.start), told.figure.end


def _hedge(told: Told) -> Span | None:
    if told.figure.certainty is not Certainty.HEDGED:
        return None
    start = max(told.telling.sentence[0], told.figure.start - HEDGE_REACH)
    end = min(told.telling.sentence[1], told.figure.end + HEDGE_REACH)
    others = load("link_retold")["hedges"]["others"]
    return next(
        (
            (first, last)
            for first, last in hedges_in(told.text, start, end)
            if told.text[first:last].lower() not in others
            and not _CLAUSE.search(
                told.text, min(last, told.figure.end), max(first, told.figure.start)
            )
        ),
        None,
    )


def _same(a: Told, one: Attribution, b: Told, other: Attribution) -> bool:
    """Return whether two sources may be one: a word in common that only few are called by.

    An outlet and a body of one country are two, a body and "officials" of one may be one.
    """
    if _words(a, one) == _words(b, other):
        return True
    shared = _parts(a, one) & _parts(b, other)
    return bool(shared - _places() if "outlet" in (one.source_kind, other.source_kind) else shared)


def _words(told: Told, source: Attribution) -> str:
    return " ".join(told.text[slice(*span)].lower() for span in source.source)


def _parts(told: Told, source: Attribution) -> frozenset[str]:
    """Return the telling words of a source and of the names that the article has for it."""
    written = [source.source_name or "", *(told.text[slice(*span)] for span in source.source)]
    for each in told.article.annotation.attributions:
        if source.source_name and each.source_name == source.source_name:
            written += [told.text[slice(*span)] for span in each.source]
    words = {word.lower() for name in written for word in _PART.findall(name)}
    return frozenset(word[:STEM] for word in words - _generic())


def _names_somebody(told: Told, source: Attribution) -> bool:
    """Return whether the words of a source that is not named hold a name: "Harbor Board aides"."""
    if source.source_kind == "outlet":
        return False
    words = _PART.findall(told.text[slice(*source.source[0])])
    return any(word[0].isupper() and word.lower() not in _generic() for word in words[1:]) or (
        len(words) > 1 and words[0][0].isupper() and words[1][0].isupper()
    )


def _is_spelled_out(told: Told, source: Attribution) -> bool:
    """Return whether the source has words of its own, and not "he" or "they" alone."""
    words = _PART.findall(told.text[slice(*source.source[0])].lower()) if source.source else []
    return bool(set(words) - set(load("link_retold")["sources"]["pronouns"]))


def _is_open(told: Told, source: Attribution) -> bool:
    words = {word.lower() for word in _PART.findall(told.text[slice(*source.source[0])])}
    return bool(words & set(load("link_retold")["sources"]["open"]))


def _appears(told: Told, source: Attribution, other: Told) -> bool:
    """Return whether the name of a source stands anywhere in the other text."""
    words = _PART.findall(source.source_name or told.text[slice(*source.source[0])])
    telling = [word for word in words if word[0].isupper() and word.lower() not in _generic()]
    return any(word in other.text for word in telling[-1:])


@cache
def _places() -> frozenset[str]:
    sides = load("link_retold_nations")["sides"]
    words = {word.lower() for name in (*load("sources")["states"], *sides) for word in name.split()}
    return frozenset(word[:STEM] for word in words)


@cache
def _generic() -> frozenset[str]:
    table = load("link_retold")
    return frozenset((*table["sources"]["generic"], *table["words"]["common"]))
