"""`sayso mark` as a person at a terminal meets it."""

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.deciding.test_deciding import DALE_17


@pytest.fixture(scope="module")
def place(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("command") / "ledger"
    shutil.copytree(made, folder)
    return folder


def test_many_at_once_a_bad_line_is_named_and_the_others_are_taken(place: Path, run: Run) -> None:
    lines = (
        {"kind": "reject", "row": DALE_17, "note": "not of this flood"},
        {"kind": "rejct", "row": DALE_17},
        {"kind": "grade", "row": "n3", "grade": "Z9"},
        {"kind": "grade", "row": "n3", "grade": "B2", "who": "Ina Dahl", "reason": "none"},
        {"kind": "grade", "row": "n3", "grade": "B2", "who": "Ina Dahl"},
        {"kind": "accept", "row": "fig-000000"},
    )
    text = "".join(json.dumps(line) + "\n" for line in lines) + "no json\n" + "[" * 5_000
    done = run("mark", "--from", "-", "--who", "Bo Tarn", "--ledger", place, stdin=text)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [f"dec-5: {DALE_17} rejected", "dec-6: n3 graded B2"]
    told = done.stderr.splitlines()
    assert [line.partition(": ")[2][:24] for line in told[:5]] == [
        "-, line 2: no kind of de",
        "-, line 3: no grade 'Z9'",
        "-, line 4: grade: Object",
        "-, line 7: not a JSON ob",
        "-, line 8: not a JSON ob",
    ]
    assert "its keys are row, grade, note, who, seen" in told[2]
    assert told[5].startswith("sayso: -, line 6: no row has the id 'fig-000000'")

    listed = run("ls", "decisions", "--json", "--ledger", place)
    rows = [json.loads(line) for line in listed.stdout.splitlines()]
    assert [(row["who"], row["text"], row["note"], row["holds"]) for row in rows] == [
        ("Bo Tarn", f"{DALE_17} rejected", "not of this flood", "yes"),
        ("Ina Dahl", "n3 graded B2", None, "yes"),
    ]
    exported = run("export", "figures", "--ledger", place)
    figure = next(
        row for row in map(json.loads, exported.stdout.splitlines()) if row["id"] == DALE_17
    )
    said = {key: figure[key] for key in ("status", "decided_by", "note", "grade", "machine")}
    assert said == {
        "status": "rejected", "decided_by": "Bo Tarn", "note": "not of this flood",
        "grade": "F6", "machine": None,
    }  # fmt: skip


def test_what_it_would_change_is_printed_and_then_done(place: Path, run: Run) -> None:
    figure = "fig-add7b7023182124b"
    what = ("mark", "correct", figure[:12], "low=19", "--who", "Bo Tarn", "--ledger", place)
    tried = " ".join(run(*what, "--dry-run").stdout.split())
    assert f"would be decided: {figure} corrected: low 14 → 19" in tried
    assert "at least 19 killed “The Tesna burst its banks on Monday" in tried
    assert ": none → 1 article, 1 conduit, 1 origin" in tried
    done = run(*what)
    assert done.stdout == f"dec-7: {figure} corrected: low 14 → 19\n"
    again = run(*what[:3], "low=18", "--who", "Ina Dahl", "--ledger", place)
    assert "; before: " in again.stdout
    assert "by Bo Tarn" in again.stdout
    shown = run("show", "flood", "--ledger", place).stdout
    assert "corrected by Ina Dahl" in shown
    assert "the machine had low 14.0" in shown
    assert "WHAT PERSONS DECIDED" in shown
    told = run("why", figure, "--ledger", place).stdout
    assert "decided" in told
    page = run("export", "report", "--story", "flood", "--ledger", place).stdout
    assert "corrected by Ina Dahl" in page
    assert "What persons decided" in page


def test_wrong_usage_is_told_with_what_is_right(place: Path, run: Run) -> None:
    one = run("mark", "correct", DALE_17, "twelve", "--ledger", place)
    assert (one.returncode, one.stderr) == (
        2, "sayso: 'twelve': a correction is FIELD=VALUE, such as best=12\n"
    )  # fmt: skip
    other = run("ls", "things", "--ledger", place)
    assert other.returncode == 2
    assert "there are stories, decisions" in other.stderr
