"""What a ledger holds: stories, articles and their spans, by id, story and words."""

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec
import sqlalchemy as sa

from sayso.ledger import given, outdated, schema
from sayso.ledger.several import several
from sayso.model import (
    Annotation,
    Article,
    Attribution,
    Figure,
    SaysoError,
    Story,
    Time,
    Unquantified,
)

SPAN_TABLES = (schema.attribution, schema.figure, schema.time, schema.unquantified)
# Behind every letter that an id has.
_LAST = "\U0010ffff"
FEWEST_DIGITS = 6
# What has an id, and is no row that rests on quotations.
_LISTED_ELSEWHERE = {
    "dec": "`sayso ls decisions` lists decisions",
    "src": "what is told of a source rests on all articles: `sayso export sources`",
}
MOST_NAMED = 10


class AmbiguousError(SaysoError):
    """The beginning of an id that several ids have."""


def stories(connection: sa.Connection) -> tuple[Story, ...]:
    """Return the stories in order of their first article.

    While linking is due, those alone that the analyst named.
    """
    if not outdated.is_due(connection):
        found = sa.select(schema.story.c.record).order_by(schema.story.c.place)
        records = connection.execute(found).scalars()
        return tuple(msgspec.json.decode(record, type=Story) for record in records)
    c = schema.article.c
    members: dict[str, list[str]] = {}
    for story, article in connection.execute(
        sa.select(c.story, c.id).where(c.story.is_not(None)).order_by(c.position)
    ):
        members.setdefault(story, []).append(article)
    return tuple(Story(id=name, articles=tuple(ids), given=True) for name, ids in members.items())


def articles(
    connection: sa.Connection, story: str | None = None, words: str | None = None
) -> Iterator[Article]:
    """Yield the articles, of one story or with certain words where given, in order of capture."""
    query = sa.select(schema.article.c.record, schema.article.c.story).order_by(
        schema.article.c.position
    )
    if story is not None:
        member = schema.membership.c
        joined = sa.select(member.article).where(member.story == story)
        named = schema.article.c.story == story
        query = query.where(named | schema.article.c.id.in_(joined))
    if words is not None:
        query = query.where(schema.article.c.position.in_(_matching(words)))
    for record, name in connection.execute(query):
        yield _article(record, name)


def member_ids(connection: sa.Connection, story: str) -> Iterator[str]:
    """Yield the ids of the articles of a story in order of capture."""
    member, c = schema.membership.c, schema.article.c
    joined = sa.select(member.article).where(member.story == story)
    query = sa.select(c.id).where((c.story == story) | c.id.in_(joined)).order_by(c.position)
    yield from connection.execute(query).scalars()


def in_order_of_publication(connection: sa.Connection, story: str) -> tuple[str, ...]:
    """Return the ids of the articles of a story as they were published, the undated last."""
    member, c = schema.membership.c, schema.article.c
    joined = sa.select(member.article).where(member.story == story)
    query = sa.select(c.id).where((c.story == story) | c.id.in_(joined))
    order = query.order_by(c.published.is_(None), c.published, c.position)
    return tuple(connection.execute(order).scalars())


def stories_of(connection: sa.Connection, article_id: str) -> tuple[str, ...]:
    """Return the ids of the stories that an article stands in."""
    member, c = schema.membership.c, schema.article.c
    joined = sa.select(member.story).where(member.article == article_id)
    named = sa.select(c.story).where(c.id == article_id, c.story.is_not(None))
    return tuple(dict.fromkeys(connection.execute(named.union(joined)).scalars()))


def memberships(connection: sa.Connection, article_id: str) -> tuple[str, ...]:
    """Return the ids of the stories that an article stood in when it was last linked."""
    member = schema.membership.c
    query = sa.select(member.story).where(member.article == article_id).order_by(member.story)
    return tuple(connection.execute(query).scalars())


def article(connection: sa.Connection, id: str) -> Article | None:
    """Return the article with that id, None without one."""
    row = connection.execute(
        sa.select(schema.article.c.record, schema.article.c.story).where(schema.article.c.id == id)
    ).first()
    return _article(*row) if row else None


def count(connection: sa.Connection) -> int:
    """Return how many articles a ledger holds."""
    return connection.execute(sa.select(sa.func.count()).select_from(schema.article)).scalar_one()


def articles_called(connection: sa.Connection, ids: Iterable[str]) -> tuple[Article, ...]:
    """Return the articles with those ids, in order of capture; those that are not there are left
    out."""
    c = schema.article.c
    query = sa.select(c.record, c.story).order_by(c.position)
    return tuple(
        _article(record, name)
        for part in several(ids)
        for record, name in connection.execute(query.where(c.id.in_(part)))
    )


