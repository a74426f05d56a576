"""How many distinct origins stand behind a claim: chains and copies followed to their ends.

The counting is that of the design: each root is named, observed, unnamed, unattributed or cyclic;
roots known to be the same are one. With I identified (named, observed) and U unidentified ones,
`n_max` is I + U, and `n_min` is I if there is any, else 1 if U has any, else 0.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from sayso.model import (
    Annotated,
    Claim,
    ClaimValue,
    Copy,
    Links,
    Mention,
    Origin,
    Root,
    Story,
    content_id,
)
from sayso.weigh.counting import count
from sayso.weigh.origins.apart import apart
from sayso.weigh.origins.conduits import Outlets, outlets
from sayso.weigh.origins.ends import End, Reading, reading
from sayso.weigh.origins.follow import Followed, follow
from sayso.weigh.origins.merging import Merged, merged
from sayso.weigh.origins.withdrawn import withdrawal, without
from sayso.weigh.roll import roll

_ORDER = ("named", "observed", "unnamed", "unattributed", "cyclic")
# The names that a root is known by are shown up to this many.
MOST_NAMES = 8


def origins(
    story: Story, annotated: Sequence[Annotated], claims: Sequence[Claim], links: Links
) -> tuple[Origin, ...]:
    """Return the origins behind each claim of a story, one for one and in order.

    >>> from sayso.model import Annotation, Article, Figure
    >>> pages = [Article(id=key, site=f"{key}.example", text="Nine boats sank.") for key in "ab"]
    >>> nine = [Figure(id=f"f{p.id}", start=0, end=4, text="Nine", best=9) for p in pages]
    >>> found = [Annotated(article=page, annotation=Annotation(id=page.id, figures=(figure,)))
    ...     for page, figure in zip(pages, nine)]
    >>> claim = Claim(id="c", story="s", text="Nine boats sank", best=9, mentions=tuple(
    ...     Mention(id=figure.id, article=figure.id[1:], start=0, end=4) for figure in nine))
    >>> (origin,) = origins(Story(id="s", articles=("a", "b")), found, [claim], Links())
    >>> (origin.n_min, origin.n_max), [root.name for root in origin.roots]
    ((1, 2), ['a report', 'b report'])
    """
    inside = set(story.articles)
    told = [each for each in annotated if each.article.id in inside]
    known, parties = outlets(told), roll(told)
    pages = {each.article.id: reading(each, known, parties) for each in told}
    copies = [copy for copy in links.copies if copy.a in pages and copy.b in pages]
    between: dict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        between[copy.a].append(copy)
        if copy.b != copy.a:
            between[copy.b].append(copy)
    return tuple(_origin(claim, pages, between, known) for claim in claims)


def _origin(
    claim: Claim, pages: Mapping[str, Reading], copies: Mapping[str, Sequence[Copy]], known: Outlets
) -> Origin:
    told = [mention for mention in claim.mentions if mention.article in pages]
    taken = withdrawal(told, pages)
    # Who takes a report back tells what it said, and does not say it.
    mentions = [mention for mention in told if mention.id not in taken.telling]
    found = follow(mentions, pages, copies)
    stale: tuple[str, ...] = ()
    if taken:
        whole, found = found, without(found, taken)
        stale = tuple(
            dict.fromkeys(
                mention.article
                for mention, before, after in zip(mentions, whole.behind, found.behind, strict=True)
                if before and not after and pages[mention.article].own not in taken.outlets
            )
        )
    roots = [*_roots(found, mentions, known), *_circles(found, mentions, known)]
    roots.sort(key=lambda root: _ORDER.index(root.type))
    distinct = count(root.type for root in roots)
    return Origin(
        id=content_id("org", claim.id),
        story=claim.story,
        claim=ClaimValue(
            id=claim.id,
            text=claim.text,
            indicator=claim.indicator,
            low=claim.low,
            best=claim.best,
            high=claim.high,
        ),
        documents=tuple(dict.fromkeys(mention.article for mention in mentions)),
        conduits=tuple(dict.fromkeys(name for root in roots for name in root.conduits)),
        n_min=distinct.n_min,
        n_max=distinct.n_max,
        circular=bool(roots) and distinct.n_max == 0,
        roots=tuple(roots),
        withdrawn=taken.articles,
        stale=stale,
    )


def _roots(found: Followed, mentions: Sequence[Mention], known: Outlets) -> list[Root]:
    groups = merged(found.ends, found.carried)
    root_of = {i: n for n, each in enumerate(groups) for i in each.members}
    leading: list[list[str]] = [[] for _ in groups]
    for i, mention in enumerate(mentions):
        for n in {root_of[end] for end in found.behind[i]}:
            leading[n].append(mention.id)
    roots = [_root(each, found, mine, known) for each, mine in zip(groups, leading, strict=True)]
    notes = apart(roots, [[found.ends[i] for i in each.members] for each in groups])
    return [
        msgspec.structs.replace(root, apart=note) for root, note in zip(roots, notes, strict=True)
    ]


def _root(group: Merged, found: Followed, mentions: Sequence[str], known: Outlets) -> Root:
    ends = [found.ends[i] for i in group.members]
    best = min(ends, key=_readable)
    also = dict.fromkeys(end.name for end in ends if end.name != best.name)
    conduits = dict.fromkeys(
        known.shown.get(end.conduit, end.conduit)
        for end in ends
        if end.conduit and not end.own_page
    )
    return Root(
        type=best.type,
        name=best.name,
        mentions=tuple(mentions),
        conduits=tuple(conduits),
        also=tuple(also)[:MOST_NAMES],
        reason=group.reason,
    )


def _readable(end: End) -> tuple[int, bool, bool, int, str]:
    """The identified before the bare, the body before its spokesman, the fuller name first."""
    speaks_only = end.party is not None and end.party.person is not None
    owned = "’s " in end.name or "'s " in end.name
    return (_ORDER.index(end.type), speaks_only, owned, -len(end.name), end.name)


def _circles(found: Followed, mentions: Sequence[Mention], known: Outlets) -> list[Root]:
    roots: list[Root] = []
    for circle in found.circles:
        names = sorted(
            {known.shown.get(key, key) for key in circle.outlets}, key=lambda name: name.lower()
        )
        ids = tuple(mentions[i].id for i in circle.members)
        roots.append(Root(type="cyclic", name=" / ".join(names), mentions=ids))
    return roots
