"""How a table is exported, as options of the command line."""

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec
import typer


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
    signature = inspect.signature(command)
    others = [each for name, each in signature.parameters.items() if name != "shape"]
    options = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=getattr(DEFAULTS, name),
            annotation=annotation,
        )
        for name, annotation in OPTIONS.items()
    ]

    @functools.wraps(command)
    def with_options(**given: object) -> None:
        shape = Shape(**{name: given.pop(name) for name in OPTIONS})  # type: ignore[arg-type]
        command(**given, shape=shape)

    with_options.__signature__ = signature.replace(parameters=[*others, *options])  # type: ignore[attr-defined]
    return with_options
