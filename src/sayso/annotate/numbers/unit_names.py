"""Every name of a unit, made from the table's parts: multiples, squares, cubes, moneys."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from sayso.annotate.numbers.tokens import lex
from sayso.data import load

Words = tuple[str, ...]


@cache
def names() -> dict[Words, str]:
    """Return the unit of each name, the name as its lower-case tokens.

    >>> names()["square", "kilometers"], names()["georgian", "lari"]
    ('square kilometre', 'georgian lari')
    """
    found: dict[Words, str] = {}
    for canonical, name in (*_measures(), *_moneys()):
        for form in _numbers_of(name):
            found[tuple(token.norm for token in lex(form))] = canonical
    return found


@cache
def first_words() -> frozenset[str]:
    """Return the words that open a name: what opens none is no unit."""
    return frozenset(name[0] for name in names())


@cache
def longest_name() -> int:
    return max(map(len, names()))


@cache
def symbols() -> dict[Words, str]:
    """Return the unit of each symbol, capitals kept.

    >>> symbols()[("km²",)], symbols()[("MWh",)]
    ('square kilometre', 'megawatt hour')
    """
    table = load("units")
    found: dict[str, str] = {}
    for canonical, entry in table["scaled"].items():
        for symbol in entry["symbols"]:
            found[symbol] = canonical
            for prefix in entry["prefixes"]:
                signs = table["prefixes"][prefix]
                for sign in [signs] if isinstance(signs, str) else signs:
                    found[f"{sign}{symbol}"] = f"{prefix}{canonical}"
    found |= table["symbols"]
    for symbol, name in list(found.items()):
        if name in table["powers"]["lengths"]:
            found |= {f"{symbol}{sign}": f"square {name}" for sign in ("²", "2", "^2")}
            found |= {f"{symbol}{sign}": f"cubic {name}" for sign in ("³", "3", "^3")}
    never = set(table["glued"]["never"])
    return {
        tuple(t.text for t in lex(symbol)): name
        for symbol, name in found.items()
        if symbol not in never
    }


@cache
def codes() -> dict[str, str]:
    """Return the money of each code, in capitals and, where it is no word, in small letters."""
    currency = load("units")["currency"]
    found: dict[str, str] = dict(currency["codes"])
    by_small = {code.lower(): name for code, name in found.items()}
    return {**found, **{code: by_small[code] for code in currency["small"]["codes"]}}


@cache
def moneys() -> frozenset[str]:
    """Return the one name of each money."""
    currency = load("units")["currency"]
    made = {name for name, _ in _moneys()}
    signs = (currency["before"], currency["prefix"], currency["codes"])
    return frozenset(made.union(*(table.values() for table in signs)))


def _measures() -> Iterator[tuple[str, str]]:
    table = load("units")
    words: dict[str, list[str]] = {name: list(found) for name, found in table["names"].items()}
    for canonical, entry in table["scaled"].items():
        words.setdefault(canonical, []).extend(entry["words"])
        for prefix in entry["prefixes"]:
            made = [f"{prefix}{dash}{word}" for word in entry["words"] for dash in ("", "-")]
            words.setdefault(f"{prefix}{canonical}", []).extend(made)
    for canonical, found in words.items():
        yield from ((canonical, name) for name in found)
    signs = _signs_of_lengths(table)
    for length in table["powers"]["lengths"]:
        for power in ("square", "cubic"):
            lead = table["powers"][power]
            for name in (*words[length], *signs[length]):
                yield from ((f"{power} {length}", f"{word} {name}") for word in lead)
            if length == "inch":
                yield from ((f"{power} {length}", f"{word} in") for word in lead[1:])
            for name in words[length]:
                yield from ((f"{power} {length}", f"{word}-{name}") for word in lead[:1])
        for name in words[length]:
            yield f"square {length}", f"{name} squared"
            yield f"cubic {length}", f"{name} cubed"


def _signs_of_lengths(table: Mapping[str, dict[str, str]]) -> dict[str, list[str]]:
    """Sq km, sq. mi: the symbol behind the word."""
    found: dict[str, list[str]] = {length: [] for length in table["powers"]["lengths"]}
    for symbol, name in symbols().items():
        if name in found and len(symbol) == 1 and symbol[0].isalpha():
            found[name].append(symbol[0].lower())
    return found


def _moneys() -> Iterator[tuple[str, str]]:
    currency = load("units")["currency"]
    same = currency["same"]
    for canonical, found in currency["names"].items():
        yield from ((canonical, name) for name in found)
    for word, canonical in currency["alone"].items():
        yield from ((canonical, name) for name in (word, *currency["plurals"].get(word, ())))
    for word, countries in currency["shared"].items():
        for country in countries:
            name = f"{country} {word}"
            canonical = same.get(name, name)
            yield canonical, name
            for plural in currency["plurals"].get(word, ()):
                yield canonical, f"{country} {plural}"


def _numbers_of(name: str) -> Iterable[str]:
    """The name and its plurals, by the last word and, in "degrees Celsius", by the first."""
    yield name
    if not name[-1].isalpha():
        return
    yield f"{name}s"
    first, space, rest = name.partition(" ")
    if space and first in ("degree", "pound"):
        yield f"{first}s {rest}"
    if rest in ("squared", "cubed"):
        yield f"{first}s {rest}"
