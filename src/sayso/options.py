"""Options of several commands, taken together as one record."""

import functools
import inspect
from collections.abc import Callable, Mapping

import msgspec


def together(
    command: Callable[..., None],
    parameter: str,
    defaults: msgspec.Struct,
    options: Mapping[str, object],
) -> Callable[..., None]:
    """Return a command that takes options, where `command` takes a record of them.

    `defaults` is the record without any given; `options` has the annotation of each by its name.

    >>> class Size(msgspec.Struct):
    ...     high: int = 1
    >>> together(lambda size: print(size), "size", Size(), {"high": int})(high=3)
    Size(high=3)
    """
    signature = inspect.signature(command)
    others = [each for name, each in signature.parameters.items() if name != parameter]
    added = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=getattr(defaults, name),
            annotation=annotation,
        )
        for name, annotation in options.items()
    ]

    @functools.wraps(command)
    def with_options(**given: object) -> None:
        record = type(defaults)(**{name: given.pop(name) for name in options})
        command(**given, **{parameter: record})

    with_options.__signature__ = signature.replace(parameters=[*others, *added])  # type: ignore[attr-defined]
    return with_options
