"""The reference lists every kind that a record can be of, and every key of an article."""

from typing import get_args

import pytest

from sayso.model import Article, BlockKind, CutKind, WarningKind
from tests.conftest import ROOT

SECTION = (ROOT / "docs/reference/records.md").read_text(encoding="utf-8")
ARTICLE = SECTION.partition("## Article")[2].partition("\n## ")[0]
PARTS = {part.partition("\n")[0]: part for part in ARTICLE.split("\n### ")}


def listed(heading: str) -> set[str]:
    """Return what the first column of the table under a heading names."""
    rows = [line for line in PARTS[heading].splitlines() if line.startswith("| `")]
    cells = [row.split(" | ")[0].strip("| ") for row in rows]
    return {name.strip("` ") for cell in cells for name in cell.split(",")}


@pytest.mark.parametrize(
    ("heading", "kinds"), [("Blocks", BlockKind), ("Cuts", CutKind), ("Warnings", WarningKind)]
)
def test_the_reference_lists_every_kind(heading: str, kinds: object) -> None:
    assert listed(heading) == set(get_args(kinds))


def test_the_reference_lists_every_key_of_an_article() -> None:
    first = next(iter(PARTS))
    assert listed(first) == set(Article.__struct_fields__)
