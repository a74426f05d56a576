"""Ledgers of any size, made without reading a page: what the marks of the desk are measured on.

python -m tests.web.made FOLDER STORIES ARTICLES CLAIMS    of each story so many
"""

import hashlib
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import sqlalchemy as sa

from sayso.ledger import Ledger, columns, open_ledger, outdated, schema, write
from sayso.model import (
    Annotation,
    Article,
    Attribution,
    Block,
    Claim,
    ClaimValue,
    Copy,
    Derived,
    Figure,
    Finding,
    Indicator,
    IndicatorValue,
    Mention,
    Origin,
    Page,
    ReadingValue,
    Root,
    Story,
    Time,
)

PREDICATES = ("killed", "injured", "missing", "evacuated", "detained", "destroyed")
PLACES = ("Karsk", "Pellin", "Halvik", "Orrin", "Selin", "Tesna", "Dunmore", "Vessen")
THINGS = ("people", "homes", "soldiers", "children", "boats", "bridges", "workers", "villages")
SPEAKERS = ("Civil Protection Service", "Irena Dovask", "two officials", "a nurse", "Emil Ruvane")
OUTLETS = tuple(f"The {place} {kind}" for place in PLACES for kind in ("Post", "Herald", "Courant"))
# A report of some 2,300 letters, as the sample pages have.
SENTENCES = 18


class Sizes(msgspec.Struct, frozen=True):
    """Of each story: articles, claims."""

    stories: int
    articles: int
    claims: int


def fill(ledger: Ledger, sizes: Sizes) -> None:
    """Put stories of those sizes into a new ledger."""
    place = {"claim": 0, "origin": 0, "finding": 0, "indicator": 0, "copy": 0}
    with ledger.writing() as connection:
        run = write.begin_run(connection, "made")
        write.finish_run(connection, run, {})
    for number in range(sizes.stories):
        with ledger.writing() as connection:
            _story(connection, run, number, (sizes, place))
    with ledger.writing() as connection:
        outdated.done(connection)


def _story(
    connection: sa.Connection, run: int, number: int, made: tuple[Sizes, dict[str, int]]
) -> None:
    sizes, place = made
    chance = random.Random(number)
    name = f"story-{number:016x}"
    told = [_article(chance, number, each) for each in range(sizes.articles)]
    for article, annotation in told:
        page = Page(content=f"{article.id}".encode(), path=f"{article.id}.html")
        _captured(connection, run, page)
        write.replace(
            connection, page.sha256, Derived(articles=(article,), annotations=(annotation,))
        )
    ids = tuple(article.id for article, _ in told)
    title = f"Flood in {PLACES[number % len(PLACES)]}, number {number}"
    _insert(connection, schema.story, number, [Story(id=name, articles=ids, title=title)])
    connection.execute(
        sa.insert(schema.membership),
        [{"story": name, "article": each, "place": at} for at, each in enumerate(ids)],
    )
    claims = list(_claims(chance, name, told, sizes.claims))
    for table, records in (
        ("claim", claims),
        ("origin", [_origin(chance, claim) for claim in claims]),
        ("finding", list(_findings(name, claims))),
        ("indicator", list(_indicators(name, claims))),
        ("copy", list(_copies(told))),
    ):
        _insert(connection, getattr(schema, table), place[table], records)
        place[table] += len(records)


def _captured(connection: sa.Connection, run: int, page: Page) -> None:
    # Without the chain of custody, which would be sealed a hundred thousand times over.
    connection.execute(sa.insert(schema.page).values(sha256=page.sha256, size=len(page.content)))
    connection.execute(
        sa.insert(schema.capture).values(
            run=run, sha256=page.sha256, path=page.path, added="2025-10-14T12:00:00Z", tool="made"
        )
    )


def _insert(
    connection: sa.Connection, table: sa.Table, first: int, records: Sequence[msgspec.Struct]
) -> None:
    rows = [
        {"place": first + at, **columns.of_linked(table, record)}
        for at, record in enumerate(records)
    ]
    if rows:
        connection.execute(sa.insert(table), rows)


