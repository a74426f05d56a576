"""A decision that touches more stories than can be weighed at once: the others wait, and say so."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import sayso
from sayso import linking
from sayso.deciding import decide, settle, weigh_waiting, what_if
from sayso.decision import Asked, Kind, Reject, SameName, Undo
from sayso.ledger import Ledger, open_ledger, outdated, search, told, waiting
from sayso.model import StorageError
from sayso.web.access import Access
from sayso.web.app import app
from sayso.web.desk import Desk
from sayso.web.guard import LOOPBACK, Hosts
from sayso.web.weighing import weighing
from tests.deciding.conftest import add

TOWNS = ("Karsk", "Pellin", "Dornau", "Velmar")
TEXTS = (
    ("Karsk Courant", "A fire in {town} killed {toll} people on Monday, the Tesna River Office "
     "said. The market by the old bridge stays closed until the roof has been looked at."),
    ("Dale News", "Smoke stood over the mill for hours. The fire in {town} killed {toll} people, "
     "according to the Velmar Water Board, whose pumps had run dry by noon."),
    ("Pellin Post", "{toll} people were killed by the fire in {town}, the Velmar Water Board said. "
     "Trains do not stop there, and lessons were moved to the gymnasium in the next valley."),
)  # fmt: skip
PATIENCE = 60
BOTH = SameName(a="Tesna River Office", b="Velmar Water Board")


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four stories in which two bodies state the same toll, each of two articles but one."""
    folder = tmp_path_factory.mktemp("waiting")
    with sayso.open(folder / "ledger", create=True) as ledger:
        for number, town in enumerate(TOWNS):
            pages = [
                {
                    "id": f"{town.lower()}-{at}",
                    "outlet": outlet,
                    "site": f"{outlet.lower().replace(' ', '')}.example",
                    "title": f"Fire in {town}",
                    "published": f"2031-0{number + 2}-1{at}T08:00:00Z",
                    "text": text.format(town=town, toll=number + 3),
                }
                for at, (outlet, text) in enumerate(TEXTS[: 3 if town == "Velmar" else 2])
            ]
            add(ledger, folder, *pages, story=town)
    return folder / "ledger"


