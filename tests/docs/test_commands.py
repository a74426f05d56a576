"""The reference shows each command's help as it is.

python -m tests.docs.test_commands    writes it anew
"""

import re
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from sayso.cli import app

REFERENCE = Path(__file__).parent.parent.parent / "docs" / "reference" / "commands.md"
COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
_BLOCK = re.compile(r"## sayso (?P<name>\w+)\n(?P<words>.*?)```text\n(?P<help>.*?)```", re.DOTALL)


def help_of(name: str) -> str:
    shown = CliRunner().invoke(
        app, [name, "--help"], prog_name="sayso", env={"COLUMNS": "80", "SAYSO_LEDGER": ""}
    )
    assert shown.exit_code == 0
    return "\n".join(line.rstrip() for line in shown.output.strip().splitlines()) + "\n"


def documented() -> dict[str, str]:
    text = REFERENCE.read_text(encoding="utf-8")
    return {match["name"]: match["help"] for match in _BLOCK.finditer(text)}


def test_every_command_is_documented() -> None:
    assert sorted(documented()) == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_shown_is_the_help_printed(name: str) -> None:
    assert documented()[name] == help_of(name)


if __name__ == "__main__":
    text = REFERENCE.read_text(encoding="utf-8")
    REFERENCE.write_text(
        _BLOCK.sub(
            lambda m: f"## sayso {m['name']}\n{m['words']}```text\n{help_of(m['name'])}```", text
        ),
        encoding="utf-8",
    )
