"""Reports as files: one page of HTML a story."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from sayso.ledger import Ledger, outdated, search
from sayso.model import SaysoError, StorageError, Story, content_id
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
        outdated.require(connection, str(ledger.folder))
        stories = search.stories(connection)
        if name is not None:
            stories = (search.require_story(connection, name),)
    if not stories:
        raise SaysoError("no story yet: `sayso add` captured pages first")
    if name is None and len(stories) != 1 and (out is None or not out.is_dir()):
        raise SaysoError(
            f"{len(stories):,} stories: name one with --story, or give a folder that exists to "
            "--out for a page each"
        )
    for story in stories:
        page = report(called(story), gathered(ledger, story))
        if out is None:
            sys.stdout.write(page)
            continue
        path = out / file_name(story) if out.is_dir() else out
        _write(path, page)
        yield path


def _write(path: Path, page: str) -> None:
    """Write a page beside its place first, so that none is ever seen half written."""
    beside = path.with_name(f".{path.name}.part")
    try:
        if path.exists() and not path.is_file():  # a device or a pipe is written to as it is
            path.write_text(page, encoding="utf-8")
            return
        beside.write_text(page, encoding="utf-8")
        beside.replace(path)
    except FileNotFoundError as error:
        raise SaysoError(f"{path}: {error.strerror}") from None
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror}") from None


def called(story: Story) -> str:
    """Return what a story is called: the analyst's name, else its title."""
    return story.called


def file_name(story: Story) -> str:
    """Return the name of the file that holds a story's report, the same in every run.

    >>> file_name(Story(id="Velmar dam / Karsk?", articles=(), given=True))
    'velmar-dam-karsk-4ea8.html'
    """
    stem = _NOT_IN_NAMES.sub("-", called(story)).strip("-").lower()[:LONGEST_NAME]
    # Two names that differ in signs alone keep a file each.
    return f"{stem or 'story'}-{content_id('report', story.id)[-4:]}.html"
