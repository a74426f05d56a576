"""Phrases that name whose word it is, read without a parse: "by the union's count", "via X"."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from sayso.annotate.attributions.candidates import Candidate
from sayso.annotate.attributions.clauses import trim
from sayso.annotate.attributions.cues import base, tag_forms, words
from sayso.annotate.attributions.sources import HE, IT, THEY, listed, read
from sayso.annotate.numbers.words import small_words
from sayso.data import load
from sayso.model import Span

# A name with its office is seldom longer.
LONGEST_NAME = 90
LONGEST_SENTENCE = 1200
LONGEST_TAG = 8  # words of "the Ledger reported on Friday"
_PLAIN = rf"[^,;:()\"“”\n]{{2,{LONGEST_NAME}}}?"
_WHO = rf"(?P<who>{_PLAIN})"
# "On the ministry's figures": no further phrase stands between.
_OWNER = rf"(?P<who>(?:(?!\b(?:on|by|from|in|at|to)\b)[^,;:()\"“”\n]){{2,{LONGEST_NAME}}}?)"
# "The fire chief, Rob Lind,": an office and the name beside it.
_APPOSED = r"(?P<beside>,\s[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+){1,3}(?=[,.]|$))?"
# Who heard it: the writer, or the paper itself.
_US = (
    r"(?:I|[Ww]e|[Tt]his\s(?:newspaper|paper|station|reporter|site|magazine)"
    r"|(?P<outlet>(?:The\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}))"
)
_ASIDE = r"(?:,\s(?:which|who|whose|an?|the)\s[^.]+)?"
_END = r"[.!?]?[\"”’]?\s*$"
_PRONOUNS = HE | IT | THEY | frozenset(
    {"i", "we", "you", "who", "which", "that", "this", "him", "them", "us", "me"}
)  # fmt: skip
_HOLDS_NAME = re.compile(
    r"^(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s(?:[a-z-]+\s)*[A-Z][\w’'.-]+\s(?:[A-Z][\w’'.-]+\s)*[a-z]+$"
)


def phrase_candidates(said: str) -> Iterator[Candidate]:
    """Yield what the phrases of a sentence put on somebody's word, with offsets into it.

    >>> said = "By the reckoning of the harbour police, nine boats sank."
    >>> [found] = phrase_candidates(said)
    >>> said[slice(*found.source[0])], said[slice(*found.content[0])]
    ('the harbour police', 'nine boats sank')
    """
    if len(said) > LONGEST_SENTENCE:
        return
    before = tuple(_before(said))
    yield from before
    for edge in _at_edge(said):
        # "I read in the Ledger that nine sank, if you believe the navy": the navy told the Ledger.
        start = before[0].content[0][0] if before else edge.content[0][0]
        content = ((max(start, edge.content[0][0]), edge.content[0][1]),)
        yield msgspec.structs.replace(edge, content=content, cited=bool(before))
    yield from _answered(said)
    yield from _passed_on(said)


def may_speak(who: str) -> bool:
    """Return whether words can name one who speaks: a name, a body, somebody described.

    >>> may_speak("the interior ministry"), may_speak("the afternoon"), may_speak("him")
    (True, False, False)
    """
    lower = who.strip().lower().split()
    if not lower or " ".join(lower) in _PRONOUNS or any(each.isdigit() for each in lower):
        return False
    if lower[0] in small_words() and lower[0] not in {"one", "two", "three"}:
        return False
    source = read(who.strip())
    if source.named:
        return (source.name or "").lower() not in _calendar()
    speakers = listed("bodies") | listed("unnamed") | listed("roles") | listed("titles")
    speaks = speakers & {each.removesuffix("'s").removesuffix("’s") for each in lower}
    # "The Civic Watch mission"
    return bool(speaks) or _HOLDS_NAME.search(who) is not None


@cache
def _calendar() -> frozenset[str]:
    dates = load("numbers")["dates"]
    return frozenset((*dates["days"], *dates["months"]))


def _at_edge(said: str) -> Iterator[Candidate]:
    """A phrase before the first comma of a sentence, or at its end."""
    for opening in _openings():
        found = opening.match(said)
        if found is not None and may_speak(found["who"]):
            yield _candidate(found, ((found.end(), _stop(said)),), said, "phrase before")
            return
    for ending in _endings():
        found = ending.search(said)
        if found is None or not may_speak(found["who"]):
            continue
        if found["cue"] or found["who"].rsplit(maxsplit=1)[-1].lower() in listed("bodies"):
            yield _candidate(found, ((0, found.start()),), said, "phrase behind")
            return


def _before(said: str) -> Iterator[Candidate]:
    """What stands before "that": "we hear from the Ledger that", "word came from the mayor"."""
    for pattern in _introductions():
        found = pattern.match(said)
        if found is not None and may_speak(found["who"]):
            content = (found.end(), _stop(said))
            told = _candidate(found, (content,), said, "phrase before that")
            teller = found["outlet"] if "outlet" in pattern.groupindex else None
            if teller is None:
                yield told
                return
            # "The Ledger has learned from the mayor that": the Ledger tells, on his word.
            yield msgspec.structs.replace(told, cited=True)
            yield msgspec.structs.replace(
                told,
                source=(found.span("outlet"),),
                cue=((found.end("outlet"), found.start("cue")),),
            )
            return


def _answered(said: str) -> Iterator[Candidate]:
    """ "General Stam answered: 31.", with no mark of quotation."""
    found = _COLON.match(said)
    if (
        found is not None
        and base(found["cue"]) in words("tag", "verbs")
        and may_speak(found["who"])
    ):
        content = (found.end(), _stop(said))
        yield _candidate(found, (content,), said, "answer behind a colon")


# Whom it was told to: "told Radio Karsk: there were 31".
_HEARER = (
    r"(?:\s(?:the\s|this\s|our\s)?(?:[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,4}|reporters|journalists|newspaper|paper"
    r"|station|us|me))?"
)
# A retort before it, as in "Not so, General Stam told Radio Karsk".
_RETORT = r"(?:(?:Not\sso|Wrong|No|Yes|Nonsense|On\sthe\scontrary|True)(?:,|\s-)\s)?"
_COLON = re.compile(
    rf"{_RETORT}{_WHO}{_APPOSED}(?:,\s[^,:]{{3,60}})?,?\s(?P<cue>[a-z]+){_HEARER}:\s(?=[^\"“”‘’']+$)"
)


def _passed_on(said: str) -> Iterator[Candidate]:
    """Whom another quotes or cites: "was quoted by the radio as saying", "with X as its source"."""
    quoted = _quoted().search(said)
    if quoted is not None:
        start = _name_start(said, quoted.start())
        who = trim(said, start, quoted.start())
        if start > 1 and may_speak(said[slice(*who)]):
            content = trim(said, 0, start)
            nth = "2" if quoted["outlet2"] else ""
            outlet = quoted[f"outlet{nth}"]
            is_passed = outlet is not None and may_speak(outlet)
            if is_passed:
                yield Candidate(
                    source=(trim(said, *quoted.span(f"outlet{nth}")),),
                    cue=(quoted.span(f"by{nth}"),),
                    content=(content,),
                    rule="quoted by",
                )
            yield Candidate(
                source=(who,),
                cue=(quoted.span("cue"),),
                content=(content,),
                rule="quoted as saying",
                cited=is_passed,
            )
            return
    found = (pattern.search(said) for pattern in _named())
    amid = _AMID.match(said)
    if amid is not None and amid["cue"] in words("phrase", "passing") and may_speak(amid["who"]):
        yield Candidate(
            source=(trim(said, *amid.span("who")),),
            cue=(amid.span("cue"),),
            content=(trim(said, amid.end(), _stop(said)),),
            rule="citing",
            cited=True,
        )
        return
    named = next((each for each in found if each is not None and may_speak(each["who"])), None)
    if named is not None:
        yield Candidate(
            source=(trim(said, *named.span("who")),),
            cue=(named.span("cue"),),
            content=(trim(said, 0, _tag_start(said, named.start())),),
            rule="citing",
            cited=True,
        )


# "According to the Ledger, which spoke to the ministry, nine died".
_AMID = re.compile(
    rf"(?:According\sto|Per|As\sreported\sby)\s{_PLAIN},\swhich\s(?:(?:has|had|itself|only)\s)*"
    rf"(?P<cue>[a-z]+(?:\s(?:to|with|it\sfrom|on))?)\s{_WHO},\s"
)


def _candidate(found: re.Match[str], content: tuple[Span, ...], said: str, rule: str) -> Candidate:
    who = found.span("who")
    if "beside" in found.re.groupindex and found["beside"]:
        who = (who[0], found.end("beside"))
    return Candidate(
        source=(trim(said, *who),),
        cue=(found.span("cue"),),
        content=tuple(trim(said, *each) for each in content),
        rule=rule,
    )


def _stop(said: str) -> int:
    """Where a sentence ends, less its stop."""
    bare = said.rstrip()
    return len(bare) - (bare[-1:] in ".!?")


def _name_start(said: str, end: int) -> int:
    """Return where the speaker before `end` begins, with the apposition that he has."""
    bare = said[:end].rstrip()
    pieces = 2 if bare.endswith(",") else 1
    at = len(bare.rstrip(","))
    for _ in range(pieces):
        at = max(said.rfind(",", 0, at), 0)
    return at + 1 if at else 0


def _tag_start(said: str, end: int) -> int:
    """Return where the tag before `end` begins, `end` itself where there is none."""
    comma = said.rfind(",", 0, end)
    tag = said[comma + 1 : end].split() if comma > 0 else []
    speaks = any(each in tag_forms() or each in ("reports", "reported", "writes") for each in tag)
    return comma if speaks and len(tag) <= LONGEST_TAG else end


def _any(*keys: str) -> str:
    found = {each for key in keys for each in words("phrase", key)}
    ordered = sorted(found, key=lambda each: (-len(each), each))
    return "|".join(re.escape(each).replace(r"\ ", r"\s") for each in ordered)


@cache
def _phrases() -> tuple[str, ...]:
    leads, nouns = _any("leading"), _any("counts", "words")
    kept = r"(?:the\s|its\s|an?\s)?(?:[a-z-]+\s){0,2}?"
    by = r"(?:of|from|by|given\sby|kept\sby|released\sby|published\sby|compiled\sby)"
    told = r"(?:told|given|published|carried|reported|seen|heard|posted|shared)"
    return (
        rf"(?P<cue>(?:{leads})\s{kept}(?:{nouns})\s{by})\s{_WHO}",
        rf"(?P<cue>{leads})\s{_OWNER}(?:[’']s|(?<=s)[’'])\s(?:own\s)?(?:[a-z-]+\s){{0,2}}?(?:{nouns})",
        rf"(?P<cue>going\sby|to\sgo\sby|if\s(?:you|we|one)\s(?:believes?|trusts?))\s{_WHO}",
        rf"(?P<cue>if)\s{_WHO}\s(?:is|are)\s(?:to\sbe\s(?:believed|trusted)|right|correct)",
        rf"(?P<cue>via|(?:this|that)\sfrom|as\s(?:first\s|earlier\s)?{told}\s(?:earlier\s|first\s)?(?:by|in|on))\s{_WHO}",
    )


@cache
def _openings() -> tuple[re.Pattern[str], ...]:
    number = r"(?:\d|(?:some|about|at\sleast|nearly|almost|more\sthan|over|as\smany|around)\s)"
    rest = rf"{_APPOSED}(?:(?:,|(?<=\w):)\s|\s(?={number}))"
    return tuple(re.compile(rf"(?i:{each}){rest}") for each in _phrases())


@cache
def _endings() -> tuple[re.Pattern[str], ...]:
    rest = rf"{_APPOSED}{_ASIDE}{_END}"
    bracket = rf"\((?P<cue>source|sources|via|from)(?::\s?|\s)(?:the\s)?(?P<who>{_PLAIN})\)"
    of_body = r"\((?P<cue>\b)(?P<who>(?:the\s)?[^()\d,;:]{3,50})\)"
    return (
        re.compile(rf"(?<=\w)\s{of_body}{_END}"),
        *(re.compile(rf"(?<=\S),?\s(?i:{each}){rest}") for each in _phrases()),
        re.compile(rf"(?<=\S)\s(?i:{bracket}){_END}"),
        re.compile(
            rf"(?<=\S),\s{_OWNER}\s(?P<cue>{_any('declaring')})"
            rf"(?:\s(?:in|on|at|late|early|this|to|by)\s[^,;:]{{2,50}})?{_END}"
        ),
        re.compile(rf"(?<=\S)[,:]\s(?P<cue>so)\s{_OWNER}{_END}"),
    )


@cache
def _introductions() -> tuple[re.Pattern[str], ...]:
    hearing, arriving, news = _any("hearing"), _any("arriving"), _any("news")
    declaring, pieces = _any("declaring"), _any("pieces")
    when = r"(?:\s(?:on|late|early|this|last|at)\s[\w\s]{3,24}?)?"
    that = r"\s(?:that|how)\s"
    return (
        re.compile(
            rf"{_US}\s(?:also\s|first\s|now\s|then\s|has\s|have\s)?(?P<cue>(?:{hearing})(?:\s(?:it|this))?\s"
            rf"(?:from|in|on|by|through))\s{_WHO}{_APPOSED}{when},?{that}"
        ),
        re.compile(
            rf"[Ii]t\s(?P<cue>(?:is|was)\s(?:understood|learned|learnt|heard|gathered)\sfrom)\s{_WHO}{that}"
        ),
        re.compile(
            rf"(?i:{news})\s(?P<cue>(?:{arriving})(?:\sin)?\sfrom)\s{_WHO}{when}{that}", re.I
        ),
        re.compile(rf"{_WHO}{_APPOSED}(?:,\s[^,]{{3,60}})?,?\s(?P<cue>{declaring}){when}{that}"),
        re.compile(
            rf"(?P<cue>(?:In|From|On|As\sper|Per)\s(?:an?|its|the|their)\s(?:\w+\s){{0,2}}?(?:{pieces})\s"
            rf"(?:in|by|from|on|for))\s{_WHO},?\s(?=(?:the|an?|at|some|about|as|more|over|nearly)\s|\d)"
        ),
    )


@cache
def _quoted() -> re.Pattern[str]:
    quoted, saying = _any("quoted"), _any("saying")
    be = r"(?:is|was|are|were|has\sbeen|have\sbeen|had\sbeen|being)"
    by = rf"(?:\s(?P<by>by|in|on)\s(?:the\s)?(?P<outlet>{_PLAIN}))?"
    return re.compile(
        rf"\s(?P<cue>{be}\s(?:\w+ly\s|also\s|later\s)?(?:{quoted})){by}\sas\s(?:{saying})"
        rf"(?:\s(?P<by2>by|in)\s(?:the\s)?(?P<outlet2>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*))?"
        rf"(?:\s(?:on|late|early|to|at|by|in)\s[^,;]{{2,60}})?{_END}"
    )


@cache
def _named() -> tuple[re.Pattern[str], ...]:
    """ "With the ministry as its source", ", which spoke to the ministry"."""
    naming, passing = _any("naming"), _any("passing")
    source = r"\sas\s(?:its|the|their|his|her)\s(?:only\s|sole\s|main\s)?(?:sources?|authority)"
    which = r"which\s(?:(?:has|had|itself|only|in\sturn)\s)*"
    return (
        re.compile(rf",\s(?P<cue>{naming})\s{_WHO}{source}{_ASIDE}{_END}"),
        re.compile(rf",\s{which}(?P<cue>{passing})\s{_WHO}(?:{source})?{_END}"),
    )
