"""The outlet that published an article first, where a page says that it republishes it."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from sayso.data import load
from sayso.extract.addresses import same_page, same_site
from sayso.extract.pieces import fold
from sayso.extract.stated import same_name
from sayso.extract.structured import Structured, text_of
from sayso.model import Stated

LONGEST_LINE = 400  # Characters of a line that says where an article comes from.
LONGEST_NAME = 60
KINDS = r"(?:article|story|piece|post|essay|report|column|interview|excerpt|op-ed|commentary|text)"
AGAIN = r"(?:republished|reprinted|re-published|reposted|cross-posted|crossposted|syndicated)"
FIRST = r"(?:originally|first|previously)"
SHOWN = r"(?:published|appeared|posted|printed|produced|reported|ran|released)"
ISSUE = r"(?:the (?:[A-Z]\w+ ){1,2}(?:\d{1,4}(?:, \d{4})? )?(?:issue|edition) of )?"
NAME = (
    r"(?P<name>(?:[Tt]he )?[A-ZÀ-Þ0-9][\w.’'&!-]*"
    r"(?: (?:(?:of|the|for|de|and|&|in|on) ){0,2}"
    r"[A-ZÀ-Þ0-9][\w.’'&!-]*){0,5}|[a-z][\w-]{1,40}\.[a-z]{2,12})"
)
SAYS = re.compile(
    rf"(?:(?:[Tt]his|[Tt]he following|[Tt]he original) (?:\w+ )?{KINDS} "
    r"(?:(?:was|is|has been|has) )?"
    rf"(?:(?:also )?{FIRST} {SHOWN}|{SHOWN} {FIRST}|{AGAIN})"
    rf"|^(?:(?:Originally|First|Previously) {SHOWN}|(?i:{AGAIN}))"
    rf"|^(?:Read|View|See) (?:the|this) original(?: {KINDS})?"
    rf"|^The post .{{3,200}} (?:first appeared|appeared first|appeared originally))"
    r"(?: here)?(?: with (?:the )?permission)? (?:by|on|in|at|from|of|with) "
    rf"{ISSUE}{NAME}"
)
END = re.compile(
    r"(?: (?:on|in|under|and|with|at|by|as)\b.*|[.,;:]+ (?:Read|Click|See|It|Its|This|The|To)\b.*)$"
)
SAID = re.compile(rf"{FIRST}|{AGAIN}|original {KINDS}|read it", re.I)


class Origin(msgspec.Struct, frozen=True):
    """What places of a page say of the outlet and the address that had its article first."""

    outlets: tuple[Stated, ...] = ()
    urls: tuple[Stated, ...] = ()


def republished_from(line: str) -> str | None:
    """Return the outlet that a line says an article was first published by, null without one.

    >>> republished_from("This article is republished from The Karsk Review under a licence.")
    'The Karsk Review'
    >>> republished_from("This article was originally published on May 3, 2031.")
    """
    if len(line) > LONGEST_LINE:
        return None
    found = SAYS.search(line.strip("*_ ()[]"))
    name = END.sub("", found["name"]).strip(" .,").removeprefix("the ") if found else ""
    words = name.lower().removeprefix("the ").split()
    if not words or len(name) > LONGEST_NAME or words[0][0].isdigit():
        return None
    return None if words[0] in load("outlets")["no_original"] else name


def original(said: Structured, url: str | None, lines: Iterable[str]) -> Origin:
    """Return who had the article first, as the page's lines, canonical link and JSON-LD say.

    >>> said = Structured({"isBasedOn": {"url": "https://k.example/1"}}, {}, {}, None)
    >>> original(said, "https://herald.example/dam", ()).urls[0].value
    'https://k.example/1'
    """
    named = {name for line in lines if (name := republished_from(line))}
    outlets = tuple(Stated(value=name, where="republication line") for name in sorted(named))
    # Several names come from several articles, or from a page about republishing.
    outlets = outlets if len(outlets) == 1 else ()
    return Origin((*outlets, *_outlets(said)), tuple(_urls(said, url)))


def linked(tree: Any, name: str) -> str | None:
    """Return where the name of an outlet links to in the line that says it published first.

    >>> from lxml import html
    >>> page = html.fromstring('<p>Originally published by <a href="https://k.ex/1">Karsk</a>.</p>')
    >>> linked(page, "Karsk")
    'https://k.ex/1'
    """
    for link in tree.iter("a"):
        href = (link.get("href") or "").strip()
        parent = link.getparent()
        if parent is None or not href.startswith(("http://", "https://")):
            continue
        text = fold(link.text_content())
        if len(text) < LONGEST_LINE and (same_name(text, name) or SAID.search(text)):
            line = fold(parent.text_content())
            if len(line) < LONGEST_LINE and republished_from(line) == name:
                return href
    return None


def _outlets(said: Structured) -> Iterator[Stated]:
    publisher = text_of(said.article.get("publisher"))
    for key in ("isBasedOn", "translationOfWork"):
        work = said.article.get(key)
        work = work[0] if isinstance(work, list) and work else work
        if isinstance(work, dict) and (name := text_of(work.get("publisher"))):
            yield Stated(value=name, where=f"JSON-LD {key}")
    source = text_of(said.article.get("sourceOrganization"))
    if source and publisher and not same_name(source, publisher):
        yield Stated(value=source, where="JSON-LD sourceOrganization")


def _urls(said: Structured, url: str | None) -> Iterator[Stated]:
    here = url or said.meta.get("og:url")
    if said.canonical and here and not same_site(said.canonical, here):
        yield Stated(value=said.canonical, where="canonical link to another site")
    for key in ("isBasedOn", "isBasedOnUrl"):
        work = said.article.get(key)
        work = work[0] if isinstance(work, list) and work else work
        address = (work.get("url") or work.get("@id")) if isinstance(work, dict) else work
        if not isinstance(address, str) or not address.startswith(("http://", "https://")):
            continue
        if not (here and same_page(address, here)):
            yield Stated(value=address, where=f"JSON-LD {key}")
