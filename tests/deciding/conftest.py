"""A small ledger that decisions are tried on: two floods, five papers, one mistake in each kind."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import sayso
from sayso import pipeline
from sayso.ledger import Ledger, open_ledger

HEAD = "KARSK (Northern Wire) - "
WIRE = (
    "The Tesna burst its banks on Monday and killed at least 14 people in the lower town, the "
    "Velmar River Office said.\n\nFamilies were taken to the school on the hill, where teachers had "
    "made up beds in the gymnasium before dark. 40 homes were flooded, mayor Ada Oram said."
)
PAGES = (
    {"id": "n1", "outlet": "Northern Wire", "site": "northernwire.example", "text": HEAD + WIRE,
     "title": "Tesna floods Karsk", "published": "2025-10-13T08:00:00Z"},
    {"id": "n2", "outlet": "Hill Post", "site": "hillpost.example", "text": WIRE,
     "title": "Tesna floods Karsk", "published": "2025-10-13T11:00:00Z"},
    {"id": "n3", "outlet": "Dale News", "site": "dalenews.example",
     "title": "Flood in Karsk kills 17", "published": "2025-10-13T15:00:00Z",
     "text": "The flood of the Tesna in Karsk killed 17 people on Monday, the VRO said. The road "
     "to Pellin is closed, and the school on the hill has taken in families from the lower town."},
    {"id": "n4", "outlet": "Karsk Courant", "site": "karskcourant.example",
     "title": "Karsk: 14 people killed by the Tesna", "published": "2025-10-13T13:00:00Z",
     "text": "At least 14 people were killed in Karsk when the Tesna burst its banks on Monday, "
     "two officials said. The school on the hill is full of families from the lower town."},
    {"id": "n5", "outlet": "Pellin Post", "site": "pellinpost.example",
     "title": "Chess open in Pellin", "published": "2025-10-14T09:00:00Z",
     "text": "Ina Dahl won the chess open in Pellin on Monday before 300 guests. The town's club "
     "has 60 members, the organiser said."},
)  # fmt: skip
FLOOD = "flood"


def lines(*pages: object) -> str:
    return "".join(json.dumps(page) + "\n" for page in pages)


def add(ledger: Ledger, folder: Path, *pages: object, story: str | None = None) -> None:
    source = folder / "pages.jsonl"
    source.write_text(lines(*pages))
    errors = [each.error for each in pipeline.add(ledger, [str(source)], story) if each.error]
    assert not errors


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger as it was added, for copying."""
    folder = tmp_path_factory.mktemp("deciding")
    with sayso.open(folder / "ledger", create=True) as ledger:
        add(ledger, folder, *PAGES[:4], story=FLOOD)
        add(ledger, folder, PAGES[4])
    return folder / "ledger"


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Iterator[Ledger]:
    shutil.copytree(made, tmp_path / "ledger")
    with open_ledger(tmp_path / "ledger") as opened:
        yield opened
