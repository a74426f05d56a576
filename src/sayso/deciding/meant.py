"""A decision that was found to be one that can be taken."""

import msgspec

from sayso.decision import Decision, Kind


class Meant(msgspec.Struct, frozen=True, kw_only=True):
    """A decision with whole ids, on `subject`; `instead_of` is the one whose place it takes."""

    what: Kind
    subject: str
    instead_of: Decision | None = None
