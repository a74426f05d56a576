"""Decisions in the words of what they are about: quotations, sentences and names for ids."""

import math
from collections.abc import Iterable, Mapping

import msgspec
import sqlalchemy as sa

from sayso.decided.words import in_words
from sayso.deciding.rows import Row, row_called
from sayso.decision import Correct, Decision, Rename, Undo
from sayso.ledger import decisions
from sayso.model import (
    Article,
    Attribution,
    Claim,
    Figure,
    Finding,
    FollowUp,
    Indicator,
    Mutation,
    Origin,
    Retelling,
    SaysoError,
    Story,
    Time,
    Unquantified,
)
from sayso.show.quotation import extent
from sayso.show.rows import Place, Quoted
from sayso.show.stated import value_of
from sayso.show.value import count_of

LONGEST = 160
SHORTEST = 50  # Beside an id in a column of a terminal.
# Where a decision names a thing by its id; other fields hold what persons wrote.
_IDS = ("row", "article", "claim", "story", "into", "was")


def told_in_words(
    connection: sa.Connection, found: Iterable[Decision], *, ids: bool = False
) -> Mapping[int, str]:
    """Return for each decision, by its number, what was decided, with words in place of ids.

    An id of which nothing is left stands as it is, with the words that a correction kept. With
    `ids` each stands behind fewer words, for commands to be given it.
    """
    quoted = Quoted(connection)
    known: dict[str, str] = {}

    def words(named: str) -> str:
        if named not in known:
            known[named] = _words(connection, quoted, named)
        return known[named]

    made = {}
    for each in found:
        of = each
        if isinstance(each.what, Undo):
            of = decisions.called(connection, each.undoes or 0) or each
        said = in_words(of)
        for named in _named(of):
            its = words(named) or _kept(of)
            if its:
                behind = f" ({named})" if ids and its != named else ""
                said = _put(said, named, _marked(_cut(its, SHORTEST) if ids else its) + behind)
        made[each.number] = said if of is each else f"undone: {said} (by {of.who}, {of.at[:10]})"
    return made


def _put(said: str, named: str, its: str) -> str:
    """Return a sentence with words where an id stood, written as a name or bare."""
    return said.replace(repr(named) if repr(named) in said else named, its)


def _marked(words: str) -> str:
    """Return words in quotation marks, where they do not stand in them already."""
    whole = words.startswith("“") and words.find("”") == len(words) - 1
    return words if whole else f"“{words}”"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]} …"


def _named(decision: Decision) -> tuple[str, ...]:
    """Return the ids in a decision, the longest first, so that none is taken for a part of one."""
    if isinstance(decision.what, Rename):  # Its new name is not what it was called before.
        return ()
    values = (getattr(decision.what, name, None) for name in _IDS)
    its = {value for value in values if isinstance(value, str) and value}
    return tuple(sorted(its, key=lambda each: (-len(each), each)))


def _kept(decision: Decision) -> str:
    """Return the words that a decision itself has kept of its row, empty where it has none."""
    what = decision.what
    text = what.was.get("text") if isinstance(what, Correct) else None
    return _cut(str(text), LONGEST) if text else ""


def _words(connection: sa.Connection, quoted: Quoted, named: str) -> str:
    try:
        row = row_called(connection, named)
    except SaysoError:
        return ""
    return _cut(" ".join(_of(quoted, row).split()), LONGEST)


def _of(quoted: Quoted, row: Row) -> str:
    article = row.article or ""
    match row.record:
        case Story() as story:
            return story.called
        case Article() as its:
            return its.title or its.called
        case Attribution() as said:
            return quoted.quotation(Place(article, *extent(said)))
        case Figure() | Time() | Unquantified() as span:
            return quoted.quotation(Place(article, span.start, span.end))
        case Claim() as claim:
            return ": ".join(filter(None, (value_of(claim), claim.text)))
        case Origin() as origin:
            return f"{origin.claim.text}: {count_of(origin)}"
        case Finding() as finding:
            return finding.text
        case Indicator() as indicator:
            return indicator.indicator.replace("_", " ")
        case Mutation() as changed:
            return f"{changed.type}: {changed.a.text} | {changed.b.text}"
        case Retelling() | FollowUp() as link:
            return f"{link.a.text} | {link.b.text}"
    return " ".join(str(each) for each in msgspec.structs.astuple(row.record)[:1])


def before_each(log: Iterable[Decision]) -> Mapping[int, Decision]:
    """Return for each decision, by its number, the one on the same thing that it came after.

    One that had been undone by then is passed over for the one before it.
    """
    taken: dict[tuple[str, str], list[Decision]] = {}
    made: dict[int, Decision] = {}
    for each in log:
        kind = "verdict" if each.kind in ("accept", "reject", "unsure", "correct") else each.kind
        key = (each.subject, kind)
        if kind == "undo":
            continue
        stack = taken.setdefault(key, [])
        held = (before for before in reversed(stack) if (before.undone or math.inf) > each.number)
        if (before := next(held, None)) is not None:
            made[each.number] = before
        stack.append(each)
    return made
