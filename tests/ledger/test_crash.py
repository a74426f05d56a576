"""Killed at any moment and begun again, a ledger comes out as from one clean run."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, STORY, Run, command

# Times of capture, and the seals over them, differ from run to run by their nature.
TIMES = {"at", "added", "started", "finished", "previous", "hash"}


def contents(ledger: Path) -> dict[str, list[dict[str, object]]]:
    """All rows of all tables but for times, and the names of all kept pages."""
    connection = sqlite3.connect(ledger / "ledger.sqlite")
    connection.row_factory = sqlite3.Row
    names = [
        row[0]
        for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not row[0].startswith(("article_search_", "sqlite_"))
    ]
    tables = {}
    for name in names:
        rows = [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]
        # That a run was taken up again is itself an act, and the rows after it are counted on.
        hidden = TIMES | ({"id"} if name == "custody" else set())
        tables[name] = [
            {key: value for key, value in row.items() if key not in hidden}
            for row in rows
            if row.get("act") != "resume"
        ]
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    kept = sorted(str(path.relative_to(ledger)) for path in (ledger / "pages").rglob("*.gz"))
    tables["kept pages"] = [{"path": path} for path in kept]
    return tables


def add_killed(ledger: Path, source: Path, seconds: float) -> None:
    """Add, and kill the process after a while."""
    process = subprocess.Popen(
        command("add", source, "--ledger", ledger, "--story", STORY),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()


def is_finished(ledger: Path) -> bool:
    """Whether the run was marked as done: to add once more is then to see all pages twice."""
    if not (ledger / "ledger.sqlite").exists():
        return False
    connection = sqlite3.connect(ledger / "ledger.sqlite")
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if "run" not in tables:
        return False
    return bool(connection.execute("SELECT 1 FROM run WHERE finished IS NOT NULL").fetchone())


@pytest.fixture(scope="module")
def many_small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """So many short articles that most of the time goes into writing."""
    path = tmp_path_factory.mktemp("small") / "articles.jsonl"
    lines = (
        {"id": f"k{number}", "text": f"Note {number} from the river.", "published": "2025-10-14"}
        for number in range(400)
    )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


@pytest.mark.parametrize("what", ["sample pages", "many small articles"])
def test_killed_at_any_moment_and_begun_again(
    what: str, many_small: Path, tmp_path: Path, run: Run
) -> None:
    source = SAMPLES if what == "sample pages" else many_small
    clean, killed = tmp_path / "clean", tmp_path / "killed"
    began = time.monotonic()
    assert run("add", source, "--ledger", clean, "--story", STORY).returncode == 0
    took = time.monotonic() - began
    chance = random.Random(what)
    kills = 0
    while kills < 6 and not is_finished(killed):
        add_killed(killed, source, chance.uniform(0.1, 0.7) * took)
        kills += 1
    if not is_finished(killed):
        assert run("add", source, "--ledger", killed, "--story", STORY).returncode == 0
    assert kills > 1
    assert contents(killed) == contents(clean)


def test_adding_again_after_a_whole_run_is_the_same_pages_seen_twice(
    many_small: Path, tmp_path: Path, run: Run
) -> None:
    ledger = tmp_path / "ledger"
    run("add", many_small, "--ledger", ledger)
    again = run("add", many_small, "--ledger", ledger)
    assert "400 there already" in again.stdout
    tables = contents(ledger)
    assert len(tables["page"]) == len(tables["article"]) == 400
    assert len(tables["capture"]) == 800


def test_killed_while_it_links_it_is_linked_when_begun_again(tmp_path: Path, run: Run) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    run("add", SAMPLES, "--ledger", whole, "--story", STORY)
    process = subprocess.Popen(
        command("add", SAMPLES, "--ledger", cut, "--story", STORY),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    number = len(list(SAMPLES.iterdir()))
    while articles_in(cut) < number:  # the last page is stored, and linking begins
        assert process.poll() is None, "linked before it could be killed"
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not is_finished(cut)
    assert "not up to date" in run("ls", "--ledger", cut).stderr
    assert run("add", SAMPLES, "--ledger", cut, "--story", STORY).returncode == 0
    assert contents(cut) == contents(whole)


def articles_in(ledger: Path) -> int:
    try:
        with sqlite3.connect(ledger / "ledger.sqlite") as connection:
            found: int = connection.execute("SELECT count(*) FROM article").fetchone()[0]
            return found
    except sqlite3.OperationalError:  # not made yet
        return 0
