"""What all of `sayso mark` shares: its options, and what becomes of decisions."""

import functools
import inspect
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from sayso.decision import Asked, Kind
from sayso.options import together
from sayso.reporting import (
    SOME_FAILED,
    WRONG_USAGE,
    complain,
    finish,
    ledger_in,
    print_json,
    reporting,
)


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What every decision can be given besides."""

    ledger: Path = Path("sayso-ledger")
    who: str | None = None
    note: str | None = None
    dry_run: bool = False
    json: bool = False


OPTIONS: dict[str, object] = {
    "ledger": Annotated[
        Path, typer.Option("--ledger", "-l", envvar="SAYSO_LEDGER", help="The ledger's folder.")
    ],
    "who": Annotated[
        str | None,
        typer.Option("--who", help="Who decides; else the `who` of the ledger's config."),
    ],
    "note": Annotated[str | None, typer.Option("--note", "-n", help="Why, in a few words.")],
    "dry_run": Annotated[
        bool, typer.Option("--dry-run", help="Print what it would change, and change nothing.")
    ],
    "json": Annotated[bool, typer.Option("--json", help="Print JSON.")],
}
DEFAULTS = Options()


def with_options(
    command: Callable[..., None], names: Collection[str] = tuple(OPTIONS)
) -> Callable[..., None]:
    """Return a command whose parameter `said` is made of the options."""
    return together(command, "said", DEFAULTS, {name: OPTIONS[name] for name in names})


def deciding(command: Callable[..., Sequence[Kind]]) -> Callable[..., None]:
    """Return a command that takes the decisions which `command` makes of its arguments."""

    @functools.wraps(command)
    def taking(said: Options, **given: object) -> None:
        with reporting():
            wanted = [Asked(what=what, note=said.note) for what in command(**given)]
        take(wanted, said)

    own = inspect.signature(command).parameters.values()
    said = inspect.Parameter("said", inspect.Parameter.KEYWORD_ONLY)
    taking.__signature__ = inspect.Signature([*own, said])  # type: ignore[attr-defined]
    return with_options(taking)


def take(wanted: Sequence[Asked], said: Options, places: Sequence[str] = ()) -> None:
    """Take decisions and print what became of each; leave with 1 where one was not taken.

    `places` says where each was read.
    """
    from sayso.deciding import decide, what_if

    with ledger_in(said.ledger) as opened:
        if said.dry_run:
            effect = what_if(opened, wanted, said.who)
            outcomes = effect.outcomes
            if said.json:
                print_json(effect)
            else:
                from sayso.show.decided_page import effect_page
                from sayso.show.terminal import show

                show(effect_page(effect))
        else:
            outcomes = decide(opened, wanted, said.who)
            _print(outcomes, said)
            finish(opened)
    named = [f"{each}: " for each in places] or [""] * len(outcomes)
    errors = [
        f"{place}{each.error}" for place, each in zip(named, outcomes, strict=True) if each.error
    ]
    for error in errors:
        complain(error)
    if errors:
        raise typer.Exit(SOME_FAILED if len(wanted) > 1 else WRONG_USAGE)


def _print(outcomes: Iterable[object], said: Options) -> None:
    from sayso.show.decided_page import outcome_line

    for each in outcomes:
        if said.json:
            print_json(each)
        elif line := outcome_line(each):  # type: ignore[arg-type]
            print(line)  # noqa: T201
