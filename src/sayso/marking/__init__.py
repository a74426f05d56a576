"""`sayso mark`: a person decides, from the command line."""

import functools
import sys
from pathlib import Path
from typing import Annotated

import typer

from sayso.decision import Asked
from sayso.marking.commands import app
from sayso.marking.taking import Options, take, with_options
from sayso.model import SaysoError
from sayso.reporting import SOME_FAILED, complain, reporting

__all__ = ["app"]


@app.callback()
@functools.partial(with_options, names=("ledger", "who", "dry_run", "json"))
def mark(
    context: typer.Context,
    said: Options,
    lines: Annotated[
        str | None,
        typer.Option("--from", help="A file of decisions as JSON lines, or - for standard input."),
    ] = None,
) -> None:
    """Record what a person decides; of effect at once, kept for ever, undone by `mark undo`."""
    if context.invoked_subcommand is not None:
        if lines is not None:
            raise typer.BadParameter("--from takes the place of a command, such as `reject`")
        return
    if lines is None:
        print(context.get_help())  # noqa: T201
        raise typer.Exit
    with reporting():
        wanted, wrong = _read(lines)
    for message in wrong:
        complain(message)
    take(list(wanted.values()), said, list(wanted))
    if wrong:
        raise typer.Exit(SOME_FAILED)


def _read(source: str) -> tuple[dict[str, Asked], list[str]]:
    """Return the decisions in lines of JSON by the line, and what is wrong with each bad one."""
    from sayso.decided.check import asked

    try:
        content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise SaysoError(f"{source}: {error.strerror}") from None
    wanted: dict[str, Asked] = {}
    wrong: list[str] = []
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip():
            continue
        place = f"{source}, line {number}"
        try:
            wanted[place] = asked(line)
        except SaysoError as error:
            wrong.append(f"{place}: {error}")
    return wanted, wrong
