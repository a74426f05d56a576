"""Each claim with its counts, its origins and the chains that lead to them."""

from collections.abc import Iterable, Mapping

import msgspec

from sayso.model import Claim, Origin, Root
from sayso.show.decisions import judged
from sayso.show.report.amount import amount, what_is_counted
from sayso.show.report.decided import said_of_rows
from sayso.show.report.places import LONGEST_NAME, Places, Quote, Ref, Spot
from sayso.show.report.text import short
from sayso.show.told import Told
from sayso.show.value import count_of

LONGEST_CLAIM = 300
ROOT_KINDS: Mapping[str, tuple[str, str]] = {
    "named": ("●", "a body or person who is named"),
    "observed": ("◉", "the reporter’s own observation, or a recording"),
    "unnamed": ("○", "somebody who is not named"),
    "unattributed": ("◌", "nobody is given"),
    "cyclic": ("↻", "the chain runs in a circle"),
}


class RootView(msgspec.Struct, frozen=True, kw_only=True):
    """An origin as the report prints it."""

    type: str
    sign: str
    name: str
    conduits: tuple[str, ...]
    also: tuple[str, ...]
    reason: str


class ChainView(msgspec.Struct, frozen=True, kw_only=True):
    """The same way to an origin, from one or several articles."""

    starts: tuple[tuple[Ref, str], ...]
    names: tuple[str, ...]


class ClaimView(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as the report prints it."""

    id: str
    anchor: str
    text: str
    value: str
    what: str
    counts: str
    articles: int
    circular: bool
    roots: tuple[RootView, ...]
    chains: tuple[ChainView, ...]
    quotes: tuple[Quote, ...]
    said: tuple[str, ...] = ()


def claim_views(told: Told, places: Places) -> tuple[ClaimView, ...]:
    """Return the claims but for derived sums, those that most articles state first."""
    origins = {origin.claim.id: origin for origin in told.weighed.origins}
    stated = [claim for claim in told.weighed.claims if not claim.derived]
    ranked = sorted(stated, key=lambda claim: -_articles(claim, origins.get(claim.id)))
    return tuple(
        msgspec.structs.replace(
            _view(claim, number, origins.get(claim.id), places),
            said=_said(told, claim, origins.get(claim.id)),
        )
        for number, claim in enumerate(ranked, 1)
    )


def _said(told: Told, claim: Claim, origin: Origin | None) -> tuple[str, ...]:
    """What persons said of the claim, of the figures that state it, and of its origins."""
    marked = tuple(map(judged, origin.marked)) if origin else ()
    rows = (claim.id, *((origin.id,) if origin else ()), *(each.id for each in claim.mentions))
    return (*said_of_rows(told, rows), *marked)


def _articles(claim: Claim, origin: Origin | None) -> int:
    return len(origin.documents if origin else {each.article for each in claim.mentions})


def _view(claim: Claim, number: int, origin: Origin | None, places: Places) -> ClaimView:
    spots = places.spots(mention.id for mention in claim.mentions)
    return ClaimView(
        id=claim.id,
        anchor=f"claim-{number}",
        text=short(claim.text, LONGEST_CLAIM),
        value=amount(claim),
        what=_what(claim),
        counts=count_of(origin) if origin else "",
        articles=_articles(claim, origin),
        circular=bool(origin and origin.circular),
        roots=tuple(map(_root, origin.roots)) if origin else (),
        chains=chain_views(spots, places),
        quotes=places.quotes(spots),
    )


def _what(claim: Claim) -> str:
    indicator = (claim.indicator or "").replace("_", " ")
    return ", ".join(part for part in (what_is_counted(claim), indicator) if part)


def _root(root: Root) -> RootView:
    return RootView(
        type=root.type,
        sign=ROOT_KINDS[root.type][0],
        name=short(root.name, LONGEST_NAME),
        conduits=tuple(short(each, LONGEST_NAME) for each in root.conduits),
        also=tuple(short(each, LONGEST_NAME) for each in root.also),
        reason=short(root.reason, LONGEST_CLAIM),
    )


def chain_views(spots: Iterable[Spot], places: Places) -> tuple[ChainView, ...]:
    """Return the chains of some mentions; what differs in its page alone is told together."""
    together: dict[tuple[str, ...], dict[str, tuple[Ref, str]]] = {}
    for spot in spots:
        page, *names = places.chain(spot)
        start = (places.ref(spot.article, spot.start), page)
        together.setdefault(tuple(names), {}).setdefault(spot.article, start)
    return tuple(
        ChainView(starts=tuple(starts.values()), names=names) for names, starts in together.items()
    )
