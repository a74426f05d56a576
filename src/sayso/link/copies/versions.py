"""Two texts of one report: its address captured again, a later take of it by the same outlet."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from sayso.link.direction import moment
from sayso.model import Article, Passage, Version

# Of the shorter text, that two reports of one outlet share where one is a take of the other; and
# days between them. Two reports of one event by one desk share background, a quarter at most.
TAKE = 0.5
TAKES = 3
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|ref|referrer|cmp|src|share|amp")
KEPT = 65536


def version_of(
    a: Article, b: Article, passages: tuple[Passage, ...], *, same_outlet: bool
) -> Version | None:
    """Return in which way two articles are versions of one report, null where they are none.

    >>> first = Article(id="a", text="The dam held.", url="https://argus.example/dam?utm_source=x")
    >>> again = Article(id="b", text="The dam broke.", url="http://www.argus.example/dam/")
    >>> version_of(first, again, (), same_outlet=True)
    'address'
    """
    known = address(a.canonical or a.url)
    if known is not None and known == address(b.canonical or b.url):
        return "address"
    shorter = min(len(a.text), len(b.text))
    covered = min(sum(p[1] - p[0] for p in passages), sum(p[3] - p[2] for p in passages))
    if same_outlet and covered >= TAKE * shorter and _days_between(a, b) <= TAKES:
        return "take"
    return None


@lru_cache(maxsize=KEPT)
def address(url: str | None) -> str | None:
    """Return what two captures of one page have in common of their addresses.

    >>> address("https://www.argus.example/dam/?id=7&utm_source=x#top")
    'argus.example/dam?id=7'
    """
    if not url or "://" not in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    query = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not TRACKING.fullmatch(key.lower())
    ]
    host = parts.netloc.lower().removeprefix("www.").removeprefix("amp.").removeprefix("m.")
    path = parts.path.rstrip("/").removesuffix("/amp")
    # The front page of a site is another one each day.
    if not host or not (path or query):
        return None
    return host + path + ("?" + urlencode(query) if query else "")


def earlier_version(a: Article, b: Article) -> tuple[bool, str] | None:
    """Return whether the second of two versions came first, and what says so; null where nothing.

    The last change that a page states tells more than when it was captured.

    >>> old = Article(id="a", text="", modified="2031-05-02T08:00Z")
    >>> new = Article(id="b", text="", modified="2031-05-02T09:00Z")
    >>> earlier_version(old, new)
    (False, 'modified earlier: 2031-05-02T08:00Z before 2031-05-02T09:00Z')
    """
    for what in ("modified", "published", "captured"):
        first, second = getattr(a, what), getattr(b, what)
        one, two = moment(first), moment(second)
        if one is None or two is None or one == two:
            continue
        if one.at is None or two.at is None:
            if one.day == two.day:
                continue
            back = two.day < one.day
        else:
            back = two.at < one.at
        low, high = (second, first) if back else (first, second)
        return back, f"{what} earlier: {low} before {high}"
    return None


def _days_between(a: Article, b: Article) -> int:
    one, two = moment(a.published), moment(b.published)
    return abs((one.day - two.day).days) if one and two else 0
