"""The tables that are exported: a row a record, each with its id and its quotation."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO

import msgspec
import sqlalchemy as sa

from sayso.deciding.logged import Logged
from sayso.ledger import Ledger, outdated, search
from sayso.ledger.write import unquantified_id
from sayso.model import Article, Attribution, Figure, SaysoError, Time, Unquantified
from sayso.show import decisions as decided
from sayso.show import link_tables
from sayso.show import sources as source_rows
from sayso.show.goes_on import follows
from sayso.show.quotation import Reading, extent
from sayso.show.told import Told, counts

Row = Mapping[str, object]
# Joined by other programs, and so left exactly as they are; the rest is for a person to read.
KEYS = frozenset({"id", "article", "story", "attribution", "time", "parent"})


def readings(ledger: Ledger, story: str | None = None) -> Iterator[Reading]:
    """Yield each article with its annotation, of one story where given."""
    with ledger.reading() as connection:
        for article in search.articles(connection, story):
            yield Reading(article, search.annotation(connection, article.id))


def rows(ledger: Ledger, table: str, story: str | None = None) -> Iterator[Row]:
    """Yield the rows of a table; raises SaysoError naming the tables when there is no such one."""
    if table not in TABLES:
        raise SaysoError(f"no table {table!r}; there are {', '.join(TABLES)}")
    with ledger.reading() as connection:
        if table in link_tables.ROWS or table == "sources":
            outdated.require(connection, str(ledger.folder))
        if story is not None:
            story = search.require_story(connection, story).id
    found = TABLES[table].rows(ledger, story)
    return found if table == DECISIONS else _marked(ledger, found)


def _marked(ledger: Ledger, found: Iterator[Row]) -> Iterator[Row]:
    marks = decided.marks_of(ledger)
    for row in found:
        yield {**row, **decided.marked(marks.get(str(row["id"])))}


def _articles(ledger: Ledger, story: str | None) -> Iterator[Row]:
    for reading in readings(ledger, story):
        record = msgspec.to_builtins(reading.article)
        yield {**record, "quotation": reading.quotation(0, 1)}


def _attributions(ledger: Ledger, story: str | None) -> Iterator[Row]:
    for reading in readings(ledger, story):
        for each in reading.annotation.attributions:
            yield {
                "article": reading.article.id,
                **msgspec.to_builtins(each),
                "source_text": reading.words(each.source),
                "cue_text": reading.words(each.cue),
                "content_text": reading.words(each.content),
                "chain": reading.chain(each.id),
                "quotation": reading.quotation(*extent(each)),
            }


def _figures(ledger: Ledger, story: str | None) -> Iterator[Row]:
    for reading in readings(ledger, story):
        for each in reading.annotation.figures:
            yield {
                "article": reading.article.id,
                **msgspec.to_builtins(each),
                "chain": reading.chain(each.attribution),
                "quotation": reading.quotation(each.start, each.end),
            }


def _times(ledger: Ledger, story: str | None) -> Iterator[Row]:
    for reading in readings(ledger, story):
        for each in reading.annotation.times:
            yield {
                "article": reading.article.id,
                **msgspec.to_builtins(each),
                "quotation": reading.quotation(each.start, each.end),
            }


def _unquantified(ledger: Ledger, story: str | None) -> Iterator[Row]:
    for reading in readings(ledger, story):
        for each in reading.annotation.unquantified:
            yield {
                "id": unquantified_id(reading.article.id, each),
                "article": reading.article.id,
                **msgspec.to_builtins(each),
                "quotation": reading.quotation(each.start, each.end),
            }


def _stories(ledger: Ledger, story: str | None) -> Iterator[Row]:
    with ledger.reading() as connection:
        known = search.stories(connection)
        before = follows(connection, (each.id for each in known))
        after: dict[str, list[str]] = {}
        for later, its in before.items():
            for earlier in its:
                after.setdefault(earlier, []).append(later)
        for each in known:
            if story in (None, each.id):
                yield {
                    "id": each.id,
                    "title": each.title,
                    "given": each.given,
                    "articles": each.articles,
                    "joins": msgspec.to_builtins(each.joins),
                    "also": msgspec.to_builtins(each.also),
                    "follows": before.get(each.id, ()),
                    "followed_by": after.get(each.id, ()),
                    "quotation": _first_words(connection, each.id),
                }


def _first_words(connection: sa.Connection, story: str) -> str:
    article = next(search.articles(connection, story))
    return Reading(article, search.annotation(connection, article.id)).quotation(0, 1)


def _decisions(ledger: Ledger, story: str | None) -> Iterator[Row]:
    if story is not None:
        raise SaysoError("decisions are exported whole: leave --story out")
    return decided.decision_rows(decided.logged(ledger))


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table's columns in order, and the function that yields its rows."""

    columns: tuple[str, ...]
    rows: Callable[[Ledger, str | None], Iterator[Row]]


