"""Feeds saved as files: a page an entry, the same page in tomorrow's feed."""

import gzip
import json
import time
from pathlib import Path

import pytest

from sayso.model import Page, Unreadable
from tests.read.making import ATOM, JSON_FEED, MARKUP, RDF, error, item, read, rss


def in_file(folder: Path, content: bytes, name: str = "feed.xml") -> list[Page | Unreadable]:
    (folder / name).write_bytes(content)
    return read(folder / name)


def pages(folder: Path, content: bytes, name: str = "feed.xml") -> list[Page]:
    found = in_file(folder, content, name)
    assert all(isinstance(each, Page) for each in found), found
    return [each for each in found if isinstance(each, Page)]


def test_each_entry_is_a_page_by_its_id_with_its_address(tmp_path: Path) -> None:
    first, second = pages(tmp_path, rss(item(1), item(2)))
    assert [each.path for each in (first, second)] == [
        f"{tmp_path}/feed.xml#k-1",
        f"{tmp_path}/feed.xml#k-2",
    ]
    assert second.url == "https://karsk-courant.example/dam-2"
    assert b"day 1" in first.content
    assert b"day 2" not in first.content
    assert b"<title>Karsk Courant</title>" in first.content


@pytest.mark.parametrize(
    "name", ["feed.xml", "feed.rss", "feed.json", "feed.txt", "feed", "f.html"]
)
def test_a_feed_is_known_by_its_content_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    for content in (rss(item(1)), ATOM, RDF, JSON_FEED, gzip.compress(ATOM, mtime=0)):
        assert all("#" in each.path for each in pages(tmp_path, content, name))


def test_the_same_entry_is_the_same_page_in_the_feed_of_another_day(tmp_path: Path) -> None:
    counts = "<slash:comments>{}</slash:comments>"
    first = rss(
        item(1, counts.format(3)),
        channel="<lastBuildDate>Tue, 14 Oct 2025 09:00:00 GMT</lastBuildDate><ttl>5</ttl>",
    )
    later = rss(
        item(2),
        item(1, counts.format(17)),
        channel="<pubDate>Wed, 15 Oct 2025 09:00:00 GMT</pubDate><generator>Other 2.0</generator>",
    )
    (one,), (_, same) = pages(tmp_path, first), pages(tmp_path, later)
    assert one.sha256 == same.sha256
    (changed,) = pages(tmp_path, first.replace(b"At least 40 homes", b"At least 43 homes"))
    assert changed.sha256 != one.sha256


def test_an_atom_feed_of_another_day_gives_the_same_page(tmp_path: Path) -> None:
    (one,) = pages(tmp_path, ATOM)
    later = ATOM.replace(b"<updated>2025-10-15T09:00:00Z", b"<updated>2025-10-16T09:00:00Z")
    other = b"<entry><title>New</title><id>urn:pellin:2</id></entry>"
    _, same = pages(tmp_path, later.replace(b"<entry>", other + b"\n\n<entry>", 1))
    assert one.content == same.content


def test_an_rdf_feed_keeps_no_list_of_its_entries(tmp_path: Path) -> None:
    (page,) = pages(tmp_path, RDF)
    assert page.path.endswith("#https://velmar.example/1")
    assert b"Seq" not in page.content


def test_entries_of_a_json_feed_are_pages(tmp_path: Path) -> None:
    first, second = pages(tmp_path, JSON_FEED, "feed.json")
    assert [each.path.rpartition("#")[2] for each in (first, second)] == ["k-1", "2"]
    assert len(json.loads(first.content)["items"]) == 1
    assert "feed_url" not in json.loads(first.content)


def test_entries_without_a_name_go_by_link_or_number(tmp_path: Path) -> None:
    content = rss(
        "<item><link>https://karsk.example/1</link></item>", "<item><title>T</title></item>"
    )
    assert [each.path.rpartition("#")[2] for each in pages(tmp_path, content)] == [
        "https://karsk.example/1",
        "2",
    ]


def test_an_address_that_is_none_is_left_out(tmp_path: Path) -> None:
    content = rss("<item><guid>k</guid><link>javascript:alert(1)</link></item>")
    assert pages(tmp_path, content)[0].url is None
    content = rss("<item><link>http://[</link></item>")
    assert pages(tmp_path, content)[0].url is None


def test_entities_of_a_feed_are_never_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("The harbour's code is 4711.")
    doctype = (
        "<!DOCTYPE rss [<!ENTITY a 'laugh'>"
        + "".join(
            f"<!ENTITY {after} '{f'&{before};' * 10}'>"
            for before, after in zip("abcdefghi", "bcdefghij", strict=True)
        )
        + f"<!ENTITY file SYSTEM 'file://{secret}'>]>"
    )
    content = rss("<item><guid>k</guid><title>Dam &j; &file; holds</title></item>").replace(
        b"?>\n", f"?>\n{doctype}".encode(), 1
    )
    begun = time.process_time()
    (page,) = pages(tmp_path, content)
    assert time.process_time() - begun < 1
    assert b"laugh" not in page.content
    assert b"4711" not in page.content
    assert len(page.content) < len(content)


def test_feeds_written_by_hand_are_read(tmp_path: Path) -> None:
    content = rss(
        item(1), "<item><guid>k</guid><title>Fish &nbsp; Chips & Co &eacute;</title></item>"
    )
    _, page = pages(tmp_path, content)
    assert "é</title>" in page.content.decode()


def test_a_feed_in_another_encoding_is_read(tmp_path: Path) -> None:
    text = rss(item(1)).decode().replace("Karsk Courant", "Kärsk").replace("UTF-8", "ISO-8859-1")
    (page,) = pages(tmp_path, text.encode("iso-8859-1"))
    assert "Kärsk" in page.content.decode()
    wide = text.replace('encoding="ISO-8859-1"', 'encoding="UTF-16"').encode("utf-16")
    assert "Kärsk" in pages(tmp_path, wide)[0].content.decode()


def test_a_feed_that_is_cut_off_gives_the_entries_before(tmp_path: Path) -> None:
    whole = rss(item(1), item(2), item(3))
    first, second, cut_off = in_file(tmp_path, whole[: whole.index(b"day 3")])
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert isinstance(cut_off, Unreadable)
    assert "cut off; entries read before the damage: 2" in cut_off.error


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (rss(), "a feed without entries"),
        (b"<rss><channel>", "a feed that is no XML"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "a feed without entries"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [', "a feed that is no JSON"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [7]}', "no object"),
    ],
)
def test_what_is_no_feed_says_why(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in error(in_file(tmp_path, content))


def test_a_page_about_feeds_is_a_page(tmp_path: Path) -> None:
    page = f"<html><body><pre>&lt;rss&gt;</pre>{MARKUP}<rss></rss></body></html>".encode()
    (found,) = pages(tmp_path, page, "page.html")
    assert found.content == page
