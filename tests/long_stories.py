"""Invented stories of very many articles, in the shapes that a ledger meets as bad input.

`wire` is one report that all carry; `reports` are fifty reports, each carried on with a paragraph
of the paper's own; `toll` is a count that rises from one article to the next, no two of which have
a sentence in common; `cited` are articles of which each has it from the outlet of the one before,
round in a circle. All is read by the real annotator; copies are made as links by construction, as
the linking of ten thousand articles is another matter.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from sayso.annotate import annotate
from sayso.link import changes
from sayso.model import Annotated, Annotation, Article, Copy, Links, Story, content_id

REPORTS, LOCALS = 50, 10
# Articles of a wire that each later one has a copy with: `link` takes more, at random places.
HEADS = 4
SLIP = 40  # One copy in so many has a number of its own.

FIRST = ("Ada", "Bo", "Ines", "Odo", "Petra", "Sten", "Mira", "Joar", "Lene", "Tarek")
SYLLABLES = ("ka", "ro", "vel", "mar", "sten", "dal", "pel", "lin", "or", "tha", "bre", "ulm")
OUTLETS = ("Post", "Herald", "Courant", "Mercury", "Gazette", "Tribune")
TOWNS = ("Velmar", "Karsk", "Pellin", "Tarn", "Orsk", "Hald")
ROLES = ("mayor", "fire chief", "police chief", "harbour master", "governor", "hospital director")
BODIES = ("navy", "coast guard", "interior ministry", "health ministry", "rescue service", "police")
HAPPENED = ("drowned", "were killed", "died")


class Told(msgspec.Struct, frozen=True):
    """A story with all that it is weighed from."""

    story: Story
    annotated: Sequence[Annotated]
    links: Links


def name(number: int) -> str:
    """Return a made-up name, another for each number."""
    found = ""
    number += len(SYLLABLES)
    while number:
        number, at = divmod(number, len(SYLLABLES))
        found += SYLLABLES[at]
    return found.capitalize()


def outlet(number: int) -> str:
    return f"{name(number)} {OUTLETS[number % len(OUTLETS)]}"


def speaker(number: int) -> str:
    first = FIRST[number % len(FIRST)]
    role, town = ROLES[number % len(ROLES)], TOWNS[number // 7 % len(TOWNS)]
    return f"{town} {role} {first} {name(number)}"


@cache
def _annotation(text: str, published: str) -> Annotation:
    return annotate(Article(id="page", text=text, published=published))


def read(number: int, text: str, site: str = "", minutes: float = 5) -> Annotated:
    """Return an article with what the annotator finds in its text, under ids of its own."""
    day, minute = divmod(int(number * minutes), 1440)
    month, date = divmod(day, 28)
    when = f"2031-{1 + month % 12:02}-{1 + date:02}"
    stamp = f"{when}T{minute // 60:02}:{minute % 60:02}:00Z"
    key = f"a{number:06}"
    paper = site or outlet(number)
    article = Article(
        id=key,
        text=text,
        published=stamp,
        site=f"{paper.lower().replace(' ', '')}.example",
        outlet=paper,
        title=text.split(". ", maxsplit=1)[0][:80],
    )
    found = _annotation(text, when)
    return Annotated(article=article, annotation=_as_of(found, key))


def _as_of(found: Annotation, key: str) -> Annotation:
    """The annotation of a text as that of another article with the same text."""
    plain = msgspec.to_builtins(found)
    ids = {
        each["id"]: content_id(each["id"].partition("-")[0] or "x", key, each["id"])
        for kind in ("attributions", "figures", "times", "unquantified")
        for each in plain[kind]
        if "id" in each
    }
    ids[found.id] = key

    def renamed(value: Any) -> Any:
        if isinstance(value, str):
            return ids.get(value, value)
        if isinstance(value, dict):
            return {name: renamed(each) for name, each in value.items()}
        if isinstance(value, list | tuple):
            return [renamed(each) for each in value]
        return value

    return msgspec.convert(renamed(plain), Annotation)


def _linked(annotated: Sequence[Annotated], pairs: Iterator[tuple[int, int, int]]) -> Told:
    """The story of articles, of which the pairs have so many characters at the top in common."""
    copies = tuple(
        Copy(
            id=content_id("cpy", annotated[a].article.id, annotated[b].article.id),
            a=annotated[a].article.id,
            b=annotated[b].article.id,
            direction="a>b" if a % HEADS == 0 else "unknown",
            passages=((0, size, 0, size),),
        )
        for a, b, size in pairs
    )
    by_id = {each.article.id: each.article for each in annotated}
    story = Story(id="story", articles=tuple(by_id))
    from_first = [copy for copy in copies if copy.direction == "a>b"]
    mutations = tuple(changes(by_id, from_first, ()))
    return Told(story, annotated, Links(stories=(story,), copies=copies, mutations=mutations))


WIRE = (
    "KARSK (Wirepoint) - A ferry sank off Karsk on Friday and at least 31 people drowned, the "
    "coast guard said. Another 57 were taken to hospital, said hospital director Lene Marsk. "
    "Harbour master Odo Pellin denied that the ferry had been overloaded.\n\n"
    "Two officials who asked not to be named said that the ferry had carried 240 passengers. The "
    "owner said that it had carried 180.\n\n"
    "The transport ministry said the line would be closed until the hull was raised. Divers had "
    "searched the lower deck through the night, the coast guard said."
)


def wire(size: int) -> Told:
    """One report that all carry, a number changed here and there."""
    slipped = WIRE.replace("31 people", "13 people")
    annotated = [
        read(n, slipped if n % SLIP == SLIP - 1 else WIRE, "Wirepoint" if n == 0 else "")
        for n in range(size)
    ]
    pairs = ((a, b, len(WIRE)) for a in range(HEADS) for b in range(a + 1, size))
    return _linked(annotated, pairs)


def _report(number: int) -> str:
    dead, hurt = 20 + number // 4, 50 + number % 9
    how, town, body = HAPPENED[number % 3], TOWNS[number % 6], BODIES[number % 6]
    return (
        f"At least {dead} people {how} when a ferry sank off {town}, the {body} said on Friday. "
        f"{speaker(number)} put the number of the injured at {hurt}. The {name(number)} line, "
        f"which owns the ferry, said that {200 + number} passengers had been on board.\n\n"
        f"“We saw the bow go under,” said {speaker(number + 500)}. An official who would not be "
        f"named said that {number % 5 + 2} of the {number % 7 + 8} boats had no radio."
    )


def _local(number: int) -> str:
    return (
        f"\n\nIn {name(number)}, {number % 40 + 3} people were still missing, {speaker(number)} "
        f"told the {outlet(number)}. The town would hold a service on Sunday, the council said."
    )


def reports(size: int) -> Told:
    """Fifty reports, each carried by many papers with a paragraph of their own."""
    texts = [_report(n) for n in range(REPORTS)]
    annotated = [
        read(
            n,
            texts[n % REPORTS] + _local(n % REPORTS * LOCALS + n // REPORTS % LOCALS),
            minutes=0.1,  # Within a day: a text is read once for each day.
        )
        for n in range(size)
    ]
    pairs = (
        (a, b, len(texts[a % REPORTS]))
        for b in range(REPORTS, size)
        for a in range(b % REPORTS, min(b, HEADS * REPORTS), REPORTS)
    )
    return _linked(annotated, pairs)


OPENINGS = ("Late", "Early", "Again", "By noon", "At dusk", "Overnight", "In the evening")
SEAS = ("storm", "swell", "gale", "fog", "tide", "squall")


def toll(size: int) -> Told:
    """A count that rises, each article in other words and most on the word of somebody else."""
    chance = random.Random(7)
    annotated = []
    for n in range(size):
        dead, lost = 20 + n // 50, chance.randint(40, 90)
        opening, sea = chance.choice(OPENINGS), chance.choice(SEAS)
        by = f"the {chance.choice(TOWNS)} {chance.choice(BODIES)}" if n % 3 else speaker(n)
        text = (
            f"{opening} the {sea} off {name(n)} eased and {dead} people {HAPPENED[n % 3]}, {by} "
            f"said. {speaker(n + 7)} said that {lost} people from {name(n + 99)} were missing. "
            f"The road to {name(n + 55)} was closed by the {chance.choice(SEAS)}."
        )
        annotated.append(read(n, text))
    return _linked(annotated, iter(()))


def cited(size: int) -> Told:
    """Each has it from the outlet of the one before it; the first, from that of the last."""
    papers = max(3, size // 10)
    annotated = []
    for n in range(size):
        source = outlet((n - 1) % papers)
        text = (
            f"A ferry with 140 passengers sank off {TOWNS[n % 6]} and 31 people drowned, the "
            f"{source} reported. The {source} said that {20 + n % 30} boats had come to help."
        )
        annotated.append(read(n, text, outlet(n % papers), minutes=0))
    return _linked(annotated, iter(()))


SHAPES: Mapping[str, Callable[[int], Told]] = {
    "wire": wire,
    "reports": reports,
    "toll": toll,
    "cited": cited,
}
