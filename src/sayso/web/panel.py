"""What can be decided on a row, and what was: the part of its page that an analyst works in."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any, Literal, get_args, get_origin

import msgspec
import sqlalchemy as sa

from sayso.data import load
from sayso.decided.fields import CORRECTABLE
from sayso.deciding import rows
from sayso.deciding.logged import Holds, holding
from sayso.deciding.rows import Row
from sayso.decision import ADMIRALTY, Decision, Mark
from sayso.ledger import decisions, search, told
from sayso.model import Annotation, Attribution, Claim, Origin, SaysoError
from sayso.show.decided_words import told_in_words
from sayso.show.decisions import said_of

# So much of the text around a row can be chosen from.
AROUND = 400
MOST_CHOICES = 80
RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "cannot be judged",
}
_ABOUT = {
    "start": "first letter",
    "end": "end",
    "attribution": "on whose word",
    "time": "when",
    "parent": "inside what",
    "to": "told to",
    "source": "source, places",
    "cue": "cue, places",
    "content": "content, places",
}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as a page lists it."""

    id: str
    at: str
    who: str
    words: str
    note: str
    holds: Holds
    can_undo: bool


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A value that can be corrected; `machine` is what the machine had, where it differs."""

    name: str
    label: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    machine: str = ""


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """The words around a row, from `begin` in its article, to choose a stretch of them in."""

    text: str
    begin: int
    spans: tuple[tuple[str, int, int], ...]


class Panel(msgspec.Struct, frozen=True, kw_only=True):
    """What can be decided on a row; `seen` is the number of the last decision of all."""

    row: str
    kind: str
    said: str
    status: str
    grade: str
    seen: int
    log: tuple[Entry, ...]
    fields: tuple[Field, ...] = ()
    around: Around | None = None
    roots: tuple[str, ...] = ()
    claim: str = ""
    names: tuple[str, ...] = ()


def panel(connection: sa.Connection, id: str) -> Panel | None:
    """Return what can be decided on a row, None where no row has the id."""
    try:
        row = rows.row_called(connection, id)
    except SaysoError:
        return None
    found = decisions.log(connection, (row.id,))
    mark = decisions.marks(connection, (row.id,)).get(row.id)
    beside = search.annotation(connection, row.article) if row.article else None
    fields = _fields(row, beside, mark) if type(row.record) in CORRECTABLE else ()
    origin = _origin(connection, row)
    return Panel(
        row=row.id,
        kind=row.kind,
        said=said_of(mark),
        status=(mark.status if mark else None) or "",
        grade=mark.grade.value if mark and mark.grade else ADMIRALTY,
        seen=decisions.last(connection),
        log=entries(connection, found),
        fields=fields,
        around=_around(connection, row) if fields else None,
        roots=tuple(root.name for root in origin.roots) if origin else (),
        claim=origin.claim.id if origin else "",
        names=_names(row, origin),
    )


def entries(connection: sa.Connection, found: Sequence[Decision]) -> tuple[Entry, ...]:
    """Return decisions as a page lists them, the last one first, in words where ids would stand."""
    told = told_in_words(connection, found)
    listed = (
        Entry(
            id=each.decision.id,
            at=each.decision.at,
            who=each.decision.who,
            words=told[each.decision.number],
            note=each.decision.note or "",
            holds=each.holds,
            can_undo=each.holds in ("yes", "superseded", "orphaned"),
        )
        for each in holding(connection, found)
    )
    return tuple(listed)[::-1]


class Scales(msgspec.Struct, frozen=True, kw_only=True):
    """The scales that one grades by."""

    reliability: Mapping[str, str]
    credibility: Mapping[str, str]
    ladders: Mapping[str, tuple[tuple[str, str], ...]]


@cache
def scales() -> Scales:
    """Return the scales that one grades by."""
    return Scales(reliability=RELIABILITY, credibility=CREDIBILITY, ladders=ladders())


def ladders() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return the words of likelihood with their ranges, by the ladder's title."""
    return {
        ladder["title"]: tuple(
            (f"{name}:{word}", f"{word} ({low}–{high} %)") for word, low, high in ladder["words"]
        )
        for name, ladder in load("likelihood")["ladders"].items()
    }


