"""What is counted, by classes: soldiers, jobs, homes; people at large."""

import re
from functools import cache

from sayso.data import load
from sayso.model import Figure
from sayso.weigh.claims.stems import name_stem, stem


def head_of(counted: str | None) -> str | None:
    """Return the noun of a noun phrase in small letters, null where there is none.

    >>> head_of("Lunde homes of the poor")
    'homes'
    """
    if not counted:
        return None
    phrase = re.split(r"\s(?:of|in|from|at|who|that)\s", counted, maxsplit=1)[0]
    words = phrase.split()
    return words[-1].lower().strip("’'.,") if words else None


@cache
def _things() -> dict[str, str]:
    table: dict[str, list[str]] = load("weigh_claims_counted")["things"]
    return {word: name for name, words in table.items() for word in words}


def thing_of(figure: Figure) -> str | None:
    """Return the class of what a figure counts: `soldiers`, `jobs`; `anyone` for people at large.

    >>> thing_of(Figure(id="f", start=0, end=1, text="9", counted="Selinian troops"))
    'soldiers'
    """
    found = thing_of_words(figure.counted)
    is_person = figure.unit == "person"
    # "4,000 North Koreans": people of a country, of whatever calling.
    if is_person and (found is None or (figure.counted or "").split()[-1][:1].isupper()):
        return "anyone"
    return found


def thing_of_words(counted: str | None) -> str | None:
    """Return the class of a noun phrase, null where there is none.

    >>> thing_of_words("bodies"), thing_of_words("flooded farms")
    ('anyone', 'farms')
    """
    head = head_of(counted)
    if head is None or head in load("weigh_claims_counted")["often"]["words"]:
        return None
    if head in _things():
        return _things()[head]
    return "anyone" if head in load("weigh_claims_counted")["anyone"] else stem(head)


def class_of(word: str) -> str | None:
    """Return the class that a noun is listed in, null where it is in none.

    >>> class_of("toddlers"), class_of("toasters")
    ('children', None)
    """
    return _things().get(word.lower())


def group_of(group: str | None) -> str | None:
    """Return a group of people by the class of its noun, else by its stem.

    >>> group_of("girls"), group_of("Serbian")
    ('children', 'serb')
    """
    return (class_of(group) or name_stem(group)) if group else None
