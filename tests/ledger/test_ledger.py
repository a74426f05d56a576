"""What a ledger promises whoever keeps one."""

import gzip
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

import sayso
from sayso.ledger import open_ledger, search
from sayso.model import SaysoError, StorageError
from tests.conftest import SAMPLES, STORY, Run, command

TABLES = (
    *("articles", "attributions", "figures", "times", "unquantified"),
    *("stories", "copies", "quotations", "retellings", "mutations"),
    *("follow-ups", "claims", "indicators", "origins", "findings"),
)
NOT_IN_SAMPLES = {"quotations", "follow-ups"}


def exported(ledger: Path, run: Run) -> dict[str, str]:
    return {table: run("export", table, "--ledger", ledger).stdout for table in TABLES}


def note(number: int, **more: str) -> str:
    text = f"The river office said on Monday that {number} homes in Karsk were flooded."
    return json.dumps({"id": f"k{number}", "text": text, "published": "2025-10-14", **more}) + "\n"


def test_nothing_of_a_ledger_lies_outside_its_folder(tmp_path: Path, run: Run) -> None:
    (tmp_path / "notes.jsonl").write_text(note(1))
    run("add", "notes.jsonl", cwd=tmp_path)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["notes.jsonl", "sayso-ledger"]
    inside = {entry.name for entry in (tmp_path / "sayso-ledger").iterdir()}
    assert {"ledger.sqlite", "pages", "config.toml", "sayso.log"} <= inside


def test_the_captured_bytes_come_back_as_they_were(demo: Path) -> None:
    kept = {gzip.decompress(path.read_bytes()) for path in (demo / "pages").rglob("*.gz")}
    assert kept == {path.read_bytes() for path in SAMPLES.iterdir()}


def test_id_and_story_of_a_line_of_json_are_kept(tmp_path: Path, run: Run) -> None:
    source, ledger = tmp_path / "notes.jsonl", tmp_path / "ledger"
    source.write_text(note(1, story="flood"))
    run("add", source, "--ledger", ledger)
    (article,) = map(json.loads, exported(ledger, run)["articles"].splitlines())
    assert (article["id"], article["story"]) == ("k1", "flood")


def test_an_id_that_another_page_has_is_refused_and_nothing_is_lost(
    tmp_path: Path, run: Run
) -> None:
    source, ledger = tmp_path / "notes.jsonl", tmp_path / "ledger"
    source.write_text(note(1) + note(1, title="other") + note(2))
    done = run("add", source, "--ledger", ledger)
    assert done.returncode == 1
    assert "notes.jsonl:2: the id 'k1' belongs to another page" in done.stderr
    assert len(exported(ledger, run)["articles"].splitlines()) == 2


def test_rebuild_gives_the_same_rows_with_the_same_ids(
    demo: Path, tmp_path: Path, run: Run
) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(demo, ledger)
    before = exported(ledger, run)
    searched = run("ls", "--ledger", ledger, "--search", "Kolvig").stdout
    assert {table for table, found in before.items() if not found} == NOT_IN_SAMPLES
    connection = sqlite3.connect(ledger / "ledger.sqlite")
    connection.execute("UPDATE article SET text = 'forged', record = '{}', title = 'forged'")
    for table in ("figure", "attribution", "time", "unquantified", "outcome"):
        connection.execute(f"DELETE FROM {table}")
    connection.commit()
    done = run("rebuild", "--ledger", ledger)
    assert done.returncode == 0, done.stderr
    assert exported(ledger, run) == before
    assert run("ls", "--ledger", ledger, "--search", "Kolvig").stdout == searched
    assert "no article" in run("ls", "--ledger", ledger, "--search", "forged").stdout


def test_every_exported_row_has_an_id_and_its_quotation(demo: Path, run: Run) -> None:
    for table, lines in exported(demo, run).items():
        rows = [json.loads(line) for line in lines.splitlines()]
        assert rows or table in NOT_IN_SAMPLES, table
        assert all(row["id"] and row["quotation"] for row in rows), table
        assert len({row["id"] for row in rows}) == len(rows), table


