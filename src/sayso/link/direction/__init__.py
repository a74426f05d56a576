"""Who copied whom: credit and dateline first, then the clock, then citations; else unknown."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import msgspec

from sayso.link.direction.credits import Credit
from sayso.model import Article, Direction, Passage, Span

CREDITED, BESIDE_PASSAGE, CITED = 3, 2, 1
BESIDE = 90  # Characters between a passage and the name of the outlet that it is credited to.
# A stamp without a zone may be of any: the earth's clocks differ by this much at most.
KEPT = 65536  # Stamps that are kept read, as each article is asked again and again.
ZONES = timedelta(hours=14)


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A direction and what it rests on, the strongest first."""

    direction: Direction = "unknown"
    evidence: tuple[str, ...] = ()


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """When an article was published: an instant, or a day only; `local` is without a zone."""

    day: date
    at: datetime | None = None
    local: bool = False


def direction(
    pair: tuple[Article, Article],
    passages: Sequence[Passage],
    named: tuple[Sequence[Credit], Sequence[Credit]],
    timed: bool = True,
) -> Decision:
    """Return which of two articles took the passages from the other.

    `named` is where each of the two names the outlet of the other; `timed` is false where
    the clock says nothing, since both have the passages from a third.

    >>> early = Article(id="a", text="The dam held.", published="2031-05-02T08:00:00Z")
    >>> late = Article(id="b", text="The dam held.", published="2031-05-02T09:30:00Z")
    >>> direction((early, late), ((0, 13, 0, 13),), ((), ())).evidence
    ('published earlier: 2031-05-02T08:00:00Z before 2031-05-02T09:30:00Z',)
    """
    first, second = pair
    by_a = _credit(named[0], [(p[0], p[1]) for p in passages])
    by_b = _credit(named[1], [(p[2], p[3]) for p in passages])
    found: list[tuple[Direction, str]] = []
    if by_b and (not by_a or by_b[0] > by_a[0]):
        credit: tuple[Direction, str] | None = ("a>b", by_b[1])
    elif by_a and (not by_b or by_a[0] > by_b[0]):
        credit = ("b>a", by_a[1])
    else:
        credit = None
    strongest = max(by_a[0] if by_a else 0, by_b[0] if by_b else 0)
    if credit and strongest >= BESIDE_PASSAGE:
        found.append(credit)
    if timed and (earlier := earlier_of(first, second)):
        found.append(earlier)
    if credit and strongest < BESIDE_PASSAGE:
        found.append(credit)
    if not found:
        return Decision()
    way = found[0][0]
    return Decision(direction=way, evidence=tuple(text for other, text in found if other == way))


def given(named: Sequence[Credit], spans: Sequence[Span]) -> bool:
    """Return whether an outlet is cited right beside one of the spans, for what they say.

    >>> given([Credit(kind="citation", text="told the Herald", at=30)], [(0, 25)])
    True
    """
    return any(_is_beside(credit, spans) for credit in named if credit.kind == "citation")


def earlier_of(a: Article, b: Article) -> tuple[Direction, str] | None:
    """Return the direction that the clock gives, in words; null where the times may be equal.

    >>> day = Article(id="a", text="", published="2031-05-02")
    >>> hour = Article(id="b", text="", published="2031-05-02T09:30:00Z")
    >>> earlier_of(day, hour), earlier_of(hour, day)
    (None, None)
    """
    first, second = moment(a.published), moment(b.published)
    if first is None or second is None or _lies(a) or _lies(b):
        return None
    if _before(first, second):
        return "a>b", f"published earlier: {a.published} before {b.published}"
    if _before(second, first):
        return "b>a", f"published earlier: {b.published} before {a.published}"
    return None


@lru_cache(maxsize=KEPT)
def moment(published: str | None) -> Moment | None:
    """Return when an article was published, null where that is not known or not a date.

    >>> moment("2031-05-02").at, moment("2031-05-02T09:30Z").at.hour, moment("soon")
    (None, 9, None)
    """
    text = (published or "").strip()
    try:
        if len(text) <= len("2031-05-02"):
            return Moment(day=date.fromisoformat(text))
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    local = at.tzinfo is None
    try:
        instant = at.replace(tzinfo=UTC) if local else at.astimezone(UTC)
    except OverflowError:
        return None
    return Moment(day=at.date(), at=instant, local=local)


def day(article: Article) -> int:
    """Return the number of the day on which an article was published, -1 where that is not known.

    >>> day(Article(id="a", text="", published="1970-01-03")), day(Article(id="b", text=""))
    (719165, -1)
    """
    published = moment(article.published)
    return published.day.toordinal() if published else -1


def _lies(article: Article) -> bool:
    """Whether a page states that it was published after it was captured, or changed before."""
    published, captured = moment(article.published), moment(article.captured)
    if published and captured and published.day > captured.day + timedelta(1):
        return True
    changed = moment(article.modified)
    return bool(published and changed and changed.day < published.day - timedelta(1))


def _before(first: Moment, second: Moment) -> bool:
    if first.at is None or second.at is None:
        return first.day < second.day
    margin = ZONES if first.local != second.local else timedelta(0)
    return second.at - first.at > margin


def _credit(named: Sequence[Credit], spans: Sequence[Span]) -> tuple[int, str] | None:
    """How strongly an article gives the passages to an outlet, and in which words."""
    found: list[tuple[int, str]] = []
    for credit in named:
        words = f"“{credit.text}”"
        if credit.kind == "credit":
            found.append((CREDITED, f"credited to the other outlet: {words}"))
        elif _is_beside(credit, spans):
            found.append((BESIDE_PASSAGE, f"the passage is given to the other outlet: {words}"))
        else:
            found.append((CITED, f"the other outlet is cited: {words}"))
    return max(found, key=lambda each: each[0], default=None)


def _is_beside(credit: Credit, spans: Sequence[Span]) -> bool:
    return credit.at >= 0 and any(s - BESIDE <= credit.at <= e + BESIDE for s, e in spans)
