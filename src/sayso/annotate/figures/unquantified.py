"""Statements that there was none, or that the number is not known."""

import re
from functools import cache

from sayso.data import load
from sayso.model import Unquantified

_EVENT_ADJECTIVE = (
    r"(?:(?:immediate|further|other|known|reported|confirmed|new|civilian|serious|military|"
    r"major|more|such)\s+){0,2}"
)


@cache
def _nouns() -> dict[str, str]:
    """Nouns that name what happened, singular and plural, with their predicate."""
    found: dict[str, str] = {}
    for name, entry in load("predicates")["happened"].items():
        for noun in entry["nouns"]:
            plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
            found |= {noun: name, plural: name}
    return found


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    nouns = "|".join(sorted(_nouns(), key=len, reverse=True))
    known = r"(?:known|clear|available|given|released|disclosed|specified|confirmed|provided)"
    unknown = rf"(?:unknown|unclear|uncertain|undetermined|not\s+(?:\w+\s+)?{known})"
    number = r"(?:number|toll|figure|figures|numbers|count|tally|scale|extent|breakdown)"
    said = (
        r"(?:(?:did|does|do|would|could|has|have|had|was|were|is|are)(?:\s+not|n['’]t)"
        r"(?:\s+(?:immediately|yet|able|been|to)){0,3}|declin(?:ed|es|ing)\s+to|refus(?:ed|es|ing)\s+to|without|"
        r"trying\s+to|working\s+to|seeking\s+to|unable\s+to)"
    )
    saying = (
        r"(?:say(?:ing)?|specify(?:ing)?|give|giving|disclos(?:e|ing)|determin(?:e|ing)|"
        r"establish(?:ing)?|clear|known|reveal(?:ing)?|verify(?:ing)?|confirm(?:ing)?|provide|providing)"
    )
    return (
        ("zero", re.compile(
            rf"\b(?:no|zero|without(?:\s+any)?)\s+{_EVENT_ADJECTIVE}(?P<noun>{nouns})\b(?:\s+or\s+(?:{nouns})\b)?",
            re.IGNORECASE)),
        ("zero", re.compile(
            r"\b(?:no\s+one|nobody|none(?:\s+of\s+(?:them|the\s+\w+))?|no\s+(?P<counted>people|civilians|\w+ers|soldiers))\s+"
            r"(?:was|were|is|has\s+been|have\s+been|had\s+been)\s+(?:\w+ly\s+)?"
            r"(?P<noun>killed|injured|hurt|wounded|missing|arrested|detained|displaced)\b",
            re.IGNORECASE)),
        ("unknown", re.compile(
            rf"\b(?:the\s+|its\s+|their\s+)?(?:(?:exact|precise|total|true|actual|full|final|real|death)\s+){{1,2}}{number}"
            rf"(?:\s+of\s+\w+(?:\s+\w+){{0,2}}?)?\s+(?:is|was|are|were|remains|remained)\s+(?:still\s+)?{unknown}\b",
            re.IGNORECASE)),
        ("unknown", re.compile(
            rf"\bnumber\s+of\s+(?P<counted>\w+(?:\s+\w+){{0,2}}?)\s+(?:is|was|remains|remained)\s+(?:still\s+)?{unknown}\b",
            re.IGNORECASE)),
        ("unknown", re.compile(
            rf"\b{said}\s+{saying}\s+(?:exactly\s+|precisely\s+)?how\s+many\b(?:\s+more)?(?:\s+(?P<counted>\w+))?",
            re.IGNORECASE)),
        ("unknown", re.compile(
            rf"\b(?:it\s+(?:is|was|remains|remained)\s+)?{unknown}\s+(?:exactly\s+)?how\s+many\b(?:\s+more)?(?:\s+(?P<counted>\w+))?",
            re.IGNORECASE)),
        ("zero", re.compile(
            rf"\bno\s+(?:reports?|signs?|word)\s+of\s+(?:any\s+)?{_EVENT_ADJECTIVE}(?P<noun>{nouns})\b",
            re.IGNORECASE)),
        ("unknown", re.compile(
            rf"\b(?:has|have|had)\s+(?:given|issued|released|published|provided|disclosed)\s+no\s+"
            rf"(?:{number}|tolls?|counts?|details\s+of\s+casualties)\b"
            rf"|\b(?:gave|issued|offered)\s+no\s+(?:{number}|tolls?)\b",
            re.IGNORECASE)),
        ("unknown", re.compile(
            rf"\b(?:the\s+)?(?:exact|precise|total|true|actual|full|final|real)\s+{number}\s+"
            r"(?:would|will|may|might|could)\s+(?:not|never)\s+be\s+(?:known|clear|established)\b",
            re.IGNORECASE)),
        ("unknown", re.compile(
            r"\bhow\s+many\s+(?:[\w'’-]+\s+){0,7}?(?:may|might|will|would|could|is|was|remains)\s+"
            r"(?:still\s+)?(?:never\s+|not\s+|un)(?:be\s+)?(?:known|clear|established)\b",
            re.IGNORECASE)),
        ("unknown", re.compile(
            r"\ban?\s+(?:unknown|unspecified|undisclosed|undetermined)\s+number\s+of\s+(?P<counted>\w+(?:\s+\w+)?)",
            re.IGNORECASE)),
    )  # fmt: skip


_CHEAP = re.compile(
    r"\b(?:no|nobody|none|zero|without|unknown|unclear|uncertain|undetermined|unspecified|"
    r"undisclosed|many|not)\b",
    re.IGNORECASE,
)
_VERBS = {
    "killed": "killed", "injured": "injured", "hurt": "injured", "wounded": "injured",
    "missing": "missing", "arrested": "detained", "detained": "detained", "displaced": "displaced",
}  # fmt: skip


def unquantified(sentence: str, offset: int) -> tuple[Unquantified, ...]:
    """Return the statements of none or of an unknown number, with offsets moved by `offset`.

    >>> [(u.text, u.kind) for u in unquantified("There were no casualties.", 0)]
    [('no casualties', 'zero')]
    """
    if not _CHEAP.search(sentence):
        return ()
    found: list[Unquantified] = []
    for kind, pattern in _patterns():
        for match in pattern.finditer(sentence):
            start, end = match.start() + offset, match.end() + offset
            if any(start < other.end and other.start < end for other in found):
                continue
            groups = match.groupdict()
            noun = (groups.get("noun") or "").lower()
            found.append(Unquantified(
                start=start, end=end, text=match.group(),
                kind="zero" if kind == "zero" else "unknown",
                predicate=_VERBS.get(noun) or _nouns().get(noun),
                counted=groups.get("counted"),
            ))  # fmt: skip
    return tuple(sorted(found, key=lambda each: each.start))
