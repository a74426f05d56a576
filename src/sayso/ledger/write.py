"""What the pipeline writes: runs, captures, and the rows derived from a page."""

from collections.abc import Mapping

import msgspec
import sqlalchemy as sa

from sayso.ledger import columns, corrections, custody, decisions, linked, outdated, schema
from sayso.ledger.clock import now, tool
from sayso.model import (
    Annotation,
    Article,
    Derived,
    Page,
    Unquantified,
    Unreadable,
    content_id,
)

Headers = tuple[tuple[str, str], ...]


def begin_run(connection: sa.Connection, arguments: str) -> int:
    """Return the number of a run; one with the same arguments that was cut off goes on."""
    unfinished = connection.execute(
        sa.select(schema.run.c.id)
        .where(schema.run.c.arguments == arguments, schema.run.c.finished.is_(None))
        .order_by(schema.run.c.id.desc())
    ).scalar()
    if unfinished is not None:
        custody.append(connection, "resume", f"run {unfinished}", {})
        return int(unfinished)
    number = (connection.execute(sa.select(sa.func.max(schema.run.c.id))).scalar() or 0) + 1
    connection.execute(
        sa.insert(schema.run).values(id=number, arguments=arguments, tool=tool(), started=now())
    )
    custody.append(connection, "add", f"run {number}", {"arguments": arguments})
    return int(number)


def finish_run(connection: sa.Connection, run: int, detail: Mapping[str, object]) -> None:
    """Mark a run as done."""
    connection.execute(sa.update(schema.run).where(schema.run.c.id == run).values(finished=now()))
    custody.append(connection, "added", f"run {run}", detail)


def is_captured(connection: sa.Connection, run: int, page: Page) -> bool:
    """Return whether this run has this page from this path already."""
    c = schema.capture.c
    return bool(
        connection.execute(
            sa.select(sa.literal(1)).where(
                c.run == run, c.path == page.path, c.sha256 == page.sha256
            )
        ).scalar()
    )


def fetched_before(connection: sa.Connection, run: int, address: str) -> sa.RowMapping | None:
    """Return `article` and `error` of the page that this run has from an address, else None."""
    c = schema.capture.c
    return (
        connection.execute(
            sa.select(schema.outcome)
            .join(schema.capture, c.sha256 == schema.outcome.c.sha256)
            .where(c.run == run, c.path == address)
        )
        .mappings()
        .first()
    )


def capture(connection: sa.Connection, run: int, page: Page) -> None:
    """Record that a page was seen, where and when; its bytes are in the vault already."""
    sha256 = page.sha256
    known = connection.execute(
        sa.select(schema.page.c.sha256).where(schema.page.c.sha256 == sha256)
    ).scalar()
    if known is None:
        connection.execute(sa.insert(schema.page).values(sha256=sha256, size=len(page.content)))
    seen = {
        "path": page.path,
        "url": page.url,
        "captured": page.captured,
        "media_type": page.media_type,
        "charset": page.charset,
        **_fetched(page),
    }
    connection.execute(
        sa.insert(schema.capture).values(run=run, sha256=sha256, added=now(), tool=tool(), **seen)
    )
    custody.append(connection, "capture", sha256, {"run": run, "size": len(page.content), **seen})


def _fetched(page: Page) -> dict[str, str]:
    came = {"headers": page.headers, "redirects": page.redirects or None}
    return {
        key: msgspec.json.encode(value).decode() for key, value in came.items() if value is not None
    }


def captured_page(row: sa.RowMapping, content: bytes) -> Page:
    """Return the page of a sighting, as it was when it was captured."""
    return Page(
        content=content,
        path=row["path"],
        url=row["url"],
        captured=row["captured"],
        media_type=row["media_type"],
        charset=row["charset"],
        headers=msgspec.json.decode(row["headers"] or "null", type=Headers | None),
        redirects=msgspec.json.decode(row["redirects"] or "[]", type=tuple[str, ...]),
    )


def unreadable(connection: sa.Connection, run: int, input_: Unreadable) -> None:
    """Record, once a run, that an input gave no page."""
    detail = {"run": run, "error": input_.error}
    c = schema.custody.c
    written = msgspec.json.encode(detail, order="sorted").decode()
    if not connection.execute(
        sa.select(c.id).where(c.act == "unreadable", c.subject == input_.path, c.detail == written)
    ).scalar():
        custody.append(connection, "unreadable", input_.path, detail)


