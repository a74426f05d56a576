"""Who stands beside a mention that no attribution holds: in its sentence, or the one before."""

import re
from functools import cache

from sayso.annotate.attributions.sources import NAME, listed
from sayso.model import Attribution, Span
from sayso.weigh.names import PRONOUNS, Party, fold, who
from sayso.weigh.origins.described import words_of
from sayso.weigh.origins.ends import Reading, place

# What stands between a statement and its cue: "..., Ada Oram, head of the board, told".
LONGEST_TAG = 120
# The sentences after a citation may say what the cited report rests on.
RESTS_REACH = 300


def tag_before(source: Attribution, page: Reading) -> str:
    """Return the words of a speaker that stand right before a cue without a source.

    "Nine boats sank, Ada Oram, head of the board, told the Times."
    """
    if not source.cue:
        return ""
    cue = source.cue[0][0]
    start = max(page.sentence(cue)[0], cue - LONGEST_TAG)
    before = page.text[start:cue].rstrip(" ,")
    if source.content and source.content[0][0] >= cue and _SUBJECT.fullmatch(before):
        # "A diplomat familiar with the plan confirmed that": the subject of the cue.
        return before
    found = _TAG.search(before) or _DESCRIBED.search(before)
    return found["who"] if found else ""


_SUBJECT = re.compile(
    r"(?:An?|The|One|Two|Three|Four|Five|Several|Some)\s[\w’'-]+(?:\s[\w’'-]+){0,9}"
)
# A name, and what is set beside it.
_TAG = re.compile(
    rf",[”\"’']?\s(?P<who>(?:(?:its|their|the|his|her)\s[a-z][a-z\s-]{{2,30}},\s)?(?:[a-z]+\s){{0,3}}"
    rf"{NAME.pattern}(?:\s\([A-Z][\w.&-]{{1,11}}\))?(?:,\s[^,]{{3,60}})?)$"
)

# "Nineteen are trapped, a relative of one of them said."
_DESCRIBED = re.compile(
    r",[”\"’']?\s(?P<who>(?:an?|one|two|three|several|some)\s[^\W\d_][\w’'-]*(?:\s[\w’'-]+){0,8})$"
)


def told_after(source: Attribution, page: Reading) -> str | None:
    """Return the key of the outlet behind a cue: "was quoted as saying by Radio Fjord"."""
    end = source.cue[-1][1] if source.cue else 0
    found = _SAID_BY.match(page.text, end, end + LONGEST_TAG)
    return page.outlets.key(found["outlet"].rstrip(".")) if found else None


_SAID_BY = re.compile(
    rf"(?:\sas\s(?:saying|telling))?\s(?:by|to|in|on)\s(?:the\s)?(?P<outlet>{NAME.pattern})"
)


def speaker_after(start: int, sentence: Span, page: Reading) -> Attribution | None:
    """Return who is named behind what stands at `start`: "..., Oram told the Times as she left"."""
    for each in page.annotated.annotation.attributions:
        at = place(each)
        if not sentence[0] <= at < sentence[1] or at <= start or not each.source or not each.cue:
            continue
        if page.text[start:at].rstrip()[-1:] in {",", "”", '"'}:
            return each
    return None


def outlet_in(sentence: Span, page: Reading) -> str | None:
    """Return the key of the outlet that a sentence cites where no attribution was found."""
    words = page.text[slice(*sentence)]
    for match in _citing().finditer(words):
        run = NAME.match(words, match.end())
        key = page.outlets.key(run.group().rstrip(".")) if run else None
        if key is not None and key != page.own:
            return key
    bracket = _IN_BRACKETS.search(words)
    key = page.outlets.key(bracket["who"]) if bracket else None
    if key is not None and key != page.own:
        # A tally names behind each number where it was reported.
        return key
    for run in NAME.finditer(words):
        opener = _OPENER.match(words, run.start())
        start = opener.end() if opener else run.start()
        key = page.outlets.key(words[start : run.end()].rstrip("."))
        if key is None or key == page.own:
            continue
        if _REPORTS.match(words, run.end()) or _REPORT_IN.search(words[:start]):
            return key
    return None


_IN_BRACKETS = re.compile(
    rf"\((?:via\s|from\s|source:\s)?(?:the\s)?(?P<who>{NAME.pattern})\)[.,;]?\s*$"
)
_OPENER = re.compile(r"(?:As|The|In|When|While|After|But|And|If)\s(?=[A-Z])")