def positions(connection: sa.Connection, ids: Iterable[str]) -> Mapping[str, int]:
    """Return the position of each article, in order of capture."""
    c = schema.article.c
    query = sa.select(c.id, c.position)
    return {
        name: position
        for part in several(ids)
        for name, position in connection.execute(query.where(c.id.in_(part)))
    }


def annotation(connection: sa.Connection, article_id: str) -> Annotation:
    """Return what was found in an article, as corrected, in the order of its text."""
    return annotations(connection, (article_id,))[article_id]


def annotations(
    connection: sa.Connection, article_ids: Collection[str], *, by_machine: bool = False
) -> Mapping[str, Annotation]:
    """Return what was found in each of some articles, in the order of their texts.

    As persons corrected it, or as the machine had it.
    """

    def records(table: sa.Table) -> Mapping[str, str]:
        c = table.c
        record = sa.func.coalesce(c[schema.MACHINE], c.record) if by_machine else c.record
        rows = connection.execute(
            sa.select(c.article, record)
            .where(c.article.in_(article_ids))
            .order_by(c.article, c.place, c.id)
        )
        found: dict[str, list[str]] = {}
        for article_id, record in rows:
            found.setdefault(article_id, []).append(record)
        return {article_id: f"[{','.join(its)}]" for article_id, its in found.items()}

    said, counted, dated, none = map(records, SPAN_TABLES)
    decode = msgspec.json.decode
    return {
        each: Annotation(
            id=each,
            attributions=decode(said.get(each, "[]"), type=tuple[Attribution, ...]),
            figures=decode(counted.get(each, "[]"), type=tuple[Figure, ...]),
            times=decode(dated.get(each, "[]"), type=tuple[Time, ...]),
            unquantified=decode(none.get(each, "[]"), type=tuple[Unquantified, ...]),
        )
        for each in article_ids
    }


def begins_so(column: sa.Column[str], id: str) -> sa.ColumnElement[bool]:
    """Return the condition that an id begins with some letters, which its index answers."""
    return (column >= id) & (column < f"{id}{_LAST}")


def whose(connection: sa.Connection, id: str) -> tuple[str, str]:
    """Return the whole id that begins with `id`, and the id of the article that it stands in.

    Raises SaysoError when there is none, or when several begin so.
    """
    found: dict[str, str] = {}
    for table in (schema.article, *SPAN_TABLES):
        owner = table.c.id if table is schema.article else table.c.article
        exact = connection.execute(sa.select(table.c.id, owner).where(table.c.id == id)).first()
        if exact:
            return exact[0], exact[1]
        if len(id.rsplit("-", 1)[-1]) >= FEWEST_DIGITS:
            begins = connection.execute(
                sa.select(table.c.id, owner).where(begins_so(table.c.id, id))
            )
            found.update((row[0], row[1]) for row in begins)
    if not found:
        raise SaysoError(f"no row has the id {id!r}; {_where_to_look(id)}")
    if len(found) > 1:
        raise AmbiguousError(f"{id!r} begins several ids: {', '.join(sorted(found)[:5])}")
    return next(iter(found.items()))


def _where_to_look(id: str) -> str:
    kind, hyphen, digits = id.partition("-")
    if kind in _LISTED_ELSEWHERE:
        return _LISTED_ELSEWHERE[kind]
    whole = "`sayso show --json` and `export` print ids"
    if hyphen and len(digits) < FEWEST_DIGITS:
        return f"{whole}, whose beginning needs {FEWEST_DIGITS} signs behind the hyphen"
    return whole


def failures(connection: sa.Connection) -> tuple[tuple[str, str], ...]:
    """Return path and error of each page without an article, and of each input without a page."""
    rows = connection.execute(
        sa.select(sa.func.min(schema.capture.c.path), schema.outcome.c.error)
        .join(schema.outcome, schema.outcome.c.sha256 == schema.capture.c.sha256)
        .where(schema.outcome.c.error.is_not(None))
        .group_by(schema.capture.c.sha256)
        .order_by(sa.func.min(schema.capture.c.id))
    )
    found = [(path, error) for path, error in rows]
    seen = sa.select(schema.capture.c.path)
    acts = connection.execute(
        sa.select(schema.custody.c.subject, schema.custody.c.detail)
        .where(schema.custody.c.act == "unreadable", schema.custody.c.subject.not_in(seen))
        .order_by(schema.custody.c.id)
    )
    # Of an input that failed several times the last cause; none once it was read.
    unread = {path: msgspec.json.decode(detail)["error"] for path, detail in acts}
    return (*found, *unread.items())


