"""The commands of `sayso mark`, each with the decisions that it makes of its arguments."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
import typer

from sayso.decision import (
    Accept,
    ApartNames,
    Correct,
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
from sayso.marking.taking import deciding
from sayso.model import SaysoError

app = typer.Typer(
    name="mark",
    help="Record what a person decides; of effect at once, kept for ever, undone by `mark undo`.",
    add_completion=False,
    rich_markup_mode=None,
    invoke_without_command=True,
    epilog="Example: sayso mark reject fig-3a9c0d12e45b6789 --note 'a bus, not a count'",
)

RowsArgument = Annotated[list[str], typer.Argument(help="Ids of rows, or their beginnings.")]
RowArgument = Annotated[str, typer.Argument(help="The id of a row, or its beginning.")]
StoryArgument = Annotated[str, typer.Argument(help="A story's name or id.")]
ArticlesArgument = Annotated[list[str], typer.Argument(help="Ids of articles.")]
ClaimArgument = Annotated[str, typer.Argument(help="The id of a claim, or of its origins' row.")]
NameArgument = Annotated[str, typer.Argument(help="A name, as it is shown.")]


@app.command()
@deciding
def accept(rows: RowsArgument) -> Sequence[Kind]:
    """Rows are right."""
    return [Accept(row=each) for each in rows]


@app.command()
@deciding
def reject(rows: RowsArgument) -> Sequence[Kind]:
    """Rows are wrong: nothing is weighed by them any more."""
    return [Reject(row=each) for each in rows]


@app.command()
@deciding
def unsure(rows: RowsArgument) -> Sequence[Kind]:
    """Rows were looked at, and it cannot be told whether they are right."""
    return [Unsure(row=each) for each in rows]


@app.command(epilog="Example: sayso mark correct fig-3a9c0d12e45b6789 best=12 low=null")
@deciding
def correct(
    row: RowArgument,
    fields: Annotated[list[str], typer.Argument(help="FIELD=VALUE; null, true, lists as in JSON.")],
) -> Sequence[Kind]:
    """Fields of a row have other values; start and end move a span."""
    return [Correct(row=row, fields=dict(map(_field, fields)))]


def _field(given: str) -> tuple[str, object]:
    name, sign, value = given.partition("=")
    if not sign or not name:
        raise SaysoError(f"{given!r}: a correction is FIELD=VALUE, such as best=12")
    try:
        return name, msgspec.json.decode(value)
    except msgspec.DecodeError:  # a word without quotation marks
        return name, value


@app.command(epilog="Example: sayso mark grade B2 art-7c5ae801")
@deciding
def grade(
    grade: Annotated[str, typer.Argument(help="Such as B2: source A to F, information 1 to 6.")],
    rows: RowsArgument,
) -> Sequence[Kind]:
    """Give rows an Admiralty grade; F6 is what nobody has graded."""
    return [Grade(row=each, grade=grade) for each in rows]


@app.command(epilog="Example: sayso mark likelihood 'highly likely' clm-1427319b15a7aa89")
@deciding
def likelihood(
    word: Annotated[str, typer.Argument(help="A word of the ladder.")],
    rows: RowsArgument,
    ladder: Annotated[
        str, typer.Option("--ladder", help="phia or icd203, where both have the word.")
    ] = "",
) -> Sequence[Kind]:
    """Say how likely rows are, in a word of a published ladder."""
    return [Likelihood(row=each, word=word, ladder=ladder) for each in rows]


@app.command(epilog="Example: sayso mark note art-7c5ae801 --note 'asked the paper, no answer'")
@deciding
def note(rows: RowsArgument) -> Sequence[Kind]:
    """Write a note on rows: the words of --note."""
    return [Remark(row=each) for each in rows]


@app.command(epilog="Example: sayso mark put art-7c5ae801 --into 'Velmar dam'")
@deciding
def put(
    articles: ArticlesArgument,
    into: Annotated[str, typer.Option("--into", help="A story's name or id, or a new name.")],
) -> Sequence[Kind]:
    """Put articles into a story."""
    return [Put(article=each, story=into) for each in articles]


@app.command()
@deciding
def pin(articles: ArticlesArgument) -> Sequence[Kind]:
    """Articles stay in the story that they stand in."""
    return [Pin(article=each) for each in articles]


@app.command(epilog="Example: sayso mark rename story-1427319b15a7aa89 'Harbour fire'")
@deciding
def rename(
    story: StoryArgument, name: Annotated[str, typer.Argument(help="The new name.")]
) -> Sequence[Kind]:
    """Call a story by another name; its id stays."""
    return [Rename(story=story, name=name)]


@app.command(epilog="Example: sayso mark merge 'Dam failure' --into 'Velmar dam'")
@deciding
def merge(
    stories: Annotated[list[str], typer.Argument(help="Names or ids of stories.")],
    into: Annotated[str, typer.Option("--into", help="The story that they are part of.")],
) -> Sequence[Kind]:
    """Merge stories into another."""
    return [Merge(story=each, into=into) for each in stories]


@app.command(epilog="Example: sayso mark split 'Velmar dam' art-7c5ae801 --into 'Velmar trial'")
@deciding
def split(
    story: StoryArgument,
    articles: ArticlesArgument,
    into: Annotated[
        str | None,
        typer.Option("--into", help="The story that they make, a new name or one there is."),
    ] = None,
) -> Sequence[Kind]:
    """Split articles off from a story; they stay out of it when new articles come."""
    return [Split(story=story, articles=tuple(articles), into=into)]


@app.command("same-name", epilog="Example: sayso mark same-name NRC 'National Rescue Corps'")
@deciding
def same_name(a: NameArgument, b: NameArgument) -> Sequence[Kind]:
    """Two names are of one body, person or outlet."""
    return [SameName(a=a, b=b)]


@app.command("apart-names")
@deciding
def apart_names(a: NameArgument, b: NameArgument) -> Sequence[Kind]:
    """Two names that were taken for one are of two."""
    return [ApartNames(a=a, b=b)]


@app.command("same-origin")
@deciding
def same_origin(claim: ClaimArgument, a: NameArgument, b: NameArgument) -> Sequence[Kind]:
    """Two origins of a claim are one."""
    return [SameOrigin(claim=claim, a=a, b=b)]


@app.command()
@deciding
def independent(claim: ClaimArgument, a: NameArgument, b: NameArgument) -> Sequence[Kind]:
    """Two origins of a claim do not rest on each other."""
    return [Independent(claim=claim, a=a, b=b)]


@app.command(epilog="Example: sayso mark undo dec-12")
@deciding
def undo(
    decisions: Annotated[list[str], typer.Argument(help="Ids such as dec-12.")],
) -> Sequence[Kind]:
    """Decisions no longer hold; they stay in the log."""
    return [Undo(decision=each) for each in decisions]
