"""Zips of pages: what is read out of them, and what is refused."""

import gzip
import io
import struct
import time
import zipfile
from pathlib import Path

import pytest

from sayso.model import Page, Unreadable
from tests.read.making import HTML, LINES, error, item, mhtml, read, record, rss, zipped

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def names(found: list[Page | Unreadable], archive: Path) -> list[str]:
    return [each.path.removeprefix(f"{archive}/") for each in found]


def errors(found: list[Page | Unreadable], archive: Path) -> dict[str, str]:
    return {
        each.path.removeprefix(f"{archive}/"): each.error
        for each in found
        if isinstance(each, Unreadable)
    }


def made(folder: Path, content: bytes, name: str = "pages.zip") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_captures_of_every_kind_are_read_out_of_a_zip_and_its_folders(tmp_path: Path) -> None:
    path = made(
        tmp_path,
        zipped(
            {
                "a.html": HTML,
                "sub/b.html.gz": gzip.compress(HTML, mtime=0),
                "sub/crawl.warc.gz": gzip.compress(record(7, HTML)),
                "sub/lines.jsonl": LINES,
                "saved.mhtml": mhtml(),
                "feed.xml": rss(item(1)),
                "no-suffix": b"<!DOCTYPE html>" + HTML,
                "logo.png": PNG,
                "site.css": b"p{margin:0}",
                ".hidden.html": HTML,
                "__MACOSX/a.html": HTML,
            }
        ),
    )
    found = read(path)
    assert all(isinstance(each, Page) for each in found)
    assert names(found, path) == [
        "a.html",
        "feed.xml#k-1",
        "no-suffix",
        "saved.mhtml",
        "sub/b.html.gz",
        "sub/crawl.warc.gz#<urn:uuid:7>",
        "sub/lines.jsonl:1",
        "sub/lines.jsonl:2",
        "sub/lines.jsonl:3",
    ]
    contents = {
        each.path.rpartition("/")[2]: each.content for each in found if isinstance(each, Page)
    }
    assert contents["a.html"] == contents["b.html.gz"] == contents["saved.mhtml"] == HTML


def test_a_zip_is_known_by_its_bytes_whatever_it_is_called(tmp_path: Path) -> None:
    path = made(tmp_path, zipped({"a.html": HTML}), "download")
    (page,) = read(path)
    assert isinstance(page, Page)
    assert page.content == HTML
    packed = made(tmp_path, gzip.compress(zipped({"a.html": HTML})), "pages.zip.gz")
    (page,) = read(packed)
    assert page.path == f"{packed}/a.html"


def test_a_zip_in_a_zip_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    inner = zipped({"b.html": HTML})
    path = made(tmp_path, zipped({"a.html": HTML, "in.zip": inner, "z.html": HTML}))
    found = read(path)
    assert names(found, path) == ["a.html", "in.zip", "z.html"]
    assert errors(found, path) == {"in.zip": "a zip in a zip: unpack it first"}


def test_a_member_that_unpacks_beyond_reason_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    bomb = b"<p>" + b"a" * (19 << 20)
    path = made(tmp_path, zipped({"a.html": HTML, "bomb.html": bomb, "z.html": HTML}))
    found = read(path)
    assert errors(found, path) == {"bomb.html": "unpacks to more than 200 times its size"}
    assert names(found, path) == ["a.html", "bomb.html", "z.html"]


def test_a_member_past_the_page_limit_is_named(tmp_path: Path) -> None:
    path = made(tmp_path, zipped({"a.html": b"x" * (2 << 20), "z.html": HTML}, zipfile.ZIP_STORED))
    found = read(path, limit=1)
    assert "larger than the 1 MB" in errors(found, path)["a.html"]
    assert isinstance(found[1], Page)


def test_a_zip_that_unpacks_to_too_much_in_all_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.read.zipped.FREE_OF_ALL", 3 << 20)
    page = (HTML * 20 + b"<p>") * 700  # packs to a hundredth
    path = made(tmp_path, zipped({f"{number:02}.html": page for number in range(9)}))
    found = read(path)
    *pages, refused = found
    assert 1 < len(pages) < 9
    assert all(isinstance(each, Page) for each in pages)
    assert isinstance(refused, Unreadable)
    assert "the rest of it was not read" in refused.error


def quoted_bomb(members: int) -> bytes:
    """Members that are laid over one another, so that each has the bytes of all after it."""
    sound = zipped({f"{number:05}.html": HTML * 20 for number in range(members)})
    data = bytearray(sound)
    end = data.rfind(b"PK\x05\x06")
    at = struct.unpack_from("<L", data, end + 16)[0]
    while data[at : at + 4] == b"PK\x01\x02":
        name, extra, comment = struct.unpack_from("<3H", data, at + 28)
        begins = struct.unpack_from("<L", data, at + 42)[0]
        struct.pack_into("<L", data, at + 20, end - begins - 100)
        at += 46 + name + extra + comment
    return bytes(data)


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = made(tmp_path, quoted_bomb(300))
    begun = time.process_time()
    found = read(path)
    assert time.process_time() - begun < 3
    assert len(found) == 300
    said = errors(found, path)
    assert len(said) == 299 or len(said) == 300
    assert set(list(said.values())[:299]) == {
        "shares its bytes with another member of the zip, as bombs do"
    }


