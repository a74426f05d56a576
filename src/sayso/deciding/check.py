"""A decision as it is recorded: its ids whole, with what the ledger held, or why it cannot be."""

from collections.abc import Callable, Mapping

import msgspec
import sqlalchemy as sa

from sayso.decided.check import checked
from sayso.decided.words import in_words
from sayso.deciding.check_rows import correct, names, of_row, origins, pair_of, undo
from sayso.deciding.check_stories import merge, pin, put, rename, split
from sayso.deciding.meant import Meant
from sayso.decision import (
    Accept,
    ApartNames,
    Asked,
    Correct,
    DecidedSinceError,
    Decision,
    Grade,
    Independent,
    Kind,
    Likelihood,
    Merge,
    Pin,
    Put,
    Reject,
    Remark,
    Rename,
    SameName,
    SameOrigin,
    Split,
    Undo,
    Unsure,
)
from sayso.ledger import decisions

Check = Callable[[sa.Connection, Asked], Meant]
CHECKS: Mapping[type[Kind], Check] = {
    **dict.fromkeys((Accept, Reject, Unsure, Grade, Likelihood, Remark), of_row),
    **dict.fromkeys((SameName, ApartNames), names),
    **dict.fromkeys((SameOrigin, Independent), origins),
    Correct: correct,
    Undo: undo,
    Put: put,
    Pin: pin,
    Rename: rename,
    Merge: merge,
    Split: split,
}
# Of these the last one holds, whichever it is.
_RIVALS = (
    ("accept", "reject", "unsure", "correct"),
    ("same-name", "apart-names"),
    ("same-origin", "independent"),
    ("put", "pin"),
    *(("grade",), ("likelihood",), ("rename",), ("merge",)),
)


def meant(connection: sa.Connection, asked: Asked, who: str) -> Meant:
    """Return a decision as it is recorded.

    Raises SaysoError naming the value that is wrong and what would be right; DecidedSinceError
    where somebody else decided on the same subject after `asked.seen`.
    """
    asked = checked(asked)
    found = CHECKS[type(asked.what)](connection, asked)
    last = decisions.last_on(connection, found.subject)
    if asked.seen is not None and last and last.number > asked.seen and last.who != who:
        raise DecidedSinceError(
            f"{found.subject}: {last.who} decided on it at {last.at}, after you had looked: "
            f"{in_words(last)} ({last.id}); look again, then decide"
        )
    return msgspec.structs.replace(found, instead_of=_instead_of(connection, found))


def _instead_of(connection: sa.Connection, found: Meant) -> Decision | None:
    kind = str(found.what.__struct_config__.tag)
    rivals = next((each for each in _RIVALS if kind in each), ())
    log = decisions.log(connection, (found.subject,), rivals) if rivals else ()
    standing = [each for each in log if each.undone is None and _of_one(each.what, found.what)]
    return standing[-1] if standing else None


def _of_one(before: Kind, after: Kind) -> bool:
    """Return whether two decisions on origins are on the same two."""
    if not isinstance(after, SameOrigin | Independent):
        return True
    if not isinstance(before, SameOrigin | Independent):
        return False
    return pair_of(before.a, before.b) == pair_of(after.a, after.b)
