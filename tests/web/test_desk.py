"""What the desk answers over HTTP: every page, every file, and what it refuses."""

import csv
import io
import json
import signal
import sqlite3
import subprocess
from pathlib import Path
from urllib.parse import quote, urlsplit

import lxml.html  # type: ignore[import-untyped]
import openpyxl
import pytest

from sayso.ledger import open_ledger
from tests.conftest import STORY, Run, command
from tests.web.conftest import TABLES_OF_STORIES, get, pages, serving

FOR = f"story={quote(STORY)}"
LOADS = ("src", "srcset", "action", "formaction", "data", "poster", "ping")


@pytest.fixture(params=sorted(pages("")))
def address(request: pytest.FixtureRequest, desk: str) -> str:
    return pages(desk)[request.param]


def test_each_page_answers_and_lets_nothing_run_or_load(address: str, desk: str) -> None:
    answer = get(address)
    assert answer.status == {"art-zzzz": 404, "stroy": 400}.get(address[-8:], answer.status)
    assert answer.status in (200, 400, 404)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin", "nothing to other sites"
    page = lxml.html.fromstring(answer.text)
    for element in page.iter("*"):
        acting = [name for name in element.attrib if name.startswith("on") or name == "style"]
        assert not acting, acting
        for name in LOADS:
            assert element.get(name, "/").startswith("/"), element.get(name)
        href = element.get("href", "/")
        if not href.startswith(("/", "#", "?")):
            assert urlsplit(href).scheme in ("http", "https")
            assert {"noopener", "noreferrer"} <= set(element.get("rel", "").split())
    assert not [script for script in page.iter("script") if (script.text or "").strip()]
    assert not list(page.iter("style"))


