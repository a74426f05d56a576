"""`sayso users`: who may sign in to the desk of a ledger."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.model import SaysoError
from sayso.reporting import complain, ledger_in, print_json

if TYPE_CHECKING:
    from sayso.ledger.accounts import Accounts

DAY_SECONDS = 86_400
DEFAULT_DAYS = 90
MOST_DAYS = 3_660

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Who may sign in to the desk: accounts and tokens, kept beside the ledger.",
    epilog="Example: sayso users add 'Jana Orlo' --role analyst",
)

LedgerOption = Annotated[
    Path,
    typer.Option("--ledger", "-l", envvar="SAYSO_LEDGER", help="The ledger's folder."),
]
NameArgument = Annotated[str, typer.Argument(help="The person's name.")]
DEFAULT_LEDGER = Path("sayso-ledger")


@app.command(epilog="Example: sayso users add 'Jana Orlo' --role analyst")
def add(
    name: NameArgument,
    ledger: LedgerOption = DEFAULT_LEDGER,
    role: Annotated[
        str, typer.Option("--role", help="analyst, who decides, or reader.")
    ] = "analyst",
    no_password: Annotated[
        bool, typer.Option("--no-password", help="For a program: it has tokens alone.")
    ] = False,
) -> None:
    """Add a person; the password is asked for, or read from standard input."""
    from sayso.ledger.accounts import people

    with _accounts(ledger, create=True) as accounts:
        its = people.role_of(role)
        people.name_of(name)
        password = None if no_password else _password(name)
        with accounts.writing() as connection:
            added = people.add(connection, name, its, password)
        print(f"{added.name} may sign in as {added.role}")  # noqa: T201


@app.command(epilog="Example: sayso users ls --json")
def ls(
    ledger: LedgerOption = DEFAULT_LEDGER,
    json: Annotated[bool, typer.Option("--json", help="Print JSON lines.")] = False,
) -> None:
    """List who may sign in, with their tokens."""
    from sayso.ledger.accounts import people

    with _accounts(ledger) as accounts, accounts.reading() as connection:
        for each in people.everyone(connection):
            tokens = people.tokens_of(connection, each.name)
            if json:
                print_json(
                    {
                        "name": each.name,
                        "role": each.role,
                        "added": each.added,
                        "password": each.has_password,
                        "tokens": [{**row, "until": _day(row["until"])} for row in tokens],
                    }
                )
                continue
            said = "" if each.has_password else ", no password"
            print(f"{each.name}: {each.role}, since {each.added}{said}")  # noqa: T201
            for row in tokens:
                about = f" ({row['about']})" if row["about"] else ""
                print(f"    token {row['id']}{about} until {_day(row['until'])}")  # noqa: T201


@app.command(epilog="Example: sayso users remove 'Jana Orlo'")
def remove(name: NameArgument, ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Remove a person with their sessions and tokens; their decisions stay."""
    from sayso.ledger.accounts import people

    with _accounts(ledger) as accounts, accounts.writing() as connection:
        gone = people.remove(connection, name)
        print(f"{gone.name} may no longer sign in")  # noqa: T201


@app.command(epilog="Example: sayso users passwd 'Jana Orlo' < new-password.txt")
def passwd(name: NameArgument, ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Change a password; whoever is signed in by the old one is signed out."""
    from sayso.ledger.accounts import people

    with _accounts(ledger) as accounts:
        with accounts.reading() as connection:
            people.require(connection, name)
        password = _password(name)
        with accounts.writing() as connection:
            its = people.set_password(connection, name, password)
        print(f"{its.name} has another password, and was signed out everywhere")  # noqa: T201


@app.command(epilog="Example: sayso users role 'Jana Orlo' reader")
def role(
    name: NameArgument,
    role: Annotated[str, typer.Argument(help="analyst or reader.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Make a person a reader or an analyst, from their next step on."""
    from sayso.ledger.accounts import people

    with _accounts(ledger) as accounts, accounts.writing() as connection:
        its = people.set_role(connection, name, people.role_of(role))
        print(f"{its.name} is {its.role}")  # noqa: T201


@app.command(epilog="Example: sayso users token 'Jana Orlo' --about dashboard --days 30")
def token(
    name: NameArgument,
    ledger: LedgerOption = DEFAULT_LEDGER,
    about: Annotated[str, typer.Option("--about", help="What it is for.")] = "",
    days: Annotated[
        int, typer.Option("--days", min=1, max=MOST_DAYS, help="How long it is good.")
    ] = DEFAULT_DAYS,
) -> None:
    """Print a new token for a program, once: it goes into a header, never into an address."""
    from sayso.ledger.accounts import people, tokens

    at = time.time()
    with _accounts(ledger) as accounts, accounts.writing() as connection:
        its = people.require(connection, name)
        until = at + days * DAY_SECONDS
        print(tokens.make(connection, its.name, about[:80], at, until))  # noqa: T201
        complain(f"Authorization: Bearer TOKEN, as {its.name}, {its.role}, until {_day(until)}")


@app.command(epilog="Example: sayso users revoke 01ab23cd")
def revoke(
    token: Annotated[str, typer.Argument(help="The id of a token; `sayso users ls` has them.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Make a token worth nothing."""
    from sayso.ledger.accounts import tokens

    with _accounts(ledger) as accounts, accounts.writing() as connection:
        tokens.revoke(connection, token)
        print(f"{token} is no longer good")  # noqa: T201


@contextmanager
def _accounts(folder: Path, *, create: bool = False) -> "Iterator[Accounts]":
    from sayso.ledger.accounts import FILE, open_accounts

    with ledger_in(folder):
        accounts = open_accounts(folder, create=create)
        if accounts is None:
            raise SaysoError(f"{folder / FILE}: no accounts yet; `sayso users add` makes the first")
        try:
            yield accounts
        finally:
            accounts.close()


def _password(name: str) -> str:
    """Return a password typed twice unseen, or the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    import getpass

    first = getpass.getpass(f"Password for {name}: ")
    if getpass.getpass("Once more: ") != first:
        raise SaysoError("the two differ; nothing was changed")
    return first


def _day(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).date().isoformat()
