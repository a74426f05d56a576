"""A figure's value as one reads it."""

from collections.abc import Iterable

from sayso.annotate.numbers.written import written
from sayso.data import load
from sayso.model import Claim, Figure, Origin

_SIGNS = {">=": "at least ", ">": "more than ", "<=": "up to ", "<": "fewer than "}


def count_of(origin: Origin) -> str:
    """Return the counts of a claim: `3 articles, 2 conduits, 1 origin (up to 2)`.

    >>> from sayso.model import ClaimValue
    >>> count_of(Origin(id="o", story="s", claim=ClaimValue(id="c", text="14 killed"),
    ...     documents=("a", "b", "c"), conduits=("MPA",), roots=(),
    ...     n_min=1, n_max=2, circular=False))
    '3 articles, 1 conduit, 1 origin (up to 2)'
    """
    parts = (
        counted(len(origin.documents), "article"),
        counted(len(origin.conduits), "conduit"),
        origins_in_words(origin.n_min, origin.n_max),
    )
    taken = ", taken back" if origin.withdrawn else ""
    stale = f", {counted(len(origin.stale), 'article')} still with it" if origin.stale else ""
    return ", ".join(parts) + (", circular" if origin.circular else "") + taken + stale


def origins_in_words(least: int, most: int) -> str:
    """Return how many distinct origins there are: `1 origin`, `1 origin (up to 3)`.

    >>> origins_in_words(1, 3), origins_in_words(2, 2)
    ('1 origin (up to 3)', '2 origins')
    """
    return counted(least, "origin") + (f" (up to {most:,})" if most > least else "")


def counted(number: int, noun: str) -> str:
    """Return `1 article`, `2 articles`.

    >>> counted(1, "article"), counted(0, "story")
    ('1 article', '0 stories')
    """
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def some_of(names: Iterable[str], most: int = 3, between: str = ", ") -> str:
    """Return the first of some names, each once, and how many more there are.

    >>> some_of(["Herald", "Post", "Herald", "Courant"], most=2)
    'Herald, Post and 1 more'
    """
    named = list(dict.fromkeys(names))
    rest = f" and {len(named) - most:,} more" if len(named) > most else ""
    return between.join(named[:most]) + rest


def units(unit: str) -> str:
    """Return what a unit is called of several: `cubic metres per second`, `square feet`.

    >>> units("litre per second"), units("square foot"), units("year of age")
    ('litres per second', 'square feet', 'years of age')
    """
    plurals: dict[str, str] = load("units")["plurals"]
    head, per, rest = unit.partition(" per ")
    noun, of, age = head.partition(" of ")
    lead, space, last = noun.rpartition(" ")
    many = plurals.get(noun) or f"{lead}{space}{plurals.get(last, f'{last}s')}"
    return many + of + age + per + rest


def value(figure: Figure | Claim) -> str:
    """Return low, best and high in words: `10,000–12,000`, `at least 40`, `about 300`.

    A word that stands for no number keeps its place beside what it is taken to mean.

    >>> value(Figure(id="f", start=0, end=2, text="40", low=40, bound=">="))
    'at least 40'
    >>> value(Figure(id="f", start=0, end=6, text="dozens", low=24, high=99, rule="vague word"))
    '“dozens” (24–99)'
    >>> value(Figure(id="f", start=0, end=7, text="a third", best=1 / 3, rule="share"))
    '“a third” (0.333)'
    """
    if isinstance(figure, Figure) and figure.rule.startswith(("vague", "share")):
        return f"“{figure.text.lower()}” ({_numbers(figure)})"
    return _numbers(figure)


def what_counted(figure: Figure) -> str:
    """Return what a figure counts: `people`, `tonnes, grain`, `more families`.

    >>> what_counted(Figure(id="f", start=0, end=3, text="300", best=300, unit="tonne"))
    'tonnes'
    >>> what_counted(Figure(id="f", start=0, end=3, text="one", best=1, counted="people"))
    'person'
    """
    thing, unit = figure.counted or "", figure.unit or ""
    if thing == "people" and figure.best == 1:
        thing = "person"
    if unit in {"person", "percent"} or unit in thing:
        unit = ""
    unit = units(unit) if unit and figure.best != 1 else unit
    both = f"{unit}, {thing}" if unit and thing else unit or thing
    return f"more {both}" if figure.additive else both


def _numbers(figure: Figure | Claim) -> str:
    approximately = "about " if figure.approximate else ""
    percent = "%" if figure.unit == "percent" else ""
    if figure.best is not None:
        return f"{approximately}{written(figure.best)}{percent}"
    if figure.low is not None and figure.high is not None:
        return f"{approximately}{written(figure.low)}–{written(figure.high)}{percent}"
    single = figure.low if figure.low is not None else figure.high
    if single is None:
        return figure.text if isinstance(figure, Figure) else ""
    sign = _SIGNS.get(figure.bound or (">=" if figure.low is not None else "<="), "")
    return f"{sign}{approximately}{written(single)}{percent}"


def amount(
    low: float | None, best: float | None, high: float | None, unit: str | None = None
) -> str:
    """Return low, best and high in words, with the unit of what is no person.

    >>> amount(30, None, 45), amount(14, None, None), amount(None, 64, None, "percent")
    ('30–45', 'at least 14', '64%')
    >>> amount(None, 9, None, "person"), amount(None, 2, None, "tonne")
    ('9', '2 tonnes')
    """
    told = _numbers(
        Figure(id="", start=0, end=0, text="", low=low, best=best, high=high, unit=unit)
    )
    if not told or unit in (None, "person", "percent"):
        return told
    return f"{told} {unit if best == 1 else units(unit)}"
