"""The names of outlets: how others call one, and where a text does so."""

import re
from functools import cache, lru_cache

from sayso.data import load
from sayso.extract.agency import agency_named, agency_of_site, called_agency
from sayso.model import Article, Span

SHORT = 3  # Letters up to which a name counts in capitals only: "BBC", not "bbc".
HEAD = 200  # Characters at the start of an article in which a dateline stands.
MENTIONS = 20  # Of one outlet in one article, that are looked at.
# Letters of the last word of a name that stands in full in an address: "nytimes".
LAST_WORD = 4
KEPT = 65536  # Outlets whose names are kept at hand.
SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
SMALL = frozenset({"of", "and", "the", "de"})


def outlet_names(article: Article) -> tuple[str, ...]:
    """Return the names by which others would call an article's outlet, without spaces.

    >>> outlet_names(Article(id="a", text="", site="www.tidewater-argus.example"))
    ('tidewaterargus',)
    >>> outlet_names(Article(id="a", text="", site="apnews.com"))
    ('apnews', 'ap', 'associatedpress')
    """
    return _names(article.site, article.outlet or "", article.agency)


@lru_cache(maxsize=KEPT)
def _names(site: str | None, outlet: str, signed: str | None) -> tuple[str, ...]:
    names = [label(site) or "", outlet, _initials(outlet)]
    if signed and called_agency(outlet):
        names.append(signed)
    if agency := agency_of_site(site) or agency_named(outlet):
        names += [agency, *load("agencies")[agency]["names"]]
    bare = (squeezed(name).removeprefix("the") for name in names)
    known = agency is not None
    return tuple(dict.fromkeys(name for name in bare if len(name) >= (2 if known else SHORT)))


def is_agency(article: Article) -> bool:
    """Return whether an article is on a news agency's own page: one that datelines in its name.

    >>> is_agency(Article(id="a", text="", outlet="Velmaria Press Agency"))
    True
    >>> is_agency(Article(id="a", text="TARN (Hillwire) - It held.", site="hillwire.example"))
    True
    """
    outlet = article.outlet or ""
    if agency_of_site(article.site) or agency_named(outlet) or called_agency(outlet):
        return True
    names = outlet_names(article)
    if article.agency and squeezed(article.agency) in names:
        return True
    head = article.text[:HEAD]
    if "(" not in head and "[" not in head:
        return False
    return any(
        re.search(r"[(\[](?:the )?$", head[:start], re.I)
        and re.match(r"\s?[)\]]\s?[—–:-]", head[end:])
        for name in names
        for start, end in mentions(head, name)
    )


def label(site: str | None) -> str | None:
    """Return the part of a site's address that is its name, null where there is none.

    >>> label("news.tidewaterargus.co.uk"), label("lowwater.blogspot.com")
    ('tidewaterargus', 'lowwater')
    """
    parts = (site or "").lower().removeprefix("www.").split(".")
    table = load("link_credits")
    if len(parts) > 2 and parts[-2] in table["second_level"]:
        parts.pop()
    if len(parts) > 2 and parts[-2] in table["hosts"]:
        return parts[-3]
    return parts[-2] if len(parts) > 1 else None


def mentions(text: str, name: str, letters: str | None = None) -> tuple[Span, ...]:
    """Return where a name stands as a name: in capitals, or as an address.

    `letters` is what `squeezed` makes of the text. A name taken from an address may be short for
    what the text has.

    >>> mentions("The New York Times said so.", "nytimes"), mentions("in the metro", "metro")
    (((4, 18),), ())
    """
    if name not in (squeezed(text) if letters is None else letters):
        return _shortened(text, name)
    found: list[Span] = []
    for match in _pattern(name).finditer(text):
        words = re.findall(r"\w+", match.group())
        proper = all(word[0].isupper() or word[0].isdigit() or word in SMALL for word in words)
        if len(name) <= SHORT:
            proper = match.group().isupper()
        if proper or is_address(text, match.end()):
            found.append(match.span())
        if len(found) == MENTIONS:
            break
    return tuple(found)


def is_address(text: str, end: int) -> bool:
    """Return whether a name that ends there goes on as an address.

    >>> is_address("See herald.example now", 10), is_address("the Herald. A storm", 10)
    (True, False)
    """
    return bool(re.match(r"\.[a-z]{2,}", text[end : end + 6]))


def _shortened(text: str, name: str) -> tuple[Span, ...]:
    """Words in capitals whose beginnings make the name, the last of them in full."""
    for at in range(1, len(name) - LAST_WORD + 1):
        last = name[at:].capitalize()
        place = text.find(last)
        if place > 0 and (found := _begun(text, place, name[:at])):
            return ((found, place + len(last)),)
    return ()


def _begun(text: str, place: int, head: str) -> int | None:
    """Where the words before a place begin whose beginnings make `head`."""
    low = max(0, place - 60)
    before = re.search(r"(?:[A-Z][\w’']*[ -]){1,3}$", text[low:place])
    words = re.findall(r"[\w’']+", before.group().lower()) if before else []
    for count in range(1, len(words) + 1):
        if _spells(words[-count:], head):
            back = re.search(rf"(?:[A-Z][\w’']*[ -]){{{count}}}$", text[low:place])
            return low + back.start() if back else None
    return None


def _spells(words: list[str], head: str) -> bool:
    """Whether a beginning of each word, one after the other, makes `head`."""
    if not words:
        return not head
    return any(
        head.startswith(words[0][:count]) and _spells(words[1:], head[count:])
        for count in range(1, min(len(words[0]), len(head)) + 1)
    )


def _initials(outlet: str) -> str:
    return "".join(re.findall(r"\b[A-Z]", outlet.removeprefix("The ")))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + r"[\s’'.&-]{0,2}".join(map(re.escape, name)) + r"(?!\w)", re.I)


@cache
def _spaces() -> re.Pattern[str]:
    return re.compile(r"[\W_]+")


def squeezed(text: str) -> str:
    """Return a text in small letters without spaces and signs.

    >>> squeezed("The Tidewater-Argus")
    'thetidewaterargus'
    """
    if text.isascii():
        return text.lower().encode("ascii").translate(None, SIGNS).decode("ascii")
    return _spaces().sub("", text).lower()
