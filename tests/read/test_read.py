"""What one gives to Sayso, sound and unsound, and what comes of it."""

import gzip
import os
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from sayso.extract import extract
from sayso.model import Page, PageError, Unreadable
from sayso.read import jsonl, read_bytes
from tests.read.making import HTML, error, read, rss, warc


def test_a_gzipped_file_gives_the_bytes_it_was_packed_from(tmp_path: Path) -> None:
    # Known by its first bytes, whatever it is called.
    path = tmp_path / "page.html"
    path.write_bytes(gzip.compress(HTML, mtime=0))
    (page,) = read(path)
    assert isinstance(page, Page)
    assert page.content == HTML


def test_a_folder_stands_for_its_pages_in_order_and_not_for_their_images(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.html", "a.txt", "sub/c.htm.gz", ".hidden.html"):
        (tmp_path / name).write_bytes(HTML)
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "site.css").write_bytes(b"p{margin:0}")
    assert [Path(page.path).name for page in read(tmp_path)] == ["a.txt", "b.html", "c.htm.gz"]


def test_a_folder_without_pages_says_what_was_looked_for(tmp_path: Path) -> None:
    assert "a folder without pages (looked for .atom .htm .html" in error(read(tmp_path))


def test_what_is_not_there_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(HTML)
    missing, there = read("nowhere.html", tmp_path / "page.html")
    assert missing == Unreadable(path="nowhere.html", error="no such file or folder")
    assert isinstance(there, Page)


def test_a_truncated_gzip_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(HTML * 100)[:-20])
    assert "truncated gzip" in error(read(path))


def test_a_gzip_of_several_members_is_one_page_and_what_follows_them_is_no_part(
    tmp_path: Path,
) -> None:
    path = tmp_path / "page.html.gz"
    members = gzip.compress(HTML[:30]) + gzip.compress(b"") + gzip.compress(HTML[30:])
    for behind in (b"", b"\0" * 700, b"garbage", b"\x1f"):
        path.write_bytes(members + behind)
        (page,) = read(path)
        assert isinstance(page, Page)
        assert page.content == HTML
    path.write_bytes(members + gzip.compress(HTML, mtime=0)[:-9])
    assert "truncated gzip" in error(read(path))
    path.write_bytes(gzip.compress(gzip.compress(HTML, mtime=0)))
    assert "a gzip in a gzip" in error(read(path))


def test_a_gzip_of_lines_that_unpacks_beyond_reason_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "One."}\n' + b'{"text": "' + b"x" * (30 << 20)))
    first, refused = read(path)
    assert isinstance(first, Page)
    assert isinstance(refused, Unreadable)
    assert "unpacks to more than 200 times its size" in refused.error


def test_a_page_past_the_limit_is_refused_also_when_it_is_a_small_gzip(tmp_path: Path) -> None:
    plain, packed = tmp_path / "big.html", tmp_path / "bomb.html.gz"
    plain.write_bytes(b"x" * (50 << 20))
    packed.write_bytes(gzip.compress(b"x" * (50 << 20)))
    found = read(plain, packed)
    assert [isinstance(each, Unreadable) for each in found] == [True, True]
    assert "larger than the 20 MB" in error(found[:1])


def test_lines_of_json_are_pages_by_line(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text('{"id": "k1", "text": "One."}\n\n{"text": "Two.", "story": "flood"}\n')
    found = [page for page in read(path) if isinstance(page, Page)]
    assert [page.path for page in found] == [f"{path}:1", f"{path}:3"]
    first, second = map(jsonl.article, found)
    assert first.id == "k1"
    assert second.id.startswith("art-")
    assert second.story == "flood"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('{"id": "k1"}', "`text`"),
        ('{"id": 7, "text": "One."}', "$.id"),
        ('{"id": "k1", "text": "One."', "not a line of JSON"),
        ("[1, 2]", "not an article"),
    ],
)
def test_a_line_that_is_no_article_says_which_key(line: str, complaint: str) -> None:
    with pytest.raises(PageError) as raised:
        jsonl.article(Page(content=line.encode(), path="a.jsonl:1", media_type=jsonl.MEDIA_TYPE))
    assert complaint in str(raised.value)


def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * (3 << 20) + b'"}\n{"text": "One."}\n')
    too_long, sound = read(path, limit=1)
    assert isinstance(too_long, Unreadable)
    assert isinstance(sound, Page)


def test_files_that_begin_as_html_are_pages_whatever_they_are_called(tmp_path: Path) -> None:
    for name in ("article-2", "page.php"):
        (tmp_path / name).write_bytes(b"<!DOCTYPE html>" + HTML)
    (tmp_path / "site.css").write_bytes(b"html{margin:0}")
    assert [Path(page.path).name for page in read(tmp_path)] == ["article-2", "page.php"]


def test_a_capture_of_another_kind_is_named_rather_than_passed_over(tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_bytes(b"%PDF-1.7\n1 0 obj")
    (page,) = read(tmp_path)
    assert isinstance(page, Page)
    with pytest.raises(PageError, match="it looks like a PDF"):
        extract(page)


def test_one_bad_path_does_not_end_the_run(tmp_path: Path) -> None:
    circle, good = tmp_path / "circle.html", tmp_path / "good.html"
    circle.symlink_to(circle)
    good.write_bytes(HTML)
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/odd\xff.html")
    Path(odd).write_bytes(HTML)
    found = read(circle, "x" * 300, pipe, "", odd, good)
    assert [isinstance(each, Page) for each in found] == [False] * 4 + [True] * 2
    assert found[4].path.endswith("odd\\xff.html")


def test_a_locked_wacz_is_named(tmp_path: Path) -> None:
    path = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.warc.gz", gzip.compress(warc(HTML)))
    locked = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + offset] |= 1  # the flag of an encrypted entry
    path.write_bytes(locked)
    assert "locked by a password" in error(read(path))


def test_fetched_bytes_keep_where_and_when_they_were_fetched() -> None:
    fetched = Page(
        content=HTML,
        path="https://karsk-courant.example/dam",
        url="https://www.karsk-courant.example/dam",
        captured="2025-10-14T08:00:00Z",
        media_type="text/html",
        charset="utf-8",
    )
    assert list(read_bytes(fetched, 1 << 20)) == [fetched]
    feed = rss("<item><guid>k</guid><link>/dam</link></item>")
    (entry,) = read_bytes(replace(fetched, content=feed, media_type="application/rss+xml"), 1 << 20)
    assert isinstance(entry, Page)
    assert entry.url == "https://www.karsk-courant.example/dam"
    assert (entry.path, entry.captured) == (f"{fetched.path}#k", fetched.captured)
    (line,) = read_bytes(
        replace(fetched, content=b"<p>It held.", media_type="application/json"), 99
    )
    assert isinstance(line, Page)
    assert line.media_type is None
    assert "larger than the" in error(list(read_bytes(fetched, 20)))
