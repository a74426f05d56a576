"""For which body a named person speaks: "Bo Tarn, a spokesman for the Harbor Board"."""

import re
from collections.abc import Sequence

from sayso.annotate.attributions.sources import (
    ARTICLE,
    HE,
    IT,
    NAME,
    POSSESSIVE,
    THEY,
    VOICES,
    Source,
)

_BEHIND = re.compile(
    rf"{NAME.pattern},\s(?:[\w’'-]+\s){{0,3}}?(?i:{VOICES})\s(?:for|of|at|from)\s(?P<who>[^,]+)"
)
_BEFORE = re.compile(rf"(?P<who>.+?)\s(?i:{VOICES}),?\s{NAME.pattern}")


def speaks_for(words: str) -> str | None:
    """Return the body that the words of a named source say that it speaks for, as they call it.

    >>> speaks_for("Bo Tarn, a spokesman for the Harbor Board")
    'Harbor Board'
    >>> speaks_for("the ministry’s spokeswoman, Ana Reyl"), speaks_for("Ana Reyl, the mayor")
    ('ministry', None)
    """
    found = _BEHIND.match(words) or _BEFORE.match(words)
    if found is None:
        return None
    body = POSSESSIVE.sub("", ARTICLE.sub("", found["who"].strip()))
    return None if not body or body.lower() in HE | IT | THEY else body


def spoken_bodies(said: Sequence[str], sources: Sequence[Source]) -> list[str | None]:
    """Return for each source the body that it speaks for: as its own words say, or those of an
    earlier or later source of the same name; "the ministry" by the name it has among the sources.

    >>> oram = Source(name="Ada Oram", kind="person", named=True)
    >>> spoken_bodies(["Ada Oram, a spokeswoman for Tarn Steel", "Oram"], [oram, oram])
    ['Tarn Steel', 'Tarn Steel']
    """
    bodies = [each.name for each in sources if each.kind == "body" and each.named and each.name]
    known: dict[str, str] = {}
    for words, source in zip(said, sources, strict=True):
        if source.kind == "person" and source.name and (body := speaks_for(words)):
            known.setdefault(source.name, _fullest(body, bodies))
    return [known.get(each.name or "") for each in sources]


def _fullest(body: str, bodies: Sequence[str]) -> str:
    if body[0].isupper():
        return body
    return next((name for name in bodies if name.lower().endswith(body.lower())), body)
