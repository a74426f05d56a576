"""The options of `sayso serve`, taken together as one record."""

from collections.abc import Callable
from typing import Annotated

import typer

from sayso.model import Serving
from sayso.options import together

DEFAULT_PORT = 8417
SEVERAL = ("name", "behind_proxy")
DEFAULTS = Serving(port=DEFAULT_PORT)

OPTIONS: dict[str, object] = {
    "port": Annotated[
        int, typer.Option("--port", "-p", min=0, max=65535, help="The port; 0 for a free one.")
    ],
    "open": Annotated[bool, typer.Option("--open", help="Open it in the browser.")],
    "host": Annotated[
        str,
        typer.Option(
            "--host", help="The address to answer at; one that others reach needs accounts first."
        ),
    ],
    "name": Annotated[
        list[str] | None,
        typer.Option("--name", help="A name that it is reached by, as desk.example.org."),
    ],
    "behind_proxy": Annotated[
        list[str] | None,
        typer.Option(
            "--behind-proxy", help="The address of a proxy that is believed whom it asks for."
        ),
    ],
    "read_only": Annotated[
        bool,
        typer.Option(
            "--read-only", help="Publish it: everybody reads, nobody signs in or decides."
        ),
    ],
}


def with_serving_options(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command whose parameter `serving` is made of the options that serving has."""
    return together(command, "serving", DEFAULTS, OPTIONS)
