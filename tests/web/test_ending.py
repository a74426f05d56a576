"""A served desk says why it ends."""

import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.conftest import command
from tests.web.conftest import PATIENCE, get


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_the_signal_that_ends_a_desk_is_the_last_line_of_its_log(
    name: str, demo: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(demo, ledger)
    done = subprocess.Popen(
        command("serve", "--ledger", ledger, "--port", "0"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # However these tests were begun: under nohup a closed terminal ends nothing.
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),  # noqa: PLW1509
    )
    assert done.stdout is not None and done.stderr is not None
    line = done.stdout.readline()
    # Whoever read what it says is gone: it goes on all the same.
    done.stdout.close()
    done.stderr.close()
    desk = line.partition("read it at ")[2].split("/ ")[0]
    assert get(f"{desk}/stories").status == 200
    assert get(f"{desk}/nowhere").status == 404
    done.send_signal(signal.Signals[name])
    done.wait(PATIENCE)
    assert (ledger / "sayso.log").read_text().splitlines()[-1].endswith(f"desk: ends: {name}")
