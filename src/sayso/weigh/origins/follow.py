"""From mentions along copies and citations to the ends of their chains, circles included."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from sayso.model import Copy, Mention
from sayso.weigh.names import same, short_for
from sayso.weigh.origins.ends import End, Reading, Step
from sayso.weigh.origins.groups import circles_in, joined
from sayso.weigh.origins.roots import step
from sayso.weigh.origins.sources import cited_report

# A passage carries a mention when it covers this share of the mention's sentence: a clause may
# be cut from a copied sentence, and a passage that only touches the sentence carries nothing.
COVERED = 0.5
# Passages of fewer characters in all may be shared by chance; a lead sentence has some 150.
BY_CHANCE = 120
# A report that has so much of another's text is made from it; a clause has no fewer characters.
MUCH, CLAUSE = 240, 30


class Circle(msgspec.Struct, frozen=True, kw_only=True):
    """Mentions that rest on each other and on nobody else, and those that rest on them."""

    members: tuple[int, ...]
    outlets: tuple[str, ...]


class Followed(msgspec.Struct, frozen=True, kw_only=True):
    """The ends of all chains, with the outlets that carry each.

    `behind` gives for each mention the places of its ends.
    """

    ends: tuple[End, ...]
    behind: tuple[tuple[int, ...], ...]
    carried: tuple[frozenset[str], ...]
    circles: tuple[Circle, ...] = ()


def follow(
    mentions: Sequence[Mention],
    pages: Mapping[str, Reading],
    copies: Mapping[str, Sequence[Copy]],
) -> Followed:
    """Return the ends of the chains that the mentions of one claim begin."""
    steps = [step(mention, pages[mention.article]) for mention in mentions]
    taken, shared = _copied(mentions, steps, pages, copies)
    resting = _Resting(mentions, steps, pages)
    shared = [
        (i, j) for i, j in shared if not (resting.rests(i, j) or resting.rests(j, i))
    ]  # A citation tells the direction of a copy where nothing else does.
    # Passages said to be copied around in a circle have no known direction.
    around = [each for each in circles_in([sorted(of) for of in taken]) if len(each) > 1]
    shared += [(each[0], other) for each in around for other in each[1:]]
    group = joined(len(mentions), shared)
    speaks_for = _representatives(group, mentions, steps, pages)
    on: list[list[int]] = [[speaker] for speaker in speaks_for]
    members: dict[int, list[int]] = defaultdict(list)
    for i, speaker in enumerate(speaks_for):
        members[speaker].append(i)
    for speaker, spoken_for in members.items():
        from_others = {speaks_for[j] for i in spoken_for for j in taken[i]} - {speaker}
        rests = from_others or {speaks_for[j] for j in resting.next(speaker)}
        on[speaker] = sorted(rests - {speaker})
    broken = _broken(on, steps, mentions, pages)
    return _settled(on, broken, mentions, pages)


def _broken(
    on: list[list[int]],
    steps: Sequence[Step],
    mentions: Sequence[Mention],
    pages: Mapping[str, Reading],
) -> list[Step]:
    """Cut circles where a page would rest on one of a later day; return the steps with their ends.

    What the earlier page cites is a report from before, which is not at hand: it ends there.
    """
    settled = list(steps)
    for circle in circles_in(on):
        inside = set(circle) if len(circle) > 1 else set()
        for i in inside:
            day = pages[mentions[i].article].last_day
            later = {j for j in on[i] if j in inside and _is_after(mentions[j], day, pages)}
            if not later or inside.intersection(on[i]) - later:
                continue
            on[i][:] = [j for j in on[i] if j not in later]
            if not on[i]:
                page, at = pages[mentions[i].article], mentions[i].start
                told = tuple(
                    end
                    for key in steps[i].cites
                    for end in cited_report(key, page, page.sentence(at))
                )
                settled[i] = msgspec.structs.replace(steps[i], ends=told or steps[i].ends)
    return settled


def _is_after(mention: Mention, day: str | None, pages: Mapping[str, Reading]) -> bool:
    other = pages[mention.article].day
    return bool(day and other and other > day)


class _Resting:
    """Which mentions rest on which by naming their outlet, or within their article."""

    def __init__(
        self, mentions: Sequence[Mention], steps: Sequence[Step], pages: Mapping[str, Reading]
    ) -> None:
        self.steps = steps
        self.articles = [mention.article for mention in mentions]
        self.outlets = [
            {pages[each.article].own, pages[each.article].written_by(each.start)}
            for each in mentions
        ]
        self.by_outlet: dict[str, list[int]] = defaultdict(list)
        self.by_article: dict[str, list[int]] = defaultdict(list)
        for i, keys in enumerate(self.outlets):
            self.by_article[self.articles[i]].append(i)
            for key in keys:
                self.by_outlet[key].append(i)

    def rests(self, i: int, j: int) -> bool:
        """Return whether mention i rests on mention j."""
        same_article = self.articles[i] == self.articles[j]
        if cited := self.steps[i].cites:
            return not same_article and not self.outlets[j].isdisjoint(cited)
        # What an article states bare and again on somebody's word, it has from him.
        return self.steps[i].bare and same_article and i != j and not self.steps[j].bare

    def next(self, i: int) -> Iterator[int]:
        """Yield the mentions that mention i rests on."""
        if cited := self.steps[i].cites:
            near = [j for key in cited for j in self.by_outlet.get(key, ())]
        else:
            near = self.by_article[self.articles[i]]
        return (j for j in near if self.rests(i, j))


def _copied(
    mentions: Sequence[Mention],
    steps: Sequence[Step],
    pages: Mapping[str, Reading],
    copies: Mapping[str, Sequence[Copy]],
) -> tuple[list[set[int]], list[tuple[int, int]]]:
    """Return for each mention those it was copied from, and the pairs copied either way."""
    of: dict[str, list[int]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        of[mention.article].append(i)
    taken: list[set[int]] = [set() for _ in mentions]
    shared: list[tuple[int, int]] = []
    for article, own in of.items():
        for copy in copies.get(article, ()):
            if copy.a != article or copy.b not in of:
                continue
            for i in own:
                for j in of[copy.b]:
                    if i == j or not (
                        _carried(mentions[i], mentions[j], copy, pages)
                        or (
                            _rewritten(mentions[i], mentions[j], copy)
                            and not _by_others(steps[i], steps[j])
                        )
                    ):
                        continue
                    if _chance(copy) and _by_others(steps[i], steps[j]):
                        continue
                    if copy.direction == "a>b":
                        taken[j].add(i)
                    elif copy.direction == "b>a":
                        taken[i].add(j)
                    else:
                        shared.append((i, j))
    return taken, shared


def _chance(copy: Copy) -> bool:
    """Two writers may hit on the same few words."""
    return sum(end - start for start, end, _, _ in copy.passages) < BY_CHANCE


def _by_others(a: Step, b: Step) -> bool:
    """Return whether both name their sources, and none that is the other's."""
    if not all(each.ends and not each.cites and not each.bare for each in (a, b)):
        return False
    left = [end.party for end in a.ends if end.party is not None]
    right = [end.party for end in b.ends if end.party is not None]
    apart = not any(same(x, y) or short_for(x, y) for x in left for y in right)
    if left and right:
        return apart
    # A body and somebody without a name: the few words in common are no copy.
    kinds = [{end.type for end in each.ends} for each in (a, b)]
    return kinds in ([{"named"}, {"unnamed"}], [{"unnamed"}, {"named"}])


