"""On whose word: a source that was swapped, named where it was not, or dropped."""

from collections.abc import Iterator, Sequence
from functools import cache

from sayso.data import load
from sayso.link.mutations.names import is_same_name
from sayso.link.mutations.pairs import Change, Pair
from sayso.link.mutations.sources import Source, sources
from sayso.link.mutations.vocabulary import listed, places
from sayso.link.mutations.words import Word

# A speaker named within so many words of the sentence need not be named in it.
NEIGHBOURS = 40
_QUOTES = frozenset('"“”‘«»')


def attribution(pair: Pair) -> Iterator[Change]:
    """Yield the sources of the sentence that the copy names otherwise or not at all."""
    lost, gained = frozenset(pair.lost), frozenset(pair.gained)
    olds = sources(pair.a, pair.i0, pair.i1)
    news = sources(pair.b, pair.j0, pair.j1)
    free = list(news)
    if not any(each.cue in lost for each in olds):
        back = pair.flipped()
        for each in news:
            if _is_known_kind(pair.b, each):
                yield from (found.flipped() for found in _dropped(back, each, "added"))
    for old in olds:
        new = _same_place(pair, old, free)
        if new is None:
            if not any(each.cue in gained for each in news):
                yield from _dropped(pair, old)
            continue
        free.remove(new)
        if not (_touched(old, lost) or _touched(new, gained)):
            continue
        subtype = _difference(pair, old, new)
        if subtype:
            yield Change(
                type="attribution",
                subtype=subtype,
                i0=min(old.i0, old.cue),
                i1=max(old.i1, old.cue + 1),
                j0=min(new.i0, new.cue),
                j1=max(new.i1, new.cue + 1),
            )


def _touched(source: Source, changed: frozenset[int]) -> bool:
    return any(k in changed for k in range(source.i0, source.i1))


def _same_place(pair: Pair, old: Source, free: Sequence[Source]) -> Source | None:
    cue = pair.alignment.to_b[old.cue]
    for new in free:
        if new.cue == cue:
            return new
    if cue >= 0:
        return None
    j0, j1 = pair.across(min(old.cue, old.i0), max(old.cue + 1, old.i1))
    for new in free:
        if pair.alignment.to_a[new.cue] < 0 and new.i0 < j1 and j0 < max(new.i1, new.cue + 1):
            return new
    return None


def _dropped(pair: Pair, old: Source, subtype: str = "dropped") -> Iterator[Change]:
    lost = frozenset(pair.lost)
    if old.cue not in lost:
        return
    key = _key(pair.a, old)
    if not _naming(pair.a[old.i0 : old.i1], key) and not _speaks(pair.a, old):
        return
    i0, i1 = min(old.i0, old.cue), max(old.i1, old.cue + 1)
    if _is_tag(pair.a, i0, i1):
        return
    telling = [k for k in range(old.i0, old.i1) if not _is_idle(pair.a[k])]
    if not all(k in lost for k in telling):
        # "The ministry said it had lost two boats" told as "The ministry had lost two boats".
        if any(k in lost for k in telling):
            return
        i0, i1 = old.cue, old.cue + 1
    else:
        same = [near for near in _near(pair) if key <= _key(pair.b, near)]
        if same:
            if subtype == "dropped" and all(_is_moved(pair, each, key) for each in same):
                yield _moved((i0, i1), same[0])
            return
    i1 = _with_clause(pair, i1, lost)
    j0, j1 = pair.across(i0, i1)
    if j1 - j0 > i1 - i0 or (i1 - i0 == 1 and j0 < j1):
        return
    if any(pair.b[j].norm in listed("mutation_sources", "cues") for j in range(j0, j1)):
        return
    yield Change(type="attribution", subtype=subtype, i0=i0, i1=i1, j0=j0, j1=j1)


