"""The outlets behind articles: what they are called, who names whom, which page came first."""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Literal

import msgspec

from sayso.data import load
from sayso.link.retellings.tellings import Owed
from sayso.model import Annotated

# A time without a zone may stand for any of the world's: from UTC-12 to UTC+14.
WEST, EAST = timedelta(hours=12), timedelta(hours=14)
# A page that is still added to so long after it was first published is a live page.
LIVE = timedelta(hours=6)
# Names of outlets have seldom more words: "the Society for the Valley of the Tesna Gazette".
LONGEST_NAME = 5
# More capitals in a row are a heading or a table.
LONGEST_RUN = 30
# A shorter name, or its initials, would be found everywhere.
SHORTEST = 2

# Characters between a figure and the name of the outlet that it is owed to: some three sentences.
NEAR = 500

# A telling on the word of one of these isn't owed to the outlet that is named near by.
_OWN = frozenset({"person", "body", "document", "collective"})
_PART = re.compile(r"[^\W_]+")
# A run of capitalised words, as a name is written.
_RUN = re.compile(r"[^\W\d_a-z][\w’'&.-]*(?: [^\W\d_a-z][\w’'&.-]*)*")
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "net", "or", "org"})
_LATEST = datetime.max.replace(tzinfo=UTC)


class Teller(msgspec.Struct, frozen=True, kw_only=True):
    """The outlet behind an article.

    `keys` are its names in one spelling, `carried` those of the agency whose text it carries;
    `named` says where the article names other outlets,
    `second_hand` which of them only another's words name. `since`, `until` and `changed` bound
    when it was published and last changed, by the clock of the page where `zoned` is false.
    """

    place: int
    keys: frozenset[str]
    carried: frozenset[str]
    named: dict[str, tuple[int, ...]]
    second_hand: frozenset[str]
    since: datetime
    until: datetime
    changed: datetime
    zoned: bool

    @property
    def order(self) -> tuple[datetime, int]:
        """Where it stands in time: a day counts by its end, a live page by its last entry."""
        is_live = self.changed - self.until > LIVE
        return (self.changed if is_live else self.until, self.place)


def tellers(articles: Sequence[Annotated]) -> tuple[Teller, ...]:
    """Return the outlet behind each article."""
    outlets = frozenset[str]().union(*(_keys(each) | _carried(each) for each in articles))
    return tuple(_teller(each, place, outlets) for place, each in enumerate(articles))


def _teller(each: Annotated, place: int, outlets: frozenset[str]) -> Teller:
    keys, carried = _keys(each), _carried(each)
    first, last = _moment(each.article.published), _moment(each.article.modified)
    named, second_hand = _named(each, outlets - keys - carried)
    until = first.until if first else _LATEST
    return Teller(
        place=place,
        keys=keys,
        carried=carried,
        named=named,
        second_hand=second_hand,
        since=first.since if first else _LATEST,
        until=until,
        changed=max(until, last.until) if last else until,
        zoned=first is not None and first.zoned,
    )


def names(b: Teller, a: Teller, where: int | None = None) -> bool:
    """Return whether the article of `b` names the outlet of `a`, near `where` if that is given."""
    if a.keys & b.keys:
        return False
    places = [at for name in a.keys | a.carried for at in b.named.get(name, ())]
    return bool(places) if where is None else any(abs(at - where) <= NEAR for at in places)


def cites(b: Owed, by: Teller, a: Teller) -> Literal["cited", "near"] | None:
    """Return how far a telling of the article `by` is owed to the outlet of `a`.

    `cited`: its chain names the outlet. `near`: the article names it near by and in its own
    words, and the telling has no named source of its own.
    """
    outlet = a.keys | a.carried
    if any(spellings(each.source_name or "") & outlet for each in b.chain):
        return "cited"
    if any(each.source_kind in _OWN for each in b.chain) or outlet & by.second_hand:
        return None
    return "near" if names(by, a, b.at) else None


def key(name: str) -> str:
    """Return a name in the spelling in which two are compared.

    >>> key("The Karsk Courant") == key("karskcourant")
    True
    """
    bare = re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE)
    return "".join(_PART.findall(bare.lower()))


def spellings(name: str) -> frozenset[str]:
    """Return the key of a name and that of its initials, by which it is called too.

    >>> sorted(spellings("Meridian Press Agency"))
    ['meridianpressagency', 'mpa']
    """
    return frozenset({key(name), _initials(name)} - {""})


def _keys(each: Annotated) -> frozenset[str]:
    article = each.article
    written = [article.outlet] if article.outlet else []
    if article.agency and (not article.outlet or _is_one(article.agency, article.outlet)):
        written += agency_names(article.agency)
    keys = frozenset[str]().union(*(spellings(name) for name in written))
    keys |= {key(_label(article.site or ""))}
    return frozenset(each for each in keys if len(each) >= SHORTEST)


def _carried(each: Annotated) -> frozenset[str]:
    agency = each.article.agency
    found = (key(name) for name in agency_names(agency)) if agency else ()
    return frozenset(each for each in found if len(each) >= SHORTEST)


