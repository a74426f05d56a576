"""What a ledger holds at a glance: its stories, outlets and sources, with how much of each."""

from collections.abc import Iterable, Mapping

import msgspec
import sqlalchemy as sa

from sayso.ledger import outdated, schema
from sayso.ledger.search import first_articles, terms_of
from sayso.model import Claim, RootType

# Of the articles with a word, so many tell which stories have it.
MOST_MATCHES = 5_000


class ListedStory(msgspec.Struct, frozen=True, kw_only=True):
    """A story as a list shows it; `first` and `last` are the dates of its reports as written.

    `name` is what a person called it later.
    """

    id: str
    name: str | None
    title: str | None
    given: bool
    articles: int
    outlets: int
    first: str | None
    last: str | None


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet, or the site of one that names none, with its articles."""

    name: str
    articles: int
    first: str | None
    last: str | None


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody whose word is given, with how often and in how many articles."""

    name: str
    kind: str
    attributions: int
    articles: int


class SlimRoot(msgspec.Struct, frozen=True):
    """Of a root what is counted."""

    type: RootType
    name: str
    also: tuple[str, ...] = ()


class SlimOrigin(msgspec.Struct, frozen=True):
    """Of an origin what is counted; of a thousand records the rest need not be read."""

    roots: tuple[SlimRoot, ...]


Where = Mapping[str, str]
STORY_SORTS = ("last", "first", "articles", "title")
OUTLET_SORTS = ("articles", "name", "last")
SOURCE_SORTS = ("articles", "attributions", "name")


def stories(
    connection: sa.Connection, where: Where, sort: str = "last", *, descending: bool = True
) -> tuple[ListedStory, ...]:
    """Return the stories that fit: `q` words, `finding` a type, `from` and `to` days of reports.

    While linking is due, those alone that the analyst named.
    """
    a = schema.article.c
    if outdated.is_due(connection):
        named: sa.ColumnElement[str] = a.story
        title: sa.ColumnElement[str] = sa.cast(sa.null(), sa.Text)
        name = title
        given: sa.ColumnElement[int] = sa.literal(1)
        joined: sa.FromClause = schema.article
        conditions = [a.story.is_not(None)]
    else:
        s, m = schema.story.c, schema.membership.c
        named = s.id
        title = sa.func.json_extract(s.record, "$.title")
        name = sa.func.json_extract(s.record, "$.name")
        given = sa.func.coalesce(sa.func.json_extract(s.record, "$.given"), 0)
        joined = schema.story.join(schema.membership, m.story == s.id).join(
            schema.article, a.id == m.article
        )
        conditions = []
    columns = {
        "first": sa.func.min(a.published),
        "last": sa.func.max(a.published),
        "articles": sa.func.count(),
        "title": sa.func.coalesce(name, title, named),
    }
    outlets = sa.func.count(sa.distinct(sa.func.coalesce(a.outlet, a.site)))
    query = (
        sa.select(
            *(named, title, given, columns["articles"], outlets),
            *(columns["first"], columns["last"], name),
        )
        .select_from(joined)
        .where(*conditions, *_story_conditions(named, columns["title"], where))
        .group_by(named)
    )
    if "from" in where:
        query = query.having(columns["last"] >= where["from"])
    if "to" in where:
        query = query.having(columns["first"] < f"{where['to']}~")
    order = columns[sort]
    query = query.order_by(order.desc() if descending else order, named)
    return tuple(
        ListedStory(
            id=row[0],
            title=row[1],
            given=bool(row[2]),
            articles=row[3],
            outlets=row[4],
            first=row[5],
            last=row[6],
            name=row[7],
        )
        for row in connection.execute(query)
    )


def _story_conditions(
    named: sa.ColumnElement[str], title: sa.ColumnElement[str], where: Where
) -> Iterable[sa.ColumnElement[bool]]:
    if words := where.get("q"):
        matching = sa.text(
            "SELECT rowid FROM article_search WHERE article_search MATCH :terms LIMIT :most"
        ).bindparams(terms=terms_of(words), most=MOST_MATCHES)
        found = sa.select(schema.article.c.id).where(schema.article.c.position.in_(matching))
        told = sa.select(schema.membership.c.story).where(schema.membership.c.article.in_(found))
        titled = title.icontains(words, autoescape=True)
        yield sa.or_(named.in_(told), titled, named.icontains(words, autoescape=True))
    if words := where.get("near"):
        told = sa.select(schema.membership.c.story).where(
            schema.membership.c.article.in_(first_articles(words))
        )
        s = schema.story.c
        called = sa.select(s.id).where(s.id.icontains(words, autoescape=True))
        yield named.in_(told.union(called))
    if kind := where.get("finding"):
        yield named.in_(sa.select(schema.finding.c.story).where(schema.finding.c.type == kind))