def _carried(a: Mention, b: Mention, copy: Copy, pages: Mapping[str, Reading]) -> bool:
    """Return whether a passage took the one mention's sentence to the other's."""
    left, right = pages[a.article].sentence(a.start), pages[b.article].sentence(b.start)
    for a0, a1, b0, b1 in copy.passages:
        start, end = max(left[0], a0), min(left[1], a1)
        if end - start < COVERED * (left[1] - left[0]):
            continue
        ratio = (b1 - b0) / max(1, a1 - a0)
        low, high = b0 + (start - a0) * ratio, b0 + (end - a0) * ratio
        if min(high, right[1]) - max(low, right[0]) >= COVERED * min(
            high - low, right[1] - right[0]
        ):
            return True
    return False


def _rewritten(a: Mention, b: Mention, copy: Copy) -> bool:
    """Whether a report turned round took the clause of a mention, with much else around it."""
    if sum(end - start for start, end, _, _ in copy.passages) < MUCH:
        return False
    return any(
        a0 <= a.start and a.end <= a1 and b0 <= b.start and b.end <= b1 and a1 - a0 >= CLAUSE
        for a0, a1, b0, b1 in copy.passages
    )


def _representatives(
    group: Sequence[int],
    mentions: Sequence[Mention],
    steps: Sequence[Step],
    pages: Mapping[str, Reading],
) -> list[int]:
    """Return for each mention the one that speaks for all of its group: the first on a word.

    The one who cites another page of the group has the text from there.
    """
    members: dict[int, list[int]] = defaultdict(list)
    for i, first in enumerate(group):
        members[first].append(i)

    owned = {
        first: Counter(pages[mentions[j].article].own for j in each)
        for first, each in members.items()
    }

    def firmness(i: int) -> tuple[bool, bool, str, str, int]:
        article = pages[mentions[i].article].annotated.article
        inside, own = owned[group[i]], pages[mentions[i].article].own
        day = article.published or "9"
        return (
            any(inside[key] > (key == own) for key in steps[i].cites),
            steps[i].bare,
            day,
            article.id,
            mentions[i].start,
        )

    chosen = {first: min(each, key=firmness) for first, each in members.items()}
    return [chosen[first] for first in group]


