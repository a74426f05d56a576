"""Follow-ups: stories of weeks later that go on from an event, each with what says so in both."""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache

import msgspec

from sayso.annotate.sentences import sentences
from sayso.data import load
from sayso.link.stories.dates import day_number
from sayso.link.stories.grounds import Scored
from sayso.link.stories.terms import HEAD, READ, TOKEN
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
    story_of = {each: number for number, story in enumerate(stories) for each in story.articles}
    days = {article.id: _day(article) for unit in units for article in unit}
    began = _began(stories, days)
    rare = _rarities(stories, units, found)
    named, cued = cache(_named), cache(_cue)
    best: dict[tuple[int, str], FollowUp] = {}
    near = found.likely >= LIKELY
    pairs = zip(found.pairs.places[near].tolist(), found.likely[near].tolist(), strict=True)
    for (x, y), likely in sorted(pairs, key=lambda pair: -pair[1]):
        earlier, later = sorted(
            (units[x][0], units[y][0]), key=lambda each: (days[each.id], each.id)
        )
        one, other = story_of.get(earlier.id, -1), story_of.get(later.id, -1)
        if not days[earlier.id] or min(one, other) < 0:
            continue
        inside = one == other
        key = (other, later.id if inside else "")
        gap = days[later.id] - began[one] if inside else began[other] - began[one]
        fresh = days[earlier.id] - began[one] < LATER_INSIDE
        if key in best or gap < (LATER_INSIDE if inside else LATER) or (inside and not fresh):
            continue
        cue = cued(later.text[: HEAD * 8])
        if cue is None:
            continue
        hardly_elsewhere = rare(one, other)
        both = tuple(
            _Told(article=each, names=_among(named(each.text[:TOP]), hardly_elsewhere))
            for each in (earlier, later)
        )
        fewest = 1 if likely >= LIKELY_ENOUGH else FEWEST_NAMES
        if shared := _shared(both, fewest):
            best[key] = _follow_up(stories[one], stories[other], both, shared, cue)
    return tuple(best[key] for key in sorted(best))


def _began(stories: Sequence[Story], days: Mapping[str, int]) -> Sequence[int]:
    """Return the day of the first article of each story, 0 where none is known."""
    return [
        min((days[each] for each in story.articles if days.get(each)), default=0)
        for story in stories
    ]


def _day(article: Article) -> int:
    day = day_number(article)
    return 0 if math.isnan(day) else int(day)


def _rarities(
    stories: Sequence[Story], units: Sequence[Sequence[Article]], found: Scored
) -> Callable[[int, int], frozenset[str]]:
    """Return a function from two stories to their pairs of names that hardly any other has."""
    keys = found.pairs.keys
    terms = tuple(keys.ids)
    unit_of = {article.id: place for place, unit in enumerate(units) for article in unit}

    @cache
    def rare(one: int, other: int) -> frozenset[str]:
        ids = stories[one].articles + stories[other].articles
        inside: Counter[int] = Counter()
        for place in {unit_of[each] for each in ids if each in unit_of}:
            start, stop = keys.counts.indptr[place : place + 2].tolist()
            inside.update(keys.counts.indices[start:stop].tolist())
        return frozenset(
            terms[key] for key, count in inside.items() if keys.held[key] - count <= ELSEWHERE
        )

    return rare


def _named(top: str) -> Mapping[str, Span]:
    """Return the names of persons at the top of an article, each with its first place."""
    names: dict[str, Span] = {}
    for match in FULL_NAME.finditer(top):
        key = " ".join(token.lower() for token in TOKEN.findall(match.group()))
        if not _not_persons() & set(key.split()):
            names.setdefault(key, match.span())
    return names


def _among(names: Mapping[str, Span], rare: frozenset[str]) -> Mapping[str, Span]:
    return {name: span for name, span in names.items() if name in rare}


def _shared(both: Sequence[_Told], fewest: int) -> list[str]:
    """Return the names that two articles share, none where they are too few to say so."""
    a, b = both
    shared = [name for name in b.names if name in a.names]
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
def _dates() -> tuple[re.Pattern[str], Mapping[str, int]]:
    tables = load("times")["tables"]
    months = {**tables["month"], **tables["month_short"]}
    names = "|".join(sorted(months, key=len, reverse=True))
    return re.compile(rf"\b(?P<month>{names})\.? (?P<day>3[01]|[12]\d|[1-9])\b"), months
