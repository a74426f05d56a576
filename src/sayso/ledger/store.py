"""A ledger: one folder with the database, the captured pages, the settings and the log."""

import errno
import logging
import os
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import filelock
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, OperationalError

from sayso.ledger import config, migrations
from sayso.ledger.vault import Vault
from sayso.model import SaysoError, StorageError

DATABASE = "ledger.sqlite"
PAGES = "pages"
CONFIG = "config.toml"
LOG = "sayso.log"
LOCK = "writer.lock"
# A reader or writer waits this long for the other's short transaction before it gives up.
BUSY_SECONDS = 60
# Connections beyond the five that are kept; the library's own number.
MOST_MORE = 10
NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

log = logging.getLogger("sayso")


class Ledger:
    """An open ledger. Any number of processes may read while one writes."""

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.folder = folder
        self.config = config.load(folder / CONFIG)
        self.vault = Vault(folder / PAGES)
        self._engine = _engine(folder / DATABASE, read_only=read_only)
        self._lock = filelock.FileLock(folder / LOCK)
        self._opened = secrets.token_hex(4)
        self._watching = threading.Lock()
        self._watcher: sa.PoolProxiedConnection | None = None

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the ledger throughout."""
        try:
            with self._engine.connect() as connection:
                yield connection
        except DatabaseError as error:
            raise _explained(error, self.folder) from error

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a transaction, written whole at the end or not at all."""
        try:
            with (
                self._engine.connect().execution_options(sayso_write=True) as connection,
                connection.begin(),
            ):
                yield connection
        except (DatabaseError, OSError) as error:
            raise _explained(error, self.folder) from error

    @property
    def writable(self) -> bool:
        """Whether decisions and pages can be written here: not on an archive's medium."""
        return _is_writable(self.folder / DATABASE)

    @contextmanager
    def sole_writer(self) -> Iterator[None]:
        """Hold the ledger for one writer; raises SaysoError while another process has it."""
        try:
            self._lock.acquire(blocking=False)
        except filelock.Timeout:
            raise StorageError(
                f"{self.folder}: another process is writing to this ledger; try again later"
            ) from None
        handler = logging.FileHandler(self.folder / LOG, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False
        try:
            yield
        finally:
            log.removeHandler(handler)
            handler.close()
            self._lock.release()

    def revision(self) -> str:
        """Return a name of the state that the ledger is in, another after each change to it."""
        # The database tells a connection that stays open whether another has written since.
        try:
            with self._watching:
                if self._watcher is None:
                    self._watcher = self._engine.raw_connection()
                cursor = self._watcher.cursor()
                number = cursor.execute("PRAGMA data_version").fetchone()[0]
                cursor.close()
        except sqlite3.Error as error:
            raise StorageError(f"{self.folder}: {error}") from error
        return f"{self._opened}-{number}"

    def explained(self, error: OSError) -> StorageError:
        """Return what a failure of the disk under this ledger means to a person."""
        return _explained(error, self.folder)

    def close(self) -> None:
        """Let go of the database."""
        if self._watcher is not None:
            self._watcher.close()
            self._watcher = None
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_ledger(place: str | Path, *, create: bool = False, read_only: bool = False) -> Ledger:
    """Return the ledger in a folder; with `create`, a new one where there is none.

    With `read_only`, nothing can be written through it once its tables are up to date.

    Raises SaysoError when the folder holds none, holds other things, or a newer Sayso wrote it.
    """
    folder = Path(place)
    if _is_lost(folder):
        raise StorageError(
            f"{folder / DATABASE}: is gone or empty, and pages were captured here. They lie in "
            f"{folder / PAGES} unharmed; put the database back, or add them to a new ledger"
        )
    if not (folder / DATABASE).is_file():
        _refuse_unless_new(folder, create)
        _make(folder)
    ledger = Ledger(folder)
    with ledger.reading() as connection:
        found = migrations.version(connection)
        migrations.check(connection, str(folder))
    if found < migrations.NEWEST:
        if not _is_writable(folder / DATABASE):
            raise StorageError(
                f"{folder}: an older Sayso made this ledger, and it cannot be written to here, so "
                "it cannot be brought up to date; copy the folder to where it can"
            )
        with ledger.sole_writer(), ledger.writing() as connection:
            migrations.migrate(connection, str(folder))
    if read_only:
        ledger.close()
        return Ledger(folder, read_only=True)
    return ledger


def _is_lost(folder: Path) -> bool:
    """Whether there are captured pages without the database, which is always made before them."""
    holding = (folder / DATABASE, folder / f"{DATABASE}-wal")
    if any(each.is_file() and each.stat().st_size for each in holding):
        return False
    return any(each.is_file() for each in (folder / PAGES).rglob("*"))


def _refuse_unless_new(folder: Path, create: bool) -> None:
    if not create:
        where = "is not a ledger" if folder.exists() else "no such folder"
        raise SaysoError(f"{folder}: {where} (no {DATABASE} in it); `sayso add` makes one")
    if folder.exists() and not folder.is_dir():
        raise SaysoError(f"{folder}: is a file; a ledger is a folder")
    strange = [entry.name for entry in folder.glob("*")] if folder.exists() else []
    if set(strange) - {CONFIG, LOG, LOCK, PAGES}:
        raise SaysoError(
            f"{folder}: is not a ledger but holds {sorted(strange)[0]!r} and so on; "
            "give a new or an empty folder"
        )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / PAGES).mkdir(exist_ok=True)
        settings = folder / CONFIG
        if not settings.exists():
            settings.write_text(config.WRITTEN, encoding="utf-8")
    except OSError as error:
        raise _explained(error, folder) from error
    engine = _engine(folder / DATABASE)
    try:
        with (
            engine.connect().execution_options(sayso_write=True) as connection,
            connection.begin(),
        ):
            migrations.migrate(connection, str(folder))
    except DatabaseError as error:
        raise _explained(error, folder) from error
    finally:
        engine.dispose()


