"""Who says what, on whose word, how sure, with which figures: a ledger of news reports.

The steps are functions, the records are typed structs of `sayso.model`.

>>> page = Page(path="note.txt", content=b"Karsk, Oct. 14\\n\\n"
...     b"The river office said at least 40 homes in the lower town were flooded overnight.")
>>> article = extract(page)
>>> [(figure.low, figure.counted) for figure in annotate(article).figures]
[(40.0, 'homes')]
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sayso.model import Annotation, Article, Page

if TYPE_CHECKING:
    from sayso.ledger import Ledger

__version__ = "0.1.0"
__all__ = ["Annotation", "Article", "Page", "annotate", "extract", "open"]


def extract(page: Page) -> Article:
    """Return the clean text of a page with its blocks, what was cut, and its metadata.

    Raises PageError, with the cause, for a page that is empty, binary or without text.
    """
    from sayso.extract import extract as step

    return step(page)


def annotate(article: Article) -> Annotation:
    """Return the attributions, figures and times of an article; offsets are into its text."""
    from sayso.annotate import annotate as step

    return step(article)


def open(ledger: str | Path, *, create: bool = False) -> "Ledger":  # noqa: A001
    """Return the ledger in a folder, with `create` a new one where there is none.

    Raises SaysoError when the folder holds none, holds other things, or a newer Sayso wrote it.
    """
    from sayso.ledger import open_ledger

    return open_ledger(ledger, create=create)
