"""What the pages are made from: the ledger, and what was made already."""

import threading

from sayso.ledger import Ledger
from sayso.web.cache import Cache


class Desk:
    """An open ledger with the answers that were made from it; decisions go through `writer`.

    `decided` is set when one was taken: what it left waiting is weighed beside the pages.
    """

    def __init__(self, ledger: Ledger, writer: Ledger | None = None) -> None:
        self.ledger = ledger
        self.writer = writer
        self.cache = Cache()
        self.decided = threading.Event()
