"""Two articles side by side."""

import json
from pathlib import Path

import pytest

from sayso.model import Article, Copy, Links
from sayso.show.diff import aligned, difference
from tests.conftest import SAMPLES, Run

A = Article(id="a", text="One here.\n\nTwo here.\n\nThree here.")
B = Article(id="b", text="Three here.\n\nNew words.\n\nOne here.")
COPY = Copy(id="cpy-1", a="b", b="a", direction="a>b", passages=((0, 11, 22, 33), (25, 34, 0, 9)))


def test_links_are_turned_to_the_order_asked_for() -> None:
    found = difference(A, B, Links(copies=(COPY,)))
    (copy,) = found.copies
    assert (copy.a, copy.b, copy.direction) == ("a", "b", "b>a")
    for a0, a1, b0, b1 in copy.passages:
        assert A.text[a0:a1] == B.text[b0:b1]
    assert found.shared_a == pytest.approx(20 / 33)


def test_every_word_of_both_stands_in_the_columns_once() -> None:
    rows = aligned(difference(A, B, Links(copies=(COPY,))))
    left = [A.text[row.a[0] : row.a[1]].strip() for row in rows if row.a]
    right = [B.text[row.b[0] : row.b[1]].strip() for row in rows if row.b]
    assert left == ["One here.", "Two here.", "Three here."]
    assert sorted(right) == ["New words.", "One here.", "Three here."]


def test_articles_without_anything_in_common() -> None:
    found = difference(A, B, Links())
    assert (found.shared_a, found.copies, found.mutations) == (0, (), ())


def test_diff_shows_what_the_bulletin_lost_of_the_wire(demo: Path, run: Run) -> None:
    articles = {
        Path(row["path"]).name: row["id"]
        for row in map(json.loads, run("export", "articles", "--ledger", demo).stdout.splitlines())
    }
    herald, bulletin = (
        articles[name] for name in ("01-northgate-herald.html", "03-bayside-bulletin.txt")
    )
    done = run("diff", herald, bulletin, "--ledger", demo, "--json")
    found = json.loads(done.stdout)
    lost = {(each["type"], each["a"]["text"].strip()) for each in found["mutations"]}
    assert any("at least" in text for _, text in lost)
    for each in found["mutations"]:
        for side, article in (("a", found["a"]), ("b", found["b"])):
            excerpt = each[side]
            assert article["text"][excerpt["start"] : excerpt["end"]] == excerpt["text"]
    page = run("diff", herald, bulletin, "--ledger", demo).stdout
    assert "of the first" in page
    assert "[-" in page


def test_diff_of_two_captured_pages_needs_no_ledger(tmp_path: Path, run: Run) -> None:
    pages = [SAMPLES / "01-northgate-herald.html", SAMPLES / "03-bayside-bulletin.txt"]
    done = run("diff", *pages, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "passages" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_diff_names_what_is_not_there(demo: Path, run: Run) -> None:
    done = run("diff", "art-000000", "art-000001", "--ledger", demo)
    assert done.returncode == 2
    assert "art-000000" in done.stderr
