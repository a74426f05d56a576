"""Lines of JSON: articles, and pages as they were captured."""

import base64
import json
from pathlib import Path

import pytest

import sayso
from sayso import pipeline
from sayso.model import Article, Page, PageError, Unreadable
from sayso.read import jsonl
from sayso.show.tables import rows
from sayso.worker.steps import articles_of
from tests.conftest import Run
from tests.read.making import HTML, MARKUP, PROSE, read

MARKED = f"<html><body><article>{MARKUP}</article></body></html>"


def given(folder: Path, *records: object, name: str = "pages.jsonl") -> list[Page | Unreadable]:
    lines = (each if isinstance(each, str) else json.dumps(each) for each in records)
    (folder / name).write_text("\n".join(lines))
    return read(folder / name)


def articles(found: list[Page | Unreadable]) -> list[Article]:
    assert all(isinstance(each, Page) for each in found), found
    return [article for each in found if isinstance(each, Page) for article in articles_of(each)]


def test_a_page_in_a_line_comes_to_the_article_that_it_comes_to_by_itself(tmp_path: Path) -> None:
    packed = base64.b64encode(MARKED.encode()).decode()
    found = given(
        tmp_path,
        {"html": MARKED, "url": "https://karsk-courant.example/dam"},
        {"content": MARKED},
        {"content": packed, "encoding": "base64"},
        {"content": "\n\n".join(PROSE)},
    )
    texts = [article.text for article in articles(found)]
    assert texts == ["\n\n".join(PROSE)] * 4
    assert articles(found)[0].site == "karsk-courant.example"


def test_what_a_line_says_of_its_page_is_kept(tmp_path: Path) -> None:
    line = {
        "html": MARKED,
        "id": "k-7",
        "story": "Velmar dam",
        "url": "https://karsk-courant.example/dam",
        "captured": "2025-10-14T08:00:00Z",
    }
    (page,) = given(tmp_path, line)
    assert isinstance(page, Page)
    assert page.captured == "2025-10-14T08:00:00Z"
    assert page.path == f"{tmp_path}/pages.jsonl:1"
    assert page.content == json.dumps(line).encode()
    (article,) = articles_of(page)
    assert (article.id, article.story, article.url) == ("k-7", "Velmar dam", line["url"])


def test_bytes_in_a_line_are_read_in_the_charset_that_the_line_names(tmp_path: Path) -> None:
    text = "<p>" + "Мост через реку закрыт, сообщили в мэрии города. " * 6
    line = {
        "content": base64.b64encode(text.encode("cp1251")).decode(),
        "encoding": "base64",
        "charset": "cp1251",
    }
    (article,) = articles(given(tmp_path, line))
    assert article.text.startswith("Мост через реку закрыт")


def test_text_makes_it_an_article_and_null_makes_nothing(tmp_path: Path) -> None:
    both, null = articles(
        given(tmp_path, {"text": "Two boats sank.", "html": MARKED}, {"text": None, "html": MARKED})
    )
    assert both.text == "Two boats sank."
    assert null.text == "\n\n".join(PROSE)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"html": 7}, "$.html"),
        ({"html": MARKED, "content": MARKED}, "both `html` and `content`"),
        ({"html": MARKED, "encoding": "base64"}, "`encoding` is that of `content`"),
        ({"content": MARKED, "encoding": "gzip"}, "$.encoding"),
        ({"html": MARKED, "id": 7}, "$.id"),
        ({"html": MARKED, "captured": 2025}, "$.captured"),
    ],
)
def test_a_wrong_key_is_named_and_the_next_line_is_read(
    tmp_path: Path, line: dict[str, object], said: str
) -> None:
    wrong, right = given(tmp_path, line, {"html": MARKED})
    assert isinstance(wrong, Unreadable)
    assert said in wrong.error
    assert wrong.path.endswith(":1")
    assert isinstance(right, Page)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"content": "*** no base64", "encoding": "base64"}', "`content` is no base64"),
        ('{"title": "No body"}', "an article has `text`, a page `html` or `content`"),
        ('{"html": "<p>cut off', "not a line of JSON"),
        ("[" * 100_000, "not an article: Expected .object., got .array."),
        ('{"text": ' + "[" * 100_000, "not a line of JSON|not an article"),
    ],
)
def test_a_line_that_gives_no_article_says_what_would_be_right(
    tmp_path: Path, line: str, said: str
) -> None:
    (page,) = given(tmp_path, line)
    assert isinstance(page, Page)
    with pytest.raises(PageError, match=said.replace("`", ".")):
        articles_of(page)


def test_lines_are_known_by_their_content_and_text_that_opens_with_a_brace_is_text(
    tmp_path: Path,
) -> None:
    for name in ("pages", "pages.json", "pages.log"):
        (page,) = given(tmp_path, {"html": MARKED}, name=name)
        assert isinstance(page, Page)
        assert page.media_type == jsonl.PAGE_TYPE
    (page,) = given(tmp_path, {"@type": "NewsArticle", "text": "x"}, *PROSE, name="flat.txt")
    assert isinstance(page, Page)
    assert page.media_type is None


def test_a_file_of_other_lines_is_not_read_to_its_end(tmp_path: Path) -> None:
    first, last = given(tmp_path, {"html": MARKED}, "\n" * 2_000_000)
    assert isinstance(first, Page)
    assert isinstance(last, Unreadable)
    assert "no object of JSON in 10,000 lines" in last.error


def test_an_error_of_an_earlier_step_passes_through(tmp_path: Path) -> None:
    failed, page = given(
        tmp_path, {"path": "a.html", "error": "the page is empty"}, {"html": HTML.decode()}
    )
    assert failed == Unreadable(path="a.html", error="the page is empty")
    assert isinstance(page, Page)


def test_keys_that_extract_does_not_know_pass_through(tmp_path: Path, run: Run) -> None:
    (tmp_path / "p.jsonl").write_text(
        json.dumps({"html": MARKED, "desk": {"shift": 3}, "story": "S"})
    )
    done = run("extract", tmp_path / "p.jsonl")
    record = json.loads(done.stdout)
    assert record["desk"] == {"shift": 3}
    assert record["story"] == "S"
    assert "html" not in record


def test_pages_in_lines_are_added_and_rebuilt_with_their_ids(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_text(json.dumps({"html": MARKED, "id": "k-7", "story": "Dam"}))
    with sayso.open(tmp_path / "ledger", create=True) as ledger:
        (added,) = pipeline.add(ledger, [str(tmp_path / "p.jsonl")])
        assert added.articles == ("k-7",)
        before = list(rows(ledger, "articles"))
        assert [(row["id"], row["story"]) for row in before] == [("k-7", "Dam")]
        list(pipeline.rebuild(ledger))
        assert list(rows(ledger, "articles")) == before
