"""Measures and moneys beside a number: which one, and where its words end."""

from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from sayso.annotate.numbers.tokens import Token, lex
from sayso.data import load

LONGEST_NAME = 5  # tokens
_PER = frozenset(("a", "an", "per", "/"))


class Unit(msgspec.Struct, frozen=True):
    """A unit by its one name, and the tokens it is written with."""

    name: str
    first: int
    stop: int


@cache
def _names() -> dict[tuple[str, ...], str]:
    table = load("units")
    found: dict[tuple[str, ...], str] = {}
    for names in (table["names"], table["currency"]["names"]):
        for canonical, variants in names.items():
            for variant in variants:
                for form in _numbers_of(variant):
                    found[tuple(token.norm for token in lex(form))] = canonical
    return found


def _numbers_of(name: str) -> Iterable[str]:
    """The name and its plurals, by the last word and, in "degrees Celsius", by the first."""
    yield name
    if not name[-1].isalpha():
        return
    yield f"{name}s"
    first, space, rest = name.partition(" ")
    if space and first in ("degree", "pound"):
        yield f"{first}s {rest}"


@cache
def _symbols() -> dict[tuple[str, ...], str]:
    return {
        tuple(t.text for t in lex(text)): name for text, name in load("units")["symbols"].items()
    }


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = load("units")["currency"]["codes"]
    return codes


@cache
def is_money(unit: str) -> bool:
    """Return whether the unit is a currency.

    >>> is_money("dollar"), is_money("hectare")
    (True, False)
    """
    currency = load("units")["currency"]
    return unit.partition(" per ")[0] in {
        *currency["names"],
        *currency["codes"].values(),
        *currency["before"].values(),
        *currency["prefix"].values(),
    }


def unit_before(tokens: Sequence[Token], i: int) -> Unit | None:
    """Return the money written before token `i`: $, US$, USD, and "C $" with its space.

    >>> unit_before(lex("about US$ 40"), 3).name
    'dollar'
    """
    if i < 1:
        return None
    currency = load("units")["currency"]
    before, mark = i - 1, tokens[i - 1]
    if mark.text in currency["before"]:
        name = currency["before"][mark.text]
        if mark.text == "$" and before > 0 and tokens[before - 1].kind == "word":
            letters = tokens[before - 1].norm.replace(".", "")
            dotted = before > 1 and letters == "u.s"
            if letters in currency["prefix"] and (len(letters) > 1 or _near(tokens, before)):
                return Unit(currency["prefix"][letters], before - 1, i)
            if dotted:
                return Unit(name, before - 1, i)
        return Unit(name, before, i)
    if mark.text == "." and before > 0 and f"{tokens[before - 1].text}." in _codes():
        return Unit(_codes()[f"{tokens[before - 1].text}."], before - 1, i)
    code = _code(mark.text)
    if code:
        return Unit(code, before, i)
    if mark.norm == "dollar":
        return Unit("dollar", before, i)
    return None


def _code(text: str) -> str | None:
    """USD, and MUSD for millions of them (the number takes the million)."""
    codes = _codes()
    if text in codes:
        return codes[text]
    return codes.get(text[1:]) if text[:1] == "M" and len(text) == 4 else None


def _near(tokens: Sequence[Token], i: int) -> bool:
    """Whether at most one space stands before token `i`."""
    return tokens[i].start - tokens[i - 1].end <= 1


def unit_after(tokens: Sequence[Token], j: int) -> Unit | None:
    """Return the unit that begins at token `j`, the longest name first, with its "per".

    >>> unit_after(lex("square kilometres of forest"), 0).name
    'square kilometre'
    >>> unit_after(lex("pence a share"), 0).name
    'pence per share'
    """
    if j >= len(tokens):
        return None
    k = j + 1 if tokens[j].norm == "-" and j + 1 < len(tokens) else j
    if tokens[k].norm in "([{<" and tokens[k].kind == "sym":  # "20 (kg)"
        inner = unit_after(tokens, k + 1) if k + 1 < len(tokens) else None
        closed = inner and inner.stop < len(tokens) and tokens[inner.stop].norm in ")]}>"
        return Unit(inner.name, j, inner.stop + 1) if inner and closed else None
    found = _named(tokens, k) or _symbol(tokens, k, touching=k > 0 and _touches(tokens, k))
    code = _code(tokens[k].text)
    if code:
        found = Unit(code, k, k + 1)
    return _with_per(tokens, found) if found else None


def _touches(tokens: Sequence[Token], k: int) -> bool:
    return tokens[k].start == tokens[k - 1].end


def _named(tokens: Sequence[Token], k: int) -> Unit | None:
    for size in range(min(LONGEST_NAME, len(tokens) - k), 0, -1):
        words = tuple(
            t.norm.rstrip(".") if t.kind == "word" else t.norm for t in tokens[k : k + size]
        )
        name = _names().get(words)
        if name and not (name == "degree" and words == ("°",) and not _touches(tokens, k)):
            return Unit(name, k, k + size)
    return None


def _symbol(tokens: Sequence[Token], k: int, touching: bool) -> Unit | None:
    for size in (2, 1):
        text = tuple(token.text for token in tokens[k : k + size])
        name = _symbols().get(text)
        if name is None or len(text) < size:
            continue
        solid = size == 1 or _touches(tokens, k + 1)
        letters = load("units")["glued"]["letters"]
        glued = touching or tokens[k].text not in letters or _metre_alone(tokens, k)
        if solid and glued:
            return Unit(name, k, k + size)
    return None


def _metre_alone(tokens: Sequence[Token], k: int) -> bool:
    """`10 m` and `5 g` with a space: a unit when the letter stands before a space or a stop."""
    return tokens[k].text in ("m", "g", "mi", "nm", "t") and not (
        k + 1 < len(tokens) and tokens[k + 1].start == tokens[k].end and tokens[k + 1].kind != "sym"
    )


def is_when(tokens: Sequence[Token], j: int) -> bool:
    """Return whether "a year" before token `j` is a time: a year earlier, a week ago.

    >>> is_when(lex("a year earlier"), 2)
    True
    """
    return j < len(tokens) and tokens[j].norm in ("earlier", "ago", "later", "before", "after")


def _with_per(tokens: Sequence[Token], unit: Unit) -> Unit:
    """Take in "per hour", "a share" and "/s"."""
    j = unit.stop
    if j < len(tokens) and tokens[j].norm == "-":
        j += 1
    if j + 1 >= len(tokens) or tokens[j].norm not in _PER or " per " in unit.name:
        return unit
    k = j + 2 if tokens[j + 1].norm == "-" and j + 2 < len(tokens) else j + 1
    base = tokens[k].norm
    short = {"h": "hour", "hr": "hour", "s": "second", "ms": "millisecond"}
    if tokens[j].norm == "/" and base in short:
        return Unit(f"{unit.name} per {short[base]}", unit.first, k + 1)
    if base in load("units")["per"]["words"] and not is_when(tokens, k + 1):
        return Unit(f"{unit.name} per {base}", unit.first, k + 1)
    return unit
