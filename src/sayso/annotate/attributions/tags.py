"""A tag that ends a sentence, read without a parse: "..., the jail's governor told the Ledger"."""

import re
from collections.abc import Iterator
from functools import cache

from sayso.annotate.attributions.candidates import Candidate
from sayso.annotate.attributions.clauses import trim
from sayso.annotate.attributions.cues import spoken_forms
from sayso.annotate.attributions.phrases import LONGEST_SENTENCE, may_speak

# A sentence that opens so may have its statement behind the comma.
_SUBORDINATE = re.compile(
    r"(?:When|As|If|After|While|Although|Though|Because|Since|Once|Before|Until|Asked|Reached|Speaking|Whether"
    r"|Like|Unlike|Despite|According|Citing|Quoting|Per)\b"
)
# One that opens so has it before the comma where there is a verb: "In ten days 8,400 have crossed".
_PREPOSITIONAL = re.compile(r"(?:In|On|At|By|During|For|With|Across|Near|Outside|Over|From)\b")
_FINITE = re.compile(
    r"\b(?:has|have|had|was|were|is|are|will|would|could|can|may|might|must|did|does|do|died|fled|lost|fell|rose)\b"
)
_NAME = r"[A-Z][\w’'.-]+(?:\s(?:de|van|von|al-)?\s?[A-Z][\w’'.-]+){1,3}"
_OFFICE = r"(?:the|its|their|his|her|an?|one|[a-z]+)\s[^,.;:]{2,60}"
_BESIDE = r"(?:the|an?|its|who|whose|[a-z]+)\s[^,.;:]{2,70}"
_PLAIN = (
    r"(?!(?:and|but|while|as|when|which|who|whom|where|after|if|because|so|or|though|although|that|whose|he|she"
    r"|it|they|we|i)\b)[^,.;:()]{2,80}?"
)
# To whom, where and when it was said, and nothing of what.
_TO = (
    r"(?:\s(?:(?:the|this|our|an?|its|local|state|foreign|national)\s)?(?:[A-Z][\w’'.-]*(?:\s(?:of\s)?[A-Z][\w’'.-]*){0,4}"
    r"|reporters|journalists|newspaper|paper|station|agency|radio|television|us|me|correspondents?|lawmakers|parliament"
    r"|[a-z]+\s(?:agency|television|radio|media)))"
)
_WHERE = (
    r"(?:\s(?:to|on|at|in|by|from|late|early|after|during|this|last|yesterday|today|over|through|outside|as|when"
    r"|while|before|earlier|later|shortly|via)\b(?:(?!\bthat\b|\bhow\b|\bwhether\b)[^.;:]){0,80})"
)


def tag_candidates(said: str) -> Iterator[Candidate]:
    """Yield what a tag at the end of a sentence reports, with offsets into `said`.

    >>> said = "Nine men fled, the jail's governor, Anselm Korte, told the Ledger."
    >>> [found] = tag_candidates(said)
    >>> said[slice(*found.source[0])], said[slice(*found.content[0])]
    ("the jail's governor, Anselm Korte", 'Nine men fled')
    """
    if len(said) > LONGEST_SENTENCE or any(mark in said for mark in '"“”'):
        return
    found = _apposed().search(said)
    if found is not None and any(may_speak(each) for each in found["who"].split(", ", 1)):
        yield _tagged(found, said, "tag with an apposition")
        return
    found = _plain().search(said) or _inverted().search(said)
    if found is None or _SUBORDINATE.match(said) or not may_speak(found["who"]):
        return
    told = said[: found.start()]
    if _PREPOSITIONAL.match(said) and not _FINITE.search(told):
        return
    if len(told.split()) >= _FEWEST:
        yield _tagged(found, said, "tag behind a statement")


# "Yes, the mayor said."
_FEWEST = 3


def _tagged(found: re.Match[str], said: str, rule: str) -> Candidate:
    to = found.groupdict().get("to")
    return Candidate(
        source=(found.span("who"),),
        cue=(found.span("cue"),),
        content=(trim(said, 0, found.start()),),
        rule=rule,
        told=(trim(said, *found.span("to")),) if to else (),
    )


@cache
def _apposed() -> re.Pattern[str]:
    return re.compile(
        rf",\s(?:as\s)?(?P<who>(?:{_OFFICE},\s{_NAME}|{_NAME},\s{_BESIDE})),\s(?:has\s|had\s|later\s|also\s|just\s)*"
        rf"(?P<cue>{_cues()})\b(?P<to>{_TO})?{_WHERE}?[.]?\s*$"
    )


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(
        rf",\s(?:as\s)?(?P<who>{_PLAIN})\s(?:has\s|had\s|later\s|also\s|just\s|then\s)*"
        rf"(?P<cue>{_cues()})\b(?P<to>{_TO})?{_WHERE}?[.]?\s*$"
    )


@cache
def _inverted() -> re.Pattern[str]:
    """ "Turnout was 61.5 percent, wrote the paper."""
    return re.compile(rf",\s(?:as\s)?(?P<cue>{_cues()})\s(?P<who>{_PLAIN}){_WHERE}?[.]?\s*$")


@cache
def _cues() -> str:
    forms = {form for form in spoken_forms() if not form.endswith("ing")} | {"assured"}
    return "|".join(sorted(forms, key=lambda each: (-len(each), each)))