def test_a_figures_words_stand_at_its_offsets(demo: Path, run: Run) -> None:
    tables = {
        table: [json.loads(line) for line in lines.splitlines()]
        for table, lines in exported(demo, run).items()
    }
    texts = {row["id"]: row["text"] for row in tables["articles"]}
    for row in (*tables["figures"], *tables["times"], *tables["unquantified"]):
        assert texts[row["article"]][row["start"] : row["end"]] == row["text"]


def test_verify_names_an_altered_and_a_missing_page(demo: Path, tmp_path: Path, run: Run) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(demo, ledger)
    assert run("verify", "--ledger", ledger).returncode == 0
    first, second, *_ = sorted((ledger / "pages").rglob("*.gz"))
    first.write_bytes(gzip.compress(gzip.decompress(first.read_bytes()) + b"<!-- changed -->"))
    second.unlink()
    done = run("verify", "--ledger", ledger)
    assert done.returncode == 1
    assert "altered: its SHA-256 is now" in done.stderr
    assert "missing" in done.stderr
    assert "2 altered" in done.stdout


@pytest.mark.parametrize(
    ("forgery", "said"),
    [
        ("UPDATE custody SET at = '2020-01-01T00:00:00Z' WHERE id = 3", "custody row 3"),
        ("DELETE FROM custody WHERE id = 3", "custody row 4"),
        ("UPDATE capture SET url = 'https://forged.example' WHERE id = 1", "forged.example"),
        ("UPDATE decision SET who = 'mallory' WHERE id = 1", "mallory"),
        ("DELETE FROM decision WHERE id = 1", "not in the ledger: decide"),
        ("DELETE FROM custody WHERE id > 5", "no act wrote it: capture"),
    ],
)
def test_verify_sees_that_a_fact_was_forged(
    forgery: str, said: str, demo: Path, tmp_path: Path, run: Run
) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(demo, ledger)
    connection = sqlite3.connect(ledger / "ledger.sqlite")
    connection.execute(forgery)
    connection.commit()
    done = run("verify", "--ledger", ledger)
    assert done.returncode == 1
    assert said in done.stderr


def test_a_damaged_page_is_healed_by_adding_its_bytes_again(
    demo: Path, tmp_path: Path, run: Run
) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(demo, ledger)
    next((ledger / "pages").rglob("*.gz")).write_bytes(b"not what it was")
    assert run("verify", "--ledger", ledger).returncode == 1
    run("add", SAMPLES, "--ledger", ledger)
    assert run("verify", "--ledger", ledger).returncode == 0


def test_a_ledger_that_one_may_not_write_to_can_be_read(
    demo: Path, tmp_path: Path, run: Run
) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(demo, ledger)
    subprocess.run(["chmod", "-R", "a-w,a+rX", str(tmp_path)], check=True)
    if os.getuid() == 0:  # to whom nothing is forbidden
        subprocess.run(["mount", "--bind", "-r", str(ledger), str(ledger)], check=False)
    try:
        listed = run("ls", "--ledger", ledger)
        assert listed.returncode == 0, listed.stderr
        checked = run("verify", "--ledger", ledger)
        assert checked.returncode == 0, checked.stderr
    finally:
        if os.getuid() == 0:
            subprocess.run(["umount", str(ledger)], check=False)
        subprocess.run(["chmod", "-R", "u+w", str(tmp_path)], check=True)


def test_the_name_of_a_ledger_is_only_a_name(tmp_path: Path, run: Run) -> None:
    (tmp_path / "notes.jsonl").write_text(note(1))
    for name in ("q?x=1", "q?y=2", "a b%20#c"):
        done = run("add", "notes.jsonl", "--ledger", name, cwd=tmp_path)
        assert "1 new" in done.stdout, done.stderr
    assert not (tmp_path / "q").exists()


