"""What the tests share: the sample pages, a ledger made from them, the command as users run it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples" / "pages"
STORY = "Velmar dam"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "sayso", *map(str, arguments)]


def run_sayso(
    *arguments: str | Path, stdin: str | None = None, cwd: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command(*arguments),
        input=stdin,
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        timeout=300,
        env={key: value for key, value in os.environ.items() if key != "SAYSO_LEDGER"},
    )


@pytest.fixture(scope="session")
def run() -> Run:
    """Run the command line in a process of its own."""
    return run_sayso


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the sample pages; for reading only."""
    ledger = tmp_path_factory.mktemp("demo") / "ledger"
    done = run_sayso("add", SAMPLES, "--ledger", ledger, "--story", STORY)
    assert done.returncode == 0, done.stderr
    return ledger
