"""Every kind of file, broken in any way: rows, never an exception, and the neighbours are read."""

import os
import random
import string
import tempfile
import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.extract import extract
from sayso.model import Page, PageError, Unreadable
from sayso.read import pages, read_bytes
from sayso.worker.steps import articles_of
from tests.read.making import HTML, every_kind, read

KINDS = every_kind()
BEFORE, AFTER = b"<html><p>Before.</p></html>", b"<html><p>After.</p></html>"
LIMIT = 1 << 20
NUMBERS = (
    b"\0\0\0\0",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"\x01\0\0\0",
)


def broken(content: bytes, seed: int) -> bytes:
    """The content with one to four damages of the kinds that files come to."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 4)):
        at, to = sorted(chance.randrange(len(content) + 1) for _ in range(2))
        piece = chance.choice(list(KINDS.values()))
        content = chance.choice(
            (
                content[:at],
                content[at:],
                content[:at] + chance.randbytes(chance.randint(1, 8)) + content[at + 4 :],
                content[:at] + b"\0" * chance.randint(1, 40) + content[at:],
                content[:at] + content[to:],
                content[:at] + content[at:to] * 2 + content[to:],
                content[:at] + piece[: chance.randrange(len(piece))] + content[at:],
                content[:at] + chance.choice(NUMBERS) + content[at + 4 :],
                content[:at] + chance.choice(string.digits).encode() * 9 + content[at + 1 :],
                flipped(content, chance),
            )
        )
    return content


def flipped(content: bytes, chance: random.Random) -> bytes:
    bits = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        if bits:
            bits[chance.randrange(len(bits))] ^= 1 << chance.randrange(8)
    return bytes(bits)


def check(found: list[Page | Unreadable]) -> None:
    """Each row can be printed, kept in a database and handed on."""
    for each in found:
        assert isinstance(each, Page | Unreadable)
        if isinstance(each, Page):
            assert len(each.content) <= LIMIT
            for text in (each.path, each.url, each.captured, each.media_type, each.charset):
                (text or "").encode()
            try:
                msgspec.json.encode(articles_of(each))
            except PageError as error:
                assert str(error)
        else:
            assert each.error
            msgspec.json.encode(each)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_sound_file_of_every_kind_gives_pages_only(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(KINDS[name])
    found = read(tmp_path / name)
    assert found
    assert all(isinstance(each, Page) for each in found), found
    check(found)


@pytest.mark.parametrize("name", sorted(KINDS))
@given(seed=st.integers(0, 1 << 60))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_broken_file_is_a_row_and_its_neighbours_are_read(name: str, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, each) for each in ("a.html", name, "z.html")]
        for path, content in zip(paths, (BEFORE, broken(KINDS[name], seed), AFTER), strict=True):
            path.write_bytes(content)
        begun = time.process_time()
        found = list(pages(map(str, paths), 1))
        assert time.process_time() - begun < 5
        first, *between, last = found
        assert isinstance(first, Page)
        assert isinstance(last, Page)
        assert (first.content, last.content) == (BEFORE, AFTER)
        assert between
        check(between)


@given(st.binary(max_size=300), st.sampled_from(sorted(KINDS)))
@settings(max_examples=200, deadline=None)
def test_any_bytes_under_any_name_give_rows(content: bytes, name: str) -> None:
    found = list(read_bytes(Page(content=content, path=name), LIMIT))
    assert found
    check(found)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_each_kind_cut_off_anywhere_gives_rows(name: str) -> None:
    content = KINDS[name]
    for end in range(0, len(content), max(1, len(content) // 60)):
        check(list(read_bytes(Page(content=content[:end], path=name), LIMIT)))


def test_what_is_no_file_is_a_row_at_once(tmp_path: Path) -> None:
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "folder.html" / "in.html").write_bytes(HTML)
    os.mkfifo(tmp_path / "pipe.html")
    (tmp_path / "round.html").symlink_to(tmp_path / "round.html")
    (tmp_path / "gone.html").symlink_to(tmp_path / "nowhere")
    found = {each.path.removeprefix(f"{tmp_path}/"): each for each in read(tmp_path, "/dev/zero")}
    assert isinstance(found.pop("folder.html/in.html"), Page)
    errors = {path: each.error for path, each in found.items() if isinstance(each, Unreadable)}
    assert errors == {
        "pipe.html": "is not a regular file",
        "round.html": "is not a regular file",
        "gone.html": "is not a regular file",
        "/dev/zero": "is not a regular file",
    }


def test_a_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(HTML)
    (tmp_path / "self").symlink_to(tmp_path)
    assert [Path(each.path).name for each in read(tmp_path)] == ["a.html"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(HTML)
    (tmp_path / "a.html").chmod(0)
    (found,) = read(tmp_path)
    assert isinstance(found, Unreadable)
    assert found.error == "Permission denied"


@pytest.mark.parametrize(
    "content",
    [
        b"x" * 10_000_000,
        b"<p>" + b"word " * 2_000_000,
        b"\0" * 1_000_000,
        b"<div>" * 200_000,
        b"{" * 1_000_000,
        b"[" * 1_000_000,
        b"<!--" * 200_000,
        b"<?" * 400_000,
        b"A: b\n" * 200_000,
        b"<!---->" * 200_000 + b"<rss>",
        b"<rss>" + b"<item>" * 200_000,
        b'{"a":' * 300_000,
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 500_000,
        b"MIME-Version: 1.0\nContent-Location: x\nContent-Type: multipart/related; boundary=b\n\n"
        + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 20_000,
    ],
    ids=lambda content: repr(content[:12]),
)
def test_long_and_deep_things_end_soon(content: bytes) -> None:
    begun = time.process_time()
    for name in ("page", "page.html", "page.jsonl", "page.mht"):
        for found in read_bytes(Page(content=content, path=name), 20 << 20):
            assert isinstance(found, Page | Unreadable)
    assert time.process_time() - begun < 20


def test_text_in_a_wrongly_named_encoding_is_read() -> None:
    text = "Die Brücke über die Tesna ist gesperrt, sagte der Bürgermeister von Pellin. " * 6
    page = f'<html><head><meta charset="utf-8"></head><body><p>{text}</p></body></html>'
    (found,) = read_bytes(Page(content=page.encode("cp1252"), path="page.html"), LIMIT)
    assert isinstance(found, Page)
    article = extract(found)
    assert "Brücke über" in article.text
    assert article.warnings
