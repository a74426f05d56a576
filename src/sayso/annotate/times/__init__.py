"""Time expressions: what they say (TIMEX3), and the whole days they cover."""

from bisect import bisect_right
from collections.abc import Sequence

from sayso.annotate.times import (
    absolute,
    clocks,
    distances,
    fiscal,
    holidays,
    lengths,
    names,
    periods,
    relative,
    seasons,
    weekdays,
)
from sayso.annotate.times.grammar import Hit, hits
from sayso.annotate.times.intervals import interval_of
from sayso.annotate.times.joins import joined
from sayso.annotate.times.moments import Moment, read
from sayso.annotate.times.names import Name, name_of
from sayso.annotate.times.narrative import Place, goes_on, is_narrative, moved_on, same_paragraph
from sayso.annotate.times.setting import Maker, Meaning, Setting
from sayso.annotate.times.sharing import shared
from sayso.model import Article, Time, content_id

__all__ = ["times"]

_MAKERS: dict[str, Maker] = {
    **absolute.MAKERS,
    **relative.MAKERS,
    **weekdays.MAKERS,
    **distances.MAKERS,
    **periods.MAKERS,
    **seasons.MAKERS,
    **fiscal.MAKERS,
    **holidays.MAKERS,
    **names.MAKERS,
    **lengths.MAKERS,
    **clocks.MAKERS,
}


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
    found = [hit for hit in shared(text, joined(text, hits(text))) if hit.make != "prefix"]
    published = read(article.published[:10]) if article.published else None
    quotes = sorted((b.start, b.end, b.date) for b in article.blocks if b.kind == "quote")
    place = Place(published=published)
    if is_narrative(found, published):
        place = Place(published=published, narrative=True)
    day_first = _names_day_first(found)
    made: list[Time] = []
    for hit in found:
        quoted = _quoted(quotes, hit.start)
        setting = _setting(text, hit, place, quoted, day_first)
        named = name_of(text, hit)
        meaning = _of_name(named, hit, setting) if named else _meaning(hit, setting)
        if meaning is None:
            continue
        made.append(_record(article, hit, meaning, named))
        if not named and (moment := _moment_told(meaning)):
            place = moved_on(text, hit, place, moment)
    return tuple(made)


def _setting(
    text: str, hit: Hit, place: Place, quoted: Moment | None, day_first: bool | None
) -> Setting:
    narrative = quoted is None and (place.narrative or goes_on(text, hit, place))
    anchor, name = place.today, place.today_name
    if quoted:
        anchor, name = quoted, "quoted"
    elif narrative:
        anchor, name = place.steady, "narrative"
    told, end = place.told, place.told_end
    return Setting(
        text=text,
        start=hit.start,
        end=hit.end,
        anchor=anchor,
        anchor_name=name if anchor else None,
        told=told,
        told_here=told is not None and _same_sentence(text, end, hit.start),
        told_near=told is not None and same_paragraph(text, end, hit.start),
        narrative=narrative,
        day_first=day_first,
    )


def _meaning(hit: Hit, setting: Setting) -> Meaning | None:
    meaning = _MAKERS[hit.make](hit.slots, setting)
    if meaning is None or hit.clock is None:
        return meaning
    day = meaning.value or "XXXX-XX-XX"
    value = day[:10] + clocks.time_of(hit.clock.make, hit.clock.slots)
    return Meaning(type="TIME", value=value, mod=meaning.mod, anchor=meaning.anchor)


def _moment_told(meaning: Meaning) -> Moment | None:
    if meaning.type in ("DATE", "TIME"):
        return read(meaning.value or "")
    # "The first ten months of 1915" tells a year; "the last three days" no date.
    ended = meaning.type == "DURATION" and meaning.days and not meaning.anchor
    return read(meaning.days[0][:4]) if ended and meaning.days else None


def _of_name(name: Name, hit: Hit, setting: Setting) -> Meaning | None:
    """A name keeps to its own day; in a narrative of its time the words around it tell which."""
    if name.day:
        return Meaning(type="DATE", value=name.day)
    if setting.narrative or hit.make in ("event_day", "holiday"):
        return _meaning(hit, setting)
    if hit.make in ("duration", "bare_duration"):
        return _meaning(hit, setting)
    return Meaning(type="DATE", value=None)


def _names_day_first(found: Sequence[Hit]) -> bool | None:
    """What dates in numbers of one text show of their order: "13/4/2025" has the day first."""
    numeric = [hit.slots for hit in found if hit.make == "numeric_date"]
    day = any(int(slots["first"]) > 12 for slots in numeric)
    month = any(int(slots["second"]) > 12 for slots in numeric)
    return day if day != month else None


def _record(article: Article, hit: Hit, meaning: Meaning, name: Name | None) -> Time:
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
        name=article.text[name.start : name.end] if name else None,
        rule=meaning.rule or hit.rule,
    )


def _quoted(quotes: Sequence[tuple[int, int, str | None]], start: int) -> Moment | None:
    index = bisect_right(quotes, start, key=lambda quote: quote[0]) - 1
    if index < 0 or start >= quotes[index][1] or not quotes[index][2]:
        return None
    return read((quotes[index][2] or "")[:10])


def _same_sentence(text: str, begin: int, end: int) -> bool:
    between = text[begin:end] if end - begin < 200 else "\n"
    return "\n" not in between and ". " not in between
