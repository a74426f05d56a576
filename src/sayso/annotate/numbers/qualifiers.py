"""What stands around a number: bounds, approximation, "another" and "more"."""

from collections.abc import Sequence
from functools import cache

import msgspec

from sayso.annotate.numbers.tokens import Token, lex, norm_at
from sayso.annotate.numbers.words import small_words
from sayso.data import load
from sayso.model import Bound

# "as many as about another 300": three qualifiers and the words between.
MOST_STEPS = 5
_SIGNS: tuple[Bound, ...] = (">=", ">", "<=", "<")
_QUOTES = frozenset("\"“”'‘’(")


class Qualifier(msgspec.Struct, frozen=True):
    """What qualifies a number, and from which token to which, the number included."""

    first: int
    stop: int
    bound: Bound | None = None
    approximate: bool = False
    additive: bool = False


class _Phrases(msgspec.Struct, frozen=True):
    before: dict[tuple[str, ...], str]
    after: dict[tuple[str, ...], str]
    longest: int
    last: frozenset[str]
    first: frozenset[str]


@cache
def _phrases() -> _Phrases:
    table = load("numbers")
    before = {_words(p): sign for sign, found in table["bounds"].items() for p in found}
    after = {_words(p): sign for sign, found in table["bounds_after"].items() for p in found}
    for kind in ("approximate", "additive", "neutral"):
        before |= {_words(p): kind for p in table[kind]["before"]}
        after |= {_words(p): kind for p in table[kind].get("after", ())}
    return _Phrases(
        before,
        after,
        longest=max(len(words) for words in (*before, *after)),
        last=frozenset(words[-1] for words in before),
        first=frozenset(words[0] for words in after),
    )


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(token.norm for token in lex(phrase))


def qualify(tokens: Sequence[Token], first: int, stop: int) -> Qualifier:
    """Return what qualifies the number in `tokens[first:stop]`.

    >>> found = qualify(lex("at least another 40 men"), 3, 4)
    >>> found.bound, found.additive
    ('>=', True)
    """
    kinds: list[str] = []
    start = _leftward(tokens, first, kinds)
    end = _rightward(tokens, stop, kinds)
    signs = [sign for sign in _SIGNS if sign in kinds]
    return Qualifier(
        first=start,
        stop=end,
        bound=signs[0] if len(signs) == 1 else None,
        approximate="approximate" in kinds,
        additive="additive" in kinds,
    )


def _leftward(tokens: Sequence[Token], first: int, kinds: list[str]) -> int:
    i = kept = first
    for _ in range(MOST_STEPS):
        if i > 0 and tokens[i - 1].kind == "sym" and tokens[i - 1].norm in _QUOTES:
            i -= 1
            continue
        size, kind = _ending_at(tokens, i)
        if size == 0 or (kind == "approximate" and _is_determiner(tokens, i, size)):
            break
        if kind in _SIGNS and i < first and tokens[i].norm == "the":
            break  # "higher than the 95 deaths" compares with the 95
        i -= size
        if kind != "neutral":
            kinds.append(kind)
            kept = i
    return kept


def _ending_at(tokens: Sequence[Token], i: int) -> tuple[int, str]:
    phrases = _phrases()
    if i == 0 or tokens[i - 1].norm not in phrases.last:
        return 0, ""
    for size in range(min(phrases.longest, i), 0, -1):
        words = tuple(token.norm for token in tokens[i - size : i])
        if words in phrases.before:
            return size, phrases.before[words]
    return 0, ""


def _is_determiner(tokens: Sequence[Token], i: int, size: int) -> bool:
    """Whether "some" belongs to another word: some of the 40, the some 40; not some 40."""
    if size > 1 or tokens[i - 1].norm != "some":
        return False
    following = norm_at(tokens, i)
    return norm_at(tokens, i - 2) == "the" or following in ("of", "the", "these", "those", "its")


def _rightward(tokens: Sequence[Token], stop: int, kinds: list[str]) -> int:
    phrases = _phrases()
    j = stop
    for _ in range(2):
        if j >= len(tokens) or tokens[j].norm not in phrases.first:
            break
        for size in range(min(phrases.longest, len(tokens) - j), 0, -1):
            words = tuple(token.norm for token in tokens[j : j + size])
            kind = phrases.after.get(words)
            if kind and _holds_behind(tokens, j, j + size):
                kinds.append(kind)
                j += size
                break
        else:
            break
    return j


def _holds_behind(tokens: Sequence[Token], j: int, end: int) -> bool:
    """Whether the words qualify the number: not "300 more than", not "at least" of the next."""
    following = tokens[end] if end < len(tokens) else None
    if tokens[j].norm == "at":
        return following is None or following.kind == "sym"
    if tokens[j].norm == "+":
        return tokens[j].start == tokens[j - 1].end
    counts = following is not None and (following.kind == "num" or following.norm in small_words())
    if tokens[end - 1].norm in ("than", "plus"):
        return not counts
    return following is None or following.norm != "than"
