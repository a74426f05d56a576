"""What persons decided that is of one story: on its rows, its articles, the names in it."""

from collections.abc import Iterable, Iterator

import msgspec
import sqlalchemy as sa

from sayso.deciding.logged import Logged, holding
from sayso.decision import Decision, Merge, Pin, Put, Split
from sayso.ledger import decisions, given
from sayso.ledger.write import unquantified_id
from sayso.model import Annotation, Judgement, Links, Story, Weighed
from sayso.weigh.bodies import fold

_NAMES = ("same-name", "apart-names")


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """A story with all that was derived of it."""

    story: Story
    annotations: tuple[Annotation, ...]
    links: Links
    weighed: Weighed


def decisions_of(connection: sa.Connection, contents: Contents) -> tuple[Logged, ...]:
    """Return the decisions that are of a story, in order, each with whether it holds."""
    found = {each.number: each for each in decisions.log(connection, subjects=_ids(contents))}
    articles = set(contents.story.articles)
    for each in decisions.log(connection, kinds=given.OF_STORIES):
        if each.subject == contents.story.id or articles.intersection(_moved(each)):
            found[each.number] = each
    pairs = {_pair(each) for origin in contents.weighed.origins for each in origin.marked}
    for each in decisions.log(connection, kinds=_NAMES) if pairs else ():
        if _pair(each.what) in pairs:  # type: ignore[arg-type]
            found[each.number] = each
    return holding(connection, (found[number] for number in sorted(found)))


def _ids(contents: Contents) -> list[str]:
    return list(dict.fromkeys(_all_ids(contents)))


def _all_ids(contents: Contents) -> Iterator[str]:
    yield contents.story.id
    yield from contents.story.articles
    for each in contents.annotations:
        for spans in (each.attributions, each.figures, each.times):
            yield from _of(spans)
        for none in each.unquantified:
            yield unquantified_id(each.id, none)
    linked, told = contents.links, contents.weighed
    for links in (linked.copies, linked.quotations, linked.retellings, linked.mutations):
        yield from _of(links)
    for rows in (told.claims, told.origins, told.findings, told.indicators):
        yield from _of(rows)


def _of(records: Iterable[msgspec.Struct]) -> Iterator[str]:
    for record in records:
        yield record.id  # type: ignore[attr-defined]


def _moved(decision: Decision) -> tuple[str, ...]:
    match decision.what:
        case Put() | Pin() as put:
            return (put.article,)
        case Merge() as merge:
            return (*merge.articles, *merge.kept)
        case Split() as split:
            return split.articles
    return ()


def _pair(pair: Judgement) -> tuple[str, ...]:
    return tuple(sorted((fold(pair.a), fold(pair.b))))
