"""Who says what, on whose word, how sure, with which figures: a ledger of news reports."""

__version__ = "0.1.0"
