"""What the pages are made from: the ledger, and what was made already."""

from sayso.ledger import Ledger
from sayso.web.cache import Cache


class Desk:
    """An open ledger with the answers that were made from it."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.cache = Cache()
