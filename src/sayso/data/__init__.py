"""Knowledge as data: one TOML file a kind, one folder a language."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def load(kind: str, language: str = "en") -> dict[str, Any]:
    """Return the parsed table `kind` of `language`.

    Raises FileNotFoundError naming the kinds that exist when there is none of that name.

    >>> sorted(load("vague"))[:1]
    ['version']
    """
    folder = resources.files(__name__).joinpath(language)
    source = folder.joinpath(f"{kind}.toml")
    if not source.is_file():
        known = sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir())
        raise FileNotFoundError(f"no table {kind!r} for {language!r}; there are {known}")
    return tomllib.loads(source.read_text(encoding="utf-8"))
