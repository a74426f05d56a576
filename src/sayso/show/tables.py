"""The tables that are exported: a row a record, each with its id and its quotation."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO

import msgspec
import sqlalchemy as sa

from sayso.ledger import Ledger, search
from sayso.ledger.write import unquantified_id
from sayso.model import SaysoError
from sayso.show.quotation import Reading, extent

Row = Mapping[str, object]


def readings(ledger: Ledger, story: str | None = None) -> Iterator[Reading]:
    """Yield each article with its annotation, of one story where given."""
    with ledger.reading() as connection:
        for article in search.articles(connection, story):
            yield Reading(article, search.annotation(connection, article.id))


def rows(ledger: Ledger, table: str, story: str | None = None) -> Iterator[Row]:
    """Yield the rows of a table; raises SaysoError naming the tables when there is no such one."""
    if table not in TABLES:
        raise SaysoError(f"no table {table!r}; there are {', '.join(TABLES)}")
    if story is not None:
        with ledger.reading() as connection:
            search.require_story(connection, story)
    return TABLES[table](ledger, story)


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
        for each in search.stories(connection):
            if story in (None, each.id):
                yield {**msgspec.to_builtins(each), "quotation": _first_words(connection, each.id)}


def _first_words(connection: sa.Connection, story: str) -> str:
    article = next(search.articles(connection, story))
    return Reading(article, search.annotation(connection, article.id)).quotation(0, 1)


TABLES: Mapping[str, Callable[[Ledger, str | None], Iterator[Row]]] = {
    "articles": _articles,
    "attributions": _attributions,
    "figures": _figures,
    "times": _times,
    "unquantified": _unquantified,
    "stories": _stories,
}


def write_jsonl(found: Iterator[Row], stream: IO[str]) -> None:
    """Write rows as lines of JSON."""
    for row in found:
        stream.write(msgspec.json.encode(row).decode() + "\n")


def write_csv(found: Iterator[Row], stream: IO[str]) -> None:
    """Write rows as CSV with a head line; lists and records stand in their cell as JSON."""
    writer: csv.DictWriter[str] | None = None
    for row in found:
        if writer is None:
            writer = csv.DictWriter(stream, list(row), lineterminator="\n")
            writer.writeheader()
        writer.writerow({key: _cell(value) for key, value in row.items()})


def _cell(value: object) -> object:
    if isinstance(value, list | tuple | dict):
        return msgspec.json.encode(value).decode()
    return _harmless(value) if isinstance(value, str) else value


def _harmless(text: str) -> str:
    # A page's text must not become a formula in whoever's spreadsheet opens the file.
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


FORMATS: Mapping[str, Callable[[Iterator[Row], IO[str]], None]] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
}


def story_record(name: str, found: Iterable[Reading]) -> Row:
    """Return a story as one record: its articles, each with all that was found in it."""
    return {
        "story": name,
        "articles": [
            {
                **msgspec.to_builtins(reading.article),
                "annotation": msgspec.to_builtins(reading.annotation),
            }
            for reading in found
        ],
    }