@pytest.mark.parametrize("table", [*TABLES_OF_STORIES, "stories", "outlets", "sources"])
def test_each_table_is_had_as_files_with_quotation_and_address(table: str, desk: str) -> None:
    where = f"?{FOR}" if table in TABLES_OF_STORIES else ""
    rows = json.loads(get(f"{desk}/{table}.json{where}").body)
    lines = get(f"{desk}/{table}.jsonl{where}")
    assert [json.loads(line) for line in lines.text.splitlines()] == rows
    listed = list(csv.DictReader(io.StringIO(get(f"{desk}/{table}.csv{where}").text)))
    assert [row["id"] for row in listed] == [row["id"] for row in rows]
    book = get(f"{desk}/{table}.xlsx{where}")
    assert "attachment" in book.headers["content-disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(book.body)).active
    assert sheet is not None
    head, *body = sheet.iter_rows(values_only=True)
    assert len(body) == len(rows)
    assert {"id", "quotation", "permalink"} <= set(head)
    assert rows or table == "quotations", "the samples have some of each other"
    for row in rows[:3]:
        assert row["quotation"], row
        assert get(row["permalink"]).status == 200, row["permalink"]


def test_a_table_is_narrowed_sorted_and_paged_by_its_address(desk: str) -> None:
    missing = json.loads(get(f"{desk}/claims.json?predicate=missing&low=30&sort=-value").body)
    worth = [row["best"] or row["low"] or row["high"] for row in missing]
    assert worth == sorted(worth, reverse=True)
    assert min(worth) >= 30
    assert {row["indicator"] for row in missing} == {"missing"}
    first = json.loads(get(f"{desk}/figures.json?size=3").body)
    second = json.loads(get(f"{desk}/figures.json?size=3&page=2").body)
    both = json.loads(get(f"{desk}/figures.json?size=6").body)
    assert first + second == both
    page = get(f"{desk}/figures?size=3&page=2").text
    assert 'rel="prev"' in page
    assert 'rel="next"' in page


def test_a_part_of_a_page_is_never_taken_for_the_page(desk: str) -> None:
    address = f"{desk}/read?{FOR}&n=5"
    part = get(address, HX_Request="true")
    whole = get(address)
    assert "<html" not in part.text
    assert "<html" in whole.text
    assert part.headers["etag"] != whole.headers["etag"]
    assert "HX-Request" in whole.headers["vary"]


def test_search_finds_words_figures_names_and_days(desk: str) -> None:
    assert "Irena Dovask" in get(f"{desk}/search?q=Dovask").text
    figures = get(f"{desk}/search?predicate=missing&low=30&high=45").text
    assert "30–45" in figures
    before = json.loads(get(f"{desk}/articles.json?to=2025-10-14").body)
    after = json.loads(get(f"{desk}/articles.json?from=2025-10-15").body)
    assert before
    assert all(row["published"][:10] <= "2025-10-14" for row in before)
    assert all(row["published"][:10] >= "2025-10-15" for row in after)
    led = get(f"{desk}/search?q=fig-9903b5be137ab2a5")
    assert led.headers["location"] == "/row/fig-9903b5be137ab2a5"
    odd = get(f"{desk}/search?q=" + quote('dam" OR NEAR( * -'))
    assert odd.status == 200


@pytest.mark.parametrize(
    ("path", "status", "names"),
    [
        ("/claims?stroy=x", 400, ["stroy", "story", "predicate"]),
        ("/claims?low=many", 400, ["low", "number"]),
        ("/claims?page=0", 400, ["page", "whole number"]),
        ("/claims?low=1&low=2", 400, ["twice"]),
        ("/articles?from=yesterday", 400, ["2025-10-14"]),
        ("/findings?type=quarrel", 400, ["quarrel", "conflict", "revision"]),
        ("/claims?sort=colour", 400, ["colour", "-value"]),
        ("/search?q=" + "a" * 600, 400, ["600", "500"]),
        ("/article/art-c7d034ed7c42c0e5?at=here", 400, ["120-160"]),
        ("/article/art-c7d034ed7c42c0e5?hide=colours", 400, ["colours", "figure"]),
        ("/read", 400, ["which story"]),
        ("/story/Velmar", 404, ["Velmar dam"]),
        ("/article/art-zzzzzzzz", 404, ["art-zzzzzzzz"]),
        ("/row/fig-0000000", 404, ["fig-0000000"]),
        ("/source/Nobody", 404, ["Nobody"]),
        ("/outlet/None", 404, ["None"]),
        ("/papers", 404, ["papers", "claims"]),
        ("/claims.pdf", 404, ["pdf", "xlsx"]),
        ("/a/b/c", 404, ["stories"]),
        (f"/read?{FOR}&n=13", 404, ["12"]),
    ],
)
def test_what_is_wrong_is_told_with_what_would_be_right(
    path: str, status: int, names: list[str], desk: str
) -> None:
    answer = get(f"{desk}{path}")
    assert answer.status == status
    words = answer.text
    for name in names:
        assert name in words


def test_only_this_machine_by_its_own_name_is_answered(desk: str) -> None:
    port = urlsplit(desk).port
    for host in ("127.0.0.1", f"localhost:{port}", f"127.0.0.1:{port}"):
        assert get(f"{desk}/stories", Host=host).status == 200
    for host in ("rebound.example", f"rebound.example:{port}", "127.0.0.1.example", "192.168.1.9"):
        refused = get(f"{desk}/stories", Host=host)
        assert refused.status == 421
        assert "Velmar" not in refused.text
        assert "default-src 'none'" in refused.headers["content-security-policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(method: str, desk: str) -> None:
    assert get(f"{desk}/stories", method).status == 405


def test_a_long_article_of_a_run_folds_behind_read_more(tmp_path: Path, run: Run) -> None:
    said = "The river rose in Karsk on Monday, and the office counted 40 boats on the meadows."
    texts = {"long": "\n\n".join([said] * 200), "short": said}
    lines = [
        {"id": named, "title": named, "text": text, "story": "flood"}
        for named, text in texts.items()
    ]
    (tmp_path / "1.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    run("add", tmp_path / "1.jsonl", "--ledger", tmp_path / "ledger")
    with serving(tmp_path / "ledger") as desk:
        pages = [lxml.html.fromstring(get(f"{desk}/read?story=flood&n={n}").text) for n in (1, 2)]
        folded = {
            page.findtext(".//h2/a"): page.find(".//details[@class='fold']") for page in pages
        }
    assert folded["short"] is None
    assert "Read more" in folded["long"].findtext("summary")
    assert len(folded["long"].findall("p")) > 100
    assert pages[0].text_content().count(said) + pages[1].text_content().count(said) == 201


def test_a_page_is_sent_again_only_when_the_ledger_has_changed(tmp_path: Path, run: Run) -> None:
    ledger = tmp_path / "ledger"
    for number in (1, 2):
        line = {
            "id": f"n{number}",
            "title": f"Flood {number}",
            "text": f"At least {number}7 homes in Karsk were flooded.",
            "story": "flood",
        }
        (tmp_path / f"{number}.jsonl").write_text(json.dumps(line) + "\n")
    run("add", tmp_path / "1.jsonl", "--ledger", ledger)
    with serving(ledger) as desk:
        first = get(f"{desk}/articles")
        mark = first.headers["etag"]
        again = get(f"{desk}/articles", If_None_Match=mark)
        assert (again.status, again.body) == (304, b"")
        run("add", tmp_path / "2.jsonl", "--ledger", ledger)
        changed = get(f"{desk}/articles", If_None_Match=mark)
        assert changed.status == 200
        assert "Flood 2" in changed.text
        assert "Flood 2" not in first.text


def test_what_is_not_up_to_date_is_said_to_be(tmp_path: Path, run: Run) -> None:
    ledger = tmp_path / "ledger"
    line = {
        "id": "n1",
        "title": "Flood",
        "text": "At least 17 homes were flooded.",
        "story": "flood",
    }
    (tmp_path / "1.jsonl").write_text(json.dumps(line) + "\n")
    run("add", tmp_path / "1.jsonl", "--ledger", ledger)
    with sqlite3.connect(ledger / "ledger.sqlite") as connection:  # as a kill would leave it
        connection.execute("INSERT INTO meta VALUES ('linking due', 'yes')")
    with serving(ledger) as desk:
        for path in ("/stories", "/story/flood", "/article/n1", "/findings"):
            answer = get(f"{desk}{path}")
            assert answer.status == 200
            assert "not up to date" in answer.text, path
        assert get(f"{desk}/report?story=flood").status == 503


def test_a_ledger_of_an_older_release_is_searched_by_the_words_of_its_claims(
    tmp_path: Path, run: Run
) -> None:
    ledger = tmp_path / "ledger"
    line = {"id": "n1", "title": "Flood", "text": "At least 17 homes in Karsk were flooded."}
    (tmp_path / "1.jsonl").write_text(json.dumps(line) + "\n")
    run("add", tmp_path / "1.jsonl", "--ledger", ledger)
    with sqlite3.connect(ledger / "ledger.sqlite") as connection:  # as step 4 had left it
        indexes = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE '%_by_%'"
        ).fetchall()
        assert len(indexes) > 5
        for (name,) in indexes:
            connection.execute(f"DROP INDEX {name}")
        for statement in ("TRIGGER claim_search_insert", "TRIGGER claim_search_delete"):
            connection.execute(f"DROP {statement}")
        connection.execute("DROP TABLE claim_search")
        connection.execute("UPDATE meta SET value = '4' WHERE key = 'schema'")
    with serving(ledger) as desk:
        assert len(json.loads(get(f"{desk}/claims.json?q=flooded+homes").body)) == 1
    run("rebuild", "--ledger", ledger)
    with serving(ledger) as desk:
        assert len(json.loads(get(f"{desk}/claims.json?q=flooded+homes").body)) == 1
        assert not json.loads(get(f"{desk}/claims.json?q=zebra").body)


def test_the_ledger_cannot_be_written_through_the_desk(demo: Path) -> None:
    import sqlalchemy as sa

    from sayso.model import StorageError

    with (
        open_ledger(demo, read_only=True) as ledger,
        pytest.raises(StorageError, match="readonly"),
        ledger.writing() as connection,
    ):
        connection.execute(sa.text("DELETE FROM story"))


def test_serving_says_what_is_wrong(tmp_path: Path, run: Run, desk: str, demo: Path) -> None:
    none = run("serve", "--ledger", tmp_path / "none", "--port", "0")
    assert (none.returncode, "no such folder" in none.stderr) == (2, True)
    taken = run("serve", "--ledger", demo, "--port", str(urlsplit(desk).port))
    assert taken.returncode == 2
    assert "--port" in taken.stderr


def test_it_ends_as_one_ends_it(demo: Path) -> None:
    done = subprocess.Popen(
        command("serve", "--ledger", demo, "--port", "0"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert done.stdout is not None
    address = done.stdout.readline().partition("read it at ")[2].split("/ ")[0]
    assert get(f"{address}/help").status == 200
    done.send_signal(signal.SIGINT)
    _, said = done.communicate(timeout=60)
    assert (done.returncode, said) == (0, "")


def test_the_report_is_had_from_the_story(desk: str) -> None:
    answer = get(f"{desk}/report?{FOR}")
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert "Velmar dam" in answer.text
    record = json.loads(get(f"{desk}/story/{quote(STORY)}.json").body)
    assert record["n_articles"] == 12


def test_no_link_of_a_page_leads_nowhere(desk: str) -> None:
    checked: set[str] = set()
    for address in pages(desk).values():
        page = lxml.html.fromstring(get(address).text)
        for link in page.iter("a"):
            href = link.get("href", "")
            kind = href.partition("?")[0].strip("/").partition("/")[0]
            # Of the many links to rows and to words in articles some of each page.
            if href.startswith("/") and sum(kind in each for each in checked) < 40:
                checked.add(href.partition("#")[0])
    wrong = {href: get(desk + href).status for href in sorted(checked)}
    assert len(wrong) > 60
    assert set(wrong.values()) <= {200, 307}, [k for k, v in wrong.items() if v >= 400]
