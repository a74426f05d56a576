"""What the ledger stamps its rows with: the time, the tool, the person."""

import getpass
from datetime import UTC, datetime
from importlib.metadata import version


def now() -> str:
    """Return the time in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def tool() -> str:
    """Return the name and version of this program."""
    return f"sayso {version('sayso')}"


def person() -> str:
    """Return the name that the operating system has for whoever is at the keyboard."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a user table
        return "unknown"
