"""Passwords: what may be one, its hash, whether a hash is its own."""

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sayso.model import SaysoError

# NIST SP 800-63B-4, 3.1.1.2: 15 where it is the only factor; longer than that nobody types.
LEAST = 15
MOST = 256
# Each check takes 64 MiB, so that who asks for many at once does not take all of the memory.
_checking = threading.BoundedSemaphore(2)


def hashed(name: str, password: str) -> str:
    """Return the argon2id hash of a password, with its salt and its parameters in it.

    Raises SaysoError where it is too short, too long, or the name itself.
    """
    if not LEAST <= len(password) <= MOST:
        raise SaysoError(
            f"a password has {LEAST} to {MOST} letters, this one {len(password):,}; "
            "some words in a row are easy to keep in mind"
        )
    if len(set(password)) < 5 or password.lower().replace(name.lower(), "") == "":
        raise SaysoError("this password is guessed at once; take some words in a row")
    with _checking:
        return _hasher().hash(password)


def fits(hash: str, password: str) -> bool:
    """Return whether a password is the one hashed; it takes as long where there is no hash."""
    if len(password) > MOST:
        return False
    with _checking:
        try:
            return _hasher().verify(hash or _nobodys(), password) and bool(hash)
        except (VerificationError, InvalidHashError):
            return False


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()  # RFC 9106, second recommended option: argon2id, 64 MiB, 3 passes


@cache
def _nobodys() -> str:
    """Return a hash to check against for a name that is not there, so that nobody hears of it."""
    return _hasher().hash("no password of anybody's")
