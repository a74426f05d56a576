"""The commands of the tutorial and of the how-to print what these say they print.

python -m tests.docs.test_tutorial    writes the outputs anew
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import ROOT, STORY

TUTORIAL = ROOT / "docs" / "tutorial.md"
DECIDING = ROOT / "docs" / "howto-decide.md"
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|(?<=custody: )[0-9a-f]{64}")


def played(block: str, folder: Path) -> str:
    """Return a block with each command followed by what it prints."""
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    environment = {key: value for key, value in os.environ.items() if key != "SAYSO_LEDGER"}
    environment["COLUMNS"] = "100"
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    shown = []
    for command in commands:
        done = subprocess.run(
            command,
            shell=True,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        lines = [line.rstrip() for line in (done.stdout + done.stderr).strip("\n").splitlines()]
        shown.append("\n".join([f"$ {command}", *lines]).rstrip() + "\n")
    return "".join(shown)


def replayed(folder: Path, page: Path = TUTORIAL) -> str:
    (folder / "samples").symlink_to(ROOT / "samples")
    text = page.read_text(encoding="utf-8")
    return _BLOCK.sub(lambda found: f"```console\n{played(found[1], folder)}```", text)


def test_the_tutorial_prints_what_it_says(tmp_path: Path) -> None:
    written = TUTORIAL.read_text(encoding="utf-8")
    assert _CLOCK.sub("TIME", replayed(tmp_path)) == _CLOCK.sub("TIME", written)


def test_the_how_to_on_deciding_prints_what_it_says(tmp_path: Path) -> None:
    written = DECIDING.read_text(encoding="utf-8")
    assert _CLOCK.sub("TIME", replayed(tmp_path, DECIDING)) == _CLOCK.sub("TIME", written)


def test_the_first_screen_shows_what_the_demo_prints(demo: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = text.partition("```text\n")[2].partition("```")[0].splitlines()
    printed = played(f"$ sayso show '{STORY}' --ledger {demo}", ROOT).splitlines()
    missing = [line for line in shown if line != "…" and line not in printed]
    assert not missing
    assert "@@" not in text


if __name__ == "__main__":
    for page in (TUTORIAL, DECIDING):
        with tempfile.TemporaryDirectory() as place:
            page.write_text(replayed(Path(place), page), encoding="utf-8")
