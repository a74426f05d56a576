"""A captured page to its article, or to each of several that it holds."""

from collections.abc import Iterator
from urllib.parse import urljoin

import msgspec

from sayso.extract.article import Source, article_of
from sayso.extract.controls import without_controls
from sayso.extract.decode import decode
from sayso.extract.entry import ENTRY_TYPES
from sayso.extract.flat_parts import flat_parts
from sayso.extract.html import is_html, parse
from sayso.extract.parts import parts
from sayso.model import Article, Page, PageError, content_id
from sayso.read import jsonl


def extract(page: Page) -> Article:
    """Return the article of a captured page: clean text, blocks, cuts and metadata.

    Of a page that holds several it is the first. Raises PageError for an empty page, for one that
    is no text, and for one without prose.

    >>> page = b"Dam holds\\nPublished May 3, 2031\\n\\nOSTRAVA (AP) - The dam at Ostrava held."
    >>> article = extract(Page(content=page, path="dam.txt"))
    >>> article.title, article.published, article.agency, article.text
    ('Dam holds', '2031-05-03', 'AP', 'The dam at Ostrava held.')
    """
    return articles(page)[0]


def articles(page: Page) -> tuple[Article, ...]:
    """Return the article of a captured page, or each of several whole ones, in their order.

    The first has the page's id; the id of each other comes from the page and its own headline.
    Raises PageError as `extract` does.

    >>> told = "<p>The dam at Ostrava held all night, the river office said on Monday.</p>" * 10
    >>> one = f"<article><h1>Dam holds in Ostrava</h1><time>May 3, 2031</time>{told}</article>"
    >>> two = one.replace("Ostrava", "Karsk")
    >>> [each.title for each in articles(Page(content=(one + two).encode(), path="page.html"))]
    ['Dam holds in Ostrava', 'Dam holds in Karsk']
    """
    if page.media_type == jsonl.PAGE_TYPE:
        return _in_line(page)
    decoded = decode(page)
    text = without_controls(decoded.text)
    if page.media_type in ENTRY_TYPES:
        return (article_of(Source(page, text, False, warnings=decoded.warnings, entry=True)),)
    html = is_html(text)
    whole = Source(page, text, html, parse(text) if html else None, decoded.warnings)
    found = tuple(_several(whole))
    return _completed(page, found) if len(found) > 1 else (article_of(whole),)


def _in_line(page: Page) -> tuple[Article, ...]:
    """The articles of a page in a line of JSON; the line's id is that of the first."""
    line, found = jsonl.page_line(page), articles(jsonl.page_in(page))
    own = line.id or f"art-{page.sha256[:16]}"
    first = msgspec.structs.replace(found[0], id=own, story=line.story)
    others = (msgspec.structs.replace(each, story=line.story) for each in found[1:])
    return (first, *others)


def _several(whole: Source) -> Iterator[Article]:
    page, seen = whole.page, 0
    for headline, source in _sources(whole):
        try:
            article = article_of(source)
        except PageError:  # what reads as none is left to the others, or to the page as a whole
            continue
        if seen:
            own = content_id("art", page.sha256, headline)
            article = msgspec.structs.replace(article, id=own)
        seen += 1
        yield article


def _sources(whole: Source) -> Iterator[tuple[str, Source]]:
    """Each part with its headline; only the part that the head speaks of has the page's address."""
    page = whole.page
    if whole.html:
        for part in parts(whole.tree, whole.text) if whole.tree is not None else ():
            own = urljoin(page.url or "", part.address) if part.address else None
            held = msgspec.structs.replace(page, url=(page.url if part.main else None) or own)
            yield part.headline, Source(held, part.text, True, part.tree, whole.warnings)
    else:
        for at, flat in enumerate(flat_parts(whole.text)):
            held = page if at == 0 else msgspec.structs.replace(page, url=None)
            yield flat.headline, Source(held, flat.text, False, None, whole.warnings)


def _completed(page: Page, found: tuple[Article, ...]) -> tuple[Article, ...]:
    """What one article of a page tells of the site holds for the others; the address is where."""
    outlet = next((each.outlet for each in found if each.outlet), None)
    site = next((each.site for each in found if each.site), None)
    return tuple(
        msgspec.structs.replace(
            each,
            url=each.url or page.url,
            site=each.site or site,
            outlet=each.outlet or outlet,
            found=each.found
            if each.outlet or outlet is None
            else {**each.found, "outlet": "another article of the page"},
        )
        for each in found
    )
