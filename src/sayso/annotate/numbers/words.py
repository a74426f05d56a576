"""Words that stand for numbers, by the table of numbers."""

from functools import cache

from sayso.data import load


@cache
def small_words() -> dict[str, float]:
    """Return the values of the words below a hundred."""
    table = load("numbers")
    return {word: float(value) for part in ("units", "tens") for word, value in table[part].items()}


@cache
def scales() -> dict[str, float]:
    """Return the words that multiply, `hundred` and the dozen among them."""
    return {"hundred": 100.0, "hundreds": 100.0, **load("numbers")["scales"]}
