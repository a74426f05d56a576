"""The settings of one ledger, in the `config.toml` of its folder."""

from pathlib import Path
from typing import Annotated

import msgspec

from sayso.ledger.clock import person
from sayso.model import FETCH_PAUSE, FETCH_TIMEOUT, LONGEST_TIMEOUT, Fetching, Profile, SaysoError
from sayso.worker.limits import DEFAULT_MEMORY_MB, DEFAULT_SECONDS

WRITTEN = """\
# Settings of this ledger. Lines that begin with # show the value in force without them.

# Largest page that is read, in mebibytes.
# max_page_mb = 20

# Most seconds of processor time, and most mebibytes of memory, that one page may take.
# max_page_seconds = 60
# max_page_memory_mb = 2048

# Seconds that an address may take in all, and seconds between two pages of one host.
# fetch_timeout = 30
# fetch_pause = 1

# Which attributions are kept: balanced, or precise for those who count, with fewer and surer ones.
# After a change, `sayso rebuild` derives everything anew.
# profile = "balanced"

# The name that decisions are recorded under.
# who = "the name you are logged in with"
"""

Positive = Annotated[int, msgspec.Meta(ge=1)]


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings in force."""

    max_page_mb: Positive = 20
    max_page_seconds: Positive = DEFAULT_SECONDS
    max_page_memory_mb: Positive = DEFAULT_MEMORY_MB
    fetch_timeout: Annotated[float, msgspec.Meta(gt=0, le=LONGEST_TIMEOUT)] = FETCH_TIMEOUT
    fetch_pause: Annotated[float, msgspec.Meta(ge=0, le=LONGEST_TIMEOUT)] = FETCH_PAUSE
    profile: Profile = "balanced"
    who: str = msgspec.field(default_factory=person)

    def fetching(self, given: Fetching) -> Fetching:
        """Return how addresses are fetched: as given, and what was not given as set here."""
        return msgspec.structs.replace(
            given,
            timeout=given.timeout or self.fetch_timeout,
            pause=self.fetch_pause if given.pause is None else given.pause,
        )


def load(path: Path) -> Config:
    """Return the settings in a file, the defaults where there is none.

    Raises SaysoError naming the file and the setting that is wrong.
    """
    if not path.exists():
        return Config()
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Config)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        known = ", ".join(Config.__struct_fields__)
        raise SaysoError(f"{path}: {error}; the settings are {known}") from None