def _is_one(agency: str, outlet: str) -> bool:
    return key(outlet) in {key(name) for name in agency_names(agency)} or (
        key(agency) == _initials(outlet)
    )


def _named(
    each: Annotated, outlets: frozenset[str]
) -> tuple[dict[str, tuple[int, ...]], frozenset[str]]:
    """Return where an article names which outlets, and those that only others' words name."""
    found: dict[str, list[int]] = defaultdict(list)
    own: set[str] = set()
    others: set[str] = set()
    for one in each.annotation.attributions:
        for name in spellings(one.source_name or "") & outlets:
            found[name] += [start for start, _ in (one.source or one.cue)[:1]]
            (others if one.parent else own).add(name)
    for run in _RUN.finditer(each.article.text):
        words = [word for word in run.group().split(" ") if word.lower() != "the"][:LONGEST_RUN]
        keys = [key(word) for word in words]
        # A name of one word may be another name's part, and is taken only where it stands alone.
        for size in (1,) if len(words) == 1 else range(2, LONGEST_NAME + 1):
            for at in range(len(words) - size + 1):
                called = {"".join(keys[at : at + size])}
                if size > SHORTEST:
                    called.add("".join(name[:1] for name in keys[at : at + size]))
                for name in called & outlets:
                    found[name].append(run.start())
    return {name: tuple(at) for name, at in found.items()}, frozenset(others - own)


def _label(site: str) -> str:
    """Return the part of a site's name that tells it: "tarnpost" of "www.tarnpost.co.xx"."""
    parts = site.lower().split(".")
    at = -3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL else -2
    return parts[at] if len(parts) > 1 else parts[0]


def _initials(name: str) -> str:
    parts = [part for part in name.split() if part[:1].isupper() and part.lower() != "the"]
    return "".join(part[0] for part in parts).lower() if len(parts) > SHORTEST else ""


@cache
def agency_names(agency: str) -> tuple[str, ...]:
    """Return how an agency is written.

    >>> agency_names("AFP")[:2]
    ('AFP', 'Agence France-Presse')
    """
    for short, entry in load("agencies").items():
        if isinstance(entry, dict) and agency in (short, *entry.get("names", ())):
            return tuple(dict.fromkeys((short, *entry["names"])))
    return (agency,)


def came_before(a: Teller, b: Teller) -> bool:
    """Return whether `a` told all that it tells before `b` was published, whatever the zones."""
    if _LATEST in (a.since, b.since):
        return False
    until, since = a.changed, b.since
    if a.zoned and not b.zoned:
        since -= EAST
    if b.zoned and not a.zoned:
        until += WEST
    return until < since


class _Moment(msgspec.Struct, frozen=True, kw_only=True):
    since: datetime
    until: datetime
    zoned: bool


@cache
def _moment(stamp: str | None) -> _Moment | None:
    try:
        read = datetime.fromisoformat(stamp) if stamp else None
    except ValueError:
        return None
    if read is None or not 1 < read.year < 9999:
        return None
    zoned = read.tzinfo is not None
    since = read.astimezone(UTC) if zoned else read.replace(tzinfo=UTC)
    is_day = stamp is not None and len(stamp) <= len("2025-01-31")
    length = timedelta(days=1, minutes=-1) if is_day else timedelta()
    return _Moment(since=since, until=since + length, zoned=zoned)


Citation = Literal["cited", "near", "linked", "none"]


class Naming(msgspec.Struct, frozen=True, kw_only=True):
    """Who names whom among the outlets behind a story's articles."""

    tellers: tuple[Teller, ...]
    pages: dict[str, list[int]]

    def pages_named_by(self, place: int, most: int) -> tuple[int, ...]:
        """Return the places of articles whose outlets an article names, the earliest first."""
        b = self.tellers[place]
        found = {at for name in b.named for at in self.pages.get(name, ())[:most]}
        found = {at for at in found if names(b, self.tellers[at])}
        return tuple(sorted(found, key=lambda at: self.tellers[at].order)[:most])

    def citation(self, a: Owed, b: Owed) -> Citation:
        """Return whether `b` is owed to the outlet of `a`, or else names it or what it rests on."""
        one, other = self.tellers[a.article], self.tellers[b.article]
        if found := cites(b, other, one):
            return found
        known = {key(each.source_name or "") for each in b.chain} | other.named.keys()
        outlets = (key(each.source_name or "") for each in a.chain if each.source_kind == "outlet")
        if names(other, one, b.at) or any(each in known for each in outlets):
            return "linked"
        return "none"


def naming(articles: Sequence[Annotated]) -> Naming:
    """Return who names whom among the outlets behind the articles."""
    found = tellers(articles)
    pages: dict[str, list[int]] = defaultdict(list)
    for each in sorted(found, key=lambda each: each.order):
        for name in each.keys | each.carried:
            pages[name].append(each.place)
    return Naming(tellers=found, pages=dict(pages))
