"""What a ledger derives from several articles is there after a run, and never stale unnoticed."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from lxml import html  # type: ignore[import-untyped]

from tests.conftest import Run

WIRE = (
    "KARSK (Northern Wire) - The Tesna burst its banks on Monday and flooded 40 homes in the lower "
    "town, the river office said.\n\nFamilies were taken to the school on the hill, where teachers "
    "had made up beds in the gymnasium before dark."
)


def line(id: str, text: str, **more: str) -> str:
    return json.dumps({"id": id, "text": text, "title": "Tesna floods Karsk", **more}) + "\n"


def two_copies(path: Path) -> Path:
    path.write_text(
        line("n1", WIRE, published="2025-10-13T08:00:00Z", site="northernwire.example")
        + line("n2", WIRE, published="2025-10-13T11:00:00Z", site="hillpost.example")
    )
    return path


def rows(table: str, ledger: Path, run: Run) -> list[dict[str, Any]]:
    done = run("export", table, "--ledger", ledger)
    assert done.returncode == 0, done.stderr
    return [json.loads(each) for each in done.stdout.splitlines()]


def test_a_copy_adds_an_article_and_no_origin(tmp_path: Path, run: Run) -> None:
    ledger, pages = tmp_path / "ledger", two_copies(tmp_path / "pages.jsonl")
    run("add", pages, "--ledger", ledger, "--story", "flood")
    before = next(
        row for row in rows("origins", ledger, run) if row["claim"]["low"] or row["claim"]["best"]
    )
    pages.write_text(line("n3", WIRE, published="2025-10-14T06:00:00Z", site="dalenews.example"))
    run("add", pages, "--ledger", ledger, "--story", "flood")
    after = next(row for row in rows("origins", ledger, run) if row["id"] == before["id"])
    assert len(before["documents"]) == 2
    assert len(after["documents"]) == 3
    assert (after["n_min"], after["n_max"]) == (before["n_min"], before["n_max"]) == (1, 1)


def test_an_article_moved_to_another_story_leaves_the_first(tmp_path: Path, run: Run) -> None:
    ledger, pages = tmp_path / "ledger", two_copies(tmp_path / "pages.jsonl")
    run("add", pages, "--ledger", ledger, "--story", "flood")
    second = tmp_path / "second.jsonl"
    second.write_text(pages.read_text().splitlines(keepends=True)[1])
    run("add", second, "--ledger", ledger, "--story", "another flood")
    members = {row["id"]: row["articles"] for row in rows("stories", ledger, run)}
    assert members == {"flood": ["n1"], "another flood": ["n2"]}
    assert len(rows("copies", ledger, run)) == 1, "it is a copy whatever story it stands in"
    told = {row["story"]: row["documents"] for row in rows("origins", ledger, run)}
    assert told["flood"] == ["n1"]


def test_articles_without_a_story_find_each_other(tmp_path: Path, run: Run) -> None:
    ledger, pages = tmp_path / "ledger", two_copies(tmp_path / "pages.jsonl")
    with pages.open("a") as stream:
        stream.write(
            line("n4", "A goat won the regional chess prize for young talents in Dunmore.")
        )
    run("add", pages, "--ledger", ledger)
    members = [row["articles"] for row in rows("stories", ledger, run)]
    assert members == [["n1", "n2"], ["n4"]]


def test_a_ledger_of_the_first_release_is_linked_when_it_is_next_added_to(
    tmp_path: Path, run: Run
) -> None:
    ledger, pages = tmp_path / "ledger", two_copies(tmp_path / "pages.jsonl")
    run("add", pages, "--ledger", ledger, "--story", "flood")
    new = {table: rows(table, ledger, run) for table in ("stories", "copies", "origins")}
    with sqlite3.connect(ledger / "ledger.sqlite") as connection:
        for table in (
            *("membership", "story", "copy", "quotation", "retelling", "mutation"),
            *("claim", "origin", "finding", "indicator"),
        ):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    old = run("show", "flood", "--ledger", ledger)
    assert old.returncode == 0
    assert "not up to date" in old.stderr
    assert "0 origins" not in old.stdout, "a count that is not known is not told as none"
    assert run("add", pages, "--ledger", ledger, "--story", "flood").returncode == 0
    assert "not up to date" not in run("show", "flood", "--ledger", ledger).stderr
    assert new == {table: rows(table, ledger, run) for table in new}


def test_links_out_of_date_are_said_to_be(tmp_path: Path, run: Run) -> None:
    ledger, pages = tmp_path / "ledger", two_copies(tmp_path / "pages.jsonl")
    run("add", pages, "--ledger", ledger, "--story", "flood")
    with sqlite3.connect(ledger / "ledger.sqlite") as connection:  # as a kill would leave it
        connection.execute("INSERT INTO meta VALUES ('linking due', 'yes')")
    for command in (("ls",), ("show", "flood"), ("export", "figures")):
        done = run(*command, "--ledger", ledger)
        assert done.returncode == 0
        assert "not up to date" in done.stderr
    for command in (("export", "origins"), ("export", "findings"), ("export", "report")):
        done = run(*command, "--ledger", ledger)
        assert (done.returncode, done.stdout) == (1, "")
        assert "not up to date" in done.stderr
    assert run("rebuild", "--ledger", ledger).returncode == 0
    assert "not up to date" not in run("ls", "--ledger", ledger).stderr


def test_any_row_can_be_asked_why(tmp_path: Path, run: Run) -> None:
    ledger, pages = tmp_path / "ledger", two_copies(tmp_path / "pages.jsonl")
    run("add", pages, "--ledger", ledger, "--story", "flood")
    for table in ("stories", "copies", "claims", "origins", "findings", "indicators"):
        row = rows(table, ledger, run)[0]
        assert row["quotation"], table
        done = run("why", str(row["id"]), "--ledger", ledger, "--json")
        assert done.returncode == 0, done.stderr
        why = json.loads(done.stdout)
        assert why["grounds"], table
        for ground in why["grounds"]:
            article = WIRE if ground["article"] in ("n1", "n2") else ""
            assert " ".join(ground["quotation"].split()) in " ".join(article.split())
        assert run("why", str(row["id"]), "--ledger", ledger).stdout


def test_the_same_page_under_a_hundred_ids_is_one_origin(tmp_path: Path, run: Run) -> None:
    ledger, pages = tmp_path / "ledger", tmp_path / "pages.jsonl"
    pages.write_text("".join(line(f"c{n}", WIRE, site=f"paper{n}.example") for n in range(100)))
    assert run("add", pages, "--ledger", ledger, "--story", "flood").returncode == 0
    flooded = [row for row in rows("origins", ledger, run) if len(row["documents"]) == 100]
    assert flooded
    assert all((row["n_min"], row["n_max"]) == (1, 1) for row in flooded)
    assert len(rows("findings", ledger, run)) < 20, "one finding for all, not one a pair"
    assert run("show", "flood", "--ledger", ledger).returncode == 0


def test_pages_that_cite_each_other_are_no_origin(tmp_path: Path, run: Run) -> None:
    ledger, pages = tmp_path / "ledger", tmp_path / "pages.jsonl"
    pages.write_text(
        line(
            "p1",
            "According to GoalTalk, 40 players will leave the Karsk league.",
            site="fanpost.example",
            published="2025-10-13",
        )
        + line(
            "p2",
            "FanPost reports that 40 players will leave the Karsk league.",
            site="goaltalk.example",
            published="2025-10-13",
        )
    )
    assert run("add", pages, "--ledger", ledger, "--story", "league").returncode == 0
    circular = [row for row in rows("origins", ledger, run) if row["circular"]]
    assert [(row["n_min"], row["n_max"]) for row in circular] == [(0, 0)]
    assert "circular" in {row["type"] for row in rows("findings", ledger, run)}


def test_a_story_without_figures_or_dates_or_others_is_shown(tmp_path: Path, run: Run) -> None:
    ledger, pages = tmp_path / "ledger", tmp_path / "pages.jsonl"
    pages.write_text(line("q1", "The mayor thanked everyone who had come to help."))
    assert run("add", pages, "--ledger", ledger, "--story", "thanks").returncode == 0
    shown = run("show", "thanks", "--ledger", ledger)
    assert shown.returncode == 0
    assert "1 article, 0 origins" in shown.stdout
    report = run("export", "report", "--story", "thanks", "--ledger", ledger)
    assert report.returncode == 0
    assert "The mayor thanked everyone" in html.fromstring(report.stdout.encode()).text_content()


def test_ids_do_not_depend_on_the_order_of_the_input(tmp_path: Path, run: Run) -> None:
    pages = two_copies(tmp_path / "pages.jsonl")
    turned = tmp_path / "turned.jsonl"
    turned.write_text("".join(reversed(pages.read_text().splitlines(keepends=True))))
    found = []
    for source in (pages, turned):
        ledger = tmp_path / f"ledger of {source.name}"
        run("add", source, "--ledger", ledger, "--story", "flood")
        found.append(
            {
                table: sorted(row["id"] for row in rows(table, ledger, run))
                for table in ("copies", "mutations", "claims", "origins", "findings", "indicators")
            }
        )
    assert found[0] == found[1]


def test_a_copyists_slip_is_not_read_whichever_page_came_first(tmp_path: Path, run: Run) -> None:
    early = line("e", WIRE, published="2025-10-13T08:00:00Z", site="northernwire.example")
    late = line(
        "l", WIRE.replace("40", "80"), published="2025-10-13T11:00:00Z", site="hillpost.example"
    )
    for number, source in enumerate((early + late, late + early)):
        pages, ledger = tmp_path / f"{number}.jsonl", tmp_path / f"ledger{number}"
        pages.write_text(source)
        run("add", pages, "--ledger", ledger, "--story", "flood")
        (indicator,) = rows("indicators", ledger, run)
        assert indicator["reading"]["best"] == 40
        (mutation,) = rows("mutations", ledger, run)
        assert (mutation["a"]["text"], mutation["b"]["text"]) == ("40", "80")


def test_an_article_in_another_language_adds_no_origin(tmp_path: Path, run: Run) -> None:
    ledger, pages = tmp_path / "ledger", two_copies(tmp_path / "pages.jsonl")
    german = (
        "Bei dem Hochwasser der Tesna wurden nach Angaben der Behörde in der Stadt 40 Häuser "
        "überflutet, und die Familien sind in der Schule auf dem Hügel untergekommen."
    )
    with pages.open("a") as stream:
        stream.write(line("g", german))
    run("add", pages, "--ledger", ledger, "--story", "flood")
    assert all("g" not in row["documents"] for row in rows("origins", ledger, run))
    article = next(row for row in rows("articles", ledger, run) if row["id"] == "g")
    assert (article["language"], article["found"]["language"]) == ("de", "common words")


def test_a_report_is_written_whole_under_a_name_of_its_own(tmp_path: Path, run: Run) -> None:
    ledger, pages = tmp_path / "ledger", two_copies(tmp_path / "pages.jsonl")
    run("add", pages, "--ledger", ledger, "--story", "a b")
    pages.write_text(line("n9", WIRE))
    run("add", pages, "--ledger", ledger, "--story", "a/b")
    folder = tmp_path / "reports"
    folder.mkdir()
    for _ in range(2):
        assert run("export", "report", "--ledger", ledger, "--out", folder).returncode == 0
    assert len(list(folder.iterdir())) == 2, "a page each, the same names in each run"
    full = run("export", "report", "--story", "a b", "--ledger", ledger, "--out", "/dev/full")
    assert full.returncode == 1
    assert "/dev/full" in full.stderr
    assert "Traceback" not in full.stderr
    wrong = run("export", "report", "--story", "a b", "--ledger", ledger, "--format", "csv")
    assert wrong.returncode == 2


def test_blank_names_of_stories_are_none(tmp_path: Path, run: Run) -> None:
    ledger, pages = tmp_path / "ledger", tmp_path / "pages.jsonl"
    pages.write_text(line("b1", WIRE, story="  ") + line("b2", WIRE, story=""))
    run("add", pages, "--ledger", ledger)
    (story,) = rows("stories", ledger, run)
    assert story["id"].startswith("story-")
    assert run("show", story["id"][:14], "--ledger", ledger).returncode == 0
    assert run("export", "claims", "--story", story["id"][:14], "--ledger", ledger).returncode == 0
