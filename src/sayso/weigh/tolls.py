"""How many were killed or hurt in what an article is about, told in numbers or person by person."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec

from sayso.annotate import sentences
from sayso.data import load
from sayso.model import Annotated, Span

# What an article is about stands near its top; further down come other events.
LEAD = 2500
# Longer stretches without a stop are debris.
LONGEST_SENTENCE = 600
# One person told of below so many sentences is seldom one of the event's own.
NEAR_TOP = 8
# So far down the number of all stands that one of them was told of before.
FURTHEST = 12
KINDS = ("killed", "injured", "struck")


class Toll(msgspec.Struct, frozen=True, kw_only=True):
    """How many an article says were killed or hurt, and the words that say so.

    `place` is where the sentence stands in its text, null where it is its title; `passive` that
    those who were hit are told of rather than who did it; `singly` that one person is told of,
    without a number; `nth` the number of the sentence.
    """

    number: int
    words: str
    place: Span | None = None
    passive: bool = False
    singly: bool = False
    nth: int = 0


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What an article tells: the killed, the hurt, and those hit whatever became of them."""

    killed: Toll | None = None
    injured: Toll | None = None
    himself: bool = False

    def __bool__(self) -> bool:
        return self.killed is not None or self.injured is not None


def tolls(annotated: Annotated) -> Told:
    """Return how many an article tells were killed and injured in what it is about.

    The first count of each is taken, title first. Those shot, of whom some are said to have died,
    are the dead and the injured together; who killed others and then himself is one more dead.

    >>> from sayso.model import Annotation, Article
    >>> page = Article(id="a", title="Four shot, one dead at Hald bar", text="It was late.")
    >>> found = tolls(Annotated(article=page, annotation=Annotation(id="a")))
    >>> found.killed.number, found.injured.number
    (1, 3)
    """
    first: dict[str, Toll] = {}
    himself = False
    for nth, (text, place) in enumerate(_stretches(annotated)):
        if not _hint().search(text) or (place is not None and _elsewhere().search(text)):
            continue
        himself = himself or any(
            not _ATTEMPT.search(text, 0, match.start()) for match in _himself().finditer(text)
        )
        for kind, toll in _counts(text).items():
            placed = msgspec.structs.replace(toll, place=place, nth=nth)
            is_stray = nth > NEAR_TOP and placed.singly and bool(first)
            known = first.get(kind)
            # One of the dead is told of first, then how many there are.
            is_total = known is not None and known.singly and not placed.singly and nth <= FURTHEST
            if known is None or (is_total and placed.number > known.number):
                if not is_stray:
                    first[kind] = placed
    return _settled(first, himself)


_ATTEMPT = re.compile(
    r"\b(?:attempt\w*|tri(?:es|ed)|threat\w*)\s(?:to\s)?(?:\w+\s)?$", re.IGNORECASE
)


def _settled(first: Mapping[str, Toll], himself: bool) -> Told:
    killed, struck, injured = (first.get(kind) for kind in ("killed", "struck", "injured"))
    if killed is not None and himself and not killed.passive:
        killed = msgspec.structs.replace(killed, number=killed.number + 1)
    dead = killed.number if killed is not None else 0
    if struck is not None and (injured is None or _outranks(struck, injured, dead)):
        # "Four shot, one dead": the dead are among them; "one dead, three shot": they are not.
        among = killed is None or (struck.nth, struck.place) <= (killed.nth, killed.place)
        before = killed is not None and killed.nth == struck.nth and not struck.passive
        left = struck.number - (0 if before else dead)
        injured = msgspec.structs.replace(struck, number=left) if left > 0 and among else injured
    return Told(killed=killed, injured=injured, himself=himself)


def _outranks(struck: Toll, injured: Toll, dead: int) -> bool:
    """Whether those shot, told of before, are more than the hurt of whom is told further down."""
    return struck.nth < injured.nth and struck.number - dead > injured.number


def _stretches(annotated: Annotated) -> Iterator[tuple[str, Span | None]]:
    article = annotated.article
    yield article.title or "", None
    for start, end in sentences(article.text[:LEAD]):
        yield article.text[start : min(end, start + LONGEST_SENTENCE)], (start, end)


