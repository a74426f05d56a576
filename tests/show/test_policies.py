"""Coding policies and the table of sources, over one small ledger."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, cast

import pytest
from typer.testing import CliRunner

from sayso import pipeline
from sayso.cli import app
from sayso.ledger import Ledger, open_ledger
from sayso.model import SaysoError
from sayso.show.policies import coded
from sayso.show.tables import rows

WIRE = (
    "KARN (Wirepoint) - A blast at a mill in Karn killed 14 people and injured 40 on Monday, the "
    "fire service said. The roof fell on the night shift as it was leaving for home."
)
STORIES = {
    "Karn mill": [
        ("wirepoint", "2031-03-03T08:00:00Z", "Blast kills 14", WIRE),
        ("karnpost", "2031-03-03T10:00:00Z", "14 dead in mill blast", WIRE),
        (
            "milltimes",
            "2031-03-03T12:00:00Z",
            "Blast at mill",
            "The blast at the Karn mill killed 17 people and injured 35 on Monday, the mill "
            "workers union said.",
        ),
    ],
    "Orle raid": [
        (
            "orlevoice",
            "2031-04-01T08:00:00Z",
            "Raid on Orle",
            "Dozens of people were killed in the raid on Orle, the district chief said.",
        ),
    ],
    "Library": [
        ("karnpost", "2031-05-01T08:00:00Z", "New library", "The library opened on Monday."),
    ],
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder = tmp_path_factory.mktemp("policies")
    lines = folder / "articles.jsonl"
    with lines.open("w") as stream:
        for story, articles in STORIES.items():
            for site, published, title, text in articles:
                line = {
                    "id": f"{site}-{published[:10]}",
                    "title": title,
                    "text": text,
                    "published": published,
                    "site": f"{site}.example",
                    "story": story,
                }
                stream.write(json.dumps(line) + "\n")
    with open_ledger(folder / "ledger", create=True) as opened:
        assert all(added.error is None for added in pipeline.add(opened, [str(lines)]))
        yield opened


def row(ledger: Ledger, policy: str, story: str) -> dict[str, Any]:
    columns, found = coded(ledger, policy, story)
    (one,) = found
    assert tuple(one) == columns
    return dict(one)


def test_ucdp_has_low_best_high_and_the_original_sources(ledger: Ledger) -> None:
    found = row(ledger, "ucdp", "Karn mill")
    assert (found["low"], found["best"], found["high"]) == (14, 14, 17)
    assert found["source_original"] == "fire service"


def test_acled_has_the_most_conservative_number_and_notes_the_rest(ledger: Ledger) -> None:
    found = row(ledger, "acled", "Karn mill")
    assert found["fatalities"] == 14
    assert "17 (mill workers union)" in found["notes"] and "injured: 40" in found["notes"]
    assert "reports differ" in found["notes"]


def test_acled_reads_vague_words_by_its_own_table(ledger: Ledger) -> None:
    assert row(ledger, "acled", "Orle raid")["fatalities"] == 12
    assert row(ledger, "ucdp", "Orle raid")["low"] == 24


def test_ibc_has_the_least_and_the_most_dead_and_injured(ledger: Ledger) -> None:
    found = row(ledger, "ibc", "Karn mill")
    assert (found["deaths_min"], found["deaths_max"]) == (14, 17)
    assert (found["injuries_min"], found["injuries_max"]) == (35, 40)


def test_every_coded_row_has_its_quotation_and_articles(ledger: Ledger) -> None:
    for policy in ("ucdp", "acled", "ibc"):
        _, found = coded(ledger, policy)
        coded_rows = list(found)
        assert [each["story"] for each in coded_rows] == ["Karn mill", "Orle raid"]
        assert all(each["quotation"] and each["articles"] for each in coded_rows)


def test_a_policy_is_an_option_of_the_export(ledger: Ledger) -> None:
    def export(*options: str) -> str:
        done = CliRunner().invoke(app, ["export", *options, "--ledger", str(ledger.folder)])
        assert done.exit_code == 0, done.output
        return done.output

    table = list(csv.DictReader(io.StringIO(export("indicators", "--policy", "ibc", "-f", "csv"))))
    assert [each["deaths_max"] for each in table if each["story"] == "Karn mill"] == ["17.0"]
    assert "ucdp" in export("indicators", "--policy", "ucdp")


def test_an_unknown_policy_names_those_there_are(ledger: Ledger) -> None:
    with pytest.raises(SaysoError, match="no policy 'gted'; there are ucdp, acled, ibc"):
        coded(ledger, "gted")


def test_a_source_row_tells_what_it_gave_passed_on_and_whose_text_it_took(ledger: Ledger) -> None:
    found = {(each["kind"], each["name"]): each for each in rows(ledger, "sources")}
    wire, post = found["outlet", "Wirepoint"], found["outlet", "Karn Post"]
    assert wire["taken_by"] == {"Karn Post": 1} and post["taken_from"] == {"Wirepoint": 1}
    assert wire["originated"] and not wire["passed_on"]
    assert post["passed_on"] == wire["originated"] and not post["originated"]
    fire = found["source", "fire service"]
    assert fire["originated"] == 2 and len(cast("tuple[str, ...]", fire["articles"])) == 2
    assert not any("score" in key for key in fire)
    assert "killed 14 people" in str(fire["quotation"])


def test_sources_of_one_story_alone(ledger: Ledger) -> None:
    names = {each["name"] for each in rows(ledger, "sources", "Orle raid")}
    assert "Wirepoint" not in names
