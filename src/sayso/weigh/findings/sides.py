"""A claim as it is compared: its mentions in their sentences, its roots, its times."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache

import msgspec

from sayso.data import load
from sayso.model import Annotated, Article, Claim, Interval, Origin, Root
from sayso.weigh.bodies import KEPT
from sayso.weigh.claims.statements import Statement, statements
from sayso.weigh.claims.stems import stems
from sayso.weigh.names import Party, fold, same, short_for, who
from sayso.weigh.roll import roll
from sayso.weigh.texts import sentences
from sayso.weigh.times import days_apart

# "Up from nine": the words stand right before the figure.
FORMER_REACH = 40
# What lies so far back is another event than the news; by hand, from invented stories.
PAST_DAYS = 90
# What an article is about stands in its title and first sentence; of a long one in so much.
LEAD = 300
# Of a claim told very often so many mentions are read for its scope.
MOST_READ = 100


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """A root of a claim with the articles that it stands behind, the earliest first."""

    root: Root
    parties: tuple[Party, ...]
    articles: tuple[str, ...]
    first: datetime | None = None
    mentions: tuple[str, ...] = ()


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with what its mentions tell of its scope."""

    claim: Claim
    origin: Origin | None
    stated: tuple[Statement, ...]
    voices: tuple[Voice, ...]
    articles: tuple[str, ...]
    first: datetime | None
    places: frozenset[str] | None
    lead: frozenset[str]
    as_of: Interval | None
    when: Interval | None
    since: str | None
    grows: bool
    is_past: bool
    former: frozenset[str]


def sides(
    claims: Sequence[Claim], origins: Sequence[Origin], annotated: Sequence[Annotated]
) -> tuple[Side, ...]:
    """Return the claims, in order, each with its mentions' scope and its roots."""
    known = _Known(
        told={each.id: each for article in annotated for each in statements(article)},
        published={each.article.id: moment(each.article.published) for each in annotated},
        leads={each.article.id: _lead(each.article) for each in annotated},
        speakers={party.name: party for party in roll(annotated).values()},
    )
    by_claim = {origin.claim.id: origin for origin in origins}
    return tuple(_side(claim, by_claim.get(claim.id), known) for claim in claims)


