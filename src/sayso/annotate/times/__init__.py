"""Time expressions: what they say (TIMEX3), and the whole days they cover."""

from bisect import bisect_right
from collections.abc import Sequence
from statistics import median

from sayso.annotate.times import absolute, clocks, lengths, relative, seasons
from sayso.annotate.times.grammar import Hit, hits
from sayso.annotate.times.intervals import interval_of
from sayso.annotate.times.joins import joined
from sayso.annotate.times.moments import Moment, read
from sayso.annotate.times.setting import Maker, Meaning, Setting
from sayso.model import Article, Time, content_id

__all__ = ["times"]

_MAKERS: dict[str, Maker] = {
    **absolute.MAKERS,
    **relative.MAKERS,
    **seasons.MAKERS,
    **lengths.MAKERS,
    **clocks.MAKERS,
}
_FROM_NOW = frozenset({"deictic", "weekday", "near_weekday"})
# A text is a narrative of the past when it names at least so many years, when their middle one
# lies at least so many years before its publication, and when few words count from that day.
_NARRATIVE_YEARS = 5
_NARRATIVE_AGE = 2
_YEARS_FOR_EACH_DAY = 3
# A lone year so far from the month last told is an aside: the narrative goes on where it was.
# Any value from 2 to 10 serves WikiWars as well.
_ASIDE_YEARS = 5


def times(article: Article) -> tuple[Time, ...]:
    """Return the time expressions of an article in the order of its text.

    Relative ones count from the publication date, inside a dated quote block from its date, in
    a narrative of the past from the date last told.

    >>> story = Article(id="a", published="2025-10-14",
    ...     text="The dam broke on Monday. It was built in early May 1961.")
    >>> [(time.text, time.value, time.interval) for time in times(story)][0]
    ('Monday', '2025-10-13', ('2025-10-13', '2025-10-13'))
    """
    text = article.text
    found = [hit for hit in joined(text, hits(text)) if hit.make != "prefix"]
    published = read(article.published[:10]) if article.published else None
    narrative = _is_narrative(found, published)
    quotes = sorted((b.start, b.end, b.date) for b in article.blocks if b.kind == "quote")
    made: list[Time] = []
    told: Moment | None = None
    steady: Moment | None = None
    told_end = 0
    for hit in found:
        quoted = _quoted(quotes, hit.start)
        anchor, name = (quoted, "quoted") if quoted else (published, "published")
        if narrative and not quoted:
            anchor, name = steady, "narrative"
        setting = Setting(
            text=text,
            start=hit.start,
            end=hit.end,
            anchor=anchor,
            anchor_name=name if anchor else None,
            told=told,
            told_here=told is not None and _same_sentence(text, told_end, hit.start),
            narrative=narrative and not quoted,
        )
        meaning = _meaning(hit, setting)
        if meaning is None:
            continue
        made.append(_record(article, hit, meaning))
        if meaning.type in ("DATE", "TIME") and (moment := read(meaning.value or "")):
            told, told_end = _finer(told, moment), hit.end
            steady = steady if _is_aside(steady, moment) else told
    return tuple(made)


def _meaning(hit: Hit, setting: Setting) -> Meaning | None:
    meaning = _MAKERS[hit.make](hit.slots, setting)
    if meaning is None or hit.clock is None:
        return meaning
    day = meaning.value or "XXXX-XX-XX"
    value = day[:10] + clocks.time_of(hit.clock.make, hit.clock.slots)
    return Meaning(type="TIME", value=value, mod=meaning.mod, anchor=meaning.anchor)


def _record(article: Article, hit: Hit, meaning: Meaning) -> Time:
    dated = meaning.type in ("DATE", "TIME")
    interval = meaning.days or (interval_of(meaning.value, meaning.mod) if dated else None)
    return Time(
        id=content_id("tim", article.id, hit.start, hit.end),
        start=hit.start,
        end=hit.end,
        text=article.text[hit.start : hit.end],
        type=meaning.type,
        value=meaning.value,
        mod=meaning.mod,
        interval=interval,
        anchor=meaning.anchor,
        rule=hit.rule,
    )


def _is_narrative(found: Sequence[Hit], published: Moment | None) -> bool:
    years = [
        int(hit.slots["year"]) * (-1 if hit.slots.get("era", "")[:1] in "bB" else 1)
        for hit in found
        if "year" in hit.slots and hit.slots["year"].isdigit()
    ]
    if published is None:
        return bool(years)
    if any(_is_fresh(hit, published) for hit in found):
        return False
    near = sum(hit.make in _FROM_NOW for hit in found)
    if len(years) < _NARRATIVE_YEARS or near * _YEARS_FOR_EACH_DAY > len(years):
        return False
    return median(years) <= published.year - _NARRATIVE_AGE


def _is_fresh(hit: Hit, published: Moment) -> bool:
    """A text that tells a day of its own month is news."""
    return (
        hit.make == "date"
        and "day" in hit.slots
        and absolute.year_number(hit.slots) == published.year
        and absolute.month_number(hit.slots) == published.month
    )


def _finer(told: Moment | None, moment: Moment) -> Moment:
    """A bare year that is the one told takes nothing away from the day told."""
    return told if told and moment.month is None and moment.year == told.year else moment


def _is_aside(steady: Moment | None, moment: Moment) -> bool:
    if steady is None or steady.month is None or moment.month is not None:
        return False
    return abs(moment.year - steady.year) > _ASIDE_YEARS


def _quoted(quotes: Sequence[tuple[int, int, str | None]], start: int) -> Moment | None:
    index = bisect_right(quotes, start, key=lambda quote: quote[0]) - 1
    if index < 0 or start >= quotes[index][1] or not quotes[index][2]:
        return None
    return read((quotes[index][2] or "")[:10])


def _same_sentence(text: str, begin: int, end: int) -> bool:
    between = text[begin:end] if end - begin < 200 else "\n"
    return "\n" not in between and ". " not in between
