"""Web archives: which records are pages, how they were sent, and what damage costs."""

import gzip
import random
import zlib
from pathlib import Path

import pytest

from sayso.extract import extract
from sayso.model import Page, Unreadable
from tests.read.making import HTML, PROSE, error, read, record, warc


def crawl(folder: Path, content: bytes, name: str = "crawl.warc") -> list[Page | Unreadable]:
    (folder / name).write_bytes(content)
    return read(folder / name)


def targets(found: list[Page | Unreadable]) -> list[str]:
    return [each.url or "" for each in found if isinstance(each, Page)]


def test_the_responses_of_a_web_archive_are_pages_with_address_and_time(tmp_path: Path) -> None:
    first, _ = crawl(tmp_path, gzip.compress(warc(HTML, HTML + b"<!-- 2 -->")), "crawl.warc.gz")
    assert first == Page(
        content=HTML,
        path=f"{tmp_path}/crawl.warc.gz#<urn:uuid:0>",
        url="https://karsk-courant.example/0",
        captured="2025-10-14T08:00:00Z",
        media_type="text/html",
        charset="utf-8",
    )


@pytest.mark.parametrize("name", ["crawl", "crawl.txt", "crawl.gz"])
def test_a_web_archive_is_known_by_its_bytes(tmp_path: Path, name: str) -> None:
    for content in (record(1, HTML), gzip.compress(record(1, HTML))):
        (page,) = crawl(tmp_path, content, name)
        assert isinstance(page, Page)
        assert page.content == HTML


@pytest.mark.parametrize(
    "status", ["404 Not Found", "301 Moved", "206 Partial Content", "304 Not Modified"]
)
def test_only_a_whole_successful_response_is_a_page(tmp_path: Path, status: str) -> None:
    assert "without a captured page" in error(crawl(tmp_path, warc(HTML, status=status)))


def test_other_records_are_passed_over(tmp_path: Path) -> None:
    content = b"".join(
        (
            record(1, b"", kind="revisit"),
            record(2, b"via: x", kind="metadata"),
            record(3, b"GET / HTTP/1.1", kind="request"),
            record(4, b"\x89PNG", "Content-Type: image/png"),
            record(5, HTML),
            record(6, b"Arguments: -r", kind="resource").replace(
                b"https://karsk-courant.example/6", b"metadata://tool/arguments.txt"
            ),
            record(7, b"The text again.", kind="resource").replace(
                b"https://karsk-courant.example/7", b"urn:text:https://karsk-courant.example/5"
            ),
        )
    )
    assert targets(crawl(tmp_path, content)) == ["https://karsk-courant.example/5"]


def test_a_resource_and_a_text_conversion_are_pages(tmp_path: Path) -> None:
    text = "\n".join(PROSE).encode()
    resource = record(1, HTML, kind="resource").replace(b"text/plain", b"text/html")
    found = crawl(tmp_path, resource + record(2, text, kind="conversion"), "crawl.warc.wet")
    first, second = found
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert (first.content, first.media_type) == (HTML, "text/html")
    assert second.content == text
    assert PROSE[1] in extract(second).text


def test_an_address_in_pointed_brackets_is_an_address(tmp_path: Path) -> None:
    content = record(1, HTML).replace(
        b"WARC-Target-URI: https://karsk-courant.example/1",
        b"WARC-Target-URI: <https://karsk-courant.example/1>",
    )
    assert targets(crawl(tmp_path, content)) == ["https://karsk-courant.example/1"]


def chunked(body: bytes) -> bytes:
    return b"%x; a=b\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (9, body[:9], len(body) - 9, body[9:])