def _counts(text: str) -> dict[str, Toll]:
    """What one sentence tells of each kind: the first count of each."""
    hits: list[tuple[int, str, Toll]] = []
    for match in _self_struck().finditer(text):
        toll = Toll(number=1, words=match.group(), singly=True)
        hits.append((match.start(), "struck", toll))
    for kind in KINDS:
        for pattern, passive in ((_after()[kind], True), (_before()[kind], False)):
            for match in pattern.finditer(text):
                if _IN_QUESTION.search(text, max(0, match.start() - 40), match.start()):
                    continue
                number = number_of(match["list"])
                singly = not _has_number().search(match["list"])
                # "Slain by a gunman who then killed himself": told of who did it.
                passive = passive and not _BY.match(text, match.end())
                toll = Toll(number=number, words=match.group(), passive=passive, singly=singly)
                hits.append((match.start(), kind, toll))
    for match in _by_word().finditer(text):
        folds: Mapping[str, int] = load("weigh_tolls")["folds"]
        toll = Toll(number=folds[match["fold"].lower()], words=match.group(), passive=True)
        hits.append((match.start(), "killed", toll))
    for match in _nth_dead().finditer(text):
        ordinals: Sequence[str] = load("weigh_tolls")["person"]["ordinals"]
        number = ordinals.index(match["nth"].lower()) + 1
        hits.append(
            (match.start(), "killed", Toll(number=number, words=match.group(), passive=True))
        )
    spans = [(at, at + len(toll.words)) for at, kind, toll in hits if kind != "struck"]
    hits = [
        (at, kind, toll)
        for at, kind, toll in hits
        # "Fatally shooting his daughter" is no shooting that she may have lived through.
        if kind != "struck" or not any(s < at + len(toll.words) and at < e for s, e in spans)
    ]
    found: dict[str, Toll] = {}
    for _, kind, toll in sorted(hits, key=lambda hit: hit[0]):
        if kind == "struck":
            dead = found.get("killed")
            # "Two dead after four were shot": they are among the four.
            told_before = dead is not None and not _AFTER.search(text)
            toll = msgspec.structs.replace(toll, passive=not told_before)
        found.setdefault(kind, toll)
    return found


_IN_QUESTION = re.compile(r"\b(?:if|whether|that\sno|attempted)\s[^,.;]{0,40}$")


_AFTER = re.compile(r"\b(?:after|among|out\sof|of\sthe)\b", re.IGNORECASE)
_BY = re.compile(r"(?:\s[\w’'-]+){0,3}?\sby\s(?:an?|the|her|his|their)?\s?(?!police|officer|deput)")


def number_of(words: str) -> int:
    """Return how many persons a list names.

    >>> number_of("his wife and two children"), number_of("Ada Oram, 34, and Bo Tarn, 6,")
    (3, 2)
    """
    if _has_number().fullmatch(words.strip()):
        return _value(words.strip())
    total = 0
    for item in _item().finditer(words):
        total += _value(item["number"]) if item["number"] else 1
    return total + len(_more().findall(words))


def _value(words: str) -> int:
    low = words.lower()
    names: Sequence[str] = load("weigh_tolls")["numbers"]["words"]
    return names.index(low) + 1 if low in names else int(low.replace(",", ""))


