"""One person killed or hurt, told without a number."""

import re
from functools import cache

from sayso.data import load
from sayso.model import Annotated

# Up to so many words may stand between a person and what befell him: a name, an age, a street.
_BETWEEN = r"(?:[,\s]+(?!(?:and|were|are|but|while)\b)[\w’'\"-]+){0,7}?[,\s]+"
_ONE = r"(?:an?|one|another|the|his|her|their|our)"
_ANOTHER = re.compile(r"\b(?:another|other|second|third)\b", re.IGNORECASE)
# The news of one person stands near the top; later come the stories of others.
LEAD = 2500
# "Another 20-year-old man": the word stands so close before the person.
BEFORE = 24


def singles(annotated: Annotated) -> frozenset[str]:
    """Return the indicators of which an article tells of one person, without a number.

    >>> from sayso.model import Annotation, Article
    >>> text = "A 34-year-old man from Hald was shot dead in a bar."
    >>> page = Annotated(article=Article(id="a", text=text), annotation=Annotation(id="a"))
    >>> sorted(singles(page))
    ['killed']
    """
    text = f"{annotated.article.title or ''}.\n{annotated.article.text[:LEAD]}"
    found = {kind for kind, pattern in _patterns().items() if pattern.search(text)}
    # Who "was taken to a hospital" is as a rule the one who died there; unless it is another.
    if {"killed", "injured"} <= found and not any(
        _ANOTHER.search(text, max(0, match.start() - BEFORE), match.end())
        for match in _patterns()["injured"].finditer(text)
    ):
        found.discard("injured")
    return frozenset(found)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = load("weigh_claims_singles")
    person = rf"(?:{'|'.join(map(re.escape, table['person']['words']))})"
    named = r"(?:[A-Z][\w’'-]+\s+[A-Z][\w’'-]+,\s+\d{1,2},?)"
    found = {}
    for kind in table["after"]:
        after = "|".join(re.escape(words) for words in table["after"][kind])
        before = "|".join(re.escape(words) for words in table["before"][kind])
        found[kind] = re.compile(
            rf"\b(?i:{person})\b{_BETWEEN}(?i:{after})\b"
            rf"|{named}\s+(?i:{after})\b"
            rf"|\b(?i:{before})\s+(?:(?i:{_ONE})\s+(?:[\w’'-]+\s+){{0,4}}?(?i:{person})\b|{named})"
        )
    return found