def brotli(body: bytes) -> bytes:
    import io

    from fastwarc.stream_io import BrotliWriter

    stream = io.BytesIO()
    writer = BrotliWriter(stream)
    writer.write(body)
    writer.close()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("Content-Encoding: gzip", gzip.compress(HTML, mtime=0)),
        ("Content-Encoding: deflate", zlib.compress(HTML)),
        ("Content-Encoding: deflate", zlib.compress(HTML)[2:-4]),
        ("Content-Encoding: br", brotli(HTML)),
        ("Transfer-Encoding: chunked", chunked(HTML)),
        (
            "Content-Encoding: gzip\r\nTransfer-Encoding: chunked",
            chunked(gzip.compress(HTML, mtime=0)),
        ),
        ("Content-Encoding: gzip", HTML),
        ("Transfer-Encoding: chunked", HTML),
        ("Content-Encoding: identity", HTML),
    ],
)
def test_what_was_sent_packed_is_unpacked(tmp_path: Path, encoding: str, body: bytes) -> None:
    content = record(1, body, f"Content-Type: text/html\r\n{encoding}") + record(2, HTML)
    first, second = crawl(tmp_path, content)
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert first.content == second.content == HTML


@pytest.mark.parametrize(
    ("encoding", "body", "said"),
    [
        (
            "Content-Encoding: gzip",
            gzip.compress(HTML, mtime=0)[:-20],
            "its gzip encoding is damaged",
        ),
        ("Content-Encoding: br", b"\xff" * 40, "its br encoding is damaged"),
        ("Transfer-Encoding: chunked", b"zz\r\nThe dam", "its chunked encoding is damaged"),
        ("Transfer-Encoding: chunked", b"ff\r\nThe dam", "its chunked encoding is damaged"),
        ("Content-Encoding: gzip", gzip.compress(b"a" * (3 << 20)), "larger than the 1 MB"),
        ("Content-Encoding: br", brotli(b"a" * (3 << 20)), "larger than the 1 MB"),
    ],
)
def test_what_cannot_be_unpacked_is_named_and_the_next_is_read(
    tmp_path: Path, encoding: str, body: bytes, said: str
) -> None:
    content = record(1, body, f"Content-Type: text/html\r\n{encoding}") + record(2, HTML)
    (tmp_path / "crawl.warc").write_bytes(content)
    first, second = read(tmp_path / "crawl.warc", limit=1)
    assert isinstance(first, Unreadable)
    assert said in first.error
    assert first.path.endswith("#<urn:uuid:1>")
    assert isinstance(second, Page)


def test_a_truncated_web_archive_gives_the_pages_before_the_damage(tmp_path: Path) -> None:
    packed = gzip.compress(warc(HTML)) + gzip.compress(warc(random.Random(1).randbytes(300)))
    whole, cut_off = crawl(tmp_path, packed[:-60], "crawl.warc.gz")
    assert isinstance(whole, Page)
    assert whole.content == HTML
    assert isinstance(cut_off, Unreadable)
    assert "bytes are missing" in cut_off.error


def harmed(content: bytes) -> bytes:
    return content[:70] + b"\xff\x00\xff\x00\xff" + content[75:]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_damage_costs_one_record_and_not_the_rest(tmp_path: Path, pack: "type[bytes]") -> None:
    one, two, three = (pack(record(number, HTML)) for number in (1, 2, 3))
    headless = pack(record(2, HTML).replace(b"WARC/1.1", b"WARK/1.1"))
    for content in (
        one + headless + three,
        one + b"garbage of another kind\r\n\r\n" + three,
        one + two[:-30] + three,
        one + pack(record(2, HTML).replace(b"Content-Length: ", b"Content-Length: 9")) + three,
    ):
        found = crawl(tmp_path, content)
        assert targets(found)[0] == "https://karsk-courant.example/1"
        assert targets(found)[-1] == "https://karsk-courant.example/3"
        assert 1 <= sum(isinstance(each, Unreadable) for each in found) <= 2


def test_members_packed_together_or_apart_are_read(tmp_path: Path) -> None:
    one, two, three = (record(number, HTML) for number in (1, 2, 3))
    together = gzip.compress(one + two) + gzip.compress(three, mtime=0)
    halves = (
        gzip.compress(one[:100]) + gzip.compress(one[100:] + two) + gzip.compress(three, mtime=0)
    )
    for content in (together, halves):
        assert len(targets(crawl(tmp_path, content, "crawl.warc.gz"))) == 3


def test_damage_without_end_is_given_up(tmp_path: Path) -> None:
    found = crawl(tmp_path, b"\x1f\x8b\x08 is no gzip" * 50_000)
    assert isinstance(found[-1], Unreadable)
    assert "not read further" in found[-1].error
    assert len(found) == 2
