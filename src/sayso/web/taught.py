"""What decisions taught, as lines of the data files: offered to be added, never applied."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import sqlalchemy as sa

from sayso.decided.standing import Standing
from sayso.deciding import rows
from sayso.decision import Correct, SameName
from sayso.ledger import decisions, search
from sayso.model import Article, Attribution, Figure, SaysoError

# A word rejected once was wrong once; how often it was right is told beside it.
LEAST_REJECTED = 1
MOST = 200
# Corrected words that a data file has: of what happened, what is counted, units.
FILES: Mapping[str, str] = {
    "predicate": "predicates.toml",
    "counted": "counted.toml",
    "unit": "units.toml",
    "source_kind": "sources.toml",
    "certainty": "hedges.toml",
}


class Lesson(msgspec.Struct, frozen=True, kw_only=True):
    """Something to add to a data file: `lines` in its form, and the decisions that teach it."""

    file: str
    about: str
    lines: str
    because: tuple[str, ...]


def lessons(connection: sa.Connection) -> tuple[Lesson, ...]:
    """Return what the decisions that stand teach: other names, cues that were none, words."""
    standing = decisions.standing_all(connection)
    return (*_names(connection), *_cues(connection, standing), *_words(connection))


def as_file(found: Iterable[Lesson]) -> str:
    """Return lessons as one text, by the file that each belongs into."""
    parts = [
        "# What decisions taught. Nothing of it is in force: read it, and add what holds in",
        "# general to the data file that is named above it.",
    ]
    for each in found:
        parts += ["", f"# {each.file}: {each.about} ({', '.join(each.because)})", each.lines]
    return "\n".join(parts) + "\n"


def _names(connection: sa.Connection) -> Iterator[Lesson]:
    """Other names of one body: those of agencies and outlets have a table."""
    for each in decisions.log(connection, kinds=("same-name",))[:MOST]:
        if each.undone is not None or not isinstance(each.what, SameName):
            continue
        short, long = sorted((each.what.a, each.what.b), key=lambda name: (len(name), name))
        yield Lesson(
            file="agencies.toml",
            about=f"“{long}” is also called “{short}”; only where it is an agency or an outlet",
            lines=f"[{_quoted(short)}]\nnames = [{_quoted(long)}]",
            because=(each.id,),
        )


def _cues(connection: sa.Connection, standing: Standing) -> Iterator[Lesson]:
    """Cues of attributions that were rejected, with how often each was accepted."""
    wrong: dict[str, list[str]] = defaultdict(list)
    right: Counter[str] = Counter()
    judged = [
        (row, mark)
        for row, mark in standing.marks.items()
        if mark.status in ("accepted", "rejected")
    ]
    for row, mark in judged[: 10 * MOST]:
        cue = _cue(connection, row)
        if cue and mark.status == "rejected" and mark.verdict:
            wrong[cue].append(f"dec-{mark.verdict.decision}")
        elif cue:
            right[cue] += 1
    for cue, because in sorted(wrong.items(), key=lambda item: -len(item[1]))[:MOST]:
        if len(because) >= LEAST_REJECTED:
            yield Lesson(
                file="attribution_words.toml",
                about=f"“{cue}” was no cue {len(because)} times, and was one {right[cue]} times",
                lines=f"# no cue here: {_quoted(cue)}",
                because=tuple(because[:12]),
            )


def _cue(connection: sa.Connection, id: str) -> str:
    try:
        row = rows.row_called(connection, id) if id.startswith("att-") else None
    except SaysoError:  # orphaned by a rebuild
        return ""
    if row is None or not isinstance(row.record, Attribution):
        return ""
    article = search.article(connection, row.article or "")
    return _said(article, row.record.cue) if article else ""


def _said(article: Article, spans: Sequence[tuple[int, int]]) -> str:
    return " … ".join(article.text[start:end].lower() for start, end in spans)


def _words(connection: sa.Connection) -> Iterator[Lesson]:
    """Corrected words, with the sentence's own words that they were read from."""
    for each in decisions.log(connection, kinds=("correct",))[: 10 * MOST]:
        if each.undone is not None or not isinstance(each.what, Correct):
            continue
        for name, file in FILES.items():
            if name in each.what.fields and each.what.fields[name] != each.what.was.get(name):
                was, now = each.what.was.get(name), each.what.fields[name]
                yield Lesson(
                    file=file,
                    about=f"{name} {_quoted(now)}, read as {_quoted(was)}",
                    lines=f"# {_quoted(_sentence(connection, each.what.row))}",
                    because=(each.id,),
                )


def _sentence(connection: sa.Connection, id: str) -> str:
    try:
        row = rows.row_called(connection, id)
    except SaysoError:
        return ""
    article = search.article(connection, row.article or "")
    if article is None or not isinstance(row.record, Figure | Attribution):
        return ""
    spans = (
        ((row.record.start, row.record.end),)
        if isinstance(row.record, Figure)
        else (*row.record.source, *row.record.cue)
    )
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    return " ".join(article.text[max(0, first - 80) : last + 80].split())


def _quoted(value: object) -> str:
    """Return a value as TOML and JSON write it."""
    return msgspec.json.encode("" if value is None else value).decode()