def _words(words: Sequence[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(each).replace(r"\ ", r"\s") for each in ordered)


def _numbers() -> str:
    # "5-year-old", "$3", "2,400" and "1.5" count nobody.
    digits = r"(?<![\w$.,-])(?:\d{1,2}|\d{3}(?=\s[a-z])|\d{1,3},\d{3})"
    return rf"(?:(?i:{_words(load('weigh_tolls')['numbers']['words'])})|{digits})(?![\w%-]|[.,:]\d|\s(?i:year|month|day)[\s-]old)"


def _pattern_of_item() -> str:
    person = load("weigh_tolls")["person"]
    many = _words((*person["several"], *(f"{word}s" for word in person["one"])))
    between = rf"(?:(?!(?:{_words(person['stops'])})\b)[\w’'-]+,?\s)"
    return (
        rf"(?:(?:at\sleast|as\smany\sas|about|some|up\sto|all|other)\s)?"
        rf"(?:\b(?P<number>{_numbers()})\s{between}{{0,4}}?(?i:{many})\b"
        rf"|\b(?P<one>(?i:{_words(person['determiners'])})\s{between}{{0,5}}?(?i:{_words(person['one'])})\b"
        rf"|(?<!\w)\d{{1,2}}[\s-](?i:year|month|day)[\s-](?i:old)(?:\s{between}{{0,2}}?(?i:{_words(person['one'])}))?\b"
        rf"|^(?:[\w.’'-]+:\s)?(?:[\w’'-]+\s){{0,3}}?(?i:{_words(person['one'])})\b)(?![’'-])"
        r"|(?P<name>\b[A-Z][\w’'-]+\s(?:[A-Z][\w.’'-]*\s){0,2}[A-Z][\w’'-]+,\s\d{1,2}(?=,|\sand\s|$)))"
    )


@cache
def _item() -> re.Pattern[str]:
    return re.compile(_pattern_of_item())


@cache
def _has_number() -> re.Pattern[str]:
    return re.compile(rf"\b{_numbers()}")


@cache
def _more() -> re.Pattern[str]:
    """ "His wife, daughter and son": further on in a list persons go without "a" or "his"."""
    return re.compile(
        rf"(?:,|\sand)\s(?i:{_words(load('weigh_tolls')['person']['one'])})\b(?![’'-])"
    )


@cache
def _listed() -> str:
    item = re.sub(r"\?P<\w+>", "?:", _pattern_of_item())
    more = rf"(?:{item}|(?i:{_words(load('weigh_tolls')['person']['one'])})\b(?![’'-]))"
    several = rf"{item}(?:,\s{more}){{1,6}}(?:,?\sand\s(?:then\s)?{more})?"
    return rf"(?P<list>{several}|{item}\sand\s(?:then\s)?{more}|{item}|\b{_numbers()})"


@cache
def _after() -> Mapping[str, re.Pattern[str]]:
    """ "Two men and a boy were found dead"; not "a man killed two"."""
    helpers = (
        r"(?:(?:was|were|is|are|has|have|had|been|being|be|all|also|both|each|later|then|reported|reportedly|"
        r"confirmed|allegedly|people|left|critically|seriously|listed|still)\s){0,4}"
    )
    aside = (
        r"(?:,\s[^,;.]{2,50},|,\s\d{1,3},?"
        r"|\s(?:from|of|in|at|inside|outside|near|on|aged)\s[^,;.]{2,40}?)?"
    )
    acting = rf"(?!\s(?:(?i:an?|the|his|her|their|its|at\sleast|himself|herself|another|dead|to\sdeath|and\skilled)\b|{_numbers()}|[A-Z][a-z]+\s[A-Z]))"
    table = load("weigh_tolls")["after"]
    return {
        kind: re.compile(rf"{_listed()}{aside}\s{helpers}(?i:{_words(table[kind])})\b{acting}")
        for kind in KINDS
    }


@cache
def _before() -> Mapping[str, re.Pattern[str]]:
    """ "Killing his wife and two children"."""
    table = load("weigh_tolls")["before"]
    # "Wounding two, and a man is sought": he is the next clause's.
    ends = r"(?!,?\s(?:is|was|has|had|were|are)\b)"
    return {kind: re.compile(rf"\b(?i:{_words(table[kind])})\s{_listed()}{ends}") for kind in KINDS}


@cache
def _nth_dead() -> re.Pattern[str]:
    person = load("weigh_tolls")["person"]
    nth = rf"(?P<nth>{_words(person['ordinals'][1:])})"
    who = rf"(?:victim|person|{_words(person['one'])})"
    dead = _words(load("weigh_tolls")["after"]["killed"])
    return re.compile(
        rf"\b{nth}\s{who}(?:,\s[^,;.]{{2,40}},)?\s(?:(?:has|had|was|later)\s){{0,2}}(?:{dead})\b",
        re.IGNORECASE,
    )


@cache
def _by_word() -> re.Pattern[str]:
    """ "A triple murder"."""
    folds = "|".join(load("weigh_tolls")["folds"])
    return re.compile(
        rf"\b(?P<fold>{folds})[\s-](?:murder|homicide|slaying|killing|fatal)(?![\s-]suicide)",
        re.IGNORECASE,
    )


@cache
def _hint() -> re.Pattern[str]:
    """A cheap look before the dear ones."""
    return re.compile(
        r"kill|dead|die[sd]?\b|death|shot|shoot|wound|injur|hurt|murder|homicid|sla[iy]|hospital|suicide|himself"
        r"|herself|fatal|gunn|condition|stabb|victim|lives|life|recover|struck|surviv|graz|airlift|drown",
        re.IGNORECASE,
    )


@cache
def _self_struck() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words(load('weigh_tolls')['self']['struck'])})\b", re.IGNORECASE)


@cache
def _himself() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words(load('weigh_tolls')['self']['killed'])})\b", re.IGNORECASE)


@cache
def _elsewhere() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words(load('weigh_tolls')['elsewhere']['words'])})", re.IGNORECASE)
