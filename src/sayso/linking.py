"""What rests on several articles: derived from all of them, or around those that were added."""

import logging
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from itertools import chain

import msgspec
import sqlalchemy as sa

from sayso import decided
from sayso.decided import Standing
from sayso.deciding import take_effect, weigh_waiting, weighed_of
from sayso.ledger import Ledger, decisions, given, linked, neighbours, outdated, search, told
from sayso.link import changes, link, told_again
from sayso.link.copies import Reuse, copies
from sayso.link.parted import parted
from sayso.link.stories.grown import grown
from sayso.link.stories.settled import Grown
from sayso.model import (
    Annotated,
    Annotation,
    Article,
    Links,
    PageError,
    Story,
    StoryChange,
    Weighed,
)
from sayso.worker.steps import guarded

log = logging.getLogger("sayso")

# Articles up to which a ledger is linked whole whenever one is added: a matter of seconds.
WHOLE = 200
# Articles up to which it is linked whole where most of them are new: beyond, the memory and the
# time that all take together grow faster than they do.
MOST_WHOLE = 20_000
AT_ONCE = 200  # Added articles that are linked in one transaction; what a crash costs at most.


Inside = tuple[Story, Sequence[Annotated], Links]


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """What could not be linked or weighed, and why."""

    what: str
    error: str


def link_due(ledger: Ledger) -> Iterator[Failed]:
    """Derive stories, links, claims, origins and findings where that is due.

    In a ledger of up to WHOLE articles, or of mostly new ones, from all articles; in a larger
    one for the added articles alone, a part after the other, beside those that they have
    fingerprints or terms in common with: what an article costs does not grow with the ledger.

    Yields the stories that Sayso failed on, with the error; they are kept without findings. Where
    the linking itself fails, the articles stay as they are and linking stays due.
    """
    with ledger.writing() as connection:
        _move(connection, given.assign(connection))
        decided_last = decisions.last(connection)
    yield from _linked(ledger, decided_last)
    for done in weigh_waiting(ledger):
        if done.error:
            yield Failed(what=f"story {done.story!r}", error=done.error)


def _linked(ledger: Ledger, decided_last: int) -> Iterator[Failed]:
    with ledger.reading() as connection:
        if not outdated.is_due(connection):
            return
        due = outdated.due(connection)
        count = search.count(connection)
    whole = due.everything or count <= WHOLE or 2 * len(due.articles) > count
    if whole and count <= MOST_WHOLE:
        failed = yield from _link_whole(ledger)
    else:
        failed = yield from _link_parts(ledger, anew=whole)
    if not failed:
        with ledger.writing() as connection:  # what was decided while the linking went on
            take_effect(connection, decisions.since(connection, decided_last))


def _move(connection: sa.Connection, articles: Collection[str]) -> None:
    """Make articles due that a person has put into another story."""
    there = outdated.due(connection)
    if not there.everything:
        linked.forget_articles(connection, set(articles).difference(there.articles))
        outdated.make_due(connection, outdated.ARTICLE, articles)


def _link_parts(ledger: Ledger, *, anew: bool) -> Generator[Failed, None, bool]:
    """Link what is due, a part after the other; returns whether that failed."""
    with ledger.writing() as connection:
        if anew:
            linked.begin_anew(connection)
        due = outdated.due(connection)
    for start in range(0, len(due.articles), AT_ONCE):
        failed = yield from _link_added(ledger, due.articles[start : start + AT_ONCE], ())
        if failed:
            return True
    return bool(due.stories) and (yield from _link_added(ledger, (), due.stories))


def _link_whole(ledger: Ledger) -> Generator[Failed, None, bool]:
    """Link all articles; returns whether that failed."""
    failed: list[Failed] = []
    with ledger.reading() as connection:
        standing = decisions.standing_all(connection)
        articles = tuple(search.articles(connection))
        by_id = {article.id: article for article in articles}
        try:
            with guarded("links", "Sayso failed to link the articles"):
                links = link(articles, _annotations(connection, by_machine=True))
        except PageError as error:
            yield Failed(what=str(ledger.folder), error=str(error))
            return True
        links = msgspec.structs.replace(links, stories=decided.stories(links.stories, standing))
        annotation_of = _annotations(connection)
        stories = (
            (story, _annotated(story, by_id.__getitem__, annotation_of), inside)
            for story, inside in parted(links)
        )
        weighed = list(_weighed(stories, standing, failed))
        indexed = neighbours.indexed(connection, articles)
    with ledger.writing() as connection:
        outdated.make_all_due(connection)
        linked.replace(connection, links, weighed)
        neighbours.put(connection, indexed)
    yield from failed
    return False


def _link_added(
    ledger: Ledger, articles: Sequence[str], stories: Sequence[str]
) -> Generator[Failed, None, bool]:
    """Link some added articles, and weigh stories that lost some; returns whether that failed."""
    failed: list[Failed] = []
    with ledger.reading() as connection:
        new = search.articles_called(connection, articles)
        try:
            with guarded("links", "Sayso failed to link the added articles"):
                touched, indexed = _touched(connection, new, stories, failed)
        except PageError as error:
            yield Failed(what=str(ledger.folder), error=str(error))
            return True
    with ledger.writing() as connection:
        linked.patch(connection, touched)
        neighbours.put(connection, indexed)
        outdated.settled(connection, outdated.ARTICLE, articles)
        outdated.settled(connection, outdated.STORY, stories)
    yield from failed
    return False