class _Known(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the articles: their figures, times and leads, and who speaks in them."""

    told: Mapping[str, Statement]
    published: Mapping[str, datetime | None]
    leads: Mapping[str, frozenset[str]]
    speakers: Mapping[str, Party]


def _lead(article: Article) -> frozenset[str]:
    first = next(iter(sentences(article.text[:LEAD])), (0, 0))
    return stems(f"{article.title or ''} {article.text[slice(*first)]}")


def moment(published: str | None) -> datetime | None:
    """Return a publication time that can be compared with others, null where there is none.

    >>> moment("2025-10-14T15:40+02:00").isoformat(), moment(None)
    ('2025-10-14T13:40:00+00:00', None)
    """
    try:
        found = datetime.fromisoformat(published or "")
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _side(claim: Claim, origin: Origin | None, known: _Known) -> Side:
    published = known.published
    stated = tuple(known.told[each.id] for each in claim.mentions if each.id in known.told)
    articles = tuple(dict.fromkeys(each.article for each in claim.mentions))
    read = stated[:MOST_READ]
    # "Up from nine": the old count is told without its place.
    places = [places_of(each) for each in read if not (each.revised or _is_former(each))]
    return Side(
        claim=claim,
        origin=origin,
        stated=stated,
        voices=_voices(claim, origin, known),
        articles=tuple(_in_time(articles, published)),
        first=min((t for each in articles if (t := published.get(each))), default=None),
        places=frozenset().union(*places) if places and all(places) else None,
        lead=frozenset().union(*(known.leads.get(each, frozenset()) for each in articles)),
        as_of=_one([each.as_of for each in stated]),
        when=_one([each.when for each in stated]),
        since=next((each.since for each in stated if each.since), None),
        grows=any(_pattern("growing").search(each.sentence) for each in read),
        is_past=any(_is_past(each, published) for each in stated),
        former=frozenset(each.article for each in stated if each.revised or _is_former(each)),
    )


def _voices(claim: Claim, origin: Origin | None, known: _Known) -> tuple[Voice, ...]:
    published = known.published
    article_of = {each.id: each.article for each in claim.mentions}
    found = []
    for root in origin.roots if origin else ():
        mine = dict.fromkeys(article_of[each] for each in root.mentions if each in article_of)
        articles = tuple(_in_time(tuple(mine), published))
        times = [time for each in articles if (time := published.get(each))]
        found.append(
            Voice(
                root=root,
                parties=_parties(root, known.speakers),
                articles=articles,
                first=min(times, default=None),
                mentions=tuple(each for each in root.mentions if each in article_of),
            )
        )
    return tuple(found)


def _parties(root: Root, speakers: Mapping[str, Party]) -> tuple[Party, ...]:
    if root.type != "named":
        return ()
    names = (root.name, *root.also)
    told = (speakers.get(name) or speakers.get(name.partition(", ")[0]) for name in names)
    return (*filter(None, told), *_known_as(names))


@lru_cache(maxsize=KEPT)
def _known_as(names: tuple[str, ...]) -> tuple[Party, ...]:
    parties = []
    for name in names:
        for kind in ("person", "body") if name[:1].isupper() else ("body",):
            party = who(name, name, kind)
            if party is not None:
                parties.append(party)
    return tuple(parties)


def one_voice(one: Voice, other: Voice) -> bool:
    """Return whether two roots are known to be the same origin."""
    if one.root.type != other.root.type:
        return False
    names = {each.casefold() for each in (one.root.name, *one.root.also)}
    if names & {each.casefold() for each in (other.root.name, *other.root.also)}:
        return True
    if other.root.others and {fold(each) for each in other.root.others} & set(map(fold, names)):
        return False  # a person said that they are two
    # "The police" of one text are the "Tarn police" of another: at worst a rival is taken for a
    # later count, which does less harm than a conflict between a body and itself.
    return any(same(a, b) or short_for(a, b) for a in one.parties for b in other.parties)


def _in_time(articles: Sequence[str], published: Mapping[str, datetime | None]) -> list[str]:
    last = datetime.max.replace(tzinfo=UTC)
    return sorted(articles, key=lambda each: published.get(each) or last)


def _one(times: Sequence[Interval | None]) -> Interval | None:
    """What all the known ones have in common; null where they have nothing."""
    known = [each for each in times if each]
    if not known:
        return None
    start, end = max(each[0] for each in known), min(each[1] for each in known)
    return (start, end) if start <= end else None


_PLACED = re.compile(
    r"\b(?:in|at|near|within|across|throughout|around|outside|inside)\s+"
    r"(?:the\s+)?(?:[a-z-]+\s+){0,4}?(?:of\s+)?"
    r"((?:[A-Z][\w’'-]+)(?:\s+[A-Z][\w’'-]+){0,2})"
)


def places_of(stated: Statement) -> frozenset[str]:
    """Return the names of places, and the scopes ("city") and kinds of place, told with a figure.

    >>> found = Statement(id="f", article="a", start=0, end=1, value=(None, 9, None, None),
    ...     words=frozenset(), sentence="9 people drowned in the city of Orsk.")
    >>> sorted(places_of(found))
    ['orsk', '~city', '~town']
    """
    names = [match.group(1) for match in _PLACED.finditer(stated.sentence)]
    given = (stated.place or "").split()
    proper = [word for word in given if word[:1].isupper()] or given
    kinds_of_place: list[str] = load("weigh_findings_scope")["kinds"]["words"]
    told = [
        word for word in " ".join([*proper, *names]).split() if word.lower() not in kinds_of_place
    ]
    found = stems(" ".join(told))
    low = stated.sentence.lower()
    scopes: Mapping[str, Sequence[str]] = load("weigh_findings_scope")["scope"]
    kinds = {f"~{name}" for name, words in scopes.items() if any(word in low for word in words)}
    return found | kinds | _scopes_told(stated)


def _scopes_told(stated: Statement) -> frozenset[str]:
    """What the place of a figure is called: "the province of Dahl", "Tessa camp"."""
    named: Mapping[str, Sequence[str]] = load("weigh_findings_scope")["scope_of"]
    words: set[str] = set((stated.place or "").lower().split())
    for match in _PLACED.finditer(stated.sentence):
        behind = stated.sentence[match.end() :].split(maxsplit=1)[:1]
        words |= {each.strip(".,;:").lower() for each in (*match.group().split(), *behind)}
    return frozenset(f"~{scope}" for scope, kinds in named.items() if words & set(kinds))


def _is_past(stated: Statement, published: Mapping[str, datetime | None]) -> bool:
    """Whether the figure is of an event long before the article: another one."""
    when, told = stated.when, published.get(stated.article)
    if not when or not told or when[0] > f"{told:%F}":
        return False
    return days_apart(when, (f"{told:%F}", f"{told:%F}")) > PAST_DAYS


def _is_former(stated: Statement) -> bool:
    """Whether words close before the figure say that it held before: "up from", "earlier"."""
    at = stated.sentence.find(stated.text) if stated.text else -1
    if at < 0:
        return False
    end = at + len(stated.text)
    near, behind = stated.sentence[max(0, at - FORMER_REACH) : end], stated.sentence[end:]
    return bool(_pattern("former").search(near) or _FORMER_AFTER.match(behind))


# "More than the two million that it first reported".
_FORMER_AFTER = re.compile(
    r"\s(?:[\w’'-]+\s){0,3}?(?:that\s)?(?:it|they|he|she|was|were|had\sbeen)\s(?:had\s)?"
    r"(?:first|originally|initially|earlier|previously)\s(?:reported|said|gave|given|stated|announced|thought|"
    r"counted|told|put|claimed|estimated|feared)\b"
)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    words: list[str] = load("weigh_findings_scope")[kind]["words"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def by_topic(found: Sequence[Side]) -> list[list[Side]]:
    """Return the claims in groups within which two may be compared.

    Of one indicator or its kin; those without one, of one unit, and beside the indicators that
    the same thing is told of.
    """
    groups: dict[object, list[Side]] = defaultdict(list)
    told_of: dict[str, set[str]] = defaultdict(set)
    valued = [side for side in found if side.stated]
    kin: dict[str, str] = load("weigh_claims_indicators")["kin"]
    for side in valued:
        thing = side.stated[0].thing
        if side.claim.indicator:
            kind = kin.get(side.claim.indicator, side.claim.indicator)
            groups[kind].append(side)
            if thing and thing != "anyone":
                told_of[thing].add(kind)
    for side in valued:
        if side.claim.indicator is None:
            groups[(side.claim.unit,)].append(side)
            for indicator in sorted(told_of.get(side.stated[0].thing or "", ())):
                groups[indicator].append(side)
    return list(groups.values())
