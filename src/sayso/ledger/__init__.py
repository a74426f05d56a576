"""The ledger: facts kept for good, and all that was derived from them."""

from sayso.ledger.store import Ledger, open_ledger

__all__ = ["Ledger", "open_ledger"]
