"""What comes through a pipe: any kind, known by its bytes."""

import gzip
import json
import os
import subprocess
from pathlib import Path

import pytest

from sayso.model import Page
from sayso.read import read_bytes
from tests.conftest import command
from tests.read.making import every_kind, item, rss, zipped

KINDS = every_kind()


def piped(content: bytes, *arguments: str | Path) -> "subprocess.CompletedProcess[bytes]":
    environment = {key: value for key, value in os.environ.items() if key != "SAYSO_LEDGER"}
    return subprocess.run(
        command(*arguments),
        input=content,
        capture_output=True,
        check=False,
        timeout=120,
        env=environment,
    )


def rows(done: "subprocess.CompletedProcess[bytes]") -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    "name",
    ["crawl.warc.gz", "lines.jsonl", "news.atom", "page.html.gz", "page.mhtml", "pages.zip"],
)
def test_what_is_piped_is_read_as_the_file_is(name: str) -> None:
    done = piped(KINDS[name], "extract", "-")
    found = list(read_bytes(Page(content=KINDS[name], path="standard input"), 1 << 20))
    assert [row["path"] for row in rows(done)] == [each.path for each in found]
    assert not any(b"panicked" in line for line in done.stderr.splitlines())


def test_a_page_through_a_pipe_is_called_standard_input() -> None:
    (row,) = rows(piped(KINDS["page.txt"], "extract", "-"))
    assert row["path"] == "standard input"
    assert "At least 40 homes" in str(row["text"])


def test_it_is_read_from_a_file_that_is_standard_input(tmp_path: Path) -> None:
    (tmp_path / "pages.zip").write_bytes(KINDS["pages.zip"])
    with (tmp_path / "pages.zip").open("rb") as stream:
        done = subprocess.run(
            command("extract", "-"), stdin=stream, capture_output=True, check=False, timeout=120
        )
    assert [row["path"] for row in rows(done)] == [
        "standard input/a.html",
        "standard input/in/b.txt",
    ]


def test_nothing_is_an_empty_page() -> None:
    done = piped(b"", "extract", "-")
    assert done.returncode == 1
    assert rows(done) == [{"path": "standard input", "error": "the page is empty"}]


def test_it_stands_among_other_paths_and_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(KINDS["page.txt"])
    done = piped(b"x" * (2 << 20), "extract", "--max-page-mb", "1", "-", tmp_path / "a.txt")
    first, second = rows(done)
    assert "larger than the 1 MB" in str(first["error"])
    assert "text" in second


def test_a_feed_is_added_from_a_pipe_once(tmp_path: Path) -> None:
    feed = gzip.compress(rss(item(1), item(2)))
    ledger = tmp_path / "ledger"
    assert b"2 new" in piped(feed, "add", "-", "--ledger", ledger).stdout
    later = rss(item(1), item(2), item(3), channel="<ttl>9</ttl>")
    assert b"1 new, 2 there already" in piped(later, "add", "-", "--ledger", ledger).stdout


def test_a_zip_in_a_pipe_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    from sayso.model import PageError
    from sayso.read.contents import in_stream

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    content = zipped({"a.html": b"<p>" + os.urandom(5_000)})
    monkeypatch.setattr("sayso.read.contents.LARGEST_PIPED", 4_000)
    with pytest.raises(PageError, match="a zip through a pipe"):
        list(in_stream(Pipe(content), Page(content=b"", path="standard input"), 1 << 20))