def test_a_locked_member_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    locked = bytearray(zipped({"a.html": HTML, "z.html": HTML}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + offset] |= 1
    path = made(tmp_path, bytes(locked))
    found = read(path)
    assert errors(found, path) == {"a.html": "locked by a password: unpack it first"}
    assert isinstance(found[1], Page)


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_another_packing_is_named_with_those_that_are_read(tmp_path: Path, packing: int) -> None:
    path = made(tmp_path, zipped({"a.html": HTML}, packing))
    assert f"packed by method {packing} of zip; those read are stored and deflated" in error(
        read(path)
    )


def test_a_member_with_a_wrong_checksum_or_length_is_named(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.html": HTML, "b.html": HTML, "c.html": HTML}))
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    data[first + 16] ^= 1  # the checksum
    data[second + 24] -= 9  # the length
    path = made(tmp_path, bytes(data))
    found = read(path)
    assert names(found, path) == ["a.html", "b.html", "c.html"]
    assert [isinstance(each, Page) for each in found] == [False, False, True]
    assert all("Bad CRC-32" in each for each in errors(found, path).values())


def test_names_that_lead_elsewhere_are_names_only(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = made(tmp_path / "in", zipped({"../../out.html": HTML, "/etc/out.html": HTML}))
    found = read(path)
    assert [each.path.removeprefix(str(path)) for each in found] == [
        "/../../out.html",
        "//etc/out.html",
    ]
    assert all(isinstance(each, Page) for each in found)
    assert [each.name for each in sorted(tmp_path.rglob("*"))] == ["in", "pages.zip"]


def test_a_zip_that_is_cut_off_gives_the_members_before(tmp_path: Path) -> None:
    whole = zipped({"a.html": HTML, "b.html": HTML * 30, "c.html": HTML})
    path = made(tmp_path, whole[: whole.index(b"c.html") + 12])
    found = read(path)
    assert names(found, path) == [str(path), "a.html", "b.html", "c.html"]
    said = errors(found, path)
    assert said[str(path)] == (
        "a damaged zip (File is not a zip file): read is what was found in it"
    )
    assert said["c.html"] == "a member of a zip that is cut off"
    assert [each.content for each in found if isinstance(each, Page)] == [HTML, HTML * 30]


def test_a_zip_whose_sizes_stand_behind_its_members_is_read_when_cut_off(tmp_path: Path) -> None:
    class Pipe(io.BytesIO):
        def seek(self, *_: object) -> int:
            raise io.UnsupportedOperation

    stream = Pipe()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.html", HTML)
        archive.writestr("b.html", HTML * 9)
    content = stream.getvalue()
    assert content[6] & 8
    path = made(tmp_path, content[: content.index(b"PK\x01\x02")])
    pages = [each for each in read(path) if isinstance(each, Page)]
    assert [each.content for each in pages] == [HTML, HTML * 9]


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({}, "a zip without a page in it (looked for .atom .htm"),
        ({"logo.png": PNG}, "a zip without a page in it"),
        ({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d/>"}, "an office document"),
    ],
)
def test_a_zip_without_pages_says_so(tmp_path: Path, members: dict[str, bytes], said: str) -> None:
    assert said in error(read(made(tmp_path, zipped(members))))


def test_what_is_called_zip_and_is_none_says_so(tmp_path: Path) -> None:
    assert "a zip that cannot be opened" in error(read(made(tmp_path, b"no zip at all")))
    assert "a zip that cannot be opened" in error(read(made(tmp_path, b"")))


def test_a_list_of_members_beyond_reason_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.read.zipped.MOST_DIRECTORY", 1 << 10)
    path = made(tmp_path, zipped({f"{number}.html": HTML for number in range(50)}))
    assert "a zip whose list of members is larger" in error(read(path))


def test_a_wacz_gives_its_web_archives_and_not_its_index(tmp_path: Path) -> None:
    members = {
        "datapackage.json": b"{}",
        "archive/data.warc.gz": gzip.compress(record(1, HTML)),
        "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n{"url": "https://karsk.example"}\n',
        "indexes/index.cdx": b"karsk",
    }
    for name in ("crawl.wacz", "crawl.zip"):
        (page,) = read(made(tmp_path, zipped(members), name))
        assert isinstance(page, Page)
        assert (page.content, page.url) == (HTML, "https://karsk-courant.example/1")
    del members["archive/data.warc.gz"]
    assert "a zip without a web archive in it (looked for .warc .wet" in error(
        read(made(tmp_path, zipped(members), "crawl.wacz"))
    )