def captures(connection: sa.Connection, article_id: str) -> tuple[sa.RowMapping, ...]:
    """Return each sighting of the article's page: its hash, path, address and times.

    `headers` and `redirects` of one that was fetched are JSON.
    """
    c = schema.capture.c
    rows = connection.execute(
        sa.select(c.sha256, c.path, c.url, c.captured, c.headers, c.redirects, c.added, c.tool)
        .join(schema.article, schema.article.c.sha256 == c.sha256)
        .where(schema.article.c.id == article_id)
        .order_by(c.id)
    )
    return tuple(rows.mappings())


def terms_of(words: str) -> str:
    """Return words as the index of words is asked for all of them, and nothing else.

    >>> terms_of("dam AND Karsk")
    '"dam" "AND" "Karsk"'
    """
    # Each word is quoted, so that a person's commas and hyphens are no query syntax.
    return " ".join('"' + word.replace('"', '""') + '"' for word in words.split())


# A search that goes through articles to what stands in them looks into so many.
MOST_SEARCHED = 300


def first_articles(words: str) -> sa.Select[tuple[str]]:
    """Return a query of the ids of the first articles with some words."""
    statement = "SELECT rowid FROM article_search WHERE article_search MATCH :near LIMIT :most"
    found = sa.text(statement).bindparams(near=terms_of(words), most=MOST_SEARCHED)
    return sa.select(schema.article.c.id).where(schema.article.c.position.in_(found))


def _matching(words: str) -> sa.TextClause:
    statement = "SELECT rowid FROM article_search WHERE article_search MATCH :terms"
    return sa.text(statement).bindparams(terms=terms_of(words))


def _article(record: str, story: str | None) -> Article:
    return msgspec.structs.replace(msgspec.json.decode(record, type=Article), story=story)


def require_story(connection: sa.Connection, name: str) -> Story:
    """Return the story of that name or id, or the one whose id begins so.

    Raises SaysoError naming those that there are when there is none.
    """
    found = story_called(connection, name)
    if found is None:
        known = stories(connection)
        names = ", ".join(repr(each.id) for each in known[:MOST_NAMED]) or "none yet"
        more = f" and {len(known) - MOST_NAMED:,} more" if len(known) > MOST_NAMED else ""
        raise SaysoError(f"no story {name!r}; there are: {names}{more}")
    return found


def story_called(connection: sa.Connection, name: str) -> Story | None:
    """Return the story of that name or id, or the one whose id begins so, None without one.

    A name that a story was given later is its name; that of one which was merged is the other's.
    """
    found = _story(connection, name)
    if found is None and (meant := given.story_named(connection, name)) != name:
        found = _story(connection, meant)
    if found is not None or outdated.is_due(connection):
        return found
    if not name.startswith("story-") or len(name) < len("story-") + FEWEST_DIGITS:
        return None
    c = schema.story.c
    begins = sa.select(c.record).where(begins_so(c.id, name)).limit(2)
    records = connection.execute(begins).scalars().all()
    return msgspec.json.decode(records[0], type=Story) if len(records) == 1 else None


def _story(connection: sa.Connection, id: str) -> Story | None:
    if not outdated.is_due(connection):
        query = sa.select(schema.story.c.record).where(schema.story.c.id == id)
        record = connection.execute(query).scalar()
        return msgspec.json.decode(record, type=Story) if record else None
    c = schema.article.c
    members = sa.select(c.id).where(c.story == id).order_by(c.position)
    articles = tuple(connection.execute(members).scalars())
    return Story(id=id, articles=articles, given=True) if articles else None


def article_called(connection: sa.Connection, id: str) -> Article:
    """Return the article of that id, or the one whose id begins so.

    Raises SaysoError naming the stories and telling how ids are found when there is none.
    """
    try:
        found = article(connection, whose(connection, id)[1])
    except AmbiguousError:
        raise
    except SaysoError:
        found = None
    if found is None and story_called(connection, id):
        told = f"`sayso ls --story {id!r}` lists its articles"
        raise SaysoError(f"{id!r} is a story, where an article is wanted; {told}")
    if found is None:
        names = ", ".join(repr(each.id) for each in stories(connection)[:MOST_NAMED]) or "none yet"
        raise SaysoError(
            f"no story or article {id!r}; stories: {names}; `sayso ls` lists articles, and "
            "`sayso why` tells what any other row rests on"
        )
    return found
