"""Who says what, on whose word, how sure, with which figures: a ledger of news reports.

The steps are functions, the records are typed structs of `sayso.model`.

>>> from sayso.model import Page
>>> page = Page(path="note.txt", content=b"Karsk, Oct. 14\\n\\n"
...     b"The river office said at least 40 homes in the lower town were flooded overnight.")
>>> article = extract(page)
>>> [(figure.low, figure.counted) for figure in annotate(article).figures]
[(40.0, 'homes')]
"""

from pathlib import Path
from typing import TYPE_CHECKING

# Imported here and not at first use: a step's function and its folder share a name, and the
# function must win. The steps load their heavy libraries themselves, when they need them.
from sayso.annotate import annotate
from sayso.extract import articles, extract
from sayso.link import link

if TYPE_CHECKING:
    from sayso.ledger import Ledger

__version__ = "0.1.0"
__all__ = ["annotate", "articles", "extract", "link", "open"]


def open(ledger: str | Path, *, create: bool = False) -> "Ledger":  # noqa: A001
    """Return the ledger in a folder, with `create` a new one where there is none.

    Raises SaysoError when the folder holds none, holds other things, or a newer Sayso wrote it.
    """
    from sayso.ledger import open_ledger

    return open_ledger(ledger, create=create)
