"""A figure's value as one reads it."""

from sayso.model import Figure

_SIGNS = {">=": "at least ", ">": "more than ", "<=": "up to ", "<": "fewer than "}


def value(figure: Figure) -> str:
    """Return low, best and high in words: `10,000–12,000`, `at least 40`, `about 300`.

    A word that stands for no number keeps its place beside what it is taken to mean.

    >>> value(Figure(id="f", start=0, end=2, text="40", low=40, bound=">="))
    'at least 40'
    >>> value(Figure(id="f", start=0, end=6, text="dozens", low=24, high=99, rule="vague word"))
    '“dozens” (24–99)'
    """
    if figure.rule.startswith("vague"):
        return f"“{figure.text.lower()}” ({_numbers(figure)})"
    return _numbers(figure)


def _numbers(figure: Figure) -> str:
    approximately = "about " if figure.approximate else ""
    percent = "%" if figure.unit == "percent" else ""
    if figure.best is not None:
        return f"{approximately}{number(figure.best)}{percent}"
    if figure.low is not None and figure.high is not None:
        return f"{approximately}{number(figure.low)}–{number(figure.high)}{percent}"
    single = figure.low if figure.low is not None else figure.high
    if single is None:
        return figure.text
    sign = _SIGNS.get(figure.bound or (">=" if figure.low is not None else "<="), "")
    return f"{sign}{approximately}{number(single)}{percent}"


def number(quantity: float) -> str:
    """Return a number with its thousands parted, whole where it is whole.

    >>> number(12000.0), number(2.5), number(1 / 3)
    ('12,000', '2.5', '0.333')
    """
    return f"{int(quantity):,}" if quantity == int(quantity) else f"{quantity:,.3g}"