def _spans(record: type[msgspec.Struct], *more: str) -> tuple[str, ...]:
    first = ("id", "article")
    fields = (each for each in record.__struct_fields__ if each not in first)
    return (*first, *fields, *more, "quotation")


WORDS = ("source_text", "cue_text", "content_text", "chain")
DECISIONS = "decisions"
_TABLES: Mapping[str, Table] = {
    "articles": Table(columns=(*Article.__struct_fields__, "quotation"), rows=_articles),
    "attributions": Table(columns=_spans(Attribution, *WORDS), rows=_attributions),
    "figures": Table(columns=_spans(Figure, "chain"), rows=_figures),
    "times": Table(columns=_spans(Time), rows=_times),
    "unquantified": Table(columns=_spans(Unquantified), rows=_unquantified),
    "stories": Table(
        columns=(
            *("id", "title", "given", "articles", "joins", "also"),
            *("follows", "followed_by", "quotation"),
        ),
        rows=_stories,
    ),
    "sources": Table(columns=source_rows.COLUMNS, rows=source_rows.sources),
    **{
        name: Table(columns=link_tables.COLUMNS[name], rows=rows)
        for name, rows in link_tables.ROWS.items()
    },
}
TABLES: Mapping[str, Table] = {
    **{
        name: Table(columns=(*table.columns, *decided.MARKED), rows=table.rows)
        for name, table in _TABLES.items()
    },
    DECISIONS: Table(columns=decided.COLUMNS, rows=_decisions),
}


def write_jsonl(found: Iterator[Row], columns: Sequence[str], stream: IO[str]) -> None:
    """Write rows as lines of JSON."""
    for row in found:
        ordered = {column: row[column] for column in columns}
        stream.write(msgspec.json.encode(ordered).decode() + "\n")


def write_csv(found: Iterator[Row], columns: Sequence[str], stream: IO[str]) -> None:
    """Write rows as CSV below a head line; lists and records stand in their cell as JSON."""
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    for row in found:
        writer.writerow({column: _cell(column, row[column]) for column in columns})


def _cell(column: str, value: object) -> object:
    if isinstance(value, list | tuple | dict):
        return msgspec.json.encode(value).decode()
    return harmless(value) if isinstance(value, str) and column not in KEYS else value


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    # A page's text must not become a formula in whoever's spreadsheet opens the file.
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


Write = Callable[[Iterator[Row], Sequence[str], IO[str]], None]
FORMATS: Mapping[str, Write] = {"jsonl": write_jsonl, "csv": write_csv}


def story_record(told: Told) -> Row:
    """Return a story as one record: findings, claims, origins, links, and its articles."""
    whole = counts(told)
    return {
        "story": told.story.id,
        "title": told.story.title,
        "n_articles": whole.articles,
        "n_min": None if told.due else whole.n_min,
        "n_max": None if told.due else whole.n_max,
        **msgspec.to_builtins(told.weighed),
        **{
            key: links for key, links in msgspec.to_builtins(told.links).items() if key != "stories"
        },
        "joins": msgspec.to_builtins(told.story.joins),
        "also": msgspec.to_builtins(told.story.also),
        "around": msgspec.to_builtins(told.around),
        "articles": [article_record(reading) for reading in told.readings],
        "decisions": list(decided.decision_rows(told.decisions)),
    }


def article_record(reading: Reading, log: Sequence[Logged] | None = None) -> Row:
    """Return an article as one record, with all that was found in it, and what was decided."""
    return {
        **msgspec.to_builtins(reading.article),
        "annotation": msgspec.to_builtins(reading.annotation),
        **({} if log is None else {"decisions": list(decided.decision_rows(log))}),
    }
