"""Signing in and out."""

import logging
import secrets
import time
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso.ledger.accounts import Accounts, guesses, passwords, people, sessions
from sayso.ledger.accounts.guesses import Key
from sayso.web import forms, parameters, visitor
from sayso.web.access import SIGN_IN, Access
from sayso.web.forms import Fields
from sayso.web.templates import page
from sayso.web.visitor import BEFORE, SIGNED, form_mark

log = logging.getLogger("sayso.access")

KNOWN: Mapping[str, parameters.Kind] = {"next": parameters.text, "over": parameters.one_of("yes")}
WRONG = "This name and this password do not go together."


def shown(access: Access, request: Request) -> Response:
    """Return the page to sign in at."""
    given = parameters.read(request.query_params, KNOWN)
    if access.accounts is None or access.read_only:
        return RedirectResponse(local(given.get("next", "")), status_code=303)
    over = "Your session is over; sign in again." if "over" in given else ""
    return _form(request, {"next": given.get("next", "")}, over, 200)


def signed(access: Access, request: Request, fields: Fields) -> Response:
    """Return the way on where the password is right, else the page to try again."""
    if access.accounts is None or access.read_only:
        return RedirectResponse("/", status_code=303)
    before = visitor.kept(request, BEFORE)
    if not before or not forms.is_mark(fields.get(forms.MARK, ""), form_mark(before)):
        return _form(request, fields, "This page was old; please type it once more.", 403)
    name, password = fields.get("name", "").strip(), fields.get("password", "")
    address = request.client.host if request.client else ""
    keys = (Key("name", name), Key("address", address))
    accounts, at = access.accounts, time.time()
    with accounts.writing() as connection:
        attempt = guesses.attempt(connection, keys, at)
    if attempt.seconds:
        return _waiting(request, fields, attempt)
    with accounts.reading() as connection:
        its = people.called(connection, name)
        hashed = people.password_of(connection, name)
    if not passwords.fits(hashed, password) or its is None:
        # What is no name may be a password, typed into the wrong field.
        known = repr(its.name) if its else "an unknown name"
        log.warning("wrong password for %s from %s (%d in a row)", known, address, attempt.failed)
        return _form(request, fields, WRONG, 401)
    secret = _begun(accounts, request, its.name, keys, at)
    log.info("%r signed in from %s", its.name, address)
    on = RedirectResponse(local(fields.get("next", "")), status_code=303)
    visitor.give(request, on, SIGNED, secret)
    visitor.take(request, on, BEFORE)
    return on


def signed_out(access: Access, request: Request) -> Response:
    """End the session, and return the way to the page to sign in at."""
    secret = visitor.kept(request, SIGNED)
    if access.accounts is not None and secret:
        with access.accounts.writing() as connection:
            sessions.end(connection, secret)
    away = RedirectResponse(SIGN_IN, status_code=303)
    visitor.take(request, away, SIGNED)
    # Nothing that was read stays in the browser to be found by going back.
    away.headers["Clear-Site-Data"] = '"cache"'
    return away


def local(address: str) -> str:
    r"""Return an address of the desk's own, its first page for any other.

    >>> local("/claims?q=dam"), local("//elsewhere.example"), local("/\\elsewhere.example")
    ('/claims?q=dam', '/', '/')
    """
    whole = address.startswith("/") and not address.startswith(("//", "/\\", SIGN_IN))
    return address if whole and address.isprintable() else "/"


def _begun(
    accounts: Accounts, request: Request, name: str, keys: tuple[Key, ...], at: float
) -> str:
    """Begin a session anew, whatever secret the browser came with."""
    with accounts.writing() as connection:
        guesses.passed(connection, keys)
        if old := visitor.kept(request, SIGNED):
            sessions.end(connection, old)
        return sessions.begin(connection, name, at)


def _waiting(request: Request, fields: Fields, attempt: guesses.Attempt) -> Response:
    seconds = int(attempt.seconds) + 1
    if attempt.refused in (1, 10, 100) or attempt.refused % 1000 == 0:
        address = request.client.host if request.client else ""
        log.warning(
            "%d attempts from %s refused unheard, after %d wrong passwords",
            *(attempt.refused, address, attempt.failed),
        )
    said = (
        f"Too many wrong passwords: the next is heard in {seconds} "
        f"{'second' if seconds == 1 else 'seconds'}."
    )
    made = _form(request, fields, said, 429)
    made.headers["Retry-After"] = str(seconds)
    return made


def _form(request: Request, fields: Fields, said: str, status: int) -> Response:
    before = visitor.kept(request, BEFORE) or secrets.token_urlsafe(32)
    made = page(
        request,
        "sign-in.html",
        said=said,
        mark=form_mark(before),
        name=fields.get("name", "")[: people.LONGEST_NAME],
        next=local(fields.get("next", "")),
        due=False,
    )
    made.status_code = status
    made.headers["Cache-Control"] = "no-store"
    visitor.give(request, made, BEFORE, before)
    return made
