"""Numbers given for something without a clause: "placed the dead at 31", "a toll of 31"."""

import re
from collections.abc import Iterator
from functools import cache

from sayso.annotate.attributions.candidates import Candidate
from sayso.annotate.attributions.clauses import trim
from sayso.annotate.attributions.cues import words
from sayso.annotate.attributions.phrases import LONGEST_SENTENCE, may_speak
from sayso.annotate.numbers.words import scales, small_words
from sayso.data import load
from sayso.model import Span

RULE = "put a figure at"
_WHO = r"(?P<who>[^,;:()\"“”\n]{2,90}?)"
# An apposition with a name belongs to it: "the governor, Ada Holl,".
_ASIDE = (
    r"(?P<beside>,\s[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+){0,3},)?"
    r"(?:,\s(?:which|who|whose|an?|the|[a-z])[^,]{2,90},)?"
)
_WHEN = re.compile(
    r"\s(?:(?:late\s|early\s)?on\s(?:\w+day|\d)|at\s(?:noon|midnight|dawn|dusk|\d)|this\s\w+|last\s\w+"
    r"|yesterday|today|meanwhile|later|also)\b.*$"
)
# "In a post on Monday the governor gave".
_IN_WHAT = (
    r"(?:(?:In|On|At|By|From)\s[^,;:()\"“”\n]{2,50}?(?:day|post|statement|briefing|interview|letter|message|speech"
    r"|broadcast|night|morning|note|report)\s(?=the\s|an?\s|[A-Z]))?"
)
_OPENING = r"(?:[^,;:()\"“”\n]{3,70},\s)?"


def measure_candidates(said: str) -> Iterator[Candidate]:
    """Yield the numbers that somebody is said to give for something, with offsets into `said`.

    >>> said = "The rescue service, which had forty boats out, placed the dead at 31."
    >>> [found] = measure_candidates(said)
    >>> said[slice(*found.source[0])], said[slice(*found.content[0])]
    ('The rescue service', 'the dead at 31')
    """
    if len(said) > LONGEST_SENTENCE:
        return
    for pattern in _patterns():
        for found in pattern.finditer(said):
            who = _less_when(said, _behind_colon(said, found.span("who")))
            if found.groupdict().get("beside") and who == found.span("who"):
                who = (who[0], found.end("beside") - 1)
            if not may_speak(said[slice(*who)]):
                continue
            content = [trim(said, *found.span("what"))]
            if "rest" in pattern.groupindex and found["rest"]:
                content.append(trim(said, *found.span("rest")))
            yield Candidate(
                source=(trim(said, *who),),
                cue=(found.span("cue"),),
                content=tuple(each for each in content if each[0] < each[1]),
                rule=RULE,
            )
            return


def _behind_colon(said: str, who: Span) -> Span:
    """ "The press on Tuesday: the Ledger puts": whoever stands behind it."""
    colon = said.rfind(": ", *who)
    return (colon + 2, who[1]) if colon >= 0 else who


def _less_when(said: str, who: Span) -> Span:
    """ "The ministry on Tuesday placed": less the day."""
    found = _WHEN.search(said, *who)
    return (who[0], found.start()) if found is not None and found.start() > who[0] else who


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    verbs, figures = words("measure", "verbs"), words("measure", "figures")
    past = _either({form for verb in verbs for form in _forms(verb)})
    done = _either(
        {form for verb in verbs for form in _forms(verb) if not form.endswith("s")} | {"given"}
    )
    noun = _either(figures)
    spelled = _either(set(small_words()) | set(scales()))
    digits = r"[$€£]?\d(?:[\d,.]*\d)?"
    number = rf"(?:(?:[a-z-]+\s){{0,4}}?(?:{digits}|(?i:{spelled})\b)[^;.]*?)"
    helped = r"(?:(?:has|have|had|now|later|also|then|first|since|[a-z]+ly)\s){0,2}"
    end = r"(?=[.;]\s|[.!?]?[\"”]?\s*$|,\s(?:and|but|while|with|up|down|from|after|as|a|an|the)\b)"
    had = r"(?:has|had|have)"
    crowd = f"{noun}|crowd|attendance|turnout|dead|injured|missing|wounded|damage|losses|cost"
    return (
        re.compile(
            rf"^{_IN_WHAT}{_WHO}{_ASIDE}\s(?P<cue>{had})\s"
            rf"(?P<what>(?:the|its|their)\s(?:{crowd})\s(?:[\w’'-]+\s){{0,8}}?(?:at|as)\s{number}){end}"
        ),
        re.compile(
            rf"(?:^{_IN_WHAT}|(?<=[,;]\s)){_WHO}{_ASIDE}\s{helped}(?P<cue>{past})\s"
            rf"(?P<what>(?:[\w’'-]+\s){{1,12}}?(?:at|as|to\sbe)\s{number}){end}"
        ),
        re.compile(
            rf"(?:^{_IN_WHAT}|(?<=[,;]\s)){_WHO}{_ASIDE}\s{helped}(?P<cue>{past})\s"
            rf"(?P<what>(?:an?|the|its|their)\s(?:[\w’'-]+\s){{0,3}}?(?:{noun})\s(?:of|as|at)\s{number}){end}"
        ),
        re.compile(
            rf"^{_OPENING}(?P<what>[^,;:()\"“”\n]{{3,120}}?)\s(?:was|is|were|are|has\sbeen|had\sbeen|have\sbeen)\s(?:\w+ly\s)?"
            rf"(?P<cue>{done})\s(?P<rest>(?:at|as|to\sbe)\s{number})\s(?:[a-z]+\s){{0,3}}?by\s{_WHO}(?:,\s[^.;]*)?[.!?]?\s*$"
        ),
    )


def _either(found: set[str] | frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, found), key=lambda each: (-len(each), each)))


def _forms(verb: str) -> tuple[str, ...]:
    """The forms in which a verb tells of one: "places", "placed", "put", "gave"."""
    own = load("cues")["irregular"].get(verb)
    if verb in ("put", "set"):
        return (verb, verb + "s")
    if verb == "give":
        return ("give", "gives", "gave")
    if verb == "run":
        return ("run", "runs", "ran")
    if own:
        return (*own, verb + "s")
    if verb.endswith("e"):
        return (verb + "s", verb + "d")
    if verb.endswith("y"):
        return (verb[:-1] + "ies", verb[:-1] + "ied")
    doubled = (verb + verb[-1] + "ed",) if verb == "peg" else (verb + "ed",)
    return (verb + ("es" if verb.endswith(("x", "sh")) else "s"), *doubled)