def _settled(
    on: Sequence[Sequence[int]],
    steps: Sequence[Step],
    mentions: Sequence[Mention],
    pages: Mapping[str, Reading],
) -> Followed:
    """Return the ends that each mention reaches; those that reach none are in a circle."""
    ends: dict[End, int] = {}
    behind: list[tuple[int, ...]] = [()] * len(on)
    circles: list[Circle] = []
    grown: list[set[int]] = []
    circle_of: dict[int, int] = {}
    listed: list[End] = []

    def place_of(end: End) -> int:
        if end not in ends:
            ends[end] = len(listed)
            listed.append(end)
        return ends[end]

    for component in circles_in(on):
        inside = set(component)
        beyond = sorted({j for i in component for j in on[i]} - inside)
        reached = {end for j in beyond for end in behind[j]}
        own = [end for i in component if not on[i] for end in steps[i].ends]
        reached |= {place_of(end) for end in own}
        if not any(listed[end].type != "unattributed" for end in reached):
            # The page that is cited names nobody: what the citing one says of it counts.
            said = [
                e for i in component if on[i] for e in steps[i].ends if e.type != "unattributed"
            ]
            if said:
                reached = {place_of(end) for end in said}
        for i in component:
            behind[i] = tuple(sorted(reached))
        if not reached and len(component) > 1:
            names = tuple(
                sorted(
                    {pages[mentions[i].article].outlets.own[mentions[i].article] for i in component}
                )
            )
            circle_of.update(dict.fromkeys(component, len(circles)))
            circles.append(Circle(members=(), outlets=names))
            grown.append(set(component))
        elif not reached:
            at = min((circle_of[j] for j in beyond if j in circle_of), default=None)
            if at is not None:
                circle_of.update(dict.fromkeys(component, at))
                grown[at].update(component)
    kept = sorted({end for each in behind for end in each})
    place = {end: n for n, end in enumerate(kept)}
    carried = [{listed[end].conduit} for end in kept]
    for mention, reached_ends in zip(mentions, behind, strict=True):
        page = pages[mention.article]
        for end in reached_ends:
            carried[place[end]] |= {page.own, page.written_by(mention.start)}
    return Followed(
        ends=tuple(listed[end] for end in kept),
        behind=tuple(tuple(place[end] for end in each) for each in behind),
        carried=tuple(frozenset(each) for each in carried),
        circles=tuple(
            msgspec.structs.replace(circle, members=tuple(sorted(members)))
            for circle, members in zip(circles, grown, strict=True)
        ),
    )
