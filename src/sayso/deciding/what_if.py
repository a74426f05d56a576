"""What a decision would change, before it is made."""

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
import sqlalchemy as sa

from sayso.deciding.decide import Outcome, decided
from sayso.decision import Asked
from sayso.ledger import Ledger, outdated, schema, told
from sayso.model import ClaimValue, Origin, ReadingValue, Story
from sayso.weigh.whole import distinct


class Sizes(msgspec.Struct, frozen=True, kw_only=True):
    """What a story comes to: its articles, its distinct origins, claims, findings, readings."""

    articles: int
    n_min: int
    n_max: int
    claims: int
    findings: Mapping[str, int]
    readings: Mapping[str, ReadingValue]


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many articles and conduits a claim has, and how many distinct origins."""

    articles: int
    conduits: int
    n_min: int
    n_max: int


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """The counts of a claim, before and after; null where there is no such claim."""

    claim: ClaimValue
    before: Count | None
    after: Count | None


class StoryEffect(msgspec.Struct, frozen=True, kw_only=True):
    """A story before and after; null where there was or will be none."""

    story: str
    name: str
    name_before: str | None
    before: Sizes | None
    after: Sizes | None
    origins: tuple[Counted, ...]


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """What decisions would change: the stories that come out otherwise, in order of their ids.

    `outcomes` tells of each whether it could be taken. While linking is `due`, nothing is known.
    `later` more stories may come out otherwise, which are not weighed before the decision is taken.
    """

    outcomes: tuple[Outcome, ...]
    stories: tuple[StoryEffect, ...]
    due: bool = False
    later: int = 0


class _Tried(Exception):  # noqa: N818  nothing is wrong: it is how a transaction is left
    """Leaves the transaction as if it had not been."""

    def __init__(self, effect: Effect) -> None:
        super().__init__()
        self.effect = effect


def what_if(
    ledger: Ledger, asked: Sequence[Asked], who: str | None = None, first: str | None = None
) -> Effect:
    """Return what decisions would change; nothing is recorded.

    They are taken and undone within one transaction, so that it is what will come.
    """
    try:
        with ledger.writing() as connection:
            raise _Tried(
                _tried(connection, asked, ledger.config.who if who is None else who, first)
            )
    except _Tried as tried:
        return tried.effect


def _tried(
    connection: sa.Connection, asked: Sequence[Asked], who: str, first: str | None
) -> Effect:
    due = outdated.is_due(connection)
    trial = connection.begin_nested()
    done = decided(connection, asked, who, first)
    after = {each: _state(connection, each) for each in sorted(done.settled.stories)}
    trial.rollback()
    before = {each: _state(connection, each) for each in after}
    effects = (_effect(each, before[each], after[each]) for each in after)
    return Effect(
        outcomes=done.outcomes,
        stories=tuple(filter(_is_change, effects)),
        due=due,
        later=done.settled.later,
    )


class _State(msgspec.Struct, frozen=True, kw_only=True):
    story: Story
    sizes: Sizes
    origins: Mapping[str, Origin]


def _state(connection: sa.Connection, id: str) -> _State | None:
    query = sa.select(schema.story.c.record).where(schema.story.c.id == id)
    record = connection.execute(query).scalar()
    if record is None:
        return None
    story = msgspec.json.decode(record, type=Story)
    weighed = told.weighed(connection, id)
    summed = {claim.id for claim in weighed.claims if claim.derived}
    whole = distinct(each for each in weighed.origins if each.claim.id not in summed)
    sizes = Sizes(
        articles=len(story.articles),
        n_min=whole.n_min,
        n_max=whole.n_max,
        claims=len(weighed.claims),
        findings=Counter(each.type for each in weighed.findings),
        readings={each.indicator: each.reading for each in weighed.indicators},
    )
    return _State(
        story=story, sizes=sizes, origins={each.claim.id: each for each in weighed.origins}
    )


def _effect(id: str, before: _State | None, after: _State | None) -> StoryEffect:
    known = after or before
    was, now = (each.origins if each else {} for each in (before, after))
    both = {**was, **now}
    counted = (_counted(both[key].claim, was.get(key), now.get(key)) for key in both)
    return StoryEffect(
        story=id,
        name=known.story.called if known else id,
        name_before=before.story.called if before else None,
        before=before.sizes if before else None,
        after=after.sizes if after else None,
        origins=tuple(each for each in counted if each.before != each.after),
    )


def _counted(claim: ClaimValue, before: Origin | None, after: Origin | None) -> Counted:
    return Counted(
        claim=claim,
        before=_count(before) if before else None,
        after=_count(after) if after else None,
    )


def _count(origin: Origin) -> Count:
    return Count(
        articles=len(origin.documents),
        conduits=len(origin.conduits),
        n_min=origin.n_min,
        n_max=origin.n_max,
    )


def _is_change(effect: StoryEffect) -> bool:
    return (
        effect.before != effect.after
        or bool(effect.origins)
        or effect.name_before not in (None, effect.name)
    )
