"""A page that hurts its process becomes a row with its error; the others are read as ever."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Timer

import msgspec
import pytest

import sayso
from sayso.model import Page, Unreadable
from sayso.worker.limits import Limits
from sayso.worker.process import Worker
from tests.conftest import SAMPLES, Run, command

GOOD = SAMPLES / "01-northgate-herald.html"
# The parser compares each attribute with all before it: minutes, in a library of C.
HANGS = b"<p " + b" ".join(b"a%d=1" % number for number in range(1_000_000)) + b">The dam held."
# Half a gigabyte where there is so much.
SWELLS = b"<p>" + b"<b>w</b> " * 1_000_000

needs_proc = pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs Linux")


def children(pid: int) -> set[int]:
    found = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found |= {int(child) for child in task.read_text().split()}
    return found


def running(pid: int) -> bool:
    """Whether any of its threads is: the first may be gone before the others."""
    states = []
    for stat in Path(f"/proc/{pid}/task").glob("*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            states.append(stat.read_text().rpartition(")")[2].split()[0])
    return any(state not in "ZX" for state in states)


def until(true: Callable[[], object], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(true())


def lines(text: str) -> list[dict[str, str]]:
    return [msgspec.json.decode(line) for line in text.splitlines()]


@pytest.fixture
def hanging(tmp_path: Path) -> Path:
    path = tmp_path / "hangs.html"
    path.write_bytes(HANGS)
    return path


def test_a_page_comes_out_of_the_process_as_it_does_without_one() -> None:
    page = Page(content=GOOD.read_bytes(), path=str(GOOD), url="https://herald.example/dam")
    with Worker(Limits(), annotating=True) as worker:
        worker.send(page)
        derived = worker.receive()
    article = sayso.extract(page)
    assert derived.articles == (article,)
    assert derived.annotations == (sayso.annotate(article),)


def page_of(found: Page | Unreadable) -> Page | None:
    return found if isinstance(found, Page) else None


@pytest.mark.parametrize("ahead", [True, False])
def test_pages_come_back_in_their_order_whatever_stands_between_them(ahead: bool) -> None:
    page = Page(content=GOOD.read_bytes(), path="good")
    empty = Page(content=b" ", path="empty")
    lost = Unreadable(path="lost", error="gone")
    items: list[Page | Unreadable] = [lost, page, lost, lost, empty, page, lost]
    with Worker(Limits(), annotating=False) as worker:
        turns = list(worker.in_turn(items, page_of, ahead=ahead))
    assert [turn.item for turn in turns] == items
    for turn in turns:
        if isinstance(turn.item, Unreadable):
            assert turn.derived is None
        elif turn.item is page:
            assert turn.derived and turn.derived.articles == (sayso.extract(page),)
        else:
            assert turn.derived and turn.derived.error == "the page is empty"


def test_whoever_sends_lines_one_by_one_gets_the_answer_to_each() -> None:
    process = subprocess.Popen(
        command("annotate"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    patience = Timer(60, process.kill)
    patience.start()
    for number in (40, 50):
        record = {"id": f"k{number}", "text": f"The mayor said {number} homes were flooded."}
        process.stdin.write(msgspec.json.encode(record).decode() + "\n")
        process.stdin.flush()
        answer = msgspec.json.decode(process.stdout.readline())
        assert [figure["best"] for figure in answer["figures"]] == [number]
    process.stdin.close()
    assert process.wait(30) == 0
    patience.cancel()


def test_a_page_that_takes_too_long_is_a_row_and_its_neighbours_are_read(
    hanging: Path, run: Run
) -> None:
    began = time.monotonic()
    done = run("extract", GOOD, hanging, GOOD, "--max-page-seconds", "2")
    assert time.monotonic() - began < 30
    assert done.returncode == 1
    first, second, third = lines(done.stdout)
    assert first == third
    assert first["title"]
    assert set(second) == {"path", "error"}
    assert "2 seconds" in second["error"]
    assert "Traceback" not in done.stderr


@needs_proc
def test_a_page_that_takes_too_much_memory_is_a_row_and_its_neighbours_are_read(
    tmp_path: Path, run: Run
) -> None:
    swelling = tmp_path / "swells.html"
    swelling.write_bytes(SWELLS)
    done = run("extract", GOOD, swelling, GOOD, "--max-page-memory-mb", "100")
    first, second, third = lines(done.stdout)
    assert first == third
    assert first["title"]
    assert "100 MB of memory" in second["error"]
    assert done.returncode == 1


@needs_proc
@pytest.mark.parametrize("fatal", [signal.SIGSEGV, signal.SIGKILL, signal.SIGABRT])
def test_a_page_that_its_process_dies_on_is_a_row(fatal: signal.Signals) -> None:
    """As a fault in a library of C does it, or the system where memory runs out."""
    good, bad = Page(content=GOOD.read_bytes(), path="good"), Page(content=HANGS, path="bad")
    others = children(os.getpid())  # as the browser of other tests
    with Worker(Limits(), annotating=False) as worker:
        worker.send(good)
        before = worker.receive()
        (child,) = children(os.getpid()) - others
        worker.send(bad)
        time.sleep(0.5)
        os.kill(child, fatal)
        derived = worker.receive()
        worker.send(good)
        assert worker.receive() == before
    assert not derived.articles
    assert derived.error and fatal.name in derived.error
    assert not running(child)


@needs_proc
def test_a_process_that_dies_between_two_pages_costs_none() -> None:
    good = Page(content=GOOD.read_bytes(), path="good")
    others = children(os.getpid())  # as the browser of other tests
    with Worker(Limits(), annotating=False) as worker:
        worker.send(good)
        before = worker.receive()
        (child,) = children(os.getpid()) - others
        os.kill(child, signal.SIGKILL)
        assert until(lambda: not running(child), 5)
        worker.send(good)
        assert worker.receive() == before


@needs_proc
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_the_process_ends_with_its_parent(ending: signal.Signals, hanging: Path) -> None:
    parent = subprocess.Popen(
        command("extract", GOOD, hanging),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # What a shell runs in the background is deaf to Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    assert parent.stdout is not None
    assert parent.stdout.readline()  # the good page is done, and the other is begun
    (child,) = children(parent.pid)
    time.sleep(0.5)
    parent.send_signal(ending)
    _, complaint = parent.communicate(timeout=30)
    assert until(lambda: not running(child), 5)
    assert "Traceback" not in complaint
    if ending is signal.SIGINT:
        assert parent.returncode == 130
        assert "interrupted" in complaint


def test_a_process_without_a_parent_ends_even_where_nothing_can_interrupt_it() -> None:
    hangs = "import re; re.match('(a+)+$', 'a' * 60 + 'b')"  # for years, in C
    held = f"from sayso.worker.limits import Limits, hold; hold(Limits(seconds=1)); {hangs}"
    done = subprocess.run([sys.executable, "-c", held], check=False, timeout=60)
    assert done.returncode == -signal.SIGPROF


def test_the_parent_loads_nothing_that_the_process_does_the_work_with() -> None:
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", *command("extract", GOOD)[1:]],
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    names = {line.rpartition("|")[2].strip() for line in loaded.splitlines()}
    assert "sayso.worker.process" in names
    assert not names & {"trafilatura", "spacy", "numpy", "sqlalchemy", "htmldate", "scipy"}


def test_a_ledger_keeps_a_page_past_its_limits_and_tries_it_again(
    hanging: Path, tmp_path: Path, run: Run
) -> None:
    ledger = tmp_path / "ledger"
    ledger.mkdir()
    (ledger / "config.toml").write_text("max_page_seconds = 4\n")
    for again in (False, True):
        done = run("add", GOOD, hanging, "--ledger", ledger)
        assert done.returncode == 1
        assert "hangs.html: passed the limit of 4 seconds" in done.stderr
        assert ("1 there already" in done.stdout) == again
        assert "1 failed" in done.stdout
    listed = run("ls", "--ledger", ledger)
    assert "hangs.html: passed the limit" in listed.stderr
    assert "Northgate Herald" in listed.stdout
    assert run("verify", "--ledger", ledger).returncode == 0


def test_a_limit_of_nothing_is_refused(tmp_path: Path, run: Run) -> None:
    assert run("extract", GOOD, "--max-page-seconds", "0").returncode == 2
    ledger = tmp_path / "ledger"
    ledger.mkdir()
    (ledger / "config.toml").write_text("max_page_memory_mb = 0\n")
    done = run("add", GOOD, "--ledger", ledger)
    assert done.returncode == 2
    assert "max_page_memory_mb" in done.stderr
