"""What an outlet or a speaker has taken back: it is no origin any more, nor is what rests on it."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

import msgspec

from sayso.annotate.attributions.sources import NAME, listed
from sayso.model import Mention, Span
from sayso.weigh.claims.stems import stems
from sayso.weigh.names import Party, same, who
from sayso.weigh.origins.described import words_of
from sayso.weigh.origins.ends import End, Reading
from sayso.weigh.origins.follow import Followed

# A notice that stands outside the text is of a claim where it shares so many words with it, and
# its figure. By hand, from invented stories.
SHARED_WORDS = 2


class Withdrawal(msgspec.Struct, frozen=True, kw_only=True):
    """Who has taken a claim back, on which day, and the mentions that only tell of that."""

    outlets: frozenset[str] = frozenset()
    parties: tuple[Party, ...] = ()
    day: str | None = None
    telling: frozenset[str] = frozenset()
    articles: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.articles)

    def covers(self, end: End) -> bool:
        """Return whether an end was reached through who took the claim back, and before that."""
        if self.day and end.day and end.day > self.day:
            return False
        party = end.party
        return end.conduit in self.outlets or (
            party is not None and any(same(party, each) for each in self.parties)
        )


def withdrawal(mentions: Sequence[Mention], pages: Mapping[str, Reading]) -> Withdrawal:
    """Return who has taken back the claim of these mentions; an empty one where nobody has."""
    outlets: set[str] = set()
    parties: list[Party] = []
    days: list[str] = []
    telling: list[Mention] = []
    noticed: list[str] = []
    for mention in mentions:
        page = pages[mention.article]
        if (found := _retracting(page, page.sentence(mention.start))) is None:
            continue
        telling.append(mention)
        outlets |= {found} if isinstance(found, str) else set()
        parties += [found] if isinstance(found, Party) else []
        days += [page.day] if page.day else []
    for article in dict.fromkeys(mention.article for mention in mentions):
        page = pages[article]
        if any(_noticed(page, notice, mentions, pages) for notice in _notices(page)):
            outlets.add(page.own)
            noticed.append(article)
            days += [page.day] if page.day else []
    return Withdrawal(
        outlets=frozenset(outlets),
        parties=tuple(parties),
        day=max(days, default=None),
        telling=frozenset(each.id for each in telling),
        articles=tuple(dict.fromkeys((*(each.article for each in telling), *noticed))),
    )


def without(found: Followed, taken: Withdrawal) -> Followed:
    """Return the ends that are left when those that were taken back are gone."""
    kept = [i for i, end in enumerate(found.ends) if not taken.covers(end)]
    place = {old: new for new, old in enumerate(kept)}
    return Followed(
        ends=tuple(found.ends[i] for i in kept),
        behind=tuple(tuple(place[i] for i in each if i in place) for each in found.behind),
        carried=tuple(found.carried[i] for i in kept),
        circles=found.circles,
    )


def _retracting(page: Reading, sentence: Span) -> str | Party | None:
    """The outlet, by its key, or the speaker that a sentence says has taken a report back."""
    for match in _taken_back().finditer(page.text, *sentence):
        name = match["who"]
        if name.lower() in words_of("withdraws_own") or name.lower() in words_of("own_outlet"):
            return page.own
        plain = re.sub(r"^(?:[Tt]he|[Aa]n?)\s", "", name)
        if key := page.outlets.key(plain):
            return key
        return who(name, plain, "body")
    return page.own if _undone().search(page.text, *sentence) else None


@cache
def _taken_back() -> re.Pattern[str]:
    verbs = "|".join(sorted(words_of("withdraws"), key=len, reverse=True))
    things = "|".join(sorted(words_of("withdrawn_things"), key=len, reverse=True))
    bodies = "|".join(sorted(map(re.escape, listed("bodies")), key=len, reverse=True))
    own = "|".join(sorted(map(re.escape, words_of("withdraws_own")), key=len, reverse=True))
    return re.compile(
        rf"(?P<who>(?i:{own})|[Tt]his\s\w+|(?:The\s|the\s)?{NAME.pattern}|[Tt]he\s(?:\w+\s){{0,3}}(?:{bodies}))"
        rf"\s(?:(?:has|have|had|is|are|was|were|now|today|later|since|\w+ly)\s){{0,3}}(?i:{verbs})"
        rf"(?:\s(?:back|down|in\sfull))?\s(?:its|their|our|his|her|the|a|an|that|this)\s"
        rf"(?:[\w’'-]+\s){{0,4}}?(?:{things})\b"
    )


@cache
def _undone() -> re.Pattern[str]:
    """ "An earlier version of this report said nine boats sank. That was wrong": its own words."""
    things = "|".join(sorted(words_of("withdrawn_things"), key=len, reverse=True))
    return re.compile(
        rf"\b(?:this|the|our|an?\s\w+)\s(?:{things})\b[^.]{{0,120}}\b(?:has|have|was|were|is|are)\s(?:been\s)?"
        r"(?:retracted|withdrawn|taken\sdown)\b",
        re.IGNORECASE,
    )


def _notices(page: Reading) -> Sequence[str]:
    """What stands beside the text of an article and says that something was taken back."""
    words = _withdrawing()
    return [each for each in page.annotated.article.corrections if words.search(each)]


@cache
def _withdrawing() -> re.Pattern[str]:
    verbs = "|".join(sorted(words_of("withdraws"), key=len, reverse=True))
    return re.compile(rf"\b(?:{verbs}|retraction)\b", re.IGNORECASE)


def _noticed(
    page: Reading, notice: str, mentions: Sequence[Mention], pages: Mapping[str, Reading]
) -> bool:
    low, words = notice.lower(), stems(notice)
    for mention in mentions:
        other = pages[mention.article]
        stated = other.text[slice(*other.sentence(mention.start))]
        figure = other.figures.get(mention.id)
        is_told = figure is None or figure.text.lower() in low
        if is_told and len(words & stems(stated)) >= SHARED_WORDS:
            return True
    return False
