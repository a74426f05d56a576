"""Measures and moneys beside a number: which one, and where its words end."""

from collections.abc import Mapping, Sequence
from functools import cache

import msgspec

from sayso.annotate.numbers.tokens import Token, lex, norm_at, touching
from sayso.annotate.numbers.unit_names import (
    codes,
    first_words,
    longest_name,
    moneys,
    names,
    symbols,
)
from sayso.data import load

_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
_FEET = frozenset(("ft", "feet", "foot", "'", "′", "’"))


class Unit(msgspec.Struct, frozen=True):
    """A unit by its one name, and the tokens it is written with."""

    name: str
    first: int
    stop: int


@cache
def is_money(unit: str) -> bool:
    """Return whether the unit is a currency.

    >>> is_money("dollar"), is_money("hectare")
    (True, False)
    """
    return unit.partition(" per ")[0] in moneys()


@cache
def _signs() -> Mapping[tuple[str, ...], str]:
    return {
        tuple(token.text for token in lex(sign)): name
        for sign, name in load("units")["currency"]["before"].items()
    }


@cache
def _sign_ends() -> frozenset[str]:
    return frozenset(sign[-1] for sign in _signs())


@cache
def _sign_starts() -> frozenset[str]:
    return frozenset(sign[0] for sign in _signs())


def _sign_ending(tokens: Sequence[Token], i: int) -> Unit | None:
    if tokens[i - 1].text not in _sign_ends():
        return None
    for size in (2, 1):
        signs = tuple(token.text for token in tokens[max(0, i - size) : i])
        name = _signs().get(signs)
        if name and len(signs) == size:
            return Unit(name, i - size, i)
    return None


def unit_before(tokens: Sequence[Token], i: int) -> Unit | None:
    """Return the money written before token `i`: $, US$, USD, and "C $" with its space.

    >>> unit_before(lex("about US$ 40"), 3).name
    'dollar'
    >>> unit_before(lex("a $40 ticket"), 2).name
    'dollar'
    """
    if i < 1:
        return None
    sign = _sign_ending(tokens, i)
    if sign:
        return _lettered(tokens, sign)
    mark = tokens[i - 1]
    if mark.text == "." and i > 1 and f"{tokens[i - 2].text}." in codes():
        return Unit(codes()[f"{tokens[i - 2].text}."], i - 2, i)
    code = _code(mark.text)
    if code:
        return Unit(code, i - 1, i)
    if mark.text == "R" and touching(tokens, i) and _is_sum(tokens, i):
        return Unit("south african rand", i - 1, i)
    if mark.norm == "dollar" and not (i > 1 and tokens[i - 2].kind == "num"):
        return Unit("dollar", i - 1, i)
    return None


def _is_sum(tokens: Sequence[Token], i: int) -> bool:
    """R26 million, R4,500: a sum of money, where R2 is a name."""
    following = norm_at(tokens, i + 1)
    return "," in tokens[i].text or following in load("numbers")["scales"]


def _lettered(tokens: Sequence[Token], sign: Unit) -> Unit:
    """Another dollar by the letters before its sign: C$, HK$, U.S. $."""
    i = sign.first
    if tokens[i].text != "$" or i == 0:
        return sign
    near = tokens[i - 1]
    if near.norm == "." and norm_at(tokens, i - 2) == "u.s":
        return Unit(sign.name, i - 2, sign.stop)
    letters = near.norm.replace(".", "")
    currency = load("units")["currency"]
    solid = touching(tokens, i) and near.text != "a"
    apart = (
        letters in currency["spaced"]["letters"]
        and tokens[i].start - near.end == 1
        and norm_at(tokens, i - 2) not in ("'", "’", ".")
    )
    if letters in currency["prefix"] and (solid or apart):
        return Unit(currency["prefix"][letters], i - 1, sign.stop)
    return sign


def _code(text: str) -> str | None:
    """USD, and MUSD for millions of them (the number takes the million)."""
    if text in codes():
        return codes()[text]
    return codes().get(text[1:]) if text[:1] == "M" and len(text) == 4 else None


def plain_unit(tokens: Sequence[Token], j: int) -> Unit | None:
    """Return the unit that begins at token `j`, the longest name first, without its "per".

    >>> plain_unit(lex("square kilometres of forest"), 0).name
    'square kilometre'
    """
    if j >= len(tokens):
        return None
    k = j + 1 if tokens[j].norm == "-" and j + 1 < len(tokens) else j
    token = tokens[k]
    if token.norm in _BRACKETS:  # "20 (kg)"
        inner = _unbracketed(tokens, j, k + 1)
        if inner and norm_at(tokens, inner.stop) == _BRACKETS[token.norm]:
            return Unit(inner.name, j, inner.stop + 1)
        return None
    return _unbracketed(tokens, j, k)