def findings_of(
    connection: sa.Connection, stories: Iterable[str]
) -> Mapping[str, Mapping[str, int]]:
    """Return for each story how many findings of each type it has."""
    f = schema.finding.c
    rows = connection.execute(
        sa.select(f.story, f.type, sa.func.count())
        .where(f.story.in_(tuple(stories)))
        .group_by(f.story, f.type)
    )
    found: dict[str, dict[str, int]] = {}
    for story, kind, number in rows:
        found.setdefault(story, {})[kind] = number
    return found


def slim_origins(connection: sa.Connection, story: str) -> tuple[SlimOrigin, ...]:
    """Return what is counted of the origins of a story, without those of sums that Sayso made."""
    o, c = schema.origin.c, schema.claim.c
    summed = sa.select(c.id).where(
        c.story == story, sa.func.json_extract(c.record, "$.derived") == 1
    )
    records = connection.execute(
        sa.select(o.record).where(o.story == story, o.claim.not_in(summed)).order_by(o.place)
    ).scalars()
    return msgspec.json.decode(f"[{','.join(records)}]", type=tuple[SlimOrigin, ...])


def outlets(
    connection: sa.Connection, words: str = "", sort: str = "articles"
) -> tuple[Outlet, ...]:
    """Return the outlets with a word in their names, those with most articles first."""
    a = schema.article.c
    name = sa.func.coalesce(a.outlet, a.site)
    number = sa.func.count()
    last = sa.func.max(a.published)
    order = {"articles": number.desc(), "name": name, "last": last.desc()}[sort]
    query = sa.select(name, number, sa.func.min(a.published), last).where(name.is_not(None))
    if words:
        query = query.where(name.icontains(words, autoescape=True))
    rows = connection.execute(query.group_by(name).order_by(order, name))
    return tuple(Outlet(name=n, articles=m, first=f, last=t) for n, m, f, t in rows)


def sources(
    connection: sa.Connection, where: Where, sort: str = "articles", limit: int = 1_000
) -> tuple[Source, ...]:
    """Return whose word is given: `q` in the name, `kind` of source; those most cited first."""
    a = schema.attribution.c
    number, articles = sa.func.count(), sa.func.count(sa.distinct(a.article))
    order = {"articles": articles.desc(), "attributions": number.desc(), "name": a.source_name}
    query = sa.select(a.source_name, sa.func.min(a.source_kind), number, articles).where(
        a.source_name.is_not(None)
    )
    if words := where.get("q") or where.get("near"):
        query = query.where(a.source_name.icontains(words, autoescape=True))
    if "near" in where:
        query = query.where(a.article.in_(first_articles(where["near"])))
    if "kind" in where:
        query = query.where(a.source_kind == where["kind"])
    query = query.group_by(a.source_name).order_by(order[sort], a.source_name).limit(limit)
    return tuple(
        Source(name=n, kind=k, attributions=m, articles=d)
        for n, k, m, d in connection.execute(query)
    )


def stories_with(connection: sa.Connection, kind: str, name: str, most: int) -> tuple[str, ...]:
    """Return the stories that an outlet reports on, or a source is given in, the latest first."""
    a, said, member = schema.article.c, schema.attribution.c, schema.membership.c
    query = sa.select(member.story).join(schema.article, a.id == member.article)
    if kind == "outlet":
        query = query.where(sa.func.coalesce(a.outlet, a.site) == name)
    else:
        query = query.join(schema.attribution, said.article == a.id)
        query = query.where(said.source_name == name)
    query = query.group_by(member.story).order_by(sa.func.max(a.published).desc(), member.story)
    return tuple(connection.execute(query.limit(most)).scalars())


def spans_at(connection: sa.Connection, ids: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """Return for ids of figures and attributions their articles and their records."""
    wanted = tuple(dict.fromkeys(ids))
    found: dict[str, tuple[str, str]] = {}
    for table in (schema.figure, schema.attribution):
        query = sa.select(table.c.id, table.c.article, table.c.record)
        rows = connection.execute(query.where(table.c.id.in_(wanted)))
        found.update({named: (article, record) for named, article, record in rows})
    return found


def claims_called(connection: sa.Connection, ids: Iterable[str]) -> tuple[Claim, ...]:
    """Return the claims of those ids, in that order, without those that are not there."""
    c = schema.claim.c
    wanted = tuple(dict.fromkeys(ids))
    rows = connection.execute(sa.select(c.id, c.record).where(c.id.in_(wanted)))
    found = {named: msgspec.json.decode(record, type=Claim) for named, record in rows}
    return tuple(found[named] for named in wanted if named in found)


def outlet_of(connection: sa.Connection, name: str) -> Outlet | None:
    """Return the outlet of that name, None without one."""
    a = schema.article.c
    row = connection.execute(
        sa.select(sa.func.count(), sa.func.min(a.published), sa.func.max(a.published)).where(
            sa.or_(a.outlet == name, sa.and_(a.outlet.is_(None), a.site == name))
        )
    ).one()
    if not row[0]:
        return None
    return Outlet(name=name, articles=row[0], first=row[1], last=row[2])
