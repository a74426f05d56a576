"""The options of the commands that fetch addresses, taken together as one record."""

import functools
import inspect
from collections.abc import Callable
from typing import Annotated

import msgspec
import typer

from sayso.model import LONGEST_TIMEOUT, Fetching

OPTIONS: dict[str, object] = {
    "allow_private": Annotated[
        bool,
        typer.Option("--allow-private", help="Fetch from this machine and its networks too."),
    ],
    "ignore_robots": Annotated[
        bool, typer.Option("--ignore-robots", help="Fetch what robots.txt disallows too.")
    ],
    "timeout": Annotated[
        int | None,
        typer.Option(
            "--timeout",
            min=1,
            max=LONGEST_TIMEOUT,
            help="Seconds that an address may take, else 30.",
            show_default=False,
        ),
    ],
}
DEFAULTS = Fetching()


def with_fetching_options(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command whose parameter `fetching` is made of the options that fetching has."""
    signature = inspect.signature(command)
    others = [each for name, each in signature.parameters.items() if name != "fetching"]
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
        fetching = msgspec.convert({name: given.pop(name) for name in OPTIONS}, Fetching)
        command(**given, fetching=fetching)

    with_options.__signature__ = signature.replace(parameters=[*others, *options])  # type: ignore[attr-defined]
    return with_options
