"""Reports as files: one page of HTML a story."""

import re
import sys
from collections.abc import Container, Iterator
from itertools import chain, count
from pathlib import Path

from sayso.ledger import Ledger, search
from sayso.model import SaysoError, StorageError, Story
from sayso.show.gather import gathered
from sayso.show.report import report

_NOT_IN_NAMES = re.compile(r"[^\w-]+")
LONGEST_NAME = 60


def write_reports(ledger: Ledger, name: str | None, out: Path | None) -> Iterator[Path]:
    """Yield the files as they are written: of one story, or of each into the folder `out`.

    Without `out` the report of one story goes to standard output. Raises SaysoError when several
    stories would go into one file.
    """
    with ledger.reading() as connection:
        stories = search.stories(connection)
        if name is not None:
            chosen = search.story_called(connection, name) or search.require_story(connection, name)
            stories = (chosen,)
    if not stories:
        raise SaysoError("no story yet: `sayso add` captured pages first")
    if name is None and len(stories) != 1 and (out is None or not out.is_dir()):
        raise SaysoError(
            f"{len(stories):,} stories: name one with --story, or give a folder that exists to "
            "--out for a page each"
        )
    written: set[Path] = set()
    for story in stories:
        page = report(called(story), gathered(ledger, story))
        if out is None:
            sys.stdout.write(page)
            continue
        path = _free(out / file_name(story), written) if out.is_dir() else out
        written.add(path)
        try:
            path.write_text(page, encoding="utf-8")
        except FileNotFoundError as error:
            raise SaysoError(f"{path}: {error.strerror}") from None
        except OSError as error:
            raise StorageError(f"{path}: {error.strerror}") from None
        yield path


def called(story: Story) -> str:
    """Return what a story is called: the analyst's name, else its title."""
    return story.id if story.given or not story.title else story.title


def _free(path: Path, taken: Container[Path]) -> Path:
    """Return the path, numbered where two stories' names come to the same file name."""
    names = chain((path,), (path.with_stem(f"{path.stem}-{number}") for number in count(2)))
    return next(each for each in names if each not in taken)


def file_name(story: Story) -> str:
    """Return the name of the file that holds a story's report.

    >>> file_name(Story(id="Velmar dam / Karsk?", articles=(), given=True))
    'velmar-dam-karsk.html'
    """
    stem = _NOT_IN_NAMES.sub("-", story.id).strip("-").lower()[:LONGEST_NAME]
    return f"{stem or 'story'}.html"