def test_a_page_that_moves_to_another_story_is_said(tmp_path: Path, run: Run) -> None:
    source, ledger = tmp_path / "notes.jsonl", tmp_path / "ledger"
    source.write_text(note(1))
    run("add", source, "--ledger", ledger, "--story", "A")
    done = run("add", source, "--ledger", ledger, "--story", "B")
    assert "1 moved here from the story 'A'" in done.stdout
    assert '"story":"B"' in exported(ledger, run)["articles"]
    assert run("add", source, "--ledger", ledger, "--story", " ").returncode == 2


def test_a_page_that_was_altered_keeps_what_was_derived_from_it(
    demo: Path, tmp_path: Path, run: Run
) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(demo, ledger)
    before = exported(ledger, run)["articles"]
    next((ledger / "pages").rglob("*.gz")).write_bytes(b"not what it was")
    assert run("rebuild", "--ledger", ledger).returncode == 1
    assert exported(ledger, run)["articles"] == before


def test_each_act_is_in_custody(demo: Path) -> None:
    connection = sqlite3.connect(demo / "ledger.sqlite")
    acts = [row[0] for row in connection.execute("SELECT act FROM custody ORDER BY id")]
    pages = len(list(SAMPLES.iterdir()))
    assert acts[0] == "add"
    assert acts.count("capture") == acts.count("decide") == pages
    assert "added" in acts


def test_a_ledger_of_a_newer_schema_is_left_alone(demo: Path, tmp_path: Path, run: Run) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(demo, ledger)
    connection = sqlite3.connect(ledger / "ledger.sqlite")
    connection.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
    connection.commit()
    for arguments in (("ls",), ("add", SAMPLES)):
        done = run(*arguments, "--ledger", ledger)
        assert done.returncode == 2
        assert "schema 999" in done.stderr
        assert "install a newer Sayso" in done.stderr


def test_a_folder_that_is_no_ledger_is_not_touched(tmp_path: Path, run: Run) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    assert "is not a ledger" in run("ls", "--ledger", tmp_path).stderr
    done = run("add", SAMPLES, "--ledger", tmp_path)
    assert done.returncode == 2
    assert "'thesis.txt'" in done.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_in_place_of_the_database_is_named(tmp_path: Path, run: Run) -> None:
    ledger = tmp_path / "ledger"
    ledger.mkdir()
    (ledger / "ledger.sqlite").write_text("this is no database at all, only text " * 40)
    done = run("ls", "--ledger", ledger)
    assert done.returncode == 1
    assert "ledger.sqlite: is damaged" in done.stderr