def _article(chance: random.Random, story: int, number: int) -> tuple[Article, Annotation]:
    named = f"art-{hashlib.sha256(f'{story} {number}'.encode()).hexdigest()[:16]}"
    sentences, figures, attributions, times = [], [], [], []
    at = 0
    for n in range(SENTENCES):
        value, what = chance.randint(2, 900), chance.choice(PREDICATES)
        speaker, thing = chance.choice(SPEAKERS), chance.choice(THINGS)
        head = f"At least {value} "
        body = f"{thing} were {what} in {chance.choice(PLACES)} on Tuesday after the river rose, "
        text = f"{head}{body}{speaker} said in the town hall."
        said = len(head) + len(body)
        attributions.append(
            Attribution(
                id=f"att-{named[4:]}-{n}",
                source=((at + said, at + said + len(speaker)),),
                cue=((at + said + len(speaker) + 1, at + said + len(speaker) + 5),),
                content=((at, at + said - 2),),
                source_name=speaker,
                source_kind="body",
            )
        )
        figures.append(
            Figure(
                id=f"fig-{named[4:]}-{n}",
                start=at + 9,
                end=at + 9 + len(str(value)),
                text=str(value),
                low=value,
                bound=">=",
                unit="person",
                counted=thing,
                predicate=what,
                attribution=f"att-{named[4:]}-{n}",
            )
        )
        tuesday = at + text.index("Tuesday")
        times.append(
            Time(
                id=f"tim-{named[4:]}-{n}",
                start=tuesday,
                end=tuesday + 7,
                text="Tuesday",
                type="DATE",
                value="2025-10-14",
                interval=("2025-10-14", "2025-10-14"),
            )
        )
        sentences.append(text)
        at += len(text) + (2 if n % 3 == 2 else 1)
    parts = [" ".join(sentences[n : n + 3]) for n in range(0, SENTENCES, 3)]
    text = "\n\n".join(parts)
    blocks, begin = [], 0
    for part in parts:
        blocks.append(Block(kind="paragraph", start=begin, end=begin + len(part)))
        begin += len(part) + 2
    article = Article(
        id=named,
        text=text,
        path=f"{named}.html",
        title=f"River takes {chance.randint(2, 90)} {chance.choice(THINGS)} in {chance.choice(PLACES)}",
        outlet=chance.choice(OUTLETS),
        published=f"2025-10-{14 + number % 9:02}T{number % 24:02}:{chance.randint(0, 59):02}:00+00:00",
        language="en",
        blocks=tuple(blocks),
        found={"title": "h1", "published": "JSON-LD datePublished", "outlet": "meta og:site_name"},
    )
    annotation = Annotation(
        id=named, attributions=tuple(attributions), figures=tuple(figures), times=tuple(times)
    )
    return article, annotation


def _claims(
    chance: random.Random,
    story: str,
    told: Sequence[tuple[Article, Annotation]],
    many: int,
) -> Iterator[Claim]:
    for number in range(many):
        first = chance.randrange(len(told))
        # A few claims are in every text, most in one.
        wide = min(len(told), 1 + int(20 / (1 + number)))
        mentions = []
        for step in range(wide):
            article, annotation = told[(first + step) % len(told)]
            figure = annotation.figures[(number + step) % SENTENCES]
            mentions.append(
                Mention(id=figure.id, article=article.id, start=figure.start, end=figure.end)
            )
        figure = told[first][1].figures[number % SENTENCES]
        text = told[first][0].text[figure.start - 9 : figure.start + 70]
        yield Claim(
            id=f"clm-{hashlib.sha256(f'{story} {number}'.encode()).hexdigest()[:16]}",
            story=story,
            text=text,
            indicator=figure.predicate,
            counted=figure.counted,
            unit="person",
            low=figure.low,
            bound=">=",
            mentions=tuple(mentions),
        )


def _origin(chance: random.Random, claim: Claim) -> Origin:
    articles = tuple(dict.fromkeys(each.article for each in claim.mentions))
    root = Root(
        type="named",
        name=chance.choice(SPEAKERS),
        mentions=tuple(each.id for each in claim.mentions),
        conduits=("The Karsk Post",),
    )
    return Origin(
        id=claim.id.replace("clm", "org"),
        story=claim.story,
        claim=ClaimValue(id=claim.id, text=claim.text, indicator=claim.indicator, low=claim.low),
        documents=articles,
        conduits=("The Karsk Post",),
        n_min=1,
        n_max=1,
        circular=False,
        roots=(root,),
    )


def _findings(story: str, claims: Sequence[Claim]) -> Iterator[Finding]:
    for number, (a, b) in enumerate(zip(claims[::2], claims[1::2], strict=False)):
        kinds = ("revision", "unclear", "conflict", "repeat", "mutation")
        yield Finding(
            id=a.id.replace("clm", "fnd"),
            story=story,
            type=kinds[number % len(kinds)],  # type: ignore[arg-type]
            articles=(a.mentions[0].article, b.mentions[0].article),
            claims=(a.id, b.id),
            text=f"{a.text[:60]} against {b.text[:60]}",
            rule="same origin, a later count",
            mentions=(a.mentions[0].id, b.mentions[0].id),
        )


def _indicators(story: str, claims: Sequence[Claim]) -> Iterator[Indicator]:
    for predicate in PREDICATES:
        its = [claim for claim in claims if claim.indicator == predicate]
        if its:
            yield Indicator(
                id=f"ind-{hashlib.sha256(f'{story} {predicate}'.encode()).hexdigest()[:16]}",
                story=story,
                indicator=predicate,
                values=tuple(
                    IndicatorValue(
                        low=claim.low,
                        best=None,
                        high=None,
                        articles=tuple(each.article for each in claim.mentions),
                        origins=(1, 1),
                        claim=claim.id,
                    )
                    for claim in its
                ),
                reading=ReadingValue(low=its[0].low, best=None, high=None, rule="the latest count"),
            )


def _copies(told: Sequence[tuple[Article, Annotation]]) -> Iterator[Copy]:
    for (a, _), (b, _) in zip(told[::3], told[1::3], strict=False):
        yield Copy(
            id=f"cpy-{a.id[4:]}",
            a=a.id,
            b=b.id,
            direction="a>b",
            passages=((0, 300, 0, 300),),
            evidence=("published earlier: one before the other",),
        )


if __name__ == "__main__":
    folder, *numbers = sys.argv[1:]
    with open_ledger(Path(folder), create=True) as made:
        fill(made, Sizes(*map(int, numbers)))