def _with_clause(pair: Pair, i1: int, lost: frozenset[int]) -> int:
    """ "Citing two officials it did not name": what went with the source, up to the next mark."""
    stop = i1
    while stop < pair.i1 and stop in lost and not pair.a[stop].before:
        stop += 1
    ends = stop == pair.i1 or bool(pair.a[stop].before)
    return stop if ends else i1


def _is_idle(word: Word) -> bool:
    return word.norm in listed("mutation_sources", "idle")


def _is_moved(pair: Pair, near: Source, key: set[str]) -> bool:
    """Whether the source stands with another sentence, which was told without it before."""
    if pair.j0 <= near.cue < pair.j1:
        return False
    sentence = pair.b[near.cue].sentence
    others = [j for j, word in enumerate(pair.b) if word.sentence == sentence]
    kept = [i for i in (pair.alignment.to_a[j] for j in others) if i >= 0]
    if 2 * len(kept) < len(others) - (near.i1 - near.i0):
        return False
    told = {pair.a[i].sentence for i in kept}
    places = [i for i, word in enumerate(pair.a) if word.sentence in told]
    before = sources(pair.a, min(places), max(places) + 1)
    return not any(key <= _key(pair.a, each) for each in before)


def _speaks(words: Sequence[Word], source: Source) -> bool:
    """Whether somebody whom no list knows is introduced: "a scout reported"."""
    return words[source.i0].norm in listed("mutation_sources", "introduce") and words[
        source.cue
    ].norm in listed("mutation_sources", "plain_cues")


def _moved(old: tuple[int, int], new: Source) -> Change:
    """Who said one thing is made to have said the next, or the one before."""
    return Change(
        type="attribution",
        subtype="moved",
        i0=old[0],
        i1=old[1],
        j0=min(new.i0, new.cue),
        j1=max(new.i1, new.cue + 1),
    )


def _is_tag(words: Sequence[Word], i0: int, i1: int) -> bool:
    """Whether it stands beside a quotation, whose speaker may be named in any sentence of it."""
    marks = words[i0].before + (words[i1].before if i1 < len(words) else "")
    return any(mark in _QUOTES for mark in marks)


def _near(pair: Pair) -> list[Source]:
    """The sources of the sentence in b and of its neighbours: who spoke is said once."""
    j0, j1 = max(0, pair.j0 - NEIGHBOURS), min(len(pair.b), pair.j1 + NEIGHBOURS)
    return [*sources(pair.b, j0, j1), Source(pair.j0, pair.j0, pair.j1)]


def _is_known_kind(words: Sequence[Word], source: Source) -> bool:
    """Whether the source is no outlet or report: who copies may name where it was copied from."""
    inside = words[source.i0 : source.i1]
    norms = {word.norm for word in inside}
    if norms & (listed("sources", "outlets") | listed("sources", "documents")):
        return False
    return not any(word.capital and not word.opens for word in inside)


def _key(words: Sequence[Word], source: Source, within: frozenset[int] | None = None) -> set[str]:
    """What tells the source from others, each word by the group it belongs to."""
    groups, idle = _groups(), listed("mutation_sources", "idle")
    return {
        groups.get(words[k].norm, words[k].norm)
        for k in range(source.i0, source.i1)
        if words[k].norm not in idle and not words[k].digits and (within is None or k in within)
    }


@cache
def _groups() -> dict[str, str]:
    return {word: name for name, ws in load("mutation_sources")["same"].items() for word in ws} | {
        word: state for word, state in places().items() if " " not in word
    }


