"""The reference shows each command's help as it is.

python -m tests.docs.test_commands    writes it anew
"""

import re
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from sayso.cli import app
from sayso.marking import app as marks

REFERENCE = Path(__file__).parent.parent.parent / "docs" / "reference" / "commands.md"
DECISIONS = REFERENCE.with_name("decisions.md")
COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
MARKS = sorted(typer.main.get_command(marks).commands)  # type: ignore[attr-defined]
_BLOCK = re.compile(
    r"## sayso (?P<name>[\w -]+)\n(?P<words>.*?)```text\n(?P<help>.*?)```", re.DOTALL
)


def help_of(name: str) -> str:
    shown = CliRunner().invoke(
        app, [*name.split(), "--help"], prog_name="sayso", env={"COLUMNS": "80", "SAYSO_LEDGER": ""}
    )
    assert shown.exit_code == 0
    return "\n".join(line.rstrip() for line in shown.output.strip().splitlines()) + "\n"


def documented(page: Path = REFERENCE) -> dict[str, str]:
    text = page.read_text(encoding="utf-8")
    return {match["name"]: match["help"] for match in _BLOCK.finditer(text)}


def test_every_command_is_documented() -> None:
    assert sorted(documented()) == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_shown_is_the_help_printed(name: str) -> None:
    assert documented()[name] == help_of(name)


def test_every_command_of_mark_is_documented() -> None:
    assert sorted(documented(DECISIONS)) == [f"mark {name}" for name in MARKS]


@pytest.mark.parametrize("name", MARKS)
def test_the_help_of_mark_shown_is_the_help_printed(name: str) -> None:
    assert documented(DECISIONS)[f"mark {name}"] == help_of(f"mark {name}")


if __name__ == "__main__":
    for page in (REFERENCE, DECISIONS):
        text = page.read_text(encoding="utf-8")
        page.write_text(
            _BLOCK.sub(
                lambda m: f"## sayso {m['name']}\n{m['words']}```text\n{help_of(m['name'])}```",
                text,
            ),
            encoding="utf-8",
        )
