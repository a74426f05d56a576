"""Numbered steps from each release's tables to the next; a ledger knows its number."""

from collections.abc import Callable, Mapping

import sqlalchemy as sa

from sayso.ledger import outdated, schema
from sayso.model import SaysoError


def _first_tables(connection: sa.Connection) -> None:
    schema.metadata.create_all(connection, tables=schema.OF_ONE_ARTICLE)
    for statement in schema.SQLITE_SEARCH:
        connection.execute(sa.text(statement))


def _tables_of_links(connection: sa.Connection) -> None:
    schema.metadata.create_all(connection, tables=schema.OF_SEVERAL_ARTICLES)
    outdated.note_all_due(connection)


def _what_came_with_a_fetched_page(connection: sa.Connection) -> None:
    there = {column["name"] for column in sa.inspect(connection).get_columns("capture")}
    for name in {"headers", "redirects"} - there:  # a new ledger has them from the first step on
        connection.execute(sa.text(f"ALTER TABLE capture ADD COLUMN {name} TEXT"))


def _several_articles_a_page(connection: sa.Connection) -> None:
    """Make room between the positions; the index of words goes by them and is built anew."""
    for statement in (
        "DROP TRIGGER article_search_insert",
        "DROP TRIGGER article_search_delete",
        "DROP TABLE article_search",
        # By way of negative numbers, as one that is taken cannot be given twice.
        f"UPDATE article SET position = -position * {schema.PARTS}",
        "UPDATE article SET position = -position",
        *schema.SQLITE_SEARCH,
        "INSERT INTO article_search(article_search) VALUES ('rebuild')",
    ):
        connection.execute(sa.text(statement))


def _what_the_desk_looks_up(connection: sa.Connection) -> None:
    for statement in schema.LOOKED_UP:
        connection.execute(sa.text(statement))


def _what_an_added_article_is_compared_with(connection: sa.Connection) -> None:
    schema.metadata.create_all(connection, tables=schema.OF_ADDING)
    there = {column["name"] for column in sa.inspect(connection).get_columns("mutation")}
    if "found_in" not in there:
        added = "ALTER TABLE mutation ADD COLUMN found_in TEXT NOT NULL DEFAULT 'copy'"
        connection.execute(sa.text(added))
    outdated.note_all_due(connection)


def _what_decisions_correct(connection: sa.Connection) -> None:
    for table in schema.CORRECTED:
        there = {column["name"] for column in sa.inspect(connection).get_columns(table.name)}
        if schema.MACHINE not in there:
            column = f"ALTER TABLE {table.name} ADD COLUMN {schema.MACHINE} TEXT"
            connection.execute(sa.text(column))
    for statement in schema.DECIDED_BY:
        connection.execute(sa.text(statement))


def _follow_ups(connection: sa.Connection) -> None:
    schema.metadata.create_all(connection, tables=[schema.follow_up])
    outdated.note_all_due(connection)


def _stories_that_wait_or_list_others(connection: sa.Connection) -> None:
    schema.metadata.create_all(connection, tables=[schema.waiting])
    connection.execute(sa.text(schema.LISTING_OTHERS))


def _what_was_read_of_an_article(connection: sa.Connection) -> None:
    schema.metadata.create_all(connection, tables=[schema.termed])


# A released step is never edited: a change of the tables is the next number.
STEPS: Mapping[int, Callable[[sa.Connection], None]] = {
    1: _first_tables,
    2: _tables_of_links,
    3: _what_came_with_a_fetched_page,
    4: _several_articles_a_page,
    5: _what_the_desk_looks_up,
    6: _what_decisions_correct,
    8: _follow_ups,
    9: _what_an_added_article_is_compared_with,
    10: _stories_that_wait_or_list_others,
    11: _what_was_read_of_an_article,
}
NEWEST = max(STEPS)


def version(connection: sa.Connection) -> int:
    """Return the number of the ledger's tables, 0 where there are none yet."""
    if not sa.inspect(connection).has_table(schema.meta.name):
        return 0
    known = connection.execute(
        sa.select(schema.meta.c.value).where(schema.meta.c.key == "schema")
    ).scalar()
    return int(known or 0)


def check(connection: sa.Connection, place: str) -> None:
    """Raise SaysoError when the ledger was written by a newer Sayso."""
    found = version(connection)
    if found > NEWEST:
        raise SaysoError(
            f"{place}: the ledger has schema {found}, this Sayso knows up to {NEWEST}; "
            "install a newer Sayso to open it"
        )


def migrate(connection: sa.Connection, place: str) -> None:
    """Bring the tables to the newest number, step by step, within the caller's transaction."""
    check(connection, place)
    before = version(connection)
    for number in sorted(each for each in STEPS if each > before):
        STEPS[number](connection)
        connection.execute(sa.delete(schema.meta).where(schema.meta.c.key == "schema"))
        connection.execute(sa.insert(schema.meta).values(key="schema", value=str(number)))
