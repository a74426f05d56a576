"""Pages that try to act on whoever reads them: nothing runs, loads, hides or breaks out."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
from playwright.sync_api import Browser

from sayso.deciding import decide
from sayso.decision import Asked, Put, Remark, SameName
from sayso.ledger import open_ledger
from tests.conftest import run_sayso
from tests.web.conftest import get, serving

RUNS = "<script>window.hit=1</script><img src=x onerror='window.hit=1'>"
DRAWS = "<svg onload=window.hit=1><style>*{display:none!important}</style></svg>"
BREAKS = "\"'></a></td></title></textarea><iframe src='javascript:parent.hit=1'></iframe>"
FRAME = "<base href='https://elsewhere.example/'><form action='https://elsewhere.example'>"
BIDI = "\u202egnikaerb \u2066\u202dKarsk dam\u200b fails"
TEMPLATE = "{{ 7 * 191 }}{% raw %}<b>"
LONG = "The dam " * 131_072  # a megabyte
ADDRESSES = (
    "javascript:window.hit=1",
    "data:text/html,<script>window.hit=1</script>",
    "vbscript:msgbox(1)",
    "https://elsewhere.example/\u202egpj.exe",
    "//elsewhere.example/x",
    "https://elsewhere.example/<script>window.hit=1</script>",
)
TITLES = (
    RUNS,
    DRAWS,
    BREAKS,
    FRAME,
    BIDI,
    TEMPLATE,
    LONG,
    '=HYPERLINK("https://elsewhere.example")',
)
# Names that are no paths, whatever they look like.
IDS = ("../../etc/passwd", "a?b#c", "..", "=1+1", "x.json", "%2e%2e%2f", "<b>", "a b/c")
STORY = '<i>Karsk</i> & "dam" / ../x?y#z'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    lines = []
    for number, title in enumerate(TITLES):
        text = f"At least 4{number} homes in Karsk were flooded, {title[:300]} said on Monday."
        lines.append(
            {
                "id": IDS[number],
                "title": title,
                "text": f"{text}\n\n“{RUNS} {BIDI}”, the river office said. {DRAWS}",
                "outlet": f"{BREAKS} {number}",
                "authors": [RUNS],
                "agency": DRAWS,
                "site": FRAME,
                "url": ADDRESSES[number % len(ADDRESSES)],
                "published": "2025-10-14T06:00:00+00:00",
                "story": STORY,
            }
        )
    pages = folder / "pages.jsonl"
    pages.write_text("".join(json.dumps(line) + "\n" for line in lines))
    done = run_sayso("add", pages, "--ledger", folder / "ledger")
    assert done.returncode == 0, done.stderr
    with open_ledger(folder / "ledger") as ledger:
        said = (
            Asked(what=Remark(row=IDS[0]), note=f"{RUNS} {DRAWS} {BIDI} {TEMPLATE}"),
            Asked(what=SameName(a=BREAKS, b=RUNS), note=FRAME),
            Asked(what=Put(article=IDS[1], story=f"{DRAWS} {BREAKS}")),
            Asked(what=Put(article=IDS[1], story=STORY), note=BREAKS),
        )
        outcomes = decide(ledger, said, RUNS)
        assert not [each.error for each in outcomes if each.error]
    return folder / "ledger"


@pytest.fixture(scope="module")
def served(hostile: Path) -> Iterator[str]:
    with serving(hostile) as address:
        yield address


def test_nothing_of_a_page_runs_loads_or_hides_in_a_browser(served: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    refused: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: refused.append(f"a dialog: {dialog.message}"))
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    story = quote(STORY, safe="")
    addresses = [
        *("/stories", "/articles", "/figures", "/attributions", "/claims", "/findings"),
        *("/sources", "/outlets", "/export", f"/story/{story}", f"/timeline?story={story}"),
        *(f"/taken?story={story}", f"/read?story={story}", "/search?q=Karsk"),
        *(f"/article?id={quote(each, safe='')}" for each in IDS[: len(TITLES)]),
        f"/compare?a={quote(IDS[0], safe='')}&b={quote(IDS[1], safe='')}",
        f"/search?q={quote(RUNS)}",
        f"/claims?q={quote(BREAKS)}",
        *("/decisions", "/inbox", "/taught", f"/change?story={story}"),
        f"/what-if?kind=same-name&a={quote(RUNS)}&b={quote(DRAWS)}",
    ]
    for path in addresses:
        answer = page.goto(f"{served}{path}")
        assert answer is not None
        assert answer.status == 200, path
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.hit") is None, path
        assert page.locator("main").is_visible(), path
        assert not page.locator("main iframe, main base, main img, main script, main style").count()
        scheme = "a:not([href^='/']):not([href^='#']):not([href^='http'])"
        assert not page.locator(scheme).count(), path
        text = page.locator("body").inner_text()
        assert "1337" not in text, "a template in a text is text"
        for hidden in "\u202e\u2066\u202d\u200b":
            assert hidden not in text, path
    assert not [each for each in asked if not each.startswith(served)]
    assert not refused, refused
    context.close()


def test_every_article_and_story_is_reached_by_the_links_to_it(
    served: str, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(f"{served}/articles")
    links = [
        str(link.get_attribute("href")) for link in page.locator("td a[href^='/article']").all()
    ]
    reached = set()
    for href in dict.fromkeys(links):
        page.goto(f"{served}{href}")
        reached.add(page.locator("tr:has(th:text-is('id')) td").inner_text())
    assert reached == set(IDS[: len(TITLES)])
    page.goto(f"{served}/stories")
    page.locator("td a[href^='/story']").first.click()
    assert "8 articles" in page.locator(".counts").first.inner_text()
    page.close()


def test_a_title_of_a_megabyte_makes_no_page_of_a_megabyte(served: str) -> None:
    for path in ("/articles", f"/story/{quote(STORY, safe='')}", f"/article/{quote(IDS[6])}"):
        answer = get(f"{served}{path}")
        assert answer.status == 200
        assert len(answer.body) < 200_000, path


def test_no_cell_is_a_formula(served: str) -> None:
    csv.field_size_limit(10_000_000)
    for table in ("articles", "figures", "claims", "sources", "outlets", "stories"):
        listed = csv.reader(io.StringIO(get(f"{served}/{table}.csv").text))
        for row in listed:
            assert not [cell for cell in row if cell[:1] in "=+@\t\r" and cell], table
        book = openpyxl.load_workbook(io.BytesIO(get(f"{served}/{table}.xlsx").body))
        for row in book.active.iter_rows():
            assert not [cell.value for cell in row if cell.data_type == "f"], table
            assert not [cell for cell in row if cell.hyperlink], table


def test_names_of_downloads_are_names(served: str) -> None:
    for path in (
        f"/claims.csv?story={quote(STORY, safe='')}",
        f"/report?story={quote(STORY, safe='')}",
    ):
        named = (
            get(f"{served}{path}").headers["content-disposition"].partition('filename="')[2][:-1]
        )
        assert named
        assert not set(named) - set(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"
        )
        assert ".." not in named
