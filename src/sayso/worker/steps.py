"""What one page comes to: its articles and what is found in them, or the error why none."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from sayso.annotate import annotate
from sayso.extract import articles, given
from sayso.model import Article, Derived, Page, PageError, Profile
from sayso.read import jsonl

log = logging.getLogger("sayso")

OWN_FAULT = "Sayso failed on this page"


def articles_of(page: Page) -> tuple[Article, ...]:
    """Return the articles of a page, or the one that a line of JSON holds; raises PageError."""
    if page.media_type == jsonl.MEDIA_TYPE:
        return (given(jsonl.article(page)),)
    return articles(page)


def derive(page: Page, annotating: bool = True, profile: Profile = "balanced") -> Derived:
    """Return what a page comes to; an error is what it came to, and never ends the run.

    A fault that would befall every page, as of a broken installation, is let through.
    """
    try:
        found = articles_of(page)
        annotations = tuple(annotate(each, profile) for each in found) if annotating else ()
    except PageError as error:
        return Derived(error=str(error))
    except (ImportError, MemoryError):
        raise
    except Exception as error:
        return Derived(error=own_fault(error), trace=traceback.format_exc())
    return Derived(articles=found, annotations=annotations)


def own_fault(error: Exception, fault: str = OWN_FAULT) -> str:
    """Return what is told of a fault of Sayso's own.

    >>> own_fault(ValueError("no such day"))
    'Sayso failed on this page (ValueError: no such day)'
    """
    return f"{fault} ({type(error).__name__}: {error})"


@contextmanager
def guarded(what: str, fault: str) -> Iterator[None]:
    """Turn a fault of Sayso's own into a PageError, so that the rest goes on.

    A fault that would befall everything, as of a broken installation, is let through.
    """
    try:
        yield
    except (PageError, ImportError, MemoryError):
        raise
    except Exception as error:
        log.exception("%s", what)
        raise PageError(own_fault(error, fault)) from error
