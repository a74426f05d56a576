"""Contradictions inside one article: a group that is of one people first, then of another."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from sayso.annotate.sentences import sentences
from sayso.data import load
from sayso.link.nations import differ, nations
from sayso.model import Article, Excerpt, Mutation, Span, content_id

# Sentences after a group was introduced in which "one of the captured ..." speaks of it.
REACH = 2
# Characters before a nation's word in which its article and adjectives stand, and after it for
# its noun.
BEFORE, AFTER = 60, 30
# What is looked at of a sentence without an end.
LONGEST_SENTENCE = 1500
# Groups that are remembered: more than any article tells of, fewer than a hostile page repeats.
MOST = 200


class _Group(msgspec.Struct, frozen=True, kw_only=True):
    """People of a nation in a role: "two injured Velmari workers", "the captured Ostreans"."""

    span: Span
    nation: str
    roles: frozenset[str]
    sentence: int
    is_first: bool
    is_again: bool


def within(article: Article) -> tuple[Mutation, ...]:
    """Return where a group of people changes its nation inside an article, as candidates.

    >>> text = ("The mine let three injured Velmari workers go home. One of the Ostrean "
    ...     "labourers has told the Courier of a fall.")
    >>> changed = within(Article(id="a", text=text))
    >>> [(each.subtype, each.a.text, each.b.text) for each in changed]
    [('nationality swapped', 'three injured Velmari workers', 'One of the Ostrean labourers')]
    """
    known: list[_Group] = []
    found: list[Mutation] = []
    for later in _groups(article.text):
        alike = [each for each in known if each.roles & later.roles]
        # A people already met in this role may well be the one that is spoken of again.
        if later.is_again and all(differ(each.nation, later.nation) for each in alike):
            near = [
                each for each in alike if each.is_first and later.sentence - each.sentence <= REACH
            ]
            if near:
                found.append(_mutation(article, near[-1], later))
        known.append(later)
        if len(known) == MOST:
            break
    return tuple(found)


def _groups(text: str) -> Iterator[_Group]:
    """Yield the people of a nation in a role, in order."""
    if not _role_word().search(text):
        return
    for place, (start, end) in enumerate(sentences(text)):
        stop = min(end, start + LONGEST_SENTENCE)
        for span in nations(text, (start, stop)):
            if group := _group(text, span, max(start, span[0] - BEFORE), stop):
                yield msgspec.structs.replace(group, sentence=place)


def _group(text: str, span: Span, start: int, stop: int) -> _Group | None:
    left = _LEFT.search(text, start, span[0])
    right = _NOUN.match(text, span[1], min(stop, span[1] + AFTER))
    before = left["adjectives"].split() if left else []
    after = right.group().split() if right else []
    named = " ".join(after)
    roles = frozenset[str]().union(
        *(_roles().get(word, frozenset()) for word in (*before, *after[:1], named))
    )
    if not roles:
        return None
    has_role_noun = bool(_roles().get(named) or _roles().get(after[0] if after else ""))
    end = right.end() if right and has_role_noun else span[1]
    return _Group(
        span=(left.start() if left else span[0], end),
        nation=text[slice(*span)],
        roles=roles,
        sentence=0,
        is_first=bool(left and left["number"]),
        is_again=bool(left and (left["again"] or left["the"])),
    )


_COUNT = (
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of|hundreds of|several"
    r"|a dozen|a few|[0-9][0-9,.]*"
)
_LEFT = re.compile(
    rf"(?<![\w-])(?:(?P<again>(?:one|another|both|some|many|most|none|neither|either|{_COUNT})\s"
    rf"of\s(?:the|these|those)(?:\s(?:{_COUNT}))?)"
    rf"|(?P<the>(?:the|these|those)(?:\s(?:{_COUNT}))?)"
    rf"|(?P<number>{_COUNT})(?:\s(?:more|other|further|additional))?)"
    r"\s(?P<adjectives>(?:[a-z-]+\s){0,2})\Z",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"\s(?:(?:prisoners?|detainees?)\sof\swar|asylum\sseekers?|crew\smembers?|[\w-]+)"
)


@cache
def _roles() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for role, words in load("link_retold_nations")["roles"].items():
        for word in words:
            found[word] = found.get(word, frozenset()) | {role}
    return found


@cache
def _role_word() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, _roles()))})\b")


def _mutation(article: Article, a: _Group, b: _Group) -> Mutation:
    one, other = _excerpt(article, a.span), _excerpt(article, b.span)
    return Mutation(
        id=content_id("mut", "within", one.id, one.start, one.end, other.start, other.end),
        type="entity",
        subtype="nationality swapped",
        a=one,
        b=other,
        candidate=True,
        reason=f"“{one.text}” and “{other.text}” seem to be the same people.",
        found_in="article",
    )


def _excerpt(article: Article, span: Span) -> Excerpt:
    start, end = span
    text = article.text[start:end]
    return Excerpt(id=article.id, start=start, end=end, text=text)
