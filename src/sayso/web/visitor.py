"""The record of who asks, and the cookies and form marks by which they are known again."""

import hashlib
import hmac
from typing import Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from sayso.ledger.accounts.tables import Role

Cookie = Literal["session", "before"]
SIGNED: Cookie = "session"
# Of a browser that is not signed in yet: ties the form to sign in to it.
BEFORE: Cookie = "before"


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks: by name, in a role; `form` is what their forms must bring back."""

    name: str
    role: Role
    by: Literal["keyboard", "session", "token", "nobody"]
    form: str = ""

    @property
    def may_decide(self) -> bool:
        return self.role == "analyst"


def of(request: Request) -> Visitor | None:
    """Return who asks, None who has not signed in."""
    found: Visitor | None = request.scope.get("sayso.visitor")
    return found


def form_mark(secret: str) -> str:
    """Return what the forms of a browser bring back: made from its secret, telling nothing of it.

    >>> form_mark("a") == form_mark("a"), len(form_mark("a"))
    (True, 40)
    """
    return hmac.new(secret.encode(), b"sayso form", hashlib.sha256).hexdigest()[:40]


def cookie_name(request: Request, cookie: Cookie) -> str:
    """Return the name of a cookie: behind https one that no other host can set.

    Browsers keep the cookies of a host's ports together, so two desks need two names.
    """
    kind = "" if cookie == SIGNED else f"-{cookie}"
    if request.url.scheme == "https":
        return f"__Host-sayso{kind}"
    return f"sayso{kind}-{request.url.port or 80}"


def give(request: Request, response: Response, cookie: Cookie, secret: str) -> None:
    """Give a browser a secret to keep, which no script reads and no other site has it send."""
    response.set_cookie(
        cookie_name(request, cookie),
        secret,
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def take(request: Request, response: Response, cookie: Cookie) -> None:
    """Have a browser forget a secret."""
    response.delete_cookie(
        cookie_name(request, cookie),
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def kept(request: Request, cookie: Cookie) -> str:
    """Return the secret that a browser keeps, empty without one."""
    return request.cookies.get(cookie_name(request, cookie), "")