def _touched(
    connection: sa.Connection,
    new: Sequence[Article],
    shrunk: Sequence[str],
    failed: list[Failed],
) -> tuple[linked.Touched, neighbours.Indexed]:
    beside = neighbours.beside(connection, new)
    reuse = copies(beside.articles, beside.around)
    by_id = {article.id: article for article in beside.articles}
    seen = neighbours.view(connection, new)
    told_now = grown(seen.articles, seen.before, seen.frequencies, seen.read)
    standing = decisions.standing_all(connection)
    found = _stories(connection, told_now, {*shrunk, *_shaken(connection, beside, reuse)})
    links = Links(
        stories=decided.stories(found, standing),
        copies=reuse.copies,
        quotations=reuse.quotations,
        mutations=tuple(changes(by_id, reuse.copies, new)),
        follow_ups=told_now.follow_ups,
    )
    for change in told_now.changes:
        log.info("story %s: %s", change.story, _in_words(change))
    there = {story.id for story in links.stories}
    inside: list[Links] = []

    def stories() -> Iterator[Inside]:
        by_machine = _annotations(connection, by_machine=True)
        annotation_of = _annotations(connection)
        for story in links.stories:
            members = {each.id: each for each in search.articles_called(connection, story.articles)}
            annotated = _annotated(story, members.__getitem__, annotation_of)
            within = _within(connection, story, links, beside.around.again)
            again = Links()
            if len(annotated) > 1:
                read = _annotated(story, members.__getitem__, by_machine)
                again = told_again(read, within.copies)
            inside.append(again)
            yield (
                story,
                annotated,
                msgspec.structs.replace(
                    within,
                    retellings=again.retellings,
                    mutations=within.mutations + again.mutations,
                ),
            )

    weighed = list(_weighed(stories(), standing, failed))
    touched = linked.Touched(
        links=links,
        again=beside.around.again,
        gone=(told_now.gone | set(shrunk)) - there,
        view={article.id for article in seen.articles},
        inside=Links(
            retellings=tuple(chain.from_iterable(each.retellings for each in inside)),
            mutations=tuple(chain.from_iterable(each.mutations for each in inside)),
        ),
        weighed=weighed,
    )
    return touched, neighbours.Indexed(printed=beside.printed, termed=seen.termed)


def _in_words(change: StoryChange) -> str:
    what = "took in" if change.what == "merge" else "was parted from"
    by = f"by: {', '.join(change.by)}" if change.by else ""
    distance = f"distance {change.distance:.2f}" if change.distance is not None else ""
    reason = "; ".join(filter(None, (by, distance)))
    return f"{what} {change.other} ({', '.join(change.articles)})" + (reason and f", {reason}")


def _shaken(connection: sa.Connection, beside: neighbours.Beside, reuse: Reuse) -> set[str]:
    """The stories in which a copy between articles that were there before is none any more, or
    became one.
    """
    ends = {each for pair in beside.around.again for each in pair}
    new = beside.around.new
    ends |= {each for copy in reuse.copies for each in (copy.a, copy.b)}
    return set(neighbours.homes(connection, ends - new).values())


def _stories(connection: sa.Connection, told_now: Grown, others: set[str]) -> tuple[Story, ...]:
    """The stories to be weighed: those that changed, and others that are as they were."""
    changed = tuple(story for story in told_now.stories if story.id in told_now.changed)
    kept = others - told_now.gone - told_now.changed
    return (*changed, *neighbours.stories_called(connection, kept))


def _within(
    connection: sa.Connection,
    story: Story,
    links: Links,
    again: Collection[tuple[str, str]],
) -> Links:
    """The links within a story: the new ones, and of those before the ones that still hold."""
    members = set(story.articles)
    before = told.links_between(connection, members)

    def holds(a: str, b: str) -> bool:
        return (min(a, b), max(a, b)) not in again

    return Links(
        stories=(story,),
        copies=(
            *(each for each in before.copies if holds(each.a, each.b)),
            *(each for each in links.copies if members.issuperset((each.a, each.b))),
        ),
        quotations=(
            *(each for each in before.quotations if holds(each.a, each.b)),
            *(each for each in links.quotations if members.issuperset((each.a, each.b))),
        ),
        mutations=(
            *(each for each in before.mutations if holds(each.a.id, each.b.id)),
            *(each for each in links.mutations if members.issuperset((each.a.id, each.b.id))),
        ),
    )


def _weighed(
    stories: Iterable[Inside], standing: Standing, failed: list[Failed]
) -> Iterator[Weighed]:
    for story, annotated, inside in stories:
        try:
            with guarded(f"story {story.id}", "Sayso failed on this story"):
                yield weighed_of(story, annotated, inside, standing)
        except PageError as error:
            failed.append(Failed(what=f"story {story.id!r}", error=str(error)))


def _annotated(
    story: Story,
    article_of: Callable[[str], Article],
    annotation_of: Callable[[Article], Annotation],
) -> list[Annotated]:
    members = map(article_of, story.articles)
    return [Annotated(article=each, annotation=annotation_of(each)) for each in members]


def _annotations(
    connection: sa.Connection, *, by_machine: bool = False
) -> Callable[[Article], Annotation]:
    """What was found in an article, as persons corrected it or as the machine had it."""

    def annotation_of(article: Article) -> Annotation:
        found = search.annotations(connection, (article.id,), by_machine=by_machine)
        return found[article.id]

    return annotation_of
