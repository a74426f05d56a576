"""Follow-ups: stories of weeks later that go on from an event, each with what says so in both."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import NamedTuple

import msgspec
import numpy as np

from sayso.annotate.sentences import sentences
from sayso.data import load
from sayso.link.stories.dates import day_number
from sayso.link.stories.grounds import Scored
from sayso.link.stories.terms import HEAD, READ, TOKEN
from sayso.link.stories.vectors import Ints
from sayso.model import Article, Excerpt, FollowUp, Span, Story, content_id

# Days after the first report of an event from which on what is told is what came of it.
LATER = 5
LATER_INSIDE = 14  # Of articles of one story; the first week tells the event itself.
# A pair less likely than this, by the score of stories, shares its kind of event or its town only.
LIKELY = 0.05
FEWEST_NAMES = 2  # Full names; one is enough with the day of the event, or if so likely:
LIKELY_ENOUGH = 0.2
# Articles of other stories in which a name may stand: more have those of hospitals, sheriffs and
# photographers.
ELSEWHERE = 1
TOP = 3000  # Characters in which those are named whom the article is about.
LONGEST_QUOTE = 400
MOST_SHOWN = 4
FULL_NAME = re.compile(r"\b[A-Z][\w-]+ [A-Z][\w-]+")


class _Told(msgspec.Struct, frozen=True):
    """What is asked of one article: its pairs of names, and where they stand."""

    article: Article
    names: Mapping[str, Span]


def follow_ups(
    stories: Sequence[Story], units: Sequence[Sequence[Article]], found: Scored
) -> tuple[FollowUp, ...]:
    """Return what goes on from an event weeks later, where its words say so.

    `units` are the articles in the order of `found`, those word for word the same as one. A story
    follows another if it began days later, and an article follows the event of its own story if it
    came weeks after the first: if the two are like enough and share full names that hardly any
    other article has, or one and the day of the event; and if the later says what comes after an
    event (a trial, an inquiry, a funeral: `data/en/story_follow_ups.toml`). An article without a
    date follows nothing: which came first is not known.
    """
    rare = _rarity(stories, units, found)
    named, cued = cache(_named), cache(_cue)
    best: dict[tuple[int, str], FollowUp] = {}
    for x, y, one, other, likely in _weeks_apart(stories, units, found):
        earlier, later = units[x][0], units[y][0]
        key = (other, later.id if one == other else "")
        if key in best:
            continue
        cue = cued(later.text[: HEAD * 8])
        if cue is None:
            continue
        both = tuple(_Told(article=each, names=named(each.text[:TOP])) for each in (earlier, later))
        fewest = 1 if likely >= LIKELY_ENOUGH else FEWEST_NAMES
        if shared := _shared(both, fewest, partial(rare, one, other)):
            best[key] = _follow_up(stories[one], stories[other], both, shared, cue)
    return tuple(best[key] for key in sorted(best))


class _Apart(NamedTuple):
    """The places of an earlier and a later article, those of their stories, how likely they are."""

    earlier: int
    later: int
    one: int
    other: int
    likely: float


def _weeks_apart(
    stories: Sequence[Story], units: Sequence[Sequence[Article]], found: Scored
) -> Iterator[_Apart]:
    """Yield the pairs that are like enough and far enough apart in time, the likest first."""
    story_of = {each: number for number, story in enumerate(stories) for each in story.articles}
    home = np.array([story_of.get(unit[0].id, -1) for unit in units], dtype=np.int64)
    days = np.array([_day(unit[0]) for unit in units], dtype=np.int64)
    began = np.array(_began(stories, units), dtype=np.int64)
    near = (found.likely >= LIKELY) & (home[found.pairs.places] >= 0).all(axis=1)
    places, likely = found.pairs.places[near], found.likely[near]
    x, y = places.T
    turned = (days[x] > days[y]) | ((days[x] == days[y]) & _names_turned(units, places))
    earlier, later = np.where(turned, y, x), np.where(turned, x, y)
    one, other = home[earlier], home[later]
    inside = one == other
    gap = np.where(inside, days[later], began[other]) - began[one]
    kept = (days[earlier] > 0) & (gap >= np.where(inside, LATER_INSIDE, LATER))
    kept &= ~inside | (days[earlier] - began[one] < LATER_INSIDE)
    rows = np.flatnonzero(kept)
    for row in rows[np.argsort(-likely[rows], kind="stable")].tolist():
        yield _Apart(
            earlier=int(earlier[row]),
            later=int(later[row]),
            one=int(one[row]),
            other=int(other[row]),
            likely=float(likely[row]),
        )


def _names_turned(units: Sequence[Sequence[Article]], places: Ints) -> np.ndarray:
    names = sorted(range(len(units)), key=lambda place: units[place][0].id)
    turn = np.empty(len(units), dtype=np.int64)
    turn[names] = range(len(units))
    turned: np.ndarray = turn[places[:, 0]] > turn[places[:, 1]]
    return turned


def _began(stories: Sequence[Story], units: Sequence[Sequence[Article]]) -> Sequence[int]:
    """Return the day of the first article of each story, 0 where none is known."""
    days = {article.id: _day(article) for unit in units for article in unit}
    return [
        min((days[each] for each in story.articles if days.get(each)), default=0)
        for story in stories
    ]


def _day(article: Article) -> int:
    day = day_number(article)
    return 0 if math.isnan(day) else int(day)


def _rarity(
    stories: Sequence[Story], units: Sequence[Sequence[Article]], found: Scored
) -> Callable[[int, int, str], bool]:
    """Return a function from two stories and a pair of names to whether hardly any other has it."""
    keys = found.pairs.keys
    unit_of = {article.id: place for place, unit in enumerate(units) for article in unit}

    @cache
    def inside(story: int) -> Counter[int]:
        ids = stories[story].articles
        held: Counter[int] = Counter()
        for place in {unit_of[each] for each in ids if each in unit_of}:
            start, stop = keys.counts.indptr[place : place + 2].tolist()
            held.update(keys.counts.indices[start:stop].tolist())
        return held

    def rare(one: int, other: int, name: str) -> bool:
        key = keys.ids.get(name, -1)
        count = sum(inside(story)[key] for story in {one, other})
        return count > 0 and bool(keys.held[key] - count <= ELSEWHERE)

    return rare


def _named(top: str) -> Mapping[str, Span]:
    """Return the names of persons at the top of an article, each with its first place."""
    names: dict[str, Span] = {}
    for match in FULL_NAME.finditer(top):
        key = " ".join(token.lower() for token in TOKEN.findall(match.group()))
        if not _not_persons() & set(key.split()):
            names.setdefault(key, match.span())
    return names


def _shared(both: Sequence[_Told], fewest: int, rare: Callable[[str], bool]) -> list[str]:
    """Return the rare names that two articles share, none where they are too few to say so."""
    a, b = both
    shared = [name for name in b.names if name in a.names and rare(name)]
    enough = len(shared) >= fewest or (shared and _event_day(a.article, b.article))
    return shared if enough else []


def _follow_up(
    before: Story,
    after: Story,
    both: Sequence[_Told],
    shared: Sequence[str],
    cue: tuple[str, Span],
) -> FollowUp:
    a, b = both
    event = _event_day(a.article, b.article)
    kind, at = cue
    days = _day(b.article) - _day(a.article)
    names = [a.article.text[slice(*a.names[each])] for each in shared[:MOST_SHOWN]]
    evidence = [
        f"both name {', '.join(names)}",
        f"the later speaks of “{b.article.text[slice(*at)]}”",
    ]
    if event:
        evidence.append(f"the later names the day, {b.article.text[slice(*event)]}")
    evidence.append(f"{days} days later")
    one = _sentence(a.article, a.names[shared[0]])
    other = _sentence(b.article, at)
    return FollowUp(
        id=content_id("fol", before.id, b.article.id),
        story=after.id,
        follows=before.id,
        type=kind,
        a=one,
        b=other,
        shared=tuple(names),
        days=days,
        evidence=tuple(evidence),
    )


def _event_day(earlier: Article, later: Article) -> Span | None:
    """Return where the later article names a day on which, or just before, the earlier came."""
    day = _day(earlier)
    pattern, months = _dates()
    for match in pattern.finditer(later.text[:READ]):
        month, number = months[match["month"]], int(match["day"])
        for back in (0, 1, 2):
            when = date.fromordinal(max(1, day - back))
            if (when.month, when.day) == (month, number):
                return match.span()
    return None


def _cue(head: str) -> tuple[str, Span] | None:
    """Return what the head of an article speaks of that comes after an event, and where."""
    whole, openings = _first_words()
    words = set(TOKEN.findall(head.lower()))
    if whole.isdisjoint(words) and not any(word.startswith(openings) for word in words):
        return None
    for kind, pattern in _cues().items():
        if match := pattern.search(head):
            return kind, match.span()
    return None


def _sentence(article: Article, span: Span) -> Excerpt:
    text = article.text
    start, end = next(
        (each for each in sentences(text[:READ]) if each[0] <= span[0] < each[1]), span
    )
    end = min(end, start + LONGEST_QUOTE) if span[1] <= start + LONGEST_QUOTE else end
    return Excerpt(id=article.id, start=start, end=end, text=text[start:end])


@cache
def _not_persons() -> frozenset[str]:
    return frozenset(load("story_follow_ups")["not_persons"])


def _pattern(word: str) -> str:
    return f"{re.escape(word[:-1])}[a-z]*" if word.endswith("*") else re.escape(word)


@cache
def _cues() -> Mapping[str, re.Pattern[str]]:
    return {
        kind: re.compile(rf"\b(?:{'|'.join(map(_pattern, words))})\b", re.IGNORECASE)
        for kind, words in load("story_follow_ups")["follow_ups"].items()
    }


@cache
def _first_words() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the first words of all cues, and the openings of those that may end as they like."""
    cues = [each for words in load("story_follow_ups")["follow_ups"].values() for each in words]
    whole = frozenset(TOKEN.findall(each)[0] for each in cues if not each.endswith("*"))
    return whole, tuple(each[:-1] for each in cues if each.endswith("*"))


@cache
def _dates() -> tuple[re.Pattern[str], Mapping[str, int]]:
    tables = load("times")["tables"]
    months = {**tables["month"], **tables["month_short"]}
    names = "|".join(sorted(months, key=len, reverse=True))
    return re.compile(rf"\b(?P<month>{names})\.? (?P<day>3[01]|[12]\d|[1-9])\b"), months