def test_pages_without_their_database_are_not_taken_for_an_empty_ledger(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    open_ledger(ledger, create=True).close()
    (ledger / "pages" / "7c").mkdir()
    (ledger / "pages" / "7c" / "7c5ae801.gz").write_bytes(b"a captured page")
    (ledger / "ledger.sqlite").write_bytes(b"")
    for create in (False, True):
        with pytest.raises(StorageError, match=r"ledger\.sqlite: is gone or empty"):
            open_ledger(ledger, create=create)


def test_a_wrong_setting_is_named_with_those_that_there_are(
    demo: Path, tmp_path: Path, run: Run
) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(demo, ledger)
    (ledger / "config.toml").write_text("max_page_gb = 3\n")
    done = run("ls", "--ledger", ledger)
    assert done.returncode == 2
    assert "max_page_gb" in done.stderr
    assert "max_page_mb" in done.stderr


def test_the_page_limit_of_the_settings_holds(tmp_path: Path, run: Run) -> None:
    ledger, page = tmp_path / "ledger", tmp_path / "page.html"
    ledger.mkdir()
    (ledger / "config.toml").write_text("max_page_mb = 1\n")
    page.write_text("<p>word</p>" * 200_000)
    done = run("add", page, "--ledger", ledger)
    assert done.returncode == 1
    assert "larger than the 1 MB" in done.stderr


def test_the_python_api_opens_what_the_command_wrote(demo: Path) -> None:
    with sayso.open(demo) as ledger, ledger.reading() as connection:
        (story,) = search.stories(connection)
        articles = tuple(search.articles(connection, STORY))
    assert story.id == STORY
    assert {article.id for article in articles} == set(story.articles)
    with pytest.raises(SaysoError, match="no such folder"):
        sayso.open(demo / "nowhere")


READER = """
import sys, sayso
from pathlib import Path
from sayso.ledger import search
ledger, stop = sys.argv[1:]
seen = set()
while not Path(stop).exists():
    with sayso.open(ledger) as opened, opened.reading() as connection:
        articles = list(search.articles(connection))
        for article in articles:
            search.annotation(connection, article.id)
    seen.add(len(articles))
print(len(seen))
"""


def test_reading_goes_on_while_another_process_adds(tmp_path: Path, run: Run) -> None:
    source, ledger, stop = tmp_path / "notes.jsonl", tmp_path / "ledger", tmp_path / "stop"
    source.write_text("".join(note(number) for number in range(1, 150)))
    run("add", min(SAMPLES.iterdir()), "--ledger", ledger)
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(ledger), str(stop)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    done = run("add", source, "--ledger", ledger)
    stop.touch()
    printed, complaint = reader.communicate(timeout=60)
    assert done.returncode == 0, done.stderr
    assert complaint == ""
    # It saw the ledger grow: it was not held up until the writer was done.
    assert int(printed) > 3


def test_a_second_writer_is_told_to_wait(tmp_path: Path, run: Run) -> None:
    source, ledger = tmp_path / "notes.jsonl", tmp_path / "ledger"
    source.write_text(note(1))
    with sayso.open(ledger, create=True) as opened, opened.sole_writer():
        done = run("add", source, "--ledger", ledger)
    assert done.returncode == 1
    assert "another process is writing" in done.stderr


def test_ctrl_c_keeps_what_was_added(tmp_path: Path, run: Run) -> None:
    source, ledger = tmp_path / "notes.jsonl", tmp_path / "ledger"
    source.write_text("".join(note(number) for number in range(1, 3000)))
    process = subprocess.Popen(
        command("add", source, "--ledger", ledger, "--json"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # What a shell runs in the background is deaf to Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    assert process.stdout is not None
    printed = [process.stdout.readline() for _ in range(3)]
    process.send_signal(signal.SIGINT)
    rest, complaint = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted" in complaint
    assert "Traceback" not in complaint
    stored = len(exported(ledger, run)["articles"].splitlines())
    assert 3 <= stored <= len(printed) + len(rest.splitlines()) + 1


@pytest.fixture
def small_disk(tmp_path: Path) -> "Path":
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount a small disk")
    return disk


def test_a_full_disk_is_named_and_the_run_goes_on_once_there_is_room(
    small_disk: Path, tmp_path: Path, run: Run
) -> None:
    source, ledger = tmp_path / "notes.jsonl", small_disk / "ledger"
    source.write_text("".join(note(number, title="x" * 3000) for number in range(1, 200)))
    try:
        done = run("add", source, "--ledger", ledger)
        assert done.returncode == 1
        assert "no space left on the disk" in done.stderr
        assert "Traceback" not in done.stderr
        subprocess.run(["mount", "-o", "remount,size=40m", str(small_disk)], check=True)
        done = run("add", source, "--ledger", ledger)
        assert done.returncode == 0, done.stderr
        assert len(exported(ledger, run)["articles"].splitlines()) == 199
        assert run("verify", "--ledger", ledger).returncode == 0
    finally:
        subprocess.run(["umount", str(small_disk)], check=True)


def test_no_ledger_grows_a_lock_that_outlives_its_writer(tmp_path: Path, run: Run) -> None:
    source, ledger = tmp_path / "notes.jsonl", tmp_path / "ledger"
    source.write_text("".join(note(number) for number in range(1, 2000)))
    process = subprocess.Popen(command("add", source, "--ledger", ledger, "--json"), stdout=-1)
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    process.wait()
    time.sleep(0.1)
    source.write_text(note(1))
    assert run("add", source, "--ledger", ledger).returncode == 0, sys.platform
