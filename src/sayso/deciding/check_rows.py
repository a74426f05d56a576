"""Decisions on rows, names and origins, and undoing: whether they can be, and on what."""

import msgspec
import sqlalchemy as sa

from sayso.decided.fields import correctable, made
from sayso.deciding import rows
from sayso.deciding.meant import Meant
from sayso.decision import (
    Accept,
    ApartNames,
    Asked,
    Correct,
    Grade,
    Independent,
    Likelihood,
    Reject,
    Remark,
    SameName,
    SameOrigin,
    Undo,
    Unsure,
)
from sayso.ledger import decisions, search, told
from sayso.model import Article, SaysoError
from sayso.weigh.bodies import fold


def of_row(connection: sa.Connection, asked: Asked) -> Meant:
    """Return a decision on a row, whose id may have been given by its beginning."""
    what, note = asked.what, asked.note
    assert isinstance(what, Accept | Reject | Unsure | Grade | Likelihood | Remark)
    row = rows.row_called(connection, what.row)
    if isinstance(what, Remark) and not (note or "").strip():
        raise SaysoError(f"{row.id}: a note without words")
    return Meant(what=msgspec.structs.replace(what, row=row.id), subject=row.id)


def correct(connection: sa.Connection, asked: Asked) -> Meant:
    """Return a correction with the values as the record has them, and those that it had."""
    what = asked.what
    assert isinstance(what, Correct)
    row = rows.row_called(connection, what.row)
    correctable(row.record, what.fields)
    article = search.article(connection, row.article) if row.article else None
    record = made(row.record, what.fields, article or Article(id="", text=""))
    beside = search.annotation(connection, row.article or "")
    ids = {each.id for each in beside.attributions} | {each.id for each in beside.times}
    for key in ("attribution", "time", "parent"):
        target = what.fields.get(key)
        if target is not None and target not in ids:
            raise SaysoError(f"{key}: no row {target!r} in {row.article}")
    # As the record has them: a number given in words of JSON, a span with the words of its place.
    values = msgspec.to_builtins(record)
    fields = {key: values[key] for key in what.fields}
    if {"start", "end"} & set(fields) and "text" in values:
        fields["text"] = values["text"]
    machine = msgspec.to_builtins(row.machine or row.record)
    was = {key: machine[key] for key in fields}
    return Meant(what=Correct(row=row.id, fields=fields, was=was), subject=row.id)


def pair_of(a: str, b: str) -> str:
    """Return the subject of decisions on two names.

    >>> pair_of("The NIS", "National Survey") == pair_of("National Survey", "NIS")
    True
    """
    return " = ".join(sorted((fold(a), fold(b))))


def names(_: sa.Connection, asked: Asked) -> Meant:
    """Return a decision on two names."""
    what = asked.what
    assert isinstance(what, SameName | ApartNames)
    if fold(what.a) == fold(what.b):
        raise SaysoError(f"{what.a!r} and {what.b!r} are one name; give two")
    return Meant(what=what, subject=pair_of(what.a, what.b))


def origins(connection: sa.Connection, asked: Asked) -> Meant:
    """Return a decision on two origins of a claim, by the names that they are shown by."""
    what = asked.what
    assert isinstance(what, SameOrigin | Independent)
    claim = rows.claim_called(connection, what.claim)
    origin = told.origin_of(connection, claim.id)
    roots = origin.roots if origin else ()
    known = {name: root.name for root in roots for name in (root.name, *root.also)}
    names = {}
    for key in ("a", "b"):
        given_name = getattr(what, key)
        like = [name for name in known if fold(name) == fold(given_name)]
        if not like:
            listed = ", ".join(repr(root.name) for root in roots) or "none"
            raise SaysoError(f"{claim.id} has no origin {given_name!r}; it has {listed}")
        names[key] = like[0]
    if fold(names["a"]) == fold(names["b"]):
        raise SaysoError(f"{what.a!r} and {what.b!r} are one origin; give two")
    return Meant(
        what=msgspec.structs.replace(what, claim=claim.id, **names),
        subject=claim.id,
    )


def undo(connection: sa.Connection, asked: Asked) -> Meant:
    """Return the undoing of a decision that stands."""
    what = asked.what
    assert isinstance(what, Undo)
    number = decisions.number_of(what.decision)
    found = decisions.called(connection, number) if number is not None else None
    if found is None:
        raise SaysoError(f"no decision {what.decision!r}; `sayso ls decisions` lists them")
    if found.undoes is not None:
        raise SaysoError(
            f"{found.id} undid dec-{found.undoes}; to have that hold again, decide it again"
        )
    if found.undone is not None:
        by = decisions.called(connection, found.undone)
        assert by is not None
        raise SaysoError(f"{found.id} was undone by {by.who} at {by.at} ({by.id})")
    return Meant(what=what, subject=found.subject)