@pytest.fixture
def ledger(added: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """A copy in which one claim is as much as is weighed at once."""
    monkeypatch.setattr(sys.modules["sayso.deciding.settle"], "AT_ONCE", 1)
    shutil.copytree(added, tmp_path / "ledger")
    with open_ledger(tmp_path / "ledger") as opened:
        yield opened


def most(ledger: Ledger) -> dict[str, int]:
    """How many origins the toll of each story has at the most."""
    with ledger.reading() as connection:
        return {
            town: next(
                each.n_max
                for each in told.weighed(connection, town).origins
                if each.claim.indicator == "killed"
            )
            for town in TOWNS
        }


def taken(ledger: Ledger, what: Kind, first: str | None = None) -> int:
    (outcome,) = decide(ledger, [Asked(what=what)], "Bo Tarn", first)
    assert outcome.decision is not None
    return outcome.decision.number


def waits(ledger: Ledger) -> dict[str, tuple[int, ...]]:
    with ledger.reading() as connection:
        found = {town: waiting.of(connection, town) for town in TOWNS}
    return {town: each.decisions for town, each in found.items() if each}


def test_the_story_looked_at_and_the_smallest_change_at_once_and_the_others_wait_their_turn(
    ledger: Ledger,
) -> None:
    assert set(most(ledger).values()) == {2}
    effect = what_if(ledger, [Asked(what=BOTH)], "Bo Tarn", "Velmar")
    assert ([each.story for each in effect.stories], effect.later) == (["Velmar"], 3)
    number = taken(ledger, BOTH, first="Velmar")
    assert most(ledger) == {"Karsk": 2, "Pellin": 2, "Dornau": 2, "Velmar": 1}
    assert waits(ledger) == dict.fromkeys(("Karsk", "Pellin", "Dornau"), (number,))
    with ledger.reading() as connection, pytest.raises(StorageError, match="3 stories are still"):
        outdated.require(connection, "ledger")
    # What is decided meanwhile on a story that waits brings it up to date by itself.
    with ledger.reading() as connection:
        row = search.annotation(connection, "karsk-0").figures[0].id
    decide(ledger, [Asked(what=Reject(row=row))], "Ina Dahl")
    assert set(waits(ledger)) == {"Pellin", "Dornau"}
    assert [(each.story, each.left) for each in weigh_waiting(ledger)] == [
        ("Dornau", 1),
        ("Pellin", 0),
    ]
    assert most(ledger) == dict.fromkeys(TOWNS, 1)
    with ledger.writing() as connection:
        all_now = {town: told.weighed(connection, town) for town in TOWNS}
        settle(connection, [waiting.Waiting(story=town, decisions=(number,)) for town in TOWNS])
        assert {town: told.weighed(connection, town) for town in TOWNS} == all_now


def test_where_the_names_are_not_both_told_nothing_is_weighed_and_nothing_waits_for_ever(
    ledger: Ledger,
) -> None:
    before = most(ledger)
    decide(ledger, [Asked(what=SameName(a="Tesna River Office", b="Orsk Guard"))], "Bo Tarn")
    assert [each.error for each in weigh_waiting(ledger)] == [None] * 3
    assert (most(ledger), waits(ledger)) == (before, {})


def test_an_undoing_waits_too_and_what_is_added_meanwhile_is_weighed_by_all_that_holds(
    ledger: Ledger, tmp_path: Path
) -> None:
    number = taken(ledger, BOTH)
    undoing = taken(ledger, Undo(decision=f"dec-{number}"))
    assert waits(ledger)["Velmar"] == (number, undoing)
    page = {"id": "late", "outlet": "Orsk Herald", "site": "orskherald.example",
            "title": "Fire in Velmar", "published": "2031-05-13T08:00:00Z",
            "text": "The fire in Velmar killed 6 people, the Orsk Guard said."}  # fmt: skip
    add(ledger, tmp_path, page, story="Velmar")
    assert (most(ledger)["Karsk"], most(ledger)["Velmar"], waits(ledger)) == (2, 3, {})


def test_what_is_decided_between_a_run_that_was_cut_off_and_the_next_is_of_effect_after_it(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "WHOLE", 0)
    with ledger.writing() as connection:
        outdated.make_due(connection, outdated.ARTICLE, ["dornau-0"])
    taken(ledger, BOTH)
    assert set(waits(ledger)) == set(TOWNS)
    assert not list(weigh_waiting(ledger)), "nothing is weighed of what is not linked"
    assert not list(linking.link_due(ledger))
    assert (most(ledger), waits(ledger)) == (dict.fromkeys(TOWNS, 1), {})


def test_a_command_finishes_what_another_left_waiting(ledger: Ledger) -> None:
    decide(ledger, [Asked(what=BOTH)], "Bo Tarn")
    assert waits(ledger)
    ledger.close()
    done = subprocess.run(
        [sys.executable, "-m", "sayso", "export", "origins", "--ledger", str(ledger.folder)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    with open_ledger(ledger.folder) as again:
        assert (most(again), waits(again)) == (dict.fromkeys(TOWNS, 1), {})


def test_the_desk_says_which_counts_are_old_and_weighs_what_waits_beside_its_pages(
    ledger: Ledger,
) -> None:
    with open_ledger(ledger.folder, read_only=True) as shown:
        desk = Desk(shown, ledger)
        access = Access(keyboard="Bo Tarn")
        with TestClient(
            app(desk, access, Hosts(names=frozenset({*LOOPBACK, "testserver"})))
        ) as client:
            with ledger.reading() as connection:
                claim = told.weighed(connection, "Velmar").claims[0].id
            page = client.get(f"/row/{claim}").text
            form = re.search(r'name="form" value="([^"]+)"', page)
            assert form
            taken = client.post(
                "/decide",
                data={
                    "kind": "same-name", "a": BOTH.a, "b": BOTH.b,
                    "back": "/story/Velmar", "form": form[1],
                },
                headers={"Origin": "http://testserver"},
                follow_redirects=False,
            )  # fmt: skip
            assert taken.status_code == 303
            assert most(ledger)["Velmar"] == 1
            assert "from before dec-" in client.get("/story/Karsk").text
            assert "from before" not in client.get("/story/Velmar").text
            assert "counts of 3 stories are from before" in client.get("/stories").text
            with weighing(desk):
                until = time.monotonic() + PATIENCE
                while waits(ledger) and time.monotonic() < until:
                    time.sleep(0.05)
            assert "from before" not in client.get("/story/Karsk").text
            assert most(ledger) == dict.fromkeys(TOWNS, 1)
