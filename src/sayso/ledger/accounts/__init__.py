"""Who may sign in to the desk of a ledger: people, their sessions, tokens for their programs."""

from sayso.ledger.accounts.store import FILE, Accounts, open_accounts

__all__ = ["FILE", "Accounts", "open_accounts"]
