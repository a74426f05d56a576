"""A decision in a few words."""

from collections.abc import Mapping

import msgspec

from sayso.annotate.numbers.written import written
from sayso.decision import Correct, Decision, Split

_WORDS: Mapping[str, str] = {
    "story": "page {what.page:.16}… added to {what.story!r}",
    "put": "{what.article} put into {what.story!r}",
    "pin": "{what.article} pinned to {what.story!r}",
    "rename": "{what.story!r} called {what.name!r}",
    "merge": "{what.story!r} merged into {what.into!r}",
    "same-name": "{what.a!r} and {what.b!r} are one",
    "apart-names": "{what.a!r} and {what.b!r} are two",
    "same-origin": "{what.a!r} and {what.b!r} are one origin of {what.claim}",
    "independent": "{what.a!r} and {what.b!r} are independent origins of {what.claim}",
    "accept": "{what.row} accepted",
    "reject": "{what.row} rejected",
    "unsure": "{what.row} unsure",
    "grade": "{what.row} graded {what.grade}",
    "likelihood": "{what.row}: {what.word} ({what.ladder})",
    "note": "{what.row} noted",
    "undo": "{what.decision} undone",
}


def in_words(decision: Decision) -> str:
    """Return what was decided, in a few words.

    >>> from sayso.decision import Grade
    >>> in_words(Decision(number=1, at="", who="", kind="grade", subject="art-1",
    ...     what=Grade(row="art-1", grade="B2")))
    'art-1 graded B2'
    """
    what = decision.what
    if isinstance(what, Split):
        number = len(what.articles)
        many = "1 article" if number == 1 else f"{number:,} articles"
        return f"{many} of {what.story!r} split off into {what.into!r}"
    if isinstance(what, Correct):
        return f"{what.row} corrected: {', '.join(_changes(what))}"
    return _WORDS[decision.kind].format(what=what)


def _changes(what: Correct) -> list[str]:
    def said(value: object) -> str:
        if isinstance(value, float):
            return written(value)
        return msgspec.json.encode(value).decode()

    return [
        f"{key} {said(what.was.get(key))} → {said(value)}"
        for key, value in what.fields.items()
        if key != "text"
    ]