def _origin(connection: sa.Connection, row: Row) -> Origin | None:
    if isinstance(row.record, Origin):
        return row.record
    if isinstance(row.record, Claim):
        return told.origin_of(connection, row.record.id)
    return None


def _names(row: Row, origin: Origin | None) -> tuple[str, ...]:
    if isinstance(row.record, Attribution) and row.record.source_name:
        return (row.record.source_name,)
    return tuple(root.name for root in origin.roots) if origin else ()


def _fields(row: Row, beside: Annotation | None, mark: Mark | None) -> tuple[Field, ...]:
    kinds = {each.name: each.type for each in msgspec.structs.fields(type(row.record))}
    machine = mark.machine if mark else {}
    corrected = mark.fields if mark else {}
    return tuple(
        Field(
            name=name,
            label=_ABOUT.get(name, name.replace("_", " ")),
            value=shown(getattr(row.record, name)),
            choices=_choices(name, kinds[name], row, beside),
            machine=shown(machine.get(name)) or "nothing"
            if name in corrected and name != "text"
            else "",
        )
        for name in CORRECTABLE[type(row.record)]
    )


def shown(value: object) -> str:
    """Return a value as a form has it.

    >>> shown(12.0), shown(((1, 4), (6, 9))), shown(("2031-04-02", "2031-04-03")), shown(True)
    ('12', '1-4, 6-9', '2031-04-02/2031-04-03', 'yes')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, list | tuple):
        if value and isinstance(value[0], str):
            return "/".join(map(str, value))
        return ", ".join(f"{start}-{end}" for start, end in value)
    return str(value)


def _choices(
    name: str, kind: object, row: Row, beside: Annotation | None
) -> tuple[tuple[str, str], ...]:
    if name in ("attribution", "parent") and beside is not None:
        said = [
            (each.id, f"{each.source_name or each.source_kind}: {_begins(each)}")
            for each in beside.attributions
            if each.id != row.id
        ]
        return (("", "nobody"), *said[:MOST_CHOICES])
    if name == "time" and beside is not None:
        times = [(each.id, f"{each.text} ({each.value})") for each in beside.times]
        return (("", "not known"), *times[:MOST_CHOICES])
    if kind is bool:
        return (("yes", "yes"), ("no", "no"))
    words = _words(kind)
    return tuple((word, word or "none") for word in words)


def _begins(each: Attribution) -> str:
    start = min((span[0] for span in (*each.cue, *each.source, *each.content)), default=0)
    return f"at {start:,}"


def _words(kind: object) -> tuple[str, ...]:
    """Return the words that a field can have, an empty one where it can have none."""
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return tuple(each.value for each in kind)
    if get_origin(kind) is Literal:
        return tuple(map(str, get_args(kind)))
    parts: tuple[Any, ...] = get_args(kind)
    literal = [each for each in parts if get_origin(each) is Literal]
    if literal and type(None) in parts:
        return ("", *map(str, get_args(literal[0])))
    return ()


def _around(connection: sa.Connection, row: Row) -> Around | None:
    article = search.article(connection, row.article) if row.article else None
    spans = tuple(_spans(row.record))
    if article is None or not spans:
        return None
    first, last = min(start for _, start, _ in spans), max(end for _, _, end in spans)
    begin = max(0, first - AROUND)
    return Around(text=article.text[begin : last + AROUND], begin=begin, spans=spans)


def _spans(record: msgspec.Struct) -> Iterable[tuple[str, int, int]]:
    if isinstance(record, Attribution):
        for name in ("source", "cue", "content"):
            for start, end in getattr(record, name):
                yield name, start, end
    elif "start" in CORRECTABLE.get(type(record), ()):
        yield "span", record.start, record.end  # type: ignore[attr-defined]
