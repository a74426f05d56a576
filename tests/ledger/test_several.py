"""A page of several articles in a ledger: each is listed, linked and kept, the page is one page."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Run, command
from tests.ledger.test_crash import contents
from tests.pages import FERRY, THREE, scrolled

HEADLINES = [told.headline for told in THREE]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "scrolled.html"
    path.write_bytes(scrolled())
    return path


def listed(ledger: Path, run: Run, *more: str) -> list[dict[str, object]]:
    printed = run("ls", "--ledger", ledger, "--json", *more).stdout
    return [json.loads(line) for line in printed.splitlines()]


def test_each_article_of_a_page_is_listed_searched_and_shown(
    page: Path, tmp_path: Path, run: Run
) -> None:
    ledger = tmp_path / "ledger"
    done = run("add", page, SAMPLES / "02-pellin-post.html", "--ledger", ledger)
    assert done.returncode == 0, done.stderr
    assert "2 inputs, 2 new, 4 articles" in done.stdout
    articles = listed(ledger, run)
    assert [article["title"] for article in articles[:3]] == HEADLINES
    (ferry,) = listed(ledger, run, "--search", "ferry mechanics")
    assert ferry["title"] == FERRY.headline
    shown = run("show", str(ferry["id"]), "--ledger", ledger).stdout
    assert "Bo Marsh" in shown
    rows = run("export", "figures", "--ledger", ledger).stdout.splitlines()
    assert {json.loads(row)["article"] for row in rows} >= {each["id"] for each in articles[:3]}
    why = run("why", json.loads(rows[0])["id"], "--ledger", ledger, "--json").stdout
    assert str(page) in why
    # Seen again it is there already, whatever it holds.
    again = run("add", page, "--ledger", ledger, "--json")
    (added,) = map(json.loads, again.stdout.splitlines())
    assert added["articles"] == [each["id"] for each in articles[:3]]
    assert not added["is_new"]


def test_a_rebuild_gives_them_back_with_the_same_ids(page: Path, tmp_path: Path, run: Run) -> None:
    ledger = tmp_path / "ledger"
    run("add", page, "--ledger", ledger, "--story", "Pellin")
    before = contents(ledger)
    connection = sqlite3.connect(ledger / "ledger.sqlite")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("DELETE FROM article WHERE title = ?", (FERRY.headline,))
    connection.execute("UPDATE article SET text = 'forged'")
    connection.commit()
    done = run("rebuild", "--ledger", ledger)
    assert "3 articles derived anew" in done.stdout
    after = contents(ledger)
    for table in ("article", "outcome", "figure", "attribution", "membership", "capture", "page"):
        assert after[table] == before[table], table
    assert {article["story"] for article in listed(ledger, run)} == {"Pellin"}
    assert run("verify", "--ledger", ledger).returncode == 0


def test_each_article_of_a_page_is_linked_by_itself(page: Path, tmp_path: Path, run: Run) -> None:
    ledger, reprint = tmp_path / "ledger", tmp_path / "reprint.jsonl"
    record = {
        "id": "reprint",
        "text": "\n\n".join(FERRY.paragraphs),
        "title": FERRY.headline,
        "published": "2025-10-15",
        "site": "ostern.example",
    }
    reprint.write_text(json.dumps(record))
    run("add", page, reprint, "--ledger", ledger)
    ferry = next(each["id"] for each in listed(ledger, run) if each["title"] == FERRY.headline)
    copies = run("export", "copies", "--ledger", ledger).stdout.splitlines()
    (copy,) = map(json.loads, copies)
    assert {copy["a"], copy["b"]} == {ferry, "reprint"}
    stories = run("export", "stories", "--ledger", ledger).stdout.splitlines()
    members = [set(json.loads(story)["articles"]) for story in stories]
    assert len(members) == len(THREE)
    assert {ferry, "reprint"} in members


def test_killed_at_any_moment_a_page_is_there_whole_or_not(tmp_path: Path, run: Run) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(12):
        (pages / f"{number:02}.html").write_bytes(scrolled() + b"<!-- %d -->" % number)
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    run("add", pages, "--ledger", whole)
    for _ in range(4):
        process = subprocess.Popen(
            command("add", pages, "--ledger", cut, "--json"), stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.05)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        with sqlite3.connect(cut / "ledger.sqlite") as connection:
            counts = connection.execute("SELECT count(*) FROM article GROUP BY sha256").fetchall()
        assert counts
        assert set(counts) == {(len(THREE),)}
    assert run("add", pages, "--ledger", cut).returncode == 0
    assert contents(cut) == contents(whole)


def test_a_ledger_of_one_article_a_page_is_brought_up_to_date(
    demo: Path, page: Path, tmp_path: Path, run: Run
) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(demo, ledger)
    before = [article["id"] for article in listed(ledger, run)]
    connection = sqlite3.connect(ledger / "ledger.sqlite")
    connection.execute("UPDATE article SET position = position / 1000")
    connection.execute("INSERT INTO article_search(article_search) VALUES ('rebuild')")
    connection.execute("UPDATE meta SET value = '3' WHERE key = 'schema'")
    connection.commit()
    connection.close()
    assert [article["id"] for article in listed(ledger, run)] == before
    assert listed(ledger, run, "--search", "Kolvig fire") == listed(
        demo, run, "--search", "Kolvig fire"
    )
    done = run("add", page, "--ledger", ledger)
    assert "1 new, 3 articles" in done.stdout
    assert [article["title"] for article in listed(ledger, run)][-3:] == HEADLINES
    assert run("rebuild", "--ledger", ledger).returncode == 0
    assert [article["id"] for article in listed(ledger, run)][:-3] == before
