"""Embedded posts: who posted, when, and where the post stands in a line of text."""

import re
from collections.abc import Iterator

import msgspec

from sayso.extract.dates import read_date

# — Ana Reyl (@anareyl) March 4, 2025; the name has no bracket, so that this stays linear.
SIGNATURE = re.compile(
    r"[—–-] ?(?P<name>[^()—\n]{1,80}?) ?\((?P<handle>@\w{1,40}(?:@[\w.-]{1,60})?)\)"
    r"(?: on (?:X|Twitter))?[ ,:·|-]{0,3}"
    r"(?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}|\d{4}-\d\d-\d\d)"
)
LONGEST_POST = 5_000  # Characters; a signature after more belongs to a page joined into one line.


class Post(msgspec.Struct, frozen=True):
    """An embedded post; `text` is the post with its signature, as it stands on the page."""

    text: str
    author: str
    date: str | None


def split_posts(line: str) -> tuple[Post | str, ...]:
    """Return a line in parts: embedded posts, and the text that follows one on the same line.

    >>> split_posts("Water at the gates — Ana Reyl (@anareyl) March 4, 2025")[0].author
    'Ana Reyl (@anareyl)'
    >>> split_posts("The gates were opened on March 4, 2025.")
    ('The gates were opened on March 4, 2025.',)
    """
    if "(@" not in line:
        return (line,)
    return tuple(_parts(line))


def _parts(line: str) -> Iterator[Post | str]:
    start = 0
    for found in SIGNATURE.finditer(line):
        text = line[start : found.end()].strip()
        if len(text) > LONGEST_POST:
            continue
        author = f"{found['name'].strip()} ({found['handle']})"
        yield Post(text, author, read_date(found["date"]))
        start = found.end()
    rest = line[start:].strip()
    if rest:
        yield rest
