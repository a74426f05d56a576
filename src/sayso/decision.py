"""Every decision that a person can take, as frozen structs that are JSON in and out.

The machine proposes, a person decides. `row` is the id of any row; `kind` tells which decision it
is. What the ledger adds when it records one (the articles that a story had, what the machine had
read) stands in the decision itself, so that it holds whatever becomes of the rows.
"""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from sayso.model import SaysoError

# A note is read on one screen; a page's worth belongs into a document of its own.
LONGEST_NOTE = 10_000
LONGEST_NAME = 300
ADMIRALTY = "F6"  # Nobody has graded it: reliability and credibility cannot be judged.


class DecidedSinceError(SaysoError):
    """Somebody else decided on the same subject after its maker had last looked."""


class _Kind(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", forbid_unknown_fields=True
):
    """What all decisions share: the key `kind` in JSON, and no key that is not known."""


# --- stories -----------------------------------------------------------------------------------


class InStory(_Kind, frozen=True, kw_only=True, tag="story"):
    """The articles of a page, known by its SHA-256, were added to a story."""

    page: str
    story: str


class Put(_Kind, frozen=True, kw_only=True, tag="put"):
    """An article belongs into a story, one that there is or a new one; `was` is where it stood."""

    article: str
    story: str
    was: str | None = None


class Pin(_Kind, frozen=True, kw_only=True, tag="pin"):
    """An article stays in the story that it stands in; `story` is that story."""

    article: str
    story: str = ""


class Rename(_Kind, frozen=True, kw_only=True, tag="rename"):
    """A story is called by another name; its id stays."""

    story: str
    name: str


class Merge(_Kind, frozen=True, kw_only=True, tag="merge"):
    """All of a story belongs into another.

    `articles` are those that this moves, `kept` those of the other that nobody had put there.
    """

    story: str
    into: str
    articles: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


class Split(_Kind, frozen=True, kw_only=True, tag="split"):
    """Some articles of a story belong out of it, into a new one or one that there is.

    `into` is the id or the name of that story; `kept` are the articles that stay.
    """

    story: str
    articles: tuple[str, ...]
    into: str | None = None
    kept: tuple[str, ...] = ()


# --- who is who --------------------------------------------------------------------------------


class SameName(_Kind, frozen=True, kw_only=True, tag="same-name"):
    """Two names are of one body, person or outlet."""

    a: str
    b: str


class ApartNames(_Kind, frozen=True, kw_only=True, tag="apart-names"):
    """Two names that look alike are of two."""

    a: str
    b: str


class SameOrigin(_Kind, frozen=True, kw_only=True, tag="same-origin"):
    """Two origins of a claim, by their names, are one."""

    claim: str
    a: str
    b: str


class Independent(_Kind, frozen=True, kw_only=True, tag="independent"):
    """Two origins of a claim, by their names, do not rest on each other."""

    claim: str
    a: str
    b: str


# --- rows --------------------------------------------------------------------------------------


class Accept(_Kind, frozen=True, kw_only=True, tag="accept"):
    """A row is right."""

    row: str


class Reject(_Kind, frozen=True, kw_only=True, tag="reject"):
    """A row is wrong; nothing is weighed by it."""

    row: str


class Unsure(_Kind, frozen=True, kw_only=True, tag="unsure"):
    """A row was looked at, and it could not be told whether it is right."""

    row: str


class Correct(_Kind, frozen=True, kw_only=True, tag="correct"):
    """Fields of a row have other values; `was` are those that the machine had."""

    row: str
    fields: Mapping[str, Any]
    was: Mapping[str, Any] = {}


class Grade(_Kind, frozen=True, kw_only=True, tag="grade"):
    """An Admiralty grade: the source from A to F, the information from 1 to 6."""

    row: str
    grade: str


class Likelihood(_Kind, frozen=True, kw_only=True, tag="likelihood"):
    """A word for how likely it is, out of a published ladder of words."""

    row: str
    word: str
    ladder: str = ""


class Remark(_Kind, frozen=True, kw_only=True, tag="note"):
    """A row has a note, which is the decision's own; nothing else is decided."""

    row: str


class Undo(_Kind, frozen=True, kw_only=True, tag="undo"):
    """A decision, such as `dec-12`, no longer holds."""

    decision: str


StoryKind = InStory | Put | Pin | Rename | Merge | Split
NameKind = SameName | ApartNames
OriginKind = SameOrigin | Independent
RowKind = Accept | Reject | Unsure | Correct | Grade | Likelihood | Remark
Kind = StoryKind | NameKind | OriginKind | RowKind | Undo
KINDS: Mapping[str, type[Kind]] = {
    str(each.__struct_config__.tag): each
    for each in (
        *(InStory, Put, Pin, Rename, Merge, Split, SameName, ApartNames, SameOrigin, Independent),
        *(Accept, Reject, Unsure, Correct, Grade, Likelihood, Remark, Undo),
    )
}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as it is asked for.

    `who` is the person, the ledger's setting where not given. `seen` is the number of the last
    decision on the same subject that the person saw, 0 for none, null where nobody kept count.
    """

    what: Kind
    note: str | None = None
    who: str | None = None
    seen: int | None = None


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as it stands in the log, for ever; `undone` is the number of what undid it.

    `subject` is what was decided on: a row, a story, an article, a page, or two names.
    """

    number: int
    at: str
    who: str
    kind: str
    subject: str
    what: Kind
    note: str | None = None
    undoes: int | None = None
    undone: int | None = None

    @property
    def id(self) -> str:
        return f"dec-{self.number}"


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A value that a person gave, with who and when, and the decision's number."""

    value: str
    who: str
    at: str
    decision: int


Status = Literal["accepted", "rejected", "corrected", "unsure"]


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What persons said of one row; `machine` are the values that the machine had for fields."""

    verdict: Said | None = None
    grade: Said | None = None
    likelihood: Said | None = None
    note: Said | None = None
    fields: Mapping[str, Any] = {}
    machine: Mapping[str, Any] = {}

    @property
    def status(self) -> str | None:
        return self.verdict.value if self.verdict else None

    @property
    def last(self) -> Said | None:
        """The latest of what was said."""
        all_of_it = (self.verdict, self.grade, self.likelihood, self.note)
        return max(filter(None, all_of_it), key=lambda each: each.decision, default=None)
