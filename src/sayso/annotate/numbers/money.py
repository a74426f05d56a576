"""Moneys that their words change: 3 dollars 50 cents, 30 EUR million, pounds that are no weight."""

from collections.abc import Sequence

import msgspec

from sayso.annotate.numbers.numerals import numeral_at
from sayso.annotate.numbers.readings import Reading
from sayso.annotate.numbers.tokens import Token, norm_at
from sayso.annotate.numbers.unit_names import names
from sayso.annotate.numbers.units import Unit, is_money
from sayso.data import load

_CLOSING = frozenset(("", ".", ",", ";", "!", "?", ")", ":"))
# A million pounds of anything but money is news of its own.
POUNDS_ARE_MONEY = 1e6
_TALK = 8  # words on either side that may speak of money
# "12 won" is a verb, two marks are stains, three crowns are worn: so few of them buy nothing.
LEAST = {"won": 1000, "mark": 1000, "marks": 1000, "crown": 100, "crowns": 100}


def settled(tokens: Sequence[Token], reading: Reading, unit: Unit) -> Unit | None:
    """Return the unit as its words decide it: pounds of money or of weight, and no "12 won".

    >>> from sayso.annotate.numbers.tokens import lex
    >>> from sayso.annotate.numbers.lines import Line
    >>> from sayso.annotate.numbers.rates import unit_after
    >>> from sayso.annotate.numbers.readings import reading_at
    >>> tokens = lex("a fine of 400 pounds")
    >>> settled(tokens, reading_at(Line("", tokens, False), 3), unit_after(tokens, 4)).name
    'pound sterling'
    """
    word = norm_at(tokens, unit.first)
    if (reading.best or reading.high or 0) < LEAST.get(word, 0):
        return None
    if word in ("pound", "pounds") and unit.name.partition(" per ")[0] == "pound":
        near = {t.norm for t in tokens[max(0, reading.first - _TALK) : unit.stop + _TALK]}
        talk = load("units")["currency"]["talk"]
        money = bool(near & set(talk["words"])) and not near & set(talk["weight"])
        large = (reading.best or reading.high or 0) >= POUNDS_ARE_MONEY
        if (money or large) and norm_at(tokens, unit.stop) != "of":
            return msgspec.structs.replace(unit, name=f"pound sterling{unit.name[5:]}")
    return unit


def scaled(
    tokens: Sequence[Token], reading: Reading, before: Unit | None, after: Unit | None
) -> Reading:
    """30 EUR million; 62 MUSD: the million stands with the name of the money."""
    money = after or before
    if money is None or reading.best is None:
        return reading
    code = tokens[money.first].text
    if len(code) == 4 and code[0] == "M" and code.isupper():
        return msgspec.structs.replace(reading, best=reading.best * 1e6)
    scales = load("numbers")["scales"]
    scale = scales.get(norm_at(tokens, after.stop)) if after and is_money(after.name) else None
    return msgspec.structs.replace(reading, best=reading.best * scale) if scale else reading


def with_hundredths(
    tokens: Sequence[Token], reading: Reading, money: Unit, stop: int
) -> tuple[Reading, int] | None:
    """Return the reading with the small money behind it, and where that ends; null for none.

    Three dollars and fifty cents; 15 dollars 50, where the clause ends with it.
    """
    if reading.best is None or not is_money(money.name) or " per " in money.name:
        return None
    if reading.best != int(reading.best) or reading.vague:
        return None
    linked = norm_at(tokens, stop) == "and"
    k = stop + 1 if linked else stop
    part = numeral_at(tokens, k) if k < len(tokens) else None
    if part is None or not 0 < part.value < 100 or part.value != int(part.value):
        return None
    hundredths = load("units")["currency"]["hundredths"]["names"]
    minor = names().get((norm_at(tokens, part.stop),))
    if minor in hundredths and money.name not in hundredths:
        end = part.stop + 1
    elif norm_at(tokens, part.stop) in (*_CLOSING, "more") and (
        linked or money.first >= reading.stop
    ):
        end = part.stop
    else:
        return None
    return msgspec.structs.replace(reading, best=reading.best + part.value / 100), end