_REPORT_IN = re.compile(
    r"\b(?:reports?|story|stories|article|interview|account|[Aa]s)\s(?:in|by|from|with|on)?\s?(?:the\s)?$"
)
_REPORTS = re.compile(
    r"(?=\s(?:has|puts|tells|had)\sit\b|\s(?:is|was)\s(?:right|correct|wrong|to\sbe\s)|[’']s\s(?:report|story|account)\b)|(?:\s\w+ly|\s(?:has|had|first|also|earlier))*\s(?:reports?|reported|writes|wrote|says|said|"
    r"published|broke|posted|released|aired|broadcast|obtained|carries|carried|claims|claimed|gives|gave|puts|lists)\b"
)


@cache
def _citing() -> re.Pattern[str]:
    cues = "|".join(map(re.escape, sorted(words_of("citing"), key=len, reverse=True)))
    said = rf"(?:{cues}|says|said|told)\s(?:by\s)?"
    return re.compile(rf"\b(?:{said}|sources?:\s)(?:the\s)?", re.IGNORECASE)


def subject_before(sentence: Span, page: Reading) -> Party | None:
    """Return the body that a sentence, or one before it, opens with: "The board met. It said"."""
    at, start = sentence[0], page.paragraph(sentence[0])[0]
    while at >= start:
        opening = page.sentence(at)
        if found := _subject().match(page.text, *opening):
            return who(found["who"])
        at = opening[0] - 2
    # "Clinics Abroad treated 31 people, it said": whom the sentence opens with.
    opens = _NAMED_SUBJECT.match(page.text, *sentence)
    name = opens["name"] if opens else ""
    return who(name) if name and page.outlets.key(name) is None else None


_NAMED_SUBJECT = re.compile(
    rf"(?:The\s)?(?P<name>{NAME.pattern})\s(?:(?:has|had|have|will|would|is|was)\s)?(?:\w+ly\s)?[a-z]+\b(?![’'])"
)


@cache
def _subject() -> re.Pattern[str]:
    bodies = "|".join(sorted(map(re.escape, listed("bodies")), key=len, reverse=True))
    return re.compile(rf"(?P<who>(?:[\w’'.-]+\s){{0,4}}?(?i:{bodies})s?)\s[a-z]")


def person_before(sentence: Span, page: Reading) -> Party | None:
    """Return the person that the sentences before one in its paragraph name: "She says"."""
    start = page.paragraph(sentence[0])[0]
    found = list(_ROLE_AND_NAME.finditer(page.text, start, sentence[0]))
    for match in reversed(found):
        name = match["name"].rstrip(".")
        last = name.rsplit(maxsplit=1)[-1].lower()
        if page.outlets.key(name) is None and last not in listed("bodies"):
            return who(match.group().rstrip("."), name, "person")
    return None


_ROLE_AND_NAME = re.compile(
    r"(?:[A-Z]?[a-z]+\s){0,3}?(?P<name>[A-Z][\w’'-]+(?:\s(?:[A-Z]\.\s)?[A-Z][\w’'-]+){1,2})"
    r"(?:, (?:the |an? )?[a-z][^,.]{3,40}(?=,))?"
)


def watches(sentence: Span, page: Reading, *, another: bool = False) -> str | None:
    """Return the key of the outlet that a sentence says looked or counted: the own or another."""
    words = page.text[slice(*sentence)]
    for run in NAME.finditer(words):
        key = page.outlets.key(run.group().rstrip("."))
        if key is not None and (key != page.own) == another and _looked().match(words, run.end()):
            return key
    return None


@cache
def _looked() -> re.Pattern[str]:
    saw = "|".join(words_of("watching"))
    beside = r"(?:,\s(?:an?|the|which|who)\s[^,]{3,60},)?"
    return re.compile(rf"{beside}(?:\s\w+ly|\s(?:has|had|then|also))?\s(?:{saw}|sees|counts)\b")


def watcher_in(sentence: Span, page: Reading) -> str | None:
    """Return the key of another outlet whose reporter counted: "a reporter for the Post saw"."""
    for match in _watcher().finditer(page.text, *sentence):
        name = match["of"] or match["own"] or match["by"]
        key = page.outlets.key(name.rstrip("."))
        if key is not None and key != page.own:
            return key
    return None


