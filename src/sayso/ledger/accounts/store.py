"""The file of the accounts, readable by its owner alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from sayso.ledger.accounts.tables import metadata
from sayso.model import StorageError

FILE = "accounts.sqlite"
BUSY_SECONDS = 20
OWNER_ALONE = 0o600


class Accounts:
    """The open accounts of a ledger's folder."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._engine = _engine(file)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection to read by."""
        try:
            with self._engine.connect() as connection:
                yield connection
        except DatabaseError as error:
            raise StorageError(f"{self.file}: {error.orig}") from error

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a transaction, written whole at the end or not at all."""
        try:
            with self._engine.connect() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield connection
                connection.commit()
        except DatabaseError as error:
            raise StorageError(f"{self.file}: {error.orig}") from error

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def open_accounts(folder: Path, *, create: bool = False) -> Accounts | None:
    """Return the accounts in a ledger's folder; with `create`, made where there are none."""
    file = folder / FILE
    if not file.exists():
        if not create:
            return None
        try:
            file.touch(OWNER_ALONE, exist_ok=True)
        except OSError as error:
            raise StorageError(f"{file}: {error.strerror}") from error
    made = Accounts(file)
    if create:
        with made.writing() as connection:
            metadata.create_all(connection)
    return made


def _engine(file: Path) -> sa.Engine:
    url = sa.URL.create("sqlite", database=str(file))
    engine = sa.create_engine(
        url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}
    )

    @sa.event.listens_for(engine, "connect")
    def _on_connect(connection: sa.PoolProxiedConnection, _: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    return engine