def _unbracketed(tokens: Sequence[Token], j: int, k: int) -> Unit | None:
    if k >= len(tokens):
        return None
    token = tokens[k]
    if token.norm in first_words():
        found = _named(tokens, k)
        if found:
            return found
    elif token.kind == "word" and token.text.islower() and token.text not in _written():
        return None
    return _symbol(tokens, k) or _money_behind(tokens, k) or _inch(tokens, j, k)


@cache
def _written() -> frozenset[str]:
    """What a symbol, a sign or a code begins with, and "in" for an inch."""
    return frozenset((*_symbol_starts(), *_sign_starts(), *codes(), "in"))


def _named(tokens: Sequence[Token], k: int) -> Unit | None:
    for size in range(min(longest_name(), len(tokens) - k), 0, -1):
        words = tuple(token.norm for token in tokens[k : k + size])
        name = names().get(words)
        if name and not (words == ("°",) and not touching(tokens, k)):
            return Unit(name, k, k + size)
    return None


@cache
def _symbol_starts() -> frozenset[str]:
    return frozenset(symbol[0] for symbol in symbols())


def _symbol(tokens: Sequence[Token], k: int) -> Unit | None:
    if tokens[k].text not in _symbol_starts():
        return None
    for size in (3, 2, 1):
        text = tuple(token.text for token in tokens[k : k + size])
        name = symbols().get(text) if len(text) == size else None
        if name is None or any(not touching(tokens, i) for i in range(k + 1, k + size)):
            continue
        loose = (
            text[0] in load("units")["glued"]["letters"]
            and not touching(tokens, k)
            and not _apart(tokens, k)
        )
        if not loose and not _runs_on(tokens, k + size) and not _model(tokens, k):
            return Unit(name, k, k + size)
    return None


def _apart(tokens: Sequence[Token], k: int) -> bool:
    """`10 m` and `5 g` with a space: a unit when the letter stands before a space or a stop."""
    return tokens[k].text in load("units")["glued"]["apart"] and not (
        touching(tokens, k + 1) and tokens[k + 1].kind != "sym"
    )


def _model(tokens: Sequence[Token], k: int) -> bool:
    """Comet 1C: a capital before the number and its letter makes a name of them."""
    before = tokens[k - 2] if k > 1 else None
    if tokens[k].text in ("C", "F") and tokens[k - 1].norm == "-":
        return True  # a 20-F
    return (
        tokens[k].text in ("C", "F")
        and before is not None
        and before.text[0].isupper()
        and before.norm not in load("numbers")["names"]["function"]
    )


def _runs_on(tokens: Sequence[Token], k: int) -> bool:
    """Whether letters or digits touch the symbol from behind: 247m212 is a code."""
    return touching(tokens, k) and tokens[k].kind in ("word", "num")


def _money_behind(tokens: Sequence[Token], k: int) -> Unit | None:
    """10 €, 10 USD, 100元: unless the sign belongs to the numeral that follows it."""
    found = None
    for size in (2, 1) if tokens[k].text in _sign_starts() else ():
        signs = tuple(token.text for token in tokens[k : k + size])
        name = _signs().get(signs)
        if name and len(signs) == size:
            found = Unit(name, k, k + size)
            break
    code = _code(tokens[k].text)
    if found is None and code:
        stop = k + 2 if norm_at(tokens, k + 1) == "." and f"{tokens[k].text}." in codes() else k + 1
        found = Unit(code, k, stop)
    if found is None or not _is_number(tokens, found.stop):
        return found
    if touching(tokens, found.stop):
        return None
    own = _opens_money(tokens, found.stop + 1)
    return found if own or (code and norm_at(tokens, found.stop + 1) in (".", "")) else None


def _opens_money(tokens: Sequence[Token], k: int) -> bool:
    if k >= len(tokens):
        return False
    name = names().get((tokens[k].norm,), "")
    return tokens[k].text in _sign_starts() or _code(tokens[k].text) is not None or is_money(name)


def _is_number(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].kind == "num"


def _inch(tokens: Sequence[Token], j: int, k: int) -> Unit | None:
    """12 ft 2 in, and a lone mark behind a number: 10 " long."""
    feet = j > 1 and tokens[j - 2].norm in _FEET
    if tokens[k].norm == "in" and feet:
        return Unit("inch", k, k + 1)
    number = tokens[j - 1].kind == "num"
    if tokens[k].text == '"' and number and not feet and sum(t.text == '"' for t in tokens) == 1:
        return Unit("inch", k, k + 1)
    return None
