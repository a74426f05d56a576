"""The parameters of an address: which a page knows, and what each may be."""

import math
from collections.abc import Callable, Mapping
from datetime import date

import msgspec
from starlette.datastructures import QueryParams

from sayso.model import SaysoError

# A search of so many letters is a text, not a search.
LONGEST = 500
MOST_LISTED = 40


class WrongParameter(SaysoError):  # noqa: N818
    """A parameter that a page does not know, or a value that it cannot be."""


class NotThere(SaysoError):  # noqa: N818
    """An id or a name that nothing in the ledger has."""


Kind = Callable[[str, str], str]


def text(name: str, value: str) -> str:
    """Return any text that is not too long."""
    if len(value) > LONGEST:
        raise WrongParameter(f"{name}: {len(value):,} letters; at most {LONGEST} are read")
    return value.replace("\x00", "").strip()


def number(name: str, value: str) -> str:
    """Return a number as written, such as 14 or 2.5."""
    try:
        known = float(value.replace(",", ""))
    except ValueError:
        known = math.nan
    if not math.isfinite(known):
        raise WrongParameter(f"{name}: {text(name, value)!r} is no number; give one such as 14")
    return repr(known)


def day(name: str, value: str) -> str:
    """Return a day, written 2025-10-14."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise WrongParameter(
            f"{name}: {value[:LONGEST]!r} is no day; give one such as 2025-10-14"
        ) from None


def whole(least: int, most: int) -> Kind:
    """Return a reader of whole numbers within bounds."""

    def read(name: str, value: str) -> str:
        if not value.isascii() or not value.isdigit() or not least <= int(value[:9]) <= most:
            raise WrongParameter(
                f"{name}: {value[:LONGEST]!r} is no whole number from {least} to {most:,}"
            )
        return str(int(value))

    return read


class OneOf(msgspec.Struct, frozen=True):
    """A reader of one of some words."""

    values: tuple[str, ...]

    def __call__(self, name: str, value: str) -> str:
        if value not in self.values:
            raise WrongParameter(
                f"{name}: {value[:LONGEST]!r} is none of {', '.join(self.values[:MOST_LISTED])}"
            )
        return value


def one_of(*values: str) -> OneOf:
    """Return a reader of one of some words."""
    return OneOf(values)


def read(query: QueryParams, known: Mapping[str, Kind]) -> Mapping[str, str]:
    """Return the parameters that were given, each read as its kind; empty ones are left out.

    Raises WrongParameter naming those that there are.

    >>> read(QueryParams("low=14&q="), {"low": number, "q": text})
    {'low': '14.0'}
    """
    given: dict[str, str] = {}
    for name, value in query.multi_items():
        if name not in known:
            names = ", ".join(known) or "none"
            raise WrongParameter(f"no parameter {name[:LONGEST]!r} here; there are: {names}")
        if name in given:
            raise WrongParameter(f"{name}: given twice; give it once")
        if value.strip():
            given[name] = known[name](name, value.strip())
    return {name: value for name, value in given.items() if value}
