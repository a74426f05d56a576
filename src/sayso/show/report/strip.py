"""The time of a story at a glance, as a drawing: reports above, what they tell of below."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

import msgspec

from sayso.show.report.places import Places, Ref
from sayso.show.report.timeline import Day, Timeline
from sayso.show.report.when import day

WIDTH = 720
MARGIN = 8
DOT = 18  # room for a number of two digits
# What is told of further off would press the days of the reports together.
NEAR = timedelta(days=4)
MOST_TICKS = 12
FEW_DAYS = 2  # so few have room for hours
HIGHEST = 6
MOST_ROWS = 6
ROW = 16
LETTER = 5.6  # of a label, on an average
TICK = 16


class Dot(msgspec.Struct, frozen=True, kw_only=True):
    """An article, or how many more there are where the stack is full."""

    x: float
    y: float
    ref: Ref | None
    more: int = 0
    whole_day: bool = False


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A day or period that articles tell of."""

    x: float
    y: float
    width: float
    label: str
    articles: int
    inside: str


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """The beginning of a day."""

    x: float
    label: str


class Strip(msgspec.Struct, frozen=True, kw_only=True):
    """The drawing: measures in its own units, `axis` the height of the line of days."""

    width: int
    height: float
    axis: float
    dots: tuple[Dot, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    outside: int


class _Scale(msgspec.Struct, frozen=True):
    begin: datetime
    end: datetime

    def x(self, moment: datetime) -> float:
        share = (moment - self.begin) / (self.end - self.begin)
        return round(MARGIN + share * (WIDTH - 2 * MARGIN), 1)


def strip(timeline: Timeline, places: Places) -> Strip | None:
    """Return the drawing, None where no article has a date."""
    moments = [(when, number) for number, when in _published(places)]
    if not moments:
        return None
    first, last = min(moments)[0], max(moments)[0]
    told = [each for each in (*timeline.days, *timeline.aside) if each.told]
    near = [each for each in told if _near(each, first, last)]
    begin = max(first - NEAR, min([first, *(_midnight(each.interval[0]) for each in near)]))
    end = min(last + NEAR, max([last, *(_midnight(each.interval[1]) for each in near)]))
    one_day = timedelta(days=1)
    scale = _Scale(_floor(begin), _floor(end) + one_day)
    dots, axis = _dots(moments, scale, places)
    bars = tuple(_bars(near, scale, axis + TICK + 6))
    lowest = max((bar.y + ROW for bar in bars), default=axis + TICK)
    return Strip(
        width=WIDTH,
        height=lowest + 4,
        axis=axis,
        dots=dots,
        bars=bars,
        ticks=tuple(_ticks(scale)),
        outside=len(told) - len(near),
    )


def _published(places: Places) -> Iterator[tuple[int, datetime]]:
    for number, reading in enumerate(places.readings, 1):
        try:
            known = datetime.fromisoformat(reading.article.published or "")
        except ValueError:
            continue
        if not datetime.min + NEAR < known.replace(tzinfo=None) < datetime.max - 2 * NEAR:
            continue  # what programs write where they know no date
        # As the page writes it, so that it stands in its readers' day.
        yield number, known.replace(tzinfo=None)


def _floor(moment: datetime) -> datetime:
    return datetime(moment.year, moment.month, moment.day)


def _midnight(iso: str) -> datetime:
    return datetime.combine(date.fromisoformat(iso), datetime.min.time())


def _near(day: Day, first: datetime, last: datetime) -> bool:
    try:
        begin, end = map(_midnight, day.interval)
    except ValueError:
        return False
    return first - NEAR <= end and begin <= last + NEAR and begin <= end


def _dots(
    moments: Sequence[tuple[datetime, int]], scale: _Scale, places: Places
) -> tuple[tuple[Dot, ...], float]:
    stacks: dict[int, list[tuple[float, int, bool]]] = {}
    for moment, number in sorted(moments):
        written = places.readings[number - 1].article.published or ""
        whole_day = len(written) <= len("2025-10-14")
        x = scale.x(moment + timedelta(hours=12) if whole_day else moment)
        stacks.setdefault(int(x // DOT), []).append((x, number, whole_day))
    axis = DOT * min(HIGHEST, max(map(len, stacks.values()))) + 4
    dots = []
    for column, stack in stacks.items():
        shown = stack if len(stack) <= HIGHEST else stack[: HIGHEST - 1]
        x = min(max(column * DOT + DOT / 2, MARGIN), WIDTH - MARGIN)
        for level, (_, number, whole_day) in enumerate(shown):
            ref = places.ref(places.readings[number - 1].article.id)
            dots.append(Dot(x=x, y=axis - DOT * (level + 0.5), ref=ref, whole_day=whole_day))
        if len(stack) > len(shown):
            y = axis - DOT * (HIGHEST - 0.5)
            dots.append(Dot(x=x, y=y, ref=None, more=len(stack) - len(shown)))
    return tuple(dots), axis


def _bars(told: Sequence[Day], scale: _Scale, top: float) -> Iterator[Bar]:
    rows: list[float] = []
    for each in sorted(told, key=lambda each: each.interval):
        begin = scale.x(max(_midnight(each.interval[0]), scale.begin))
        end = scale.x(min(_midnight(each.interval[1]) + timedelta(days=1), scale.end))
        row = next((n for n, taken in enumerate(rows) if taken <= begin), len(rows))
        if row == MOST_ROWS:
            continue
        rows[row : row + 1] = [end]
        articles = {spot.article for quote in each.told for spot in quote.spots}
        width = max(2.0, round(end - begin - 2, 1))
        short = each.label.removesuffix(f" {scale.begin.year}")
        yield Bar(
            x=begin + 1,
            y=top + row * ROW,
            width=width,
            label=each.label,
            articles=len(articles),
            inside=short if LETTER * len(short) + 8 < width else "",
        )


def _ticks(scale: _Scale) -> Iterator[Tick]:
    whole = (scale.end - scale.begin).days
    if whole <= FEW_DAYS:
        for hours in range(0, 24 * whole, 6):
            this = scale.begin + timedelta(hours=hours)
            label = _label(this, with_month=True) if hours % 24 == 0 else f"{this:%H:%M}"
            yield Tick(x=scale.x(this), label=label)
        return
    step = -(-whole // MOST_TICKS)
    beginnings = [scale.begin + timedelta(days=days) for days in range(0, whole, step)]
    for before, this in zip([None, *beginnings], beginnings, strict=False):
        new = before is None or before.month != this.month
        yield Tick(x=scale.x(this), label=_label(this, with_month=new))


def _label(moment: datetime, *, with_month: bool) -> str:
    words = day(moment.date().isoformat())
    return words.rsplit(" ", 1)[0] if with_month else words.split()[0]
