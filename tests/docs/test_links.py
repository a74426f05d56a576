"""The page on links lists every kind of change, and each of its examples is what `link` finds."""

from collections.abc import Iterator
from typing import get_args

import msgspec
import pytest

from sayso.link import link
from sayso.link.mutations import mutations
from sayso.model import Article, Copy, Mutation, MutationType
from tests.conftest import ROOT
from tests.link.test_mutations import CHANGED
from tests.quality.own.test_own_mutations import MARKS

PAGE = (ROOT / "docs/reference/links.md").read_text(encoding="utf-8")
HEADINGS = {
    "Figures": "figure",
    "Hedges": "hedge",
    "Attributions": "attribution",
    "Entities and places": "entity",
    "Times": "time",
    "Caveats": "caveat",
    "Polarity": "polarity",
    "Quotations": "quotation",
}
REPORT = (
    "The dam above Velmar gave way before dawn on Tuesday and flooded the lower town of Halvik. "
    "Rescue crews from three districts searched the banks of the Tesna until nightfall."
)


class Example(msgspec.Struct, frozen=True):
    """A row of the page; in both texts the words that differ stand between stars."""

    type: str
    subtype: str
    source: str
    copy: str


def examples() -> Iterator[Example]:
    for part in PAGE.split("\n### ")[1:]:
        for line in part.partition("\n## ")[0].splitlines():
            if line.startswith("|") and "**" in line:
                cells = (cell.strip() for cell in line.strip("|").split("|"))
                yield Example(HEADINGS[part.partition("\n")[0]], *cells)


EXAMPLES = list(examples())


def parted(marked: str) -> tuple[str, str]:
    """Return a text without its stars, and the words between them."""
    before, words, after = marked.split("**")
    return before + words + after, words


def found(one: str, other: str) -> tuple[Mutation, ...]:
    a, b = Article(id="a", text=one), Article(id="b", text=other)
    whole = ((0, len(one), 0, len(other)),)
    return mutations(a, b, Copy(id="c", a="a", b="b", direction="a>b", passages=whole))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: f"{each.subtype}: {each.source}")
def test_each_example_is_what_link_finds(example: Example) -> None:
    (source, old), (copy, new) = parted(example.source), parted(example.copy)
    (mutation,) = found(source, copy)
    assert (mutation.type, mutation.subtype) == (example.type, example.subtype)
    assert (mutation.a.text, mutation.b.text) == (old, new)
    for marked, excerpt in ((example.source, mutation.a), (example.copy, mutation.b)):
        assert excerpt.start == marked.index("**")


def test_every_type_and_every_subtype_that_the_tests_know_has_an_example() -> None:
    shown = {(each.type, each.subtype) for each in EXAMPLES}
    assert {kind for kind, _ in shown} == set(get_args(MutationType))
    known = {(kind, subtype) for kind, subtype, _, _ in CHANGED}
    assert known | {(mark["type"], mark["subtype"]) for _, mark in MARKS} <= shown


DIRECTIONS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.partition("| what tells |")[2].partition("\n\n")[0].splitlines()[2:]
]


@pytest.mark.parametrize("row", DIRECTIONS, ids=lambda row: row[0])
def test_each_direction_is_what_link_finds(row: list[str]) -> None:
    _, first, second, added, told = row
    pages = [
        Article(id="a", text=REPORT, outlet="Pellin Post", published=first or None),
        Article(
            id="b",
            text=f"{REPORT}\n\n{added}".strip(),
            outlet="Karsk Courant",
            published=second or None,
        ),
    ]
    (copy,) = link(pages, only="copies").copies
    names = {"a": "Pellin Post", "b": "Karsk Courant"}
    source = {"a>b": copy.a, "b>a": copy.b}.get(copy.direction)
    assert told == ("unknown" if source is None else f"{names[source]} first")
