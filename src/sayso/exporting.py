"""How a table is exported, as options of the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from sayso.options import together


class Shape(msgspec.Struct, frozen=True):
    """In which format, to which file, by which coding policy a table is exported."""

    format: str = "jsonl"
    out: Path | None = None
    policy: str | None = None


DEFAULTS = Shape()
OPTIONS = {
    "format": Annotated[str, typer.Option("--format", "-f", help="jsonl or csv.")],
    "out": Annotated[
        Path | None,
        typer.Option("--out", "-o", help="A file, a folder for several reports; else it prints."),
    ],
    "policy": Annotated[
        str | None,
        typer.Option(help="Of indicators: killed and injured as ucdp, acled or ibc code them."),
    ],
}


def with_shape_options(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command whose parameter `shape` is made of the options that an export has."""
    return together(command, "shape", DEFAULTS, OPTIONS)