def _is_writable(database: Path) -> bool:
    return os.access(database.parent, os.W_OK) and os.access(database, os.W_OK | os.F_OK)


def _engine(database: Path, *, read_only: bool = False) -> sa.Engine:
    if _is_writable(database) or not database.exists():
        url = sa.URL.create("sqlite", database=str(database))
    else:  # an archive medium, or another person's ledger: nobody writes to it from here
        name = f"file:{quote(str(database.absolute()))}?mode=ro&immutable=1"
        url = sa.URL.create("sqlite", database=name, query={"uri": "true"})
    engine = sa.create_engine(
        url,
        # Whoever reads a long table slowly keeps a connection, and keeps nobody else from one.
        max_overflow=-1 if read_only else MOST_MORE,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )

    # The driver's own transaction handling would begin too late for DDL and for writers.
    @sa.event.listens_for(engine, "connect")
    def _on_connect(connection: sa.PoolProxiedConnection, _: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]
        cursor = connection.cursor()
        if not url.query:
            cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")  # a page that was reported added stays added
        cursor.execute("PRAGMA foreign_keys=ON")
        if read_only:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def _on_begin(connection: sa.Connection) -> None:
        write = connection.get_execution_options().get("sayso_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _explained(error: DatabaseError | OSError, folder: Path) -> StorageError:
    reason = str(error.orig) if isinstance(error, DatabaseError) else (error.strerror or str(error))
    full = isinstance(error, OperationalError) and "disk is full" in reason
    if full or (isinstance(error, OSError) and error.errno in NO_SPACE):
        return StorageError(
            f"{folder}: no space left on the disk ({reason}). What was added before is stored and "
            "whole; free some space, then run the same command again and it goes on from here"
        )
    if "not a database" in reason or "malformed" in reason:
        return StorageError(
            f"{folder / DATABASE}: is damaged ({reason}). The captured pages lie in "
            f"{folder / PAGES} unharmed"
        )
    return StorageError(f"{folder}: {reason}")
