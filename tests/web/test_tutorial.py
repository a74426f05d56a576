"""What the desk's tutorial and reference say is there."""

import re
from urllib.parse import quote

from sayso.ledger.listings import LISTINGS
from sayso.web.app import PAGES
from sayso.web.files import FORMATS
from sayso.web.tables import TABLES
from tests.conftest import ROOT
from tests.web.conftest import get

TUTORIAL = (ROOT / "docs" / "tutorial-newsdesk.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "reference" / "newsdesk.md").read_text(encoding="utf-8")
_STEP = re.compile(r"`(/[a-z][^`]*)`(?!\*)|^> (.+)$", re.MULTILINE)
_TAGS = re.compile(r"<[^>]+>")


def test_each_address_of_the_tutorial_shows_what_is_quoted_below_it(desk: str) -> None:
    page, checked = "", 0
    for address, words in _STEP.findall(TUTORIAL):
        if address and len(address) > 1:
            answer = get(desk + quote(address, safe="/?&=%+"))
            assert answer.status == 200, address
            page = " ".join(_TAGS.sub("", answer.text).split())
        elif words:
            assert words in page, words
            checked += 1
    assert checked > 8


def test_the_reference_names_each_page_table_filter_and_file() -> None:
    for path in PAGES:
        assert f"`{path.partition('/{')[0]}" in REFERENCE, path
    for name, table in TABLES.items():
        row = next(line for line in REFERENCE.splitlines() if f"`{name}`" in line and "|" in line)
        for each in table.filters:
            assert f"`{each}`" in row, (name, each)
    for each in FORMATS:
        assert f"`.{each}`" in REFERENCE
    assert set(LISTINGS) <= set(TABLES)
