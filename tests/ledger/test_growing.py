"""A ledger that grows: what is linked around added articles is what linking all of them gives."""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from sayso import linking
from sayso.ledger import Ledger, linked, open_ledger, schema, search, terms, told
from sayso.link.stories.reading import Read, read
from sayso.model import Article, Excerpt, FollowUp, Links, Story
from sayso.pipeline import add

TOWNS = ("Karsk", "Velmar", "Pellin", "Ostern", "Brodnica Mala", "Tarnow Falls")
NAMES = ("Irena Dovask", "Odo Brandl", "Ana Reyl", "Bo Marsh", "Selma Tarn", "Ivo Lenz")
HAPPENED = (
    "A gas main blew up under {road} in {town} and killed {n} people, the fire chief {name} said.",
    "A ferry with {n} passengers ran aground off {town} in fog, harbour master {name} said.",
    "The roof of the market hall of {town} came down and hurt {n} traders, mayor {name} said.",
    "Floods drove {n} families from their homes in {town}, the warden {name} told the council.",
    "A bus fell from the {road} bridge near {town} and {n} people died, said the doctor {name}.",
    "Frost burst the pipes of {n} houses in {town}, the head of the waterworks, {name}, said.",
)
AFTER = (
    "{name} asked people to stay away from {road} until the wall behind the school has been shored.",
    "Neighbours in {road} carried blankets and {k} mattresses to the gymnasium before dark.",
    "Crews from {k} villages came to {town} with pumps, ladders and lamps in the course of the night.",
    "The council of {town} meets on the matter at noon, for the second time in {k} weeks.",
    "A line of {k} lorries stood on the road out of {town} until the police let them pass by turns.",
)
OTHER = "Officials in {town} put the number at {m} on the day after, and said more may be counted."
FURNITURE = "Readers of {site} get the morning letter with all that matters in the valley by seven."