@cache
def _watcher() -> re.Pattern[str]:
    reporters = "|".join(words_of("reporters"))
    saw = "|".join(words_of("watching"))
    return re.compile(
        rf"\b(?:(?:{reporters})\s(?:for|of|from|with|at)\s(?:the\s)?(?P<of>{NAME.pattern})"
        rf"|(?P<own>(?!An?\s|The\s){NAME.pattern})\s(?:{reporters})\b"
        rf"|(?:{saw})\s(?:\w+\s){{0,5}}?by\s(?:the\s)?(?P<by>{NAME.pattern}))"
    )


def teller_in(sentence: Span, page: Reading) -> str:
    """Return the words for whom a writer has it from, empty where he does not say.

    "The Gull Post has learned from two pilots", "the number was given by the navy".
    """
    found = _TELLER.search(page.text, *sentence) or _GIVEN.search(page.text, *sentence)
    return found["who"] if found else ""


_TELLER = re.compile(
    r"\b(?:learn(?:ed|t)|heard|understands?|understood|gathered|gathers|(?:was|were|been)\stold|"
    r"ha(?:s|d)\sit)\s(?:this\s|it\s)?(?:from|by)\s(?P<who>[^.,;:()\n]{3,80})"
)
# "That is the count of the harbour watch", "(coast guard figures)".
_GIVEN = re.compile(
    r"\b(?:number|figure|figures|count|toll|tally|data|estimate|total|numbers)(?:\sof\s[^,.;]{1,40}?|,\s[^,.;]{1,40},)?"
    r"\s(?:(?:is|was|were|are|had\sbeen|has\sbeen)\s(?:\w+\s)?(?:given|provided|published|released|supplied|confirmed"
    r"|compiled|issued|announced|reported|put\sout|put\sabout|quoted|collected|gathered|read\sout|shared|disclosed)"
    r"(?:\s(?:on|in|at)\s(?:the\s|an?\s)?\w+|\s\w+ly)?\sby|(?:comes|came|come|"
    r"is|are|was|were)\sfrom)\s(?P<who>(?:the\s)?[^.,;:()\n]{3,60})"
)
_COUNT_OF = re.compile(
    r"\((?P<short>[^()\d]{3,40})\s(?:figures?|count|data|numbers?|estimates?|tally)\)"
    r"|\bthat\sis\sthe\s(?:count|figure|number|estimate|tally)\sof\s(?P<who>(?:the\s)?[^.,;:()\n]{3,60})"
)


def count_of_whom(sentence: Span, page: Reading) -> str:
    """Return the words for whose count a sentence says that it gives, empty where it does not."""
    found = _COUNT_OF.search(page.text, *sentence)
    return (found["short"] or found["who"]) if found else ""


def given_next(sentence: Span, page: Reading) -> str:
    """Return whom the next sentence says that the number is from, empty where it does not."""
    following = page.sentence(min(len(page.text), sentence[1] + 2))
    if following[0] < sentence[1] or following[0] >= page.paragraph(sentence[0])[1]:
        return ""
    found = _GIVEN.search(page.text, *following) or _THAT_GIVEN.match(page.text, *following)
    return found["who"] if found else ""


# "That is the number given to the Post by a warder", "That was said a moment ago by the mayor".
_THAT_GIVEN = re.compile(
    r"(?:That|This|It)\s(?:is|was)\s(?:(?:the|a)\s(?:\w+\s)?(?:number|figure|count|toll|word|total|account|version|story)\s)?"
    r"(?:that\s)?(?:given|said|told|stated|announced|reported|passed\son|provided|confirmed|put\sabout|released|offered"
    r"|supplied|what)\b[^.;]{0,70}?\sby\s(?P<who>[^.;:()\n]{3,80})"
)


def counter_in(sentence: Span, page: Reading) -> str:
    """Return the words for who gave or changed the count, empty where nobody did.

    The sentence opens with the body: its verb is one of counting or announcing.
    """
    found = _counts().match(page.text, *sentence)
    return found["who"] if found else ""


@cache
def _counts() -> re.Pattern[str]:
    verbs = "|".join(sorted(words_of("revises"), key=len, reverse=True))
    speakers = (*listed("bodies"), *words_of("people"), *words_of("staff"))
    nouns = "|".join(sorted(map(re.escape, speakers), key=len, reverse=True))
    counts = "report|statement|update|bulletin|figures|data|count|tally|estimate|toll"
    return re.compile(
        rf"(?P<who>(?:(?!(?:on|in|at|near|by|with|after|as|when|while|for)\s)[\w’'.-]+\s){{0,7}}?"
        rf"(?:(?i:{nouns})\sof\s(?:the\s)?[A-Z]\w+|(?i:{nouns})))"
        rf"(?:\s(?:on|in|at)\s(?:the\s)?\w+)?"
        rf"(?:(?:[’']s?)?\s(?:\w+\s)?(?:{counts})(?=:|\s(?:is|was|{verbs})\b)"
        rf"|(?:[’']s\s(?:\w+\s)?(?:{counts}))?"
        rf"(?:\s(?:on|in|has|had|have|later|also|then|since|late|early))*"
        rf"(?:\s[A-Z]\w+day)?(?:\s(?:morning|afternoon|evening|night))?(?:\s\w+ly)?\s(?:{verbs})\s)"
    )


