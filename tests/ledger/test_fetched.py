"""Fetched pages in a ledger: headers and redirects kept and sealed, nothing fetched twice."""

import json
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sayso
from sayso import pipeline
from sayso.ledger import search
from sayso.model import Fetching
from tests.conftest import Run, command
from tests.read.site import Site, answer, redirect

AT_ONCE = Fetching(allow_private=True, pause=0.0)
TEXT = "The Tesna burst its banks on Monday and flooded {} homes in the lower town of Karsk, "


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


def page(number: int) -> bytes:
    text = TEXT.format(number) + "the river office said, and families were taken to the school."
    return answer(f"<html><body><article><p>{text}</p></article></body></html>".encode())


def rows(ledger: Path, query: str) -> list[dict[str, Any]]:
    connection = sqlite3.connect(ledger / "ledger.sqlite")
    connection.row_factory = sqlite3.Row
    return [dict(row) for row in connection.execute(query)]


def add(ledger: Path, *addresses: str) -> list[pipeline.Added]:
    with sayso.open(ledger, create=True) as opened:
        return list(pipeline.add(opened, addresses, "flood", fetching=AT_ONCE))


def faults(ledger: Path) -> list[str]:
    with sayso.open(ledger) as opened:
        return [fault.error for fault in pipeline.verify(opened).faults]


def test_headers_and_redirects_are_kept_and_sealed(site: Site, tmp_path: Path, run: Run) -> None:
    ledger = tmp_path / "ledger"
    site.at |= {"/short": redirect("/dam"), "/dam": page(40)}
    (added,) = add(ledger, site.url("/short"))
    assert (added.path, added.error) == (site.url("/short"), None)
    (capture,) = rows(ledger, "SELECT * FROM capture")
    assert capture["path"] == site.url("/short")
    assert capture["url"] == site.url("/dam")
    assert json.loads(capture["redirects"]) == [site.url("/short")]
    assert ["Content-Type", "text/html"] in json.loads(capture["headers"])
    assert capture["captured"] <= capture["added"]
    assert faults(ledger) == []
    with sayso.open(ledger) as opened:
        assert [each.articles for each in pipeline.rebuild(opened)] == [added.articles]
        with opened.reading() as connection:
            (article,) = search.articles(connection)
    assert (article.path, article.url) == (site.url("/short"), site.url("/dam"))
    assert (
        f"redirected from {site.url('/short')}" in run("why", article.id, "--ledger", ledger).stdout
    )
    for forgery in ("headers = '[]'", "headers = NULL", "redirects = 'not JSON'"):
        with sqlite3.connect(ledger / "ledger.sqlite") as database:
            database.execute(f"UPDATE capture SET {forgery}")
        assert any("no act wrote it: capture" in fault for fault in faults(ledger))


def test_an_address_that_fails_is_a_row_and_the_others_are_added(
    site: Site, tmp_path: Path, run: Run
) -> None:
    ledger = tmp_path / "ledger"
    site.at["/dam"] = page(40)
    gone, dam = site.url("/gone"), site.url("/dam")
    refused = run("add", dam, "--ledger", ledger)
    assert refused.returncode == 1
    assert f"{dam}: 127.0.0.1 is a loopback address; --allow-private reads it" in refused.stderr
    done = run("add", gone, dam, "--allow-private", "--ledger", ledger)
    assert done.returncode == 1
    assert f"{gone}: answered 404 Not Found" in done.stderr
    assert "1 new, 1 failed" in done.stdout
    assert f"{gone}: answered 404 Not Found" in run("ls", "--ledger", ledger).stderr


def test_what_a_killed_run_had_fetched_is_not_fetched_again(
    site: Site, tmp_path: Path, run: Run
) -> None:
    ledger = tmp_path / "ledger"
    ledger.mkdir()
    (ledger / "config.toml").write_text("fetch_pause = 0\n")
    site.at |= {"/a": page(40), "/b": site.hang}
    adding = ("add", site.url("/a"), site.url("/b"), "--allow-private", "--ledger", ledger)
    process = subprocess.Popen(command(*adding, "--json"), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["is_new"]
    process.kill()
    process.wait()
    # What is there now is another page: fetched again it would be another capture.
    site.at |= {"/a": page(41), "/b": page(42)}
    done = run(*adding)
    assert done.returncode == 0, done.stderr
    assert "2 inputs, 1 new, 1 there already" in done.stdout
    assert site.asked.count("/a") == 1
    assert len(rows(ledger, "SELECT * FROM capture")) == 2
    assert faults(ledger) == []
    # That run is done. Another takes what is there at its time, as another version.
    assert "1 new, 1 there already" in run(*adding).stdout
    assert site.asked.count("/a") == 2
    versions = rows(ledger, f"SELECT sha256 FROM capture WHERE path = '{site.url('/a')}'")
    assert len({version["sha256"] for version in versions}) == 2


def test_a_ledger_from_before_addresses_takes_them(site: Site, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    note = tmp_path / "note.html"
    note.write_bytes(page(39).partition(b"\r\n\r\n")[2])
    add(ledger, str(note))
    with sqlite3.connect(ledger / "ledger.sqlite") as connection:
        connection.execute("ALTER TABLE capture DROP COLUMN headers")
        connection.execute("ALTER TABLE capture DROP COLUMN redirects")
        connection.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")
    assert faults(ledger) == []
    site.at["/dam"] = page(40)
    (added,) = add(ledger, site.url("/dam"))
    assert added.is_new
    file, fetched = rows(ledger, "SELECT * FROM capture ORDER BY id")
    assert (file["headers"], file["redirects"]) == (None, None)
    assert json.loads(fetched["headers"])
    assert fetched["redirects"] is None
    assert faults(ledger) == []
    with sayso.open(ledger) as opened:
        assert [each.error for each in pipeline.rebuild(opened)] == [None, None]


@pytest.mark.parametrize("setting", ["fetch_timeout = 0", "fetch_pause = -1", "fetch_pause = 'x'"])
def test_a_setting_out_of_its_range_is_named(setting: str, tmp_path: Path, run: Run) -> None:
    ledger = tmp_path / "ledger"
    ledger.mkdir()
    (ledger / "config.toml").write_text(setting + "\n")
    done = run("add", "https://karsk.example/", "--ledger", ledger)
    assert done.returncode == 2
    assert setting.split(maxsplit=1)[0] in done.stderr


def test_extract_prints_the_article_of_an_address(site: Site, run: Run) -> None:
    site.at |= {"/dam": page(40), "/robots.txt": answer(b"User-agent: *\nDisallow: /dam")}
    refused = run("extract", site.url("/dam"), "--allow-private")
    assert refused.returncode == 1
    assert "--ignore-robots reads it anyway" in json.loads(refused.stdout)["error"]
    done = run("extract", site.url("/dam"), "--allow-private", "--ignore-robots", "--timeout", "9")
    assert done.returncode == 0, done.stderr
    article = json.loads(done.stdout)
    assert article["text"].startswith("The Tesna burst its banks")
    assert article["url"] == site.url("/dam")