def _difference(pair: Pair, old: Source, new: Source) -> str | None:
    """How the sources differ by the words that only one of them has; null where they do not."""
    lost, gained = frozenset(pair.lost), frozenset(pair.gained)
    before, after = _key(pair.a, old), _key(pair.b, new)
    less = before & _key(pair.a, old, lost) - after
    more = after & _key(pair.b, new, gained) - before
    pronouns = listed("mutation_sources", "pronouns")
    if not before or not after or before <= pronouns or after <= pronouns:
        return None
    if not less or not more:
        added, gone = set(_told(pair.b, new, more)), set(_told(pair.a, old, less))
        return _grown(before, added, "upgraded") or _grown(after, gone, "downgraded")
    if (
        _has_same_person(pair, old, new)
        or is_same_name(_told(pair.a, old, less), _told(pair.b, new, more))
        or (before & after and _are_places(less, more))
        or not _tells(pair, old, new, (less, more))
    ):
        return None
    unnamed_before, unnamed_after = _is_unnamed(pair.a, old), _is_unnamed(pair.b, new)
    if unnamed_before and not unnamed_after:
        return "upgraded"
    if unnamed_after and not unnamed_before:
        return "downgraded"
    return "swapped"


def _has_same_person(pair: Pair, old: Source, new: Source) -> bool:
    """Whether both end with one name: another title makes nobody else of Captain Oram."""
    if not (old.i0 < old.i1 and new.i0 < new.i1):
        return False
    one, other = pair.a[old.i1 - 1], pair.b[new.i1 - 1]
    return (
        one.norm == other.norm and one.capital and not one.opens and one.norm not in _naming_words()
    )


def _are_places(less: set[str], more: set[str]) -> bool:
    """Another country inside a longer name is another name: `entity` tells it."""
    states = set(places().values())
    return less <= states and more <= states


def _tells(pair: Pair, old: Source, new: Source, only: tuple[set[str], set[str]]) -> bool:
    """Whether the differing words name somebody else: where the sources have words in common,
    both must; "a Japanese bank" and "a Japanese lender" are one."""
    shared = (_key(pair.a, old) - only[0]) & (_key(pair.b, new) - only[1])
    one = _naming(pair.a[old.i0 : old.i1], only[0])
    other = _naming(pair.b[new.i0 : new.i1], only[1])
    return (one and other) if shared else (one or other)


def _naming(inside: Sequence[Word], keys: set[str]) -> bool:
    groups = _groups()
    return any(
        groups.get(word.norm, word.norm) in keys
        and ((word.capital and not word.opens) or _is_naming(word.norm))
        for word in inside
    )


def _is_naming(norm: str) -> bool:
    """Whether the word is for people, a body or a document that may speak."""
    if norm in _naming_words():
        return True
    people = load("counted")["people"]
    if f"{norm}s" in _naming_words():
        return True
    return (
        len(norm) > 4 and norm.endswith(tuple(people["endings"])) and norm not in people["things"]
    )


@cache
def _naming_words() -> frozenset[str]:
    own = load("mutation_sources")
    table = {**load("sources"), "plural": load("counted")["people"]["plural"]}
    lists = (
        "roles",
        "bodies",
        "outlets",
        "documents",
        "unnamed",
        "state_affairs",
        "titles",
        "plural",
    )
    return frozenset(word for name in lists for word in table[name]) | frozenset(
        word for words in (*own["same"].values(), own["speakers"], own["unnamed"]) for word in words
    )


def _told(words: Sequence[Word], source: Source, keys: set[str]) -> list[str]:
    groups = _groups()
    inside = words[source.i0 : source.i1]
    return [word.norm for word in inside if groups.get(word.norm, word.norm) in keys]


def _grown(rest: set[str], added: set[str], subtype: str) -> str | None:
    """Officials became officials of a body: they were given a name."""
    if not added or not rest <= listed("sources", "unnamed"):
        return None
    named = added & (listed("sources", "bodies") | set(places()))
    return subtype if named else None


def _is_unnamed(words: Sequence[Word], source: Source) -> bool:
    inside = words[source.i0 : source.i1]
    if any(word.capital and not word.opens for word in inside):
        return False
    norms = {word.norm for word in inside}
    if norms & listed("mutation_sources", "unnamed"):
        return True
    return bool(norms & listed("sources", "unnamed")) and not norms & listed("sources", "bodies")
