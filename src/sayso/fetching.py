"""The options of the commands that fetch addresses, taken together as one record."""

from collections.abc import Callable
from typing import Annotated

import typer

from sayso.model import LONGEST_TIMEOUT, Fetching
from sayso.options import together

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
    return together(command, "fetching", DEFAULTS, OPTIONS)
