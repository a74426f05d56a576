"""Which mentions, over the articles of a story, state one and the same proposition."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from sayso.model import Annotated, Certainty, Claim, Links, Mention, Story, content_id
from sayso.weigh.claims.likeness import alike, growing, span_of
from sayso.weigh.claims.propositions import propositions
from sayso.weigh.claims.statements import NOT_STATED, Statement, statements
from sayso.weigh.claims.telling import proposition

# A gathering of mentions is known by its first few distinct ones; more only cost time.
MOST_COMPARED = 12
# One number of so many matters is a page of numbers; the last of them are looked at.
MOST_SIBLINGS = 60


def claims(story: Story, annotated: Sequence[Annotated], links: Links) -> tuple[Claim, ...]:
    """Return the claims of a story, in the order in which its articles first make them.

    A figure is a mention of the claim that its value, what it counts and what befell the counted
    make; 8 and 11 dead are two claims. A statement without a figure is a claim where two articles
    make it. What a text denies or could not verify is no mention.

    >>> from sayso.model import Annotation, Article, Figure
    >>> def told(id, text, counted):
    ...     at = text.index("40")
    ...     figure = Figure(id="f-" + id, start=at, end=at + 2, text="40", best=40,
    ...         counted=counted, predicate="flooded")
    ...     return Annotated(article=Article(id=id, text=text),
    ...         annotation=Annotation(id=id, figures=(figure,)))
    >>> pages = [told("a", "The river flooded 40 homes.", "homes"),
    ...     told("b", "By noon 40 houses were flooded.", "houses")]
    >>> [claim] = claims(Story(id="s", articles=("a", "b")), pages, Links())
    >>> claim.best, claim.indicator, [mention.article for mention in claim.mentions]
    (40, 'flooded', ['a', 'b'])
    """
    by_id = {each.article.id: each for each in annotated}
    members = [by_id[each] for each in story.articles if each in by_id]
    order = {each.article.id: index for index, each in enumerate(members)}
    stated = [each for member in members for each in _put_forward(member)]
    gathered = sorted(
        (sorted(each, key=lambda s: (order[s.article], s.start)) for each in gather(stated)),
        key=lambda each: (order[each[0].article], each[0].start),
    )
    made: list[Claim] = []
    seen: Counter[str] = Counter()
    for each in gathered:
        claim = _claim(story, each, by_id)
        seen[claim.id] += 1
        if seen[claim.id] > 1:
            claim = _renamed(claim, seen[claim.id])
        made.append(claim)
    return (*made, *propositions(story, members))


def _put_forward(member: Annotated) -> Iterator[Statement]:
    """The figures that an article states; not one that it reports only to have it denied."""
    told = statements(member)
    denied = {(s.value, s.indicator) for s in told if s.certainty is Certainty.DENIED}
    unnamed = {
        each.id
        for each in member.annotation.attributions
        if each.source_kind in ("unnamed", "nobody")
    }
    for each in told:
        is_rumour = each.attribution in unnamed and (each.value, each.indicator) in denied
        if each.certainty not in NOT_STATED and not is_rumour:
            yield each


def gather(stated: Sequence[Statement]) -> list[list[Statement]]:
    """Return the figures in groups, each of one claim.

    Those whose indicator is known come first; the others join the group they are most like.
    """
    groups: dict[tuple[object, ...], list[_Group]] = defaultdict(list)
    for each in sorted(stated, key=lambda s: (s.indicator is None, s.thing is None)):
        siblings = groups[(each.value, each.derived)]
        best: tuple[int, _Group] | None = None
        for group in siblings[-MOST_SIBLINGS:]:
            points = group.points(each)
            if points is not None and (best is None or points > best[0]):
                best = (points, group)
        if best is None:
            best = (0, _Group(members=[], distinct={}, by_article={}))
            siblings.append(best[1])
        best[1].add(each)
    return [group.members for siblings in groups.values() for group in siblings]


class _Group(msgspec.Struct, kw_only=True):
    """Figures of one claim, while they are gathered: its first few unlike ones, one an article."""

    members: list[Statement]
    distinct: dict[object, Statement]
    by_article: dict[str, Statement]

    def add(self, each: Statement) -> None:
        self.members.append(each)
        if len(self.distinct) < MOST_COMPARED:
            self.distinct.setdefault((each.indicator, each.thing, each.words), each)
        self.by_article.setdefault(each.article, each)

    def points(self, each: Statement) -> int | None:
        """The points of the likest member, null where none is like it."""
        found = [alike(each, member) for member in self.distinct.values()]
        if beside := self.by_article.get(each.article):
            found.append(alike(each, beside))
        return max((points for points in found if points is not None), default=None)


def _claim(story: Story, group: Sequence[Statement], by_id: Mapping[str, Annotated]) -> Claim:
    first = group[0]
    indicator = _commonest([each.indicator for each in group])
    named = next((each for each in group if each.indicator == indicator), first)
    low, best, high, bound = first.value
    thing = _commonest([each.thing for each in group])
    unit = _commonest([each.unit for each in group])
    additive = all(each.additive for each in group)
    counts = indicator in growing()
    return Claim(
        id=content_id(
            "clm",
            story.id,
            indicator or thing or unit or "",
            "additive" if additive else "total",
            "derived" if first.derived else "told",
            *(str(each) for each in first.value),
        ),
        story=story.id,
        text=proposition(group, by_id, named),
        indicator=indicator,
        counted=_commonest([each.counted for each in group]),
        unit=unit,
        place=_commonest([each.place for each in group]),
        low=low,
        best=best,
        high=high,
        bound=bound,
        approximate=all(each.approximate for each in group),
        additive=additive,
        as_of=span_of(tuple(each.as_of if counts else each.when for each in group)),
        derived=first.derived,
        mentions=tuple(
            Mention(id=each.id, article=each.article, start=each.start, end=each.end)
            for each in group
        ),
    )


def _commonest(values: Sequence[str | None]) -> str | None:
    """The value that most have, the first of those that tie; null only where none has any."""
    known = Counter(each for each in values if each)
    return max(known, key=lambda each: known[each]) if known else None


def _renamed(claim: Claim, nth: int) -> Claim:
    """A claim told apart from one of the same value: of another place, day or matter."""
    return msgspec.structs.replace(claim, id=content_id("clm", claim.id, nth))
