"""The accounts of a ledger, noticed by a desk that runs: none has to be restarted."""

import threading
from pathlib import Path

from sayso.ledger.accounts import FILE, Accounts, open_accounts, people


class Known:
    """The accounts of a ledger as long as a desk is served.

    Once somebody has had an account the desk asks everybody who they are until it ends, also when
    all of them are removed: to open a desk again is for whoever begins it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._accounts: Accounts | None = None

    def now(self) -> Accounts | None:
        """Return the accounts, None while nobody has one: one look at a file at each request."""
        if self._accounts is None and self._is_begun():
            with self._lock:
                if self._accounts is None:
                    self._accounts = self._found()
        return self._accounts

    def close(self) -> None:
        """Let go of the file."""
        if self._accounts is not None:
            self._accounts.close()

    def _is_begun(self) -> bool:
        try:
            # Empty until its tables are there, with the first account a moment later.
            return (self._folder / FILE).stat().st_size > 0
        except FileNotFoundError:
            return False

    def _found(self) -> Accounts | None:
        made = open_accounts(self._folder)
        if made is None:
            return None
        with made.reading() as connection:
            anybody = bool(people.everyone(connection))
        if not anybody:
            made.close()
            return None
        return made