def goes_on(sentence: Span, page: Reading) -> bool:
    """Return whether a sentence goes on with what the one before it in its paragraph told."""
    opening = page.text[slice(*sentence)].lstrip("\"“‘'(")
    return sentence[0] > page.paragraph(sentence[0])[0] and bool(_anaphor().match(opening))


@cache
def _anaphor() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(words_of("anaphora"), key=len, reverse=True)))
    return re.compile(rf"(?:{words})\b", re.IGNORECASE)


def speaker_before(sentence: Span, page: Reading) -> Attribution | None:
    """Return the speaker last named before a sentence in its paragraph."""
    start = page.paragraph(sentence[0])[0]
    before = [
        each
        for each in page.annotated.annotation.attributions
        if start <= place(each) < sentence[0] and each.source_kind != "nobody"
    ]
    return before[-1] if before else None


def speaker_next(sentence: Span, page: Reading) -> Attribution | None:
    """Return who the next sentence says it was: "So it was nine. That is what the navy said"."""
    following = sentence_after(sentence, page)
    if following is None:
        return None
    inside = (
        each
        for each in page.annotated.annotation.attributions
        if following[0] <= place(each) < following[1]
        and each.source
        and fold(each.source_name or "") not in {*PRONOUNS, "this", "so"}
    )
    return next(inside, None)


def sentence_after(sentence: Span, page: Reading) -> Span | None:
    """Return the next sentence where it looks back on what was said: "That is the story in ..."."""
    following = page.sentence(min(len(page.text), sentence[1] + 2))
    looks_back = following[0] >= sentence[1] and (
        _LOOKS_BACK.match(page.text, *following) or _BROKE.search(page.text, *following)
    )
    return following if looks_back else None


# "The Ledger broke the story this morning."
_BROKE = re.compile(
    r"\s(?:broke|has|had|carried|carries|ran|runs|published|told)\s(?:the|this|that)\s(?:story|news|report|scoop|tale|item)\b"
)
_LOOKS_BACK = re.compile(
    r"(?:That|This|So|Such)(?:,[^,.]{2,30},)?(?:\s(?:at\sleast\s)?(?:is|was)|[’']s)\s(?:what|how|at\sleast|the\s(?:story|report|word|account|version|claim)|according|the\s(?:count|figure|number))\b"
    r"|So\s(?:says|said|say|much|many)\b|(?:That|This)\s(?:many|much)\b|(?:That|The)\s(?:figure|number|count|toll)\s(?:comes|came|is|was)\sfrom\b"
)


def rests_on(sentence: Span, page: Reading) -> str:
    """Return what an article says that a report cited in a sentence rests on, if it does.

    "The paper attributes its figure to two pilots."
    """
    end = min(sentence[1] + RESTS_REACH, page.paragraph(sentence[0])[1])
    found = _CITING.search(page.text, *sentence) or _rests().search(page.text, sentence[0], end)
    return found["who"] if found else ""


_CITING = re.compile(r"\b(?:[Cc]iting|[Qq]uoting)\s(?P<who>[^.,;\n]{3,80})")


@cache
def _rests() -> re.Pattern[str]:
    verbs = "|".join(sorted(words_of("rests"), key=len, reverse=True))
    kinds = (*listed("outlet_nouns"), "report", "story", "article", "account")
    nouns = "|".join(sorted(map(re.escape, kinds), key=len, reverse=True))
    return re.compile(
        rf"(?:\b(?i:the|its|their|that|this)\s(?:\w+\s)?(?:{nouns})(?:[’']s\s\w+)?|(?<=[.!?]\s)(?:It|They))"
        rf"(?:\s(?:is|was|has|had|were|been|only|did|does))*\s(?:{verbs})"
        rf"(?:\s(?:its|the|their|this)\s\w+)?(?:\s(?:on|upon|to|from|by|as))?\s(?P<who>[^.,;\n]{{3,80}})"
    )
