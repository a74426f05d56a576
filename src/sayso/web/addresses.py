"""The address of each thing, which is its permalink; and what of an address may be followed."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from sayso.show.rows import Place

# A browser takes a step of a path with these names for a way up.
_STEPS = frozenset({"", ".", ".."})
_NOT_IN_NAMES = re.compile(r"[^\w-]+", re.ASCII)
LONGEST_NAME = 60


def of(kind: str, id: str, **parameters: object) -> str:
    """Return the address of a story, an article, an outlet, a source or a row.

    >>> of("story", "Velmar dam / Karsk?"), of("article", "..", at="3-7")
    ('/story/Velmar%20dam%20/%20Karsk%3F', '/article?id=..&at=3-7')
    """
    given = {key: value for key, value in parameters.items() if value not in (None, "")}
    if _STEPS & set(id.split("/")):
        return f"/{kind}?{urlencode({'id': id, **given})}"
    return f"/{kind}/{quote(id, safe='/')}" + (f"?{urlencode(given)}" if given else "")


def named(address: str) -> tuple[str, str]:
    """Return which kind of thing an address is of, and its id; empty where it is of none.

    >>> named("/story/Velmar%20dam%20/%20Karsk%3F?page=2#dec-3"), named("/row?id=.."), named("/")
    (('story', 'Velmar dam / Karsk?'), ('row', '..'), ('', ''))
    """
    parts = urlsplit(address)
    kind, _, quoted = parts.path.removeprefix("/").partition("/")
    return kind, unquote(quoted) or dict(parse_qsl(parts.query)).get("id", "")


def table(name: str, format: str = "", **parameters: object) -> str:
    """Return the address of a table, of one of its files where a format is given.

    >>> table("claims", "csv", story="Velmar dam")
    '/claims.csv?story=Velmar+dam'
    """
    given = {key: value for key, value in parameters.items() if value not in (None, "")}
    return f"/{name}{'.' if format else ''}{format}" + (f"?{urlencode(given)}" if given else "")


def place(where: Place) -> str:
    """Return the address of words in their article.

    >>> place(Place("art-1", 12, 40))
    '/article/art-1?at=12-40#here'
    """
    return of("article", where.article, at=f"{where.start}-{where.end}") + "#here"


def changed(path: str, query: Mapping[str, str], **more: object) -> str:
    """Return an address with some parameters set, or taken out where they are empty.

    >>> changed("/claims", {"q": "dam", "page": "2"}, page=None, sort="value")
    '/claims?q=dam&sort=value'
    """
    given = {**query, **more}
    kept = {key: value for key, value in given.items() if value not in (None, "")}
    return path + (f"?{urlencode(kept)}" if kept else "")


def file_name(*parts: str) -> str:
    """Return a name for a download that is safe on any disk.

    >>> file_name("claims", "../../etc/Velmar dam", "csv")
    'claims-etc-Velmar-dam.csv'
    """
    *stem, ending = parts
    names = (_NOT_IN_NAMES.sub("-", each).strip(".-")[:LONGEST_NAME] for each in stem)
    return f"{'-'.join(filter(None, names)) or 'sayso'}.{ending}"