def articles() -> Iterator[dict[str, Any]]:
    """Yield articles of a dozen events, in order of time: wires, their copies, own reports."""
    chance = random.Random(7)
    for event in range(12):
        filling = {
            "town": TOWNS[event % 6],
            "name": NAMES[(event * 5 + event // 6) % 6],
            "road": f"{chance.choice(('Mill', 'Weaver', 'Salt', 'Bishop'))} {'Lane' if event % 2 else 'Row'}",
            "n": 11 + 3 * event,
            "m": 14 + 3 * event,
            "k": 3 + event % 5,
        }
        what = HAPPENED[event % 6].format(**filling)
        told_so = [each.format(**filling) for each in chance.sample(AFTER, 4)]
        wire = "\n\n".join((what, " ".join(told_so[:2]), " ".join(told_so[2:])))
        own = "\n\n".join((OTHER.format(**filling), " ".join(told_so[:1])))
        texts = (wire, wire, wire.replace(f" {filling['n']} ", f" {filling['m']} "), own)
        for number, text in enumerate(texts):
            site = f"post{(event + number) % 4}.example"
            yield {
                "id": f"e{event:02}-{number}",
                "title": what.split(", ")[0],
                "text": f"{text}\n\n{FURNITURE.format(site=site)}",
                "site": site,
                "published": f"2031-{3 + event // 4:02}-{1 + (event % 4) * 7:02}T{6 + number:02}:00:00Z",
            }


def added(folder: Path, parts: Sequence[Sequence[dict[str, Any]]]) -> Ledger:
    ledger = open_ledger(folder / "ledger", create=True)
    for number, part in enumerate(parts):
        path = folder / f"part{number}.jsonl"
        path.write_text("".join(json.dumps(each) + "\n" for each in part))
        assert not [each.error for each in add(ledger, [str(path)]) if each.error]
    return ledger


def stood(ledger: Ledger) -> dict[str, Any]:
    """What a ledger says, whatever the ids of its stories."""
    with ledger.reading() as connection:
        links = told.links(connection)
        stories = search.stories(connection)
        origins = [
            (tuple(sorted(each.documents)), each.n_min, each.n_max)
            for story in stories
            for each in told.weighed(connection, story.id).origins
        ]
        findings = connection.execute(sa.select(schema.finding.c.type)).scalars().all()
    return {
        "stories": sorted(story.articles for story in stories),
        "copies": sorted((each.a, each.b, each.direction, each.passages) for each in links.copies),
        "mutations": sorted(each.id for each in links.mutations),
        "retellings": sorted(each.id for each in links.retellings),
        "origins": sorted(origins),
        "findings": sorted(findings),
    }


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with added(tmp_path_factory.mktemp("whole"), [list(articles())]) as ledger:
        return stood(ledger)


def test_the_archive_holds_what_it_is_to_show(whole: dict[str, Any]) -> None:
    assert len(whole["copies"]) >= 30
    assert any(len(story) > 1 for story in whole["stories"])
    assert whole["mutations"]


def test_added_in_parts_the_ledger_says_the_same(
    tmp_path: Path, whole: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "WHOLE", 0)
    every = list(articles())
    parts = [every[:30], every[30:31], every[31:40], every[40:]]
    with added(tmp_path, parts) as ledger:
        assert stood(ledger) == whole


def test_an_article_given_to_another_story_leaves_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "WHOLE", 0)
    every = [{**each, "story": "the first"} for each in list(articles())[:4]]
    with added(tmp_path, [every]) as ledger:
        path = tmp_path / "again.jsonl"
        path.write_text(json.dumps(every[1]) + "\n")
        list(add(ledger, [str(path)], story="the second"))
        with ledger.reading() as connection:
            homes = {
                article: story.id
                for story in search.stories(connection)
                for article in story.articles
            }
    assert homes["e00-1"] == "the second"
    assert homes["e00-0"] == homes["e00-2"] == "the first"


def test_a_ledger_of_which_no_terms_are_kept_grows_the_same(
    tmp_path: Path, whole: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "WHOLE", 0)
    every = list(articles())
    with added(tmp_path, [every[:30]]) as ledger, ledger.writing() as connection:
        connection.execute(sa.text("DROP TABLE termed"))  # as the release before this left it
        connection.execute(sa.text("UPDATE meta SET value = '10' WHERE key = 'schema'"))
    path = tmp_path / "rest.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in every[30:]))
    with open_ledger(tmp_path / "ledger") as ledger:
        assert not [each.error for each in add(ledger, [str(path)]) if each.error]
        assert stood(ledger) == whole


def test_what_is_kept_of_an_article_is_what_its_text_says(tmp_path: Path) -> None:
    with added(tmp_path, [list(articles())]) as ledger, ledger.reading() as connection:
        there = tuple(search.articles(connection))
        kept = connection.execute(sa.text("SELECT count(*) FROM termed")).scalar()
        found = terms.old(connection, there, len(there)).read
    assert kept == len(there) == 48

    def plainly(each: Read) -> tuple[object, ...]:
        return msgspec.structs.astuple(each.terms)[:-1], each.named

    assert {name: plainly(each) for name, each in found.items()} == {
        article.id: plainly(read(article)) for article in there
    }


def test_a_follow_up_between_articles_that_were_not_looked_at_stays(tmp_path: Path) -> None:
    def later(a: str, b: str, story: str, follows: str) -> FollowUp:
        ends = (Excerpt(id=each, start=0, end=1, text="T") for each in (a, b))
        one, other = ends
        name = f"{follows}-{b}"
        return FollowUp(id=name, story=story, follows=follows, type="trial", a=one, b=other)

    fire, trial, flood = (
        Story(id="fire", articles=("f1", "f2")),
        Story(id="trial", articles=("t1", "t2")),
        Story(id="flood", articles=("d1", "d2")),
    )
    every = [each for story in (fire, trial, flood) for each in story.articles]
    before = (later("f1", "t1", "trial", "fire"), later("d1", "d2", "flood", "flood"))
    grown = msgspec.structs.replace(trial, articles=("t1", "t2", "t3"))
    parted = msgspec.structs.replace(flood, articles=("d1",))
    with open_ledger(tmp_path / "ledger", create=True) as ledger, ledger.writing() as connection:
        connection.execute(sa.insert(schema.page).values(sha256="0" * 64, size=0))
        for position, name in enumerate([*every, "t3"]):
            record = msgspec.json.encode(Article(id=name, text="Text.")).decode()
            row = {"position": position, "id": name, "sha256": "0" * 64, "text": "Text."}
            connection.execute(sa.insert(schema.article).values(record=record, **row))
        linked.replace(connection, Links(stories=(fire, trial, flood), follow_ups=before), ())
        again = later("f2", "t3", "trial", "fire")
        links = Links(
            stories=(grown, parted, Story(id="repair", articles=("d2",))), follow_ups=(again,)
        )
        linked.patch(connection, linked.Touched(links=links, view=("t2", "t3", "f2", "d2")))
        assert told.links(connection).follow_ups == before[:1], "of a trial there is one, as it was"
