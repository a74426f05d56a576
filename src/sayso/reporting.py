"""What the commands report with: streams, exit codes, progress, tallies."""

import io
import os
import sys
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn, TypeVar

import typer

from sayso.model import Page, SaysoError, StorageError, Unreadable

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.pipeline import Added

T = TypeVar("T")

SOME_FAILED = 1
WRONG_USAGE = 2
EMPTY = "''"  # An empty path, as one wrote it.
INTERRUPTED = 130
OUTPUT_CLOSED = 141  # As a shell tells of a command whose reader, such as `head`, had enough.


class Output(io.TextIOWrapper):
    """Standard output; that it cannot be written to is told as any other error."""

    def write(self, text: str, /) -> int:
        try:
            return super().write(text)
        except OSError as error:
            self._lost(error)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            self._lost(error)

    def _lost(self, error: OSError) -> NoReturn:
        # What is still held back goes nowhere, so that it does not fail once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
        if isinstance(error, BrokenPipeError):
            raise typer.Exit(OUTPUT_CLOSED) from None
        raise StorageError(f"standard output: {error.strerror}") from None


class Tally:
    """What became of the inputs of one run."""

    def __init__(self) -> None:
        self.articles = 0
        self.pages = 0
        self.new = 0
        self.failed = 0
        self.moved: Counter[str] = Counter()

    def count(self, added: "Added") -> None:
        if added.error:
            self.failed += 1
            complain(f"{added.path or EMPTY}: {added.error}")
        else:
            self.articles += len(added.articles)
            self.pages += 1
            self.new += added.is_new
            if added.moved_from is not None:
                self.moved[added.moved_from] += 1

    def summary(self, ledger: Path) -> str:
        again = self.pages - self.new
        for story, number in self.moved.items():
            print(f"{number:,} moved here from the story {story!r}")  # noqa: T201
        parts = [f"{self.new:,} new"]
        parts += [f"{again:,} there already"] if again else []
        parts += [f"{self.failed:,} failed"] if self.failed else []
        parts += [f"{self.articles:,} articles"] if self.articles > self.pages else []
        inputs = self.pages + self.failed
        return f"{ledger}: {inputs:,} {'input' if inputs == 1 else 'inputs'}, {', '.join(parts)}"

    def leave(self) -> None:
        if self.failed:
            raise typer.Exit(SOME_FAILED)


@contextmanager
def reporting() -> Iterator[None]:
    try:
        yield
    except StorageError as error:
        complain(str(error))
        raise typer.Exit(SOME_FAILED) from None
    except SaysoError as error:
        complain(str(error))
        raise typer.Exit(WRONG_USAGE) from None
    except KeyboardInterrupt:
        complain("interrupted; what was done is stored, and nothing is left half done")
        raise typer.Exit(INTERRUPTED) from None


@contextmanager
def ledger_in(folder: Path) -> Iterator["Ledger"]:
    from sayso.ledger import open_ledger

    with reporting(), open_ledger(folder) as ledger:
        yield ledger


@contextmanager
def linked_ledger_in(folder: Path) -> Iterator["Ledger"]:
    """Give a ledger, with a word on standard error where its links are not up to date.

    What waits to be weighed by decisions is weighed first, where it can be written.
    """
    from sayso.ledger import outdated, waiting

    with ledger_in(folder) as ledger:
        with ledger.reading() as connection:
            due = outdated.is_due(connection)
            waits = waiting.count(connection)
        if waits and ledger.writable:
            finish(ledger)
        elif waits:
            complain(f"{folder}: {outdated.waiting_told(waits)}")
        if due:
            complain(f"{folder}: {outdated.OUT_OF_DATE}")
        yield ledger


def finish(ledger: "Ledger") -> None:
    """Weigh the stories that wait to be weighed by decisions, with a count at a terminal."""
    from sayso.deciding import weigh_waiting

    for done in progress(weigh_waiting(ledger), "weighing by decisions"):
        if done.error:
            complain(f"story {done.story!r}: {done.error}")


@contextmanager
def output(out: Path | None) -> Iterator[IO[str]]:
    if out is None:
        yield sys.stdout
        return
    try:
        with out.open("w", encoding="utf-8", newline="") as stream:
            yield stream
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise SaysoError(f"{out}: {error.strerror}") from None
    except OSError as error:
        raise StorageError(f"{out}: {error.strerror}") from None


def progress(items: "Iterable[T]", verb: str) -> "Iterator[T]":
    """Yield the items, with a count at a terminal and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), "{task.description}", MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(verb, total=None)
        for item in items:
            yield item
            bar.advance(task)


def with_other_keys(page: Page, record: object) -> object:
    """Return a record with the keys of its input line that its step has no use for."""
    import msgspec

    from sayso.read import jsonl

    if page.media_type not in jsonl.LINE_TYPES:
        return record
    return {**jsonl.other_keys(page), **msgspec.to_builtins(record)}


def print_all(records: Generator[object, None, None]) -> None:
    failed = False
    with reporting(), closing(records):
        for record in records:
            if isinstance(record, Unreadable):
                failed = True
                complain(f"{record.path or EMPTY}: {record.error}")
            print_json(record)
    if failed:
        raise typer.Exit(SOME_FAILED)


def print_json(record: object) -> None:
    import msgspec

    sys.stdout.write(msgspec.json.encode(record).decode() + "\n")
    sys.stdout.flush()


def complain(message: str) -> None:
    from sayso.show.terminal import visible

    print(f"sayso: {visible(message)}", file=sys.stderr)  # noqa: T201