def outcome(connection: sa.Connection, sha256: str) -> sa.RowMapping | None:
    """Return `article`, the first, and `error` of a page taken through the steps, else None."""
    return (
        connection.execute(sa.select(schema.outcome).where(schema.outcome.c.sha256 == sha256))
        .mappings()
        .first()
    )


def articles_of(connection: sa.Connection, sha256: str) -> tuple[str, ...]:
    """Return the ids of the articles of a page, in their order on it."""
    c = schema.article.c
    found = connection.execute(sa.select(c.id).where(c.sha256 == sha256).order_by(c.position))
    return tuple(found.scalars())


def article_owner(connection: sa.Connection, article_id: str) -> str | None:
    """Return the hash of the page that has given the article of that id, None without one."""
    return connection.execute(
        sa.select(schema.article.c.sha256).where(schema.article.c.id == article_id)
    ).scalar()


def first_path(connection: sa.Connection, sha256: str) -> str:
    """Return where a page was first captured from."""
    c = schema.capture.c
    first = sa.select(c.path).where(c.sha256 == sha256).order_by(c.id).limit(1)
    path: str = connection.execute(first).scalar_one()
    return path


def replace(connection: sa.Connection, sha256: str, derived: Derived) -> None:
    """Put what a page came to in place of what it had come to before."""
    linked.forget(connection, sha256)
    connection.execute(sa.delete(schema.article).where(schema.article.c.sha256 == sha256))
    connection.execute(sa.delete(schema.outcome).where(schema.outcome.c.sha256 == sha256))
    first = derived.articles[0].id if derived.articles else None
    connection.execute(
        sa.insert(schema.outcome).values(sha256=sha256, article=first, error=derived.error)
    )
    found = zip(derived.articles, derived.annotations, strict=True)
    for part, (article, annotation) in enumerate(found):
        _insert_article(connection, sha256, article, part)
        _insert_spans(connection, article.id, annotation)


def story_of(connection: sa.Connection, sha256: str) -> str | None:
    """Return the story that the articles of a page stand in, None without one."""
    return connection.execute(
        sa.select(schema.article.c.story)
        .where(schema.article.c.sha256 == sha256)
        .order_by(schema.article.c.position)
        .limit(1)
    ).scalar()


def put_in_story(connection: sa.Connection, sha256: str, story: str) -> None:
    """Make the articles of a page stand in a story."""
    if story_of(connection, sha256) == story:
        return
    linked.forget(connection, sha256)
    connection.execute(
        sa.update(schema.article).where(schema.article.c.sha256 == sha256).values(story=story)
    )
    outdated.make_due(connection, outdated.ARTICLE, articles_of(connection, sha256))


def _insert_article(connection: sa.Connection, sha256: str, article: Article, part: int) -> None:
    captured = connection.execute(
        sa.select(sa.func.min(schema.capture.c.id)).where(schema.capture.c.sha256 == sha256)
    ).scalar_one()
    decided = decisions.standing(connection, decisions.STORY, sha256)
    connection.execute(
        sa.insert(schema.article).values(
            position=captured * schema.PARTS + part,
            id=article.id,
            sha256=sha256,
            story=decided if decided is not None else article.story,
            title=article.title,
            outlet=article.outlet,
            agency=article.agency,
            site=article.site,
            url=article.url,
            published=article.published,
            language=article.language,
            text=article.text,
            record=columns.encoded(article),
        )
    )
    outdated.make_due(connection, outdated.ARTICLE, [article.id])


def _insert_spans(connection: sa.Connection, article_id: str, annotation: Annotation) -> None:
    rows: dict[sa.Table, list[columns.Row]] = {
        schema.attribution: [
            {"id": each.id, **columns.of_span(each)} for each in annotation.attributions
        ],
        schema.figure: [{"id": each.id, **columns.of_span(each)} for each in annotation.figures],
        schema.time: [{"id": each.id, **columns.of_span(each)} for each in annotation.times],
        schema.unquantified: [
            {"id": unquantified_id(article_id, each), **columns.of_span(each)}
            for each in annotation.unquantified
        ],
    }
    for table, values in rows.items():
        if found := [{"article": article_id, **row} for row in values]:
            connection.execute(sa.insert(table), found)
    corrections.apply_in(connection, [str(row["id"]) for found in rows.values() for row in found])


def unquantified_id(article_id: str, record: Unquantified) -> str:
    """Return the id of a statement of zero or of an unknown number."""
    return content_id("unq", article_id, record.start, record.end)
